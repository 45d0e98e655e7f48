/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/flow-trace-application.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/host-directory.h"
#include "ns3/log.h"
#include "ns3/ns3-compat.h"
#include "ns3/simulation-singleton.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sstream>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("FlowTraceApplication");
NS_OBJECT_ENSURE_REGISTERED(FlowTraceApplication);

namespace
{

/// A port of UDP rests for so long after a flow, and the longest silence within one, so that
/// receivers, who wait for half as long, can tell it from the next.
const Time UDP_PORT_REST = Seconds(20);

std::string
ToCsv(Time time)
{
    char text[32];
    std::snprintf(text, sizeof(text), "%.9f", time.GetSeconds());
    return text;
}

} // namespace

TypeId
FlowTraceApplication::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::FlowTraceApplication")
            .SetParent<TrafficApplication>()
            .SetGroupName("SyntheticTraffic")
            .AddConstructor<FlowTraceApplication>()
            .AddAttribute("Protocol",
                          "Of flows; key-value requests are always over TCP.",
                          EnumValue(TCP),
                          compat::EnumAccessor<Protocol>(&FlowTraceApplication::m_protocol),
                          MakeEnumChecker(TCP, "tcp", UDP, "udp"))
            .AddAttribute("TcpRate",
                          "While a flowlet of TCP lasts, a write is followed by a pause of as long "
                          "as it takes at this rate; 0 for no pauses, but for flows of a host to "
                          "itself, which then have 10 Gbit/s.",
                          DataRateValue(DataRate("1Mbps")),
                          MakeDataRateAccessor(&FlowTraceApplication::m_tcpRate),
                          MakeDataRateChecker())
            .AddAttribute("UdpRate",
                          "The same for UDP. The original has no pauses there and sends as fast as "
                          "its machine can; here a rate has to be given.",
                          DataRateValue(DataRate(0)),
                          MakeDataRateAccessor(&FlowTraceApplication::m_udpRate),
                          MakeDataRateChecker())
            .AddAttribute("WriteSize",
                          "Bytes of a write, and of a packet of UDP.",
                          UintegerValue(1400),
                          MakeUintegerAccessor(&FlowTraceApplication::m_writeSize),
                          MakeUintegerChecker<uint32_t>(1, 65507))
            .AddAttribute("Port",
                          "TCP or UDP port that flows go to.",
                          UintegerValue(5001),
                          MakeUintegerAccessor(&FlowTraceApplication::m_port),
                          MakeUintegerChecker<uint16_t>(1))
            .AddAttribute("KeyValuePort",
                          "TCP port of key-value servers.",
                          UintegerValue(11211),
                          MakeUintegerAccessor(&FlowTraceApplication::m_keyValuePort),
                          MakeUintegerChecker<uint16_t>(1))
            .AddAttribute("Lead",
                          "How long before its start a flow is launched, and connects.",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&FlowTraceApplication::m_lead),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("InFlight",
                          "Most key-value requests that are open at a time.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&FlowTraceApplication::m_inFlight),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute(
                "Nagle",
                "Hold back short segments of flows while data is in flight (RFC 896). Off, "
                "each write is a packet, as on the original's networks, whose round trips "
                "are shorter than its pauses.",
                BooleanValue(false),
                MakeBooleanAccessor(&FlowTraceApplication::m_nagle),
                MakeBooleanChecker())
            .AddTraceSource("Flow",
                            "A flow is over, or the simulation is.",
                            MakeTraceSourceAccessor(&FlowTraceApplication::m_flowTrace),
                            "ns3::FlowTraceApplication::FlowTracedCallback")
            .AddTraceSource("Request",
                            "A key-value request is over, or the simulation is.",
                            MakeTraceSourceAccessor(&FlowTraceApplication::m_requestTrace),
                            "ns3::FlowTraceApplication::RequestTracedCallback");
    return tid;
}

FlowTraceApplication::FlowTraceApplication() = default;
FlowTraceApplication::~FlowTraceApplication() = default;

void
FlowTraceApplication::SetTrace(std::shared_ptr<const FlowTrace> trace)
{
    m_trace = std::move(trace);
}

void
FlowTraceApplication::SetLogFile(const std::string& path)
{
    m_logFile = path;
}

const std::string&
FlowTraceApplication::GetLogFile() const
{
    return m_logFile;
}

void
FlowTraceApplication::SetThroughputLogFile(const std::string& path)
{
    m_throughputLogFile = path;
}

const std::string&
FlowTraceApplication::GetThroughputLogFile() const
{
    return m_throughputLogFile;
}

void
FlowTraceApplication::SetLatencyLogFile(const std::string& path)
{
    m_latencyLogFile = path;
}

const std::string&
FlowTraceApplication::GetLatencyLogFile() const
{
    return m_latencyLogFile;
}

int64_t
FlowTraceApplication::AssignStreams(int64_t)
{
    return 0;
}

void
FlowTraceApplication::ReportOpenTransfers()
{
    EndAll(TransferRecord::OPEN, "");
    m_log.Close();
    m_throughputLog.Close();
    m_latencyLog.Close();
}

FlowTraceApplication::Protocol
FlowTraceApplication::GetProtocol() const
{
    return m_protocol;
}

std::size_t
FlowTraceApplication::GetNOpenFlows() const
{
    return m_senders.size();
}

std::size_t
FlowTraceApplication::GetNOpenRequests() const
{
    return m_client ? m_client->GetNOpen() : 0;
}

const FlowTraceScore&
FlowTraceApplication::GetScore() const
{
    return m_score;
}

void
FlowTraceApplication::DoDispose()
{
    NS_LOG_FUNCTION(this);
    m_nextFlow.Cancel();
    m_nextRequest.Cancel();
    for (auto& [id, sender] : m_senders)
    {
        sender->Detach();
    }
    m_senders.clear();
    m_dead.Clear();
    if (m_client)
    {
        m_client->Detach();
        m_client.reset();
    }
    TrafficApplication::DoDispose();
}

void
FlowTraceApplication::StartApplication()
{
    NS_LOG_FUNCTION(this);
    NS_ABORT_MSG_IF(!m_trace, "a FlowTraceApplication has no trace: see FlowTraceHelper");
    NS_ABORT_MSG_IF(m_protocol == UDP && m_udpRate.GetBitRate() == 0,
                    "flows over UDP need a rate: set UdpRate");
    m_begin = Simulator::Now();
    m_hostname = GetHostName();
    if (!m_logFile.empty())
    {
        m_log.Open(m_logFile);
        m_log.WriteLine("protocol,destination,local_port,start_s,duration_us,on_us,gap_us,"
                        "requested_bytes,connect_s,end_s,writes,flowlets,bytes,throughput_kbps,"
                        "status,error");
    }
    if (!m_throughputLogFile.empty())
    {
        m_throughputLog.Open(m_throughputLogFile, "%g");
    }
    if (!m_latencyLogFile.empty())
    {
        m_latencyLog.Open(m_latencyLogFile, "%.0f");
    }
    const auto host = m_trace->FindHost(m_hostname);
    if (!host)
    {
        return; // the trace has nothing for this host to do
    }
    m_senderOptions.isUdp = m_protocol == UDP;
    m_senderOptions.writeSize = m_writeSize;
    m_senderOptions.rate = m_protocol == UDP ? m_udpRate : m_tcpRate;
    m_senderOptions.lead = m_lead;
    m_senderOptions.session = GetSessionOptions(m_nagle);
    m_senderOptions.portRest = UDP_PORT_REST + MicroSeconds(m_trace->GetLongestGap());
    if (m_protocol == UDP)
    {
        m_senderOptions.portRest += m_udpRate.CalculateBytesTxTime(m_writeSize);
    }
    m_flows = m_trace->GetFlowsOf(*host);
    m_requests = m_trace->GetRequestsOf(*host);
    if (m_requests.begin() != m_requests.end())
    {
        std::vector<InetSocketAddress> servers;
        for (const auto server : m_trace->GetServers())
        {
            servers.emplace_back(AddressOf(server), m_keyValuePort);
        }
        KeyValueClient::Owner& owner = *this;
        m_client.emplace(owner, GetNode(), std::move(servers), GetSessionOptions(false));
    }
    LaunchFlows();
    MakeRequests();
}

void
FlowTraceApplication::StopApplication()
{
    NS_LOG_FUNCTION(this);
    EndAll(TransferRecord::FAILED, "STOPPED");
}

Ipv4Address
FlowTraceApplication::AddressOf(uint32_t host)
{
    const auto [known, isNew] = m_addresses.try_emplace(host);
    if (isNew)
    {
        const auto& named = m_trace->GetHosts()[host];
        const auto found = SimulationSingleton<HostDirectory>::Get()->Resolve(named.name);
        NS_ABORT_MSG_IF(!found, "no host is named '" << named.name << "': see FlowTraceHelper");
        known->second = *found;
    }
    return known->second;
}

void
FlowTraceApplication::LaunchFlows()
{
    for (; m_flows.first != m_flows.last; ++m_flows.first)
    {
        const auto& flow = m_trace->GetFlows()[*m_flows.first];
        const auto launch = m_begin + MicroSeconds(flow.time) - m_lead;
        if (launch > Simulator::Now())
        {
            m_nextFlow = Simulator::Schedule(launch - Simulator::Now(),
                                             &FlowTraceApplication::LaunchFlows,
                                             this);
            return;
        }
        Launch(flow);
    }
}

void
FlowTraceApplication::Launch(const FlowTrace::Flow& flow)
{
    FlowletReport report;
    report.number = m_nFlows++;
    report.id = m_nextId++;
    report.flow = flow;
    report.start = m_begin + MicroSeconds(flow.time);
    FlowletSender::Owner& owner = *this;
    auto& sender = m_senders[report.id];
    sender = std::make_unique<FlowletSender>(owner, report, m_senderOptions);
    sender->Launch(GetNode(), InetSocketAddress(AddressOf(flow.destination), m_port));
}

void
FlowTraceApplication::FlowEnded(FlowletSender& sender)
{
    RecordFlow(sender.GetReport());
    const auto found = m_senders.find(sender.GetReport().id);
    m_dead.Add(std::move(found->second));
    m_senders.erase(found);
}

void
FlowTraceApplication::MakeRequests()
{
    while (m_requests.first != m_requests.last && m_client->GetNOpen() < m_inFlight)
    {
        const auto& request = m_trace->GetRequests()[*m_requests.first];
        const auto due = m_begin + MicroSeconds(request.time);
        if (due > Simulator::Now())
        {
            if (m_nextRequest.IsExpired())
            {
                m_nextRequest = Simulator::Schedule(due - Simulator::Now(),
                                                    &FlowTraceApplication::MakeRequests,
                                                    this);
            }
            return;
        }
        ++m_requests.first;
        m_client->Start(m_nRequests++, m_nextId++, *m_trace, request);
    }
}

void
FlowTraceApplication::RequestEnded(const KeyValueReport& report)
{
    RecordRequest(report);
    MakeRequests();
    if (m_requests.first == m_requests.last && m_client->GetNOpen() == 0)
    {
        m_client->Close();
    }
}

void
FlowTraceApplication::EndAll(TransferRecord::Status status, const std::string& error)
{
    m_nextFlow.Cancel();
    m_nextRequest.Cancel();
    m_flows.first = m_flows.last;
    m_requests.first = m_requests.last;
    for (auto& [id, sender] : m_senders)
    {
        sender->Break(status, error);
        RecordFlow(sender->GetReport());
    }
    m_senders.clear();
    if (m_client)
    {
        for (const auto& report : m_client->Break(status, error))
        {
            RecordRequest(report);
        }
    }
}

void
FlowTraceApplication::RecordFlow(const FlowletReport& report)
{
    const auto& flow = report.flow;
    const auto& server = m_trace->GetHosts()[flow.destination].name;
    TransferRecord record;
    record.host = GetNode()->GetId();
    record.sequence = report.id;
    record.system = "flow-group";
    record.kind = "iperf";
    record.client = m_hostname;
    record.server = server;
    record.label = m_label.empty() ? "iperf" : m_label;
    if (flow.bytes > 0)
    {
        record.requestedBytes = flow.bytes;
    }
    record.sentBytes = report.bytes;
    // What ends ahead of its start has been launched only.
    record.start = std::min(report.start, report.end);
    record.connect = report.connected;
    record.end = report.end;
    record.status = report.status;
    record.error = report.error;
    m_flowTrace(report);
    m_transferTrace(record);

    if (report.status != TransferRecord::OPEN)
    {
        (report.isUdp ? m_score.udpSent : m_score.tcpSent).Add(report.throughput);
    }
    m_throughputLog.Write(report.number,
                          report.status == TransferRecord::OPEN ? std::nullopt
                                                                : std::optional(report.throughput));
    if (m_log.IsOpen())
    {
        std::ostringstream line;
        line << (report.isUdp ? "udp," : "tcp,") << server << ',' << report.localPort << ','
             << ToCsv(report.start) << ',' << flow.duration << ',' << flow.on << ',' << flow.gap
             << ',' << (flow.bytes > 0 ? std::to_string(flow.bytes) : "") << ','
             << (report.connected ? ToCsv(*report.connected) : "") << ',' << ToCsv(report.end)
             << ',' << report.writes << ',' << report.flowlets << ',' << report.bytes << ','
             << report.throughput << ',' << TransferRecord::StatusName(report.status) << ','
             << report.error;
        m_log.WriteLine(line.str());
    }
}

void
FlowTraceApplication::RecordRequest(const KeyValueReport& report)
{
    TransferRecord record;
    record.host = GetNode()->GetId();
    record.sequence = report.id;
    record.system = "flow-group";
    record.kind = report.isGet ? "get" : "set";
    record.client = m_hostname;
    record.server = m_trace->GetHosts()[m_trace->GetServers()[report.server]].name;
    record.label = m_label.empty() ? record.kind : m_label;
    record.sentBytes = report.sentBytes;
    record.receivedBytes = report.receivedBytes;
    record.start = report.start;
    record.connect = report.connected;
    record.firstByte = report.firstByte;
    if (report.status != TransferRecord::OPEN && report.receivedBytes > 0)
    {
        record.lastByte = report.end;
    }
    record.end = report.end;
    record.status = report.status;
    record.error = report.error;
    m_requestTrace(report);
    m_transferTrace(record);

    const bool isTimed = report.status == TransferRecord::SUCCESS;
    const auto latency = std::round((report.end - report.start).ToDouble(Time::US));
    if (isTimed)
    {
        m_score.latency.Add(latency);
    }
    m_latencyLog.Write(report.number, isTimed ? std::optional(latency) : std::nullopt);
}

} // namespace ns3
