/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/flowlet-sender.h"

#include "ns3/flow-trace-score.h"
#include "ns3/host-directory.h"
#include "ns3/log.h"
#include "ns3/simulator.h"
#include "ns3/udp-port-book.h"

#include <algorithm>
#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("FlowletSender");

namespace
{

/// Within a host no network holds a sender back; without pauses time would stand still.
const DataRate LOOPBACK_RATE("10Gbps");

const char*
ToCode(TcpSession::Failure failure)
{
    switch (failure)
    {
    case TcpSession::REFUSED:
        return "REFUSED";
    case TcpSession::TIMED_OUT:
        return "TIMED-OUT";
    case TcpSession::NO_ROUTE:
        return "NO-ROUTE";
    case TcpSession::RESET:
        break;
    }
    return "RESET";
}

} // namespace

FlowletSender::FlowletSender(Owner& owner,
                             const FlowletReport& report,
                             const FlowletSenderOptions& options)
    : m_owner(owner),
      m_options(options),
      m_report(report),
      m_schedule(report.start,
                 report.flow.duration == 0 && report.flow.bytes > 0
                     ? Time::Max()
                     : MicroSeconds(report.flow.duration),
                 MicroSeconds(report.flow.on),
                 MicroSeconds(report.flow.gap),
                 options.writeSize,
                 report.flow.bytes)
{
    m_report.isUdp = options.isUdp;
}

FlowletSender::~FlowletSender()
{
    m_event.Cancel();
}

void
FlowletSender::Launch(Ptr<Node> node, const InetSocketAddress& remote)
{
    NS_LOG_FUNCTION(this << remote);
    m_connectBy = Simulator::Now() + m_options.lead;
    m_event = Simulator::Schedule(m_report.start - Simulator::Now(), &FlowletSender::Step, this);
    m_rate = m_options.rate;
    if (m_rate.GetBitRate() == 0 &&
        HostDirectory::EndPointFrom(node, remote).GetIpv4() != remote.GetIpv4())
    {
        m_rate = LOOPBACK_RATE;
    }
    if (!m_options.isUdp)
    {
        TcpSession::Handler& handler = *this;
        m_session.emplace(handler);
        m_session->Connect(node, remote, m_options.session);
        m_report.localPort = m_session->GetLocal().GetPort();
        return;
    }
    // What is wrong is told at the start.
    m_ports = UdpPortBook::Of(node);
    m_report.localPort = m_ports->Take();
    m_hasRoute = m_datagrams.Open(node, m_report.localPort, remote);
}

void
FlowletSender::HandleConnected()
{
    m_report.connected = Simulator::Now();
    GoOn();
}

void
FlowletSender::HandleFailure(TcpSession::Failure failure)
{
    Finish(TransferRecord::FAILED, ToCode(failure));
}

void
FlowletSender::HandleReceive()
{
    // Receivers send nothing; whatever comes is not for us.
    m_session->Read(m_session->GetReadable());
}

void
FlowletSender::HandleWritable()
{
    GoOn();
}

void
FlowletSender::HandleEndOfStream()
{
    // The original does not look at what its receiver does.
}

/// There is a connection, or room in its socket: whoever waited for that goes on.
void
FlowletSender::GoOn()
{
    if (!m_session->Flush())
    {
        return;
    }
    if (m_isEnding)
    {
        Finish(TransferRecord::SUCCESS, "");
    }
    else if (std::exchange(m_isWriting, false))
    {
        Pause();
    }
    else if (std::exchange(m_isStuck, false))
    {
        Step();
    }
}

void
FlowletSender::Step()
{
    // Without a rate, all would be written at once.
    const bool needsConnection = m_rate.GetBitRate() == 0 || Simulator::Now() >= m_connectBy;
    if (m_session && !m_report.connected && needsConnection)
    {
        m_isStuck = true;
        return;
    }
    const auto step = m_schedule.Next(Simulator::Now());
    switch (step.what)
    {
    case FlowletSchedule::WRITE:
        Write(step.bytes);
        break;
    case FlowletSchedule::WAIT:
        m_event = Simulator::Schedule(step.until - Simulator::Now(), &FlowletSender::Step, this);
        break;
    case FlowletSchedule::END:
        if (m_schedule.GetWrites() == 0 && m_report.flow.duration > 0)
        {
            Finish(TransferRecord::FAILED, "LATE"); // connected after the end
        }
        else if (m_session && m_session->GetUnsent() > 0)
        {
            m_isEnding = true;
        }
        else
        {
            Finish(TransferRecord::SUCCESS, "");
        }
        break;
    }
}

void
FlowletSender::Write(uint32_t bytes)
{
    m_written = bytes;
    if (m_options.isUdp)
    {
        if (m_report.localPort == 0 || !m_hasRoute)
        {
            Finish(TransferRecord::FAILED, m_hasRoute ? "NO-PORT" : "NO-ROUTE");
            return;
        }
        m_datagrams.Send(Create<Packet>(bytes));
        m_report.bytes += bytes;
        Pause();
        return;
    }
    m_session->WriteVirtual(bytes);
    // Like a blocking socket: the pause comes when all is taken.
    m_isWriting = m_report.connected && !m_session->Flush();
    if (!m_isWriting)
    {
        Pause();
    }
}

void
FlowletSender::Pause()
{
    // A pause that takes no time at all would let time stand still.
    const auto pause = m_rate.GetBitRate() == 0
                           ? Time(0)
                           : std::max(m_rate.CalculateBytesTxTime(m_written), Time(1));
    m_event = Simulator::Schedule(pause, &FlowletSender::Step, this);
}

void
FlowletSender::Break(TransferRecord::Status status, const std::string& error)
{
    m_event.Cancel();
    UpdateReport();
    m_report.status = status;
    m_report.error = error;
    Release();
}

void
FlowletSender::Finish(TransferRecord::Status status, const std::string& error)
{
    Break(status, error);
    m_owner.FlowEnded(*this);
}

void
FlowletSender::Release()
{
    if (m_session)
    {
        m_session->Close();
    }
    m_datagrams.Close();
    if (m_ports && m_report.localPort != 0)
    {
        m_ports->GiveBack(m_report.localPort, m_options.portRest);
        m_ports = nullptr;
    }
}

void
FlowletSender::Detach()
{
    m_event.Cancel();
    if (m_session)
    {
        m_session->Detach();
    }
    m_datagrams.Close();
    m_ports = nullptr;
}

void
FlowletSender::UpdateReport()
{
    m_report.end = Simulator::Now();
    m_report.writes = m_schedule.GetWrites();
    m_report.flowlets = m_schedule.GetFlowlets();
    if (m_session)
    {
        m_report.bytes = m_session->GetBytesWritten();
    }
    m_report.throughput =
        FlowTraceScore::ToThroughput(m_report.bytes, m_report.end - m_report.start);
}

const FlowletReport&
FlowletSender::GetReport() const
{
    return m_report;
}

} // namespace ns3
