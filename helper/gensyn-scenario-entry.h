/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GENSYN_SCENARIO_ENTRY_H
#define GENSYN_SCENARIO_ENTRY_H

#include "ns3/gensyn-model.h"
#include "ns3/json-document.h"
#include "ns3/network-description.h"
#include "ns3/scenario-entry.h"
#include "ns3/scenario-listeners.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * An entry of type `gensyn` of a scenario file: users on each of its hosts.
 *
 * - `model`: a file, the name of a template, or the model itself
 * - `users`: how many, on each host
 * - `servers`: names of hosts with content servers, needed where users communicate, or "others" for
 *   all other hosts of the entry; a host does not serve its own users
 * - `parameters`: values of the model to replace, `{"states.idle.mean": "900s"}`
 * - `sample`: how often the numbers of users in each state are written; a number is seconds
 * - `port` (80), `udpPort` (9000): of the servers
 */
struct GensynScenarioEntry
{
    /// A host that is asked for something.
    struct Server
    {
        std::size_t host;                //!< its place among the nodes
        std::optional<uint16_t> port;    //!< where users use TCP
        std::optional<uint16_t> udpPort; //!< where they use UDP
        JsonValue json;                  //!< that names it
    };

    /// @return of no use when the document has problems afterwards
    static GensynScenarioEntry Read(const JsonValue& json, const ScenarioPlace& place);

    /// After the last entry of the scenario: find the servers.
    void CheckServers(const NetworkDescription& network, const ScenarioListeners& listeners) const;

    ScenarioInstaller install;         //!< installs the entry on its hosts
    std::vector<Server> servers;       //!< who serves the users
    std::vector<std::string> warnings; //!< what is odd about the model, a line each
};

/**
 * @ingroup synthetic-traffic
 * An entry of type `content-server`: `port` (80), `udpPort` (9000), and `content`, bytes by path.
 */
struct ContentServerScenarioEntry
{
    /// @return of no use when the document has problems afterwards
    static ContentServerScenarioEntry Read(const JsonValue& json);

    ScenarioInstaller install; //!< installs the entry on its hosts
    uint16_t port;             //!< TCP
    uint16_t udpPort;          //!< UDP
};

} // namespace ns3

#endif // GENSYN_SCENARIO_ENTRY_H
