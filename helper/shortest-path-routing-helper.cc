/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/shortest-path-routing-helper.h"

#include "ns3/abort.h"
#include "ns3/channel.h"
#include "ns3/ipv4.h"
#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/shortest-path-routing.h"

#include <map>
#include <memory>
#include <vector>

namespace ns3
{

ShortestPathRoutingHelper*
ShortestPathRoutingHelper::Copy() const
{
    return new ShortestPathRoutingHelper(*this);
}

Ptr<Ipv4RoutingProtocol>
ShortestPathRoutingHelper::Create(Ptr<Node>) const
{
    return CreateObject<ShortestPathRouting>();
}

void
ShortestPathRoutingHelper::Connect(const NodeContainer& nodes, Metric metric)
{
    std::map<uint32_t, uint32_t> places; // by node id
    for (uint32_t i = 0; i < nodes.GetN(); ++i)
    {
        places[nodes.Get(i)->GetId()] = i;
    }
    std::vector<ShortestPaths::Link> links;
    std::unordered_map<uint32_t, uint32_t> addresses;
    for (uint32_t i = 0; i < nodes.GetN(); ++i)
    {
        const auto ipv4 = nodes.Get(i)->GetObject<Ipv4>();
        for (uint32_t interface = 1; interface < ipv4->GetNInterfaces(); ++interface)
        {
            for (uint32_t k = 0; k < ipv4->GetNAddresses(interface); ++k)
            {
                addresses.emplace(ipv4->GetAddress(interface, k).GetLocal().Get(), i);
            }
            const auto device = ipv4->GetNetDevice(interface);
            const auto channel = device->GetChannel();
            if (!channel || channel->GetNDevices() != 2)
            {
                continue;
            }
            const auto peer = channel->GetDevice(channel->GetDevice(0) == device ? 1 : 0);
            const auto other = places.find(peer->GetNode()->GetId());
            // Each link has two ends; the second one says it.
            if (other == places.end() || other->second > i)
            {
                continue;
            }
            const auto there = peer->GetNode()->GetObject<Ipv4>()->GetInterfaceForDevice(peer);
            if (there < 1 || (other->second == i && there >= static_cast<int32_t>(interface)))
            {
                continue;
            }
            int64_t cost = 0;
            TimeValue delay;
            if (metric == DELAY && channel->GetAttributeFailSafe("Delay", delay))
            {
                cost = delay.Get().GetTimeStep();
            }
            links.push_back({other->second, static_cast<uint32_t>(there), i, interface, cost});
        }
    }
    const auto map = std::make_shared<ShortestPathMap>(
        ShortestPathMap{ShortestPaths(nodes.GetN(), links), std::move(addresses)});
    for (uint32_t i = 0; i < nodes.GetN(); ++i)
    {
        const auto routing =
            DynamicCast<ShortestPathRouting>(nodes.Get(i)->GetObject<Ipv4>()->GetRoutingProtocol());
        NS_ABORT_MSG_IF(!routing,
                        "node " << nodes.Get(i)->GetId() << " has no ShortestPathRouting");
        routing->Join(map, i);
    }
}

} // namespace ns3
