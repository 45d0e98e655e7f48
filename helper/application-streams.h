/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef APPLICATION_STREAMS_H
#define APPLICATION_STREAMS_H

#include "ns3/node-container.h"
#include "ns3/traffic-application.h"

#include <cstdint>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Fix the random streams of all applications of a kind on some nodes. Every node has a block of
 * stream numbers of its own, whoever simulates it and whatever runs on it.
 * @tparam A TrafficApplication for those of all kinds, or a class derived from it
 * @param nodes nodes, those of other ranks included
 * @param stream first stream number to use
 * @return how many stream numbers were used up
 */
template <typename A = TrafficApplication>
int64_t
AssignApplicationStreams(const NodeContainer& nodes, int64_t stream)
{
    constexpr int64_t PER_NODE = 4096;
    int64_t used = 0;
    for (auto node = nodes.Begin(); node != nodes.End(); ++node, used += PER_NODE)
    {
        int64_t next = stream + used;
        for (uint32_t i = 0; i < (*node)->GetNApplications(); ++i)
        {
            if (const auto application = DynamicCast<A>((*node)->GetApplication(i)))
            {
                next += application->AssignStreams(next);
            }
        }
    }
    return used;
}

} // namespace ns3

#endif // APPLICATION_STREAMS_H
