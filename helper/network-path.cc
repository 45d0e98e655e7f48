/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/network-path.h"

#include <algorithm>
#include <deque>

namespace ns3
{

NetworkPaths::NetworkPaths(const NetworkDescription& network, std::size_t from)
    : m_from(from),
      m_steps(network.nodes.size())
{
    std::vector<std::vector<const NetworkLink*>> links(network.nodes.size());
    for (const auto& link : network.links)
    {
        links[link.a].push_back(&link);
        links[link.b].push_back(&link);
    }
    std::deque<std::size_t> reached{from};
    while (!reached.empty())
    {
        const auto node = reached.front();
        reached.pop_front();
        for (const auto* link : links[node])
        {
            const auto next = link->a == node ? link->b : link->a;
            if (next != from && !m_steps[next])
            {
                m_steps[next] = Step{node, &link->properties};
                reached.push_back(next);
            }
        }
    }
}

std::vector<const LinkProperties*>
NetworkPaths::To(std::size_t to) const
{
    std::vector<const LinkProperties*> links;
    for (auto node = to; node != m_from && m_steps[node]; node = m_steps[node]->node)
    {
        links.push_back(m_steps[node]->link);
    }
    std::reverse(links.begin(), links.end());
    return links;
}

} // namespace ns3
