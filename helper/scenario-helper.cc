/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/scenario-helper.h"

#include "ns3/application-streams.h"
#include "ns3/link-report.h"
#include "ns3/network-builder.h"
#include "ns3/node-order-scheduler.h"
#include "ns3/object-factory.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/scenario-reader.h"
#include "ns3/simulator.h"

#include <memory>

namespace ns3
{

ScenarioHelper
ScenarioHelper::Load(const std::string& path, const std::vector<std::string>& overrides)
{
    return ScenarioReader(path, overrides).Read();
}

ScenarioHelper
ScenarioHelper::Parse(std::string_view text, const std::string& name)
{
    return ScenarioReader(text, name).Read();
}

const std::string&
ScenarioHelper::GetName() const
{
    return m_name;
}

Time
ScenarioHelper::GetStop() const
{
    return m_stop;
}

const NetworkDescription&
ScenarioHelper::GetNetwork() const
{
    return m_network;
}

std::size_t
ScenarioHelper::GetNApplications() const
{
    std::size_t count = 0;
    for (const auto& entry : m_entries)
    {
        count += entry.hosts.size();
    }
    return count;
}

std::vector<ScenarioHelper::Part>
ScenarioHelper::GetParts() const
{
    std::vector<Part> parts;
    for (const auto& entry : m_entries)
    {
        parts.push_back({entry.type, entry.hosts});
    }
    return parts;
}

const std::vector<std::string>&
ScenarioHelper::GetWarnings() const
{
    return m_warnings;
}

ApplicationContainer
ScenarioHelper::Install(ResultsHelper& results) const
{
    ObjectFactory scheduler;
    scheduler.SetTypeId(NodeOrderScheduler::GetTypeId());
    Simulator::SetScheduler(scheduler);
    RngSeedManager::SetSeed(m_seed);
    RngSeedManager::SetRun(m_run);
    m_tcp.Apply();
    NetworkBuilder network;
    const auto nodes = network.Build(m_network, results.GetParallelRun().ranks);
    results.WatchQueues(nodes);

    ApplicationContainer applications;
    for (const auto& entry : m_entries)
    {
        NodeContainer hosts;
        for (auto host : entry.hosts)
        {
            hosts.Add(nodes.Get(host));
        }
        auto installed = entry.install(hosts, results);
        installed.Start(entry.start);
        if (entry.stop)
        {
            installed.Stop(*entry.stop);
        }
        applications.Add(installed);
    }
    results.Collect(applications);
    results.AddShare(std::make_shared<LinksShare>(nodes, results));

    // The network comes last: a loss rate on a link leaves the draws of applications as they are.
    int64_t stream = 0;
    stream += AssignApplicationStreams(nodes, stream);
    network.AssignStreams(stream);

    Simulator::Stop(m_stop);
    return applications;
}

} // namespace ns3
