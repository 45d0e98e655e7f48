/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_SCENARIO_ENTRY_H
#define TGEN_SCENARIO_ENTRY_H

#include "ns3/json-document.h"
#include "ns3/scenario-entry.h"
#include "ns3/scenario-listeners.h"
#include "ns3/tgen-action-graph.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * The entries of type `tgen` of a scenario file: `config`, an action graph, and `payload`. Some
 * mistakes can be seen only in all of them together.
 */
class TgenScenarioEntries
{
  public:
    /**
     * @param json the entry
     * @param place of the entry in its scenario
     * @param epoch s since 1970: what logs call time 0
     */
    ScenarioInstaller Read(const JsonValue& json, const ScenarioPlace& place, int64_t epoch);

    /**
     * After the last entry: note what listens, then check the peers of all.
     * @param listeners all others that there are
     * @return warnings, which include those of the configs
     */
    std::vector<std::string> Check(ScenarioListeners& listeners);

  private:
    struct Entry
    {
        JsonValue json;
        ScenarioPlace place;
        std::shared_ptr<const TgenActionGraph> graph; //!< null when it has problems
        std::string payload;
    };

    /// A config, read at its first mention; null when it has problems.
    std::shared_ptr<const TgenActionGraph> LoadGraph(const JsonValue& json);
    void CheckPeers(const Entry& entry, const ScenarioListeners& listeners);
    void CheckPeer(const Entry& entry,
                   const TgenPeer& peer,
                   int line,
                   const ScenarioListeners& listeners,
                   InputProblems& problems);

    std::vector<Entry> m_entries;
    std::map<std::string, std::shared_ptr<const TgenActionGraph>> m_graphs; //!< by path
    std::vector<std::string> m_warnings;
};

/**
 * @ingroup synthetic-traffic
 * An entry of type `socks-proxy`: `port` (1080), `username` and `password`.
 */
struct SocksProxyScenarioEntry
{
    /// @return of no use when the document has problems afterwards
    static SocksProxyScenarioEntry Read(const JsonValue& json);

    ScenarioInstaller install; //!< installs the entry on its hosts
    uint16_t port;             //!< TCP
};

} // namespace ns3

#endif // TGEN_SCENARIO_ENTRY_H
