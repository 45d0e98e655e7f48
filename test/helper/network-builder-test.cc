/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/host-directory.h"
#include "ns3/inet-socket-address.h"
#include "ns3/ipv4.h"
#include "ns3/json-document.h"
#include "ns3/names.h"
#include "ns3/network-builder.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/queue-disc.h"
#include "ns3/queue.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/traffic-control-layer.h"
#include "ns3/udp-socket-factory.h"

#include <gtest/gtest.h>
#include <set>

using namespace ns3;

namespace
{

constexpr uint16_t PORT = 9;

/// IPv4 and UDP headers.
constexpr uint32_t HEADERS = 28;

class NetworkBuilderTest : public testing::Test
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
        Names::Clear();
    }

    void Build(const std::string& json)
    {
        auto document = JsonDocument::FromText(json, "network.json");
        const auto network = ReadNetwork(document.GetRoot());
        document.ThrowIfAny();
        m_nodes = m_builder.Build(network);
    }

    static Ptr<Socket> MakeSocket(const std::string& host)
    {
        return Socket::CreateSocket(Names::Find<Node>(host), UdpSocketFactory::GetTypeId());
    }

    /// Note when packets arrive at a host.
    void Listen(const std::string& host)
    {
        auto socket = MakeSocket(host);
        socket->Bind(InetSocketAddress(Ipv4Address::GetAny(), PORT));
        socket->SetRecvCallback(MakeCallback(&NetworkBuilderTest::Receive, this));
        m_sockets.push_back(socket);
    }

    void Receive(Ptr<Socket> socket)
    {
        while (socket->Recv())
        {
            m_arrivals.push_back(Simulator::Now());
        }
    }

    /// Send packets of some bytes (IPv4) in one go.
    void Send(const std::string& from, Ipv4Address to, int count, uint32_t size)
    {
        // Not before the nodes are initialized.
        Simulator::ScheduleNow(&NetworkBuilderTest::SendNow, this, from, to, count, size);
    }

    void SendNow(std::string from, Ipv4Address to, int count, uint32_t size)
    {
        auto socket = MakeSocket(from);
        socket->Connect(InetSocketAddress(to, PORT));
        for (int i = 0; i < count; ++i)
        {
            socket->Send(Create<Packet>(size - HEADERS));
        }
        m_sockets.push_back(socket);
    }

    static Ipv4Address AddressOf(const std::string& host)
    {
        return *HostDirectory::AddressOf(Names::Find<Node>(host));
    }

    /// Everybody sends a packet to every address of everybody: do all arrive?
    void ExpectThatAllReachAll(const std::vector<std::string>& hosts)
    {
        std::size_t expected = 0;
        for (const auto& to : hosts)
        {
            Listen(to);
            const auto ipv4 = Names::Find<Node>(to)->GetObject<Ipv4>();
            for (const auto& from : hosts)
            {
                for (uint32_t i = 1; from != to && i < ipv4->GetNInterfaces(); ++i)
                {
                    Send(from, ipv4->GetAddress(i, 0).GetLocal(), 1, 100);
                    ++expected;
                }
            }
        }
        Simulator::Run();
        EXPECT_EQ(m_arrivals.size(), expected);
    }

    void ExpectThatAddressesDiffer()
    {
        std::set<Ipv4Address> addresses;
        for (auto node = m_nodes.Begin(); node != m_nodes.End(); ++node)
        {
            const auto ipv4 = (*node)->GetObject<Ipv4>();
            for (uint32_t i = 1; i < ipv4->GetNInterfaces(); ++i)
            {
                EXPECT_TRUE(addresses.insert(ipv4->GetAddress(i, 0).GetLocal()).second);
            }
        }
    }

    NetworkBuilder m_builder;
    NodeContainer m_nodes;
    std::vector<Ptr<Socket>> m_sockets;
    std::vector<Time> m_arrivals;
};

TEST_F(NetworkBuilderTest, PacketsTakeTheirTimeOnAPppLink)
{
    Build(R"({"type": "links", "links": [["a", "b", {"rate": "8Mbps", "delay": "5ms"}]]})");
    Listen("b");
    Send("a", AddressOf("b"), 3, 1000);
    Simulator::Run();
    EXPECT_EQ(m_arrivals,
              (std::vector{MicroSeconds(6002), MicroSeconds(7004), MicroSeconds(8006)}));
}

TEST_F(NetworkBuilderTest, AnEthernetFrameCosts14Bytes)
{
    Build(R"({"type": "links", "links": [
              ["a", "b", {"rate": "8Mbps", "delay": "5ms", "framing": "ethernet"}]]})");
    Listen("b");
    Send("a", AddressOf("b"), 3, 1500);
    Send("a", AddressOf("b"), 1, 50);
    Simulator::Run();
    EXPECT_EQ(m_arrivals,
              (std::vector{MicroSeconds(5000 + 1514),
                           MicroSeconds(5000 + 2 * 1514),
                           MicroSeconds(5000 + 3 * 1514),
                           MicroSeconds(5000 + 3 * 1514 + 64)}));
}

TEST_F(NetworkBuilderTest, ADumbbellHasThreeHops)
{
    Build(R"({"type": "dumbbell", "left": ["a", "c"], "right": ["b"],
              "access": {"rate": "80Mbps", "delay": "1ms"},
              "bottleneck": {"rate": "8Mbps", "delay": "10ms"}})");
    Listen("b");
    Send("a", AddressOf("b"), 2, 998);
    Simulator::Run();
    EXPECT_EQ(m_arrivals, (std::vector{MicroSeconds(13200), MicroSeconds(14200)}));
}

TEST_F(NetworkBuilderTest, AStarHasTwoHops)
{
    Build(R"({"type": "star", "hosts": ["a", "b"], "link": {"rate": "8Mbps", "delay": "1ms"}})");
    Listen("a");
    Send("b", AddressOf("a"), 1, 998);
    Simulator::Run();
    EXPECT_EQ(m_arrivals, (std::vector{MicroSeconds(4000)}));
}

TEST_F(NetworkBuilderTest, AQueueHoldsWhatItSays)
{
    Build(R"({"type": "links", "links": [
              ["a", "b", {"rate": "8Mbps", "delay": "1ms", "queue": "5p"}],
              ["b", "c", {"rate": "8Mbps", "delay": "1ms", "queue": "5010B"}]]})");
    Listen("b");
    Listen("c");
    Send("a", AddressOf("b"), 20, 1000); // one on its way, five in the queue
    Simulator::Run();
    EXPECT_EQ(m_arrivals.size(), 6U);
    m_arrivals.clear();
    Send("b", AddressOf("c"), 20, 1000); // five of 1002 bytes fit exactly
    Simulator::Run();
    EXPECT_EQ(m_arrivals.size(), 6U);
}

TEST_F(NetworkBuilderTest, ThereIsNoQueueingDisciplineUnlessAskedFor)
{
    Build(R"({"type": "links", "links": [
              ["a", "b", {"rate": "8Mbps", "delay": "1ms"}],
              ["b", "c", {"rate": "8Mbps", "delay": "1ms", "queue": "2p", "qdisc": "fq_codel"}]]})");
    for (auto node = m_nodes.Begin(); node != m_nodes.End(); ++node)
    {
        const auto control = (*node)->GetObject<TrafficControlLayer>();
        for (uint32_t i = 0; i < (*node)->GetNDevices(); ++i)
        {
            const auto device = DynamicCast<PointToPointNetDevice>((*node)->GetDevice(i));
            if (device)
            {
                EXPECT_EQ(bool(control->GetRootQueueDiscOnDevice(device)),
                          device->GetQueue()->GetMaxSize() == QueueSize("2p"));
            }
        }
    }
    Listen("c");
    Send("b", AddressOf("c"), 50, 1000);
    Simulator::Run();
    EXPECT_EQ(m_arrivals.size(), 50U);
}

TEST_F(NetworkBuilderTest, LosesPacketsInBothDirections)
{
    Build(R"({"type": "links", "links": [
              ["a", "b", {"rate": "1Gbps", "delay": "1ms", "loss": 0.1, "queue": "10000p"}]]})");
    EXPECT_EQ(m_builder.AssignStreams(100), 2);
    for (const auto& [from, to] : {std::pair{"a", "b"}, {"b", "a"}})
    {
        m_arrivals.clear();
        Listen(to);
        Send(from, AddressOf(to), 10000, 100);
        Simulator::Run();
        EXPECT_NEAR(static_cast<double>(m_arrivals.size()), 9000, 120); // 4 standard deviations
    }
}

TEST_F(NetworkBuilderTest, LossDependsOnItsStreamOnly)
{
    std::vector<std::vector<Time>> runs;
    for (int64_t stream : {5, 5, 6})
    {
        NetworkBuilder builder;
        auto document = JsonDocument::FromText(R"({"type": "links", "links": [
            ["a", "b", {"rate": "1Gbps", "delay": "1ms", "loss": 0.5, "queue": "1000p"}]]})",
                                               "network.json");
        builder.Build(ReadNetwork(document.GetRoot()));
        builder.AssignStreams(stream);
        m_arrivals.clear();
        Listen("b");
        Send("a", AddressOf("b"), 500, 100);
        Simulator::Run();
        runs.push_back(m_arrivals);
        m_sockets.clear();
        TearDown();
    }
    EXPECT_EQ(runs[0], runs[1]);
    EXPECT_NE(runs[0], runs[2]);
}

TEST_F(NetworkBuilderTest, AllReachAllInAStar)
{
    Build(R"({"type": "star", "hosts": ["a", "b", "c"], "link": {"rate": "1Gbps", "delay": "1ms"},
              "addresses": {"b": "10.0.0.1", "router": "192.168.1.1"}})");
    EXPECT_EQ(AddressOf("a"), Ipv4Address("10.0.0.2"));
    EXPECT_EQ(AddressOf("b"), Ipv4Address("10.0.0.1"));
    EXPECT_EQ(AddressOf("c"), Ipv4Address("10.0.0.3"));
    EXPECT_EQ(AddressOf("router"), Ipv4Address("192.168.1.1"));
    ExpectThatAddressesDiffer();
    ExpectThatAllReachAll({"a", "b", "c", "router"});
}

TEST_F(NetworkBuilderTest, AllReachAllInADumbbell)
{
    Build(R"({"type": "dumbbell", "left": ["a", "b"], "right": ["c", "d"],
              "access": {"rate": "1Gbps", "delay": "1ms"},
              "bottleneck": {"rate": "1Gbps", "delay": "1ms"},
              "addresses": {"a": "10.0.0.4", "c": "10.0.0.1", "d": "10.128.0.1"}})");
    ExpectThatAddressesDiffer();
    EXPECT_EQ(AddressOf("b"), Ipv4Address("10.0.0.2"));
    ExpectThatAllReachAll({"a", "b", "c", "d", "left-router", "right-router"});
}

TEST_F(NetworkBuilderTest, AllReachAllOverLinks)
{
    Build(R"({"type": "links", "links": [
              ["a", "b", {"rate": "1Gbps", "delay": "1ms"}],
              ["b", "c", {"rate": "1Gbps", "delay": "1ms"}],
              ["c", "a", {"rate": "1Gbps", "delay": "1ms"}],
              ["c", "d", {"rate": "1Gbps", "delay": "1ms"}],
              ["c", "d", {"rate": "1Gbps", "delay": "1ms"}]],
              "addresses": {"a": "203.0.113.9", "d": "10.0.0.1"}})");
    ExpectThatAddressesDiffer();
    EXPECT_EQ(AddressOf("a"), Ipv4Address("203.0.113.9"));
    ExpectThatAllReachAll({"a", "b", "c", "d"});
}

} // namespace
