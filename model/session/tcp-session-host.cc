/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-session-host.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/deferred-loopback.h"
#include "ns3/double.h"
#include "ns3/log.h"
#include "ns3/object-factory.h"
#include "ns3/rtt-estimator.h"
#include "ns3/simulator.h"
#include "ns3/tcp-congestion-ops.h"
#include "ns3/tcp-l4-protocol.h"
#include "ns3/tcp-recovery-ops.h"
#include "ns3/tcp-socket-access.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/type-id.h"

#include <algorithm>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TcpSessionHost");
NS_OBJECT_ENSURE_REGISTERED(TcpSessionHost);

const Time TcpSessionHost::LINGER = Seconds(60);

namespace
{

/// Often enough that few finished sockets wait, seldom enough to cost nothing.
const Time SWEEP_INTERVAL = MilliSeconds(100);

/// What a kernel does with data for a socket that nobody has open any more.
void
ResetOnData(Ptr<Socket> socket)
{
    if (socket->GetRxAvailable() > 0)
    {
        TcpSocketAccess::Reset(*DynamicCast<TcpSocketBase>(socket));
    }
}

} // namespace

TypeId
TcpSessionHost::GetTypeId()
{
    static TypeId tid = TypeId("ns3::TcpSessionHost")
                            .SetParent<Object>()
                            .SetGroupName("SyntheticTraffic")
                            .AddConstructor<TcpSessionHost>()
                            .AddAttribute("SocketType",
                                          "Class of the sockets: ns3::TcpSocketBase, which leaves "
                                          "it to the node's socket factory, or one derived from it",
                                          TypeIdValue(TcpSocketBase::GetTypeId()),
                                          MakeTypeIdAccessor(&TcpSessionHost::m_socketType),
                                          MakeTypeIdChecker());
    return tid;
}

Ptr<TcpSessionHost>
TcpSessionHost::Of(Ptr<Node> node)
{
    auto host = node->GetObject<TcpSessionHost>();
    if (!host)
    {
        host = CreateObject<TcpSessionHost>();
        node->AggregateObject(host);
        DeferLoopback(node);
    }
    return host;
}

void
TcpSessionHost::NotifyNewAggregate()
{
    if (!m_node)
    {
        m_node = GetObject<Node>();
    }
    Object::NotifyNewAggregate();
}

void
TcpSessionHost::DoDispose()
{
    NS_LOG_FUNCTION(this);
    m_sweep.Cancel();
    m_closing.clear();
    m_templates.clear();
    m_node = nullptr;
    Object::DoDispose();
}

Ptr<Socket>
TcpSessionHost::CreateSocket(const TcpSessionOptions& options)
{
    if (!options.copySockets)
    {
        return CreateSocketByFactory(options);
    }
    const auto tcp = m_node->GetObject<TcpL4Protocol>();
    auto known = std::find_if(m_templates.begin(), m_templates.end(), [&](const Template& each) {
        return each.options == options;
    });
    if (known == m_templates.end())
    {
        const auto socket = DynamicCast<TcpSocketBase>(CreateSocketByFactory(options));
        if (!socket || (m_socketType == TcpSocketBase::GetTypeId() &&
                        socket->GetInstanceTypeId() != TcpSocketBase::GetTypeId()))
        {
            return socket;
        }
        tcp->RemoveSocket(socket);
        known = m_templates.insert(known, {options, socket});
    }
    const auto socket = TcpSocketAccess::Copy(*known->socket);
    tcp->AddSocket(socket);
    return socket;
}

Ptr<Socket>
TcpSessionHost::CreateSocketByFactory(const TcpSessionOptions& options) const
{
    const auto socket = m_socketType == TcpSocketBase::GetTypeId()
                            ? Socket::CreateSocket(m_node, TcpSocketFactory::GetTypeId())
                            : CreateSocketOfType();
    socket->SetAttributeFailSafe("MaxSegLifetime",
                                 DoubleValue(options.maxSegLifetime.GetSeconds()));
    socket->SetAttributeFailSafe("TcpNoDelay", BooleanValue(!options.nagle));
    return socket;
}

/// What TcpL4Protocol::CreateSocket does, which knows one type only.
Ptr<Socket>
TcpSessionHost::CreateSocketOfType() const
{
    const auto tcp = m_node->GetObject<TcpL4Protocol>();
    NS_ABORT_MSG_IF(!tcp, "node " << m_node->GetId() << " has no internet stack");
    const auto create = [&tcp](const std::string& attribute) {
        TypeIdValue type;
        tcp->GetAttribute(attribute, type);
        ObjectFactory factory;
        factory.SetTypeId(type.Get());
        return factory.Create();
    };
    ObjectFactory factory;
    factory.SetTypeId(m_socketType);
    const auto socket = factory.Create<TcpSocketBase>();
    socket->SetNode(m_node);
    socket->SetTcp(tcp);
    socket->SetRtt(DynamicCast<RttEstimator>(create("RttEstimatorType")));
    socket->SetCongestionControlAlgorithm(DynamicCast<TcpCongestionOps>(create("SocketType")));
    socket->SetRecoveryAlgorithm(DynamicCast<TcpRecoveryOps>(create("RecoveryType")));
    tcp->AddSocket(socket);
    return socket;
}

Ptr<Socket>
TcpSessionHost::Connect(const InetSocketAddress& remote,
                        const TcpSessionOptions& options,
                        uint16_t& port)
{
    NS_LOG_FUNCTION(this << remote);
    auto socket = CreateSocket(options);
    // A port that the book does not know may belong to an application that is not ours.
    std::vector<uint16_t> foreign;
    while ((port = m_ports.Take(remote.GetIpv4(), remote.GetPort())) != 0 &&
           socket->Bind(InetSocketAddress(Ipv4Address::GetAny(), port)) != 0)
    {
        foreign.push_back(port);
    }
    for (const auto taken : foreign)
    {
        m_ports.Release(remote.GetIpv4(), remote.GetPort(), taken);
    }
    if (port != 0 && socket->Connect(remote) == 0)
    {
        return socket;
    }
    NS_LOG_INFO("cannot connect to " << remote << (port == 0 ? ": no port left" : ": no route"));
    Discard(socket);
    if (port != 0)
    {
        m_ports.Release(remote.GetIpv4(), remote.GetPort(), port);
        port = 0;
    }
    return nullptr;
}

void
TcpSessionHost::Discard(Ptr<Socket> socket)
{
    auto tcpSocket = DynamicCast<TcpSocketBase>(socket);
    TcpSocketAccess::Drop(*tcpSocket);
    // ns-3 forgets by itself only those that had an end point.
    m_node->GetObject<TcpL4Protocol>()->RemoveSocket(tcpSocket);
}

void
TcpSessionHost::Close(Ptr<Socket> socket, const InetSocketAddress& remote, uint16_t port)
{
    NS_LOG_FUNCTION(this << socket << remote << port);
    auto& tcpSocket = *DynamicCast<TcpSocketBase>(socket);
    if (TcpSocketAccess::GetState(tcpSocket) == TcpSocket::SYN_SENT)
    {
        Discard(socket); // ns-3 would send a RST for a connection that the peer may not know
    }
    else
    {
        socket->SetRecvCallback(MakeCallback(&ResetOnData));
        socket->Close();
        if (TcpSocketAccess::GetState(tcpSocket) == TcpSocket::LAST_ACK)
        {
            TcpSocketAccess::EndSending(tcpSocket);
        }
    }
    Keep(socket, remote, port);
}

void
TcpSessionHost::Keep(Ptr<Socket> socket, const InetSocketAddress& remote, uint16_t port)
{
    if (IsDisposed())
    {
        return; // the simulation is over, and TCP with it
    }
    const auto unsent = DynamicCast<TcpSocketBase>(socket)->GetTxBuffer()->Size();
    m_closing.push_back({socket, remote, port, unsent, Simulator::Now() + LINGER});
    if (m_sweep.IsExpired())
    {
        m_sweep = Simulator::Schedule(SWEEP_INTERVAL, &TcpSessionHost::Sweep, this);
    }
}

void
TcpSessionHost::Sweep()
{
    const auto now = Simulator::Now();
    for (auto it = m_closing.begin(); it != m_closing.end();)
    {
        const bool inUse = it->socket->GetReferenceCount() > 1;
        const auto state = TcpSocketAccess::GetState(*DynamicCast<TcpSocketBase>(it->socket));
        if (inUse && now >= it->deadline && state != TcpSocket::TIME_WAIT)
        {
            const auto unsent = DynamicCast<TcpSocketBase>(it->socket)->GetTxBuffer()->Size();
            if (unsent == it->unsent)
            {
                TcpSocketAccess::Reset(*DynamicCast<TcpSocketBase>(it->socket));
                Discard(it->socket);
            }
            it->unsent = unsent;
            it->deadline = now + LINGER;
        }
        if (inUse)
        {
            ++it;
            continue;
        }
        if (it->port != 0)
        {
            m_ports.Release(it->remote.GetIpv4(), it->remote.GetPort(), it->port);
        }
        it = m_closing.erase(it);
    }
    if (!m_closing.empty())
    {
        m_sweep = Simulator::Schedule(SWEEP_INTERVAL, &TcpSessionHost::Sweep, this);
    }
}

bool
TcpSessionHost::IsDisposed() const
{
    return !m_node;
}

PortBook&
TcpSessionHost::GetPorts()
{
    return m_ports;
}

TcpSocketSwitch&
TcpSessionHost::GetSwitch()
{
    return m_switch;
}

std::size_t
TcpSessionHost::GetNClosing() const
{
    return m_closing.size();
}

} // namespace ns3
