/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_SOCKET_ACCESS_H
#define TCP_SOCKET_ACCESS_H

#include "ns3/tcp-header.h"
#include "ns3/tcp-rx-buffer.h"
#include "ns3/tcp-socket-base.h"
#include "ns3/tcp-socket-state.h"
#include "ns3/tcp-tx-buffer.h"

namespace ns3
{

/**
 * Doors of TcpSocketBase that ns-3 opens for derived classes only. A pointer to a protected member
 * that is formed through a derived class may be applied to any object of the base class. This class
 * is never instantiated.
 */
class TcpSocketAccess : public TcpSocketBase
{
  public:
    /// Told of each segment that comes, before the socket is.
    using ReceiveTrace =
        Callback<void, Ptr<const Packet>, const TcpHeader&, Ptr<const TcpSocketBase>>;

    /// Send a RST and forget the connection: ns-3 has no abortive close.
    static void Reset(TcpSocketBase& socket)
    {
        (socket.*(&TcpSocketAccess::SendRST))();
    }

    /// A socket like this one, of the same class.
    static Ptr<TcpSocketBase> Copy(TcpSocketBase& socket)
    {
        return (socket.*(&TcpSocketAccess::Fork))();
    }

    /// Forget the connection without a word to the peer.
    static void Drop(TcpSocketBase& socket)
    {
        (socket.*(&TcpSocketAccess::CloseAndNotify))();
    }

    /**
     * Say that nothing more will be sent, on a socket whose FIN is out. When a socket is closed
     * while ns-3 tells of the peer's FIN, ns-3 acknowledges it once more behind our own FIN, unless
     * it sees this.
     */
    static void EndSending(TcpSocketBase& socket)
    {
        socket.*(&TcpSocketAccess::m_shutdownSend) = true;
    }

    /**
     * Socket::ShutdownSend, and its FIN. Where all bytes are out but some are not acknowledged,
     * ns-3 waits for a segment of data that could carry the FIN, which never comes; Socket::Close
     * sends it in that case, and so does this.
     */
    static void ShutdownSend(TcpSocketBase& socket)
    {
        socket.ShutdownSend();
        const auto state = GetState(socket);
        const auto buffer = socket.GetTxBuffer();
        const auto next = (socket.*(&TcpSocketAccess::m_tcb))->m_nextTxSequence.Get();
        if ((state == ESTABLISHED || state == CLOSE_WAIT) && buffer->Size() > 0 &&
            buffer->SizeFromSequence(next) == 0)
        {
            (socket.*(&TcpSocketAccess::SendEmptyPacket))(TcpHeader::FIN);
            socket.*(&TcpSocketAccess::m_state) = state == ESTABLISHED ? FIN_WAIT_1 : LAST_ACK;
        }
    }

    /**
     * Note that what has come is acknowledged by data that is being sent. ns-3 notes this of
     * segments without data only, and echoes no timestamp of segments beyond (RFC 7323, section
     * 4.3): where each side answers the other, the peer would take the age of the connection for
     * its round-trip time, wait as long before it repeats a segment, and keep every timer until
     * then.
     */
    static void NoteAcknowledgement(TcpSocketBase& socket)
    {
        socket.*(&TcpSocketAccess::m_highTxAck) =
            (socket.*(&TcpSocketAccess::m_tcb))->m_rxBuffer->NextRxSequence();
    }

    /// State of the connection: the close callbacks do not tell an end of file from a reset.
    static TcpStates_t GetState(const TcpSocketBase& socket)
    {
        return (socket.*(&TcpSocketAccess::m_state)).Get();
    }

    /**
     * Tell the peer that there is room again after something was read, where that more than doubles
     * a window that had shrunk to less than half (the rule of Linux' tcp_cleanup_rbuf). ns-3 tells
     * nothing, and leaves it to the peer to ask, every six seconds at best.
     */
    static void UpdateWindow(TcpSocketBase& socket)
    {
        const auto buffer = (socket.*(&TcpSocketAccess::m_tcb))->m_rxBuffer;
        const uint32_t told = (socket.*(&TcpSocketAccess::m_advWnd)).Get();
        const uint32_t most = buffer->MaxBufferSize();
        if (told <= most / 2 && most - buffer->Size() >= 2 * told &&
            GetState(socket) == ESTABLISHED)
        {
            (socket.*(&TcpSocketAccess::SendEmptyPacket))(TcpHeader::ACK);
        }
    }

    /// The window that the peer has announced, in bytes.
    static uint32_t GetPeerWindow(const TcpSocketBase& socket)
    {
        return (socket.*(&TcpSocketAccess::GetRWnd))();
    }

    /// Whether short segments go out while data is in flight (Nagle's rule is off).
    static bool GetNoDelay(const TcpSocketBase& socket)
    {
        return (socket.*(&TcpSocketAccess::GetTcpNoDelay))();
    }

    /// @param socket of any class @param noDelay Nagle's rule is off
    static void SetNoDelay(TcpSocketBase& socket, bool noDelay)
    {
        (socket.*(&TcpSocketAccess::SetTcpNoDelay))(noDelay);
    }

    /// See every segment before the socket does. No look-up by name, unlike TraceConnect.
    static void WatchSegments(TcpSocketBase& socket, const ReceiveTrace& sink)
    {
        (socket.*(&TcpSocketAccess::m_rxTrace)).ConnectWithoutContext(sink);
    }

    /// Undo a WatchSegments. @param socket that was watched @param sink told so far
    static void UnwatchSegments(TcpSocketBase& socket, const ReceiveTrace& sink)
    {
        (socket.*(&TcpSocketAccess::m_rxTrace)).DisconnectWithoutContext(sink);
    }
};

} // namespace ns3

#endif // TCP_SOCKET_ACCESS_H
