/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/boolean.h"
#include "ns3/config.h"
#include "ns3/simulator.h"
#include "ns3/tcp-linux-cubic.h"
#include "ns3/tcp-socket-state.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace ns3;

namespace
{

constexpr uint32_t SEGMENT = 1448;
constexpr double BETA = 717.0 / 1024;
constexpr double C = 410.0 / 1024;

/// A connection in congestion avoidance, whose whole window is acknowledged each round-trip time.
class TcpLinuxCubicTest : public testing::Test
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
        Config::Reset();
    }

    void Start(uint32_t window, Time rtt)
    {
        m_rtt = rtt;
        m_cubic = CreateObject<TcpLinuxCubic>();
        m_state = CreateObject<TcpSocketState>();
        m_state->m_segmentSize = SEGMENT;
        m_state->m_cWnd = window * SEGMENT;
        m_state->m_ssThresh = window * SEGMENT;
        m_state->m_lastAckedSackedBytes = SEGMENT;
    }

    uint32_t Window() const
    {
        return m_state->GetCwndInSegments();
    }

    void Lose()
    {
        m_state->m_ssThresh = m_cubic->GetSsThresh(m_state, m_state->m_cWnd);
        m_state->m_cWnd = m_state->m_ssThresh.Get();
    }

    void Acknowledge()
    {
        m_cubic->PktsAcked(m_state, 1, m_rtt);
        m_cubic->IncreaseWindow(m_state, 1);
    }

    /// Acknowledge a window, spread over the round-trip time, again and again.
    void RunFor(Time duration)
    {
        const auto end = Simulator::Now() + duration;
        while (Simulator::Now() < end)
        {
            const auto gap = NanoSeconds(m_rtt.GetNanoSeconds() / Window());
            Simulator::Stop(gap);
            Simulator::Run();
            Acknowledge();
        }
    }

    Time m_rtt;
    Ptr<TcpLinuxCubic> m_cubic;
    Ptr<TcpSocketState> m_state;
};

TEST_F(TcpLinuxCubicTest, FollowsTheCubicFunctionAfterALoss)
{
    // RFC 9438, 4.2: W(t) = C (t - K)^3 + Wmax, with K = cbrt(Wmax (1 - beta) / C). With 100 ms
    // and 1000 segments a Reno flow is slower all the time.
    constexpr double MAXIMUM = 1000;
    Start(1000, MilliSeconds(100));
    Lose();
    EXPECT_EQ(Window(), static_cast<uint32_t>(1000 * BETA));
    const double k = std::cbrt(MAXIMUM * (1 - BETA) / C);
    for (const double t : {2.0, 5.0, k, k + 3})
    {
        RunFor(Seconds(t) - Simulator::Now());
        const double expected = C * std::pow(t - k, 3) + MAXIMUM;
        EXPECT_NEAR(Window(), expected, 0.015 * expected) << "after " << t << " s";
    }
}

TEST_F(TcpLinuxCubicTest, IsAsFastAsRenoWhereThatIsFaster)
{
    // RFC 9438, 4.3: 3 (1 - beta) / (1 + beta) segments a round-trip time, which Linux rounds.
    Start(20, MilliSeconds(10));
    Lose();
    const auto before = Window();
    RunFor(Seconds(1));
    const double rise = 100 * 3 * (1 - BETA) / (1 + BETA);
    EXPECT_NEAR(Window() - before, rise, 0.1 * rise);

    Config::SetDefault("ns3::TcpLinuxCubic::TcpFriendliness", BooleanValue(false));
    Start(20, MilliSeconds(10));
    Lose();
    RunFor(Seconds(1));
    EXPECT_LT(Window() - before, rise / 3);
}

TEST_F(TcpLinuxCubicTest, GrowsByFivePercentARoundTripTimeBeforeTheFirstLoss)
{
    Start(100, MilliSeconds(20));
    m_state->m_ssThresh = 100 * SEGMENT;
    RunFor(MilliSeconds(200));
    EXPECT_NEAR(Window(), 100 * std::pow(1.05, 10), 2);
}

TEST_F(TcpLinuxCubicTest, GivesWayWithFastConvergence)
{
    // A loss below the last maximum: RFC 9438, 4.7: Wmax is cwnd (1 + beta) / 2 then, so that the
    // function is back there after cbrt((Wmax - beta cwnd) / C).
    Start(1000, MilliSeconds(100));
    Lose();
    Lose();
    const double window = std::floor(1000 * BETA);
    const double maximum = window * (1 + BETA) / 2;
    const double k = std::cbrt((maximum - BETA * window) / C);
    RunFor(Seconds(k));
    EXPECT_NEAR(Window(), maximum, 0.015 * maximum);
}

TEST_F(TcpLinuxCubicTest, SlowStartCountsSegmentsUpToTheThreshold)
{
    Start(10, MilliSeconds(20));
    m_state->m_ssThresh = 15 * SEGMENT;
    for (int i = 0; i < 5; ++i)
    {
        Acknowledge();
    }
    EXPECT_EQ(Window(), 15U);
    Acknowledge();
    EXPECT_EQ(Window(), 15U);
}

TEST_F(TcpLinuxCubicTest, AWindowThatDoesNotLimitDoesNotGrow)
{
    Start(10, MilliSeconds(20));
    m_state->m_ssThresh = 100 * SEGMENT;
    m_cubic->SetLimited(false);
    Acknowledge();
    EXPECT_EQ(Window(), 10U);
    m_cubic->SetLimited(true);
    Acknowledge();
    EXPECT_EQ(Window(), 11U);
}

TEST_F(TcpLinuxCubicTest, APauseIsNoTimeOfGrowth)
{
    Start(1000, MilliSeconds(100));
    Lose();
    RunFor(Seconds(1));
    const auto before = Window();
    m_cubic->NoteSending(Simulator::Now());
    Simulator::Stop(Seconds(100));
    Simulator::Run();
    m_cubic->CwndEvent(m_state, TcpSocketState::CA_EVENT_TX_START);
    RunFor(MilliSeconds(100));
    EXPECT_LT(Window(), before + 60);
}

TEST_F(TcpLinuxCubicTest, HyStartSetsTheThreshold)
{
    // All acknowledgements of a round in a train of 30 ms, on a path of 20 ms.
    Start(40, MilliSeconds(20));
    m_state->m_ssThresh = 1000 * SEGMENT;
    m_state->m_highTxMark = SequenceNumber32(1 << 20);
    m_state->m_lastAckedSeq = SequenceNumber32(SEGMENT);
    for (int i = 0; i < 30; ++i)
    {
        Simulator::Stop(MilliSeconds(1));
        Simulator::Run();
        Acknowledge();
    }
    EXPECT_EQ(m_state->m_ssThresh.Get() / SEGMENT, 51U); // more than 10.5 ms after the first
    EXPECT_LT(Window(), 54U);
}

} // namespace
