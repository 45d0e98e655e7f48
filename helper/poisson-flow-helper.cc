/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/poisson-flow-helper.h"

#include "ns3/application-streams.h"
#include "ns3/data-rate.h"
#include "ns3/host-directory.h"
#include "ns3/input-error.h"
#include "ns3/poisson-flow-application.h"

#include <vector>

namespace ns3
{

namespace
{

/// @return the rate of a node's only link in Mbit/s; none when it has none or several
std::optional<double>
GetLinkMbps(Ptr<const Node> node)
{
    std::optional<double> rate;
    for (uint32_t i = 0; i < node->GetNDevices(); ++i)
    {
        DataRateValue value;
        if (node->GetDevice(i)->GetAttributeFailSafe("DataRate", value))
        {
            if (rate)
            {
                return std::nullopt;
            }
            rate = static_cast<double>(value.Get().GetBitRate()) / 1e6;
        }
    }
    return rate;
}

} // namespace

PoissonFlowHelper::PoissonFlowHelper(const std::string& config, const PoissonLoad& load)
    : PoissonFlowHelper(PoissonConfig::Load(config), load)
{
}

PoissonFlowHelper::PoissonFlowHelper(std::shared_ptr<const PoissonConfig> config,
                                     const PoissonLoad& load)
    : TrafficHelper(PoissonFlowApplication::GetTypeId()),
      m_config(std::move(config)),
      m_load(load)
{
}

ApplicationContainer
PoissonFlowHelper::DoInstall(const NodeContainer& nodes)
{
    if (!m_config->serversAreOtherHosts)
    {
        return TrafficHelper::DoInstall(nodes);
    }
    const auto all = std::make_shared<PoissonConfig>(*m_config);
    for (auto node = nodes.Begin(); node != nodes.End(); ++node)
    {
        all->servers.push_back({HostDirectory::NameOf(*node), m_config->otherHostsPort, 1, 0});
    }
    ApplicationContainer applications;
    for (uint32_t i = 0; i < nodes.GetN(); ++i)
    {
        const auto node = nodes.Get(i);
        if (!IsLocal(node))
        {
            continue;
        }
        Ptr<Application> application;
        if (m_load.compat)
        {
            // Other tools have no rule for this: they are given a list without the client itself.
            const auto others = std::make_shared<PoissonConfig>(*all);
            others->servers.erase(others->servers.begin() + i);
            application = Create(node, others, std::nullopt);
        }
        else
        {
            application = Create(node, all, i);
        }
        node->AddApplication(application);
        applications.Add(application);
    }
    return applications;
}

Ptr<Application>
PoissonFlowHelper::Create(Ptr<Node> node) const
{
    return Create(node, m_config, std::nullopt);
}

Ptr<Application>
PoissonFlowHelper::Create(Ptr<Node> node,
                          std::shared_ptr<const PoissonConfig> config,
                          std::optional<uint32_t> self) const
{
    auto load = m_load;
    if (load.fraction)
    {
        const auto link = GetLinkMbps(node);
        if (!link)
        {
            throw InputError(config->file,
                             0,
                             "host " + QuoteInput(HostDirectory::NameOf(node)) +
                                 " has not one link that its load could be a fraction of",
                             "a bandwidth, or a host with one link");
        }
        load.megabitsPerSecond = *load.fraction * *link;
    }
    PoissonPlan(config, load, PoissonSources::Streams(0), self); // throws when there is none
    const auto application = m_factory.Create<PoissonFlowApplication>();
    application->SetPlan(std::move(config), load, self);
    application->ResolveServers();
    return application;
}

int64_t
PoissonFlowHelper::AssignStreams(const NodeContainer& nodes, int64_t stream)
{
    return AssignApplicationStreams<PoissonFlowApplication>(nodes, stream);
}

} // namespace ns3
