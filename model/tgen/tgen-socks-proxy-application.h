/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_SOCKS_PROXY_APPLICATION_H
#define TGEN_SOCKS_PROXY_APPLICATION_H

#include "ns3/open-connections.h"
#include "ns3/tcp-listener.h"
#include "ns3/tgen-socks-relay.h"
#include "ns3/traced-callback.h"
#include "ns3/traffic-application.h"

#include <string>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * A SOCKS5 proxy (RFC 1928; user and password by RFC 1929) for TGen hosts: it connects to IPv4
 * addresses, and to names of hosts in ns3::Names, and passes bytes on. It starts no transfers of
 * its own. Install it with TgenSocksProxyHelper.
 */
class TgenSocksProxyApplication : public TrafficApplication, private TgenSocksRelay::Owner
{
  public:
    /// @return the class and its attributes
    static TypeId GetTypeId();

    /// It draws nothing. @return 0
    int64_t AssignStreams(int64_t stream) override;
    void ReportOpenTransfers() override;

    /// @return TCP port
    uint16_t GetPort() const;
    /// Clients that are connected now.
    std::size_t GetNOpenRelays() const;

    /**
     * @param client address and port
     * @param target where it wants to go
     * @param status what it was told
     */
    typedef void (*RequestTracedCallback)(const InetSocketAddress& client,
                                          const TgenSocksTarget& target,
                                          TgenSocksStatus status);
    /**
     * @param client address and port
     * @param bytesUp passed on to the target
     * @param bytesDown passed on to the client
     */
    typedef void (*RelayTracedCallback)(const InetSocketAddress& client,
                                        uint64_t bytesUp,
                                        uint64_t bytesDown);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;

    // TgenSocksRelay::Owner.
    std::optional<Ipv4Address> ResolveName(const std::string& name) override;
    void RequestAnswered(TgenSocksRelay& relay, TgenSocksStatus status) override;
    void RelayEnded(TgenSocksRelay& relay) override;

    void Accept(Ptr<Socket> socket, const InetSocketAddress& client);

    uint16_t m_port{0};
    std::string m_username;
    std::string m_password;
    TcpSessionOptions m_options;
    TgenSocksCredentials m_credentials;
    TcpListener m_listener;
    OpenConnections<TgenSocksRelay> m_relays;

    TracedCallback<const InetSocketAddress&, const TgenSocksTarget&, TgenSocksStatus>
        m_requestTrace;
    TracedCallback<const InetSocketAddress&, uint64_t, uint64_t> m_relayTrace;
};

} // namespace ns3

#endif // TGEN_SOCKS_PROXY_APPLICATION_H
