/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-linux-hystart.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

constexpr uint32_t SEGMENT = 1448;

/**
 * Slow start on a path that delivers a segment each `spacing`: every acknowledgement adds a segment
 * to the window, and a round begins a round-trip time after the one before, or when all of that has
 * been acknowledged.
 * @return the window at which slow start ends, segments; 0 for none below 10000
 */
uint32_t
FindEnd(Time spacing, Time rtt, Time hold, Time queueing = Time(0))
{
    TcpLinuxHyStart hyStart;
    hyStart.StartRound(Time(0), SequenceNumber32(0));
    uint32_t window = 10;
    uint32_t acked = 0;
    auto now = rtt;
    for (auto roundStart = now; window < 10000; roundStart = std::max(roundStart + rtt, now))
    {
        now = roundStart;
        const auto inRound = window;
        for (uint32_t i = 0; i < inRound; ++i, now += spacing)
        {
            acked += SEGMENT;
            const auto sent = SequenceNumber32(acked + (window - 1) * SEGMENT);
            const auto sample = rtt + queueing * static_cast<int64_t>(window > 16 ? 1 : 0);
            if (hyStart.Update({now, SequenceNumber32(acked), sent, sample, rtt, hold, window}))
            {
                return window;
            }
            ++window;
        }
    }
    return 0;
}

TEST(TcpLinuxHyStartTest, EndsWhenATrainTakesHalfARoundTripTime)
{
    // 50 Mbit/s with frames of 1514 bytes, 20.3 ms: windows of 10, 20, 40, 80, and 44 segments of
    // the last round until half of 21.3 ms are over. Linux' own counters said 125 for such a path.
    EXPECT_NEAR(FindEnd(NanoSeconds(242240), MicroSeconds(20300), MilliSeconds(1)), 125, 1);
    // The same without what offloading may hold back: half of 20.3 ms are 42 segments.
    EXPECT_NEAR(FindEnd(NanoSeconds(242240), MicroSeconds(20300), Time(0)), 122, 1);
}

TEST(TcpLinuxHyStartTest, LooksAtWindowsOf16SegmentsAndMoreOnly)
{
    // Half of the round-trip time is over at the second acknowledgement of each round. In the first
    // one windows are small; when they are large enough, the train seems to have had a pause.
    EXPECT_EQ(FindEnd(MilliSeconds(1), MicroSeconds(1900), Time(0)), 21U);
}

TEST(TcpLinuxHyStartTest, APauseEndsATrain)
{
    // Acknowledgements 2.1 ms apart are none, however many.
    EXPECT_EQ(FindEnd(MicroSeconds(2100), MilliSeconds(100), Time(0)), 0U);
    EXPECT_GT(FindEnd(MicroSeconds(1900), MilliSeconds(100), Time(0)), 0U);
}

TEST(TcpLinuxHyStartTest, EndsWhenTheRoundTripTimeRises)
{
    // Trains are short on this path; what is left is the delay of the ninth segment of a round. A
    // rise counts beyond an eighth of the round-trip time, from 4 to 16 ms.
    const auto find = [](Time rtt, Time queueing) {
        return FindEnd(NanoSeconds(10), rtt, Time(0), queueing);
    };
    EXPECT_EQ(find(MilliSeconds(16), MicroSeconds(3900)), 0U);
    EXPECT_GT(find(MilliSeconds(16), MicroSeconds(4100)), 0U);
    EXPECT_EQ(find(MilliSeconds(80), MicroSeconds(9900)), 0U);
    EXPECT_GT(find(MilliSeconds(80), MicroSeconds(10100)), 0U);
    EXPECT_EQ(find(MilliSeconds(800), MicroSeconds(15900)), 0U);
    EXPECT_GT(find(MilliSeconds(800), MicroSeconds(16100)), 0U);
    // Window 20 at the start of the second round, and eight samples of it.
    EXPECT_EQ(find(MilliSeconds(16), MicroSeconds(4100)), 28U);
}

} // namespace
