/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/poisson-flow-server-application.h"

#include "ns3/abort.h"
#include "ns3/log.h"
#include "ns3/uinteger.h"

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("PoissonFlowServerApplication");
NS_OBJECT_ENSURE_REGISTERED(PoissonFlowServerApplication);

TypeId
PoissonFlowServerApplication::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::PoissonFlowServerApplication")
            .SetParent<TrafficApplication>()
            .SetGroupName("SyntheticTraffic")
            .AddConstructor<PoissonFlowServerApplication>()
            .AddAttribute("Port",
                          "TCP port that the server listens on.",
                          UintegerValue(5001),
                          MakeUintegerAccessor(&PoissonFlowServerApplication::m_port),
                          MakeUintegerChecker<uint16_t>(1))
            .AddTraceSource("Served",
                            "A flow was served.",
                            MakeTraceSourceAccessor(&PoissonFlowServerApplication::m_servedTrace),
                            "ns3::PoissonFlowServerApplication::ServedTracedCallback");
    return tid;
}

int64_t
PoissonFlowServerApplication::AssignStreams(int64_t)
{
    return 0;
}

void
PoissonFlowServerApplication::ReportOpenTransfers()
{
    // What it serves are transfers of others.
}

std::size_t
PoissonFlowServerApplication::GetNOpenConnections() const
{
    return m_connections.size();
}

void
PoissonFlowServerApplication::DoDispose()
{
    NS_LOG_FUNCTION(this);
    for (auto& [id, connection] : m_connections)
    {
        connection->Detach();
    }
    m_connections.clear();
    m_dead.Clear();
    TrafficApplication::DoDispose();
}

void
PoissonFlowServerApplication::StartApplication()
{
    NS_LOG_FUNCTION(this);
    const auto acceptor = [this](Ptr<Socket> socket, const InetSocketAddress& client) {
        Accept(socket, client);
    };
    NS_ABORT_MSG_IF(!m_listener.Listen(GetNode(), m_port, GetSessionOptions(false), acceptor),
                    "a flow server cannot listen: port " << m_port << " of " << GetHostName()
                                                         << " is taken");
}

void
PoissonFlowServerApplication::StopApplication()
{
    NS_LOG_FUNCTION(this);
    m_listener.Close();
    for (auto& [id, connection] : m_connections)
    {
        connection->Abort();
    }
    m_connections.clear();
}

void
PoissonFlowServerApplication::Accept(Ptr<Socket> socket, const InetSocketAddress& client)
{
    PoissonServerConnection::Owner& owner = *this;
    const auto id = m_nextId++;
    auto& connection = m_connections[id];
    connection = std::make_unique<PoissonServerConnection>(owner, id);
    connection->Accept(socket, client);
}

void
PoissonFlowServerApplication::FlowServed(PoissonServerConnection&, const FlowRequest& request)
{
    m_servedTrace(request);
}

void
PoissonFlowServerApplication::ConnectionClosed(PoissonServerConnection& connection)
{
    const auto found = m_connections.find(connection.GetId());
    m_dead.Add(std::move(found->second));
    m_connections.erase(found);
}

} // namespace ns3
