/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_HOSTS_H
#define POISSON_HOSTS_H

#include "session/two-hosts.h"

#include "ns3/poisson-flow-application.h"
#include "ns3/poisson-flow-server-application.h"
#include "ns3/poisson-request.h"
#include "ns3/simulator.h"
#include "ns3/tcp-session-host.h"
#include "ns3/uinteger.h"

#include <memory>
#include <utility>
#include <vector>

namespace ns3
{

/// Requests that a test wrote down.
class ListedRequests : public PoissonRequestSource
{
  public:
    explicit ListedRequests(std::vector<PoissonRequest> requests)
        : m_requests(std::move(requests))
    {
    }

    bool Next(PoissonRequest& request) override
    {
        if (m_next == m_requests.size())
        {
            return false;
        }
        request = m_requests[m_next];
        request.index = m_next++;
        request.firstFlow = m_flows;
        m_flows += request.servers.size();
        return true;
    }

  private:
    std::vector<PoissonRequest> m_requests;
    std::size_t m_next{0};
    uint64_t m_flows{0};
};

/// A client and a server of Poisson flows on one link.
class PoissonHosts : public TwoHosts
{
  protected:
    static constexpr uint16_t PORT = 5001;

    static PoissonRequest MakeRequest(Time arrival,
                                      uint64_t bytes,
                                      std::vector<uint32_t> servers = {0},
                                      uint32_t dscp = 0,
                                      uint32_t rateMbps = 0)
    {
        PoissonRequest request;
        request.arrival = arrival;
        request.bytes = bytes;
        request.servers = std::move(servers);
        request.dscp = dscp;
        request.rateMbps = rateMbps;
        return request;
    }

    Ptr<PoissonFlowServerApplication> InstallServer(Time start = Time(0))
    {
        const auto server = CreateObject<PoissonFlowServerApplication>();
        Server()->AddApplication(server);
        server->SetStartTime(start);
        return server;
    }

    /// @param nServers all of which are the one server
    Ptr<PoissonFlowApplication> InstallClient(std::vector<PoissonRequest> requests,
                                              std::size_t nServers = 1)
    {
        const auto client = CreateObject<PoissonFlowApplication>();
        Client()->AddApplication(client);
        client->SetSource(std::make_unique<ListedRequests>(std::move(requests)),
                          std::vector<PoissonConfig::Server>(nServers, {"server", PORT, 1, 0}));
        client->SetAttribute("InitialConnections", UintegerValue(0));
        client->TraceConnectWithoutContext("Transfer", MakeCallback(&PoissonHosts::Record, this));
        client->TraceConnectWithoutContext("Flow", MakeCallback(&PoissonHosts::RecordFlow, this));
        client->TraceConnectWithoutContext("Request",
                                           MakeCallback(&PoissonHosts::RecordRequest, this));
        return client;
    }

    void RunUntil(Time stop)
    {
        Simulator::Stop(stop);
        Simulator::Run();
    }

    /// @param nOpen connections that the server has open
    void ExpectNothingLeft(std::size_t nOpen = 0) const
    {
        for (uint32_t i = 0; i < m_nodes.GetN(); ++i)
        {
            const auto host = TcpSessionHost::Of(m_nodes.Get(i));
            EXPECT_EQ(host->GetNClosing(), 0U) << i;
            EXPECT_EQ(host->GetPorts().GetNTaken(), 0U) << i;
            EXPECT_LE(CountSockets(m_nodes.Get(i)), i == 0 ? 0U : 1U + nOpen)
                << i << ": a listener at most, at the server";
        }
    }

    /// From the request to the last byte.
    static Time CompletionOf(const PoissonFlowRecord& flow)
    {
        return flow.end - *flow.requested;
    }

    std::vector<TransferRecord> m_records;
    std::vector<PoissonFlowRecord> m_flows;
    std::vector<PoissonRequestRecord> m_requests;

  private:
    void Record(const TransferRecord& record)
    {
        m_records.push_back(record);
    }

    void RecordFlow(const PoissonFlowRecord& flow)
    {
        m_flows.push_back(flow);
    }

    void RecordRequest(const PoissonRequestRecord& request)
    {
        m_requests.push_back(request);
    }
};

} // namespace ns3

#endif // POISSON_HOSTS_H
