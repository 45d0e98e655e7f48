/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/port-book.h"

#include <algorithm>

namespace ns3
{

namespace
{

uint64_t
Key(Ipv4Address remote, uint16_t remotePort, uint16_t port)
{
    return (uint64_t{remote.Get()} << 32) | (uint64_t{remotePort} << 16) | port;
}

} // namespace

uint16_t
PortBook::Take(Ipv4Address remote, uint16_t remotePort)
{
    for (uint32_t tries = 0; tries <= LAST - FIRST; ++tries)
    {
        const uint16_t port = m_next;
        m_next = port == LAST ? FIRST : port + 1;
        if (m_reserved.count(port) == 0 && m_taken.insert(Key(remote, remotePort, port)).second)
        {
            return port;
        }
    }
    return 0;
}

void
PortBook::Release(Ipv4Address remote, uint16_t remotePort, uint16_t port)
{
    m_taken.erase(Key(remote, remotePort, port));
}

void
PortBook::StartAt(uint16_t port)
{
    m_next = std::max(port, FIRST);
}

void
PortBook::Reserve(uint16_t port)
{
    m_reserved.insert(port);
}

void
PortBook::Unreserve(uint16_t port)
{
    const auto place = m_reserved.find(port);
    if (place != m_reserved.end())
    {
        m_reserved.erase(place);
    }
}

std::size_t
PortBook::GetNTaken() const
{
    return m_taken.size();
}

} // namespace ns3
