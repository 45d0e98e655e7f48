/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-application.h"

#include "ns3/boolean.h"
#include "ns3/host-directory.h"
#include "ns3/input-error.h"
#include "ns3/integer.h"
#include "ns3/log.h"
#include "ns3/node-list.h"
#include "ns3/ns3-compat.h"
#include "ns3/simulation-singleton.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>
#include <sstream>
#include <strings.h>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TgenApplication");
NS_OBJECT_ENSURE_REGISTERED(TgenApplication);

namespace
{

/// Models of clients that a server remembers, so as not to parse them again.
constexpr std::size_t MAX_MODELS_KEPT = 64;

/// Timeouts are looked at this often where the config switches heartbeats off.
const Time TIMEOUT_CHECK_INTERVAL = Seconds(1);

HostDirectory&
GetDirectory()
{
    return *SimulationSingleton<HostDirectory>::Get();
}

std::string
Plural(std::size_t n, const std::string& singular, const std::string& plural)
{
    return std::to_string(n) + " " + (n == 1 ? singular : plural);
}

} // namespace

TypeId
TgenApplication::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::TgenApplication")
            .SetParent<TrafficApplication>()
            .SetGroupName("SyntheticTraffic")
            .AddConstructor<TgenApplication>()
            .AddAttribute("PacketSize",
                          "Payload bytes that one packet of a packet model stands for.",
                          UintegerValue(1434),
                          MakeUintegerAccessor(&TgenApplication::SetPacketSize,
                                               &TgenApplication::GetPacketSize),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("CoalescingTime",
                          "Gaps of a packet model up to this long are not kept: the packets go "
                          "out together.",
                          TimeValue(MilliSeconds(10)),
                          MakeTimeAccessor(&TgenApplication::SetCoalescingTime,
                                           &TgenApplication::GetCoalescingTime),
                          MakeTimeChecker(Time(0)))
            .AddAttribute(
                "Payload",
                "Virtual: payload is counted, not stored, and not summed up. Real: "
                "letters and MD5 sums as the real program sends them.",
                EnumValue(TgenPayload::VIRTUAL),
                compat::EnumAccessor<TgenPayload::Kind>(&TgenApplication::m_payload),
                MakeEnumChecker(TgenPayload::VIRTUAL, "virtual", TgenPayload::REAL, "real"))
            .AddAttribute("Nagle",
                          "Hold back short segments while data is in flight (RFC 896), as the "
                          "real program's sockets do.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&TgenApplication::m_nagle),
                          MakeBooleanChecker())
            .AddAttribute("Epoch",
                          "Unix time in seconds at which the simulation starts, for the dates in "
                          "the log. The default is 2000-01-01 00:00:00 UTC.",
                          IntegerValue(946684800),
                          MakeIntegerAccessor(&TgenApplication::m_epoch),
                          MakeIntegerChecker<int64_t>())
            .AddTraceSource("Action",
                            "The walk came to an action.",
                            MakeTraceSourceAccessor(&TgenApplication::m_actionTrace),
                            "ns3::TgenApplication::ActionTracedCallback")
            .AddTraceSource("StreamStart",
                            "A stream is opened or accepted.",
                            MakeTraceSourceAccessor(&TgenApplication::m_streamStartTrace),
                            "ns3::TgenApplication::StreamTracedCallback")
            .AddTraceSource("StreamEnd",
                            "A stream has succeeded or failed.",
                            MakeTraceSourceAccessor(&TgenApplication::m_streamEndTrace),
                            "ns3::TgenApplication::StreamTracedCallback")
            .AddTraceSource("StreamState",
                            "A stream entered another state of sending or receiving.",
                            MakeTraceSourceAccessor(&TgenApplication::m_stateTrace),
                            "ns3::TgenApplication::StateTracedCallback")
            .AddTraceSource("Rx",
                            "Bytes were read from a stream's connection.",
                            MakeTraceSourceAccessor(&TgenApplication::m_rxTrace),
                            "ns3::TgenApplication::BytesTracedCallback")
            .AddTraceSource("Tx",
                            "Bytes of a stream were handed to TCP.",
                            MakeTraceSourceAccessor(&TgenApplication::m_txTrace),
                            "ns3::TgenApplication::BytesTracedCallback");
    return tid;
}

TgenApplication::TgenApplication()
    : m_walkDraw(CreateObject<UniformRandomVariable>()),
      m_peerDraw(CreateObject<UniformRandomVariable>()),
      m_seedDraw(CreateObject<UniformRandomVariable>()),
      m_letterDraw(CreateObject<UniformRandomVariable>())
{
}

TgenApplication::~TgenApplication() = default;

void
TgenApplication::SetPacketSize(uint32_t size)
{
    m_parameters.packetSize = size;
}

uint32_t
TgenApplication::GetPacketSize() const
{
    return m_parameters.packetSize;
}

void
TgenApplication::SetCoalescingTime(Time time)
{
    m_parameters.coalescingUs = time.GetMicroSeconds();
}

Time
TgenApplication::GetCoalescingTime() const
{
    return MicroSeconds(m_parameters.coalescingUs);
}

void
TgenApplication::SetGraph(std::shared_ptr<const TgenActionGraph> graph)
{
    m_graph = std::move(graph);
}

void
TgenApplication::SetLogFile(const std::string& path)
{
    m_logFile = path;
}

const std::string&
TgenApplication::GetLogFile() const
{
    return m_logFile;
}

int64_t
TgenApplication::AssignStreams(int64_t stream)
{
    m_walkDraw->SetStream(stream);
    m_peerDraw->SetStream(stream + 1);
    m_seedDraw->SetStream(stream + 2);
    m_letterDraw->SetStream(stream + 3);
    m_streamsAssigned = true;
    return N_RANDOM_STREAMS;
}

void
TgenApplication::DoInitialize()
{
    if (!m_streamsAssigned)
    {
        AssignStreams(GetDefaultStream());
    }
    TrafficApplication::DoInitialize();
}

void
TgenApplication::DoDispose()
{
    NS_LOG_FUNCTION(this);
    CancelTimers();
    for (auto& [id, entry] : m_streams)
    {
        entry.stream->Detach();
    }
    m_streams.clear();
    m_generators.clear();
    m_deadStreams.Clear();
    m_deadGenerators.Clear();
    m_walker.reset();
    m_graph.reset();
    m_walkDraw = nullptr;
    m_peerDraw = nullptr;
    m_seedDraw = nullptr;
    m_letterDraw = nullptr;
    TrafficApplication::DoDispose();
}

// Driver ------------------------------------------------------------------------------------------

void
TgenApplication::StartApplication()
{
    NS_LOG_FUNCTION(this);
    NS_ABORT_MSG_IF(!m_graph, "TgenApplication started without a graph: call SetGraph before");
    m_parameters.payload = m_payload;
    m_parameters.tcp = GetSessionOptions(m_nagle);
    m_hostname = GetHostName();
    const auto& start = m_graph->GetStartOptions();

    if (!m_logFile.empty())
    {
        m_log.Open(m_logFile, TgenLog::ParseLevel(start.logLevel), m_epoch);
        m_log.WriteInit(m_hostname, GetNode()->GetId());
    }
    Say(TgenLog::MESSAGE,
        "StartApplication",
        "successfully loaded graphml file '" + GetConfigName() +
            "' and validated actions: graph is weakly connected with 1 cluster, " +
            Plural(m_graph->GetNVertices(), "vertex", "vertices") + ", and " +
            Plural(m_graph->GetNEdges(), "edge", "edges"));
    if (m_graph->IsLegacy())
    {
        Say(TgenLog::MESSAGE, "StartApplication", m_graph->GetLegacyNote());
    }
    for (const auto& warning : m_graph->GetWarnings())
    {
        Say(TgenLog::WARNING, "StartApplication", warning);
    }

    for (Vertex vertex = 0; vertex < m_graph->GetNVertices(); ++vertex)
    {
        const auto& options = (*m_graph)[vertex].stream;
        if (options.seedOwner >= 0 && m_seedOwners.count(options.seedOwner) == 0)
        {
            m_seedOwners.emplace(options.seedOwner, GlibRandom(*options.markovModelSeed));
        }
        if (options.socksAuthOwner >= 0 && m_authOwners.count(options.socksAuthOwner) == 0)
        {
            m_authOwners.emplace(options.socksAuthOwner, GlibRandom(*options.socksAuthSeed));
        }
        if (m_graph->IsLegacy())
        {
            auto& peers = m_foreignPeers.emplace_back();
            std::copy_if(options.peers.begin(),
                         options.peers.end(),
                         std::back_inserter(peers),
                         [this](const TgenPeer& peer) {
                             return strcasecmp(peer.name.c_str(), m_hostname.c_str()) != 0;
                         });
        }
    }

    if (start.heartbeat.GetMicroSeconds() == 0)
    {
        Say(TgenLog::WARNING, "StartApplication", "heartbeats are switched off by the config");
    }
    m_heartbeat = Simulator::Schedule(GetHeartbeatInterval(), &TgenApplication::Heartbeat, this);
    if (start.serverPort)
    {
        StartServer();
    }
    if (m_graph->GetNEdges() > 0)
    {
        TgenWalker::Surroundings& surroundings = *this;
        m_walker = std::make_unique<TgenWalker>(m_graph, surroundings);
        m_start = Simulator::Schedule(MicroSeconds(start.delay.GetMicroSeconds()),
                                      &TgenApplication::StartClient,
                                      this);
    }
}

void
TgenApplication::StopApplication()
{
    NS_LOG_FUNCTION(this);
    if (!m_hasEnded)
    {
        m_hasEnded = true;
        TearDown("STOPPED");
    }
}

std::string
TgenApplication::GetConfigName() const
{
    return std::filesystem::path(m_graph->GetFile()).filename().string();
}

Time
TgenApplication::GetHeartbeatInterval() const
{
    const auto interval = m_graph->GetStartOptions().heartbeat.GetMicroSeconds();
    return interval == 0 ? TIMEOUT_CHECK_INTERVAL : MicroSeconds(interval);
}

void
TgenApplication::StartServer()
{
    const auto port = *m_graph->GetStartOptions().serverPort;
    const auto acceptor = [this](Ptr<Socket> socket, const InetSocketAddress& remote) {
        AcceptStream(socket, remote);
    };
    if (!m_listener.Listen(GetNode(), port, m_parameters.tcp, acceptor))
    {
        const auto& start = (*m_graph)[m_graph->GetStart()];
        throw InputError(m_graph->GetFile(),
                         start.line,
                         "port " + std::to_string(port) + " of " + m_hostname + " is taken",
                         "a serverport that nobody else listens on");
    }
    Say(TgenLog::MESSAGE, "StartServer", "server listening at 0.0.0.0:" + std::to_string(port));
}

void
TgenApplication::StartClient()
{
    Say(TgenLog::MESSAGE,
        "StartClient",
        "starting client using action graph '" + GetConfigName() + "'");
    m_walker->Start();
}

void
TgenApplication::Heartbeat()
{
    std::vector<uint64_t> ids;
    ids.reserve(m_streams.size());
    for (const auto& [id, entry] : m_streams)
    {
        ids.push_back(id);
    }
    for (const auto id : ids)
    {
        // The end of one stream may be the end of others.
        const auto found = m_streams.find(id);
        if (found != m_streams.end())
        {
            found->second.stream->CheckTimeouts();
        }
    }

    const auto& start = m_graph->GetStartOptions();
    if (start.heartbeat.GetMicroSeconds() != 0)
    {
        m_log.WriteHeartbeat(m_sinceHeartbeat, m_total);
        m_sinceHeartbeat = TgenCounters();
    }
    if (!start.serverPort && !m_walker)
    {
        m_hasEnded = true; // nothing to do: the real program leaves, too
        TearDown("END");
        return;
    }
    m_heartbeat = Simulator::Schedule(GetHeartbeatInterval(), &TgenApplication::Heartbeat, this);
}

void
TgenApplication::AcceptStream(Ptr<Socket> socket, const InetSocketAddress& remote)
{
    if (m_hasEnded)
    {
        TcpSessionHost::Of(GetNode())->Close(socket, remote, 0);
        return;
    }
    auto& stream = AddStream(nullptr);
    const auto& options = (*m_graph)[m_graph->GetStart()].stream;
    stream.Accept(socket,
                  remote,
                  GetDirectory().NameOf(remote.GetIpv4()),
                  options.timeout,
                  options.stallout);
    m_streamStartTrace(stream.GetReport());
}

void
TgenApplication::TearDown(const std::string& error)
{
    NS_LOG_FUNCTION(this << error);
    Say(TgenLog::MESSAGE, "TearDown", "finished main loop, cleaning up");
    CancelTimers();
    m_listener.Close();
    if (m_walker)
    {
        m_walker->Stop();
    }
    while (!m_streams.empty())
    {
        Drop(m_streams.begin()->first, error);
    }
    m_deadGenerators.Clear();
    m_generators.clear();
    Say(TgenLog::MESSAGE, "TearDown", "returning 0 from main");
    m_log.Close();
}

void
TgenApplication::CancelTimers()
{
    m_start.Cancel();
    m_heartbeat.Cancel();
    m_tearDown.Cancel();
    for (auto& [number, wait] : m_waits)
    {
        wait.Cancel();
    }
    m_waits.clear();
}

void
TgenApplication::Drop(uint64_t id, const std::string& error)
{
    auto& stream = *m_streams.at(id).stream;
    RecordTransfer(stream.GetReport(), TransferRecord::FAILED, error);
    stream.Destroy();
    Bury(id);
}

void
TgenApplication::ReportOpenTransfers()
{
    for (auto& [id, entry] : m_streams)
    {
        RecordTransfer(entry.stream->GetReport(), TransferRecord::OPEN, "");
        entry.stream->Detach();
    }
    m_streams.clear();
    m_log.Close();
}

// TgenWalker::Surroundings ------------------------------------------------------------------------

Time
TgenApplication::GetNow() const
{
    return Simulator::Now();
}

TgenWalker::Progress
TgenApplication::GetProgress() const
{
    return {m_total.bytesWritten,
            m_total.bytesRead,
            m_total.streams.succeeded + m_total.streams.failed,
            m_total.streams.succeeded};
}

double
TgenApplication::Draw()
{
    return m_walkDraw->GetValue(0, 1);
}

std::size_t
TgenApplication::Pick(std::size_t n)
{
    return m_walkDraw->GetInteger(0, static_cast<uint32_t>(n - 1));
}

void
TgenApplication::ActionEntered(Vertex vertex)
{
    m_actionTrace((*m_graph)[vertex].id);
}

void
TgenApplication::StartAction(Vertex vertex)
{
    switch ((*m_graph)[vertex].action)
    {
    case TgenAction::FLOW:
        AddGenerator(TgenGenerator::Kind::FLOW, vertex, nullptr).Start();
        break;
    case TgenAction::TRAFFIC:
        AddGenerator(TgenGenerator::Kind::TRAFFIC, vertex, nullptr).Start();
        break;
    default:
        AddGenerator(TgenGenerator::Kind::STREAM, vertex, nullptr).Start();
        break;
    }
}

void
TgenApplication::Wait(Vertex vertex, Time delay)
{
    const auto number = m_nextWait++;
    m_waits[number] = Simulator::Schedule(delay, &TgenApplication::EndWait, this, number, vertex);
}

void
TgenApplication::EndWait(uint64_t number, Vertex vertex)
{
    m_waits.erase(number);
    m_walker->Continue(vertex);
}

void
TgenApplication::EndReached(Vertex, const std::string& reason)
{
    Say(TgenLog::MESSAGE, "EndReached", "TGen will end because " + reason);
    m_hasEnded = true;
    if (m_tearDown.IsExpired())
    {
        // Not now: whoever brought the walk here is still at work.
        m_tearDown = Simulator::ScheduleNow(&TgenApplication::TearDown, this, "END");
    }
}

// TgenGenerator::Owner ----------------------------------------------------------------------------

TgenGenerator&
TgenApplication::AddGenerator(TgenGenerator::Kind kind, Vertex vertex, TgenGenerator* parent)
{
    const auto& options = (*m_graph)[vertex].stream;
    std::shared_ptr<const TgenMarkovModel> model;
    uint32_t seed = 0;
    if (kind == TgenGenerator::Kind::TRAFFIC)
    {
        model = options.flowModelPath ? m_graph->GetModel(*options.flowModelPath)
                                      : TgenMarkovModel::InternalFlowModel();
        Count(&TgenCounters::traffics, &TgenCounters::Counter::created);
    }
    else
    {
        if (kind == TgenGenerator::Kind::FLOW)
        {
            model = options.streamModelPath ? m_graph->GetModel(*options.streamModelPath)
                                            : TgenMarkovModel::InternalStreamModel();
        }
        Count(&TgenCounters::flows, &TgenCounters::Counter::created);
    }
    if (model)
    {
        seed = DrawSeed(options);
    }
    TgenGenerator::Owner& owner = *this;
    auto generator =
        std::make_unique<TgenGenerator>(owner, kind, vertex, parent, std::move(model), seed);
    auto& reference = *generator;
    m_generators[&reference] = std::move(generator);
    if (kind != TgenGenerator::Kind::TRAFFIC)
    {
        if (auto proxy = DrawProxy(options))
        {
            reference.SetProxy(std::move(*proxy));
        }
    }
    return reference;
}

bool
TgenApplication::OpenStream(TgenGenerator& generator)
{
    const auto& vertex = (*m_graph)[generator.GetVertex()];
    const auto& options = vertex.stream;
    const auto& peers = m_graph->IsLegacy() ? m_foreignPeers[generator.GetVertex()] : options.peers;
    const auto seed = DrawSeed(options); // used up in any case, as by the real program
    if (peers.empty())
    {
        Say(TgenLog::ERROR,
            "OpenStream",
            "action '" + vertex.id + "' has no peers: no stream can be opened");
        return false;
    }
    auto model = options.packetModelPath ? m_graph->GetModel(*options.packetModelPath)
                                         : TgenMarkovModel::InternalPacketModel();
    const auto remote = FindRemote(DrawPeer(peers), generator.GetProxy(), vertex.line);
    auto& stream = AddStream(&generator);
    stream.Connect(GetNode(), vertex.id, options, std::move(model), seed, remote);
    m_streamStartTrace(stream.GetReport());
    return true;
}

bool
TgenApplication::OpenFlow(TgenGenerator& traffic)
{
    AddGenerator(TgenGenerator::Kind::FLOW, traffic.GetVertex(), &traffic).Start();
    return true;
}

void
TgenApplication::GeneratorCompleted(TgenGenerator& generator)
{
    const bool isTraffic = generator.GetKind() == TgenGenerator::Kind::TRAFFIC;
    Count(isTraffic ? &TgenCounters::traffics : &TgenCounters::flows,
          generator.HasSucceeded() ? &TgenCounters::Counter::succeeded
                                   : &TgenCounters::Counter::failed);
    const auto vertex = generator.GetVertex();
    if (m_log.Shows(TgenLog::MESSAGE))
    {
        Say(TgenLog::MESSAGE,
            "GeneratorCompleted",
            "Generator status for action '" + (*m_graph)[vertex].id + "': completed " +
                std::to_string(generator.GetCompleted()) + " of " +
                std::to_string(generator.GetGenerated()) +
                (isTraffic ? " flows, traffic is complete" : " streams, flow is complete"));
    }
    const auto found = m_generators.find(&generator);
    m_deadGenerators.Add(std::move(found->second));
    m_generators.erase(found);

    if (auto parent = generator.GetParent())
    {
        parent->ChildCompleted();
    }
    else if (generator.IsStarting())
    {
        Wait(vertex, Time(0)); // the walk is still on its way into this action
    }
    else
    {
        m_walker->Continue(vertex);
    }
}

// TgenStream::Owner -------------------------------------------------------------------------------

TgenStream&
TgenApplication::AddStream(TgenGenerator* generator)
{
    Count(&TgenCounters::streams, &TgenCounters::Counter::created);
    const auto id = m_nextStreamId++;
    TgenStream::Owner& owner = *this;
    auto stream =
        std::make_unique<TgenStream>(owner, m_parameters, id, TakeDescriptor(), m_hostname);
    auto& reference = *stream;
    m_streams[id] = {std::move(stream), generator};
    return reference;
}

void
TgenApplication::StreamMoved(TgenStream& stream, uint64_t bytesRead, uint64_t bytesWritten)
{
    m_total.bytesRead += bytesRead;
    m_total.bytesWritten += bytesWritten;
    m_sinceHeartbeat.bytesRead += bytesRead;
    m_sinceHeartbeat.bytesWritten += bytesWritten;
    if (bytesRead > 0)
    {
        m_rxTrace(stream.GetId(), bytesRead);
    }
    if (bytesWritten > 0)
    {
        m_txTrace(stream.GetId(), bytesWritten);
    }
}

void
TgenApplication::StreamProgressed(TgenStream& stream)
{
    if (m_log.Shows(TgenLog::INFO))
    {
        m_log.WriteStreamStatus(stream.GetReport());
    }
}

void
TgenApplication::StreamChanged(TgenStream& stream)
{
    m_stateTrace(stream.GetId(), stream.GetSendState(), stream.GetRecvState());
}

void
TgenApplication::StreamWarned(TgenStream& stream, const std::string& warning)
{
    Say(TgenLog::WARNING,
        "StreamWarned",
        "stream " + std::to_string(stream.GetId()) + ": " + warning);
}

void
TgenApplication::StreamEnded(TgenStream& stream, const TgenStreamReport& report)
{
    Count(&TgenCounters::streams,
          report.IsSuccess() ? &TgenCounters::Counter::succeeded : &TgenCounters::Counter::failed);
    m_log.WriteStreamEnd(report);
    m_streamEndTrace(report);
    RecordTransfer(report,
                   report.IsSuccess() ? TransferRecord::SUCCESS : TransferRecord::FAILED,
                   report.GetErrorCode());

    const auto generator = m_streams.at(stream.GetId()).generator;
    if (generator)
    {
        generator->ChildCompleted();
    }
    // Not before: a stream that follows gets the next descriptor, as in the real program.
    Bury(stream.GetId());
}

std::shared_ptr<const TgenMarkovModel>
TgenApplication::ParseModel(const std::string& name, std::string_view graphml)
{
    const auto internal = TgenMarkovModel::InternalPacketModel();
    if (graphml == internal->GetGraphml())
    {
        return internal;
    }
    const auto known = m_modelsByText.find(graphml);
    if (known != m_modelsByText.end())
    {
        return known->second;
    }
    if (m_modelsByText.size() >= MAX_MODELS_KEPT)
    {
        m_modelsByText.clear();
    }
    return m_modelsByText.emplace(graphml, TgenMarkovModel::Parse(graphml, name)).first->second;
}

std::shared_ptr<const TgenMarkovModel>
TgenApplication::LoadModel(const std::string& path)
{
    const auto internal = TgenMarkovModel::InternalPacketModel();
    if (path == internal->GetName())
    {
        return internal;
    }
    const auto known = m_modelsByPath.find(path);
    if (known != m_modelsByPath.end())
    {
        return known->second;
    }
    auto model = TgenMarkovModel::Load(m_graph->FindFile(path).value_or(path));
    m_modelsByPath.emplace(path, model);
    return model;
}

char
TgenApplication::DrawLetter()
{
    return static_cast<char>('a' + m_letterDraw->GetInteger(0, 25));
}

// Odds and ends of a process ----------------------------------------------------------------------

void
TgenApplication::Count(TgenCounters::Counter TgenCounters::*what,
                       uint64_t TgenCounters::Counter::*how)
{
    ++(m_total.*what.*how);
    ++(m_sinceHeartbeat.*what.*how);
}

uint32_t
TgenApplication::DrawSeed(const TgenStreamOptions& options)
{
    return options.seedOwner >= 0 ? m_seedOwners.at(options.seedOwner).Next32()
                                  : m_seedDraw->GetInteger(0, UINT32_MAX);
}

std::optional<TgenProxyChoice>
TgenApplication::DrawProxy(const TgenStreamOptions& options)
{
    TgenSocksCredentials credentials{options.socksUsername, options.socksPassword};
    if (options.socksAuthOwner >= 0)
    {
        // Drawn also where no proxy is set, as in the real program.
        static const std::string characters =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@#&?!";
        auto& random = m_authOwners.at(options.socksAuthOwner);
        std::string drawn(7, '\0');
        for (auto& character : drawn)
        {
            character = characters[random.Next32() % characters.size()];
        }
        credentials = {drawn, drawn};
    }
    if (options.socksProxies.empty())
    {
        return std::nullopt;
    }
    return TgenProxyChoice{DrawPeer(options.socksProxies), credentials};
}

const TgenPeer&
TgenApplication::DrawPeer(const std::vector<TgenPeer>& peers)
{
    return peers.size() == 1
               ? peers[0]
               : peers[m_peerDraw->GetInteger(0, static_cast<uint32_t>(peers.size() - 1))];
}

void
TgenApplication::ResolvePeers()
{
    InputProblems problems(m_graph->GetFile());
    std::set<std::pair<std::string, uint16_t>> seen;
    for (Vertex vertex = 0; vertex < m_graph->GetNVertices(); ++vertex)
    {
        const auto& here = (*m_graph)[vertex];
        for (const auto* list : {&here.stream.peers, &here.stream.socksProxies})
        {
            for (const auto& peer : *list)
            {
                const bool isForProxy = peer.IsOnion() && here.LeavesOnionsToProxies();
                if (isForProxy || !seen.insert({peer.name, peer.port}).second)
                {
                    continue;
                }
                try
                {
                    Resolve(peer, here.line);
                }
                catch (const InputError& problem)
                {
                    problems.Add(problem);
                }
            }
        }
    }
    problems.ThrowIfAny();
}

InetSocketAddress
TgenApplication::Resolve(const TgenPeer& peer, int line)
{
    const auto key = std::make_pair(peer.name, peer.port);
    const auto known = m_addresses.find(key);
    if (known != m_addresses.end())
    {
        return known->second;
    }
    auto& directory = GetDirectory();
    std::optional<Ipv4Address> address;
    if (!HostDirectory::IsLocalhost(peer.name))
    {
        address = directory.Resolve(peer.name);
    }
    else
    {
        const auto& servers = directory.ServersOn(peer.port);
        if (servers.empty() || servers.count(GetNode()->GetId()) > 0)
        {
            address = Ipv4Address::GetLoopback();
        }
        else if (servers.size() == 1)
        {
            address = HostDirectory::AddressOf(NodeList::GetNode(*servers.begin()));
        }
        else
        {
            throw InputError(m_graph->GetFile(),
                             line,
                             "'" + peer.name + ":" + std::to_string(peer.port) +
                                 "' could be any of the " + std::to_string(servers.size()) +
                                 " hosts that serve this port",
                             "the name of one of them");
        }
    }
    if (!address)
    {
        throw InputError(m_graph->GetFile(),
                         line,
                         "peer '" + peer.name + "' is not a host of this simulation",
                         "a host name or an IPv4 address");
    }
    const InetSocketAddress found(*address, peer.port);
    m_addresses.emplace(key, found);
    return found;
}

TgenRemote
TgenApplication::FindRemote(const TgenPeer& peer,
                            const std::optional<TgenProxyChoice>& proxy,
                            int line)
{
    if (!proxy)
    {
        const auto address = Resolve(peer, line);
        return {address, GetDirectory().NameOf(address.GetIpv4()), std::nullopt};
    }
    const auto proxyAddress = Resolve(proxy->proxy, line);
    TgenRemote remote{InetSocketAddress(Ipv4Address::GetAny(), peer.port),
                      peer.name,
                      TgenRemote::Proxy{proxyAddress,
                                        GetDirectory().NameOf(proxyAddress.GetIpv4()),
                                        proxy->credentials}};
    if (!peer.IsOnion()) // such a name is the proxy's business
    {
        remote.address = Resolve(peer, line);
        remote.name = GetDirectory().NameOf(remote.address.GetIpv4());
    }
    return remote;
}

std::string
TgenApplication::NameServer(const TgenStreamReport& report) const
{
    if (report.remote.GetIpv4().IsLocalhost() && !report.proxy)
    {
        return m_hostname;
    }
    if (report.remoteName.empty())
    {
        std::ostringstream address;
        address << report.remote.GetIpv4();
        return address.str();
    }
    return report.remoteName;
}

void
TgenApplication::RecordTransfer(const TgenStreamReport& report,
                                TransferRecord::Status status,
                                const std::string& error)
{
    if (report.isPassive)
    {
        return; // the client's row is the one
    }
    TransferRecord record;
    record.host = GetNode()->GetId();
    record.sequence = report.id;
    record.system = "tgen";
    record.kind = "stream";
    record.client = m_hostname;
    record.server = NameServer(report);
    record.label = m_label.empty() ? report.vertexId : m_label;
    if (report.sendSize || report.recvSize)
    {
        record.requestedBytes = report.sendSize.value_or(0) + report.recvSize.value_or(0);
    }
    record.sentBytes = report.payloadBytesSend;
    record.receivedBytes = report.payloadBytesRecv;
    record.start = report.created;
    record.connect = report.socketConnect;
    record.firstByte = report.firstByteRecv;
    record.lastByte = report.lastByteRecv;
    record.end = report.now;
    record.status = status;
    record.error = error;
    m_transferTrace(record);
}

void
TgenApplication::Bury(uint64_t id)
{
    const auto found = m_streams.find(id);
    m_freeDescriptors.push(found->second.stream->GetDescriptor());
    m_deadStreams.Add(std::move(found->second.stream));
    m_streams.erase(found);
}

int
TgenApplication::TakeDescriptor()
{
    if (m_freeDescriptors.empty())
    {
        return m_nextDescriptor++;
    }
    const int descriptor = m_freeDescriptors.top();
    m_freeDescriptors.pop();
    return descriptor;
}

void
TgenApplication::Say(TgenLog::Level level, const char* function, const std::string& text)
{
    NS_LOG_INFO(text);
    m_log.Write(level, "tgen-application.cc", function, text);
}

std::size_t
TgenApplication::GetNOpenStreams() const
{
    return m_streams.size();
}

const TgenCounters&
TgenApplication::GetCounters() const
{
    return m_total;
}

bool
TgenApplication::HasEnded() const
{
    return m_hasEnded;
}

} // namespace ns3
