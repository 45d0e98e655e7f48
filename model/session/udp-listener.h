/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef UDP_LISTENER_H
#define UDP_LISTENER_H

#include "ns3/inet-socket-address.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/socket.h"

#include <cstdint>
#include <functional>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Listens on a UDP port and hands over each datagram that comes.
 */
class UdpListener
{
  public:
    /// Called with a datagram and its sender.
    using Receiver = std::function<void(Ptr<Packet>, const InetSocketAddress&)>;

    UdpListener() = default;
    /// Closes.
    ~UdpListener();
    UdpListener(const UdpListener&) = delete;
    UdpListener& operator=(const UdpListener&) = delete;

    /**
     * Listen on all addresses of a node.
     * @return false when the port is taken
     */
    bool Listen(Ptr<Node> node, uint16_t port, Receiver receiver);
    /// Hand over nothing more.
    void Close();

  private:
    void Receive(Ptr<Socket> socket);

    Ptr<Socket> m_socket;
    Receiver m_receiver;
};

} // namespace ns3

#endif // UDP_LISTENER_H
