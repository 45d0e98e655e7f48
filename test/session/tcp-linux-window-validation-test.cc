/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-linux-window-validation.h"

#include <cstdint>
#include <gtest/gtest.h>

using namespace ns3;

namespace
{

constexpr uint32_t SIZE = 1000;
const Time RTO = MilliSeconds(200);

/// A connection with a window of 40 segments, at first in congestion avoidance.
class TcpLinuxWindowValidationTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        m_state = CreateObject<TcpSocketState>();
        m_state->m_segmentSize = SIZE;
        m_state->m_initialCWnd = 10;
        m_state->m_cWnd = 40 * SIZE;
        m_state->m_ssThresh = 20 * SIZE;
    }

    static SequenceNumber32 At(uint32_t segment)
    {
        return SequenceNumber32(1 + segment * SIZE);
    }

    /// Segments up to one have left, those before another are acknowledged.
    void Note(uint32_t acked, uint32_t sent)
    {
        m_state->m_highTxMark = At(sent);
        const uint32_t used = sent - acked;
        const bool isFull = used == m_state->GetCwndInSegments();
        m_validation.Note(*m_state, isFull, used, At(acked), m_now);
    }

    bool IsLimiting() const
    {
        return m_validation.IsLimiting(*m_state);
    }

    void Receive()
    {
        m_validation.Receive(*m_state, RTO, m_now);
    }

    uint32_t Restart(Time idle)
    {
        m_validation.Restart(*m_state, idle, RTO, m_now);
        return m_state->GetCwndInSegments();
    }

    Ptr<TcpSocketState> m_state;
    TcpLinuxWindowValidation m_validation;
    Time m_now{Seconds(1)};
};

TEST_F(TcpLinuxWindowValidationTest, AFullWindowLimitsForARound)
{
    Note(0, 39);
    EXPECT_FALSE(IsLimiting());
    Note(0, 40);
    EXPECT_TRUE(IsLimiting());
    Note(39, 45);
    EXPECT_TRUE(IsLimiting());
    Note(40, 46); // all of the round is acknowledged
    EXPECT_FALSE(IsLimiting());
}

TEST_F(TcpLinuxWindowValidationTest, InSlowStartHalfAWindowIsEnough)
{
    m_state->m_ssThresh = 100 * SIZE;
    Note(0, 20);
    EXPECT_FALSE(IsLimiting());
    Note(0, 21);
    EXPECT_TRUE(IsLimiting());
    m_state->m_ssThresh = 20 * SIZE;
    EXPECT_FALSE(IsLimiting());
}

TEST_F(TcpLinuxWindowValidationTest, TheMostOfARoundCounts)
{
    m_state->m_ssThresh = 100 * SIZE;
    Note(0, 25);
    Note(20, 30);
    EXPECT_TRUE(IsLimiting());
    Note(25, 35); // a new round
    EXPECT_FALSE(IsLimiting());
}

TEST_F(TcpLinuxWindowValidationTest, AWindowThatDoesNotLimitShrinksHalfwayToWhatIsUsed)
{
    Note(0, 40);
    m_now += RTO;
    Note(40, 60);
    Note(50, 60);
    Receive();
    EXPECT_EQ(m_state->m_cWnd, 30 * SIZE);
    EXPECT_EQ(m_state->m_cWndInfl, 30 * SIZE);
    EXPECT_EQ(m_state->m_ssThresh, 30 * SIZE); // three quarters of what it was
    // What is used is counted anew, and not before the timeout is over again.
    Note(50, 55);
    m_now += RTO - MilliSeconds(1);
    Receive();
    EXPECT_EQ(m_state->m_cWnd, 30 * SIZE);
    m_now += MilliSeconds(1);
    Receive();
    EXPECT_EQ(m_state->m_cWnd, 20 * SIZE); // as if ten had been used
}

TEST_F(TcpLinuxWindowValidationTest, AWindowThatLimitsIsLeftAlone)
{
    Note(0, 40);
    m_now += RTO * 2;
    Receive();
    EXPECT_EQ(m_state->m_cWnd, 40 * SIZE);
}

TEST_F(TcpLinuxWindowValidationTest, AWindowIsLeftAloneWhileLossesAreRepaired)
{
    Note(0, 5);
    m_now += RTO;
    m_state->m_congState = TcpSocketState::CA_RECOVERY;
    Receive();
    EXPECT_EQ(m_state->m_cWnd, 40 * SIZE);
    // And the time starts anew.
    m_state->m_congState = TcpSocketState::CA_OPEN;
    Receive();
    EXPECT_EQ(m_state->m_cWnd, 40 * SIZE);
}

TEST_F(TcpLinuxWindowValidationTest, IdleTimeHalvesTheWindowPerTimeout)
{
    EXPECT_EQ(Restart(RTO), 40U);
    EXPECT_EQ(Restart(RTO + MilliSeconds(1)), 40U);
    EXPECT_EQ(m_state->m_ssThresh, 30 * SIZE);
    EXPECT_EQ(Restart(RTO * 2), 40U);
    EXPECT_EQ(Restart(RTO * 2 + MilliSeconds(1)), 20U);
    EXPECT_EQ(m_state->m_cWndInfl, 20 * SIZE);
    EXPECT_EQ(m_state->m_ssThresh, 30 * SIZE);
}

TEST_F(TcpLinuxWindowValidationTest, IdleTimeLeavesTheInitialWindow)
{
    m_state->m_cWnd = 30 * SIZE;
    EXPECT_EQ(Restart(Seconds(60)), 10U);
    m_state->m_cWnd = 5 * SIZE;
    EXPECT_EQ(Restart(Seconds(60)), 5U);
}

TEST_F(TcpLinuxWindowValidationTest, AfterIdleTimeWhatIsUsedIsSeenAnew)
{
    Note(0, 5);
    m_now += Seconds(10);
    Restart(RTO + MilliSeconds(1));
    Receive();
    EXPECT_EQ(m_state->m_cWnd, 40 * SIZE);
}

} // namespace
