/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/flow-receiver-application.h"

#include "ns3/abort.h"
#include "ns3/host-directory.h"
#include "ns3/log.h"
#include "ns3/simulation-singleton.h"
#include "ns3/simulator.h"
#include "ns3/tcp-session.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sstream>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("FlowReceiverApplication");
NS_OBJECT_ENSURE_REGISTERED(FlowReceiverApplication);

namespace
{

/// Of the throughput that the original logs.
const Time WINDOW = Seconds(5);

std::string
ToCsv(const std::optional<Time>& time)
{
    if (!time)
    {
        return "";
    }
    char text[32];
    std::snprintf(text, sizeof(text), "%.9f", time->GetSeconds());
    return text;
}

} // namespace

/// A flow of TCP.
class FlowReceiverApplication::Connection : private TcpSession::Handler
{
  public:
    Connection(FlowReceiverApplication& receiver, uint64_t id)
        : m_receiver(receiver),
          m_id(id),
          m_session(*this)
    {
    }

    void Accept(Ptr<Socket> socket, const InetSocketAddress& client)
    {
        m_report.source = client.GetIpv4();
        m_report.sourcePort = client.GetPort();
        m_report.accepted = Simulator::Now();
        m_session.Accept(socket, client);
        HandleReceive();
    }

    TcpSession& GetSession()
    {
        return m_session;
    }

    FlowReceivedReport& GetReport()
    {
        m_report.bytes = m_session.GetBytesRead();
        return m_report;
    }

  private:
    void HandleConnected() override
    {
    }

    void HandleFailure(TcpSession::Failure) override
    {
        m_receiver.EndConnection(m_id, false);
    }

    void HandleReceive() override
    {
        if (m_session.Read(m_session.GetReadable()))
        {
            m_report.lastByte = Simulator::Now();
            m_report.firstByte = m_report.firstByte.value_or(Simulator::Now());
        }
    }

    void HandleWritable() override
    {
    }

    void HandleEndOfStream() override
    {
        HandleReceive();
        m_session.Close();
        m_receiver.EndConnection(m_id, true);
    }

    FlowReceiverApplication& m_receiver;
    uint64_t m_id;
    TcpSession m_session;
    FlowReceivedReport m_report;
};

TypeId
FlowReceiverApplication::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::FlowReceiverApplication")
            .SetParent<TrafficApplication>()
            .SetGroupName("SyntheticTraffic")
            .AddConstructor<FlowReceiverApplication>()
            .AddAttribute("Port",
                          "Port that it receives on, over TCP and UDP.",
                          UintegerValue(5001),
                          MakeUintegerAccessor(&FlowReceiverApplication::m_port),
                          MakeUintegerChecker<uint16_t>(1))
            .AddAttribute(
                "UdpIdleTime",
                "A flow of UDP is over when nothing of it has come for so long. Senders use "
                "its port again after 20 s and the longest gap of their trace.",
                TimeValue(Seconds(10)),
                MakeTimeAccessor(&FlowReceiverApplication::m_udpIdleTime),
                MakeTimeChecker(Time(1)))
            .AddTraceSource("Flow",
                            "A flow was received, or the simulation is over.",
                            MakeTraceSourceAccessor(&FlowReceiverApplication::m_flowTrace),
                            "ns3::FlowReceiverApplication::FlowTracedCallback");
    return tid;
}

FlowReceiverApplication::FlowReceiverApplication() = default;
FlowReceiverApplication::~FlowReceiverApplication() = default;

int64_t
FlowReceiverApplication::AssignStreams(int64_t)
{
    return 0;
}

void
FlowReceiverApplication::ReportOpenTransfers()
{
    EndAll();
    m_log.Close();
    m_windowLog.Close();
}

void
FlowReceiverApplication::SetLogFile(const std::string& path)
{
    m_logFile = path;
}

const std::string&
FlowReceiverApplication::GetLogFile() const
{
    return m_logFile;
}

void
FlowReceiverApplication::SetWindowLogFile(const std::string& path)
{
    m_windowLogFile = path;
}

const std::string&
FlowReceiverApplication::GetWindowLogFile() const
{
    return m_windowLogFile;
}

uint16_t
FlowReceiverApplication::GetPort() const
{
    return m_port;
}

void
FlowReceiverApplication::ExtendUdpIdleTime(Time time)
{
    m_udpIdleTime = std::max(m_udpIdleTime, time);
}

std::size_t
FlowReceiverApplication::GetNOpenFlows() const
{
    return m_connections.GetN() + m_udpFlows.size();
}

const FlowTraceScore&
FlowReceiverApplication::GetScore() const
{
    return m_score;
}

void
FlowReceiverApplication::DoDispose()
{
    NS_LOG_FUNCTION(this);
    m_sweep.Cancel();
    m_connections.ForEach([](Connection& connection) { connection.GetSession().Detach(); });
    m_connections.Clear();
    TrafficApplication::DoDispose();
}

void
FlowReceiverApplication::StartApplication()
{
    NS_LOG_FUNCTION(this);
    if (!m_logFile.empty())
    {
        m_log.Open(m_logFile);
        m_log.WriteLine("protocol,source,source_port,accept_s,first_byte_s,last_byte_s,end_s,"
                        "packets,bytes,throughput_kbps,since_accept_kbps,complete");
    }
    if (!m_windowLogFile.empty())
    {
        m_windowLog.Open(m_windowLogFile);
    }
    m_windowBegin = Simulator::Now();
    const auto acceptor = [this](Ptr<Socket> socket, const InetSocketAddress& client) {
        Accept(socket, client);
    };
    const auto receiver = [this](Ptr<Packet> packet, const InetSocketAddress& source) {
        ReceiveDatagram(packet, source);
    };
    NS_ABORT_MSG_IF(!m_listener.Listen(GetNode(), m_port, GetSessionOptions(false), acceptor) ||
                        !m_udpListener.Listen(GetNode(), m_port, receiver),
                    "flows cannot be received: port " << m_port << " of " << GetHostName()
                                                      << " is taken");
}

void
FlowReceiverApplication::StopApplication()
{
    NS_LOG_FUNCTION(this);
    m_listener.Close();
    m_udpListener.Close();
    m_connections.ForEach([](Connection& connection) { connection.GetSession().Close(); });
    EndAll();
}

void
FlowReceiverApplication::Accept(Ptr<Socket> socket, const InetSocketAddress& client)
{
    m_connections.Open(*this).Accept(socket, client);
}

void
FlowReceiverApplication::EndConnection(uint64_t id, bool isComplete)
{
    auto& report = m_connections.Get(id).GetReport();
    report.end = Simulator::Now();
    Report(report, isComplete);
    m_connections.End(id);
}

void
FlowReceiverApplication::ReceiveDatagram(Ptr<Packet> packet, const InetSocketAddress& source)
{
    const auto now = Simulator::Now();
    CountInWindow(packet->GetSize());
    auto [flow, isNew] = m_udpFlows.try_emplace({source.GetIpv4(), source.GetPort()});
    if (!isNew && now - flow->second.end > m_udpIdleTime)
    {
        Report(flow->second, true);
        flow->second = FlowReceivedReport();
        isNew = true;
    }
    auto& report = flow->second;
    if (isNew)
    {
        report.isUdp = true;
        report.source = source.GetIpv4();
        report.sourcePort = source.GetPort();
        report.firstByte = now;
    }
    report.lastByte = now;
    report.end = now;
    report.bytes += packet->GetSize();
    ++report.packets;
    if (m_sweep.IsExpired())
    {
        m_sweep = Simulator::Schedule(m_udpIdleTime, &FlowReceiverApplication::Sweep, this);
    }
}

void
FlowReceiverApplication::CountInWindow(uint32_t bytes)
{
    // As the original: looked at when something comes, so that what is left at the end is lost.
    const auto elapsed = Simulator::Now() - m_windowBegin;
    if (elapsed >= WINDOW)
    {
        const auto throughput = std::floor(FlowTraceScore::ToThroughput(m_windowBytes, elapsed));
        m_windowLog.WriteLine(std::to_string(static_cast<uint64_t>(throughput)));
        m_score.windows.Add(throughput);
        m_windowBegin = Simulator::Now();
        m_windowBytes = 0;
    }
    m_windowBytes += bytes;
}

void
FlowReceiverApplication::Sweep()
{
    for (auto flow = m_udpFlows.begin(); flow != m_udpFlows.end();)
    {
        if (Simulator::Now() - flow->second.end >= m_udpIdleTime)
        {
            Report(flow->second, true);
            flow = m_udpFlows.erase(flow);
        }
        else
        {
            ++flow;
        }
    }
    if (!m_udpFlows.empty())
    {
        m_sweep = Simulator::Schedule(m_udpIdleTime, &FlowReceiverApplication::Sweep, this);
    }
}

void
FlowReceiverApplication::EndAll()
{
    m_sweep.Cancel();
    m_connections.ForEach([this](Connection& connection) {
        connection.GetReport().end = Simulator::Now();
        Report(connection.GetReport(), false);
        connection.GetSession().Detach();
    });
    m_connections.Clear();
    for (auto& [source, report] : m_udpFlows)
    {
        Report(report, true);
    }
    m_udpFlows.clear();
}

std::string
FlowReceiverApplication::NameOf(Ipv4Address source) const
{
    if (source.IsLocalhost())
    {
        return GetHostName();
    }
    const auto& name = SimulationSingleton<HostDirectory>::Get()->NameOf(source);
    std::ostringstream quad;
    quad << source;
    return name.empty() ? quad.str() : name;
}

void
FlowReceiverApplication::Report(FlowReceivedReport& report, bool isComplete)
{
    report.isComplete = isComplete;
    const auto elapsed = report.firstByte ? report.end - *report.firstByte : Time(0);
    const bool isTimed = elapsed.IsStrictlyPositive(); // a single packet takes no time
    report.throughput = FlowTraceScore::ToThroughput(report.bytes, elapsed);
    if (isComplete && isTimed)
    {
        (report.isUdp ? m_score.udpReceived : m_score.tcpReceived).Add(report.throughput);
    }
    m_flowTrace(report);
    if (m_log.IsOpen())
    {
        std::ostringstream line;
        line << (report.isUdp ? "udp" : "tcp") << ',' << NameOf(report.source) << ','
             << report.sourcePort << ',' << ToCsv(report.accepted) << ',' << ToCsv(report.firstByte)
             << ',' << ToCsv(report.lastByte) << ',' << ToCsv(report.end) << ',';
        if (report.isUdp)
        {
            line << report.packets;
        }
        line << ',' << report.bytes << ',';
        if (isTimed)
        {
            line << report.throughput;
        }
        line << ',';
        if (report.accepted)
        {
            line << FlowTraceScore::ToThroughput(report.bytes, report.end - *report.accepted);
        }
        line << ',' << (isComplete ? "true" : "false");
        m_log.WriteLine(line.str());
    }
}

} // namespace ns3
