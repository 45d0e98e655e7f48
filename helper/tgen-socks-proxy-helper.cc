/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-socks-proxy-helper.h"

#include "ns3/tgen-socks-proxy-application.h"
#include "ns3/uinteger.h"

namespace ns3
{

TgenSocksProxyHelper::TgenSocksProxyHelper(uint16_t port)
    : TrafficHelper(TgenSocksProxyApplication::GetTypeId())
{
    m_factory.Set("Port", UintegerValue(port));
}

std::optional<uint16_t>
TgenSocksProxyHelper::GetServerPort() const
{
    return GetPortAttribute();
}

Ptr<Application>
TgenSocksProxyHelper::Create(Ptr<Node>) const
{
    return m_factory.Create<TgenSocksProxyApplication>();
}

int64_t
TgenSocksProxyHelper::AssignStreams(const NodeContainer&, int64_t)
{
    return 0;
}

} // namespace ns3
