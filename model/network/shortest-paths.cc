/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/shortest-paths.h"

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <functional>
#include <limits>
#include <tuple>
#include <utility>

namespace ns3
{

namespace
{

/// What a path costs, and how many links it has.
using Length = std::pair<int64_t, uint32_t>;

constexpr Length ENDLESS{std::numeric_limits<int64_t>::max(), 0};

struct Sum
{
    Length operator()(const Length& a, const Length& b) const
    {
        return {a.first + b.first, a.second + b.second};
    }
};

} // namespace

/// What leads to one node.
struct ShortestPaths::Tree
{
    std::vector<uint32_t> firstPorts; //!< by node, and one more
    std::vector<uint32_t> ports;      //!< of all nodes
};

/**
 * The network without nodes of one port, through which no path leads. A link costs the same in both
 * directions, so that the lengths from a destination are those to it.
 */
struct ShortestPaths::Core
{
    using Graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Length>;
    Graph graph;
};

ShortestPaths::ShortestPaths(std::size_t nNodes, const std::vector<Link>& links)
    : m_firstExits(nNodes + 1),
      m_trees(nNodes)
{
    std::vector<std::pair<uint32_t, Exit>> exits;
    exits.reserve(2 * links.size());
    for (const auto& link : links)
    {
        exits.push_back({link.a, {link.aPort, link.b, link.cost}});
        exits.push_back({link.b, {link.bPort, link.a, link.cost}});
    }
    std::sort(exits.begin(), exits.end(), [](const auto& x, const auto& y) {
        return std::tie(x.first, x.second.port) < std::tie(y.first, y.second.port);
    });
    for (const auto& [node, exit] : exits)
    {
        ++m_firstExits[node + 1];
        m_exits.push_back(exit);
    }
    for (std::size_t node = 0; node < nNodes; ++node)
    {
        m_firstExits[node + 1] += m_firstExits[node];
    }

    std::vector<std::pair<std::size_t, std::size_t>> edges;
    std::vector<Length> lengths;
    for (const auto& [node, exit] : exits)
    {
        if (CountExits(exit.neighbor) > 1)
        {
            edges.emplace_back(node, exit.neighbor);
            lengths.emplace_back(exit.cost, 1);
        }
    }
    m_core = std::make_unique<Core>(
        Core{{boost::edges_are_sorted, edges.begin(), edges.end(), lengths.begin(), nNodes}});
}

ShortestPaths::ShortestPaths(ShortestPaths&&) noexcept = default;
ShortestPaths::~ShortestPaths() = default;

const ShortestPaths::Exit*
ShortestPaths::ExitsOf(uint32_t node) const
{
    return m_exits.data() + m_firstExits[node];
}

std::size_t
ShortestPaths::CountExits(uint32_t node) const
{
    return m_firstExits[node + 1] - m_firstExits[node];
}

uint32_t
ShortestPaths::GetNeighbor(uint32_t node, uint32_t port) const
{
    const auto* exits = ExitsOf(node);
    const auto* found =
        std::lower_bound(exits, exits + CountExits(node), port, [](const Exit& exit, uint32_t p) {
            return exit.port < p;
        });
    return found->neighbor;
}

ShortestPaths::Ports
ShortestPaths::GetPorts(uint32_t from, uint32_t to) const
{
    constexpr Ports NONE{nullptr, 0};
    if (from == to || CountExits(from) == 0 || CountExits(to) == 0)
    {
        return NONE;
    }
    if (CountExits(from) == 1)
    {
        const auto& exit = *ExitsOf(from);
        const bool isPair = exit.neighbor != to && CountExits(exit.neighbor) == 1;
        return isPair ? NONE : Ports{&exit.port, 1};
    }
    if (CountExits(to) == 1)
    {
        const auto gate = ExitsOf(to)->neighbor;
        if (gate == from)
        {
            const auto* exits = ExitsOf(from);
            const auto* found =
                std::find_if(exits, exits + CountExits(from), [to](const Exit& exit) {
                    return exit.neighbor == to;
                });
            return {&found->port, 1};
        }
        // A pair of nodes by themselves is out of reach.
        return CountExits(gate) == 1 ? NONE : GetPorts(from, gate);
    }
    auto& tree = m_trees[to];
    if (!tree)
    {
        tree = Grow(to);
    }
    const auto first = tree->firstPorts[from];
    return {tree->ports.data() + first, tree->firstPorts[from + 1] - first};
}

std::unique_ptr<ShortestPaths::Tree>
ShortestPaths::Grow(uint32_t to) const
{
    const auto nNodes = m_trees.size();
    const auto& graph = m_core->graph;
    std::vector<Length> distances(nNodes);
    boost::dijkstra_shortest_paths(
        graph,
        to,
        boost::distance_map(
            boost::make_iterator_property_map(distances.begin(), get(boost::vertex_index, graph)))
            .weight_map(get(boost::edge_bundle, graph))
            .distance_compare(std::less<Length>())
            .distance_combine(Sum())
            .distance_inf(ENDLESS)
            .distance_zero(Length{0, 0}));

    auto tree = std::make_unique<Tree>();
    tree->firstPorts.reserve(nNodes + 1);
    tree->firstPorts.push_back(0);
    for (uint32_t node = 0; node < nNodes; ++node)
    {
        const auto* exits = ExitsOf(node);
        for (std::size_t i = 0; CountExits(node) > 1 && i < CountExits(node); ++i)
        {
            const auto& rest = distances[exits[i].neighbor];
            if (rest != ENDLESS && Sum()(rest, {exits[i].cost, 1}) == distances[node])
            {
                tree->ports.push_back(exits[i].port);
            }
        }
        tree->firstPorts.push_back(static_cast<uint32_t>(tree->ports.size()));
    }
    tree->ports.shrink_to_fit();
    return tree;
}

} // namespace ns3
