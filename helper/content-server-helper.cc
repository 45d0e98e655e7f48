/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/content-server-helper.h"

#include "ns3/abort.h"
#include "ns3/content-server-application.h"
#include "ns3/host-directory.h"
#include "ns3/names.h"
#include "ns3/simulation-singleton.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

namespace ns3
{

ContentServerHelper::ContentServerHelper(uint16_t port, uint16_t udpPort)
    : m_port(port)
{
    m_factory.SetTypeId(ContentServerApplication::GetTypeId());
    m_factory.Set("Port", UintegerValue(port));
    m_factory.Set("UdpPort", UintegerValue(udpPort));
}

void
ContentServerHelper::SetContent(const std::map<std::string, uint64_t>& content)
{
    m_content = content;
}

void
ContentServerHelper::SetAttribute(const std::string& name, const AttributeValue& value)
{
    m_factory.Set(name, value);
}

ApplicationContainer
ContentServerHelper::Install(const NodeContainer& nodes)
{
    ApplicationContainer applications;
    for (auto node = nodes.Begin(); node != nodes.End(); ++node)
    {
        applications.Add(Install(*node));
    }
    return applications;
}

ApplicationContainer
ContentServerHelper::Install(Ptr<Node> node)
{
    ApplicationContainer applications;
    SimulationSingleton<HostDirectory>::Get()->AddServer(node, m_port);
    if (node->GetSystemId() == Simulator::GetSystemId())
    {
        const auto application = m_factory.Create<ContentServerApplication>();
        application->SetContent(m_content);
        node->AddApplication(application);
        applications.Add(application);
    }
    return applications;
}

ApplicationContainer
ContentServerHelper::Install(const std::string& nodeName)
{
    const auto node = Names::Find<Node>(nodeName);
    NS_ABORT_MSG_IF(!node, "no node is named '" << nodeName << "'");
    return Install(node);
}

int64_t
ContentServerHelper::AssignStreams(const NodeContainer&, int64_t)
{
    return 0;
}

} // namespace ns3
