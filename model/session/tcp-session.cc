/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-session.h"

#include "ns3/host-directory.h"
#include "ns3/log.h"
#include "ns3/simulator.h"
#include "ns3/tcp-header.h"
#include "ns3/tcp-socket-access.h"
#include "ns3/tcp-socket-state.h"
#include "ns3/tcp-tx-buffer.h"

#include <algorithm>
#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TcpSession");

namespace
{

/**
 * What a send buffer takes for the peer's window. ns-3 before 3.41 crashes when something is lost
 * while exactly this much is sent and not yet acknowledged: it then makes a segment of no bytes. A
 * byte less, and it sees that the window is full.
 */
uint32_t
GetWindowToFill(TcpSocketBase* socket)
{
    const auto window = TcpSocketAccess::GetPeerWindow(*socket);
    const auto buffer = socket->GetTxBuffer();
    const auto sent = buffer->BytesInFlight() + buffer->GetSacked() + buffer->GetLost() -
                      buffer->GetRetransmitsCount();
    return window > 0 && sent == window ? window - 1 : window;
}

/**
 * ns-3 applies Nagle's rule to what it sends again, too: a short segment that was lost would not be
 * repeated, and the connection would stand still for ever. So the rule rests while a loss is
 * mended.
 */
void
SuspendNagle(TcpSocketBase* socket,
             TcpSocketState::TcpCongState_t,
             TcpSocketState::TcpCongState_t state)
{
    const bool isMending = state == TcpSocketState::CA_RECOVERY || state == TcpSocketState::CA_LOSS;
    TcpSocketAccess::SetNoDelay(*socket, isMending);
}

} // namespace

TcpSession::TcpSession(Handler& handler)
    : m_handler(handler),
      m_remote(Ipv4Address::GetAny(), 0)
{
}

TcpSession::~TcpSession()
{
    if (m_host && m_host->IsDisposed())
    {
        Detach();
    }
    else
    {
        Abort();
    }
}

void
TcpSession::Connect(Ptr<Node> node,
                    const InetSocketAddress& remote,
                    const TcpSessionOptions& options)
{
    NS_LOG_FUNCTION(this << remote);
    m_host = TcpSessionHost::Of(node);
    m_remote = HostDirectory::EndPointFrom(node, remote);
    m_socket = m_host->Connect(m_remote, options, m_port);
    if (!m_socket)
    {
        m_failure = Simulator::ScheduleNow(&TcpSession::Fail, this, NO_ROUTE);
        return;
    }
    Attach();
    Watch(); // ns-3 ignores the RST that answers a SYN and goes on trying for minutes
}

void
TcpSession::Accept(Ptr<Socket> socket, const InetSocketAddress& remote)
{
    NS_LOG_FUNCTION(this << socket << remote);
    m_host = TcpSessionHost::Of(socket->GetNode());
    m_remote = remote;
    m_socket = socket;
    m_port = 0;
    Attach();
}

void
TcpSession::Attach()
{
    m_guardsWindow = false;
    auto& socket = GetTcpSocket();
    if (!TcpSocketAccess::GetNoDelay(socket))
    {
        socket.m_congStateTrace.ConnectWithoutContext(MakeBoundCallback(&SuspendNagle, &socket));
    }
    m_host->GetSwitch().Attach(socket, *this);
}

void
TcpSession::ClearCallbacks()
{
    EndWatch();
    m_host->GetSwitch().Detach(*m_socket);
    m_outbox.clear();
    m_unsent = 0;
}

void
TcpSession::Watch()
{
    m_host->GetSwitch().Watch(GetTcpSocket());
    m_watching = true;
}

void
TcpSession::EndWatch()
{
    if (m_watching)
    {
        m_host->GetSwitch().Unwatch(GetTcpSocket());
        m_watching = false;
    }
}

void
TcpSession::GuardWindow(uint32_t size)
{
    if (m_guardsWindow)
    {
        return;
    }
    // A window shrinks by what has arrived at most, so what fits into it now cannot fill it later.
    // Half of it leaves room for the rounding of scaled windows.
    auto& socket = GetTcpSocket();
    if (socket.GetTxBuffer()->Size() + size >= TcpSocketAccess::GetPeerWindow(socket) / 2)
    {
        socket.GetTxBuffer()->SetRWndCallback(MakeBoundCallback(&GetWindowToFill, &socket));
        m_guardsWindow = true;
    }
}

TcpSocketBase&
TcpSession::GetTcpSocket() const
{
    return static_cast<TcpSocketBase&>(*m_socket);
}

void
TcpSession::SetTos(uint8_t tos)
{
    if (m_socket && m_socket->GetIpTos() != tos)
    {
        m_socket->SetIpTos(tos);
    }
}

void
TcpSession::Write(const void* bytes, uint32_t size)
{
    Write(Create<Packet>(static_cast<const uint8_t*>(bytes), size));
}

void
TcpSession::Write(Ptr<Packet> packet)
{
    const auto size = packet->GetSize();
    if (size > 0)
    {
        m_outbox.push_back({std::move(packet), size});
        m_unsent += size;
    }
}

void
TcpSession::WriteVirtual(uint64_t size)
{
    if (size > 0)
    {
        m_outbox.push_back({nullptr, size});
        m_unsent += size;
    }
}

bool
TcpSession::Flush()
{
    while (m_socket && !m_outbox.empty())
    {
        auto& piece = m_outbox.front();
        const auto size =
            static_cast<uint32_t>(std::min<uint64_t>(piece.left, m_socket->GetTxAvailable()));
        if (size == 0)
        {
            m_wantsRoom = true;
            return false;
        }
        Ptr<Packet> packet;
        if (!piece.bytes)
        {
            packet = Create<Packet>(size);
        }
        else if (size == piece.bytes->GetSize())
        {
            packet = piece.bytes;
        }
        else
        {
            packet = piece.bytes->CreateFragment(piece.bytes->GetSize() - piece.left, size);
        }
        GuardWindow(size);
        if (m_socket->Send(packet, 0) < 0)
        {
            // The connection is on its way out; the failure is told by its own callback.
            return false;
        }
        TcpSocketAccess::NoteAcknowledgement(GetTcpSocket());
        m_bytesWritten += size;
        m_unsent -= size;
        piece.left -= size;
        if (piece.left == 0)
        {
            m_outbox.pop_front();
        }
    }
    return m_outbox.empty();
}

uint64_t
TcpSession::GetUnsent() const
{
    return m_unsent;
}

uint32_t
TcpSession::GetReadable() const
{
    return m_socket ? m_socket->GetRxAvailable() : 0;
}

Ptr<Packet>
TcpSession::Read(uint32_t most)
{
    if (!m_socket || m_socket->GetRxAvailable() == 0)
    {
        return nullptr;
    }
    auto packet = m_socket->Recv(most, 0);
    if (packet)
    {
        m_bytesRead += packet->GetSize();
        TcpSocketAccess::UpdateWindow(GetTcpSocket());
    }
    return packet;
}

void
TcpSession::ShutdownSend()
{
    if (m_socket)
    {
        TcpSocketAccess::ShutdownSend(GetTcpSocket());
    }
}

void
TcpSession::Close()
{
    m_failure.Cancel();
    m_deadline.Cancel();
    if (m_socket)
    {
        NS_LOG_FUNCTION(this << m_remote);
        ClearCallbacks();
        m_host->Close(std::exchange(m_socket, nullptr), m_remote, m_port);
    }
}

void
TcpSession::Abort()
{
    m_failure.Cancel();
    m_deadline.Cancel();
    if (m_socket)
    {
        ClearCallbacks();
        TcpSocketAccess::Reset(GetTcpSocket());
        m_host->Keep(std::exchange(m_socket, nullptr), m_remote, m_port);
    }
}

void
TcpSession::Detach()
{
    m_failure.Cancel();
    m_deadline.Cancel();
    if (m_socket)
    {
        ClearCallbacks();
        m_socket = nullptr;
    }
}

bool
TcpSession::IsOpen() const
{
    return bool(m_socket) || !m_failure.IsExpired();
}

void
TcpSession::SetDeadline(Time delay)
{
    m_deadline.Cancel();
    m_deadline = Simulator::Schedule(delay, &Handler::HandleDeadline, &m_handler);
}

InetSocketAddress
TcpSession::GetLocal() const
{
    Address address;
    if (m_socket && m_socket->GetSockName(address) == 0)
    {
        return InetSocketAddress::ConvertFrom(address);
    }
    return InetSocketAddress(Ipv4Address::GetAny(), 0);
}

const InetSocketAddress&
TcpSession::GetRemote() const
{
    return m_remote;
}

uint64_t
TcpSession::GetBytesRead() const
{
    return m_bytesRead;
}

uint64_t
TcpSession::GetBytesWritten() const
{
    return m_bytesWritten;
}

void
TcpSession::Fail(Failure failure)
{
    NS_LOG_FUNCTION(this << failure);
    m_failure.Cancel();
    if (failure == REFUSED || failure == NO_ROUTE)
    {
        Close();
    }
    else if (m_socket)
    {
        // TCP is taking the connection down at this moment: Close would send a FIN after it.
        ClearCallbacks();
        m_deadline.Cancel();
        m_host->Keep(std::exchange(m_socket, nullptr), m_remote, m_port);
    }
    m_handler.HandleFailure(failure);
}

void
TcpSession::ConnectionSucceeded()
{
    EndWatch();
    m_handler.HandleConnected();
}

void
TcpSession::ConnectionFailed()
{
    Fail(TIMED_OUT);
}

void
TcpSession::SegmentReceived(const TcpHeader& header, const TcpSocketBase& socket)
{
    // The socket is at work: it must not be closed under its feet.
    if ((header.GetFlags() & TcpHeader::RST) && m_failure.IsExpired())
    {
        const bool isNew = TcpSocketAccess::GetState(socket) == TcpSocket::SYN_SENT;
        m_failure = Simulator::ScheduleNow(&TcpSession::Fail, this, isNew ? REFUSED : RESET);
    }
}

void
TcpSession::Receive()
{
    if (m_socket->GetRxAvailable() > 0)
    {
        m_handler.HandleReceive();
    }
}

void
TcpSession::RoomAvailable()
{
    if (m_wantsRoom)
    {
        m_wantsRoom = false;
        m_handler.HandleWritable();
    }
}

void
TcpSession::PeerClosed()
{
    // A reset comes through the same callback, in a state that a FIN would have left.
    switch (TcpSocketAccess::GetState(GetTcpSocket()))
    {
    case TcpSocket::CLOSE_WAIT:
    case TcpSocket::LAST_ACK:
    case TcpSocket::CLOSING:
    case TcpSocket::TIME_WAIT:
        Watch(); // ns-3 tells of a close only once
        m_handler.HandleEndOfStream();
        break;
    default:
        Fail(RESET);
        break;
    }
}

void
TcpSession::ConnectionBroken()
{
    Fail(TIMED_OUT);
}

} // namespace ns3
