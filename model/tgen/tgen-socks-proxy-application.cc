/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-socks-proxy-application.h"

#include "ns3/abort.h"
#include "ns3/host-directory.h"
#include "ns3/log.h"
#include "ns3/simulation-singleton.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TgenSocksProxyApplication");
NS_OBJECT_ENSURE_REGISTERED(TgenSocksProxyApplication);

TypeId
TgenSocksProxyApplication::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::TgenSocksProxyApplication")
            .SetParent<TrafficApplication>()
            .SetGroupName("SyntheticTraffic")
            .AddConstructor<TgenSocksProxyApplication>()
            .AddAttribute("Port",
                          "TCP port that the proxy listens on.",
                          UintegerValue(1080),
                          MakeUintegerAccessor(&TgenSocksProxyApplication::m_port),
                          MakeUintegerChecker<uint16_t>(1))
            .AddAttribute("Username",
                          "User that clients have to present; with Password empty as well, "
                          "everybody is let in.",
                          StringValue(""),
                          MakeStringAccessor(&TgenSocksProxyApplication::m_username),
                          MakeStringChecker())
            .AddAttribute("Password",
                          "Password that clients have to present.",
                          StringValue(""),
                          MakeStringAccessor(&TgenSocksProxyApplication::m_password),
                          MakeStringChecker())
            .AddTraceSource("Request",
                            "A client's request was granted or refused.",
                            MakeTraceSourceAccessor(&TgenSocksProxyApplication::m_requestTrace),
                            "ns3::TgenSocksProxyApplication::RequestTracedCallback")
            .AddTraceSource("RelayEnd",
                            "The connections of a client are closed.",
                            MakeTraceSourceAccessor(&TgenSocksProxyApplication::m_relayTrace),
                            "ns3::TgenSocksProxyApplication::RelayTracedCallback");
    return tid;
}

int64_t
TgenSocksProxyApplication::AssignStreams(int64_t)
{
    return 0;
}

void
TgenSocksProxyApplication::ReportOpenTransfers()
{
    // What it passes on are transfers of others.
}

uint16_t
TgenSocksProxyApplication::GetPort() const
{
    return m_port;
}

std::size_t
TgenSocksProxyApplication::GetNOpenRelays() const
{
    return m_relays.GetN();
}

void
TgenSocksProxyApplication::DoDispose()
{
    NS_LOG_FUNCTION(this);
    m_relays.ForEach([](TgenSocksRelay& relay) { relay.Detach(); });
    m_relays.Clear();
    TrafficApplication::DoDispose();
}

void
TgenSocksProxyApplication::StartApplication()
{
    NS_LOG_FUNCTION(this);
    m_options = GetSessionOptions(false);
    if (!m_username.empty())
    {
        m_credentials.username = m_username;
    }
    if (!m_password.empty())
    {
        m_credentials.password = m_password;
    }
    const auto acceptor = [this](Ptr<Socket> socket, const InetSocketAddress& client) {
        Accept(socket, client);
    };
    NS_ABORT_MSG_IF(!m_listener.Listen(GetNode(), m_port, m_options, acceptor),
                    "a SOCKS proxy cannot listen: port " << m_port << " of " << GetHostName()
                                                         << " is taken");
}

void
TgenSocksProxyApplication::StopApplication()
{
    NS_LOG_FUNCTION(this);
    m_listener.Close();
    m_relays.ForEach([this](TgenSocksRelay& relay) {
        relay.Abort();
        m_relayTrace(relay.GetClient(), relay.GetBytesUp(), relay.GetBytesDown());
    });
    m_relays.Clear();
}

void
TgenSocksProxyApplication::Accept(Ptr<Socket> socket, const InetSocketAddress& client)
{
    TgenSocksRelay::Owner& owner = *this;
    m_relays.Open(owner, m_options, m_credentials).Accept(socket, client);
}

std::optional<Ipv4Address>
TgenSocksProxyApplication::ResolveName(const std::string& name)
{
    return HostDirectory::IsLocalhost(name)
               ? std::optional<Ipv4Address>(Ipv4Address::GetLoopback())
               : SimulationSingleton<HostDirectory>::Get()->Resolve(name);
}

void
TgenSocksProxyApplication::RequestAnswered(TgenSocksRelay& relay, TgenSocksStatus status)
{
    const auto& target = relay.GetTarget();
    NS_LOG_INFO("request for " << target.name << " " << target.address << ":" << target.port << ": "
                               << TgenSocksStatusName(static_cast<uint8_t>(status)));
    m_requestTrace(relay.GetClient(), target, status);
}

void
TgenSocksProxyApplication::RelayEnded(TgenSocksRelay& relay)
{
    m_relayTrace(relay.GetClient(), relay.GetBytesUp(), relay.GetBytesDown());
    m_relays.End(relay.GetId());
}

} // namespace ns3
