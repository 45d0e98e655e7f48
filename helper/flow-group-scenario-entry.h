/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_GROUP_SCENARIO_ENTRY_H
#define FLOW_GROUP_SCENARIO_ENTRY_H

#include "ns3/application-container.h"
#include "ns3/data-rate.h"
#include "ns3/flow-trace.h"
#include "ns3/json-document.h"
#include "ns3/network-description.h"
#include "ns3/node-container.h"
#include "ns3/results-helper.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * An entry of a scenario file that plays flow groups or a trace.
 *
 * Type `flow-groups` has `config` (FlowGroupConfig) and perhaps `seed`, that of the original's
 * generator; without it, it follows from the scenario's seed and run, and is the seed itself for
 * run 1. Type `flow-trace` has `trace` and perhaps `variant` (`current`, `2021`) and `hostsFile`
 * (FlowGroupHosts, in place of the addresses of the network). Both may have `protocol` (`tcp`,
 * `udp`), `rate` (of flows; 1 Mbit/s for TCP, required for UDP) and `inFlight` (key-value requests
 * of a host).
 */
class FlowGroupEntry
{
  public:
    /// What FlowReceiverApplication listens on by default.
    static constexpr uint16_t FLOW_PORT = 5001;
    /// What KeyValueServerApplication listens on by default.
    static constexpr uint16_t KEY_VALUE_PORT = 11211;

    /**
     * Read an entry, and the files that it names.
     * @param json the entry; what is wrong becomes a problem of its document
     * @param network whose hosts the trace may name
     * @param seed,run of the scenario
     * @param warnings gets what is allowed but probably not meant
     */
    static FlowGroupEntry Read(const JsonValue& json,
                               const NetworkDescription& network,
                               uint32_t seed,
                               uint64_t run,
                               std::vector<std::string>& warnings);

    /// Hosts that the trace names, by their places in the network.
    const std::vector<std::size_t>& GetHosts() const;
    /// Those of them that flows go to.
    const std::vector<std::size_t>& GetReceivers() const;
    /// Those of them that have a key-value server.
    const std::vector<std::size_t>& GetServers() const;

    /**
     * Install players on some hosts, and what they need on the others. Receivers and servers run
     * from the beginning to the end, whatever the entry says.
     * @param hosts that play, and no others
     * @param results gets the receivers to collect, and the logs
     * @return the players
     */
    ApplicationContainer Install(const NodeContainer& hosts, ResultsHelper& results) const;

  private:
    void ReadConfig(const JsonValue& json,
                    const NetworkDescription& network,
                    uint32_t seed,
                    uint64_t run,
                    std::vector<std::string>& warnings);
    void ReadTrace(const JsonValue& json, const NetworkDescription& network);
    void ReadPlaying(const JsonValue& json, uint32_t inFlight);
    void FindHosts(const JsonValue& json, const NetworkDescription& network);

    std::shared_ptr<const FlowTrace> m_trace; //!< null when there are problems
    std::vector<std::size_t> m_hosts;
    std::vector<std::size_t> m_receivers;
    std::vector<std::size_t> m_servers;
    std::string m_label;
    std::string m_protocol{"tcp"};
    DataRate m_rate; //!< 0: that of the application
    uint32_t m_inFlight{1};
};

} // namespace ns3

#endif // FLOW_GROUP_SCENARIO_ENTRY_H
