/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/flowlet-schedule.h"

#include <cmath>
#include <gtest/gtest.h>
#include <vector>

namespace ns3
{

namespace
{

/// What a schedule does where each write is followed by a pause.
struct Played
{
    std::vector<int64_t> writes; //!< when, in microseconds from the start
    int64_t end{0};              //!< in microseconds from the start
    uint64_t bytes{0};
    uint64_t flowlets{0};
};

/// All times in microseconds. The pause of the original: 1400 bytes at 1 Mbit/s.
Played
Play(int64_t duration, int64_t on, int64_t gap, int64_t pause = 11200, uint64_t bytes = 0)
{
    const Time start = Seconds(7);
    FlowletSchedule schedule(start,
                             duration < 0 ? Time::Max() : MicroSeconds(duration),
                             MicroSeconds(on),
                             MicroSeconds(gap),
                             1400,
                             bytes);
    Played played;
    Time now = start;
    while (true)
    {
        const auto step = schedule.Next(now);
        if (step.what == FlowletSchedule::END)
        {
            break;
        }
        if (step.what == FlowletSchedule::WRITE)
        {
            played.writes.push_back((now - start).GetMicroSeconds());
            now += MicroSeconds(pause);
        }
        else
        {
            EXPECT_GT(step.until, now);
            now = step.until;
        }
    }
    played.end = (now - start).GetMicroSeconds();
    played.bytes = schedule.GetBytes();
    played.flowlets = schedule.GetFlowlets();
    EXPECT_EQ(schedule.GetWrites(), played.writes.size());
    return played;
}

TEST(FlowletSchedule, WithoutFlowletsWritesAllTheTime)
{
    const auto played = Play(3'000'000, 0, 0);
    EXPECT_EQ(played.writes.size(), 268U);
    EXPECT_EQ(played.bytes, 375'200U);
    EXPECT_EQ(played.end, 3'001'600);
    EXPECT_EQ(played.flowlets, 1U);
    // A gap without flowlets means nothing.
    EXPECT_EQ(Play(3'000'000, 0, 500'000).writes, played.writes);
}

TEST(FlowletSchedule, ShortFlowletsHaveOneWriteEach)
{
    const auto played = Play(2'000'000, 10'000, 3'000);
    ASSERT_EQ(played.writes.size(), 154U);
    EXPECT_EQ(played.flowlets, 154U);
    for (std::size_t i = 0; i < played.writes.size(); ++i)
    {
        EXPECT_EQ(played.writes[i], static_cast<int64_t>(i) * 13'000);
    }
}

TEST(FlowletSchedule, LongFlowletsHaveAsManyWritesAsFit)
{
    // The one of 500 ms on and off, 3 s.
    const auto played = Play(3'000'000, 500'000, 500'000);
    EXPECT_EQ(played.writes.size(), 3 * 45U); // ceil(500 / 11.2)
    EXPECT_EQ(played.flowlets, 3U);
    EXPECT_EQ(played.end, 3'000'000);
    EXPECT_EQ(played.writes[45], 1'000'000);
    EXPECT_EQ(played.writes[90], 2'000'000);
}

TEST(FlowletSchedule, FollowsTheClosedForms)
{
    for (const int64_t on : {5'000, 11'200, 40'000, 100'001})
    {
        for (const int64_t gap : {12'000, 60'000, 250'000})
        {
            for (const int64_t duration : {1, 11'200, 1'000'000, 1'234'567})
            {
                const auto played = Play(duration, on, gap);
                const auto cycle = on + gap;
                const auto cycles = (duration + cycle - 1) / cycle;
                const auto inCycle = (on + 11'199) / 11'200;
                EXPECT_EQ(played.flowlets, static_cast<uint64_t>(cycles));
                // The last cycle may be cut off.
                const auto rest = std::min(on, duration - (cycles - 1) * cycle);
                EXPECT_EQ(
                    played.writes.size(),
                    static_cast<std::size_t>((cycles - 1) * inCycle + (rest + 11'199) / 11'200))
                    << on << " " << gap << " " << duration;
                for (const auto write : played.writes)
                {
                    EXPECT_LT(write, duration);
                    EXPECT_LT(write % cycle, on);
                }
            }
        }
    }
}

TEST(FlowletSchedule, LateLooksShortenTheNextPhase)
{
    // Each write takes 25 ms, flowlets 10 ms and gaps 10 ms: off at 25, whose gap ended at 20, so
    // on at once, in the phase from 20 to 30; the next look is at 50, and so on.
    const auto played = Play(100'000, 10'000, 10'000, 25'000);
    EXPECT_EQ(played.writes, (std::vector<int64_t>{0, 25'000, 50'000, 75'000}));
    EXPECT_EQ(played.flowlets, 4U);
    // A write that is stuck for long does not make up for what it missed, but for one write a
    // phase.
    FlowletSchedule schedule(Time(0), Seconds(1), MilliSeconds(10), MilliSeconds(10), 1400);
    EXPECT_EQ(schedule.Next(Time(0)).what, FlowletSchedule::WRITE);
    EXPECT_EQ(schedule.Next(MilliSeconds(900)).what, FlowletSchedule::WRITE);
    EXPECT_EQ(schedule.Next(MilliSeconds(901)).what, FlowletSchedule::WRITE);
    EXPECT_EQ(schedule.GetFlowlets(), 3U);
}

TEST(FlowletSchedule, EndsInAGap)
{
    const auto played = Play(15'000, 10'000, 30'000);
    EXPECT_EQ(played.writes.size(), 1U);
    EXPECT_EQ(played.end, 15'000);
}

TEST(FlowletSchedule, NothingIsWrittenInNoTime)
{
    EXPECT_TRUE(Play(0, 0, 0).writes.empty());
}

TEST(FlowletSchedule, BytesEndAFlow)
{
    const auto played = Play(-1, 0, 0, 11'200, 3000);
    EXPECT_EQ(played.writes, (std::vector<int64_t>{0, 11'200, 22'400}));
    EXPECT_EQ(played.bytes, 3000U);
    EXPECT_EQ(played.end, 33'600);
    // What comes first: 20 ms or 3000 bytes.
    EXPECT_EQ(Play(20'000, 0, 0, 11'200, 3000).bytes, 2800U);
    // With flowlets, longer.
    EXPECT_EQ(Play(-1, 10'000, 90'000, 11'200, 3000).writes,
              (std::vector<int64_t>{0, 100'000, 200'000}));
}

TEST(FlowletSchedule, GapsOfZeroAreNone)
{
    EXPECT_EQ(Play(100'000, 10'000, 0).writes.size(), 9U);
}

} // namespace

} // namespace ns3
