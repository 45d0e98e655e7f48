/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "linux-connection.h"

#include "ns3/tcp-linux-cubic.h"
#include "ns3/tcp-linux-socket.h"

#include <cstdint>
#include <gtest/gtest.h>
#include <map>
#include <vector>

namespace ns3
{

namespace
{

class TcpLinuxSocketTest : public LinuxConnection
{
};

TEST_F(TcpLinuxSocketTest, AWriteLeavesByItselfWhileTheWindowIsOpen)
{
    // As TGen's server was seen to do: its response of 68 bytes, and nine full segments of what it
    // writes behind that.
    Start("50Mbps", "10ms");
    m_server.Write(68);
    m_server.Write(32768);
    RunFor(MilliSeconds(15));
    std::vector<uint32_t> expected(10, SEGMENT);
    expected[0] = 68;
    EXPECT_EQ(SizesOf(m_down), expected);
}

TEST_F(TcpLinuxSocketTest, AShortSegmentWaitsForAShortOneOnly)
{
    Start("50Mbps", "10ms");
    m_client.Write(100);
    m_client.Write(200);
    RunFor(MilliSeconds(10));
    EXPECT_EQ(SizesOf(m_up), (std::vector<uint32_t>{100}));
    RunFor(MilliSeconds(15)); // acknowledged after 20 ms
    EXPECT_EQ(SizesOf(m_up), (std::vector<uint32_t>{100, 200}));
    RunFor(MilliSeconds(100));
    m_up.clear();
    // Full segments in flight hold nothing back.
    m_client.Write(2 * SEGMENT);
    m_client.Write(300);
    RunFor(MilliSeconds(10));
    EXPECT_EQ(SizesOf(m_up), (std::vector<uint32_t>{SEGMENT, SEGMENT, 300}));
}

TEST_F(TcpLinuxSocketTest, WithoutNaglesRuleNothingWaits)
{
    Start("50Mbps", "10ms", false);
    m_client.Write(100);
    m_client.Write(200);
    m_client.Write(300);
    RunFor(MilliSeconds(10));
    EXPECT_EQ(SizesOf(m_up), (std::vector<uint32_t>{100, 200, 300}));
}

TEST_F(TcpLinuxSocketTest, AWindowOfShortSegmentsGrows)
{
    // Each segment that is acknowledged opens the window by one, however short: 68 bytes and nine
    // segments make room for twenty, not nineteen.
    Start("50Mbps", "10ms");
    m_server.Write(68);
    m_server.Write(100 * SEGMENT);
    RunFor(MilliSeconds(35));
    EXPECT_EQ(SizesOf(m_down).size(), 30U);
}

TEST_F(TcpLinuxSocketTest, StartsAnewAfterAnIdleTime)
{
    Start("100Mbps", "10ms");
    m_server.Write(200 * SEGMENT);
    RunFor(Seconds(2));
    ASSERT_EQ(m_client.received, 200 * SEGMENT);
    m_down.clear();
    m_server.Write(200 * SEGMENT);
    RunFor(MilliSeconds(15));
    EXPECT_EQ(SizesOf(m_down).size(), 10U);
    // Not after a pause that is shorter than the retransmission timeout.
    RunFor(MilliSeconds(150));
    ASSERT_EQ(m_client.received, 400 * SEGMENT);
    m_down.clear();
    m_server.Write(200 * SEGMENT);
    RunFor(MilliSeconds(15));
    EXPECT_GT(SizesOf(m_down).size(), 40U);
}

TEST_F(TcpLinuxSocketTest, AnUnusedWindowDoesNotGrow)
{
    Start("100Mbps", "10ms");
    for (int i = 0; i < 50; ++i)
    {
        m_server.Write(2 * SEGMENT);
        RunFor(MilliSeconds(30));
    }
    m_down.clear();
    m_server.Write(200 * SEGMENT);
    RunFor(MilliSeconds(15));
    EXPECT_EQ(SizesOf(m_down).size(), 10U);
}

TEST_F(TcpLinuxSocketTest, AProbeFindsALostTail)
{
    // The last two of four segments are lost. Without a probe, the timeout of 220 ms would have to
    // repair that.
    Start("50Mbps", "10ms");
    m_server.Write(40 * SEGMENT);
    RunFor(Seconds(1));
    const auto before = m_client.received;
    const auto sent = Simulator::Now();
    m_server.Write(4 * SEGMENT);
    auto loss = CreateObject<ReceiveListErrorModel>();
    loss->SetList({2, 3});
    m_devices.Get(0)->SetAttribute("ReceiveErrorModel", PointerValue(loss));
    RunFor(Seconds(1));
    EXPECT_EQ(m_client.received - before, 4 * SEGMENT);
    // The last acknowledgement after 20 ms; two round-trip times and 2 ms; the probe and its
    // answer, 20 ms; a quarter of a round-trip time; 10 ms for what fills the gap.
    EXPECT_NEAR((m_client.lastReceipt - sent).GetSeconds(), 0.097, 0.004);
}

TEST_F(TcpLinuxSocketTest, AGapBeforeTheTailIsALossSoon)
{
    // Only one segment arrives behind the gap: too few for three duplicates.
    Start("50Mbps", "10ms");
    m_server.Write(40 * SEGMENT);
    RunFor(Seconds(1));
    const auto before = m_client.received;
    const auto sent = Simulator::Now();
    auto loss = CreateObject<ReceiveListErrorModel>();
    loss->SetList({2});
    m_devices.Get(0)->SetAttribute("ReceiveErrorModel", PointerValue(loss));
    m_server.Write(4 * SEGMENT);
    RunFor(Seconds(1));
    EXPECT_EQ(m_client.received - before, 4 * SEGMENT);
    // A round-trip time, a quarter of one, and half of one.
    EXPECT_NEAR((m_client.lastReceipt - sent).GetSeconds(), 0.036, 0.003);
}

TEST_F(TcpLinuxSocketTest, TheSendBufferGrowsWithTheWindow)
{
    Start("50Mbps", "10ms");
    m_server.Write(10'000'000);
    // Linux begins with 46080 bytes of memory, of which the last buffer may be filled.
    const auto first = m_server.session.GetBytesWritten();
    EXPECT_GE(first, 30'000U);
    EXPECT_LE(first, 46'080U + 32'768U);
    RunFor(Seconds(1));
    const auto waiting = m_server.session.GetBytesWritten() - m_client.received;
    EXPECT_GT(waiting, 150 * SEGMENT);
    EXPECT_LT(waiting, 1'500'000U);
}

TEST_F(TcpLinuxSocketTest, ASegmentWithAFinDoesNotWait)
{
    // A short segment is in flight, so that Nagle's rule would hold the next one back.
    Start("50Mbps", "10ms");
    m_server.Write(100);
    m_server.Write(200);
    m_server.session.ShutdownSend();
    RunFor(MilliSeconds(5));
    EXPECT_EQ(SizesOf(m_down), (std::vector<uint32_t>{100, 200}));
}

TEST_F(TcpLinuxSocketTest, ANeedlessProbeCostsNothing)
{
    // The acknowledgements of four segments are lost, so that the last one is sent twice. The
    // client says so, and the window stays as it is.
    Start("50Mbps", "10ms");
    m_server.Write(40 * SEGMENT);
    RunFor(MilliSeconds(140));
    auto loss = CreateObject<ReceiveListErrorModel>();
    loss->SetList({0, 1, 2, 3});
    m_devices.Get(1)->SetAttribute("ReceiveErrorModel", PointerValue(loss));
    m_down.clear();
    m_server.Write(4 * SEGMENT);
    RunFor(MilliSeconds(150));
    ASSERT_EQ(SizesOf(m_down).size(), 5U);
    m_down.clear();
    m_server.Write(100 * SEGMENT);
    RunFor(MilliSeconds(15));
    EXPECT_GE(SizesOf(m_down).size(), 40U);
}

TEST_F(TcpLinuxSocketTest, ARetransmissionThatIsLostNeedsNoTimeout)
{
    Start("50Mbps", "10ms");
    m_server.Write(40 * SEGMENT);
    RunFor(Seconds(1));
    const auto before = m_client.received;
    const auto sent = Simulator::Now();
    auto loss = CreateObject<ReceiveListErrorModel>();
    // The first of 30 segments, whose window is 10 after the pause, and its repetition, which
    // leaves behind the 11 that the others make room for.
    loss->SetList({0, 11});
    m_devices.Get(0)->SetAttribute("ReceiveErrorModel", PointerValue(loss));
    m_server.Write(30 * SEGMENT);
    RunFor(Seconds(1));
    EXPECT_EQ(m_client.received - before, 30 * SEGMENT);
    EXPECT_LT((m_client.lastReceipt - sent).GetSeconds(), 0.15);
}

TEST_F(TcpLinuxSocketTest, SegmentsLeaveInBuffers)
{
    // A buffer holds what is sent in a millisecond: here some 9 segments, though each
    // acknowledgement makes room for 2.
    Start("100Mbps", "10ms");
    m_server.Write(8'000'000);
    RunFor(MilliSeconds(500));
    m_down.clear();
    RunFor(MilliSeconds(50));
    std::map<Time, int> bursts;
    for (const auto& segment : m_down)
    {
        ++bursts[segment.time];
    }
    const auto mean = static_cast<double>(m_down.size()) / static_cast<double>(bursts.size());
    EXPECT_GT(mean, 5);
    EXPECT_LT(mean, 15);
}

TEST_F(TcpLinuxSocketTest, AWindowOfLessThanASegmentIsUsed)
{
    Config::SetDefault("ns3::TcpSocket::RcvBufSize", UintegerValue(1000));
    Start("50Mbps", "10ms");
    m_client.Write(5000);
    RunFor(Seconds(5));
    EXPECT_EQ(m_server.received, 5000U);
}

TEST_F(TcpLinuxSocketTest, EachClosedWindowIsProbedSoon)
{
    // The word that the window is open again is lost, three times.
    Config::SetDefault("ns3::TcpSocket::RcvBufSize", UintegerValue(10 * SEGMENT));
    Start("50Mbps", "10ms");
    for (uint32_t i = 1; i <= 3; ++i)
    {
        m_server.isReading = false;
        m_client.Write(20 * SEGMENT);
        RunFor(MilliSeconds(100));
        auto loss = CreateObject<ReceiveListErrorModel>();
        loss->SetList({0});
        m_devices.Get(0)->SetAttribute("ReceiveErrorModel", PointerValue(loss));
        m_server.isReading = true;
        m_server.HandleReceive();
        RunFor(Seconds(1));
        EXPECT_EQ(m_server.received, i * 20U * SEGMENT);
    }
}

TEST_F(TcpLinuxSocketTest, AFinThatHasArrivedIsNotRepeated)
{
    Start("50Mbps", "10ms");
    m_client.session.ShutdownSend();
    RunFor(Seconds(5));
    EXPECT_EQ(m_up.size(), 1U);
}

TEST_F(TcpLinuxSocketTest, NothingIsProbedBehindAReset)
{
    // Closing with something unread resets the connection at once.
    Start("50Mbps", "10ms");
    m_server.isReading = false;
    m_client.Write(100);
    RunFor(MilliSeconds(30));
    m_server.Write(2 * SEGMENT);
    RunFor(MilliSeconds(5));
    ASSERT_EQ(SizesOf(m_down).size(), 2U);
    m_accepted->Close();
    CutLink();
    RunFor(Seconds(1));
    EXPECT_EQ(SizesOf(m_down).size(), 2U);
}

} // namespace

} // namespace ns3
