/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/poisson-flow-server-helper.h"

#include "ns3/abort.h"
#include "ns3/host-directory.h"
#include "ns3/names.h"
#include "ns3/poisson-flow-server-application.h"
#include "ns3/simulation-singleton.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

namespace ns3
{

PoissonFlowServerHelper::PoissonFlowServerHelper(uint16_t port)
    : m_port(port)
{
    m_factory.SetTypeId(PoissonFlowServerApplication::GetTypeId());
    m_factory.Set("Port", UintegerValue(port));
}

void
PoissonFlowServerHelper::SetAttribute(const std::string& name, const AttributeValue& value)
{
    m_factory.Set(name, value);
}

ApplicationContainer
PoissonFlowServerHelper::Install(const NodeContainer& nodes)
{
    ApplicationContainer applications;
    for (auto node = nodes.Begin(); node != nodes.End(); ++node)
    {
        applications.Add(Install(*node));
    }
    return applications;
}

ApplicationContainer
PoissonFlowServerHelper::Install(Ptr<Node> node)
{
    ApplicationContainer applications;
    SimulationSingleton<HostDirectory>::Get()->AddServer(node, m_port);
    if (node->GetSystemId() == Simulator::GetSystemId())
    {
        const auto application = m_factory.Create<PoissonFlowServerApplication>();
        node->AddApplication(application);
        applications.Add(application);
    }
    return applications;
}

ApplicationContainer
PoissonFlowServerHelper::Install(const std::string& nodeName)
{
    const auto node = Names::Find<Node>(nodeName);
    NS_ABORT_MSG_IF(!node, "no node is named '" << nodeName << "'");
    return Install(node);
}

int64_t
PoissonFlowServerHelper::AssignStreams(const NodeContainer&, int64_t)
{
    return 0;
}

} // namespace ns3
