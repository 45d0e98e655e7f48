/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/network-path.h"

#include <gtest/gtest.h>

namespace ns3
{

namespace
{

/// a - s - b, and a longer way from a to c.
NetworkDescription
MakeNetwork()
{
    NetworkDescription network;
    network.nodes = {"a", "s", "b", "r", "c", "alone"};
    const auto add = [&](std::size_t from, std::size_t to, const char* rate) {
        LinkProperties link;
        link.rate = DataRate(rate);
        link.delay = MilliSeconds(1);
        network.links.push_back({from, to, link});
    };
    add(1, 0, "1Gbps");
    add(1, 2, "2Gbps");
    add(2, 3, "3Gbps");
    add(3, 4, "4Gbps");
    add(1, 4, "5Gbps");
    return network;
}

std::vector<uint64_t>
RatesBetween(const NetworkDescription& network, std::size_t from, std::size_t to)
{
    std::vector<uint64_t> rates;
    for (const auto& link : NetworkPaths(network).Find(from, to))
    {
        rates.push_back(link.rate.GetBitRate() / 1'000'000'000);
    }
    return rates;
}

TEST(NetworkPaths, HaveTheFewestLinksInOrder)
{
    const auto network = MakeNetwork();
    EXPECT_EQ(RatesBetween(network, 0, 1), (std::vector<uint64_t>{1}));
    EXPECT_EQ(RatesBetween(network, 0, 2), (std::vector<uint64_t>{1, 2}));
    EXPECT_EQ(RatesBetween(network, 0, 4), (std::vector<uint64_t>{1, 5}));
    EXPECT_EQ(RatesBetween(network, 4, 0), (std::vector<uint64_t>{5, 1}));
}

TEST(NetworkPaths, HaveTheSmallestDelayWhereThatIsTheMetric)
{
    auto network = MakeNetwork();
    network.links[4].properties.delay = MilliSeconds(4); // three others take 3 ms
    EXPECT_EQ(RatesBetween(network, 0, 4), (std::vector<uint64_t>{1, 5}));
    network.metric = ShortestPathRoutingHelper::DELAY;
    EXPECT_EQ(RatesBetween(network, 0, 4), (std::vector<uint64_t>{1, 2, 3, 4}));
}

TEST(NetworkPaths, HaveTheRateOfTheirDirection)
{
    auto network = MakeNetwork();
    network.links[1].rateBack = DataRate("7Gbps");
    EXPECT_EQ(RatesBetween(network, 0, 2), (std::vector<uint64_t>{1, 2}));
    EXPECT_EQ(RatesBetween(network, 2, 0), (std::vector<uint64_t>{7, 1}));
}

TEST(NetworkPaths, NeedNoLinkToTheNodeItself)
{
    const auto network = MakeNetwork();
    EXPECT_TRUE(NetworkPaths(network).Find(0, 0).empty());
}

TEST(NetworkPaths, AreEmptyWhereThereIsNoWay)
{
    const auto network = MakeNetwork();
    EXPECT_TRUE(NetworkPaths(network).Find(0, 5).empty());
}

} // namespace

} // namespace ns3
