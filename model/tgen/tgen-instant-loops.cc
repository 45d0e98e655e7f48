/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-instant-loops.h"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>

namespace ns3
{

namespace
{

/// Does a walk that arrives here leave at once, always?
bool
IsInstant(const TgenActionGraph& graph, TgenActionGraph::Vertex number)
{
    const auto& vertex = graph[number];
    switch (vertex.action)
    {
    case TgenAction::START:
        return true;
    case TgenAction::END:
        return !vertex.endTime && !vertex.endCount && !vertex.endSendSize && !vertex.endRecvSize &&
               !vertex.endSuccesses && !vertex.endTotalSize;
    case TgenAction::PAUSE: {
        const auto& times = vertex.pauseTimes;
        return times.empty() ? graph.GetInDegree(number) <= 1
                             : std::all_of(times.begin(), times.end(), [](const Time& time) {
                                   return time.IsZero();
                               });
    }
    default:
        return false;
    }
}

} // namespace

std::vector<std::vector<TgenActionGraph::Vertex>>
FindInstantLoops(const TgenActionGraph& graph)
{
    using Steps = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;
    const std::size_t nVertices = graph.GetNVertices();
    Steps steps(nVertices); // that are certain and instant
    std::vector<bool> hasSelfLoop(nVertices);
    for (std::size_t vertex = 0; vertex < nVertices; ++vertex)
    {
        const auto& exits = graph.GetExits(vertex);
        const auto nChoices = std::count_if(exits.begin(), exits.end(), [](const auto& exit) {
            return exit.weight.value_or(0) > 0;
        });
        for (const auto& exit : exits)
        {
            const bool isCertain = !exit.weight || (*exit.weight > 0 && nChoices == 1);
            if (isCertain && IsInstant(graph, vertex) && IsInstant(graph, exit.target))
            {
                boost::add_edge(vertex, exit.target, steps);
                hasSelfLoop[vertex] = hasSelfLoop[vertex] || exit.target == vertex;
            }
        }
    }

    std::vector<std::size_t> component(nVertices);
    const std::size_t nComponents = boost::strong_components(steps, component.data());
    std::vector<std::vector<TgenActionGraph::Vertex>> loops(nComponents);
    for (std::size_t vertex = 0; vertex < nVertices; ++vertex)
    {
        loops[component[vertex]].push_back(vertex);
    }
    const auto isNoLoop = [&](const auto& vertices) {
        return vertices.size() == 1 && !hasSelfLoop[vertices.front()];
    };
    loops.erase(std::remove_if(loops.begin(), loops.end(), isNoLoop), loops.end());
    return loops;
}

} // namespace ns3
