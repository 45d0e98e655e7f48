/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-socket-switch.h"

namespace ns3
{

TcpSocketSwitch::TcpSocketSwitch()
    : m_connectionSucceeded(MakeCallback(&TcpSocketSwitch::ConnectionSucceeded, this)),
      m_connectionFailed(MakeCallback(&TcpSocketSwitch::ConnectionFailed, this)),
      m_segmentReceived(MakeCallback(&TcpSocketSwitch::SegmentReceived, this)),
      m_receive(MakeCallback(&TcpSocketSwitch::Receive, this)),
      m_roomAvailable(MakeCallback(&TcpSocketSwitch::RoomAvailable, this)),
      m_peerClosed(MakeCallback(&TcpSocketSwitch::PeerClosed, this)),
      m_connectionBroken(MakeCallback(&TcpSocketSwitch::ConnectionBroken, this))
{
}

void
TcpSocketSwitch::Attach(Socket& socket, User& user)
{
    m_users[&socket] = &user;
    socket.SetConnectCallback(m_connectionSucceeded, m_connectionFailed);
    socket.SetRecvCallback(m_receive);
    socket.SetSendCallback(m_roomAvailable);
    socket.SetCloseCallbacks(m_peerClosed, m_connectionBroken);
}

void
TcpSocketSwitch::Detach(Socket& socket)
{
    const auto none = MakeNullCallback<void, Ptr<Socket>>();
    socket.SetConnectCallback(none, none);
    socket.SetRecvCallback(none);
    socket.SetSendCallback(MakeNullCallback<void, Ptr<Socket>, uint32_t>());
    socket.SetCloseCallbacks(none, none);
    m_users.erase(&socket);
}

void
TcpSocketSwitch::Watch(TcpSocketBase& socket)
{
    TcpSocketAccess::WatchSegments(socket, m_segmentReceived);
}

void
TcpSocketSwitch::Unwatch(TcpSocketBase& socket)
{
    TcpSocketAccess::UnwatchSegments(socket, m_segmentReceived);
}

TcpSocketSwitch::User*
TcpSocketSwitch::Find(const Socket* socket) const
{
    const auto found = m_users.find(socket);
    return found == m_users.end() ? nullptr : found->second;
}

void
TcpSocketSwitch::ConnectionSucceeded(Ptr<Socket> socket)
{
    if (const auto user = Find(PeekPointer(socket)))
    {
        user->ConnectionSucceeded();
    }
}

void
TcpSocketSwitch::ConnectionFailed(Ptr<Socket> socket)
{
    if (const auto user = Find(PeekPointer(socket)))
    {
        user->ConnectionFailed();
    }
}

void
TcpSocketSwitch::SegmentReceived(Ptr<const Packet>,
                                 const TcpHeader& header,
                                 Ptr<const TcpSocketBase> socket)
{
    if (const auto user = Find(PeekPointer(socket)))
    {
        user->SegmentReceived(header, *socket);
    }
}

void
TcpSocketSwitch::Receive(Ptr<Socket> socket)
{
    if (const auto user = Find(PeekPointer(socket)))
    {
        user->Receive();
    }
}

void
TcpSocketSwitch::RoomAvailable(Ptr<Socket> socket, uint32_t)
{
    if (const auto user = Find(PeekPointer(socket)))
    {
        user->RoomAvailable();
    }
}

void
TcpSocketSwitch::PeerClosed(Ptr<Socket> socket)
{
    if (const auto user = Find(PeekPointer(socket)))
    {
        user->PeerClosed();
    }
}

void
TcpSocketSwitch::ConnectionBroken(Ptr<Socket> socket)
{
    if (const auto user = Find(PeekPointer(socket)))
    {
        user->ConnectionBroken();
    }
}

} // namespace ns3
