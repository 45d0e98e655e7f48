/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "input-problems.h"

#include "ns3/tgen-packet-schedule.h"

#include <gtest/gtest.h>
#include <utility>

using namespace ns3;

namespace
{

using Batches = std::vector<std::pair<uint64_t, uint64_t>>;

Batches
ListBatches(const std::string& text)
{
    const TgenPacketSchedule schedule(text);
    Batches batches;
    std::size_t position = 0;
    while (position * TgenPacketSchedule::PACKET_SIZE < schedule.GetSize())
    {
        const auto batch = schedule.Next(position);
        batches.emplace_back(batch.bytes, batch.delayUs);
    }
    return batches;
}

TEST(TgenPacketSchedule, EveryEntryIsAPacket)
{
    EXPECT_EQ(TgenPacketSchedule("0,1500,20").GetSize(), 3 * 1434u);
    EXPECT_EQ(TgenPacketSchedule("7").GetSize(), 1434u);
    EXPECT_EQ(TgenPacketSchedule("").GetSize(), 0u);
    EXPECT_EQ(TgenPacketSchedule(",5,,6,").ToText(), "5,6") << "empty ones are skipped";
}

TEST(TgenPacketSchedule, PacketsWithinAMillisecondGoOutTogether)
{
    // 600 + 400 is 1000, which is not more than 1000: a third packet goes along.
    EXPECT_EQ(ListBatches("600,400,1,5000,0"),
              (Batches{{3 * 1434, 1001}, {1434, 5000}, {1434, 0}}));
    EXPECT_EQ(ListBatches("600,401,1,5000,0"),
              (Batches{{2 * 1434, 1001}, {2 * 1434, 5001}, {1434, 0}}));
    EXPECT_EQ(ListBatches("0,0,0"), (Batches{{3 * 1434, 0}}));
}

TEST(TgenPacketSchedule, NothingFollowsTheLastPacket)
{
    EXPECT_EQ(ListBatches("90000"), (Batches{{1434, 0}}));
    EXPECT_EQ(ListBatches("90000,90000"), (Batches{{1434, 90000}, {1434, 0}}));
}

TEST(TgenPacketSchedule, LongDelaysAreCut)
{
    EXPECT_EQ(TgenPacketSchedule("99999999999,1").ToText(), "2147483647,1");
}

TEST(TgenPacketSchedule, RefusesWhatIsNoDelay)
{
    for (const auto* text : {"a", "1,b", "-1", "1.5", "1 ,2"})
    {
        EXPECT_THROW(TgenPacketSchedule{text}, ValueError) << text;
    }
    EXPECT_EQ(ValueErrorOf([] { TgenPacketSchedule("1,x"); }),
              "\"x\" is not a delay (whole microseconds with commas between them, such as "
              "0,1500,20)");
}

} // namespace
