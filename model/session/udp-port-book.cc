/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/udp-port-book.h"

#include "ns3/simulator.h"

#include <limits>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(UdpPortBook);

TypeId
UdpPortBook::GetTypeId()
{
    static TypeId tid = TypeId("ns3::UdpPortBook")
                            .SetParent<Object>()
                            .SetGroupName("SyntheticTraffic")
                            .AddConstructor<UdpPortBook>();
    return tid;
}

Ptr<UdpPortBook>
UdpPortBook::Of(Ptr<Node> node)
{
    auto book = node->GetObject<UdpPortBook>();
    if (!book)
    {
        book = CreateObject<UdpPortBook>();
        node->AggregateObject(book);
    }
    return book;
}

uint16_t
UdpPortBook::Take()
{
    if (m_nextNew <= std::numeric_limits<uint16_t>::max())
    {
        return static_cast<uint16_t>(m_nextNew++);
    }
    const auto first = m_resting.begin();
    if (first == m_resting.end() || first->first > Simulator::Now())
    {
        return 0;
    }
    const auto port = first->second;
    m_resting.erase(first);
    return port;
}

void
UdpPortBook::GiveBack(uint16_t port, Time rest)
{
    m_resting.emplace(Simulator::Now() + rest, port);
}

} // namespace ns3
