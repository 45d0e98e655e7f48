/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_CONNECTION_POOL_H
#define POISSON_CONNECTION_POOL_H

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Which connections of a client have no flow to carry: for each server those that are idle, and
 * those that are being made and nobody waits for. Connections are numbers that grow in the order in
 * which they were made; of several, the oldest one is taken, as by HKUST's tool.
 */
class PoissonConnectionPool
{
  public:
    /// @param nServers servers are numbered from 0
    explicit PoissonConnectionPool(std::size_t nServers);

    /// A connection is being made that nobody waits for.
    void AddConnecting(uint32_t server, uint64_t connection);
    /// A connection has become idle, whatever it was before.
    void AddIdle(uint32_t server, uint64_t connection);
    /// @return the oldest idle connection, which is the caller's now; none when there is none
    std::optional<uint64_t> TakeIdle(uint32_t server);
    /// The same for those that are being made.
    std::optional<uint64_t> TakeConnecting(uint32_t server);
    /// A connection is gone.
    void Remove(uint32_t server, uint64_t connection);
    /// @return all idle connections of all servers, which are the caller's now
    std::vector<uint64_t> TakeAllIdle();

  private:
    struct Server
    {
        std::set<uint64_t> idle;
        std::set<uint64_t> connecting;
    };

    static std::optional<uint64_t> TakeFirst(std::set<uint64_t>& connections);

    std::vector<Server> m_servers;
};

} // namespace ns3

#endif // POISSON_CONNECTION_POOL_H
