/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_LISTENER_H
#define TCP_LISTENER_H

#include "ns3/inet-socket-address.h"
#include "ns3/simple-ref-count.h"
#include "ns3/socket.h"
#include "ns3/tcp-session-host.h"

#include <functional>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Listens on a TCP port and hands over each connection that is made. It keeps no reference to
 * accepted sockets: give them to TcpSession::Accept at once.
 */
class TcpListener
{
  public:
    /// Called with a new connection and its peer.
    using Acceptor = std::function<void(Ptr<Socket>, const InetSocketAddress&)>;

    TcpListener() = default;
    /// Closes.
    ~TcpListener();
    TcpListener(const TcpListener&) = delete;
    TcpListener& operator=(const TcpListener&) = delete;

    /**
     * Listen on all addresses of a node.
     * @return false when the port is taken
     */
    bool Listen(Ptr<Node> node, uint16_t port, const TcpSessionOptions& options, Acceptor acceptor);
    /// Accept nothing more. A handshake that is under way is reset.
    void Close();

  private:
    /// Shared with sockets in the handshake: ns-3 copies the listener's callbacks into them.
    struct Door : SimpleRefCount<Door>
    {
        Acceptor acceptor; //!< empty when closed
    };

    static void Enter(Ptr<Door> door, Ptr<Socket> socket, const Address& peer);

    Ptr<TcpSessionHost> m_host;
    Ptr<Socket> m_socket;
    Ptr<Door> m_door;
    uint16_t m_port{0};
};

} // namespace ns3

#endif // TCP_LISTENER_H
