/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/node-placement.h"

#include "ns3/input-error.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <numeric>
#include <optional>
#include <queue>
#include <string>
#include <tuple>
#include <utility>

namespace ns3
{

namespace
{

/// Nodes that stay together. The first node of a part stands for it.
class Parts
{
  public:
    explicit Parts(const NetworkDescription& network)
        : m_parents(network.nodes.size()),
          m_work(network.nodes.size()),
          m_count(network.nodes.size())
    {
        std::iota(m_parents.begin(), m_parents.end(), 0);
        for (const auto& link : network.links)
        {
            ++m_work[link.a];
            ++m_work[link.b];
        }
    }

    std::size_t Of(std::size_t node)
    {
        while (m_parents[node] != node)
        {
            m_parents[node] = m_parents[m_parents[node]];
            node = m_parents[node];
        }
        return node;
    }

    std::size_t GetCount() const
    {
        return m_count;
    }

    /// @return ends of links at the nodes of a part, when its first node is given
    std::size_t GetWork(std::size_t part) const
    {
        return m_work[part];
    }

    void Join(std::size_t a, std::size_t b)
    {
        a = Of(a);
        b = Of(b);
        if (a == b)
        {
            return;
        }
        if (b < a)
        {
            std::swap(a, b);
        }
        m_parents[b] = a;
        m_work[a] += m_work[b];
        --m_count;
    }

  private:
    std::vector<std::size_t> m_parents;
    std::vector<std::size_t> m_work; //!< of the part that a node stands for
    std::size_t m_count;
};

std::string
Quantity(uint64_t number, const std::string& word)
{
    return std::to_string(number) + " " + word + (number == 1 ? "" : "s");
}

/// The links of a network, the shortest ones first.
std::vector<const NetworkLink*>
SortByDelay(const NetworkDescription& network)
{
    std::vector<const NetworkLink*> links;
    for (const auto& link : network.links)
    {
        links.push_back(&link);
    }
    std::stable_sort(links.begin(), links.end(), [](const auto* a, const auto* b) {
        return a->properties.delay < b->properties.delay;
    });
    return links;
}

/// Join the nodes of links that are shorter than some delay, the longest that leaves enough parts.
void
KeepShortLinks(Parts& parts, const std::vector<const NetworkLink*>& links, std::size_t nParts)
{
    for (std::size_t i = 0; i < links.size();)
    {
        auto joined = parts;
        const auto delay = links[i]->properties.delay;
        for (; i < links.size() && links[i]->properties.delay == delay; ++i)
        {
            joined.Join(links[i]->a, links[i]->b);
        }
        if (joined.GetCount() < nParts)
        {
            return;
        }
        parts = std::move(joined);
    }
}

std::vector<uint32_t>
Split(const NetworkDescription& network, uint32_t ranks)
{
    const auto links = SortByDelay(network);
    Parts parts(network);
    for (const auto* link : links)
    {
        if (link->properties.delay.IsZero())
        {
            parts.Join(link->a, link->b);
        }
    }
    if (parts.GetCount() < ranks)
    {
        throw InputError("network",
                         0,
                         "this network has no links with a delay between " +
                             Quantity(ranks, "rank"),
                         "at most " + Quantity(parts.GetCount(), "rank"));
    }
    KeepShortLinks(parts, links, ranks);
    // Of the links that are too long, or all of one length, as many as the balance allows.
    const auto most = (2 * network.links.size() + ranks - 1) / ranks;
    for (const auto* link : links)
    {
        const auto a = parts.Of(link->a);
        const auto b = parts.Of(link->b);
        if (a != b && parts.GetWork(a) + parts.GetWork(b) <= most && parts.GetCount() > ranks)
        {
            parts.Join(a, b);
        }
    }

    std::vector<std::size_t> largestFirst;
    for (std::size_t node = 0; node < network.nodes.size(); ++node)
    {
        if (parts.Of(node) == node)
        {
            largestFirst.push_back(node);
        }
    }
    std::stable_sort(largestFirst.begin(), largestFirst.end(), [&](auto a, auto b) {
        return parts.GetWork(a) > parts.GetWork(b);
    });
    using Load = std::tuple<std::size_t, std::size_t, uint32_t>; // work, number of parts, rank
    std::priority_queue<Load, std::vector<Load>, std::greater<>> least;
    for (uint32_t rank = 0; rank < ranks; ++rank)
    {
        least.emplace(0, 0, rank);
    }
    std::vector<uint32_t> placed(network.nodes.size());
    for (const auto part : largestFirst)
    {
        const auto [work, count, rank] = least.top();
        least.pop();
        placed[part] = rank;
        least.emplace(work + parts.GetWork(part), count + 1, rank);
    }
    for (std::size_t node = 0; node < network.nodes.size(); ++node)
    {
        placed[node] = placed[parts.Of(node)];
    }
    return placed;
}

/// Spread the ranks of some nodes to all.
std::vector<uint32_t>
Spread(const NetworkDescription& network, uint32_t ranks)
{
    std::vector<std::vector<std::pair<std::size_t, Time>>> neighbours(network.nodes.size());
    for (const auto& link : network.links)
    {
        neighbours[link.a].emplace_back(link.b, link.properties.delay);
        neighbours[link.b].emplace_back(link.a, link.properties.delay);
    }
    using Reached = std::tuple<Time, uint32_t, std::size_t>; // distance, rank, node
    std::priority_queue<Reached, std::vector<Reached>, std::greater<>> next;
    for (const auto& [node, rank] : network.ranks)
    {
        next.emplace(Time(0), rank % ranks, node);
    }
    std::vector<std::optional<uint32_t>> placed(network.nodes.size());
    while (!next.empty())
    {
        const auto [distance, rank, node] = next.top();
        next.pop();
        if (placed[node])
        {
            continue;
        }
        placed[node] = rank;
        for (const auto& [neighbour, delay] : neighbours[node])
        {
            next.emplace(distance + delay, rank, neighbour);
        }
    }
    std::vector<uint32_t> all;
    for (const auto& rank : placed)
    {
        all.push_back(rank.value_or(0));
    }
    return all;
}

void
Check(const NetworkDescription& network, const std::vector<uint32_t>& placed, uint32_t ranks)
{
    for (const auto& link : network.links)
    {
        if (placed[link.a] != placed[link.b] && link.properties.delay.IsZero())
        {
            throw InputError("network.ranks",
                             0,
                             "nodes " + QuoteInput(network.nodes[link.a]) + " and " +
                                 QuoteInput(network.nodes[link.b]) +
                                 " are on different ranks, but the link between them has no delay",
                             "a delay, or the same rank");
        }
    }
    for (uint32_t rank = 0; rank < ranks; ++rank)
    {
        if (std::find(placed.begin(), placed.end(), rank) == placed.end())
        {
            throw InputError("network.ranks",
                             0,
                             "no node is on rank " + std::to_string(rank) + " of " +
                                 std::to_string(ranks),
                             "fewer ranks, or a node for each of them");
        }
    }
}

} // namespace

std::vector<uint32_t>
PlaceNodes(const NetworkDescription& network, uint32_t ranks)
{
    if (ranks == 1)
    {
        return std::vector<uint32_t>(network.nodes.size());
    }
    auto placed = network.ranks.empty() ? Split(network, ranks) : Spread(network, ranks);
    Check(network, placed, ranks);
    return placed;
}

} // namespace ns3
