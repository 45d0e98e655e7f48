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
    if (!m_resting.empty() && m_resting.front().until <= Simulator::Now())
    {
        const auto port = m_resting.front().port;
        m_resting.pop_front();
        return port;
    }
    return m_nextNew <= std::numeric_limits<uint16_t>::max() ? static_cast<uint16_t>(m_nextNew++)
                                                             : 0;
}

void
UdpPortBook::GiveBack(uint16_t port, Time rest)
{
    m_resting.push_back({port, Simulator::Now() + rest});
}

} // namespace ns3
