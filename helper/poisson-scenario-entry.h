/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_SCENARIO_ENTRY_H
#define POISSON_SCENARIO_ENTRY_H

#include "ns3/json-document.h"
#include "ns3/network-description.h"
#include "ns3/poisson-config.h"
#include "ns3/scenario-entry.h"
#include "ns3/scenario-listeners.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * An entry of type `poisson` of a scenario file. Either it says what to ask for and how much of it
 * (the keys of PoissonConfig and PoissonLoad), or it has `flowList`, a list of flows to replay
 * between its hosts. And in both cases:
 *
 * - `connections`: "persistent" or "per-flow"; `initialConnections`: persistent ones to each server
 * - `direction`: "pull" (the server sends) or "push"; not for a list, which is pushed
 * - `retries`, `flowTimeout`: attributes Retries and FlowTimeout of the application
 * - `results`: a list of "hkust" and "flow-list": files to write beside the usual ones
 */
struct PoissonScenarioEntry
{
    /// A server that is asked, and where that is said.
    struct Server
    {
        PoissonConfig::Server server; //!< host, port and weight
        std::string file;             //!< that names it
    };

    /// @return of no use when the document has problems afterwards
    static PoissonScenarioEntry Read(const JsonValue& json, const ScenarioPlace& place);

    /**
     * After the last entry of the scenario: find the servers.
     * @param json of this entry
     * @param network of the scenario
     * @param listeners of all entries
     * @return warnings
     */
    std::vector<std::string> CheckServers(const JsonValue& json,
                                          const NetworkDescription& network,
                                          const ScenarioListeners& listeners) const;

    ScenarioInstaller install;   //!< installs the entry on its hosts
    std::vector<Server> servers; //!< not those of a list, which come with it
    std::map<uint16_t, std::set<std::size_t>> listServers; //!< of a list: hosts by port
    std::vector<std::string> warnings;                     //!< a line each
};

/**
 * @ingroup synthetic-traffic
 * An entry of type `flow-server`: `port` (5001).
 */
struct FlowServerScenarioEntry
{
    /// @return of no use when the document has problems afterwards
    static FlowServerScenarioEntry Read(const JsonValue& json);

    ScenarioInstaller install; //!< installs the entry on its hosts
    uint16_t port;             //!< TCP
};

} // namespace ns3

#endif // POISSON_SCENARIO_ENTRY_H
