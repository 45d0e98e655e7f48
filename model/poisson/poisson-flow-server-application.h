/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_FLOW_SERVER_APPLICATION_H
#define POISSON_FLOW_SERVER_APPLICATION_H

#include "ns3/open-connections.h"
#include "ns3/poisson-server-connection.h"
#include "ns3/tcp-listener.h"
#include "ns3/traced-callback.h"
#include "ns3/traffic-application.h"


namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Serves the flows that Poisson flow sources ask for (HKUST's TrafficGenerator, server.c): any
 * number of connections, on each of them one flow after another. It starts no transfers of its own.
 */
class PoissonFlowServerApplication : public TrafficApplication,
                                     private PoissonServerConnection::Owner
{
  public:
    /// @return the class and its attributes
    static TypeId GetTypeId();

    /// It draws nothing. @return 0
    int64_t AssignStreams(int64_t stream) override;
    void ReportOpenTransfers() override;

    /// Connections that are open now.
    std::size_t GetNOpenConnections() const;

    /// @param request that was served: its last byte was handed to TCP, or, when pushed, has
    /// arrived
    typedef void (*ServedTracedCallback)(const FlowRequest& request);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;

    // PoissonServerConnection::Owner.
    void FlowServed(PoissonServerConnection& connection, const FlowRequest& request) override;
    void ConnectionClosed(PoissonServerConnection& connection) override;

    void Accept(Ptr<Socket> socket, const InetSocketAddress& client);

    uint16_t m_port{0};
    TcpListener m_listener;
    OpenConnections<PoissonServerConnection> m_connections;

    TracedCallback<const FlowRequest&> m_servedTrace;
};

} // namespace ns3

#endif // POISSON_FLOW_SERVER_APPLICATION_H
