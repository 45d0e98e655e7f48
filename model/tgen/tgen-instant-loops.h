/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_INSTANT_LOOPS_H
#define TGEN_INSTANT_LOOPS_H

#include "ns3/tgen-action-graph.h"

#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Find the loops of an action graph that a walk follows for certain and that let no time pass, so
 * that it would never come to an end. (TGen overflows its stack over them.)
 *
 * They are made of vertices that a walk leaves at once, whatever happens: start, an end without
 * limits, a pause of 0 us, a barrier with one way in; and of exits that it always takes: those
 * without a weight, and the only one with a positive weight. A loop that chance may leave is not
 * among them.
 * @return the vertices of each, in ascending order
 */
std::vector<std::vector<TgenActionGraph::Vertex>> FindInstantLoops(const TgenActionGraph& graph);

} // namespace ns3

#endif // TGEN_INSTANT_LOOPS_H
