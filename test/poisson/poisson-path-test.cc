/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/poisson-path.h"

#include <cmath>
#include <gtest/gtest.h>

namespace ns3
{

namespace
{

PoissonPath
MakePath()
{
    PoissonPath path;
    path.roundTrip = MicroSeconds(100);
    path.bottleneck = DataRate("1Gbps");
    return path;
}

TEST(PoissonPath, IdealTimeOfFullSegmentsIsTheClosedForm)
{
    // RTT + request + (S + 16) * 8 * (1538 / 1448) / C
    for (const uint64_t segments : {1, 10, 1000})
    {
        const auto bytes = 1448 * segments - 16;
        EXPECT_EQ(MakePath().GetIdealTime(bytes),
                  MicroSeconds(100) + NanoSeconds((16 + 90) * 8 + segments * 1538 * 8));
    }
}

TEST(PoissonPath, EverySegmentThatIsBegunHasItsOverhead)
{
    const auto start = MicroSeconds(100) + NanoSeconds((16 + 90) * 8);
    EXPECT_EQ(MakePath().GetIdealTime(0), start + NanoSeconds((16 + 90) * 8));
    EXPECT_EQ(MakePath().GetIdealTime(1433), start + NanoSeconds((1449 + 2 * 90) * 8));
}

TEST(PoissonPath, EveryLinkForwardsWholePackets)
{
    auto path = MakePath();
    path.beforeNsPerByte = 0.8; // 10 Gbit/s
    path.afterNsPerByte = 1.6;  // two of them
    const double first = 1448 + 90;
    const double last = 52 + 90;
    EXPECT_EQ(path.GetIdealTime(1484), // in two segments, the second one of 52 bytes
              MicroSeconds(100) +
                  NanoSeconds(std::floor((16 + 90) * (8 + 0.8 + 1.6) + (first + last) * 8 +
                                         first * 0.8 + last * 1.6)));
}

TEST(PoissonPath, LargestFlowDoesNotOverflow)
{
    const auto ideal = MakePath().GetIdealTime(UINT32_MAX);
    EXPECT_NEAR(ideal.GetSeconds(), UINT32_MAX * 8e-9 * 1538 / 1448, 1e-3);
}

TEST(PoissonPath, SlowdownIsTheTimeOverTheIdealOne)
{
    const auto path = MakePath();
    EXPECT_EQ(path.GetSlowdown(20000, path.GetIdealTime(20000)), 1);
    EXPECT_DOUBLE_EQ(path.GetSlowdown(20000, 3 * path.GetIdealTime(20000)), 3);
}

} // namespace

} // namespace ns3
