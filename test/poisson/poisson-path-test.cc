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

/// A header, on a link of 1 Gbit/s.
constexpr int64_t HEADER_NS = (16 + 90) * 8;

TEST(PoissonPath, IdealTimeOfFullSegmentsIsTheClosedForm)
{
    for (const uint64_t segments : {1, 10, 1000})
    {
        const auto ideal = MakePath().GetIdealTime(1448 * segments);
        EXPECT_EQ(ideal, MicroSeconds(100) + NanoSeconds(2 * HEADER_NS + segments * 1538 * 8));
        // The bound for persistent connections: RTT + (S + 16) * 8 * (1538 / 1448) / C.
        EXPECT_GE(ideal.GetNanoSeconds(), 100000 + (1448 * segments + 16) * 8 * 1538.0 / 1448);
    }
}

TEST(PoissonPath, EverySegmentThatIsBegunHasItsOverhead)
{
    const auto start = MicroSeconds(100) + NanoSeconds(2 * HEADER_NS);
    EXPECT_EQ(MakePath().GetIdealTime(0), start);
    EXPECT_EQ(MakePath().GetIdealTime(1), start + NanoSeconds(91 * 8));
    EXPECT_EQ(MakePath().GetIdealTime(1449), start + NanoSeconds((1449 + 2 * 90) * 8));
}

TEST(PoissonPath, EveryLinkForwardsWholePackets)
{
    auto path = MakePath();
    path.beforeNsPerByte = 0.8; // 10 Gbit/s
    path.afterNsPerByte = 1.6;  // two of them
    const double header = 16 + 90;
    const double first = 1448 + 90;
    const double last = 52 + 90;
    // The first segment is there later than the header has left the slowest link.
    EXPECT_EQ(path.GetIdealTime(1500),
              MicroSeconds(100) + NanoSeconds(std::floor(header * (8 + 0.8 + 1.6) + first * 0.8 +
                                                         (first + last) * 8 + last * 1.6)));
    // Here it is there before.
    EXPECT_EQ(path.GetIdealTime(52),
              MicroSeconds(100) +
                  NanoSeconds(std::floor(header * (8 + 0.8 + 1.6) + header * (8 + 0.8) + last * 8 +
                                         last * 1.6)));
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
