/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/channel.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-route.h"
#include "ns3/json-document.h"
#include "ns3/names.h"
#include "ns3/network-builder.h"
#include "ns3/output-stream-wrapper.h"
#include "ns3/packet.h"
#include "ns3/shortest-path-routing.h"
#include "ns3/simulator.h"
#include "ns3/tcp-header.h"
#include "ns3/tcp-l4-protocol.h"
#include "ns3/udp-header.h"
#include "ns3/udp-l4-protocol.h"

#include <gtest/gtest.h>
#include <map>
#include <set>
#include <sstream>
#include <vector>

using namespace ns3;

namespace
{

class ShortestPathRoutingTest : public testing::Test
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
        NetworkBuilder().Build(network);
    }

    static Ptr<Ipv4> Ipv4Of(const std::string& host)
    {
        return Names::Find<Node>(host)->GetObject<Ipv4>();
    }

    static Ipv4Address AddressOf(const std::string& host)
    {
        return Ipv4Of(host)->GetAddress(1, 0).GetLocal();
    }

    static Ptr<ShortestPathRouting> RoutingOf(const std::string& host)
    {
        return DynamicCast<ShortestPathRouting>(Ipv4Of(host)->GetRoutingProtocol());
    }

    static Ipv4Header MakeHeader(const std::string& from, const std::string& to, uint8_t protocol)
    {
        Ipv4Header header;
        header.SetSource(AddressOf(from));
        header.SetDestination(AddressOf(to));
        header.SetProtocol(protocol);
        return header;
    }

    static Ptr<Packet> MakeTcp(uint16_t sourcePort, uint16_t destinationPort)
    {
        TcpHeader tcp;
        tcp.SetSourcePort(sourcePort);
        tcp.SetDestinationPort(destinationPort);
        auto packet = Create<Packet>(100);
        packet->AddHeader(tcp);
        return packet;
    }

    /// The next node of a packet that came to a node by its first interface.
    std::string Forward(const std::string& node, Ptr<const Packet> packet, const Ipv4Header& header)
    {
        m_next = "";
        const auto ipv4 = Ipv4Of(node);
        RoutingOf(node)->RouteInput(packet,
                                    header,
                                    ipv4->GetNetDevice(1),
                                    MakeCallback(&ShortestPathRoutingTest::NoteUnicast, this),
                                    Ipv4RoutingProtocol::MulticastForwardCallback(),
                                    MakeCallback(&ShortestPathRoutingTest::NoteLocal, this),
                                    MakeCallback(&ShortestPathRoutingTest::NoteError, this));
        return m_next;
    }

    void NoteUnicast(Ptr<Ipv4Route> route, Ptr<const Packet>, const Ipv4Header&)
    {
        const auto device = route->GetOutputDevice();
        const auto channel = device->GetChannel();
        const auto peer = channel->GetDevice(channel->GetDevice(0) == device ? 1 : 0);
        m_next = Names::FindName(peer->GetNode());
    }

    void NoteLocal(Ptr<const Packet>, const Ipv4Header&, uint32_t)
    {
        m_next = "itself";
    }

    void NoteError(Ptr<const Packet>, const Ipv4Header&, Socket::SocketErrno)
    {
        m_next = "error";
    }

    std::string m_next;
};

const std::string LEAF_SPINE = R"({"type": "leaf-spine", "leaves": 2, "spines": 4,
    "hostsPerLeaf": 2, "hostLink": {"rate": "1Gbps", "delay": "1us"},
    "fabricLink": {"rate": "1Gbps", "delay": "1us"}})";

TEST_F(ShortestPathRoutingTest, FlowsSpreadEvenlyOverTheSpines)
{
    Build(LEAF_SPINE);
    const auto header = MakeHeader("h1", "h3", TcpL4Protocol::PROT_NUMBER);
    std::map<std::string, int> uses;
    constexpr int FLOWS = 4000;
    for (int flow = 0; flow < FLOWS; ++flow)
    {
        ++uses[Forward("leaf1", MakeTcp(49152 + flow, 80), header)];
    }
    ASSERT_EQ(uses.size(), 4U);
    double chiSquare = 0;
    for (const auto& [spine, count] : uses)
    {
        EXPECT_EQ(spine.rfind("spine", 0), 0U);
        chiSquare += (count - FLOWS / 4.0) * (count - FLOWS / 4.0) / (FLOWS / 4.0);
    }
    EXPECT_LT(chiSquare, 16.27); // 0.1 % with 3 degrees of freedom
}

TEST_F(ShortestPathRoutingTest, APacketFollowsThoseOfItsFlow)
{
    Build(LEAF_SPINE);
    const auto header = MakeHeader("h1", "h3", TcpL4Protocol::PROT_NUMBER);
    const auto first = Forward("leaf1", MakeTcp(50000, 80), header);
    auto data = Create<Packet>(1000);
    TcpHeader tcp;
    tcp.SetSourcePort(50000);
    tcp.SetDestinationPort(80);
    tcp.SetSequenceNumber(SequenceNumber32(77));
    data->AddHeader(tcp);
    EXPECT_EQ(Forward("leaf1", data, header), first);
    EXPECT_EQ(Forward(first, data, header), "leaf2");
    EXPECT_EQ(Forward("leaf2", data, header), "h3");
    EXPECT_EQ(Forward("h3", data, header), "itself");
}

TEST_F(ShortestPathRoutingTest, FragmentsOfADatagramStayTogether)
{
    Build(LEAF_SPINE);
    auto header = MakeHeader("h1", "h3", UdpL4Protocol::PROT_NUMBER);
    std::set<std::string> ways;
    for (uint16_t port = 1; port < 20; ++port)
    {
        UdpHeader udp;
        udp.SetSourcePort(port);
        auto first = Create<Packet>(1000);
        first->AddHeader(udp);
        header.SetMoreFragments();
        header.SetFragmentOffset(0);
        ways.insert(Forward("leaf1", first, header));
        header.SetLastFragment();
        header.SetFragmentOffset(1008);
        ways.insert(Forward("leaf1", Create<Packet>(1000), header));
    }
    EXPECT_EQ(ways.size(), 1U);
}

TEST_F(ShortestPathRoutingTest, SwitchesOfAFatTreeDoNotAllChooseAlike)
{
    // Were the choices of an edge switch and of the one above it the same function, only the first
    // core switches of the first aggregation switch, and so on, would be used (polarisation).
    Build(R"({"type": "fat-tree", "k": 8, "link": {"rate": "1Gbps", "delay": "1us"}})");
    const auto header = MakeHeader("h1", "h128", TcpL4Protocol::PROT_NUMBER);
    std::set<std::string> cores;
    for (uint16_t port = 1; port < 400; ++port)
    {
        const auto packet = MakeTcp(port, 80);
        cores.insert(Forward(Forward("edge1", packet, header), packet, header));
    }
    EXPECT_EQ(cores.size(), 16U);
}

TEST_F(ShortestPathRoutingTest, AHostIsKnownByItsFirstAddressWhereverItSends)
{
    Build(R"({"type": "links", "links": [
              ["a", "b", {"rate": "1Gbps", "delay": "1ms"}],
              ["a", "c", {"rate": "1Gbps", "delay": "1ms"}]]})");
    Socket::SocketErrno error;
    for (const auto* peer : {"b", "c"})
    {
        const auto route =
            RoutingOf("a")->RouteOutput(nullptr, MakeHeader("a", peer, 6), nullptr, error);
        ASSERT_TRUE(route);
        EXPECT_EQ(error, Socket::ERROR_NOTERROR);
        EXPECT_EQ(route->GetSource(), AddressOf("a"));
        EXPECT_EQ(route->GetGateway(), AddressOf(peer));
    }
}

TEST_F(ShortestPathRoutingTest, WhatIsForTheHostItselfStaysThere)
{
    Build(LEAF_SPINE);
    Socket::SocketErrno error;
    for (const auto address : {AddressOf("h1"), Ipv4Address("127.0.0.1")})
    {
        Ipv4Header header;
        header.SetDestination(address);
        const auto route = RoutingOf("h1")->RouteOutput(nullptr, header, nullptr, error);
        ASSERT_TRUE(route);
        EXPECT_EQ(route->GetOutputDevice(), Ipv4Of("h1")->GetNetDevice(0));
        EXPECT_EQ(route->GetSource(), address);
    }
}

TEST_F(ShortestPathRoutingTest, UnknownAddressesAndWrongDevicesHaveNoRoute)
{
    Build(LEAF_SPINE);
    Socket::SocketErrno error = Socket::ERROR_NOTERROR;
    Ipv4Header header;
    header.SetDestination(Ipv4Address("203.0.113.1"));
    EXPECT_FALSE(RoutingOf("h1")->RouteOutput(nullptr, header, nullptr, error));
    EXPECT_EQ(error, Socket::ERROR_NOROUTETOHOST);
    const auto leaf = RoutingOf("leaf1");
    const auto toHost = MakeHeader("leaf1", "h1", 6);
    const auto device = [](uint32_t interface) { return Ipv4Of("leaf1")->GetNetDevice(interface); };
    EXPECT_TRUE(leaf->RouteOutput(nullptr, toHost, device(1), error));
    EXPECT_FALSE(leaf->RouteOutput(nullptr, toHost, device(2), error));
}

TEST_F(ShortestPathRoutingTest, AHostThatDoesNotForwardDoesNot)
{
    Build(R"({"type": "links", "links": [
              ["a", "b", {"rate": "1Gbps", "delay": "1ms"}],
              ["b", "c", {"rate": "1Gbps", "delay": "1ms"}]]})");
    const auto header = MakeHeader("a", "c", 6);
    EXPECT_EQ(Forward("b", MakeTcp(1, 2), header), "c");
    Ipv4Of("b")->SetForwarding(1, false);
    EXPECT_EQ(Forward("b", MakeTcp(1, 2), header), "error");
}

TEST_F(ShortestPathRoutingTest, TheTableNamesAllEqualInterfaces)
{
    Build(LEAF_SPINE);
    std::ostringstream text;
    RoutingOf("leaf1")->PrintRoutingTable(Create<OutputStreamWrapper>(&text));
    EXPECT_NE(text.str().find("10.0.0.1 by interface 1\n"), std::string::npos) << text.str();
    EXPECT_NE(text.str().find("10.0.0.3 by interface 3 4 5 6\n"), std::string::npos) << text.str();
    EXPECT_EQ(RoutingOf("leaf1")->GetInterfaces(AddressOf("h4")),
              (std::vector<uint32_t>{3, 4, 5, 6}));
}

} // namespace
