/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/shortest-paths.h"

#include <algorithm>
#include <cstdint>
#include <gtest/gtest.h>
#include <random>
#include <tuple>
#include <utility>
#include <vector>

using namespace ns3;

namespace
{

using Links = std::vector<ShortestPaths::Link>;

std::vector<uint32_t>
PortsOf(const ShortestPaths& paths, uint32_t from, uint32_t to)
{
    const auto ports = paths.GetPorts(from, to);
    return {ports.begin(), ports.end()};
}

/// Links between pairs of nodes; the ports of a node are numbered from 1 in the order of the links.
Links
MakeLinks(std::size_t nNodes, const std::vector<std::tuple<uint32_t, uint32_t, int64_t>>& pairs)
{
    std::vector<uint32_t> next(nNodes, 1);
    Links links;
    for (const auto& [a, b, cost] : pairs)
    {
        const auto aPort = next[a]++;
        const auto bPort = next[b]++;
        links.push_back({a, aPort, b, bPort, cost});
    }
    return links;
}

TEST(ShortestPathsTest, EquallyShortOnesAreAllThere)
{
    // A square with a tail.
    const ShortestPaths paths(
        5,
        MakeLinks(5, {{0, 1, 0}, {0, 2, 0}, {1, 3, 0}, {2, 3, 0}, {3, 4, 0}}));
    EXPECT_EQ(PortsOf(paths, 0, 3), (std::vector<uint32_t>{1, 2}));
    EXPECT_EQ(PortsOf(paths, 3, 0), (std::vector<uint32_t>{1, 2}));
    EXPECT_EQ(PortsOf(paths, 0, 4), (std::vector<uint32_t>{1, 2}));
    EXPECT_EQ(PortsOf(paths, 4, 0), (std::vector<uint32_t>{1}));
    EXPECT_EQ(PortsOf(paths, 3, 4), (std::vector<uint32_t>{3}));
    EXPECT_EQ(PortsOf(paths, 1, 2), (std::vector<uint32_t>{1, 2}));
    EXPECT_TRUE(PortsOf(paths, 2, 2).empty());
    EXPECT_EQ(paths.GetNeighbor(3, 3), 4U);
    EXPECT_EQ(paths.GetNeighbor(3, 2), 2U);
}

TEST(ShortestPathsTest, CostComesBeforeTheNumberOfLinks)
{
    const auto links = MakeLinks(4, {{0, 1, 5}, {0, 2, 1}, {2, 3, 1}, {3, 1, 2}});
    const ShortestPaths paths(4, links);
    EXPECT_EQ(PortsOf(paths, 0, 1), (std::vector<uint32_t>{2}));
}

TEST(ShortestPathsTest, OfEqualCostTheFewestLinksCountSoThatNothingGoesInCircles)
{
    // Links that cost nothing: without the second rule, 0 and 1 could send to each other for ever.
    const ShortestPaths paths(3, MakeLinks(3, {{0, 1, 0}, {0, 2, 0}, {1, 2, 0}}));
    EXPECT_EQ(PortsOf(paths, 0, 2), (std::vector<uint32_t>{2}));
    EXPECT_EQ(PortsOf(paths, 1, 2), (std::vector<uint32_t>{2}));
}

TEST(ShortestPathsTest, ParallelLinksAreEqual)
{
    const ShortestPaths paths(2, MakeLinks(2, {{0, 1, 3}, {0, 1, 3}, {0, 1, 4}}));
    EXPECT_EQ(PortsOf(paths, 0, 1), (std::vector<uint32_t>{1, 2}));
    EXPECT_EQ(PortsOf(paths, 1, 0), (std::vector<uint32_t>{1, 2}));
}

TEST(ShortestPathsTest, IslandsDoNotReachEachOther)
{
    const ShortestPaths paths(
        7,
        MakeLinks(7, {{0, 1, 0}, {2, 3, 0}, {3, 4, 0}, {4, 2, 0}, {5, 2, 0}}));
    EXPECT_EQ(PortsOf(paths, 0, 1), (std::vector<uint32_t>{1}));
    EXPECT_TRUE(PortsOf(paths, 0, 2).empty());
    EXPECT_TRUE(PortsOf(paths, 2, 0).empty());
    EXPECT_TRUE(PortsOf(paths, 2, 6).empty());
    EXPECT_TRUE(PortsOf(paths, 6, 2).empty());
    EXPECT_EQ(PortsOf(paths, 3, 5), PortsOf(paths, 3, 2));
}

/// Against the Floyd-Warshall algorithm on random networks: exactly the ports whose neighbour is
/// nearer by the cost of the link, and walks over them arrive.
TEST(ShortestPathsTest, AgreeWithAnotherAlgorithm)
{
    std::mt19937 random(7);
    for (int network = 0; network < 20; ++network)
    {
        constexpr uint32_t N = 24;
        std::vector<std::tuple<uint32_t, uint32_t, int64_t>> pairs;
        for (uint32_t node = 1; node < N; ++node)
        {
            pairs.emplace_back(random() % node, node, random() % 4);
        }
        for (int extra = 0; extra < network; ++extra)
        {
            const uint32_t a = random() % N;
            pairs.emplace_back(a, (a + 1 + random() % (N - 1)) % N, random() % 4);
        }
        const auto links = MakeLinks(N, pairs);
        const ShortestPaths paths(N, links);

        constexpr int64_t HOP = 1; // less than any cost, which is a multiple of SCALE
        constexpr int64_t SCALE = 1000;
        std::vector<std::vector<int64_t>> length(N, std::vector<int64_t>(N, 1'000'000'000));
        for (uint32_t i = 0; i < N; ++i)
        {
            length[i][i] = 0;
        }
        for (const auto& link : links)
        {
            auto& there = length[link.a][link.b];
            there = std::min(there, link.cost * SCALE + HOP);
            length[link.b][link.a] = there;
        }
        for (uint32_t k = 0; k < N; ++k)
        {
            for (uint32_t i = 0; i < N; ++i)
            {
                for (uint32_t j = 0; j < N; ++j)
                {
                    length[i][j] = std::min(length[i][j], length[i][k] + length[k][j]);
                }
            }
        }
        for (uint32_t from = 0; from < N; ++from)
        {
            for (uint32_t to = 0; to < N; ++to)
            {
                std::vector<uint32_t> expected;
                for (const auto& link : links)
                {
                    for (const auto& [node, port, next] :
                         {std::tuple{link.a, link.aPort, link.b}, {link.b, link.bPort, link.a}})
                    {
                        if (node == from && from != to &&
                            link.cost * SCALE + HOP + length[next][to] == length[from][to])
                        {
                            expected.push_back(port);
                        }
                    }
                }
                std::sort(expected.begin(), expected.end());
                ASSERT_EQ(PortsOf(paths, from, to), expected) << from << " to " << to;
            }
        }
    }
}

} // namespace
