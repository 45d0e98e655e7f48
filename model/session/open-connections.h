/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef OPEN_CONNECTIONS_H
#define OPEN_CONNECTIONS_H

#include "ns3/deferred-deletion.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <utility>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * The connections that a server has open. Each has a number, and everything that goes over all of
 * them goes in order of their beginning.
 */
template <typename Connection>
class OpenConnections
{
  public:
    /// Make a connection of its owner, its number, and what else it is made of.
    template <typename Owner, typename... Rest>
    Connection& Open(Owner& owner, const Rest&... rest)
    {
        const auto id = m_next++;
        auto& place = m_open[id];
        place = std::make_unique<Connection>(owner, id, rest...);
        return *place;
    }

    /// An open one.
    Connection& Get(uint64_t id)
    {
        return *m_open.at(id);
    }

    /// @return how many are open
    std::size_t GetN() const
    {
        return m_open.size();
    }

    /// @param action gets each of them, and ends none
    template <typename Action>
    void ForEach(Action action)
    {
        for (auto& [id, connection] : m_open)
        {
            action(*connection);
        }
    }

    /// A connection tells that it is done: it is destroyed after it has returned from telling.
    void End(uint64_t id)
    {
        const auto found = m_open.find(id);
        m_dead.Add(std::move(found->second));
        m_open.erase(found);
    }

    /// Destroy all: nobody is inside.
    void Clear()
    {
        m_open.clear();
        m_dead.Clear();
    }

  private:
    std::map<uint64_t, std::unique_ptr<Connection>> m_open;
    uint64_t m_next{0};
    DeferredDeletion<Connection> m_dead;
};

} // namespace ns3

#endif // OPEN_CONNECTIONS_H
