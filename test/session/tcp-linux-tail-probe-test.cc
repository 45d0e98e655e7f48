/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-linux-tail-probe.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

const Time NOW = Seconds(1);
const Time RTT = MilliSeconds(20);
const SequenceNumber32 END{5001};

/// A probe is out, and asks for what lies before END.
class TcpLinuxTailProbeTest : public testing::Test
{
  protected:
    void Probe(bool isCopy)
    {
        m_probe.Begin(isCopy);
        m_probe.Send(END);
    }

    TcpLinuxTailProbe m_probe;
    TcpLinuxScoreboard::Delivery m_delivery; // nothing
};

TEST_F(TcpLinuxTailProbeTest, IsDueTwoRoundTripTimesAfterTheLastNews)
{
    EXPECT_FALSE(m_probe.IsArmed());
    EXPECT_EQ(m_probe.PutOff(NOW, RTT, false), MilliSeconds(42));
    EXPECT_TRUE(m_probe.IsArmed());
    EXPECT_EQ(m_probe.GetWait(NOW + MilliSeconds(40)), MilliSeconds(2));
    m_probe.PutOff(NOW + MilliSeconds(40), RTT, false);
    EXPECT_EQ(m_probe.GetWait(NOW + MilliSeconds(42)), MilliSeconds(40));
    EXPECT_FALSE(m_probe.GetWait(NOW + MilliSeconds(82)).IsStrictlyPositive());
    m_probe.Disarm();
    EXPECT_FALSE(m_probe.IsArmed());
}

TEST_F(TcpLinuxTailProbeTest, WaitsForTheDelayedAcknowledgementOfOneSegment)
{
    EXPECT_EQ(m_probe.PutOff(NOW, RTT, true), MilliSeconds(240));
}

TEST_F(TcpLinuxTailProbeTest, IsOutUntilWhatItAsksForIsAcknowledged)
{
    EXPECT_FALSE(m_probe.IsOut());
    Probe(true);
    EXPECT_TRUE(m_probe.IsOut());
    m_delivery.isAdvanced = true;
    EXPECT_FALSE(m_probe.Receive(END - 1, m_delivery));
    EXPECT_TRUE(m_probe.IsOut());
}

TEST_F(TcpLinuxTailProbeTest, NewDataReplacesNothing)
{
    Probe(false);
    EXPECT_FALSE(m_probe.Receive(END + SequenceNumber32(1), m_delivery));
    EXPECT_FALSE(m_probe.IsOut());
}

TEST_F(TcpLinuxTailProbeTest, ACopyThatIsNotToldToBeNeedlessHasReplacedALoss)
{
    Probe(true);
    m_delivery.isAdvanced = true;
    // One of the two is acknowledged; which one, the next acknowledgement tells.
    EXPECT_FALSE(m_probe.Receive(END, m_delivery));
    EXPECT_TRUE(m_probe.IsOut());
    EXPECT_TRUE(m_probe.Receive(END + SequenceNumber32(1448), m_delivery));
    EXPECT_FALSE(m_probe.IsOut());
    EXPECT_FALSE(m_probe.Receive(END + SequenceNumber32(2896), m_delivery));
}

TEST_F(TcpLinuxTailProbeTest, ACopyThatHasComeTwiceWasNeedless)
{
    Probe(true);
    m_delivery.hasDuplicate = true;
    m_delivery.duplicateEnd = END;
    EXPECT_FALSE(m_probe.Receive(END + SequenceNumber32(1448), m_delivery));
    EXPECT_FALSE(m_probe.IsOut());
}

TEST_F(TcpLinuxTailProbeTest, AnotherDuplicateSaysNothingOfTheCopy)
{
    Probe(true);
    m_delivery.hasDuplicate = true;
    m_delivery.duplicateEnd = END - 1448;
    EXPECT_TRUE(m_probe.Receive(END + SequenceNumber32(1448), m_delivery));
}

TEST_F(TcpLinuxTailProbeTest, AnAcknowledgementThatBringsNothingIsOfTheCopy)
{
    Probe(true);
    EXPECT_FALSE(m_probe.Receive(END, m_delivery));
    EXPECT_FALSE(m_probe.IsOut());
}

TEST_F(TcpLinuxTailProbeTest, BlocksAreNoAnswerToTheCopy)
{
    Probe(true);
    m_delivery.sacked = 1;
    EXPECT_FALSE(m_probe.Receive(END, m_delivery));
    EXPECT_TRUE(m_probe.IsOut());
}

TEST_F(TcpLinuxTailProbeTest, RepairsEndIt)
{
    Probe(true);
    m_probe.End();
    EXPECT_FALSE(m_probe.IsOut());
    EXPECT_FALSE(m_probe.Receive(END + SequenceNumber32(1448), m_delivery));
}

} // namespace
