/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_SOCKET_SWITCH_H
#define TCP_SOCKET_SWITCH_H

#include "ns3/ptr.h"
#include "ns3/socket.h"
#include "ns3/tcp-socket-access.h"

#include <unordered_map>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Tells the user of each socket what happens to it. ns-3 makes half a dozen objects of each
 * callback, which for a short connection costs more than the callback saves: here all sockets of a
 * node have the same ones, made once.
 */
class TcpSocketSwitch
{
  public:
    /// Whoever uses a socket: the names are those of ns-3's callbacks.
    class User
    {
      public:
        virtual ~User() = default;
        /// The peer has accepted.
        virtual void ConnectionSucceeded() = 0;
        /// The peer has refused, or did not answer.
        virtual void ConnectionFailed() = 0;
        /// A segment came; the socket has not seen it yet. Only between Watch and Unwatch.
        virtual void SegmentReceived(const TcpHeader& header, const TcpSocketBase& socket) = 0;
        /// Bytes are there to be read, or the end of the stream.
        virtual void Receive() = 0;
        /// The send buffer takes more.
        virtual void RoomAvailable() = 0;
        /// The peer sends no more, and everything was read.
        virtual void PeerClosed() = 0;
        /// A reset, or the end of all repetitions.
        virtual void ConnectionBroken() = 0;
    };

    TcpSocketSwitch();
    TcpSocketSwitch(const TcpSocketSwitch&) = delete;
    TcpSocketSwitch& operator=(const TcpSocketSwitch&) = delete;

    /**
     * Tell a user what happens to a socket.
     * @param socket it; Detach comes before its end, and before the end of the switch
     * @param user who is told
     */
    void Attach(Socket& socket, User& user);
    /// Tell nobody any more.
    void Detach(Socket& socket);

    /// Tell of segments as well, before the socket sees them; once for each Unwatch.
    void Watch(TcpSocketBase& socket);
    /// Undo a Watch. @param socket that was watched
    void Unwatch(TcpSocketBase& socket);

  private:
    User* Find(const Socket* socket) const;

    void ConnectionSucceeded(Ptr<Socket> socket);
    void ConnectionFailed(Ptr<Socket> socket);
    void SegmentReceived(Ptr<const Packet> packet,
                         const TcpHeader& header,
                         Ptr<const TcpSocketBase> socket);
    void Receive(Ptr<Socket> socket);
    void RoomAvailable(Ptr<Socket> socket, uint32_t room);
    void PeerClosed(Ptr<Socket> socket);
    void ConnectionBroken(Ptr<Socket> socket);

    std::unordered_map<const Socket*, User*> m_users;

    using SocketCallback = Callback<void, Ptr<Socket>>;
    SocketCallback m_connectionSucceeded;
    SocketCallback m_connectionFailed;
    TcpSocketAccess::ReceiveTrace m_segmentReceived;
    SocketCallback m_receive;
    Callback<void, Ptr<Socket>, uint32_t> m_roomAvailable;
    SocketCallback m_peerClosed;
    SocketCallback m_connectionBroken;
};

} // namespace ns3

#endif // TCP_SOCKET_SWITCH_H
