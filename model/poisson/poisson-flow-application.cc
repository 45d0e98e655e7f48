/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/poisson-flow-application.h"

#include "ns3/enum.h"
#include "ns3/host-directory.h"
#include "ns3/input-error.h"
#include "ns3/log.h"
#include "ns3/ns3-compat.h"
#include "ns3/python-kib-requests.h"
#include "ns3/simulation-singleton.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("PoissonFlowApplication");
NS_OBJECT_ENSURE_REGISTERED(PoissonFlowApplication);

namespace
{

/// What the transfer table says about a connection that could not be made, or broke.
const char*
ErrorCode(TcpSession::Failure failure)
{
    static const char* const codes[] = {"REFUSED", "TIMED-OUT", "NO-ROUTE", "RESET"};
    return codes[failure];
}

} // namespace

TypeId
PoissonFlowApplication::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::PoissonFlowApplication")
            .SetParent<TrafficApplication>()
            .SetGroupName("SyntheticTraffic")
            .AddConstructor<PoissonFlowApplication>()
            .AddAttribute(
                "Connections",
                "Persistent: flows to a server follow each other on connections that stay "
                "open. PerFlow: each flow opens one of its own and closes it.",
                EnumValue(PERSISTENT),
                compat::EnumAccessor<Connections>(&PoissonFlowApplication::m_connectionsMode),
                MakeEnumChecker(PERSISTENT, "Persistent", PER_FLOW, "PerFlow"))
            .AddAttribute("Direction",
                          "Pull: servers send the bodies of flows. Push: this host does.",
                          EnumValue(PULL),
                          compat::EnumAccessor<Direction>(&PoissonFlowApplication::m_direction),
                          MakeEnumChecker(PULL, "Pull", PUSH, "Push"))
            .AddAttribute("InitialConnections",
                          "Persistent connections to each server that are opened at the start "
                          "(HKUST's tool: 5); with requests of several flows, as many as the "
                          "largest one has, unless this is 0.",
                          UintegerValue(5),
                          MakeUintegerAccessor(&PoissonFlowApplication::m_initialConnections),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("Retries",
                          "How many times a flow is started once more when its connection fails.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&PoissonFlowApplication::m_retries),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("FlowTimeout",
                          "How long an attempt of a flow may take; 0 for ever.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&PoissonFlowApplication::m_flowTimeout),
                          MakeTimeChecker(Time(0)))
            .AddTraceSource("Arrival",
                            "A request has arrived; of its end nothing is known yet.",
                            MakeTraceSourceAccessor(&PoissonFlowApplication::m_arrivalTrace),
                            "ns3::PoissonFlowApplication::RequestTracedCallback")
            .AddTraceSource("Flow",
                            "A flow is over.",
                            MakeTraceSourceAccessor(&PoissonFlowApplication::m_flowTrace),
                            "ns3::PoissonFlowApplication::FlowTracedCallback")
            .AddTraceSource("Request",
                            "All flows of a request are over.",
                            MakeTraceSourceAccessor(&PoissonFlowApplication::m_requestTrace),
                            "ns3::PoissonFlowApplication::RequestTracedCallback");
    return tid;
}

PoissonFlowApplication::PoissonFlowApplication() = default;
PoissonFlowApplication::~PoissonFlowApplication() = default;

void
PoissonFlowApplication::SetPlan(std::shared_ptr<const PoissonConfig> config,
                                const PoissonLoad& load,
                                std::optional<uint32_t> self)
{
    m_servers = config->servers;
    m_config = std::move(config);
    m_load = load;
    m_self = self;
}

void
PoissonFlowApplication::SetSource(std::unique_ptr<PoissonRequestSource> source,
                                  std::vector<PoissonConfig::Server> servers)
{
    m_source = std::move(source);
    m_servers = std::move(servers);
}

int64_t
PoissonFlowApplication::AssignStreams(int64_t stream)
{
    m_firstStream = stream;
    return N_RANDOM_STREAMS;
}

void
PoissonFlowApplication::DoInitialize()
{
    if (!m_firstStream)
    {
        AssignStreams(GetDefaultStream());
    }
    TrafficApplication::DoInitialize();
}

void
PoissonFlowApplication::DoDispose()
{
    NS_LOG_FUNCTION(this);
    m_arrival.Cancel();
    for (auto& [id, each] : m_connections)
    {
        each.connection->Detach();
    }
    for (auto& [number, flow] : m_flows)
    {
        flow.deadline.Remove();
    }
    m_connections.clear();
    m_flows.clear();
    m_dead.Clear();
    m_source.reset();
    m_config.reset();
    TrafficApplication::DoDispose();
}

void
PoissonFlowApplication::ResolveServers()
{
    auto& directory = *SimulationSingleton<HostDirectory>::Get();
    InputProblems problems(m_config ? m_config->file : "");
    m_addresses.clear();
    for (const auto& server : m_servers)
    {
        const auto address = HostDirectory::IsLocalhost(server.host)
                                 ? std::optional<Ipv4Address>(Ipv4Address::GetLoopback())
                                 : directory.Resolve(server.host);
        if (!address)
        {
            problems.Add(server.line,
                         "server " + QuoteInput(server.host) + " is not a host of this simulation",
                         "a host name or an IPv4 address");
            continue;
        }
        m_addresses.emplace_back(*address, server.port);
    }
    problems.ThrowIfAny();
}

void
PoissonFlowApplication::StartApplication()
{
    NS_LOG_FUNCTION(this);
    NS_ABORT_MSG_IF(!m_config && !m_source,
                    "PoissonFlowApplication started without a plan: call SetPlan before");
    m_hostname = GetHostName();
    m_options = GetSessionOptions(false);
    m_start = Simulator::Now();
    if (m_addresses.empty())
    {
        ResolveServers();
    }
    if (!m_source)
    {
        m_source = std::make_unique<PoissonPlan>(m_config,
                                                 m_load,
                                                 PoissonSources::Streams(*m_firstStream),
                                                 m_self);
        if (m_load.compat == PoissonConfig::Dialect::PYTHON)
        {
            m_source = std::make_unique<PythonKibRequests>(std::move(m_source));
        }
    }
    m_pool.emplace(m_servers.size());
    auto initial = m_initialConnections;
    if (m_config && m_config->isIncast && initial > 0)
    {
        initial = std::max(initial, m_config->fanouts.GetLargestValue());
    }
    for (uint32_t server = 0; m_connectionsMode == PERSISTENT && server < m_servers.size();
         ++server)
    {
        for (uint32_t i = 0; server != m_self && i < initial; ++i)
        {
            m_pool->AddConnecting(server, OpenConnection(server).connection->GetId());
        }
    }
    ScheduleNext();
}

void
PoissonFlowApplication::StopApplication()
{
    NS_LOG_FUNCTION(this);
    m_arrival.Cancel();
    m_planIsDone = true;
    for (auto& [id, each] : m_connections)
    {
        each.connection->Abort();
    }
    EndAllFlows(TransferRecord::FAILED, "STOPPED");
    m_connections.clear();
}

void
PoissonFlowApplication::ReportOpenTransfers()
{
    m_arrival.Cancel();
    m_planIsDone = true;
    EndAllFlows(TransferRecord::OPEN, "");
    for (auto& [id, each] : m_connections)
    {
        each.connection->Detach();
    }
    m_connections.clear();
}

// Requests ----------------------------------------------------------------------------------------

void
PoissonFlowApplication::ScheduleNext()
{
    if (m_source->Next(m_next))
    {
        m_arrival = Simulator::Schedule(m_start + m_next.arrival - Simulator::Now(),
                                        &PoissonFlowApplication::Arrive,
                                        this);
    }
    else
    {
        m_planIsDone = true;
        FinishIfDone();
    }
}

void
PoissonFlowApplication::Arrive()
{
    PoissonRequestRecord request;
    request.index = m_next.index;
    request.bytes = m_next.bytes;
    request.fanout = static_cast<uint32_t>(m_next.servers.size());
    request.dscp = m_next.dscp;
    request.rateMbps = m_next.rateMbps;
    request.arrival = Simulator::Now();
    m_arrivalTrace(request);
    if (request.fanout > 1)
    {
        // On persistent connections all flows start together, as in HKUST's tool.
        const auto waiting = m_connectionsMode == PERSISTENT ? request.fanout : 0;
        m_requests.emplace(
            request.index,
            Request{request, m_next.firstFlow, request.fanout, waiting, waiting == 0});
    }
    auto number = m_next.firstFlow;
    for (const auto server : m_next.servers)
    {
        auto& flow = m_flows[number];
        flow.record.number = number++;
        flow.record.request = request.index;
        flow.record.fanout = request.fanout;
        flow.record.server = server;
        flow.record.bytes = m_next.GetFlowBytes();
        flow.record.drawnBytes = m_next.drawnBytes;
        flow.record.dscp = request.dscp;
        flow.record.rateMbps = request.rateMbps;
        flow.record.arrival = request.arrival;
        ++m_nStarted;
        StartFlow(flow);
    }
    ScheduleNext();
}

void
PoissonFlowApplication::StartFlow(Flow& flow)
{
    NS_LOG_FUNCTION(this << flow.record.number);
    ++flow.attempts;
    flow.connection.reset();
    if (flow.isReady)
    {
        flow.isReady = false;
        ++m_requests.at(flow.record.request).waiting;
    }
    flow.record.requested.reset();
    if (m_flowTimeout.IsStrictlyPositive())
    {
        flow.deadline = Simulator::Schedule(m_flowTimeout,
                                            &PoissonFlowApplication::MissDeadline,
                                            this,
                                            flow.record.number);
    }
    const auto server = flow.record.server;
    if (m_connectionsMode == PERSISTENT)
    {
        if (const auto idle = m_pool->TakeIdle(server))
        {
            GetReady(flow, *m_connections.at(*idle).connection);
            return;
        }
        if (const auto connecting = m_pool->TakeConnecting(server))
        {
            flow.connection = *connecting;
            m_connections.at(*connecting).flow = flow.record.number;
            return;
        }
    }
    auto& opened = OpenConnection(server);
    opened.flow = flow.record.number;
    flow.connection = opened.connection->GetId();
}

void
PoissonFlowApplication::GetReady(Flow& flow, PoissonConnection& connection)
{
    const auto found = m_requests.find(flow.record.request);
    if (found == m_requests.end() || found->second.isAsked)
    {
        Ask(flow, connection);
        return;
    }
    flow.isReady = true;
    flow.connection = connection.GetId();
    m_connections.at(connection.GetId()).flow = flow.record.number;
    EndWait(found->second);
}

void
PoissonFlowApplication::EndWait(Request& request)
{
    if (--request.waiting > 0)
    {
        return;
    }
    request.isAsked = true;
    for (auto flow = m_flows.lower_bound(request.firstFlow);
         flow != m_flows.end() && flow->first < request.firstFlow + request.record.fanout;
         ++flow)
    {
        if (std::exchange(flow->second.isReady, false))
        {
            Ask(flow->second, *m_connections.at(*flow->second.connection).connection);
        }
    }
}

void
PoissonFlowApplication::Ask(Flow& flow, PoissonConnection& connection)
{
    auto request = FlowRequest::For(static_cast<uint32_t>(flow.record.number % UINT32_MAX) + 1,
                                    static_cast<uint32_t>(flow.record.bytes),
                                    flow.record.dscp,
                                    flow.record.rateMbps);
    request.isPush = m_direction == PUSH;
    request.endIsAnswer = request.isPush && m_connectionsMode == PER_FLOW;
    flow.connection = connection.GetId();
    flow.record.requested = Simulator::Now();
    m_connections.at(connection.GetId()).flow = flow.record.number;
    const auto found = m_requests.find(flow.record.request);
    if (found != m_requests.end() && !found->second.record.requested)
    {
        found->second.record.requested = Simulator::Now();
    }
    connection.Ask(request);
}

// Connections -------------------------------------------------------------------------------------

PoissonFlowApplication::Connection&
PoissonFlowApplication::OpenConnection(uint32_t server)
{
    PoissonConnection::Owner& owner = *this;
    const auto id = m_nextConnection++;
    auto& opened = m_connections[id];
    opened.connection = std::make_unique<PoissonConnection>(owner, id, server);
    opened.connection->Open(GetNode(), m_addresses[server], m_options);
    return opened;
}

void
PoissonFlowApplication::ConnectionOpened(PoissonConnection& connection)
{
    const auto& waiting = m_connections.at(connection.GetId()).flow;
    if (waiting)
    {
        GetReady(m_flows.at(*waiting), connection);
    }
    else
    {
        m_pool->AddIdle(connection.GetServer(), connection.GetId());
        FinishIfDone();
    }
}

void
PoissonFlowApplication::FlowFinished(PoissonConnection& connection)
{
    auto& entry = m_connections.at(connection.GetId());
    auto& flow = m_flows.at(*entry.flow);
    entry.flow.reset();
    EndFlow(flow, TransferRecord::SUCCESS, "");
    if (m_connectionsMode == PER_FLOW)
    {
        connection.Close();
    }
    else
    {
        m_pool->AddIdle(connection.GetServer(), connection.GetId());
    }
    FinishIfDone();
}

void
PoissonFlowApplication::ConnectionClosed(PoissonConnection& connection)
{
    Bury(connection.GetId());
}

void
PoissonFlowApplication::ConnectionLost(PoissonConnection& connection, TcpSession::Failure failure)
{
    const auto carried = m_connections.at(connection.GetId()).flow;
    m_pool->Remove(connection.GetServer(), connection.GetId());
    if (carried)
    {
        RetryOrFail(m_flows.at(*carried), ErrorCode(failure));
    }
    Bury(connection.GetId()); // not before: what it has done is in the row
    FinishIfDone();
}

void
PoissonFlowApplication::Bury(uint64_t connection)
{
    const auto found = m_connections.find(connection);
    m_dead.Add(std::move(found->second.connection));
    m_connections.erase(found);
}

void
PoissonFlowApplication::FinishIfDone()
{
    if (m_planIsDone && m_flows.empty() && m_pool)
    {
        for (const auto id : m_pool->TakeAllIdle())
        {
            m_connections.at(id).connection->Finish();
        }
    }
}

// Ends --------------------------------------------------------------------------------------------

void
PoissonFlowApplication::MissDeadline(uint64_t number)
{
    auto& flow = m_flows.at(number);
    const auto id = *flow.connection;
    auto& connection = *m_connections.at(id).connection;
    connection.Abort();
    RetryOrFail(flow, "TIMEOUT");
    Bury(id);
    FinishIfDone();
}

void
PoissonFlowApplication::RetryOrFail(Flow& flow, const std::string& error)
{
    flow.deadline.Remove();
    if (flow.attempts <= m_retries)
    {
        ++m_nRetries;
        StartFlow(flow);
    }
    else
    {
        EndFlow(flow, TransferRecord::FAILED, error);
    }
}

void
PoissonFlowApplication::EndFlow(Flow& flow, TransferRecord::Status status, const std::string& error)
{
    flow.deadline.Remove();
    RecordTransfer(flow, status, error);
    flow.record.end = Simulator::Now();
    flow.record.isSuccess = status == TransferRecord::SUCCESS;
    flow.record.error = error;
    m_flowTrace(flow.record);
    EndOfRequestFlow(flow, status);
}

void
PoissonFlowApplication::EndAllFlows(TransferRecord::Status status, const std::string& error)
{
    for (auto& [index, request] : m_requests)
    {
        request.isAsked = true; // nobody waits any more
    }
    while (!m_flows.empty())
    {
        EndFlow(m_flows.begin()->second, status, error);
    }
}

void
PoissonFlowApplication::EndOfRequestFlow(const Flow& ended, TransferRecord::Status status)
{
    const auto flow = ended.record;
    const bool wasReady = ended.isReady;
    m_flows.erase(flow.number);
    if (flow.fanout == 1)
    {
        PoissonRequestRecord alone;
        alone.index = flow.request;
        alone.bytes = flow.bytes;
        alone.fanout = 1;
        alone.dscp = flow.dscp;
        alone.rateMbps = flow.rateMbps;
        alone.arrival = flow.arrival;
        alone.requested = flow.requested;
        alone.end = flow.end;
        alone.nFinished = flow.isSuccess;
        alone.nOpen = status == TransferRecord::OPEN;
        m_requestTrace(alone);
        return;
    }
    const auto found = m_requests.find(flow.request);
    auto& request = found->second;
    auto& record = request.record;
    if (flow.isSuccess)
    {
        ++record.nFinished;
        record.end = flow.end;
    }
    record.nOpen += status == TransferRecord::OPEN;
    if (--request.left == 0)
    {
        m_requestTrace(record);
        m_requests.erase(found);
    }
    else if (!request.isAsked && !wasReady)
    {
        EndWait(request);
    }
}

void
PoissonFlowApplication::RecordTransfer(const Flow& flow,
                                       TransferRecord::Status status,
                                       const std::string& error)
{
    TransferRecord record;
    record.host = GetNode()->GetId();
    record.sequence = flow.record.number;
    record.system = "poisson";
    record.kind = flow.record.fanout > 1 ? "incast" : "flow";
    record.client = m_hostname;
    record.server = m_servers[flow.record.server].host;
    record.label = m_label;
    record.requestedBytes = flow.record.bytes;
    record.start = flow.record.arrival;
    record.connect = flow.record.requested;
    const auto carrier =
        flow.connection ? m_connections.find(*flow.connection) : m_connections.end();
    if (flow.record.requested && carrier != m_connections.end())
    {
        const auto& progress = carrier->second.connection->GetProgress();
        record.sentBytes = progress.sentBytes;
        record.receivedBytes = progress.receivedBytes;
        record.firstByte = progress.firstByte;
        record.lastByte = progress.lastByte;
    }
    record.end = Simulator::Now();
    record.status = status;
    record.error = error;
    m_transferTrace(record);
}

const std::vector<PoissonConfig::Server>&
PoissonFlowApplication::GetServers() const
{
    return m_servers;
}

bool
PoissonFlowApplication::IsPush() const
{
    return m_direction == PUSH;
}

std::size_t
PoissonFlowApplication::GetNOpenFlows() const
{
    return m_flows.size();
}

std::size_t
PoissonFlowApplication::GetNConnections() const
{
    return m_connections.size();
}

uint64_t
PoissonFlowApplication::GetNRetries() const
{
    return m_nRetries;
}

uint64_t
PoissonFlowApplication::GetNStarted() const
{
    return m_nStarted;
}

bool
PoissonFlowApplication::IsFinished() const
{
    return m_planIsDone && m_flows.empty();
}

} // namespace ns3
