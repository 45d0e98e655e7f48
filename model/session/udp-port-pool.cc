/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/udp-port-pool.h"

#include "ns3/simulator.h"
#include "ns3/udp-socket-factory.h"

namespace ns3
{

UdpPortPool::UdpPortPool(Ptr<Node> node, Time rest)
    : m_node(node),
      m_rest(rest)
{
}

UdpPortPool::~UdpPortPool()
{
    for (const auto& socket : m_sockets)
    {
        socket->Close();
    }
}

Ptr<Socket>
UdpPortPool::Take()
{
    if (!m_resting.empty() && m_resting.front().until <= Simulator::Now())
    {
        const auto socket = m_resting.front().socket;
        m_resting.pop_front();
        return socket;
    }
    const auto socket = Socket::CreateSocket(m_node, UdpSocketFactory::GetTypeId());
    if (socket->Bind() != 0)
    {
        return nullptr;
    }
    m_sockets.push_back(socket);
    return socket;
}

void
UdpPortPool::GiveBack(Ptr<Socket> socket)
{
    m_resting.push_back({socket, Simulator::Now() + m_rest});
}

std::size_t
UdpPortPool::GetNSockets() const
{
    return m_sockets.size();
}

} // namespace ns3
