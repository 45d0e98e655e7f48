/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "gensyn/population-run.h"

#include "ns3/gensyn-datagram.h"
#include "ns3/gensyn-sink.h"
#include "ns3/packet.h"

#include <gtest/gtest.h>

namespace ns3
{

namespace
{

class GensynSinkTest : public testing::Test
{
  protected:
    void Receive(uint16_t turn,
                 uint32_t number,
                 double sent,
                 double received,
                 uint16_t port = 20001)
    {
        m_sink.Receive(m_source,
                       port,
                       GensynDatagram(turn, number, Seconds(sent)),
                       10,
                       Seconds(received));
    }

    const GensynSink::Summary& GetSummary() const
    {
        return m_sink.GetSummaries().at({m_source, GensynModule::VOIP});
    }

    GensynSink m_sink;
    const Ipv4Address m_source{"10.0.0.1"};
};

TEST_F(GensynSinkTest, TellsLossAndJitter)
{
    Receive(0, 0, 0, 0.010);
    Receive(0, 1, 1, 1.014);
    Receive(0, 4, 4, 4.012);
    Receive(0, 3, 3, 4.013); // late
    const auto& summary = GetSummary();
    EXPECT_EQ(summary.packets, 4U);
    EXPECT_EQ(summary.bytes, 40U);
    EXPECT_EQ(summary.lost, 1U);
    EXPECT_EQ(summary.streams, 1U);
    EXPECT_NEAR(summary.delayMax, 1.013, 1e-9);
    EXPECT_NEAR(summary.GetMeanDelay(), (0.010 + 0.014 + 0.012 + 1.013) / 4, 1e-9);
    EXPECT_NEAR(summary.GetMeanJitter(), (0.004 + 0.002 + 1.001) / 3, 1e-9);
}

TEST_F(GensynSinkTest, ThePortOfAStreamIsUsedAgain)
{
    Receive(0, 0, 0, 0.01);
    Receive(0, 1, 1, 1.01);
    Receive(1, 0, 100, 100.01);
    EXPECT_EQ(GetSummary().streams, 2U);
    EXPECT_EQ(GetSummary().lost, 0U);
    EXPECT_EQ(GetSummary().pairs, 1U); // the delays of two streams are no pair
    EXPECT_EQ(m_sink.GetNStreams(), 1U);
}

TEST_F(GensynSinkTest, AStreamMayBeginWithLosses)
{
    // Datagrams 0 to 99, then 2 to 99 of the next one on the port.
    for (uint32_t i = 0; i < 100; ++i)
    {
        Receive(0, i, i, i + 0.01);
    }
    for (uint32_t i = 2; i < 100; ++i)
    {
        Receive(1, i, 200 + i, 200 + i + 0.01);
    }
    EXPECT_EQ(GetSummary().streams, 2U);
    EXPECT_EQ(GetSummary().lost, 2U);
}

TEST_F(GensynSinkTest, LateOnesAreNoLongerLost)
{
    Receive(0, 1, 1, 1.01);
    EXPECT_EQ(GetSummary().lost, 1U);
    Receive(0, 0, 0, 1.02);
    EXPECT_EQ(GetSummary().lost, 0U);
    EXPECT_EQ(GetSummary().streams, 1U);
    Receive(0, 0, 0, 1.03); // twice
    EXPECT_EQ(GetSummary().lost, 0U);
    EXPECT_EQ(GetSummary().streams, 1U);
}

TEST_F(GensynSinkTest, ALateOneTakesNothingFromTheLossesOfOtherStreams)
{
    Receive(0, 5, 5, 5.01, 20001);
    EXPECT_EQ(GetSummary().lost, 5U);
    Receive(0, 0, 0, 0.01, 20002);
    Receive(0, 1, 1, 1.01, 20002);
    Receive(0, 0, 0, 1.02, 20002); // twice
    EXPECT_EQ(GetSummary().lost, 5U);
}

TEST_F(GensynSinkTest, AStreamMayBeSilentForLong)
{
    for (uint32_t i = 0; i < 10; ++i)
    {
        Receive(0, i, 1000.0 * i, 1000.0 * i + 0.01);
        Receive(0, 0, 1000.0 * i, 1000.0 * i + 0.01, 30001); // another module
    }
    EXPECT_EQ(GetSummary().streams, 1U);
    EXPECT_EQ(GetSummary().lost, 0U);
}

TEST_F(GensynSinkTest, StragglersOfAStreamThatIsOverDoNotBringItBack)
{
    Receive(65535, 0, 0, 0.01);
    Receive(0, 0, 1, 1.01); // turns begin again
    Receive(65535, 1, 0.5, 1.02);
    Receive(0, 1, 2, 2.01);
    EXPECT_EQ(GetSummary().streams, 2U);
    EXPECT_EQ(GetSummary().packets, 4U);
    EXPECT_EQ(GetSummary().lost, 0U);
}

TEST_F(GensynSinkTest, NumbersBeginAgain)
{
    Receive(0, 0, 0, 0.01);
    constexpr uint32_t STEP = GensynDatagram::NUMBERS / 4;
    for (uint32_t i = 1; i <= 5; ++i)
    {
        Receive(0, i * STEP, i, i + 0.01);
    }
    EXPECT_EQ(GetSummary().streams, 1U);
    EXPECT_EQ(GetSummary().lost, 5U * (STEP - 1));
}

TEST_F(GensynSinkTest, PortsOfNoModuleDoNotCount)
{
    Receive(0, 0, 0, 0.01, 80);
    EXPECT_TRUE(m_sink.GetSummaries().empty());
}

TEST(GensynDatagramTest, AgesBeyondItsClock)
{
    const auto sent = NanoSeconds((int64_t{1} << 40) - 5);
    EXPECT_EQ(GensynDatagram(0, 1, sent).GetAge(sent + MilliSeconds(3)), MilliSeconds(3));
    EXPECT_EQ(GensynDatagram(0, 1, sent).GetAge(sent + Seconds(1000)), Seconds(1000));
}

TEST(GensynDatagramTest, IsReadAsItIsWritten)
{
    const auto packet = Create<Packet>(5);
    const auto sent = NanoSeconds(0x12'3456'789A);
    packet->AddHeader(GensynDatagram(0xABCD, 0x123456, sent));
    EXPECT_EQ(packet->GetSize(), 15U);
    uint8_t bytes[10];
    packet->CopyData(bytes, 10);
    const uint8_t expected[10] = {0xAB, 0xCD, 0x12, 0x34, 0x56, 0x12, 0x34, 0x56, 0x78, 0x9A};
    EXPECT_TRUE(std::equal(bytes, bytes + 10, expected));
    GensynDatagram datagram;
    packet->RemoveHeader(datagram);
    EXPECT_EQ(datagram.GetTurn(), 0xABCD);
    EXPECT_EQ(datagram.GetNumber(), 0x123456U);
    EXPECT_EQ(datagram.GetAge(sent + Seconds(2)), Seconds(2));
}

} // namespace

} // namespace ns3
