/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/poisson-flow-server-helper.h"

#include "ns3/poisson-flow-server-application.h"
#include "ns3/uinteger.h"

namespace ns3
{

PoissonFlowServerHelper::PoissonFlowServerHelper(uint16_t port)
    : TrafficHelper(PoissonFlowServerApplication::GetTypeId())
{
    m_factory.Set("Port", UintegerValue(port));
}

std::optional<uint16_t>
PoissonFlowServerHelper::GetServerPort() const
{
    return GetPortAttribute();
}

Ptr<Application>
PoissonFlowServerHelper::Create(Ptr<Node>) const
{
    return m_factory.Create<PoissonFlowServerApplication>();
}

int64_t
PoissonFlowServerHelper::AssignStreams(const NodeContainer&, int64_t)
{
    return 0;
}

} // namespace ns3
