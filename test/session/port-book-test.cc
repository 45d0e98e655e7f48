/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/port-book.h"

#include <gtest/gtest.h>
#include <set>

using namespace ns3;

namespace
{

const Ipv4Address PEER("10.0.0.1");

TEST(PortBookTest, HandsOutEveryPortOnceThenNone)
{
    PortBook book;
    std::set<uint16_t> seen;
    for (int i = 0; i < 64512; ++i)
    {
        seen.insert(book.Take(PEER, 80));
    }
    EXPECT_EQ(seen.size(), 64512u);
    EXPECT_EQ(*seen.begin(), 1024);
    EXPECT_EQ(*seen.rbegin(), 65535);
    EXPECT_EQ(book.Take(PEER, 80), 0);
    EXPECT_EQ(book.GetNTaken(), 64512u);
}

TEST(PortBookTest, APortServesManyRemoteEnds)
{
    PortBook book;
    for (int i = 0; i < 64512; ++i)
    {
        ASSERT_NE(book.Take(PEER, 80), 0);
    }
    EXPECT_NE(book.Take(PEER, 81), 0);
    EXPECT_NE(book.Take(Ipv4Address("10.0.0.2"), 80), 0);
    EXPECT_EQ(book.Take(PEER, 80), 0);
}

TEST(PortBookTest, AReleasedPortRestsUntilTheCycleComesRound)
{
    PortBook book;
    const auto first = book.Take(PEER, 80);
    book.Release(PEER, 80, first);
    EXPECT_EQ(book.GetNTaken(), 0u);
    for (int i = 1; i < 64512; ++i)
    {
        const auto port = book.Take(PEER, 80);
        ASSERT_NE(port, first);
        book.Release(PEER, 80, port);
    }
    EXPECT_EQ(book.Take(PEER, 80), first);
}

TEST(PortBookTest, StartsAnywhereInTheCycle)
{
    PortBook book;
    book.StartAt(65534);
    for (const auto port : {65534, 65535, 1024, 1025})
    {
        EXPECT_EQ(book.Take(PEER, 80), port);
    }
    book.StartAt(1);
    EXPECT_EQ(book.Take(PEER, 80), 1026) << "those before it are taken";
}

TEST(PortBookTest, SkipsReservedPorts)
{
    PortBook book;
    book.Reserve(1025);
    book.Reserve(1025);
    EXPECT_EQ(book.Take(PEER, 80), 1024);
    EXPECT_EQ(book.Take(PEER, 80), 1026);
    book.Unreserve(1025);
    for (int i = 2; i < 64511; ++i)
    {
        ASSERT_NE(book.Take(PEER, 80), 1025);
    }
    book.Unreserve(1025);
    EXPECT_EQ(book.Take(PEER, 80), 1025);
}

} // namespace
