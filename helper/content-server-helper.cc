/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/content-server-helper.h"

#include "ns3/content-server-application.h"
#include "ns3/uinteger.h"

namespace ns3
{

ContentServerHelper::ContentServerHelper(uint16_t port, uint16_t udpPort)
    : TrafficHelper(ContentServerApplication::GetTypeId())
{
    m_factory.Set("Port", UintegerValue(port));
    m_factory.Set("UdpPort", UintegerValue(udpPort));
}

void
ContentServerHelper::SetContent(const std::map<std::string, uint64_t>& content)
{
    m_content = content;
}

std::optional<uint16_t>
ContentServerHelper::GetServerPort() const
{
    return GetPortAttribute();
}

Ptr<Application>
ContentServerHelper::Create(Ptr<Node>) const
{
    const auto application = m_factory.Create<ContentServerApplication>();
    application->SetContent(m_content);
    return application;
}

int64_t
ContentServerHelper::AssignStreams(const NodeContainer&, int64_t)
{
    return 0;
}

} // namespace ns3
