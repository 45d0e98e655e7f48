/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONTENT_SERVER_APPLICATION_H
#define CONTENT_SERVER_APPLICATION_H

#include "ns3/event-id.h"
#include "ns3/gensyn-sink.h"
#include "ns3/open-connections.h"
#include "ns3/socket.h"
#include "ns3/tcp-listener.h"
#include "ns3/tcp-session.h"
#include "ns3/traced-callback.h"
#include "ns3/traffic-application.h"
#include "ns3/udp-listener.h"

#include <cstdint>
#include <map>
#include <string>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Serves GenSyn's users: files and pages over HTTP/1.1, of the size that their path asks for
 * ("/154000" is 154000 bytes) or that the content says; and takes the datagrams of the modules
 * MPEG, CBR and VoIP, and measures them. It starts no transfers of its own.
 */
class ContentServerApplication : public TrafficApplication
{
  public:
    /// @return the class and its attributes
    static TypeId GetTypeId();
    ContentServerApplication();
    ~ContentServerApplication() override;

    /// @param content bytes by path, such as "/index.html"
    void SetContent(std::map<std::string, uint64_t> content);

    /// It draws nothing. @return 0
    int64_t AssignStreams(int64_t stream) override;
    void ReportOpenTransfers() override;

    /// Connections that are open now.
    std::size_t GetNOpenConnections() const;
    /// What came of datagrams.
    const GensynSink& GetSink() const;

    /// @param path that was asked for @param bytes of the body that is sent
    typedef void (*RequestTracedCallback)(const std::string& path, uint64_t bytes);

  protected:
    void DoDispose() override;

  private:
    class Connection;

    void StartApplication() override;
    void StopApplication() override;

    void Accept(Ptr<Socket> socket, const InetSocketAddress& client);
    void EndConnection(uint64_t id);
    /// Close connections on which nobody asked for anything in time.
    void Sweep();
    void ReceiveDatagram(Ptr<Packet> packet, const InetSocketAddress& source);

    uint16_t m_port{0};
    uint16_t m_udpPort{0};
    Time m_requestTimeout;
    std::map<std::string, uint64_t> m_content;
    TcpListener m_listener;
    UdpListener m_udpListener;
    OpenConnections<Connection> m_connections;
    EventId m_sweep;
    GensynSink m_sink;

    TracedCallback<const std::string&, uint64_t> m_requestTrace;
};

} // namespace ns3

#endif // CONTENT_SERVER_APPLICATION_H
