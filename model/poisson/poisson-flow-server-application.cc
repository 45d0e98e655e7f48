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
    return m_connections.GetN();
}

void
PoissonFlowServerApplication::DoDispose()
{
    NS_LOG_FUNCTION(this);
    m_connections.ForEach([](PoissonServerConnection& connection) { connection.Detach(); });
    m_connections.Clear();
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
    m_connections.ForEach([](PoissonServerConnection& connection) { connection.Abort(); });
    m_connections.Clear();
}

void
PoissonFlowServerApplication::Accept(Ptr<Socket> socket, const InetSocketAddress& client)
{
    PoissonServerConnection::Owner& owner = *this;
    m_connections.Open(owner).Accept(socket, client);
}

void
PoissonFlowServerApplication::FlowServed(PoissonServerConnection&, const FlowRequest& request)
{
    m_servedTrace(request);
}

void
PoissonFlowServerApplication::ConnectionClosed(PoissonServerConnection& connection)
{
    m_connections.End(connection.GetId());
}

} // namespace ns3
