/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/link-report.h"

#include "ns3/channel.h"
#include "ns3/names.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/queue-disc.h"
#include "ns3/queue.h"
#include "ns3/results-helper.h"
#include "ns3/traffic-control-layer.h"

#include <cstddef>
#include <cstdint>

namespace ns3
{

namespace
{

/// The device at the other end.
Ptr<NetDevice>
GetPeer(const Ptr<PointToPointNetDevice>& device)
{
    const auto channel = device->GetChannel();
    const auto first = channel->GetDevice(0);
    return first == device ? channel->GetDevice(1) : first;
}

nlohmann::ordered_json
ReportDirection(const Ptr<PointToPointNetDevice>& device)
{
    const auto node = device->GetNode();
    const auto queue = device->GetQueue();
    uint64_t dropped = queue->GetTotalDroppedPackets();
    const auto layer = node->GetObject<TrafficControlLayer>();
    if (const auto above = layer ? layer->GetRootQueueDiscOnDevice(device) : nullptr)
    {
        dropped += above->GetStats().nTotalDroppedPackets;
    }
    constexpr uint64_t PPP_BYTES = 2;
    const uint64_t packets = queue->GetTotalReceivedPackets() - queue->GetNPackets();
    const uint64_t bytes = queue->GetTotalReceivedBytes() - queue->GetNBytes();
    return {{"from", Names::FindName(node)},
            {"to", Names::FindName(GetPeer(device)->GetNode())},
            {"packets", packets},
            {"bytes", bytes - PPP_BYTES * packets},
            {"dropped", dropped}};
}

} // namespace

nlohmann::ordered_json
ReportLinks(const NodeContainer& nodes)
{
    auto links = nlohmann::ordered_json::array();
    for (auto node = nodes.Begin(); node != nodes.End(); ++node)
    {
        for (uint32_t i = 0; i < (*node)->GetNDevices(); ++i)
        {
            const auto device = DynamicCast<PointToPointNetDevice>((*node)->GetDevice(i));
            if (device && device->GetChannel())
            {
                links.push_back(ReportDirection(device));
            }
        }
    }
    return links;
}

LinksShare::LinksShare(const NodeContainer& nodes, ResultsHelper& results)
    : m_nodes(nodes),
      m_results(results)
{
}

void
LinksShare::Close()
{
    m_links = ReportLinks(m_nodes);
}

nlohmann::json
LinksShare::Save() const
{
    return m_links;
}

void
LinksShare::Merge(const nlohmann::json& saved)
{
    // All ranks have all links; a direction has counted where its sender is, and only there.
    for (std::size_t i = 0; i < m_links.size(); ++i)
    {
        for (const auto* key : {"packets", "bytes", "dropped"})
        {
            m_links[i][key] = m_links[i][key].get<uint64_t>() + saved.at(i).at(key).get<uint64_t>();
        }
    }
}

void
LinksShare::Finish(nlohmann::ordered_json&)
{
    m_results.WriteJson("links.json", m_links);
}

} // namespace ns3
