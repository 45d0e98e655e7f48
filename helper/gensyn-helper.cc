/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/gensyn-helper.h"

#include "ns3/abort.h"
#include "ns3/application-streams.h"
#include "ns3/gensyn-application.h"
#include "ns3/host-directory.h"
#include "ns3/input-error.h"
#include "ns3/names.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3
{

GensynHelper::GensynHelper(const std::string& model, uint64_t users)
    : GensynHelper(GensynModel::Load(model), users)
{
}

GensynHelper::GensynHelper(std::shared_ptr<const GensynModel> model, uint64_t users)
    : m_model(std::move(model)),
      m_users(users)
{
    m_factory.SetTypeId(GensynApplication::GetTypeId());
}

void
GensynHelper::SetServers(const std::vector<std::string>& hosts)
{
    m_servers = hosts;
}

void
GensynHelper::SetAttribute(const std::string& name, const AttributeValue& value)
{
    m_factory.Set(name, value);
}

ApplicationContainer
GensynHelper::Install(const NodeContainer& nodes)
{
    ApplicationContainer applications;
    for (auto node = nodes.Begin(); node != nodes.End(); ++node)
    {
        applications.Add(Install(*node));
    }
    return applications;
}

ApplicationContainer
GensynHelper::Install(Ptr<Node> node)
{
    ApplicationContainer applications;
    if (node->GetSystemId() != Simulator::GetSystemId())
    {
        return applications;
    }
    if (m_model->HasCommunication() && m_servers.empty())
    {
        throw InputError(m_model->GetName(),
                         0,
                         "users of " + QuoteInput(m_model->GetName()) +
                             " communicate, but there is no server",
                         "GensynHelper::SetServers with hosts that run content servers");
    }
    auto servers = m_servers;
    servers.erase(std::remove(servers.begin(), servers.end(), HostDirectory::NameOf(node)),
                  servers.end());
    if (servers.empty())
    {
        servers = m_servers; // it has only itself
    }
    const auto application = m_factory.Create<GensynApplication>();
    application->SetModel(m_model, m_users);
    application->SetServers(servers);
    application->ResolveServers();
    node->AddApplication(application);
    applications.Add(application);
    return applications;
}

ApplicationContainer
GensynHelper::Install(const std::string& nodeName)
{
    const auto node = Names::Find<Node>(nodeName);
    NS_ABORT_MSG_IF(!node, "no node is named '" << nodeName << "'");
    return Install(node);
}

int64_t
GensynHelper::AssignStreams(const NodeContainer& nodes, int64_t stream)
{
    return AssignApplicationStreams<GensynApplication>(nodes, stream);
}

} // namespace ns3
