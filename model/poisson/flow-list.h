/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_LIST_H
#define FLOW_LIST_H

#include "ns3/nstime.h"

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * A flow of a list.
 */
struct ListedFlow
{
    uint32_t source;        //!< index of the host that sends
    uint32_t destination;   //!< index of the host that receives
    uint16_t priorityGroup; //!< of RDMA; it has no meaning here
    uint16_t port;          //!< of the destination
    uint64_t bytes;         //!< of payload
    Time start;             //!< simulated time
};

/**
 * @ingroup synthetic-traffic
 * A list of flows as HPCC and ConWeave read it (`flow.txt`): the number of flows in the first line,
 * then for each `SOURCE DESTINATION GROUP PORT BYTES START`, which ConWeave has without PORT. START
 * is in seconds and does not fall.
 */
struct FlowList
{
    /// The group and the port that the tools' own generator writes.
    static constexpr uint16_t DEFAULT_GROUP = 3;
    static constexpr uint16_t DEFAULT_PORT = 100; //!< port of the destination
    /// No flow is larger: the wire protocol has 32 bits for its size.
    static constexpr uint64_t MAX_BYTES = UINT32_MAX;

    /// What stands in a line.
    enum class Layout
    {
        HPCC,
        CONWEAVE //!< without the port
    };

    /**
     * Read a file, of either layout.
     * @param path the file
     * @param hosts names of all hosts; a source or destination is a name, or else an index
     * @throw InputError with every problem found: unknown hosts, flows from a host to itself,
     * starts that fall, a count that is not that of the lines
     */
    static FlowList Load(const std::string& path, const std::vector<std::string>& hosts);
    /**
     * The same for text in memory.
     * @param text number of flows, and a flow a line
     * @param name stands for the file's name
     * @param hosts that its indices number
     */
    static FlowList Parse(std::string_view text,
                          const std::string& name,
                          const std::vector<std::string>& hosts);

    /**
     * Write a list, with hosts by their index.
     * @throw std::invalid_argument when the flows are not in order of their starts
     */
    void Write(std::ostream& stream, Layout layout = Layout::HPCC) const;

    std::vector<ListedFlow> flows;     //!< in the order of the file
    std::vector<std::string> warnings; //!< of what was read and is worth a word
};

} // namespace ns3

#endif // FLOW_LIST_H
