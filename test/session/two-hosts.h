/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TWO_HOSTS_H
#define TWO_HOSTS_H

#include "ns3/config.h"
#include "ns3/double.h"
#include "ns3/error-model.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-generator.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv4-header.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/names.h"
#include "ns3/node-container.h"
#include "ns3/object-vector.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/pointer.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tcp-header.h"
#include "ns3/tcp-l4-protocol.h"
#include "ns3/traffic-control-helper.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <map>
#include <string>

namespace ns3
{

/// A fixture: hosts "client" (10.1.1.1) and "server" (10.1.1.2) on one link.
class TwoHosts : public testing::Test
{
  protected:
    void SetUp() override
    {
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(1);
        Config::SetDefault("ns3::TcpSocket::SegmentSize", UintegerValue(1448));
        Config::SetDefault("ns3::TcpSocket::SndBufSize", UintegerValue(1 << 20));
        Config::SetDefault("ns3::TcpSocket::RcvBufSize", UintegerValue(1 << 20));
    }

    void TearDown() override
    {
        Simulator::Destroy();
        Names::Clear();
        Config::Reset();
        Ipv4AddressGenerator::Reset();
        m_nodes = NodeContainer();
        m_devices = NetDeviceContainer();
    }

    /// @param rate,delay ns-3 strings
    void Connect(const std::string& rate = "100Mbps", const std::string& delay = "1ms")
    {
        m_nodes.Create(2);
        Names::Add("client", m_nodes.Get(0));
        Names::Add("server", m_nodes.Get(1));
        PointToPointHelper link;
        link.SetDeviceAttribute("DataRate", StringValue(rate));
        link.SetChannelAttribute("Delay", StringValue(delay));
        link.SetQueue("ns3::DropTailQueue", "MaxSize", StringValue("1000p"));
        m_devices = link.Install(m_nodes);
        InternetStackHelper stack;
        stack.Install(m_nodes);
        stack.AssignStreams(m_nodes, 1000);
        Ipv4AddressHelper("10.1.1.0", "255.255.255.0").Assign(m_devices);
        TrafficControlHelper().Uninstall(m_devices);
    }

    /// Lose a share of all packets, in both directions.
    void LosePackets(double share)
    {
        for (uint32_t i = 0; i < 2; ++i)
        {
            auto loss = CreateObject<RateErrorModel>();
            loss->SetUnit(RateErrorModel::ERROR_UNIT_PACKET);
            loss->SetRate(share);
            loss->AssignStreams(2000 + i);
            m_devices.Get(i)->SetAttribute("ReceiveErrorModel", PointerValue(loss));
        }
    }

    /// Take the link away, at both ends.
    void CutLink()
    {
        for (uint32_t i = 0; i < 2; ++i)
        {
            const auto ipv4 = m_nodes.Get(i)->GetObject<Ipv4>();
            ipv4->SetDown(ipv4->GetInterfaceForDevice(m_devices.Get(i)));
        }
    }

    /// Sockets that TCP itself holds.
    static std::size_t CountSockets(Ptr<Node> node)
    {
        ObjectVectorValue sockets;
        node->GetObject<TcpL4Protocol>()->GetAttribute("SocketList", sockets);
        return sockets.GetN();
    }

    Ptr<Node> Client() const
    {
        return m_nodes.Get(0);
    }

    Ptr<Node> Server() const
    {
        return m_nodes.Get(1);
    }

    NodeContainer m_nodes;
    NetDeviceContainer m_devices;
};

/// Puts together what a node sends over TCP, connection by connection, from its IP packets.
class SentBytes
{
  public:
    explicit SentBytes(Ptr<Node> node)
    {
        node->GetObject<Ipv4L3Protocol>()->TraceConnectWithoutContext(
            "Tx",
            MakeCallback(&SentBytes::See, this));
    }

    /// @return what was sent from a local to a remote port
    std::string Get(uint16_t from, uint16_t to) const
    {
        const auto found = m_bytes.find({from, to});
        return found == m_bytes.end() ? "" : found->second.bytes;
    }

    /// @return how many segments with these flags were sent
    std::size_t CountSegments(uint8_t flags) const
    {
        const auto found = m_segments.find(flags);
        return found == m_segments.end() ? 0 : found->second;
    }

  private:
    struct Stream
    {
        uint32_t first{0}; //!< sequence number of the first byte
        std::string bytes;
    };

    void See(Ptr<const Packet> sent, Ptr<Ipv4>, uint32_t)
    {
        const auto packet = sent->Copy();
        Ipv4Header ip;
        packet->RemoveHeader(ip);
        TcpHeader tcp;
        packet->RemoveHeader(tcp);
        ++m_segments[tcp.GetFlags()];
        auto& stream = m_bytes[{tcp.GetSourcePort(), tcp.GetDestinationPort()}];
        if (tcp.GetFlags() & TcpHeader::SYN)
        {
            stream.first = tcp.GetSequenceNumber().GetValue() + 1;
        }
        if (packet->GetSize() > 0)
        {
            const auto offset = tcp.GetSequenceNumber().GetValue() - stream.first;
            if (stream.bytes.size() < offset + packet->GetSize())
            {
                stream.bytes.resize(offset + packet->GetSize());
            }
            packet->CopyData(reinterpret_cast<uint8_t*>(stream.bytes.data() + offset),
                             packet->GetSize());
        }
    }

    std::map<std::pair<uint16_t, uint16_t>, Stream> m_bytes;
    std::map<uint8_t, std::size_t> m_segments;
};

} // namespace ns3

#endif // TWO_HOSTS_H
