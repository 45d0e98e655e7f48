/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/flow-list-source.h"

namespace ns3
{

std::map<uint32_t, std::vector<ListedFlow>>
FlowListSource::GroupBySource(const FlowList& list)
{
    std::map<uint32_t, std::vector<ListedFlow>> groups;
    for (const auto& flow : list.flows)
    {
        groups[flow.source].push_back(flow);
    }
    return groups;
}

FlowListSource::FlowListSource(std::vector<ListedFlow> flows)
    : m_flows(std::move(flows))
{
    for (const auto& flow : m_flows)
    {
        const Destination destination{flow.destination, flow.port};
        if (m_indices.emplace(destination, m_destinations.size()).second)
        {
            m_destinations.push_back(destination);
        }
    }
}

bool
FlowListSource::Next(PoissonRequest& request)
{
    if (m_next == m_flows.size())
    {
        return false;
    }
    const auto& flow = m_flows[m_next];
    request.index = m_next;
    request.firstFlow = m_next++;
    request.drawnBytes = static_cast<double>(flow.bytes);
    request.bytes = flow.bytes;
    request.arrival = flow.start;
    request.servers.assign(1, m_indices.at({flow.destination, flow.port}));
    return true;
}

const std::vector<FlowListSource::Destination>&
FlowListSource::GetDestinations() const
{
    return m_destinations;
}

} // namespace ns3
