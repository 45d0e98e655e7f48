/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-listener.h"

#include "ns3/log.h"
#include "ns3/tcp-socket-access.h"

#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TcpListener");

TcpListener::~TcpListener()
{
    Close();
}

bool
TcpListener::Listen(Ptr<Node> node,
                    uint16_t port,
                    const TcpSessionOptions& options,
                    Acceptor acceptor)
{
    NS_LOG_FUNCTION(this << node->GetId() << port);
    m_host = TcpSessionHost::Of(node);
    m_socket = m_host->CreateSocket(options);
    if (m_socket->Bind(InetSocketAddress(Ipv4Address::GetAny(), port)) != 0 ||
        m_socket->Listen() != 0)
    {
        m_host->Discard(std::exchange(m_socket, nullptr));
        return false;
    }
    m_port = port;
    m_host->GetPorts().Reserve(port);
    m_door = Create<Door>();
    m_door->acceptor = std::move(acceptor);
    m_socket->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                MakeBoundCallback(&TcpListener::Enter, m_door));
    return true;
}

void
TcpListener::Close()
{
    if (m_socket)
    {
        m_door->acceptor = nullptr;
        m_socket->Close();
        m_socket = nullptr;
        m_host->GetPorts().Unreserve(m_port);
    }
}

void
TcpListener::Enter(Ptr<Door> door, Ptr<Socket> socket, const Address& peer)
{
    // The copy of the callback in the new socket has done its work.
    socket->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                              MakeNullCallback<void, Ptr<Socket>, const Address&>());
    const auto remote = InetSocketAddress::ConvertFrom(peer);
    if (door->acceptor)
    {
        door->acceptor(socket, remote);
    }
    else
    {
        TcpSocketAccess::Reset(*DynamicCast<TcpSocketBase>(socket));
        TcpSessionHost::Of(socket->GetNode())->Keep(socket, remote, 0);
    }
}

} // namespace ns3
