/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/shortest-path-routing.h"

#include "ns3/channel.h"
#include "ns3/ipv4-header.h"
#include "ns3/ipv4-route.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/output-stream-wrapper.h"
#include "ns3/packet.h"
#include "ns3/simulator.h"
#include "ns3/tcp-l4-protocol.h"
#include "ns3/udp-l4-protocol.h"

#include <map>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("ShortestPathRouting");
NS_OBJECT_ENSURE_REGISTERED(ShortestPathRouting);

namespace
{

/// Spreads the bits of a number over all of it (the finalizer of SplitMix64).
uint64_t
Mix(uint64_t x)
{
    x += 0x9e3779b97f4a7c15;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
}

/// Both ports, when the packet begins with a header that has them.
uint32_t
ReadPorts(const Packet& packet, const Ipv4Header& header)
{
    const bool isWhole = header.IsLastFragment() && header.GetFragmentOffset() == 0;
    const auto protocol = header.GetProtocol();
    uint8_t bytes[4]{};
    if (isWhole &&
        (protocol == TcpL4Protocol::PROT_NUMBER || protocol == UdpL4Protocol::PROT_NUMBER))
    {
        packet.CopyData(bytes, sizeof(bytes));
    }
    return static_cast<uint32_t>(bytes[0]) << 24 | static_cast<uint32_t>(bytes[1]) << 16 |
           static_cast<uint32_t>(bytes[2]) << 8 | bytes[3];
}

/// The first address of the first interface that is no loopback: what a host is known by.
Ipv4Address
GetHostAddress(const Ptr<Ipv4>& ipv4)
{
    for (uint32_t i = 1; i < ipv4->GetNInterfaces(); ++i)
    {
        if (ipv4->GetNAddresses(i) > 0)
        {
            return ipv4->GetAddress(i, 0).GetLocal();
        }
    }
    return Ipv4Address::GetAny();
}

} // namespace

TypeId
ShortestPathRouting::GetTypeId()
{
    static TypeId tid = TypeId("ns3::ShortestPathRouting")
                            .SetParent<Ipv4RoutingProtocol>()
                            .SetGroupName("SyntheticTraffic")
                            .AddConstructor<ShortestPathRouting>();
    return tid;
}

void
ShortestPathRouting::DoDispose()
{
    m_ipv4 = nullptr;
    m_map.reset();
    m_routes.clear();
    Ipv4RoutingProtocol::DoDispose();
}

void
ShortestPathRouting::Join(std::shared_ptr<ShortestPathMap> map, uint32_t self)
{
    NS_LOG_FUNCTION(this << self);
    m_map = std::move(map);
    m_self = self;
    m_routes.clear();
}

std::optional<uint32_t>
ShortestPathRouting::Find(Ipv4Address address) const
{
    if (m_map)
    {
        const auto found = m_map->nodes.find(address.Get());
        if (found != m_map->nodes.end())
        {
            return found->second;
        }
    }
    return std::nullopt;
}

std::vector<uint32_t>
ShortestPathRouting::GetInterfaces(Ipv4Address destination) const
{
    const auto node = Find(destination);
    if (!node)
    {
        return {};
    }
    const auto ports = m_map->paths.GetPorts(m_self, *node);
    return {ports.begin(), ports.end()};
}

uint32_t
ShortestPathRouting::Choose(ShortestPaths::Ports ports,
                            const Packet* packet,
                            const Ipv4Header& header) const
{
    if (ports.count < 2)
    {
        return ports.count == 0 ? 0 : *ports.first;
    }
    const uint64_t ends =
        static_cast<uint64_t>(header.GetSource().Get()) << 32 | header.GetDestination().Get();
    const uint64_t flow = static_cast<uint64_t>(header.GetProtocol()) << 32 |
                          (packet ? ReadPorts(*packet, header) : 0);
    return ports.first[Mix(Mix(Mix(ends) ^ flow) ^ m_self) % ports.count];
}

Ptr<Ipv4Route>
ShortestPathRouting::GetRoute(uint32_t interface)
{
    if (interface >= m_routes.size())
    {
        m_routes.resize(m_ipv4->GetNInterfaces());
    }
    auto& route = m_routes[interface];
    if (!route)
    {
        route = Create<Ipv4Route>();
        const auto device = m_ipv4->GetNetDevice(interface);
        route->SetOutputDevice(device);
        route->SetSource(GetHostAddress(m_ipv4));
        const auto channel = device->GetChannel();
        for (std::size_t i = 0; channel && i < channel->GetNDevices(); ++i)
        {
            const auto peer = channel->GetDevice(i);
            const auto ipv4 = peer->GetNode()->GetObject<Ipv4>();
            if (peer != device && ipv4)
            {
                const auto there = ipv4->GetInterfaceForDevice(peer);
                if (there > 0 && ipv4->GetNAddresses(there) > 0)
                {
                    route->SetGateway(ipv4->GetAddress(there, 0).GetLocal());
                }
            }
        }
    }
    return route;
}

Ptr<Ipv4Route>
ShortestPathRouting::RouteOutput(Ptr<Packet> packet,
                                 const Ipv4Header& header,
                                 Ptr<NetDevice> device,
                                 Socket::SocketErrno& error)
{
    NS_LOG_FUNCTION(this << packet << header << device);
    error = Socket::ERROR_NOROUTETOHOST;
    const auto destination = header.GetDestination();
    const auto node = Find(destination);
    if (destination.IsLocalhost() || node == m_self)
    {
        error = Socket::ERROR_NOTERROR;
        auto route = Create<Ipv4Route>();
        route->SetDestination(destination);
        route->SetSource(destination);
        route->SetGateway(Ipv4Address::GetAny());
        route->SetOutputDevice(m_ipv4->GetNetDevice(0));
        return route;
    }
    if (!node)
    {
        return nullptr;
    }
    const auto ports = m_map->paths.GetPorts(m_self, *node);
    uint32_t interface = 0;
    if (device)
    {
        for (const auto port : ports)
        {
            if (m_ipv4->GetNetDevice(port) == device)
            {
                interface = port;
            }
        }
    }
    else
    {
        // UDP asks before it has put its header in front of the payload.
        const bool hasPorts = packet && header.GetProtocol() == TcpL4Protocol::PROT_NUMBER;
        interface = Choose(ports, hasPorts ? PeekPointer(packet) : nullptr, header);
    }
    if (interface == 0)
    {
        return nullptr;
    }
    error = Socket::ERROR_NOTERROR;
    return GetRoute(interface);
}

bool
ShortestPathRouting::RouteInput(Ptr<const Packet> packet,
                                const Ipv4Header& header,
                                Ptr<const NetDevice> device,
                                Input::Unicast unicast,
                                Input::Multicast,
                                Input::Local local,
                                Input::Error error)
{
    NS_LOG_FUNCTION(this << packet << header << device);
    const auto arrival = m_ipv4->GetInterfaceForDevice(device);
    const auto destination = header.GetDestination();
    const auto node = Find(destination);
    if (!node || node == m_self)
    {
        if (!m_ipv4->IsDestinationAddress(destination, arrival) || local.IsNull())
        {
            return false;
        }
        local(packet, header, arrival);
        return true;
    }
    if (!m_ipv4->IsForwarding(arrival))
    {
        error(packet, header, Socket::ERROR_NOROUTETOHOST);
        return true;
    }
    const auto interface =
        Choose(m_map->paths.GetPorts(m_self, *node), PeekPointer(packet), header);
    if (interface == 0)
    {
        error(packet, header, Socket::ERROR_NOROUTETOHOST);
        return true;
    }
    unicast(GetRoute(interface), packet, header);
    return true;
}

void
ShortestPathRouting::NotifyInterfaceUp(uint32_t)
{
}

void
ShortestPathRouting::NotifyInterfaceDown(uint32_t)
{
}

void
ShortestPathRouting::NotifyAddAddress(uint32_t, Ipv4InterfaceAddress address)
{
    if (m_map)
    {
        m_map->nodes.emplace(address.GetLocal().Get(), m_self);
        m_routes.clear();
    }
}

void
ShortestPathRouting::NotifyRemoveAddress(uint32_t, Ipv4InterfaceAddress address)
{
    if (m_map)
    {
        m_map->nodes.erase(address.GetLocal().Get());
        m_routes.clear();
    }
}

void
ShortestPathRouting::SetIpv4(Ptr<Ipv4> ipv4)
{
    m_ipv4 = ipv4;
}

void
ShortestPathRouting::PrintRoutingTable(Ptr<OutputStreamWrapper> stream, Time::Unit unit) const
{
    auto& out = *stream->GetStream();
    const auto node = m_ipv4->GetObject<Node>();
    out << "Node: " << node->GetId() << ", Time: " << Simulator::Now().As(unit)
        << ", ShortestPathRouting table\n";
    if (!m_map)
    {
        return;
    }
    const std::map<uint32_t, uint32_t> sorted(m_map->nodes.begin(), m_map->nodes.end());
    for (const auto& [address, place] : sorted)
    {
        const auto ports = m_map->paths.GetPorts(m_self, place);
        if (ports.count > 0)
        {
            out << Ipv4Address(address) << " by interface";
            for (const auto port : ports)
            {
                out << " " << port;
            }
            out << "\n";
        }
    }
}

} // namespace ns3
