/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef UDP_PORT_POOL_H
#define UDP_PORT_POOL_H

#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/socket.h"

#include <cstddef>
#include <deque>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * UDP sockets of a host, each with a port of its own, that serve one stream of packets after
 * another. ns-3 keeps every UDP socket that it ever made until the node is gone, so they are used
 * again, but not before a rest: the other side tells streams by their port.
 */
class UdpPortPool
{
  public:
    /// @param rest of a port between two streams
    UdpPortPool(Ptr<Node> node, Time rest);
    /// Closes all sockets.
    ~UdpPortPool();
    UdpPortPool(const UdpPortPool&) = delete;
    UdpPortPool& operator=(const UdpPortPool&) = delete;

    /// @return a bound socket; null when there is no port left
    Ptr<Socket> Take();
    /// Give back what Take returned.
    void GiveBack(Ptr<Socket> socket);

    /// Sockets that were made.
    std::size_t GetNSockets() const;

  private:
    struct Resting
    {
        Ptr<Socket> socket;
        Time until;
    };

    Ptr<Node> m_node;
    Time m_rest;
    std::vector<Ptr<Socket>> m_sockets;
    std::deque<Resting> m_resting;
};

} // namespace ns3

#endif // UDP_PORT_POOL_H
