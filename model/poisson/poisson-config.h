/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_CONFIG_H
#define POISSON_CONFIG_H

#include "ns3/distribution.h"
#include "ns3/json-document.h"
#include "ns3/weighted-choice.h"

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
 * What a Poisson client asks for, of whom, and how: checked when it is read, and not changed
 * afterwards. Load(), Parse() and Read() throw or report every problem with its line.
 */
struct PoissonConfig
{
    /// Whose text file it is.
    enum class Dialect
    {
        /**
         * HKUST's TrafficGenerator: `server ADDRESS PORT [RACK]`, `req_size_dist PATH`,
         * `dscp VALUE WEIGHT`, `rate NMbps WEIGHT`, `fanout N WEIGHT`. A blank line is refused, as
         * that tool reads the line before it once more; so are weights that are no whole numbers,
         * missing or all 0. Sizes are sampled linearly, servers at random.
         */
        HKUST,
        /**
         * The Python tool: `server ADDRESS PORT`, `req_size_dist PATH`, `dscp N` and `client_path
         * COMMAND`, the last two of which are checked and not used. Sizes are sampled in steps,
         * servers take turns.
         */
        PYTHON
    };

    /// How the server of a flow is chosen.
    enum class ServerChoice
    {
        RANDOM,     //!< by weight
        ROUND_ROBIN //!< in turn, in the order of the list
    };

    /// Where a flow may come from.
    struct Server
    {
        std::string host; //!< name or address
        uint16_t port;    //!< TCP
        uint32_t weight;  //!< how often it is drawn, relative to the sum of all
        int line{0};      //!< where it is written, for messages

        /// @return "host:port"
        std::string ToString() const;
    };

    /// The port of a server that is given without one: that of HKUST's server.
    static constexpr uint16_t DEFAULT_PORT = 5001;
    /// The largest number of flows of one request.
    static constexpr uint32_t MAX_FANOUT = 1'000'000;

    /**
     * Read a text file.
     * @param path of the file
     * @param dialect whose it is; where that is left open, HKUST's if it has a `rate`, a `fanout`
     * or a `dscp` with a weight, else the Python tool's
     * @throw InputError with every problem found
     */
    static std::shared_ptr<const PoissonConfig> Load(const std::string& path,
                                                     std::optional<Dialect> dialect = std::nullopt);
    /**
     * The same for text in memory.
     * @param text lines of a config
     * @param name stands for the file's name; a relative `req_size_dist` is looked for beside it,
     *        then in the working directory, then among the published distributions
     * @param dialect as for Load
     */
    static std::shared_ptr<const PoissonConfig> Parse(
        std::string_view text,
        const std::string& name,
        std::optional<Dialect> dialect = std::nullopt);

    /**
     * Read the keys of a scenario's entry: `config`, the path of a text file; or in its place
     *
     * - `servers`: a list of "host", "host:port" or {"host", "port", "weight"}; or "others" or
     *   "others:port", see serversAreOtherHosts;
     * - `sizes`: a distribution of bytes (Distribution::Read);
     * - `dscp` (0 to 63), `rates` ("500Mbps", in whole Mbit/s, or 0 for no limit), `fanouts` (flows
     *   of a request): one value; or a list of values and of {"value", "weight"};
     * - `serverChoice`: "random" or "round-robin";
     * - `distinctServers`: true where all flows of a request come from different servers.
     *
     * Keys that are not Keys() are left to the caller. Problems are those of the document.
     * @param entry of a scenario
     * @param dialect of the text file; none: as for Load
     * @return null when it is of no use
     */
    static std::shared_ptr<const PoissonConfig> Read(const JsonValue& entry,
                                                     std::optional<Dialect> dialect = std::nullopt);
    /// The keys that Read() knows.
    static const std::vector<std::string>& Keys();

    std::string file;               //!< where it was read, for messages
    int line{0};                    //!< of the entry of a scenario
    std::optional<Dialect> dialect; //!< of a text file
    std::vector<Server> servers;    //!< in the order of the file
    /// The servers are all hosts of the entry but the client itself, which whoever makes the client
    /// fills in; the list is empty.
    bool serversAreOtherHosts{false};
    uint16_t otherHostsPort{DEFAULT_PORT};           //!< TCP
    ServerChoice serverChoice{ServerChoice::RANDOM}; //!< RANDOM: by weight
    bool distinctServers{false};                     //!< flows of a request go to different servers
    std::shared_ptr<const Distribution> sizes;       //!< of requests, in bytes
    WeightedChoice dscp{0};                          //!< 0 to 63
    WeightedChoice rates{0};                         //!< Mbit/s; 0 is no limit
    WeightedChoice fanouts{1};                       //!< flows of a request
    bool isIncast{false};              //!< a fan-out was given, even if it is always 1
    std::vector<std::string> warnings; //!< of what was read and is worth a word
};

} // namespace ns3

#endif // POISSON_CONFIG_H
