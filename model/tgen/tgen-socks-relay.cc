/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-socks-relay.h"

#include "ns3/log.h"

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TgenSocksRelay");

namespace
{

/// Most that is passed on at a time, bytes.
constexpr uint32_t READ_SIZE = 65536;

/// @return bytes of a packet
std::string
ToBytes(const Packet& packet)
{
    std::string bytes(packet.GetSize(), '\0');
    packet.CopyData(reinterpret_cast<uint8_t*>(bytes.data()), packet.GetSize());
    return bytes;
}

} // namespace

TgenSocksRelay::TgenSocksRelay(Owner& owner,
                               uint64_t id,
                               const TcpSessionOptions& options,
                               const TgenSocksCredentials& credentials)
    : m_owner(owner),
      m_id(id),
      m_options(options),
      m_handshake(credentials),
      m_client(*this),
      m_target(*this)
{
}

void
TgenSocksRelay::Accept(Ptr<Socket> socket, const InetSocketAddress& client)
{
    NS_LOG_FUNCTION(this << client);
    m_node = socket->GetNode();
    m_client.session.Accept(socket, client);
}

void
TgenSocksRelay::Abort()
{
    m_ended = true;
    m_client.session.Abort();
    m_target.session.Abort();
}

void
TgenSocksRelay::Detach()
{
    m_ended = true;
    m_client.session.Detach();
    m_target.session.Detach();
}

uint64_t
TgenSocksRelay::GetId() const
{
    return m_id;
}

const InetSocketAddress&
TgenSocksRelay::GetClient() const
{
    return m_client.session.GetRemote();
}

const TgenSocksTarget&
TgenSocksRelay::GetTarget() const
{
    return m_handshake.GetTarget();
}

uint64_t
TgenSocksRelay::GetBytesUp() const
{
    return m_target.passedOn;
}

uint64_t
TgenSocksRelay::GetBytesDown() const
{
    return m_client.passedOn;
}

// Handshake ---------------------------------------------------------------------------------------

void
TgenSocksRelay::Negotiate()
{
    while (m_handshake.GetMissing() > 0)
    {
        const auto packet = m_client.session.Read(static_cast<uint32_t>(m_handshake.GetMissing()));
        if (!packet)
        {
            return;
        }
        const auto answer = m_handshake.Receive(ToBytes(*packet));
        m_client.session.Write(answer.data(), answer.size());
        m_client.session.Flush();
    }
    if (m_handshake.GetState() == TgenSocksServer::REQUESTED)
    {
        Connect();
    }
    else
    {
        End();
    }
}

void
TgenSocksRelay::Connect()
{
    const auto& target = m_handshake.GetTarget();
    const auto address = target.name.empty() ? std::optional<Ipv4Address>(target.address)
                                             : m_owner.ResolveName(target.name);
    if (!address)
    {
        NS_LOG_INFO("no host is named " << target.name);
        Answer(TgenSocksStatus::HOST_UNREACHABLE);
        return;
    }
    m_target.session.Connect(m_node, InetSocketAddress(*address, target.port), m_options);
}

void
TgenSocksRelay::Answer(TgenSocksStatus status)
{
    const auto local = m_target.session.GetLocal();
    const auto reply = TgenSocksServer::FormatReply(status, local.GetIpv4(), local.GetPort());
    m_client.session.Write(reply.data(), reply.size());
    m_client.session.Flush();
    m_owner.RequestAnswered(*this, status);
    if (status != TgenSocksStatus::GRANTED)
    {
        End();
    }
}

void
TgenSocksRelay::TargetConnected()
{
    m_isOpen = true;
    Answer(TgenSocksStatus::GRANTED);
    PassBothWays();
}

// Relay -------------------------------------------------------------------------------------------

void
TgenSocksRelay::PassBothWays()
{
    Pass(m_client, m_target);
    Pass(m_target, m_client);
}

void
TgenSocksRelay::Pass(Side& from, Side& to)
{
    if (m_ended || !m_isOpen)
    {
        return;
    }
    while (to.session.Flush())
    {
        const auto packet = from.session.Read(READ_SIZE);
        if (!packet)
        {
            break;
        }
        to.passedOn += packet->GetSize();
        to.session.Write(packet);
    }
    if (from.isFinished && !to.isShut && from.session.GetReadable() == 0 &&
        to.session.GetUnsent() == 0)
    {
        to.isShut = true;
        to.session.ShutdownSend();
        if (from.isShut)
        {
            End();
        }
    }
}

void
TgenSocksRelay::SideEnded(Side& side)
{
    side.isFinished = true;
    if (m_isOpen)
    {
        PassBothWays();
    }
    else
    {
        End(); // a client that goes away in the handshake
    }
}

void
TgenSocksRelay::SideFailed(const Side& side, TcpSession::Failure failure)
{
    NS_LOG_FUNCTION(this << failure);
    if (m_ended)
    {
        return;
    }
    if (&side == &m_target && !m_isOpen)
    {
        switch (failure)
        {
        case TcpSession::REFUSED:
            Answer(TgenSocksStatus::REFUSED);
            break;
        case TcpSession::NO_ROUTE:
            Answer(TgenSocksStatus::NETWORK_UNREACHABLE);
            break;
        case TcpSession::TIMED_OUT:
            Answer(TgenSocksStatus::HOST_UNREACHABLE);
            break;
        case TcpSession::RESET:
            Answer(TgenSocksStatus::GENERAL_FAILURE);
            break;
        }
        return;
    }
    Abort();
    m_owner.RelayEnded(*this);
}

void
TgenSocksRelay::End()
{
    if (!m_ended)
    {
        m_ended = true;
        m_client.session.Close();
        m_target.session.Close();
        m_owner.RelayEnded(*this);
    }
}

// Side --------------------------------------------------------------------------------------------

TgenSocksRelay::Side::Side(TgenSocksRelay& relay)
    : session(*this),
      m_relay(relay)
{
}

void
TgenSocksRelay::Side::HandleConnected()
{
    m_relay.TargetConnected();
}

void
TgenSocksRelay::Side::HandleFailure(TcpSession::Failure failure)
{
    m_relay.SideFailed(*this, failure);
}

void
TgenSocksRelay::Side::HandleReceive()
{
    if (m_relay.m_handshake.GetState() == TgenSocksServer::HANDSHAKE)
    {
        m_relay.Negotiate();
    }
    else
    {
        m_relay.PassBothWays();
    }
}

void
TgenSocksRelay::Side::HandleWritable()
{
    m_relay.PassBothWays();
}

void
TgenSocksRelay::Side::HandleEndOfStream()
{
    m_relay.SideEnded(*this);
}

} // namespace ns3
