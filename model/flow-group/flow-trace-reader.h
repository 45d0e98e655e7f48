/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_TRACE_READER_H
#define FLOW_TRACE_READER_H

#include "ns3/flow-group-hosts.h"
#include "ns3/flow-trace.h"

#include <string>
#include <string_view>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Read a trace (see FlowTrace for its lines). Any blanks separate the words of a line; blank lines
 * do not count, but for the first, which says that there are no key-value servers.
 *
 * The original's players pass over lines that they do not understand; here they are problems.
 *
 * @param path the file
 * @param hosts who is there besides those of the first line, which come first where they differ
 * @param variant whose layout it has
 * @return the trace, sorted by time; what has the same time stands as in the file
 * @throw InputError with every bad line and its number, up to a hundred
 */
FlowTrace LoadFlowTrace(const std::string& path,
                        const FlowGroupHosts& hosts = {},
                        FlowTrace::Variant variant = FlowTrace::Variant::CURRENT);

/**
 * @param text lines of a trace
 * @param name stands for the file's name
 * @param hosts whose addresses the first line does not say
 * @param variant layout and unit of times
 * @ingroup synthetic-traffic
 * The same for text in memory.
 */
FlowTrace ParseFlowTrace(std::string_view text,
                         const std::string& name,
                         const FlowGroupHosts& hosts = {},
                         FlowTrace::Variant variant = FlowTrace::Variant::CURRENT);

} // namespace ns3

#endif // FLOW_TRACE_READER_H
