/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "gensyn/population-run.h"

#include "ns3/gensyn-port-book.h"

#include <gtest/gtest.h>
#include <map>
#include <set>

namespace ns3
{

namespace
{

TEST(GensynPortBookTest, HandsOutAllPortsOfAModuleOnce)
{
    SeededSource uniform(1);
    const auto book = CreateObject<GensynPortBook>();
    std::set<uint16_t> ports;
    for (int i = 0; i < 5000; ++i)
    {
        const auto use = book->Take(GensynModule::VOIP, uniform);
        ASSERT_TRUE(use);
        EXPECT_EQ(use->turn, 0);
        ports.insert(use->port);
    }
    EXPECT_EQ(ports.size(), 5000U);
    EXPECT_EQ(*ports.begin(), 20001);
    EXPECT_EQ(*ports.rbegin(), 25000);
    EXPECT_FALSE(book->Take(GensynModule::VOIP, uniform));
    EXPECT_TRUE(book->Take(GensynModule::CBR, uniform));
    EXPECT_EQ(book->GetNTaken(), 5001U);
    book->Release(23456);
    const auto again = book->Take(GensynModule::VOIP, uniform);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->port, 23456);
    EXPECT_EQ(again->turn, 1);
}

TEST(GensynPortBookTest, CountsTheTurnsOfEachPort)
{
    SeededSource uniform(2);
    const auto book = CreateObject<GensynPortBook>();
    std::map<uint16_t, uint16_t> turns;
    for (int i = 0; i < 20000; ++i)
    {
        const auto use = book->Take(GensynModule::MPEG, uniform);
        ASSERT_TRUE(use);
        EXPECT_EQ(use->turn, turns[use->port]++);
        book->Release(use->port);
    }
    EXPECT_EQ(book->GetNTaken(), 0U);
}

TEST(GensynPortBookTest, ANodeHasOne)
{
    const auto node = CreateObject<Node>();
    EXPECT_EQ(GensynPortBook::Of(node), GensynPortBook::Of(node));
    EXPECT_NE(GensynPortBook::Of(node), GensynPortBook::Of(CreateObject<Node>()));
}

} // namespace

} // namespace ns3
