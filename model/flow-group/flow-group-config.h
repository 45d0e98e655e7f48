/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_GROUP_CONFIG_H
#define FLOW_GROUP_CONFIG_H

#include "ns3/flow-group-hosts.h"
#include "ns3/flow-group-value.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{

/// One entry of `flow_groups`: flows of a kind that arrive from `start` on. Times are microseconds.
struct FlowGroup
{
    int64_t start{0};                       //!< of the first flow, in microseconds
    int64_t length{0};                      //!< flows arrive before start + length
    std::vector<uint32_t> sources;          //!< places in FlowGroupConfig::hosts
    std::vector<uint32_t> destinations;     //!< the same; each source has another host among them
    std::optional<FlowGroupValue> duration; //!< of a flow; none: until its bytes are sent
    std::optional<FlowGroupValue> bytes;    //!< of a flow; none: as long as its duration lasts
    FlowGroupValue gap;                     //!< from the start of a flow to that of the next
    FlowGroupValue flowletOn;               //!< how long a flow sends; 0: all the time
    FlowGroupValue flowletGap;              //!< how long it is silent before it sends again
};

/**
 * @ingroup synthetic-traffic
 * What the JSON file of the trace generator of Harvard's CS145 says (cs145-projects-tools@45020f8,
 * trace/generate_trace.py), checked when it is read and not changed afterwards.
 *
 * The original's keys keep their meaning: of the five at the top (`flow_groups`, `mc_host_list`,
 * `mc_gap_distribution`, `length`, `output`) all but the last, which only who writes the trace
 * needs, and all eight of a group are required. The sizes of
 * flows and flowlets are durations in microseconds, as everything there.
 *
 * Beyond the original are further distributions (FlowGroupValue), and the keys
 * - `flow_size_bytes_distribution` of a group, beside or instead of `flow_size_distribution`: bytes
 *   to send. With both, a flow ends with what comes first;
 * - `mc_get_share`: the share of GET among the requests after the first, instead of one half;
 * - `mc_value_size_distribution`: bytes of a value, 1 to MAX_VALUE_SIZE, instead of 5 to 8;
 * - `mc_in_flight`: how many requests a host may have open at a time, instead of one.
 */
struct FlowGroupConfig
{
    /// The largest value of a key: what memcached takes by default, with room for the key.
    static constexpr int64_t MAX_VALUE_SIZE = 1'000'000;
    /// More flows or requests than this are taken for a mistake.
    static constexpr double MAX_EVENTS = 1e8;

    std::string file;                    //!< where it stands, for messages
    std::vector<std::string> hosts;      //!< every host that is named
    std::vector<Ipv4Address> addresses;  //!< of hosts
    std::vector<FlowGroup> groups;       //!< in the order of the file
    std::vector<uint32_t> keyValueHosts; //!< places in hosts
    FlowGroupValue keyValueGap;          //!< between requests of all hosts together
    int64_t length{0};                   //!< requests come before this
    std::string output;                  //!< path of the trace, as it is written; "" for none
    /// Bytes of a value; none: 5 to 8 letters, as the original.
    std::optional<FlowGroupValue> valueSize;
    std::optional<double> getShare; //!< share of requests that read; none: a half, as the original
    uint32_t inFlight{1};           //!< requests of a host that may be open at a time
    /// What is allowed but probably not meant: keys that the original ignores, too. One line each.
    std::vector<std::string> warnings;

    /**
     * Read and check a file.
     * @param path the file
     * @param hosts who is there
     * @throw InputError with every problem, each with its line and JSON path
     */
    static std::shared_ptr<const FlowGroupConfig> Load(const std::string& path,
                                                       const FlowGroupHosts& hosts = {});
    /**
     * The same for text in memory.
     * @param text JSON
     * @param name stands for the file's name
     * @param hosts as for Load
     */
    static std::shared_ptr<const FlowGroupConfig> Parse(std::string_view text,
                                                        const std::string& name,
                                                        const FlowGroupHosts& hosts = {});
};

} // namespace ns3

#endif // FLOW_GROUP_CONFIG_H
