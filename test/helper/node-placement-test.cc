/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/input-error.h"
#include "ns3/node-placement.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

NetworkDescription
Read(const std::string& text)
{
    auto document = JsonDocument::FromText(text, "net.json");
    auto network = ReadNetwork(document.GetRoot());
    document.ThrowIfAny();
    return network;
}

const std::string LINK = R"({"rate": "1Gbps", "delay": "10us"})";

std::string
MakeDumbbell(const std::string& ranks = "")
{
    return R"({"type": "dumbbell", "left": ["a", "b"], "right": ["c", "d"], "access": )" + LINK +
           R"(, "bottleneck": {"rate": "1Gbps", "delay": "1ms"})" +
           (ranks.empty() ? "" : ", \"ranks\": " + ranks) + "}";
}

/// @return the rank of a node
uint32_t
RankOf(const NetworkDescription& network,
       const std::vector<uint32_t>& placed,
       const std::string& name)
{
    return placed[*network.Find(name)];
}

/// @return how many ends of links each rank has
std::vector<int>
CountWork(const NetworkDescription& network, const std::vector<uint32_t>& placed, uint32_t ranks)
{
    std::vector<int> work(ranks);
    for (const auto& link : network.links)
    {
        ++work[placed[link.a]];
        ++work[placed[link.b]];
    }
    return work;
}

TEST(NodePlacementTest, OneRankHasAll)
{
    const auto network = Read(MakeDumbbell(R"({"a": 1, "c": 3})"));
    EXPECT_EQ(PlaceNodes(network, 1), std::vector<uint32_t>(6, 0));
}

TEST(NodePlacementTest, ADumbbellIsCutAtItsBottleneck)
{
    const auto network = Read(MakeDumbbell());
    const auto placed = PlaceNodes(network, 2);
    for (const auto* side : {"a", "b", "left-router"})
    {
        EXPECT_EQ(RankOf(network, placed, side), 0U) << side;
    }
    for (const auto* side : {"c", "d", "right-router"})
    {
        EXPECT_EQ(RankOf(network, placed, side), 1U) << side;
    }
}

TEST(NodePlacementTest, EqualLinksAreCutEvenly)
{
    const auto network = Read(R"({"type": "fat-tree", "k": 4, "link": )" + LINK + "}");
    for (const uint32_t ranks : {2, 3, 4, 8})
    {
        const auto placed = PlaceNodes(network, ranks);
        const auto work = CountWork(network, placed, ranks);
        const auto [least, most] = std::minmax_element(work.begin(), work.end());
        EXPECT_GT(*least, 0) << ranks;
        EXPECT_LE(*most, 2 * *least) << ranks;
        EXPECT_EQ(placed, PlaceNodes(network, ranks));
    }
}

TEST(NodePlacementTest, LinksWithoutDelayAreNotCut)
{
    const std::string zero = R"({"rate": "1Gbps", "delay": "0s"})";
    const auto network = Read(R"({"type": "links", "links": [["a", "b", )" + zero +
                              R"(], ["b", "c", )" + LINK + R"(], ["c", "d", )" + zero + "]]}");
    const auto placed = PlaceNodes(network, 2);
    EXPECT_EQ(RankOf(network, placed, "a"), RankOf(network, placed, "b"));
    EXPECT_EQ(RankOf(network, placed, "c"), RankOf(network, placed, "d"));
    EXPECT_NE(RankOf(network, placed, "a"), RankOf(network, placed, "c"));
    EXPECT_THROW(PlaceNodes(network, 3), InputError);
}

TEST(NodePlacementTest, GivenRanksSpreadToTheNodesNearby)
{
    const auto network = Read(MakeDumbbell(R"({"a": 0, "b": 2, "c": 1, "d": 3})"));
    const auto four = PlaceNodes(network, 4);
    EXPECT_EQ(four, (std::vector<uint32_t>{0, 2, 1, 3, 0, 1})) << "routers with the lower rank";
    const auto two = PlaceNodes(network, 2);
    EXPECT_EQ(two, (std::vector<uint32_t>{0, 0, 1, 1, 0, 1})) << "ranks modulo 2";
}

TEST(NodePlacementTest, WhatCannotBePlacedIsBadInput)
{
    EXPECT_THROW(PlaceNodes(Read(MakeDumbbell(R"({"a": 0, "c": 1})")), 3), InputError);
    EXPECT_THROW(PlaceNodes(Read(MakeDumbbell()), 7), InputError);
    const auto zero = Read(R"({"type": "links", "links": [["a", "b",
        {"rate": "1Gbps", "delay": "0s"}]], "ranks": {"a": 0, "b": 1}})");
    EXPECT_THROW(PlaceNodes(zero, 2), InputError);
}

TEST(NodePlacementTest, BadRanksAreRefused)
{
    EXPECT_THROW(Read(MakeDumbbell(R"({"nobody": 0})")), InputError);
    EXPECT_THROW(Read(MakeDumbbell(R"({"a": -1})")), InputError);
    EXPECT_THROW(Read(MakeDumbbell(R"({"a": "1"})")), InputError);
    EXPECT_THROW(Read(MakeDumbbell("[0, 1]")), InputError);
}

} // namespace
