/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "lambdas.h"
#include "two-hosts.h"

#include "ns3/udp-listener.h"
#include "ns3/udp-socket-factory.h"

#include <gtest/gtest.h>
#include <vector>

namespace ns3
{

namespace
{

class UdpListenerTest : public TwoHosts
{
  protected:
    void SetUp() override
    {
        TwoHosts::SetUp();
        Connect();
    }

    bool Listen(UdpListener& listener)
    {
        return listener.Listen(Server(),
                               9000,
                               [this](Ptr<Packet> packet, const InetSocketAddress& source) {
                                   m_sizes.push_back(packet->GetSize());
                                   m_sources.push_back(source.GetIpv4());
                               });
    }

    void SendAt(Time time, uint32_t bytes)
    {
        ScheduleLambda(time, [this, bytes] {
            auto socket = Socket::CreateSocket(Client(), UdpSocketFactory::GetTypeId());
            socket->Connect(InetSocketAddress(Ipv4Address("10.1.1.2"), 9000));
            socket->Send(Create<Packet>(bytes));
            socket->Close();
        });
    }

    std::vector<uint32_t> m_sizes;
    std::vector<Ipv4Address> m_sources;
};

TEST_F(UdpListenerTest, HandsOverWhatComes)
{
    UdpListener listener;
    ASSERT_TRUE(Listen(listener));
    SendAt(Seconds(1), 100);
    SendAt(Seconds(1), 0);
    SendAt(Seconds(2), 300);
    Simulator::Run();
    EXPECT_EQ(m_sizes, (std::vector<uint32_t>{100, 0, 300}));
    EXPECT_EQ(m_sources, std::vector<Ipv4Address>(3, Ipv4Address("10.1.1.1")));
}

TEST_F(UdpListenerTest, APortIsTakenUntilItIsClosed)
{
    UdpListener first;
    ASSERT_TRUE(Listen(first));
    UdpListener second;
    EXPECT_FALSE(Listen(second));
    SendAt(Seconds(1), 100);
    ScheduleLambda(Seconds(2), [&first] { first.Close(); });
    SendAt(Seconds(3), 200);
    ScheduleLambda(Seconds(4), [&] { EXPECT_TRUE(Listen(second)); });
    SendAt(Seconds(5), 300);
    Simulator::Run();
    EXPECT_EQ(m_sizes, (std::vector<uint32_t>{100, 300}));
}

} // namespace

} // namespace ns3
