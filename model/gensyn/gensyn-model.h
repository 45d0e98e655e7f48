/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GENSYN_MODEL_H
#define GENSYN_MODEL_H

#include "ns3/distribution.h"
#include "ns3/gensyn-sojourn.h"
#include "ns3/json-document.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * What a user's communication is made of: an interface module with its parameters (Heegaard,
 * "GenSyn", Telektronikk 2/3.2001, section 2 and Table 1).
 */
struct GensynModule
{
    /// What a communication consists of.
    enum Type
    {
        FTP,  //!< one file over HTTP
        WEB,  //!< a page over HTTP: its source, and the objects that it embeds
        CBR,  //!< datagrams of one size at one interval
        VOIP, //!< the same in talk spurts
        MPEG  //!< a datagram or more for each frame of a trace
    };

    /// @return "ftp", "web", "cbr", "voip" or "mpeg"
    static const char* TypeName(Type type);

    /// A page: bytes of its source and of the objects in it.
    struct Page
    {
        uint64_t source;               //!< bytes of its text
        std::vector<uint64_t> objects; //!< bytes of each object in it
    };

    /// How many datagrams a frame of a trace is cut into, of this many bytes each.
    using Trace = std::vector<uint32_t>;

    /// @return whether it sends datagrams
    bool IsUdp() const;

    std::string name; //!< as states name it
    Type type{FTP};   //!< see Type

    /// ftp: bytes of a file
    std::shared_ptr<const Distribution> sizes;

    /// @name web: pages of a list, or drawn anew for each visit (or once for a list of ours)
    /// @{
    std::vector<Page> pages;                        //!< empty: drawn anew for each visit
    std::shared_ptr<const Distribution> sourceSize; //!< null for a list from a file
    /// Objects of a page; null for a list from a file.
    std::shared_ptr<const Distribution> objectCount;
    /// Bytes of an object; null for a list from a file.
    std::shared_ptr<const Distribution> objectSize;
    uint32_t pageCount{0};                         //!< length of a list that is drawn; 0: none is
    uint32_t parallel{0};                          //!< connections at a time; 0: any number
    std::shared_ptr<const Distribution> pageLinks; //!< on a visited page; null: the list stays
    double linkShare{0};                           //!< of them, which join the list
    uint32_t pageLimit{0};                         //!< where the list stops growing
    /// @}

    /// @name cbr, voip, mpeg
    /// @{
    uint32_t packet{0};                           //!< bytes of a datagram
    Time interval;                                //!< between datagrams; mpeg: between frames
    std::shared_ptr<const Distribution> duration; //!< seconds
    std::shared_ptr<const Distribution> talk;     //!< seconds; null: no silence
    std::shared_ptr<const Distribution> silence;  //!< seconds; null: no silence
    std::vector<Trace> traces;                    //!< one is drawn for each stream
    /// @}

    /// Bytes of the smallest datagram: it carries a sequence number and the time of sending.
    static constexpr uint32_t SMALLEST_PACKET = 10;
};

/**
 * @ingroup synthetic-traffic
 * The state model of one type of user: stochastic states, which users leave after exponential or
 * phase-type times, and communication states, which they leave when their communication is over.
 * Immutable, and shared by all populations of such users.
 *
 * @code{.json}
 * { "name": "ftp-user", "start": "stationary",
 *   "states": {
 *     "idle":     {"mean": "1800s", "to": {"download": 1.0}},
 *     "read":     {"phases": [{"weight": 0.7, "mean": "10s"}, {"weight": 0.3, "mean": "120s"}],
 *                  "to": {"download": 0.987, "idle": 0.013}},
 *     "download": {"module": "ftp", "impatience": "120s", "to": {"read": 1.0},
 *                  "abandoned": {"read": 1.0}}
 *   },
 *   "modules": {"ftp": {"sizes": "ftp-154k"}} }
 * @endcode
 *
 * The target of a stochastic state may also be an object: `probability`, and perhaps `when`
 * (`{"state": "download", "below": 50}`, or `"atLeast"`: no such transition while it is not so) and
 * `scale` (`{"state": "download", "per": 50}`: its rate times count / 50; or `"until": 50`: times
 * 1 - count / 50, and never below 0).
 */
class GensynModel
{
  public:
    /// A condition on the number of users in a state.
    struct Condition
    {
        /// How a count of users changes a rate.
        enum Kind
        {
            BELOW,    //!< 1 where there are fewer than the number, else 0
            AT_LEAST, //!< 1 where there are not fewer, else 0
            PER,      //!< the count by the number
            UNTIL     //!< 1 less the count by the number, or 0
        };

        /// @return by what it multiplies a rate
        double Weigh(uint64_t count) const;

        uint32_t state; //!< whose count is meant
        Kind kind;      //!< see Kind
        double number;  //!< number of users, at least 1
    };

    /// Where users go.
    struct Target
    {
        uint32_t state;                    //!< index among the states
        double probability;                //!< those of a list sum up to 1
        std::vector<Condition> conditions; //!< all have to hold; their factors multiply
    };

    /// A branch of the sojourn in a stochastic state.
    struct Phase
    {
        double weight; //!< those of a state sum up to 1
        double mean;   //!< seconds
    };

    /// A state, of one or the other kind.
    struct State
    {
        /// @return whether users stay for times that are drawn, not until a communication ends
        bool IsStochastic() const
        {
            return !phases.empty();
        }

        /// @return the law of patience, at a rate or not, seconds; null: users wait for ever
        std::shared_ptr<const Distribution> GetPatience() const;

        std::string name;          //!< as the file says
        std::vector<Phase> phases; //!< empty: a communication state
        std::vector<Target> to;    //!< probabilities sum up to 1

        /// @name Communication states
        /// @{
        uint32_t module{0};                             //!< index among the modules
        std::shared_ptr<const Distribution> impatience; //!< seconds; null: none, or at a rate
        double impatienceRate{0};                       //!< of an exponential patience, 1/s
        std::vector<Target> abandoned; //!< where those go who lost patience, or whose
                                       //!< communication failed; as `to` where it is not given
        /// @}
    };

    /**
     * Read a model from a file, or one of the templates by its name (GetGensynTemplates).
     * @param path of a file, or name of a template
     * @param overrides "PATH=VALUE" each: "states.idle.mean=900s"
     * @throw InputError
     */
    static std::shared_ptr<const GensynModel> Load(const std::string& path,
                                                   const std::vector<std::string>& overrides = {});
    /**
     * The same for text in memory.
     * @param text JSON
     * @param name stands for the file's name
     * @param overrides as for Load
     */
    static std::shared_ptr<const GensynModel> Parse(std::string_view text,
                                                    const std::string& name,
                                                    const std::vector<std::string>& overrides = {});
    /// A model that is part of a document. @return of no use when that has problems afterwards;
    /// null where there is no telling what users do
    static std::shared_ptr<const GensynModel> Read(const JsonValue& json);

    /// @return as the file says
    const std::string& GetName() const;
    /// @return in the order of the file
    const std::vector<State>& GetStates() const;
    /// @return in the order of the file
    const std::vector<GensynModule>& GetModules() const;
    /// @return the module of a communication state
    const GensynModule& GetModuleOf(uint32_t state) const;
    /// @return the state that all users start in; none: they start in equilibrium
    std::optional<uint32_t> GetStart() const;
    /// @return whether some rate depends on counts
    bool HasConditions() const;
    /// @return whether there is a communication state
    bool HasCommunication() const;

    /// @return how long users are in a communication state of datagrams
    GensynSojourn GetSojourn(uint32_t state) const;
    /// @return the mean time in a state, seconds, as far as it is known before a run: 0 for what
    ///         the network decides
    double GetMeanSojourn(uint32_t state) const;
    /**
     * @return the shares of users in each state, in equilibrium. Downloads count as if they took no
     *         time and never failed, conditions as if they were true.
     * @throw ValueError when there is more than one equilibrium
     */
    std::vector<double> GetEquilibrium() const;
    /// @return what is no error but hardly meant: states that nobody comes to, modules that no
    ///         state uses
    std::vector<std::string> GetWarnings() const;

  private:
    friend class GensynModelReader;

    GensynModel() = default;

    std::string m_name;
    std::vector<State> m_states;
    std::vector<GensynModule> m_modules;
    std::optional<uint32_t> m_start;
};

} // namespace ns3

#endif // GENSYN_MODEL_H
