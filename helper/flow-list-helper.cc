/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/flow-list-helper.h"

#include "ns3/abort.h"
#include "ns3/flow-list-source.h"
#include "ns3/host-directory.h"
#include "ns3/poisson-flow-application.h"
#include "ns3/poisson-flow-server-helper.h"
#include "ns3/string.h"
#include "ns3/traffic-helper.h"

#include <algorithm>
#include <set>
#include <utility>

namespace ns3
{

FlowListHelper::FlowListHelper(std::shared_ptr<const FlowList> list)
    : m_list(std::move(list))
{
    m_factory.SetTypeId(PoissonFlowApplication::GetTypeId());
    m_factory.Set("Direction", StringValue("Push"));
    m_factory.Set("Connections", StringValue("PerFlow"));
}

void
FlowListHelper::SetAttribute(const std::string& name, const AttributeValue& value)
{
    m_factory.Set(name, value);
}

ApplicationContainer
FlowListHelper::Install(const NodeContainer& hosts)
{
    std::set<FlowListSource::Destination> destinations;
    for (const auto& flow : m_list->flows)
    {
        NS_ABORT_MSG_IF(std::max(flow.source, flow.destination) >= hosts.GetN(),
                        "FlowListHelper: there are fewer nodes than hosts in the list");
        destinations.emplace(flow.destination, flow.port);
    }
    ApplicationContainer applications;
    for (const auto& [host, port] : destinations)
    {
        applications.Add(PoissonFlowServerHelper(port).Install(hosts.Get(host)));
    }
    for (auto& [host, flows] : FlowListSource::GroupBySource(*m_list))
    {
        const auto node = hosts.Get(host);
        if (!TrafficHelper::IsLocal(node))
        {
            continue;
        }
        auto source = std::make_unique<FlowListSource>(std::move(flows));
        std::vector<PoissonConfig::Server> servers;
        for (const auto& [destination, port] : source->GetDestinations())
        {
            servers.push_back({HostDirectory::NameOf(hosts.Get(destination)), port, 1, 0});
        }
        const auto application = m_factory.Create<PoissonFlowApplication>();
        application->SetSource(std::move(source), std::move(servers));
        application->ResolveServers();
        node->AddApplication(application);
        applications.Add(application);
    }
    return applications;
}

int64_t
FlowListHelper::AssignStreams(const NodeContainer&, int64_t)
{
    return 0;
}

} // namespace ns3
