/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/poisson-connection-pool.h"

namespace ns3
{

PoissonConnectionPool::PoissonConnectionPool(std::size_t nServers)
    : m_servers(nServers)
{
}

void
PoissonConnectionPool::AddConnecting(uint32_t server, uint64_t connection)
{
    m_servers[server].connecting.insert(connection);
}

void
PoissonConnectionPool::AddIdle(uint32_t server, uint64_t connection)
{
    m_servers[server].connecting.erase(connection);
    m_servers[server].idle.insert(connection);
}

std::optional<uint64_t>
PoissonConnectionPool::TakeIdle(uint32_t server)
{
    return TakeFirst(m_servers[server].idle);
}

std::optional<uint64_t>
PoissonConnectionPool::TakeConnecting(uint32_t server)
{
    return TakeFirst(m_servers[server].connecting);
}

void
PoissonConnectionPool::Remove(uint32_t server, uint64_t connection)
{
    m_servers[server].idle.erase(connection);
    m_servers[server].connecting.erase(connection);
}

std::vector<uint64_t>
PoissonConnectionPool::TakeAllIdle()
{
    std::vector<uint64_t> all;
    for (auto& server : m_servers)
    {
        all.insert(all.end(), server.idle.begin(), server.idle.end());
        server.idle.clear();
    }
    return all;
}

std::optional<uint64_t>
PoissonConnectionPool::TakeFirst(std::set<uint64_t>& connections)
{
    if (connections.empty())
    {
        return std::nullopt;
    }
    const auto first = *connections.begin();
    connections.erase(connections.begin());
    return first;
}

} // namespace ns3
