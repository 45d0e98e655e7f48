/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/traffic-helper.h"

#include "ns3/abort.h"
#include "ns3/host-directory.h"
#include "ns3/names.h"
#include "ns3/node.h"
#include "ns3/simulation-singleton.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

namespace ns3
{

TrafficHelper::TrafficHelper(TypeId application)
{
    m_factory.SetTypeId(application);
}

TrafficHelper::~TrafficHelper() = default;

void
TrafficHelper::SetAttribute(const std::string& name, const AttributeValue& value)
{
    m_factory.Set(name, value);
}

ApplicationContainer
TrafficHelper::Install(const NodeContainer& nodes)
{
    return DoInstall(nodes);
}

ApplicationContainer
TrafficHelper::Install(Ptr<Node> node)
{
    return DoInstall(NodeContainer(node));
}

ApplicationContainer
TrafficHelper::Install(const std::string& nodeName)
{
    const auto node = Names::Find<Node>(nodeName);
    NS_ABORT_MSG_IF(!node, "no node is named '" << nodeName << "'");
    return DoInstall(NodeContainer(node));
}

bool
TrafficHelper::IsLocal(Ptr<const Node> node)
{
    return node->GetSystemId() == Simulator::GetSystemId();
}

uint16_t
TrafficHelper::GetPortAttribute() const
{
    UintegerValue port;
    m_factory.Create<Application>()->GetAttribute("Port", port);
    return static_cast<uint16_t>(port.Get());
}

ApplicationContainer
TrafficHelper::DoInstall(const NodeContainer& nodes)
{
    ApplicationContainer applications;
    const auto port = GetServerPort();
    for (auto node = nodes.Begin(); node != nodes.End(); ++node)
    {
        if (port)
        {
            SimulationSingleton<HostDirectory>::Get()->AddServer(*node, *port);
        }
        if (IsLocal(*node))
        {
            const auto application = Create(*node);
            (*node)->AddApplication(application);
            applications.Add(application);
        }
    }
    return applications;
}

std::optional<uint16_t>
TrafficHelper::GetServerPort() const
{
    return std::nullopt;
}

} // namespace ns3
