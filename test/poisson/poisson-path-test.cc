/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/poisson-path.h"

#include <algorithm>
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
    path.links = {{8, 90}}; // 1 Gbit/s
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
    // Packet by packet: each starts on a link when it is there and the one before is gone.
    for (const auto& links : {std::vector<PoissonPath::Link>{{8, 90}, {8, 90}},
                              {{0.8, 66}, {8, 66}, {0.8, 66}},
                              {{8, 54}, {80, 54}, {8, 90}, {4, 54}},
                              {{80, 54}, {8, 66}}})
    {
        for (const uint64_t bytes : {0, 1, 1431, 1432, 1433, 20000, 100000})
        {
            auto path = MakePath();
            path.links = links;
            double request = 0;
            for (const auto& link : links)
            {
                request += (16 + link.overheadBytes) * link.nsPerByte;
            }
            std::vector<double> freeAt(links.size(), 0);
            double done = 0;
            for (uint64_t left = bytes + 16; left > 0;)
            {
                const auto size = std::min<uint64_t>(left, 1448);
                left -= size;
                done = 0;
                for (std::size_t i = 0; i < links.size(); ++i)
                {
                    done = std::max(done, freeAt[i]) +
                           static_cast<double>(size + links[i].overheadBytes) * links[i].nsPerByte;
                    freeAt[i] = done;
                }
            }
            const auto expected = 100000 + request + done;
            EXPECT_NEAR(path.GetIdealTime(bytes).GetNanoSeconds(), expected, 1)
                << bytes << " bytes over " << links.size() << " links";
        }
    }
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
