/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PORT_BOOK_H
#define PORT_BOOK_H

#include "ns3/ipv4-address.h"

#include <cstdint>
#include <set>
#include <unordered_set>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Which local TCP ports a host uses towards which remote end point.
 *
 * A connection is named by four numbers, so one local port can serve any number of remote end
 * points. ns-3 gives a node 16384 ephemeral ports for all of them together and does not refuse a
 * duplicate (the process aborts at the first segment), so we keep this book. Ports are handed out
 * in a cycle: a port rests for as long as possible before it is used again.
 */
class PortBook
{
  public:
    static constexpr uint16_t FIRST = 1024; //!< ports that are handed out, from here
    static constexpr uint16_t LAST = 65535; //!< to here, in a cycle

    /**
     * Take a port that is free towards a remote end point.
     * @return the port, or 0 when all 64512 are in use
     */
    uint16_t Take(Ipv4Address remote, uint16_t remotePort);
    /// Give back what Take returned.
    void Release(Ipv4Address remote, uint16_t remotePort, uint16_t port);

    /**
     * Go on from another place of the cycle. A new book starts at FIRST, which is the same in every
     * run: real hosts remember, for a minute, the ports of a run before this one.
     * @param port FIRST to LAST
     */
    void StartAt(uint16_t port);

    /// Never hand out a port, because somebody listens on it.
    void Reserve(uint16_t port);
    /// Undo a Reserve. @param port that nobody listens on any more
    void Unreserve(uint16_t port);

    /// Ports taken and not yet given back, over all remote end points.
    std::size_t GetNTaken() const;

  private:
    std::unordered_set<uint64_t> m_taken; //!< remote address, remote port, local port in one number
    std::multiset<uint16_t> m_reserved;
    uint16_t m_next{FIRST};
};

} // namespace ns3

#endif // PORT_BOOK_H
