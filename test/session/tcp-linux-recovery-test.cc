/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/simulator.h"
#include "ns3/tcp-linux-cubic.h"
#include "ns3/tcp-linux-recovery.h"

#include <cstdint>
#include <gtest/gtest.h>

namespace ns3
{

namespace
{

constexpr uint32_t SIZE = 1000;
const Time RTT = MilliSeconds(20);
using Sending = TcpLinuxRecovery::Sending;

/// A sender with a window of 20 segments that are all under way, sent at the same time.
class TcpLinuxRecoveryTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        m_state = CreateObject<TcpSocketState>();
        m_state->m_segmentSize = SIZE;
        m_state->m_cWnd = 20 * SIZE;
        m_state->m_ssThresh = 20 * SIZE;
        m_state->m_minRtt = RTT;
        m_recovery.Attach(m_state, CreateObject<TcpLinuxCubic>());
        for (uint32_t i = 0; i < 20; ++i)
        {
            Send();
        }
        m_now += RTT;
    }

    void TearDown() override
    {
        Simulator::Destroy();
    }

    static SequenceNumber32 At(uint32_t segment)
    {
        return SequenceNumber32(1 + segment * SIZE);
    }

    void Send()
    {
        m_board.Send(At(m_sent++), SIZE, m_now);
        m_recovery.NoteSending(false, m_now);
    }

    void Resend(uint32_t segment)
    {
        m_board.Resend(At(segment), m_now);
        m_recovery.NoteSending(true, m_now);
    }

    /// Send again what the window allows.
    void ResendLost()
    {
        while (m_board.GetInFlight() < GetWindow() && m_board.GetFirstLost())
        {
            Resend((m_board.GetFirstLost()->begin - At(0)) / SIZE);
        }
    }

    Sending Receive(uint32_t acked,
                    const TcpLinuxScoreboard::Blocks& blocks = {},
                    bool isOld = false,
                    bool canSendNew = false)
    {
        m_first = acked;
        auto ack = GetAck();
        ack.delivery = m_board.Receive(At(acked), blocks, m_recovery.GetHighSent(), RTT, m_now);
        m_state->m_lastAckedSackedBytes = ack.delivery.delivered * SIZE;
        ack.isOld = isOld;
        ack.canSendNew = canSendNew;
        const auto sending = m_recovery.Receive(ack);
        m_recovery.Adapt(ack);
        return sending;
    }

    TcpLinuxRecovery::Ack GetAck() const
    {
        TcpLinuxRecovery::Ack ack;
        ack.now = m_now;
        ack.first = At(m_first);
        ack.next = At(m_sent);
        ack.srtt = RTT;
        return ack;
    }

    uint32_t GetWindow() const
    {
        return m_state->GetCwndInSegments();
    }

    TcpLinuxScoreboard m_board;
    TcpLinuxRecovery m_recovery{m_board};
    Ptr<TcpSocketState> m_state;
    uint32_t m_sent{0};
    uint32_t m_first{0};
    Time m_now{Seconds(1)};
};

TEST_F(TcpLinuxRecoveryTest, RepairsBeginWithTheFirstLoss)
{
    EXPECT_EQ(Receive(0, {{At(1), At(3)}}), Sending::NOTHING);
    EXPECT_EQ(m_state->m_congState, TcpSocketState::CA_DISORDER);
    EXPECT_EQ(GetWindow(), 20U);
    EXPECT_EQ(Receive(0, {{At(1), At(4)}}), Sending::LOST);
    EXPECT_EQ(m_state->m_congState, TcpSocketState::CA_RECOVERY);
    EXPECT_EQ(m_state->m_ssThresh, 14 * SIZE); // 717 / 1024
    // 16 under way; one may leave at once.
    EXPECT_EQ(m_board.GetInFlight(), 16U);
    EXPECT_EQ(GetWindow(), 17U);
}

TEST_F(TcpLinuxRecoveryTest, TheWindowShrinksInProportion)
{
    Receive(0, {{At(1), At(4)}});
    ResendLost();
    for (uint32_t i = 5; i <= 20; ++i)
    {
        Receive(0, {{At(1), At(i)}});
        while (m_board.GetInFlight() < GetWindow())
        {
            Send();
        }
    }
    // What was under way is down to the threshold; 19 have arrived, and some 0.7 of that has left.
    EXPECT_EQ(m_board.GetInFlight(), 14U);
    m_now += RTT;
    Receive(20);
    while (m_board.GetInFlight() < GetWindow())
    {
        Send();
    }
    EXPECT_EQ(m_state->m_congState, TcpSocketState::CA_OPEN);
    EXPECT_GE(GetWindow(), 14U);
    EXPECT_LE(GetWindow(), 15U);
}

TEST_F(TcpLinuxRecoveryTest, DuplicatesTakeAReductionBack)
{
    Receive(0, {{At(1), At(4)}});
    ResendLost();
    m_now += RTT;
    Receive(20);
    EXPECT_EQ(m_state->m_congState, TcpSocketState::CA_OPEN);
    const auto reduced = GetWindow();
    EXPECT_LT(reduced, 16U);
    // All of it had only been late; the peer says so while the next repairs are on.
    Send();
    Send();
    Send();
    Send();
    m_now += RTT;
    Receive(20, {{At(21), At(24)}});
    ResendLost();
    ASSERT_EQ(m_state->m_congState, TcpSocketState::CA_RECOVERY);
    const auto before = m_state->m_ssThresh.Get();
    ASSERT_EQ(m_board.GetResent(), 1U);
    Receive(24, {{At(20), At(21)}});
    EXPECT_EQ(m_state->m_congState, TcpSocketState::CA_OPEN);
    EXPECT_GT(m_state->m_ssThresh, before);
}

TEST_F(TcpLinuxRecoveryTest, AnOldAnswerTakesAReductionBack)
{
    Receive(0, {{At(1), At(4)}});
    ResendLost();
    ASSERT_LT(GetWindow(), 20U);
    Receive(20, {}, true);
    EXPECT_EQ(m_state->m_congState, TcpSocketState::CA_OPEN);
    EXPECT_GE(GetWindow(), 20U);
    EXPECT_GE(m_state->m_ssThresh, 20 * SIZE);
}

TEST_F(TcpLinuxRecoveryTest, AfterATimeoutEverythingIsSentAgain)
{
    m_now += MilliSeconds(220);
    m_recovery.TimeOut(GetAck());
    EXPECT_EQ(m_state->m_congState, TcpSocketState::CA_LOSS);
    EXPECT_EQ(GetWindow(), 1U);
    EXPECT_EQ(m_state->m_ssThresh, 14 * SIZE);
    ResendLost();
    m_now += RTT;
    // Nothing new is there to find out whether the timeout was needless.
    EXPECT_EQ(Receive(1), Sending::LOST);
    EXPECT_EQ(GetWindow(), 2U);
    // Another timeout is no reason for another reduction.
    m_now += MilliSeconds(440);
    ResendLost();
    EXPECT_EQ(m_state->m_ssThresh, 14 * SIZE);
}

TEST_F(TcpLinuxRecoveryTest, ANeedlessTimeoutIsTakenBack)
{
    m_now += MilliSeconds(220);
    m_recovery.TimeOut(GetAck());
    ResendLost();
    m_now += RTT;
    EXPECT_EQ(Receive(1, {}, false, true), Sending::NEW);
    Send();
    EXPECT_FALSE(m_recovery.HasToSendLost(At(m_sent)));
    // An original that was never sent again.
    Receive(2);
    EXPECT_EQ(m_state->m_congState, TcpSocketState::CA_OPEN);
    EXPECT_GE(GetWindow(), 20U);
    EXPECT_EQ(m_board.GetLost(), 0U);
}

TEST_F(TcpLinuxRecoveryTest, AProbeThatWasNeededCostsAReduction)
{
    m_recovery.LoseProbe(At(m_sent));
    EXPECT_EQ(GetWindow(), 14U);
    EXPECT_EQ(m_state->m_congState, TcpSocketState::CA_OPEN);
}

TEST_F(TcpLinuxRecoveryTest, AGapIsRepairedWhenItsTimeIsOver)
{
    Receive(0, {{At(1), At(2)}});
    EXPECT_EQ(m_recovery.GetTimeUntilLoss(), MilliSeconds(5));
    m_now += MilliSeconds(5);
    EXPECT_TRUE(m_recovery.Look(GetAck()));
    EXPECT_EQ(m_state->m_congState, TcpSocketState::CA_RECOVERY);
}

} // namespace

} // namespace ns3
