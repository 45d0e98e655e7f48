/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/poisson-server-connection.h"

#include "ns3/log.h"

#include <algorithm>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("PoissonServerConnection");

namespace
{

/// Most that is read at a time, bytes.
constexpr uint32_t READ_SIZE = 65536;

} // namespace

PoissonServerConnection::PoissonServerConnection(Owner& owner, uint64_t id)
    : m_owner(owner),
      m_id(id),
      m_session(*this),
      m_sender(*this, m_session)
{
}

void
PoissonServerConnection::Accept(Ptr<Socket> socket, const InetSocketAddress& client)
{
    m_session.Accept(socket, client);
}

void
PoissonServerConnection::Abort()
{
    m_state = CLOSED;
    m_sender.Stop();
    m_session.Abort();
}

void
PoissonServerConnection::Detach()
{
    m_state = CLOSED;
    m_sender.Stop();
    m_session.Detach();
}

uint64_t
PoissonServerConnection::GetId() const
{
    return m_id;
}

void
PoissonServerConnection::HandleConnected()
{
}

void
PoissonServerConnection::HandleFailure(TcpSession::Failure)
{
    End();
}

void
PoissonServerConnection::HandleReceive()
{
    Serve();
}

void
PoissonServerConnection::HandleWritable()
{
    Serve();
}

void
PoissonServerConnection::HandleEndOfStream()
{
    m_clientHasEnded = true;
    Serve();
}

void
PoissonServerConnection::PauseEnded()
{
    Serve();
}

void
PoissonServerConnection::Serve()
{
    bool goesOn = true;
    while (goesOn)
    {
        switch (m_state)
        {
        case HEADER:
            goesOn = ReadHeader();
            break;
        case PUSHED:
            goesOn = ReadPushed();
            break;
        case BODY:
            goesOn = SendBody();
            break;
        case END:
        case CLOSED:
            goesOn = false;
            break;
        }
    }
    if (m_clientHasEnded && m_state != BODY && m_state != CLOSED)
    {
        End();
    }
}

bool
PoissonServerConnection::ReadHeader()
{
    while (m_headerBytes < FlowRequest::SIZE)
    {
        const auto packet =
            m_session.Read(static_cast<uint32_t>(FlowRequest::SIZE - m_headerBytes));
        if (!packet)
        {
            return false;
        }
        m_headerBytes += packet->CopyData(m_header.data() + m_headerBytes, packet->GetSize());
    }
    m_headerBytes = 0;
    m_request = FlowRequest::Decode(m_header.data());
    m_session.SetTos(m_request.GetTos());
    if (m_request.isPush)
    {
        m_left = m_request.bytes;
        m_state = PUSHED;
    }
    else
    {
        WriteEcho();
        m_sender.Start(m_request.bytes, m_request.rateMbps);
        m_state = BODY;
    }
    return true;
}

bool
PoissonServerConnection::ReadPushed()
{
    while (m_left > 0)
    {
        const auto packet =
            m_session.Read(static_cast<uint32_t>(std::min<uint64_t>(m_left, READ_SIZE)));
        if (!packet)
        {
            return false;
        }
        m_left -= packet->GetSize();
    }
    if (m_request.endIsAnswer)
    {
        m_state = END;
        m_owner.FlowServed(*this, m_request);
        return true;
    }
    WriteEcho();
    m_sender.Start(0, 0);
    m_state = BODY;
    return true;
}

void
PoissonServerConnection::WriteEcho()
{
    m_session.Write(m_header.data(), FlowRequest::SIZE);
}

bool
PoissonServerConnection::SendBody()
{
    if (!m_sender.Go())
    {
        return false;
    }
    m_state = HEADER;
    m_owner.FlowServed(*this, m_request);
    return true;
}

void
PoissonServerConnection::End()
{
    if (m_state != CLOSED)
    {
        NS_LOG_FUNCTION(this);
        m_state = CLOSED;
        m_sender.Stop();
        m_session.Close();
        m_owner.ConnectionClosed(*this);
    }
}

} // namespace ns3
