/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/network-path.h"

namespace ns3
{

namespace
{

std::vector<ShortestPaths::Link>
MakeLinks(const NetworkDescription& network)
{
    std::vector<ShortestPaths::Link> links;
    for (const auto& link : network.links)
    {
        const auto place = static_cast<uint32_t>(links.size());
        const auto cost = network.metric == ShortestPathRoutingHelper::DELAY
                              ? link.properties.delay.GetTimeStep()
                              : 0;
        links.push_back(
            {static_cast<uint32_t>(link.a), place, static_cast<uint32_t>(link.b), place, cost});
    }
    return links;
}

} // namespace

NetworkPaths::NetworkPaths(const NetworkDescription& network)
    : m_network(network),
      m_paths(network.nodes.size(), MakeLinks(network))
{
}

std::vector<LinkProperties>
NetworkPaths::Find(std::size_t from, std::size_t to) const
{
    std::vector<LinkProperties> links;
    auto node = static_cast<uint32_t>(from);
    const auto goal = static_cast<uint32_t>(to);
    for (auto ports = m_paths.GetPorts(node, goal); ports.count > 0;
         ports = m_paths.GetPorts(node, goal))
    {
        const auto& link = m_network.links[*ports.first];
        links.push_back(link.properties);
        if (link.rateBack && node == link.b)
        {
            links.back().rate = *link.rateBack;
        }
        node = m_paths.GetNeighbor(node, *ports.first);
    }
    return links;
}

} // namespace ns3
