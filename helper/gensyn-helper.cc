/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/gensyn-helper.h"

#include "ns3/application-streams.h"
#include "ns3/gensyn-application.h"
#include "ns3/host-directory.h"
#include "ns3/input-error.h"

#include <algorithm>
#include <utility>

namespace ns3
{

GensynHelper::GensynHelper(const std::string& model, uint64_t users)
    : GensynHelper(GensynModel::Load(model), users)
{
}

GensynHelper::GensynHelper(std::shared_ptr<const GensynModel> model, uint64_t users)
    : TrafficHelper(GensynApplication::GetTypeId()),
      m_model(std::move(model)),
      m_users(users)
{
}

void
GensynHelper::SetServers(const std::vector<std::string>& hosts)
{
    m_servers = hosts;
}

Ptr<Application>
GensynHelper::Create(Ptr<Node> node) const
{
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
    return application;
}

int64_t
GensynHelper::AssignStreams(const NodeContainer& nodes, int64_t stream)
{
    return AssignApplicationStreams<GensynApplication>(nodes, stream);
}

} // namespace ns3
