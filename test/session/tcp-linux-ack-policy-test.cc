/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-linux-ack-policy.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

constexpr uint32_t SEGMENT = 1448;
constexpr uint32_t BUFFER = 6 << 20;
const Time RTT = MilliSeconds(20);
const Time RTO = MilliSeconds(220);

/// A receiver that reads at once, and acknowledges what is to be, or every second segment.
class TcpLinuxAckPolicyTest : public testing::Test
{
  protected:
    /// Segments come one behind the other. @return how many of them were acknowledged one by one
    uint32_t Receive(uint32_t count, Time spacing, uint32_t buffer = BUFFER)
    {
        uint32_t single = 0;
        for (uint32_t i = 0; i < count; ++i, m_now += spacing)
        {
            const bool isSingle = m_policy.Receive(m_now, SEGMENT, RTO);
            m_policy.Read(m_now, SEGMENT, 0, buffer);
            if (isSingle)
            {
                ++single;
                m_policy.Acknowledge();
            }
            else if (++m_waiting == 2)
            {
                m_waiting = 0;
                m_policy.Acknowledge();
            }
        }
        return single;
    }

    void SetUp() override
    {
        m_policy.NoteRtt(RTT);
    }

    TcpLinuxAckPolicy m_policy;
    Time m_now{Seconds(1)};
    uint32_t m_waiting{0};
};

TEST_F(TcpLinuxAckPolicyTest, TheFirst16SegmentsAreAcknowledgedOneByOne)
{
    // Sparse ones, by which the window need not grow beyond the first buffer; the 6 by which it
    // grows up to that do not count.
    EXPECT_EQ(Receive(22, MilliSeconds(15)), 22U);
    EXPECT_LE(Receive(100, MilliSeconds(15)), 2U);
}

TEST_F(TcpLinuxAckPolicyTest, SegmentsThatTheWindowGrowsByAreAcknowledgedOneByOne)
{
    // Rounds of 9, 20 and 41 segments: twice what was read, and more for the rise. A Linux host
    // sent 64 acknowledgements for the 73 segments of such a download.
    auto single = Receive(9, MicroSeconds(242));
    m_now += RTT;
    single += Receive(20, MicroSeconds(242));
    m_now += RTT;
    single += Receive(41, MicroSeconds(242));
    EXPECT_NEAR(single + (70 - single) / 2, 64, 4);
    // At a steady rate the window reaches its limit, and pairs are enough.
    Receive(2000, MicroSeconds(242));
    EXPECT_LE(Receive(1000, MicroSeconds(242)), 20U);
}

TEST_F(TcpLinuxAckPolicyTest, TheFirstOnesAreNotUsedUpWhileTheWindowGrows)
{
    // As recorded: 6 segments by which the window grows to what the first buffer allows, 16 more,
    // and then pairs, until the buffer grows.
    m_policy.NoteRtt(Seconds(1));
    EXPECT_EQ(Receive(22, MicroSeconds(242)), 22U);
    EXPECT_EQ(Receive(8, MicroSeconds(242)), 0U);
}

TEST_F(TcpLinuxAckPolicyTest, TheWindowFollowsWhatIsReadInARoundTripTime)
{
    EXPECT_EQ(m_policy.GetWindow(), 65160U);
    Receive(20, MicroSeconds(242));
    EXPECT_EQ(m_policy.GetWindow(), 81920U); // of the first buffer
    m_now += RTT;
    // Twice 21 segments, and twice what that is more than the 10 of the beginning, in proportion.
    m_policy.Receive(m_now, SEGMENT, RTO);
    m_policy.Read(m_now, SEGMENT, 0, BUFFER);
    Receive(200, MicroSeconds(1));
    EXPECT_EQ(m_policy.GetWindow(), 2U * 21 * SEGMENT + 2U * ((2 * 21 * SEGMENT) * 11 / 10));
}

TEST_F(TcpLinuxAckPolicyTest, WhatWaitsBehindAGapIsAddedToTheWindow)
{
    Receive(20, MicroSeconds(242));
    m_now += RTT;
    m_policy.Read(m_now, SEGMENT, 100'000, BUFFER);
    for (int i = 0; i < 200; ++i)
    {
        m_policy.ReceiveAhead(SEGMENT);
    }
    EXPECT_EQ(m_policy.GetWindow(),
              2U * 21 * SEGMENT + 2U * ((2 * 21 * SEGMENT) * 11 / 10) + 100'000);
}

TEST_F(TcpLinuxAckPolicyTest, TheRoundTripTimeRisesSlowly)
{
    // 20 ms, and then 100 ms twice: an eighth of the difference each time.
    m_policy.NoteRtt(MilliSeconds(100));
    m_policy.NoteRtt(MilliSeconds(100));
    Receive(35, MilliSeconds(1)); // 38.75 ms are not over
    EXPECT_EQ(m_policy.GetWindow(), 81920U);
    m_policy.NoteRtt(MilliSeconds(20)); // it falls at once
    Receive(3, MilliSeconds(1));
    EXPECT_GT(m_policy.GetWindow(), 81920U);
}

TEST_F(TcpLinuxAckPolicyTest, ASmallBufferLimitsTheWindow)
{
    EXPECT_LE(Receive(1000, MicroSeconds(242), 64 << 10), 30U);
}

TEST_F(TcpLinuxAckPolicyTest, AConnectionThatAnswersWaitsForItsAnswers)
{
    EXPECT_EQ(Receive(1, MilliSeconds(1)), 1U);
    EXPECT_FALSE(m_policy.IsInteractive());
    m_policy.Send(m_now);
    EXPECT_TRUE(m_policy.IsInteractive());
    EXPECT_EQ(Receive(4, MilliSeconds(1)), 0U);
    // The timer of a delayed acknowledgement has run out: the answer did not come.
    m_policy.TimeOut();
    EXPECT_FALSE(m_policy.IsInteractive());
    EXPECT_EQ(Receive(4, MilliSeconds(1)), 4U);
}

TEST_F(TcpLinuxAckPolicyTest, WhatIsSentLateIsNoAnswer)
{
    EXPECT_EQ(Receive(1, MilliSeconds(41)), 1U);
    m_policy.Send(m_now);
    EXPECT_FALSE(m_policy.IsInteractive());
}

TEST_F(TcpLinuxAckPolicyTest, WhatIsSentBeforeAnythingCameIsNoAnswer)
{
    m_policy.Send(m_now);
    EXPECT_EQ(Receive(16, MilliSeconds(15)), 16U);
}

TEST_F(TcpLinuxAckPolicyTest, APauseAndARepetitionBringSingleOnesBack)
{
    Receive(300, MilliSeconds(15));
    m_now += RTO;
    EXPECT_EQ(Receive(16, MilliSeconds(15)), 16U);
    Receive(300, MilliSeconds(15));
    m_policy.ReceiveAgain();
    EXPECT_EQ(Receive(16, MilliSeconds(15)), 16U);
}

} // namespace
