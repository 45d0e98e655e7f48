/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef UDP_PORT_BOOK_H
#define UDP_PORT_BOOK_H

#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/object.h"

#include <cstdint>
#include <map>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Source ports of the UDP streams of a node, without sockets. The other side tells streams by their
 * port, so one that is given back rests before it is taken again.
 */
class UdpPortBook : public Object
{
  public:
    /// @return the class of the book
    static TypeId GetTypeId();

    /// @return the book of a node, which is made when it has none
    static Ptr<UdpPortBook> Of(Ptr<Node> node);

    /// @return a new port, or else the one whose rest is over first; 0 when there is none
    uint16_t Take();
    /**
     * Give back what Take returned.
     * @param port that was taken
     * @param rest until it may be taken again
     */
    void GiveBack(uint16_t port, Time rest);

  private:
    static constexpr uint16_t FIRST = 1024;
    uint32_t m_nextNew{FIRST};
    std::multimap<Time, uint16_t> m_resting; //!< by the end of their rest
};

} // namespace ns3

#endif // UDP_PORT_BOOK_H
