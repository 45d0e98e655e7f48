/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "linux-connection.h"

#include <cstdint>
#include <gtest/gtest.h>
#include <vector>

namespace ns3
{

namespace
{

class TcpLinuxReceiverTest : public LinuxConnection
{
};

TEST_F(TcpLinuxReceiverTest, AcknowledgesTheFirst16SegmentsOneByOne)
{
    Start("50Mbps", "10ms");
    m_server.Write(16 * SEGMENT);
    RunFor(MilliSeconds(500));
    EXPECT_EQ(CountAcks(m_up), 16U);
}

TEST_F(TcpLinuxReceiverTest, AnInteractiveConnectionLetsItsAnswersAcknowledge)
{
    Start("50Mbps", "1ms");
    for (int i = 0; i < 3; ++i) // the first question is acknowledged at once, by itself
    {
        m_client.Write(100);
        RunFor(MilliSeconds(2));
        m_server.Write(100);
        RunFor(MilliSeconds(10));
    }
    EXPECT_LE(CountAcks(m_down), 1U);
    EXPECT_EQ(SizesOf(m_down).size(), 3U);
    // A question without an answer is acknowledged after 40 ms.
    m_down.clear();
    m_client.Write(100);
    const auto asked = Simulator::Now();
    RunFor(MilliSeconds(200));
    ASSERT_EQ(CountAcks(m_down), 1U);
    EXPECT_NEAR((m_down.front().time - asked).GetSeconds(), 0.041, 0.002);
}

TEST_F(TcpLinuxReceiverTest, BehindAGapOneAcknowledgementTellsOfSeveralSegments)
{
    Start("50Mbps", "10ms");
    m_server.Write(8'000'000);
    RunFor(Seconds(1)); // of 1.3 s
    auto loss = CreateObject<ReceiveListErrorModel>();
    loss->SetList({10});
    m_devices.Get(0)->SetAttribute("ReceiveErrorModel", PointerValue(loss));
    RunFor(MilliSeconds(3));
    m_up.clear();
    RunFor(MilliSeconds(18));
    // 74 segments come meanwhile, all behind the gap. The first three are acknowledged at once, the
    // others once in a millisecond.
    EXPECT_GE(CountAcks(m_up), 15U);
    EXPECT_LE(CountAcks(m_up), 24U);
}

TEST_F(TcpLinuxReceiverTest, WhatComesTwiceHasItsOwnTimestampEchoed)
{
    Start("50Mbps", "10ms");
    auto loss = CreateObject<ReceiveListErrorModel>();
    loss->SetList({0});
    m_devices.Get(0)->SetAttribute("ReceiveErrorModel", PointerValue(loss));
    m_client.Write(100);
    RunFor(Seconds(1));
    ASSERT_EQ(SizesOf(m_up), (std::vector<uint32_t>{100, 100}));
    ASSERT_EQ(m_down.size(), 2U);
    EXPECT_EQ(m_down[1].echo, m_up[1].timestamp);
}

} // namespace

} // namespace ns3
