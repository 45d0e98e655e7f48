/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/poisson-connection.h"

#include "ns3/log.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("PoissonConnection");

namespace
{

/// Most that is read at a time, bytes.
constexpr uint32_t READ_SIZE = 65536;

} // namespace

PoissonConnection::PoissonConnection(Owner& owner, uint64_t id, uint32_t server)
    : m_owner(owner),
      m_id(id),
      m_server(server),
      m_session(*this),
      m_sender(*this, m_session)
{
}

void
PoissonConnection::Open(Ptr<Node> node,
                        const InetSocketAddress& remote,
                        const TcpSessionOptions& options)
{
    m_session.Connect(node, remote, options);
}

void
PoissonConnection::Ask(const FlowRequest& request)
{
    NS_LOG_FUNCTION(this << request.id << request.bytes);
    m_request = request;
    m_progress = Progress();
    m_echoLeft = FlowRequest::SIZE;
    m_state = request.endIsAnswer ? END : ECHO;
    m_session.SetTos(request.GetTos());
    const auto header = request.Encode();
    m_session.Write(header.data(), header.size());
    m_headBytes = m_session.GetBytesWritten() + m_session.GetUnsent();
    m_sender.Start(request.isPush ? request.bytes : 0, request.rateMbps);
    Send();
}

void
PoissonConnection::Finish()
{
    m_isLast = true;
    Ask(FlowRequest::Last());
}

void
PoissonConnection::Close()
{
    m_state = CLOSED;
    m_sender.Stop();
    m_session.Close();
    m_owner.ConnectionClosed(*this);
}

void
PoissonConnection::Abort()
{
    m_state = CLOSED;
    m_sender.Stop();
    m_session.Abort();
}

void
PoissonConnection::Detach()
{
    m_state = CLOSED;
    m_sender.Stop();
    m_session.Detach();
}

uint64_t
PoissonConnection::GetId() const
{
    return m_id;
}

uint32_t
PoissonConnection::GetServer() const
{
    return m_server;
}

const PoissonConnection::Progress&
PoissonConnection::GetProgress() const
{
    return m_progress;
}

void
PoissonConnection::HandleConnected()
{
    m_state = IDLE;
    m_owner.ConnectionOpened(*this);
}

void
PoissonConnection::HandleFailure(TcpSession::Failure failure)
{
    Lose(failure);
}

void
PoissonConnection::HandleEndOfStream()
{
    if (m_state == END && m_isEndSent)
    {
        Complete();
        return;
    }
    Receive();
    if (m_state != CLOSED)
    {
        Lose(TcpSession::RESET); // a server closes after us, not before
    }
}

void
PoissonConnection::HandleReceive()
{
    Receive();
}

void
PoissonConnection::HandleWritable()
{
    Send();
}

void
PoissonConnection::PauseEnded()
{
    Send();
}

void
PoissonConnection::Send()
{
    m_sender.Go();
    if (m_state == END && !m_isEndSent && m_sender.IsOut())
    {
        m_isEndSent = true;
        m_session.ShutdownSend();
    }
    if (m_request.isPush)
    {
        const auto written = m_session.GetBytesWritten();
        m_progress.sentBytes = written > m_headBytes ? written - m_headBytes : 0;
    }
}

void
PoissonConnection::Receive()
{
    while (m_state == ECHO || m_state == BODY)
    {
        const uint64_t left =
            m_state == ECHO ? m_echoLeft : m_request.bytes - m_progress.receivedBytes;
        if (left > 0)
        {
            const auto packet =
                m_session.Read(static_cast<uint32_t>(std::min<uint64_t>(left, READ_SIZE)));
            if (!packet)
            {
                return;
            }
            if (m_state == ECHO)
            {
                m_echoLeft -= packet->GetSize(); // what it says is what we said
                continue;
            }
            m_progress.receivedBytes += packet->GetSize();
            m_progress.lastByte = Simulator::Now();
            if (!m_progress.firstByte)
            {
                m_progress.firstByte = Simulator::Now();
            }
        }
        else if (m_state == ECHO && !m_request.isPush)
        {
            m_state = BODY;
        }
        else
        {
            Complete();
        }
    }
}

void
PoissonConnection::Complete()
{
    if (m_isLast)
    {
        Close();
        return;
    }
    m_state = IDLE;
    m_owner.FlowFinished(*this);
}

void
PoissonConnection::Lose(TcpSession::Failure failure)
{
    if (m_state != CLOSED)
    {
        NS_LOG_FUNCTION(this << failure);
        m_state = CLOSED;
        m_sender.Stop();
        m_session.Close();
        m_owner.ConnectionLost(*this, failure);
    }
}

} // namespace ns3
