/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-linux-nagle.h"

#include <cstdint>
#include <gtest/gtest.h>

using namespace ns3;

namespace
{

constexpr uint32_t SIZE = 1448;
constexpr uint32_t NO_END = UINT32_MAX;

SequenceNumber32
At(uint32_t byte)
{
    return SequenceNumber32(byte);
}

TEST(TcpLinuxNagleTest, AShortSegmentWaitsForTheOneBefore)
{
    TcpLinuxNagle nagle;
    EXPECT_TRUE(nagle.MaySendShort());
    nagle.SendShort(At(100));
    EXPECT_FALSE(nagle.MaySendShort());
    nagle.Receive(At(99));
    EXPECT_FALSE(nagle.MaySendShort());
    nagle.Receive(At(100));
    EXPECT_TRUE(nagle.MaySendShort());
}

TEST(TcpLinuxNagleTest, NothingWaitsWithoutTheRule)
{
    TcpLinuxNagle nagle;
    EXPECT_TRUE(nagle.IsOn());
    nagle.SendShort(At(100));
    nagle.SetOn(false);
    EXPECT_FALSE(nagle.IsOn());
    EXPECT_TRUE(nagle.MaySendShort());
    nagle.SetOn(true);
    EXPECT_FALSE(nagle.MaySendShort());
}

TEST(TcpLinuxNagleTest, SegmentsEndWhereWritesEnd)
{
    TcpLinuxNagle nagle;
    EXPECT_EQ(nagle.GetSizeOfWrite(At(1)), NO_END);
    nagle.WriteAlone(At(1), At(101), SIZE);
    nagle.WriteAlone(At(1), At(301), SIZE);
    EXPECT_EQ(nagle.GetSizeOfWrite(At(1)), 100U);
    EXPECT_EQ(nagle.GetSizeOfWrite(At(51)), 50U);
    EXPECT_EQ(nagle.GetSizeOfWrite(At(101)), 200U);
    EXPECT_EQ(nagle.GetSizeOfWrite(At(301)), NO_END);
    // All of them are forgotten.
    nagle.WriteAlone(At(301), At(401), SIZE);
    EXPECT_EQ(nagle.GetSizeOfWrite(At(301)), 100U);
}

TEST(TcpLinuxNagleTest, WritesThatHaveLeftAreForgotten)
{
    TcpLinuxNagle nagle;
    nagle.WriteAlone(At(1), At(101), SIZE);
    nagle.ForgetWrites(At(100));
    EXPECT_EQ(nagle.GetSizeOfWrite(At(1)), 100U);
    nagle.ForgetWrites(At(101));
    EXPECT_EQ(nagle.GetSizeOfWrite(At(1)), NO_END);
}

TEST(TcpLinuxNagleTest, AShortEndOfAWriteLeaves)
{
    TcpLinuxNagle nagle;
    nagle.WriteAlone(At(1), At(1 + 2 * SIZE), SIZE);
    EXPECT_FALSE(nagle.IsShortLeaving());
    nagle.WriteAlone(At(1), At(2 + 2 * SIZE), SIZE); // one byte behind the write before
    EXPECT_TRUE(nagle.IsShortLeaving());
    nagle.SendShort(At(2 + 2 * SIZE));
    EXPECT_FALSE(nagle.IsShortLeaving());
    EXPECT_FALSE(nagle.MaySendShort());
}

TEST(TcpLinuxNagleTest, AWriteBeginsBehindWhatHasLeft)
{
    TcpLinuxNagle nagle;
    nagle.WriteAlone(At(1), At(101), SIZE);
    // More than that write has left meanwhile.
    nagle.WriteAlone(At(201), At(201 + SIZE), SIZE);
    EXPECT_FALSE(nagle.IsShortLeaving());
}

TEST(TcpLinuxNagleTest, WithoutTheRuleNoWriteHoldsTheNextOneBack)
{
    TcpLinuxNagle nagle;
    nagle.SetOn(false);
    nagle.WriteAlone(At(1), At(101), SIZE);
    EXPECT_FALSE(nagle.IsShortLeaving());
    EXPECT_EQ(nagle.GetSizeOfWrite(At(1)), 100U);
}

} // namespace
