/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-linux-scoreboard.h"

#include <cstdint>
#include <gtest/gtest.h>

namespace ns3
{

namespace
{

constexpr uint32_t SIZE = 1000;
const Time RTT = MilliSeconds(20);

/// Segments of 1000 bytes, numbered from 0; one leaves each millisecond from 1 s on.
class TcpLinuxScoreboardTest : public testing::Test
{
  protected:
    static SequenceNumber32 At(uint32_t segment)
    {
        return SequenceNumber32(1 + segment * SIZE);
    }

    static TcpLinuxScoreboard::Blocks Block(uint32_t begin, uint32_t end)
    {
        return {{At(begin), At(end)}};
    }

    void Send(uint32_t count)
    {
        for (uint32_t i = 0; i < count; ++i, m_now += MilliSeconds(1))
        {
            m_board.Send(At(m_sent++), SIZE, m_now);
        }
    }

    TcpLinuxScoreboard::Delivery Receive(uint32_t acked,
                                         const TcpLinuxScoreboard::Blocks& blocks = {})
    {
        return m_board.Receive(At(acked), blocks, At(m_sent), RTT, m_now);
    }

    Time DetectLoss(bool isRepairing = false)
    {
        return m_board.DetectLoss(isRepairing, RTT, RTT, m_now);
    }

    TcpLinuxScoreboard m_board;
    uint32_t m_sent{0};
    Time m_now{Seconds(1)};
};

TEST_F(TcpLinuxScoreboardTest, CountsWhatHasArrived)
{
    Send(10);
    m_now = Seconds(1) + MilliSeconds(24);
    const auto delivery = Receive(5);
    EXPECT_EQ(delivery.delivered, 5U);
    EXPECT_TRUE(delivery.isAdvanced);
    EXPECT_EQ(delivery.oldestRtt, MilliSeconds(24));
    EXPECT_EQ(delivery.newestRtt, MilliSeconds(20));
    EXPECT_EQ(m_board.GetInFlight(), 5U);
}

TEST_F(TcpLinuxScoreboardTest, WhatIsToldTwiceCountsOnce)
{
    Send(10);
    EXPECT_EQ(Receive(0, Block(2, 4)).delivered, 2U);
    EXPECT_EQ(Receive(0, Block(2, 5)).delivered, 1U);
    EXPECT_EQ(Receive(0, {{At(7), At(8)}, {At(2), At(5)}}).delivered, 1U);
    EXPECT_EQ(m_board.GetSacked(), 4U);
    // Sacked segments are not counted again when they are acknowledged.
    EXPECT_EQ(Receive(6).delivered, 3U);
    EXPECT_EQ(m_board.GetSacked(), 1U);
}

TEST_F(TcpLinuxScoreboardTest, AGapIsLostAfterAQuarterOfARoundTripTimeAtFirst)
{
    Send(10);
    m_now = Seconds(1) + MilliSeconds(22);
    Receive(0, Block(2, 3));
    // Segment 0 left 22 ms ago; what arrived took 20 ms; 5 ms more are granted.
    EXPECT_EQ(DetectLoss(), MilliSeconds(4));
    EXPECT_EQ(m_board.GetLost(), 0U);
    m_now += MilliSeconds(3);
    m_board.ForceDetection();
    DetectLoss();
    EXPECT_EQ(m_board.GetLost(), 1U);
    ASSERT_NE(m_board.GetFirstLost(), nullptr);
    EXPECT_EQ(m_board.GetFirstLost()->begin, At(0));
}

TEST_F(TcpLinuxScoreboardTest, ThreeSegmentsBehindAGapLeaveNoTime)
{
    Send(10);
    m_now = Seconds(1) + MilliSeconds(24);
    Receive(0, Block(2, 5));
    EXPECT_TRUE(DetectLoss().IsZero());
    EXPECT_EQ(m_board.GetLost(), 2U);
    EXPECT_EQ(m_board.GetInFlight(), 5U);
}

TEST_F(TcpLinuxScoreboardTest, ARetransmissionThatIsLostIsFoundByWhatWasSentLater)
{
    Send(10);
    m_now = Seconds(1) + MilliSeconds(24);
    Receive(0, Block(2, 5));
    DetectLoss();
    m_board.Resend(At(0), m_now);
    m_board.Resend(At(1), m_now + MilliSeconds(1));
    EXPECT_EQ(m_board.GetFirstLost(), nullptr);
    EXPECT_EQ(m_board.GetInFlight(), 7U);
    // The second one arrives, and the first does not.
    m_now += MilliSeconds(22);
    Receive(0, {{At(1), At(5)}});
    DetectLoss(true);
    ASSERT_NE(m_board.GetFirstLost(), nullptr);
    EXPECT_EQ(m_board.GetFirstLost()->begin, At(0));
}

TEST_F(TcpLinuxScoreboardTest, AnAnswerThatIsTooFastIsToTheOriginal)
{
    Send(4);
    m_board.Resend(At(3), m_now);
    m_now += MilliSeconds(1);
    Receive(0, Block(3, 4));
    EXPECT_FALSE(m_board.HasNews());
}

TEST_F(TcpLinuxScoreboardTest, AnOlderOneThatArrivesLaterTurnsTheRuleOfThreeOff)
{
    Send(10);
    m_now = Seconds(1) + MilliSeconds(24);
    Receive(0, Block(4, 5));
    Receive(0, {{At(2), At(3)}, {At(4), At(5)}}); // sent before, and came later
    m_now = Seconds(1) + MilliSeconds(26);
    Receive(0, {{At(4), At(7)}, {At(2), At(3)}});
    // Four have arrived behind the gaps, but what took 20 ms has 5 ms more: the first is lost, the
    // second has not.
    EXPECT_EQ(DetectLoss(), MilliSeconds(2)); // for segment 3, sent 23 ms ago
    EXPECT_EQ(m_board.GetLost(), 2U);
    EXPECT_EQ(m_board.GetFirstLost()->begin, At(0));
}

TEST_F(TcpLinuxScoreboardTest, SeesWhatCameTwice)
{
    Send(10);
    Receive(4);
    auto delivery = Receive(4, Block(2, 3));
    EXPECT_TRUE(delivery.hasDuplicate);
    EXPECT_EQ(delivery.duplicateEnd, At(3));
    EXPECT_EQ(delivery.delivered, 0U);
    delivery = Receive(4, {{At(6), At(7)}, {At(6), At(8)}});
    EXPECT_TRUE(delivery.hasDuplicate);
    EXPECT_EQ(delivery.delivered, 2U);
    EXPECT_FALSE(Receive(4, {{At(9), At(10)}, {At(6), At(8)}}).hasDuplicate);
}

TEST_F(TcpLinuxScoreboardTest, ATimeoutLosesAllButWhatIsYoung)
{
    Send(10);
    m_now = Seconds(1) + MilliSeconds(20);
    Receive(1);
    m_now = Seconds(1) + MilliSeconds(26);
    m_board.LoseAll(m_now);
    // Sent 26 to 20 ms ago, with a round-trip time of 20 ms; those of the last 19 ms may come.
    EXPECT_EQ(m_board.GetLost(), 6U);
    m_board.UnmarkLost();
    EXPECT_EQ(m_board.GetLost(), 0U);
    EXPECT_EQ(m_board.GetInFlight(), 9U);
}

TEST_F(TcpLinuxScoreboardTest, NoRoundTripTimeOfWhatWasSentTwice)
{
    Send(3);
    m_board.Resend(At(0), m_now);
    m_now += RTT;
    const auto delivery = Receive(3);
    EXPECT_TRUE(delivery.oldestRtt.IsZero());
    EXPECT_TRUE(delivery.newestRtt.IsZero());
    EXPECT_EQ(delivery.delivered, 3U);
}

TEST_F(TcpLinuxScoreboardTest, ACopyOfWhatIsNotLostIsLostWithIt)
{
    Send(1);
    m_board.Resend(At(0), m_now); // a probe
    EXPECT_EQ(m_board.GetInFlight(), 2U);
    m_board.LoseAll(m_now + Seconds(1));
    EXPECT_EQ(m_board.GetInFlight(), 0U);
    EXPECT_NE(m_board.GetFirstLost(), nullptr);
}

} // namespace

} // namespace ns3
