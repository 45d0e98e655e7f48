/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-linux-sack-policy.h"

#include <cstdint>
#include <gtest/gtest.h>

using namespace ns3;

namespace
{

using Block = TcpLinuxSackPolicy::Block;
using Blocks = TcpLinuxSackPolicy::Blocks;

/// Segments of 1000 bytes.
SequenceNumber32
At(uint32_t segment)
{
    return SequenceNumber32(1 + segment * 1000);
}

Block
Range(uint32_t begin, uint32_t end)
{
    return {At(begin), At(end)};
}

TEST(TcpLinuxSackPolicyTest, WhatIsBeforeTheNextHasArrived)
{
    EXPECT_TRUE(TcpLinuxSackPolicy::HasArrived(Range(0, 1), At(1), {}));
    EXPECT_FALSE(TcpLinuxSackPolicy::HasArrived(Range(1, 2), At(1), {}));
    EXPECT_FALSE(TcpLinuxSackPolicy::HasArrived(Range(0, 2), At(1), {}));
}

TEST(TcpLinuxSackPolicyTest, WhatIsInABlockHasArrived)
{
    const Blocks blocks{Range(8, 10), Range(3, 6)};
    EXPECT_TRUE(TcpLinuxSackPolicy::HasArrived(Range(3, 4), At(1), blocks));
    EXPECT_TRUE(TcpLinuxSackPolicy::HasArrived(Range(5, 6), At(1), blocks));
    EXPECT_TRUE(TcpLinuxSackPolicy::HasArrived(Range(9, 10), At(1), blocks));
    EXPECT_FALSE(TcpLinuxSackPolicy::HasArrived(Range(2, 4), At(1), blocks));
    EXPECT_FALSE(TcpLinuxSackPolicy::HasArrived(Range(5, 7), At(1), blocks));
    EXPECT_FALSE(TcpLinuxSackPolicy::HasArrived(Range(6, 8), At(1), blocks));
}

TEST(TcpLinuxSackPolicyTest, SegmentsThatTouchTheFirstTwoBlocksPushNothingOut)
{
    const Blocks blocks{Range(9, 10), Range(6, 7), Range(3, 4)};
    EXPECT_FALSE(TcpLinuxSackPolicy::PushesOut(Range(10, 11), blocks));
    EXPECT_FALSE(TcpLinuxSackPolicy::PushesOut(Range(5, 6), blocks));
    EXPECT_TRUE(TcpLinuxSackPolicy::PushesOut(Range(4, 5), blocks));
    EXPECT_TRUE(TcpLinuxSackPolicy::PushesOut(Range(12, 13), blocks));
    // There is room for a new one beside one that is there.
    EXPECT_FALSE(TcpLinuxSackPolicy::PushesOut(Range(12, 13), {Range(9, 10)}));
}

TEST(TcpLinuxSackPolicyTest, WaitsATwentiethOfARoundTripTimeOrAMillisecond)
{
    EXPECT_EQ(TcpLinuxSackPolicy::GetDelay(MilliSeconds(2)), MicroSeconds(100));
    EXPECT_EQ(TcpLinuxSackPolicy::GetDelay(MilliSeconds(20)), MilliSeconds(1));
    EXPECT_EQ(TcpLinuxSackPolicy::GetDelay(MilliSeconds(200)), MilliSeconds(1));
}

/// @return whether the acknowledgement of a segment behind a gap waits
bool
Waits(TcpLinuxSackPolicy& policy, uint32_t gap, bool mayWait = true)
{
    policy.Receive(At(gap), mayWait);
    const bool waits = policy.IsWaiting();
    policy.End();
    EXPECT_FALSE(policy.IsWaiting());
    return waits;
}

TEST(TcpLinuxSackPolicyTest, ThreeSegmentsBehindAGapAreAcknowledgedAtOnce)
{
    TcpLinuxSackPolicy policy;
    for (const uint32_t gap : {1, 7})
    {
        EXPECT_FALSE(Waits(policy, gap));
        EXPECT_FALSE(Waits(policy, gap));
        EXPECT_FALSE(Waits(policy, gap));
        EXPECT_TRUE(Waits(policy, gap));
        EXPECT_TRUE(Waits(policy, gap));
    }
}

TEST(TcpLinuxSackPolicyTest, SegmentsThatMayNotWaitDoNotCount)
{
    TcpLinuxSackPolicy policy;
    for (uint32_t i = 0; i < 5; ++i)
    {
        EXPECT_FALSE(Waits(policy, 1, false));
    }
    EXPECT_FALSE(Waits(policy, 1));
    EXPECT_FALSE(Waits(policy, 1));
    EXPECT_FALSE(Waits(policy, 1));
    EXPECT_FALSE(Waits(policy, 1, false));
    EXPECT_TRUE(Waits(policy, 1));
}

TEST(TcpLinuxSackPolicyTest, WhatHasComeTwiceIsToldBeforeTheBlocks)
{
    TcpLinuxSackPolicy policy;
    EXPECT_TRUE(policy.GetDuplicate().empty());
    policy.ReceiveAgain(Range(3, 4), {Range(8, 9), Range(3, 6)});
    EXPECT_EQ(policy.GetDuplicate(), (Blocks{Range(3, 4), Range(8, 9), Range(3, 6)}));
    EXPECT_FALSE(policy.IsWaiting());
    policy.End();
    EXPECT_TRUE(policy.GetDuplicate().empty());
}

} // namespace
