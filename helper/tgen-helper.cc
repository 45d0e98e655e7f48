/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-helper.h"

#include "ns3/application-streams.h"
#include "ns3/host-directory.h"
#include "ns3/names.h"
#include "ns3/simulation-singleton.h"
#include "ns3/simulator.h"
#include "ns3/tgen-application.h"

namespace ns3
{

TgenHelper::TgenHelper(const std::string& config)
    : TgenHelper(TgenActionGraph::Load(config))
{
}

TgenHelper::TgenHelper(std::shared_ptr<const TgenActionGraph> graph)
    : m_graph(std::move(graph))
{
    m_factory.SetTypeId(TgenApplication::GetTypeId());
}

void
TgenHelper::SetAttribute(const std::string& name, const AttributeValue& value)
{
    m_factory.Set(name, value);
}

void
TgenHelper::SetLogDirectory(const std::string& directory)
{
    m_logDirectory = directory;
}

ApplicationContainer
TgenHelper::Install(const NodeContainer& nodes)
{
    ApplicationContainer applications;
    for (auto node = nodes.Begin(); node != nodes.End(); ++node)
    {
        applications.Add(Install(*node));
    }
    return applications;
}

ApplicationContainer
TgenHelper::Install(Ptr<Node> node)
{
    ApplicationContainer applications;
    if (const auto port = m_graph->GetStartOptions().serverPort)
    {
        SimulationSingleton<HostDirectory>::Get()->AddServer(node, *port);
    }
    if (node->GetSystemId() != Simulator::GetSystemId())
    {
        return applications;
    }
    uint32_t before = 0;
    for (uint32_t i = 0; i < node->GetNApplications(); ++i)
    {
        before += bool(DynamicCast<TgenApplication>(node->GetApplication(i)));
    }
    const auto application = m_factory.Create<TgenApplication>();
    application->SetGraph(m_graph);
    if (!m_logDirectory.empty())
    {
        // One file a process: a second one on the same host gets a number.
        const auto suffix = before == 0 ? "" : "-" + std::to_string(before + 1);
        application->SetLogFile(m_logDirectory + "/tgen." + HostDirectory::NameOf(node) + suffix +
                                ".log");
    }
    node->AddApplication(application);
    applications.Add(application);
    return applications;
}

ApplicationContainer
TgenHelper::Install(const std::string& nodeName)
{
    const auto node = Names::Find<Node>(nodeName);
    NS_ABORT_MSG_IF(!node, "no node is named '" << nodeName << "'");
    return Install(node);
}

int64_t
TgenHelper::AssignStreams(const NodeContainer& nodes, int64_t stream)
{
    return AssignApplicationStreams<TgenApplication>(nodes, stream);
}

} // namespace ns3
