/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/udp-stream.h"

#include "ns3/abort.h"
#include "ns3/host-directory.h"
#include "ns3/ipv4-header.h"
#include "ns3/ipv4-routing-protocol.h"
#include "ns3/ipv4.h"
#include "ns3/socket.h"

#include <utility>

namespace ns3
{

bool
UdpStream::Open(Ptr<Node> node, uint16_t port, const InetSocketAddress& remote)
{
    m_udp = node->GetObject<UdpL4Protocol>();
    NS_ABORT_MSG_IF(!m_udp, "node " << node->GetId() << " has no internet stack");
    m_remote = HostDirectory::EndPointFrom(node, remote);
    m_port = port;
    const auto routing = node->GetObject<Ipv4>()->GetRoutingProtocol();
    Ipv4Header header;
    header.SetDestination(m_remote.GetIpv4());
    header.SetProtocol(UdpL4Protocol::PROT_NUMBER);
    Socket::SocketErrno error = Socket::ERROR_NOTERROR;
    m_route = routing ? routing->RouteOutput(nullptr, header, nullptr, error) : nullptr;
    return bool(m_route);
}

void
UdpStream::Send(Ptr<Packet> payload)
{
    m_udp->Send(std::move(payload),
                m_route->GetSource(),
                m_remote.GetIpv4(),
                m_port,
                m_remote.GetPort(),
                m_route);
}

void
UdpStream::Close()
{
    m_route = nullptr;
    m_udp = nullptr;
}

uint16_t
UdpStream::GetPort() const
{
    return m_port;
}

} // namespace ns3
