/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_MARKOV_MODEL_H
#define TGEN_MARKOV_MODEL_H

#include "ns3/glib-random.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{

struct GraphmlDocument;

/**
 * @ingroup synthetic-traffic
 * A Markov model of TGen 1.1.2 (tgen-markovmodel.c): parsed and checked once, immutable, shared by
 * any number of walks.
 *
 * The file is GraphML. A vertex is a state or an observation; a *transition* edge leads from state
 * to state, an *emission* edge from a state to an observation and carries the distribution of the
 * delay that follows, in microseconds.
 */
class TgenMarkovModel
{
  public:
    /// What a step of a walk shows.
    enum class Observation : uint8_t
    {
        TO_SERVER, //!< "+"
        TO_ORIGIN, //!< "-"
        END        //!< "F", or no way on
    };

    /// No delay is longer than this: ten minutes, in microseconds.
    static constexpr uint64_t MAX_DELAY_US = 600'000'000;

    /**
     * Read a file, which may be one of TGen 0.0.1 (TranslateLegacyTgenMarkov).
     * @throw InputError with every problem found
     */
    static std::shared_ptr<const TgenMarkovModel> Load(const std::string& path);
    /// The same from a document that was read already.
    static std::shared_ptr<const TgenMarkovModel> FromDocument(const GraphmlDocument& document,
                                                               const std::string& name);
    /**
     * @param graphml the text of a model
     * @param name goes to GetName() and into messages
     * @throw InputError with every problem found
     */
    static std::shared_ptr<const TgenMarkovModel> Parse(std::string_view graphml,
                                                        const std::string& name);
    /// The three models that TGen has built in (tgen-config.c). None of them ends.
    static std::shared_ptr<const TgenMarkovModel> InternalPacketModel();
    /// A stream about every 10 s.
    static std::shared_ptr<const TgenMarkovModel> InternalStreamModel();
    /// A flow about every 60 s.
    static std::shared_ptr<const TgenMarkovModel> InternalFlowModel();

    /// Base name of the file, or internal-packet-model and so on.
    const std::string& GetName() const;
    /// The model as igraph 0.10 writes GraphML: what travels in a stream's header.
    const std::string& GetGraphml() const;
    /**
     * @return the mean of the distribution that has the largest one, in microseconds and at most
     *         MAX_DELAY_US: a model's gaps may well be this long, which is worth a warning when a
     *         stream is given up before
     */
    double GetLargestMeanDelayUs() const;
    /**
     * @return whether a walk from the start may ever show this, where it is reset at each end. What
     *         has a weight of 0 beside others is never taken.
     */
    bool CanShow(Observation observation) const;

  private:
    friend class TgenMarkovReader;
    friend class TgenMarkovWalk;

    enum class Distribution : uint8_t
    {
        NORMAL,            //!< location, scale
        LOGNORMAL,         //!< location, scale
        EXPONENTIAL,       //!< rate
        PARETO,            //!< scale, shape
        UNIFORM,           //!< low, high
        LEGACY_LOGNORMAL,  //!< location, scale; as TGen 0.0.1 draws it
        LEGACY_EXPONENTIAL //!< rate; likewise
    };

    struct Delay
    {
        Distribution distribution;
        double first;  //!< the first of the distribution's parameters
        double second; //!< the second one, if it has two

        /// @return the mean in microseconds, not limited in any way; infinite where there is none
        double GetMean() const;
        /// @return a variate in microseconds
        double Draw(GlibRandom& random) const;
    };

    struct Transition
    {
        double cumulativeWeight; //!< weights from the state's first transition to this one
        uint32_t target;
    };

    struct Emission
    {
        double cumulativeWeight; //!< weights from the state's first emission to this one
        Observation observation;
        Delay delay;
    };

    /// Where a vertex's edges begin; they end where those of the next vertex begin.
    struct State
    {
        uint32_t firstTransition;
        uint32_t firstEmission;
    };

    TgenMarkovModel() = default;

    /// @return whether a walk that is in this state now may show this at a later step
    bool CanShow(uint32_t state, Observation observation) const;
    /// Fill m_prospects. Call it when all edges are there.
    void FindProspects();

    std::string m_name;
    std::string m_graphml;
    uint32_t m_start{0};
    std::vector<State> m_states; //!< by vertex index, and one more that marks the end
    std::vector<Transition> m_transitions;
    std::vector<Emission> m_emissions;
    std::vector<uint8_t> m_prospects; //!< by vertex index: a bit for each observation to come
};

/**
 * @ingroup synthetic-traffic
 * One walk through a Markov model, with a generator of its own. A step allocates nothing.
 */
class TgenMarkovWalk
{
  public:
    /// Result of a step.
    struct Step
    {
        TgenMarkovModel::Observation observation; //!< END: the walk is over
        uint64_t delayUs; //!< microseconds after the observation; 0 where there was no way on
    };

    /// @param model not null @param seed of its own MT19937
    TgenMarkovWalk(std::shared_ptr<const TgenMarkovModel> model, uint32_t seed);

    /// After "F", every step is an end and draws nothing, until Reset().
    Step Next();
    /// Back to the start vertex; the generator goes on where it was.
    void Reset();
    /// Whether a step to come may show this, if the walk is reset at each end.
    bool CanShow(TgenMarkovModel::Observation observation) const;
    /// @return what it walks through
    const TgenMarkovModel& GetModel() const;
    /// @return as the constructor was told
    uint32_t GetSeed() const;

  private:
    std::shared_ptr<const TgenMarkovModel> m_model;
    uint32_t m_seed;
    uint32_t m_state;
    bool m_ended{false};
    GlibRandom m_random;
};

} // namespace ns3

#endif // TGEN_MARKOV_MODEL_H
