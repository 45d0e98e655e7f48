/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/gensyn-udp-stream.h"

#include "ns3/gensyn-datagram.h"
#include "ns3/gensyn-time.h"
#include "ns3/packet.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3
{

GensynUdpStream::GensynUdpStream(Owner& owner,
                                 std::shared_ptr<const GensynModel> model,
                                 const GensynModule& module,
                                 const Draws& draws)
    : GensynStream(owner),
      m_model(std::move(model)),
      m_module(module),
      m_draws(draws)
{
}

GensynUdpStream::~GensynUdpStream()
{
    m_event.Cancel();
}

void
GensynUdpStream::Begin(Ptr<Node> node,
                       const InetSocketAddress& remote,
                       std::optional<GensynPortBook::Use> port,
                       Time duration,
                       uint32_t server,
                       uint64_t sequence)
{
    m_report.start = Simulator::Now();
    m_report.server = server;
    m_report.sequence = sequence;
    m_end = Simulator::Now() + duration;
    if (port)
    {
        m_port = port->port;
        m_turn = port->turn;
    }
    if (!port || !m_udp.Open(node, m_port, remote))
    {
        m_event =
            Simulator::ScheduleNow(&GensynUdpStream::Fail, this, port ? "NO-ROUTE" : "NO-PORT");
        return;
    }
    if (m_module.type == GensynModule::MPEG)
    {
        const auto pick = [](std::size_t n, UniformSource& uniform) {
            return static_cast<std::size_t>(uniform.NextUniform() * static_cast<double>(n));
        };
        m_trace = &m_module.traces[pick(m_module.traces.size(), m_draws.trace)];
        m_frame = pick(m_trace->size(), m_draws.offset);
    }
    m_talkEnd = m_end;
    if (m_module.talk)
    {
        m_event = Simulator::ScheduleNow(&GensynUdpStream::BeginTalk, this);
    }
    else
    {
        m_event = Simulator::ScheduleNow(&GensynUdpStream::Send, this);
    }
}

void
GensynUdpStream::BeginTalk()
{
    m_talkEnd = std::min(m_end, Simulator::Now() + ToGensynTime(m_module.talk->Draw(m_draws.talk)));
    Send();
}

void
GensynUdpStream::Send()
{
    if (m_trace)
    {
        const auto datagrams = (*m_trace)[m_frame];
        m_frame = m_frame + 1 < m_trace->size() ? m_frame + 1 : 0;
        for (uint32_t i = 0; i < datagrams; ++i)
        {
            SendDatagram();
        }
    }
    else
    {
        SendDatagram();
    }
    const auto now = Simulator::Now();
    if (now + m_module.interval < m_talkEnd)
    {
        m_event = Simulator::Schedule(m_module.interval, &GensynUdpStream::Send, this);
        return;
    }
    if (m_talkEnd < m_end)
    {
        const auto next = m_talkEnd + ToGensynTime(m_module.silence->Draw(m_draws.silence));
        if (next < m_end)
        {
            m_event = Simulator::Schedule(next - now, &GensynUdpStream::BeginTalk, this);
            return;
        }
    }
    m_event = Simulator::Schedule(m_end - now, &GensynUdpStream::Finish, this);
}

void
GensynUdpStream::SendDatagram()
{
    const auto packet = Create<Packet>(m_module.packet - GensynDatagram::SIZE);
    packet->AddHeader(GensynDatagram(m_turn, m_number++, Simulator::Now()));
    m_report.sentBytes += m_module.packet;
    m_udp.Send(packet);
}

void
GensynUdpStream::Fail(const char* error)
{
    m_udp.Close();
    m_owner.StreamEnded(*this, error);
}

void
GensynUdpStream::Finish()
{
    m_udp.Close();
    m_owner.StreamEnded(*this, nullptr);
}

void
GensynUdpStream::Abort()
{
    Simulator::Remove(m_event); // a cancelled one would stay in ns-3's list
    m_udp.Close();
}

void
GensynUdpStream::Detach()
{
    m_event.Cancel();
    m_udp.Close();
}

GensynStream::Report
GensynUdpStream::GetReport() const
{
    return m_report;
}

uint16_t
GensynUdpStream::GetUdpPort() const
{
    return m_port;
}

} // namespace ns3
