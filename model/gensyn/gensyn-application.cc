/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/gensyn-application.h"

#include "ns3/abort.h"
#include "ns3/gensyn-time.h"
#include "ns3/gensyn-udp-stream.h"
#include "ns3/gensyn-web-stream.h"
#include "ns3/host-directory.h"
#include "ns3/input-error.h"
#include "ns3/log.h"
#include "ns3/make-event.h"
#include "ns3/simulation-singleton.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("GensynApplication");
NS_OBJECT_ENSURE_REGISTERED(GensynApplication);

namespace
{

/// A user whose communication cannot even begin tries for so long.
const Time FUTILE_TIME = Seconds(1);

/// Later than any time, nanoseconds.
constexpr int64_t NEVER = std::numeric_limits<int64_t>::max();

} // namespace

TypeId
GensynApplication::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::GensynApplication")
            .SetParent<TrafficApplication>()
            .SetGroupName("SyntheticTraffic")
            .AddConstructor<GensynApplication>()
            .AddAttribute("Port",
                          "TCP port of the content servers.",
                          UintegerValue(80),
                          MakeUintegerAccessor(&GensynApplication::m_port),
                          MakeUintegerChecker<uint16_t>(1))
            .AddAttribute("UdpPort",
                          "UDP port of the content servers.",
                          UintegerValue(9000),
                          MakeUintegerAccessor(&GensynApplication::m_udpPort),
                          MakeUintegerChecker<uint16_t>(1))
            .AddAttribute("SampleInterval",
                          "Time between samples of the numbers of users in each state; 0 for none.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&GensynApplication::m_sampleInterval),
                          MakeTimeChecker(Time(0)))
            .AddTraceSource("Transition",
                            "A user has gone from one state to another.",
                            MakeTraceSourceAccessor(&GensynApplication::m_transitionTrace),
                            "ns3::GensynApplication::TransitionTracedCallback")
            .AddTraceSource("StochasticEvent",
                            "A stochastic event is about to happen: the population as it was.",
                            MakeTraceSourceAccessor(&GensynApplication::m_eventTrace),
                            "ns3::GensynApplication::PopulationTracedCallback")
            .AddTraceSource("Sample",
                            "The population, at each SampleInterval from the start.",
                            MakeTraceSourceAccessor(&GensynApplication::m_sampleTrace),
                            "ns3::GensynApplication::PopulationTracedCallback");
    return tid;
}

GensynApplication::GensynApplication()
    : m_patience([this](GensynStream& stream, const char* error) { GiveUp(stream, error); })
{
}

GensynApplication::~GensynApplication() = default;

void
GensynApplication::SetModel(std::shared_ptr<const GensynModel> model, uint64_t users)
{
    m_model = std::move(model);
    m_nUsers = users;
}

void
GensynApplication::SetServers(std::vector<std::string> hosts)
{
    m_servers = std::move(hosts);
    m_addresses.clear();
}

void
GensynApplication::ResolveServers()
{
    auto& directory = *SimulationSingleton<HostDirectory>::Get();
    InputProblems problems(m_model ? m_model->GetName() : "");
    m_addresses.clear();
    for (const auto& server : m_servers)
    {
        const auto address = directory.Resolve(server);
        if (!address)
        {
            problems.Add(0,
                         "server " + QuoteInput(server) + " is not a host of this simulation",
                         "a host name or an IPv4 address");
            continue;
        }
        m_addresses.push_back(*address);
    }
    problems.ThrowIfAny();
}

int64_t
GensynApplication::AssignStreams(int64_t stream)
{
    m_firstStream = stream;
    for (int64_t i = 0; i < N_PURPOSES; ++i)
    {
        m_draws[i].SetStream(stream + i);
    }
    return N_PURPOSES;
}

void
GensynApplication::DoInitialize()
{
    if (!m_firstStream)
    {
        AssignStreams(GetDefaultStream());
    }
    TrafficApplication::DoInitialize();
}

void
GensynApplication::DoDispose()
{
    NS_LOG_FUNCTION(this);
    m_isRunning = false;
    m_race.Cancel();
    m_expiry = nullptr;
    m_isRacePending = false;
    m_sample.Cancel();
    m_patience.Clear();
    for (auto* each : ListStreams())
    {
        const std::unique_ptr<GensynStream> stream(each);
        stream->Detach();
    }
    m_population.reset();
    m_dead.Clear();
    m_pages.clear();
    m_ports = nullptr;
    m_model.reset();
    TrafficApplication::DoDispose();
}

UniformSource&
GensynApplication::Draws(Purpose purpose)
{
    return m_draws[purpose];
}

// The race ----------------------------------------------------------------------------------------

void
GensynApplication::StartApplication()
{
    NS_LOG_FUNCTION(this);
    NS_ABORT_MSG_IF(!m_model, "GensynApplication started without a model: call SetModel before");
    NS_ABORT_MSG_IF(m_model->HasCommunication() && m_servers.empty(),
                    "users of the model '" << m_model->GetName()
                                           << "' communicate: call SetServers before");
    m_hostname = GetHostName();
    m_options = GetSessionOptions(true);
    m_ports = GensynPortBook::Of(GetNode());
    if (m_addresses.size() != m_servers.size())
    {
        ResolveServers();
    }
    for (const auto& module : m_model->GetModules())
    {
        m_pages.push_back(module.IsUdp() ? nullptr
                                         : std::make_unique<GensynPages>(m_model, module));
    }
    m_isRunning = true;
    m_last = Simulator::Now();
    m_population =
        std::make_unique<GensynPopulation>(m_model, m_nUsers, Draws(TIMES), Draws(CHOICES));
    const auto counts = m_population->Start();
    for (uint32_t state = 0; state < counts.size(); ++state)
    {
        if (m_model->GetStates()[state].IsStochastic() || counts[state] == 0)
        {
            continue;
        }
        const bool isUnderWay = !m_model->GetStart() && m_model->GetModuleOf(state).IsUdp();
        const auto sojourn = isUnderWay ? std::optional(m_model->GetSojourn(state)) : std::nullopt;
        for (uint64_t i = 0; i < counts[state]; ++i)
        {
            BeginStream(state, sojourn ? &*sojourn : nullptr);
        }
    }
    Wait();
    if (m_sampleInterval.IsStrictlyPositive())
    {
        Sample();
    }
}

void
GensynApplication::StopApplication()
{
    NS_LOG_FUNCTION(this);
    EndAll(TransferRecord::FAILED, "STOPPED");
}

void
GensynApplication::ReportOpenTransfers()
{
    EndAll(TransferRecord::OPEN, "");
}

void
GensynApplication::EndAll(TransferRecord::Status status, const char* error)
{
    m_race.Cancel();
    m_expiry = nullptr;
    m_isRacePending = false;
    m_sample.Cancel();
    if (!m_isRunning)
    {
        return;
    }
    m_isRunning = false;
    m_patience.Clear();
    for (auto* stream : ListStreams())
    {
        if (status == TransferRecord::OPEN)
        {
            stream->Detach();
            m_population->Break(*stream, false);
            Release(*stream);
            Record(*stream, status, error);
            delete stream;
        }
        else
        {
            stream->Abort();
            m_population->Break(*stream, true);
            Bury(*stream, status, error);
        }
    }
}

std::vector<GensynStream*>
GensynApplication::ListStreams() const
{
    std::vector<GensynStream*> streams;
    for (uint32_t state = 0; m_population && state < m_model->GetStates().size(); ++state)
    {
        for (auto* each : m_population->GetHeld(state))
        {
            streams.push_back(static_cast<GensynStream*>(each));
        }
    }
    std::sort(streams.begin(), streams.end(), [](GensynStream* a, GensynStream* b) {
        return a->GetReport().sequence < b->GetReport().sequence;
    });
    return streams;
}

void
GensynApplication::Touch()
{
    const auto now = Simulator::Now();
    m_population->Advance(static_cast<double>((now - m_last).GetTimeStep()) * 1e-9);
    m_last = now;
}

void
GensynApplication::Wait()
{
    const auto now = m_last.GetTimeStep();
    const double delay = m_population->GetDelay();
    m_due = delay < GENSYN_LONGEST_WAIT ? now + ToGensynNanoseconds(delay) : NEVER;
    if (m_isRacePending)
    {
        // An event that comes too early looks again. A cancelled one would stay in ns-3's list.
        if (m_raceTime <= m_due)
        {
            return;
        }
        Simulator::Remove(m_race);
        m_expiry = nullptr; // it is cancelled for ever
        m_isRacePending = false;
    }
    ScheduleRace(now);
}

void
GensynApplication::ScheduleRace(int64_t now)
{
    if (m_due != NEVER)
    {
        m_raceTime = m_due;
        m_isRacePending = true;
        if (!m_expiry)
        {
            m_expiry = Ptr<EventImpl>(MakeEvent(&GensynApplication::Expire, this), false);
        }
        m_race = Simulator::Schedule(TimeStep(m_due - now), m_expiry);
    }
}

void
GensynApplication::Expire()
{
    m_isRacePending = false;
    if (m_due <= m_raceTime)
    {
        Fire();
    }
    else
    {
        ScheduleRace(m_raceTime);
    }
}

void
GensynApplication::Fire()
{
    m_eventTrace(*m_population);
    m_last = Simulator::Now();
    const auto step = m_population->Fire();
    if (step.abandoned)
    {
        auto& stream = *static_cast<GensynStream*>(step.abandoned);
        stream.Abort();
        Bury(stream, TransferRecord::FAILED, "IMPATIENT");
    }
    Enter(step);
    Wait();
}

void
GensynApplication::Sample()
{
    m_sampleTrace(*m_population);
    m_sample = Simulator::Schedule(m_sampleInterval, &GensynApplication::Sample, this);
}

void
GensynApplication::Enter(const GensynPopulation::Step& step)
{
    m_transitionTrace(step.from, step.to);
    if (!m_model->GetStates()[step.to].IsStochastic())
    {
        BeginStream(step.to, nullptr);
    }
}

// Streams -----------------------------------------------------------------------------------------

void
GensynApplication::BeginStream(uint32_t state, const GensynSojourn* underWay)
{
    const auto& module = m_model->GetModuleOf(state);
    const auto& impatience = m_model->GetStates()[state].impatience;
    std::optional<Time> patience;
    std::optional<Time> duration;
    if (!module.IsUdp())
    {
        BeginPage(state, module);
    }
    else if (underWay)
    {
        const auto rest = underWay->DrawRest(Draws(DURATIONS), Draws(PATIENCE));
        if (impatience)
        {
            patience = ToGensynTime(rest.patience);
        }
        duration = ToGensynTime(rest.duration);
        BeginDatagrams(state, module, *duration);
    }
    else
    {
        duration = ToGensynTime(module.duration->Draw(Draws(DURATIONS)));
        BeginDatagrams(state, module, *duration);
    }
    if (!impatience)
    {
        return;
    }
    if (!patience)
    {
        patience = ToGensynTime(impatience->Draw(Draws(PATIENCE)));
    }
    // Who is through at the very end of his patience has not lost it.
    if (!duration || *patience < *duration)
    {
        m_patience.Start(*static_cast<GensynStream*>(m_population->GetHeld(state).back()),
                         *patience,
                         nullptr);
    }
}

void
GensynApplication::BeginPage(uint32_t state, const GensynModule& module)
{
    GensynStream::Owner& owner = *this;
    const auto server =
        static_cast<uint32_t>(Draws(SERVERS).NextUniform() * static_cast<double>(m_servers.size()));
    auto page = m_pages[m_model->GetStates()[state].module]->Visit(Draws(CONTENT));
    auto* stream = new GensynWebStream(owner, std::move(page), module.parallel);
    m_population->Hold(*stream, state);
    stream->Begin(GetNode(),
                  InetSocketAddress(m_addresses[server], m_port),
                  m_options,
                  m_servers[server],
                  server,
                  m_sequence++);
}

void
GensynApplication::BeginDatagrams(uint32_t state, const GensynModule& module, Time duration)
{
    GensynStream::Owner& owner = *this;
    const auto server =
        static_cast<uint32_t>(Draws(SERVERS).NextUniform() * static_cast<double>(m_servers.size()));
    const GensynUdpStream::Draws draws{Draws(TALK), Draws(SILENCE), Draws(TRACES), Draws(OFFSETS)};
    auto* stream = new GensynUdpStream(owner, m_model, module, draws);
    m_population->Hold(*stream, state);
    stream->Begin(GetNode(),
                  InetSocketAddress(m_addresses[server], m_udpPort),
                  m_ports->Take(module.type, Draws(PORTS)),
                  duration,
                  server,
                  m_sequence++);
}

void
GensynApplication::GiveUp(GensynStream& stream, const char* error)
{
    if (error)
    {
        Leave(stream, GensynPopulation::FAILED, error);
        return;
    }
    stream.Abort();
    Leave(stream, GensynPopulation::ABANDONED, "IMPATIENT");
}

void
GensynApplication::StreamEnded(GensynStream& stream, const char* error)
{
    m_patience.Stop(stream);
    if (error && stream.GetReport().start == Simulator::Now())
    {
        // Users who come back at once would come back for ever.
        m_patience.Start(stream, FUTILE_TIME, error);
        return;
    }
    Leave(stream, error ? GensynPopulation::FAILED : GensynPopulation::COMPLETED, error);
}

void
GensynApplication::Leave(GensynStream& stream, GensynPopulation::Reason reason, const char* error)
{
    Touch();
    const auto step = m_population->Leave(stream, reason);
    Bury(stream,
         reason == GensynPopulation::COMPLETED ? TransferRecord::SUCCESS : TransferRecord::FAILED,
         error);
    Enter(step);
    Wait();
}

void
GensynApplication::Bury(GensynStream& stream, TransferRecord::Status status, const char* error)
{
    Release(stream);
    Record(stream, status, error);
    m_dead.Add(std::unique_ptr<GensynStream>(&stream));
}

void
GensynApplication::Release(GensynStream& stream)
{
    m_patience.Stop(stream);
    if (stream.GetUdpPort() != 0)
    {
        m_ports->Release(stream.GetUdpPort());
    }
}

void
GensynApplication::Record(const GensynStream& stream,
                          TransferRecord::Status status,
                          const char* error)
{
    const auto report = stream.GetReport();
    TransferRecord record;
    record.host = GetNode()->GetId();
    record.sequence = report.sequence;
    record.system = "gensyn";
    record.kind = GensynModule::TypeName(m_model->GetModuleOf(stream.GetState()).type);
    record.client = m_hostname;
    record.server = m_servers[report.server];
    record.label = GetLabel();
    record.requestedBytes = report.requestedBytes;
    record.sentBytes = report.sentBytes;
    record.receivedBytes = report.receivedBytes;
    record.start = report.start;
    record.connect = report.connect;
    record.firstByte = report.firstByte;
    record.lastByte = report.lastByte;
    record.end = Simulator::Now();
    record.status = status;
    record.error = error ? error : "";
    m_transferTrace(record);
}

// What can be asked -------------------------------------------------------------------------------

const GensynPopulation*
GensynApplication::GetPopulation() const
{
    return m_population.get();
}

const GensynModel&
GensynApplication::GetModel() const
{
    return *m_model;
}

std::string
GensynApplication::GetLabel() const
{
    return m_label.empty() ? m_model->GetName() : m_label;
}

std::size_t
GensynApplication::GetNStreams() const
{
    std::size_t count = 0;
    for (uint32_t state = 0; m_population && state < m_model->GetStates().size(); ++state)
    {
        count += m_population->GetHeld(state).size();
    }
    return count;
}

} // namespace ns3
