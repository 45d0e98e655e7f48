/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_TRACE_GENERATOR_H
#define FLOW_TRACE_GENERATOR_H

#include "ns3/flow-group-config.h"
#include "ns3/flow-trace.h"
#include "ns3/python-random.h"

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Expand flow groups to a trace, draw by draw as the original does (generate_trace.py of
 * cs145-projects-tools@45020f8): with the seed that CPython's `random` was given there, the text of
 * the trace is the same, byte for byte.
 *
 * All groups come first, in their order. For each flow are drawn its source, its destination (again
 * while that is the source), its duration, its time on and off, and the gap to the next flow;
 * bytes, where a group has them, come after the duration. Requests follow: host, kind, then what
 * each kind needs, then the gap.
 *
 * @param config what to expand
 * @param random where all draws come from
 * @return the trace in the order of the original, which is not sorted across groups
 * @throw InputError when a gap comes out as zero so often that time stands still
 */
FlowTrace GenerateFlowTrace(const FlowGroupConfig& config, PythonRandom& random);

} // namespace ns3

#endif // FLOW_TRACE_GENERATOR_H
