/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_FLOW_APPLICATION_H
#define POISSON_FLOW_APPLICATION_H

#include "ns3/deferred-deletion.h"
#include "ns3/event-id.h"
#include "ns3/poisson-connection-pool.h"
#include "ns3/poisson-connection.h"
#include "ns3/poisson-plan.h"
#include "ns3/poisson-records.h"
#include "ns3/traced-callback.h"
#include "ns3/traffic-application.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * An open-loop source of flows on a host: requests arrive as a plan says, whatever became of those
 * before, and each one is a flow, or several at the same time (incast), over TCP connections to
 * servers that run PoissonFlowServerApplication.
 *
 * Connections are persistent, as in HKUST's TrafficGenerator: a flow takes the oldest idle
 * connection to its server, or else a new one. Or each flow has a connection of its own.
 */
class PoissonFlowApplication : public TrafficApplication, private PoissonConnection::Owner
{
  public:
    /// How flows share connections.
    enum Connections
    {
        PERSISTENT,
        PER_FLOW
    };

    /// Who sends the bodies.
    enum Direction
    {
        PULL, //!< the server
        PUSH  //!< the client
    };

    /// @return the class and its attributes
    static TypeId GetTypeId();
    PoissonFlowApplication();
    ~PoissonFlowApplication() override;

    /**
     * What to ask for. Call it before the application starts.
     * @param config its servers are names in ns3::Names, "node<id>", or dotted quads
     * @param load how much of it; its fraction is not looked at
     * @param self index of a server that is this host and is left out
     */
    void SetPlan(std::shared_ptr<const PoissonConfig> config,
                 const PoissonLoad& load,
                 std::optional<uint32_t> self = std::nullopt);
    /**
     * What to ask for, from a source of requests of any kind.
     * @param source of requests; not null
     * @param servers that the requests number
     */
    void SetSource(std::unique_ptr<PoissonRequestSource> source,
                   std::vector<PoissonConfig::Server> servers);
    /**
     * Find the addresses of all servers now. Without this call they are found at the start.
     * @throw InputError with every host that is not there
     */
    void ResolveServers();

    /// How many random streams AssignStreams uses.
    static constexpr int64_t N_RANDOM_STREAMS = PoissonSources::COUNT;
    int64_t AssignStreams(int64_t stream) override;
    void ReportOpenTransfers() override;

    /// The servers, which the records have by their index.
    const std::vector<PoissonConfig::Server>& GetServers() const;
    /// Whether this host sends the bodies.
    bool IsPush() const;
    /// Flows that are under way, or wait for a connection.
    std::size_t GetNOpenFlows() const;
    /// Connections that are open, or are being made.
    std::size_t GetNConnections() const;
    /// Flows that were started once more.
    uint64_t GetNRetries() const;
    /// Flows that were started, without those.
    uint64_t GetNStarted() const;
    /// Whether all planned requests have arrived and all of their flows are over.
    bool IsFinished() const;

    /// @param record of a flow that is over, or is reported open at the end
    typedef void (*FlowTracedCallback)(const PoissonFlowRecord& record);
    /// @param record of a request, all flows of which are over or reported open
    typedef void (*RequestTracedCallback)(const PoissonRequestRecord& record);

  protected:
    void DoInitialize() override;
    void DoDispose() override;

  private:
    /// A flow that is not over.
    struct Flow
    {
        PoissonFlowRecord record;
        uint32_t attempts{0};
        std::optional<uint64_t> connection; //!< that carries it or is made for it
        bool isReady{false};                //!< on an open connection, and waits for its request
        EventId deadline;
    };

    /// A request, some flows of which are not over.
    struct Request
    {
        PoissonRequestRecord record;
        uint64_t firstFlow;
        uint32_t left;       //!< flows that are not over
        uint32_t waiting;    //!< flows that have no open connection yet
        bool isAsked{false}; //!< headers are out
    };

    struct Connection
    {
        std::unique_ptr<PoissonConnection> connection;
        std::optional<uint64_t> flow; //!< that it carries, or that waits for it
    };

    void StartApplication() override;
    void StopApplication() override;

    // PoissonConnection::Owner.
    void ConnectionOpened(PoissonConnection& connection) override;
    void FlowFinished(PoissonConnection& connection) override;
    void ConnectionClosed(PoissonConnection& connection) override;
    void ConnectionLost(PoissonConnection& connection, TcpSession::Failure failure) override;

    /// Take the next request of the plan, and wait for its arrival.
    void ScheduleNext();
    void Arrive();
    void StartFlow(Flow& flow);
    /// A flow has an open connection: ask, when its whole request can.
    void GetReady(Flow& flow, PoissonConnection& connection);
    /// One flow of a request less that has to be waited for.
    void EndWait(Request& request);
    void Ask(Flow& flow, PoissonConnection& connection);
    Connection& OpenConnection(uint32_t server);
    void RetryOrFail(Flow& flow, const std::string& error);
    void MissDeadline(uint64_t number);
    void EndFlow(Flow& flow, TransferRecord::Status status, const std::string& error);
    void EndAllFlows(TransferRecord::Status status, const std::string& error);
    /// Forget a flow, and its request when it was the last one.
    void EndOfRequestFlow(const Flow& ended, TransferRecord::Status status);
    void Bury(uint64_t connection);
    /// Say good-bye on idle connections when nothing follows.
    void FinishIfDone();
    void RecordTransfer(const Flow& flow, TransferRecord::Status status, const std::string& error);

    // Configuration.
    std::shared_ptr<const PoissonConfig> m_config;
    PoissonLoad m_load;
    std::optional<uint32_t> m_self;
    std::unique_ptr<PoissonRequestSource> m_source;
    std::vector<PoissonConfig::Server> m_servers;
    std::vector<InetSocketAddress> m_addresses; //!< by server
    std::optional<int64_t> m_firstStream;
    Connections m_connectionsMode{PERSISTENT};
    Direction m_direction{PULL};
    uint32_t m_initialConnections{0};
    uint32_t m_retries{0};
    Time m_flowTimeout;

    // State.
    TcpSessionOptions m_options;
    std::string m_hostname;
    Time m_start;
    PoissonRequest m_next; //!< the request that arrives next
    bool m_planIsDone{false};
    EventId m_arrival;
    std::map<uint64_t, Flow> m_flows;       //!< open ones, by number
    std::map<uint64_t, Request> m_requests; //!< open ones of several flows, by number
    std::map<uint64_t, Connection> m_connections;
    uint64_t m_nextConnection{0};
    std::optional<PoissonConnectionPool> m_pool;
    DeferredDeletion<PoissonConnection> m_dead;
    uint64_t m_nRetries{0};
    uint64_t m_nStarted{0};

    TracedCallback<const PoissonFlowRecord&> m_flowTrace;
    TracedCallback<const PoissonRequestRecord&> m_requestTrace;
    TracedCallback<const PoissonRequestRecord&> m_arrivalTrace;
};

} // namespace ns3

#endif // POISSON_FLOW_APPLICATION_H
