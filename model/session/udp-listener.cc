/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/udp-listener.h"

#include "ns3/log.h"
#include "ns3/udp-socket-factory.h"

#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("UdpListener");

UdpListener::~UdpListener()
{
    Close();
}

bool
UdpListener::Listen(Ptr<Node> node, uint16_t port, Receiver receiver)
{
    NS_LOG_FUNCTION(this << node->GetId() << port);
    m_socket = Socket::CreateSocket(node, UdpSocketFactory::GetTypeId());
    if (m_socket->Bind(InetSocketAddress(Ipv4Address::GetAny(), port)) != 0)
    {
        m_socket = nullptr;
        return false;
    }
    m_receiver = std::move(receiver);
    m_socket->SetRecvCallback(MakeCallback(&UdpListener::Receive, this));
    return true;
}

void
UdpListener::Close()
{
    if (m_socket)
    {
        m_socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
        m_socket->Close();
        m_socket = nullptr;
    }
}

void
UdpListener::Receive(Ptr<Socket> socket)
{
    Address from;
    while (const auto packet = socket->RecvFrom(from))
    {
        m_receiver(packet, InetSocketAddress::ConvertFrom(from));
    }
}

} // namespace ns3
