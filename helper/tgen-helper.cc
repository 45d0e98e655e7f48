/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-helper.h"

#include "ns3/application-streams.h"
#include "ns3/host-directory.h"
#include "ns3/tgen-application.h"

namespace ns3
{

TgenHelper::TgenHelper(const std::string& config)
    : TgenHelper(TgenActionGraph::Load(config))
{
}

TgenHelper::TgenHelper(std::shared_ptr<const TgenActionGraph> graph)
    : TrafficHelper(TgenApplication::GetTypeId()),
      m_graph(std::move(graph))
{
}

void
TgenHelper::SetLogDirectory(const std::string& directory)
{
    m_logDirectory = directory;
}

std::optional<uint16_t>
TgenHelper::GetServerPort() const
{
    return m_graph->GetStartOptions().serverPort;
}

Ptr<Application>
TgenHelper::Create(Ptr<Node> node) const
{
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
    return application;
}

int64_t
TgenHelper::AssignStreams(const NodeContainer& nodes, int64_t stream)
{
    return AssignApplicationStreams<TgenApplication>(nodes, stream);
}

} // namespace ns3
