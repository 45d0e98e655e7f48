/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-linux-segmentation.h"

#include <cstdint>
#include <gtest/gtest.h>

using namespace ns3;

namespace
{

constexpr uint32_t SIZE = 1000;
const Time RTT = MilliSeconds(20);

SequenceNumber32
At(uint32_t segment)
{
    return SequenceNumber32(1 + segment * SIZE);
}

/**
 * A connection with a window of 100 segments in congestion avoidance, which sends 6 of them in a
 * millisecond. The window is open for 3 of the 100 that were written, and the next acknowledgement
 * is half a millisecond away: the sender waits for it.
 */
class TcpLinuxSegmentationTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        m_state = CreateObject<TcpSocketState>();
        m_state->m_segmentSize = SIZE;
        m_state->m_cWnd = 100 * SIZE;
        m_state->m_ssThresh = 50 * SIZE;
        m_state->m_minRtt = RTT;
        m_state->m_highTxMark = At(0);
        m_moment.now = Seconds(1);
        m_moment.window = 3 * SIZE;
        m_moment.offered = 1000 * SIZE;
        m_moment.isClosing = false;
        m_moment.srtt = RTT;
        m_moment.lastSending = m_moment.now - MilliSeconds(1);
        m_moment.isUnderWay = true;
        m_moment.firstSending = m_moment.now - RTT + MicroSeconds(500);
        Write(100, 44);
    }

    /// As much is written, where buffers hold so much; nothing else was.
    void Write(uint32_t segments, uint32_t perBuffer)
    {
        m_segmentation = TcpLinuxSegmentation();
        m_segmentation.Write(At(0), At(segments), segments * SIZE, perBuffer * SIZE);
        m_moment.unsent = segments * SIZE;
    }

    bool Defers()
    {
        return m_segmentation.Defers(*m_state, m_moment);
    }

    /// New segments leave.
    void Send(uint32_t segments)
    {
        for (uint32_t i = 0; i < segments; ++i)
        {
            m_state->m_highTxMark = m_state->m_highTxMark.Get() + SequenceNumber32(SIZE);
            m_moment.unsent -= SIZE;
            m_segmentation.Send();
        }
    }

    Ptr<TcpSocketState> m_state;
    TcpLinuxSegmentation m_segmentation;
    TcpLinuxSegmentation::Moment m_moment;
};

TEST_F(TcpLinuxSegmentationTest, ABufferIsWhatIsSentInAMillisecond)
{
    const auto get = [this] { return TcpLinuxSegmentation::GetSegmentsPerBuffer(*m_state, RTT); };
    EXPECT_EQ(get(), 6U);
    m_state->m_ssThresh = 1000 * SIZE; // slow start
    EXPECT_EQ(get(), 10U);
    m_state->m_cWnd = 10 * SIZE;
    EXPECT_EQ(get(), 2U);
    m_state->m_cWnd = 499 * SIZE;
    EXPECT_EQ(get(), 44U);
    // Of 64 KiB, half is added for half a millisecond of the shortest round-trip time.
    m_state->m_cWnd = 10 * SIZE;
    m_state->m_minRtt = MicroSeconds(512);
    EXPECT_EQ(get(), 33U);
    EXPECT_EQ(TcpLinuxSegmentation::GetSegmentsPerBuffer(*m_state, Time()), 2U);
}

TEST_F(TcpLinuxSegmentationTest, WaitsForAFullBuffer)
{
    EXPECT_FALSE(m_segmentation.HasDeferred());
    EXPECT_TRUE(Defers());
    EXPECT_TRUE(m_segmentation.HasDeferred());
    m_segmentation.EndDeferral();
    EXPECT_FALSE(m_segmentation.HasDeferred());
    m_moment.window = 6 * SIZE;
    EXPECT_FALSE(Defers());
    EXPECT_FALSE(m_segmentation.HasDeferred());
}

TEST_F(TcpLinuxSegmentationTest, ABufferLeavesAsAWhole)
{
    m_moment.window = 6 * SIZE;
    EXPECT_FALSE(Defers());
    m_moment.window = 1 * SIZE;
    Send(5);
    EXPECT_FALSE(Defers());
    Send(1);
    EXPECT_TRUE(Defers());
}

TEST_F(TcpLinuxSegmentationTest, WhatIsLeftOfABufferWaitsAtAnotherTime)
{
    m_moment.window = 6 * SIZE;
    EXPECT_FALSE(Defers());
    Send(5);
    m_moment.window = 1 * SIZE;
    m_moment.now += NanoSeconds(1);
    m_moment.lastSending = m_moment.now;
    EXPECT_TRUE(Defers());
}

TEST_F(TcpLinuxSegmentationTest, DoesNotWaitLong)
{
    m_moment.lastSending -= NanoSeconds(1);
    EXPECT_FALSE(Defers());
    SetUp();
    m_moment.firstSending += MicroSeconds(501);
    EXPECT_FALSE(Defers());
    SetUp();
    m_moment.isUnderWay = false;
    EXPECT_FALSE(Defers());
}

TEST_F(TcpLinuxSegmentationTest, DoesNotWaitLongerThanHalfARoundTripTime)
{
    m_moment.srtt = MicroSeconds(800);
    m_state->m_minRtt = MilliSeconds(20);
    m_moment.firstSending = m_moment.now - MicroSeconds(400);
    EXPECT_TRUE(Defers());
    m_moment.firstSending += MicroSeconds(1);
    EXPECT_FALSE(Defers());
}

TEST_F(TcpLinuxSegmentationTest, DoesNotWaitWhileLossesAreRepaired)
{
    m_state->m_congState = TcpSocketState::CA_RECOVERY;
    EXPECT_FALSE(Defers());
    SetUp();
    m_state->m_congState = TcpSocketState::CA_LOSS;
    EXPECT_FALSE(Defers());
    SetUp();
    m_state->m_congState = TcpSocketState::CA_DISORDER;
    EXPECT_TRUE(Defers());
}

TEST_F(TcpLinuxSegmentationTest, AThirdOfTheWindowIsEnough)
{
    m_moment.offered = 9 * SIZE + 3;
    EXPECT_TRUE(Defers());
    m_moment.offered -= 1;
    EXPECT_FALSE(Defers());
}

TEST_F(TcpLinuxSegmentationTest, TheEndOfTheDataDoesNotWait)
{
    Write(2, 44);
    EXPECT_TRUE(Defers());
    m_moment.isClosing = true;
    EXPECT_FALSE(Defers());
    Write(2, 44);
    m_moment.window = 2 * SIZE - 1;
    EXPECT_TRUE(Defers());
    m_moment.unsent = 0;
    EXPECT_FALSE(Defers());
}

TEST_F(TcpLinuxSegmentationTest, OneSegmentDoesNotWait)
{
    Write(1, 44);
    EXPECT_FALSE(Defers());
}

TEST_F(TcpLinuxSegmentationTest, ABufferThatIsFollowedLeavesWhenThereIsRoomForIt)
{
    Write(100, 3);
    EXPECT_FALSE(Defers());
    Write(100, 4);
    EXPECT_TRUE(Defers());
}

TEST_F(TcpLinuxSegmentationTest, SmallBuffersGrowToWhatMayLeave)
{
    Write(3, 1);
    EXPECT_TRUE(Defers()); // as one of three segments; one alone would leave
    Write(4, 1);
    EXPECT_FALSE(Defers());
}

TEST_F(TcpLinuxSegmentationTest, AWriteGoesIntoTheLastBuffer)
{
    Write(2, 3);
    m_segmentation.Write(At(0), At(4), 2 * SIZE, 3 * SIZE);
    m_moment.unsent = 4 * SIZE;
    EXPECT_FALSE(Defers()); // the first has three, for which there is room
    Write(2, 4);
    m_segmentation.Write(At(0), At(4), 2 * SIZE, 4 * SIZE);
    m_moment.unsent = 4 * SIZE;
    EXPECT_TRUE(Defers()); // it has all four
}

} // namespace
