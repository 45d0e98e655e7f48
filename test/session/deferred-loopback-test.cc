/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "two-hosts.h"

#include "ns3/bulk-send-helper.h"
#include "ns3/deferred-loopback.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/packet-sink.h"

using namespace ns3;

namespace
{

/// ns-3's own applications on one host: what is mended here is not ours.
class DeferredLoopbackTest : public TwoHosts
{
  protected:
    /// @return when some kilobytes from a host to its own address have arrived, acknowledged one by
    /// one
    Time SendToItself()
    {
        Config::SetDefault("ns3::TcpSocket::DelAckCount", UintegerValue(1));
        Config::SetDefault("ns3::TcpSocket::InitialCwnd", UintegerValue(1));
        const InetSocketAddress own("10.1.1.1", 9);
        PacketSinkHelper sinks("ns3::TcpSocketFactory", own);
        const auto sink = DynamicCast<PacketSink>(sinks.Install(Client()).Get(0));
        sink->TraceConnectWithoutContext("Rx", MakeCallback(&DeferredLoopbackTest::See, this));
        BulkSendHelper senders("ns3::TcpSocketFactory", own);
        senders.SetAttribute("MaxBytes", UintegerValue(100000));
        senders.Install(Client());
        Simulator::Stop(Seconds(10));
        Simulator::Run();
        EXPECT_EQ(sink->GetTotalRx(), m_received);
        return m_received == 100000 ? m_last : Simulator::Now();
    }

  private:
    void See(Ptr<const Packet> packet, const Address&)
    {
        m_received += packet->GetSize();
        m_last = Simulator::Now();
    }

    uint64_t m_received{0};
    Time m_last;
};

TEST_F(DeferredLoopbackTest, WithoutItAConnectionToItselfWaitsForTimeouts)
{
    Connect();
    EXPECT_GT(SendToItself(), Seconds(1));
}

TEST_F(DeferredLoopbackTest, AConnectionToItselfTakesNoTime)
{
    Connect();
    DeferLoopback(Client());
    EXPECT_LT(SendToItself(), MilliSeconds(1));
}

} // namespace
