/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef UDP_STREAM_H
#define UDP_STREAM_H

#include "ns3/inet-socket-address.h"
#include "ns3/ipv4-route.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/udp-l4-protocol.h"

#include <cstdint>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Datagrams from a port of a node to a remote end point, one way. It has no socket: ns-3 keeps each
 * UDP socket that it ever made until the node is gone, and looks through all of their end points
 * for every datagram that arrives. What is sent back is answered with an ICMP message that nobody
 * listens.
 */
class UdpStream
{
  public:
    /**
     * Find the way.
     * @param node the sender
     * @param port local port, which the user keeps the book of
     * @param remote address and port of the receiver
     * @return whether there is a route
     */
    bool Open(Ptr<Node> node, uint16_t port, const InetSocketAddress& remote);
    /// @param payload without headers; Open() has returned true
    void Send(Ptr<Packet> payload);
    /// Forget everything.
    void Close();

    /// @return source port; 0 before Open
    uint16_t GetPort() const;

  private:
    Ptr<UdpL4Protocol> m_udp;
    Ptr<Ipv4Route> m_route;
    InetSocketAddress m_remote{Ipv4Address::GetAny(), 0};
    uint16_t m_port{0};
};

} // namespace ns3

#endif // UDP_STREAM_H
