/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/poisson-flow-helper.h"

#include "ns3/abort.h"
#include "ns3/application-streams.h"
#include "ns3/data-rate.h"
#include "ns3/host-directory.h"
#include "ns3/input-error.h"
#include "ns3/names.h"
#include "ns3/poisson-flow-application.h"
#include "ns3/simulator.h"

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
    : m_config(std::move(config)),
      m_load(load)
{
    m_factory.SetTypeId(PoissonFlowApplication::GetTypeId());
}

void
PoissonFlowHelper::SetAttribute(const std::string& name, const AttributeValue& value)
{
    m_factory.Set(name, value);
}

ApplicationContainer
PoissonFlowHelper::Install(const NodeContainer& nodes)
{
    ApplicationContainer applications;
    auto config = m_config;
    if (m_config->serversAreOtherHosts)
    {
        const auto filled = std::make_shared<PoissonConfig>(*m_config);
        for (auto node = nodes.Begin(); node != nodes.End(); ++node)
        {
            filled->servers.push_back(
                {HostDirectory::NameOf(*node), m_config->otherHostsPort, 1, 0});
        }
        config = filled;
    }
    for (uint32_t i = 0; i < nodes.GetN(); ++i)
    {
        if (!m_config->serversAreOtherHosts)
        {
            applications.Add(Install(nodes.Get(i), config, std::nullopt));
        }
        else if (m_load.compat)
        {
            // Other tools have no rule for this: they are given a list without the client itself.
            const auto others = std::make_shared<PoissonConfig>(*config);
            others->servers.erase(others->servers.begin() + i);
            applications.Add(Install(nodes.Get(i), others, std::nullopt));
        }
        else
        {
            applications.Add(Install(nodes.Get(i), config, i));
        }
    }
    return applications;
}

ApplicationContainer
PoissonFlowHelper::Install(Ptr<Node> node)
{
    return Install(NodeContainer(node));
}

ApplicationContainer
PoissonFlowHelper::Install(const std::string& nodeName)
{
    const auto node = Names::Find<Node>(nodeName);
    NS_ABORT_MSG_IF(!node, "no node is named '" << nodeName << "'");
    return Install(node);
}

ApplicationContainer
PoissonFlowHelper::Install(Ptr<Node> node,
                           std::shared_ptr<const PoissonConfig> config,
                           std::optional<uint32_t> self)
{
    ApplicationContainer applications;
    if (node->GetSystemId() != Simulator::GetSystemId())
    {
        return applications;
    }
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
    node->AddApplication(application);
    applications.Add(application);
    return applications;
}

int64_t
PoissonFlowHelper::AssignStreams(const NodeContainer& nodes, int64_t stream)
{
    return AssignApplicationStreams<PoissonFlowApplication>(nodes, stream);
}

} // namespace ns3
