/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/content-server-application.h"

#include "ns3/abort.h"
#include "ns3/gensyn-datagram.h"
#include "ns3/gensyn-http.h"
#include "ns3/log.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("ContentServerApplication");
NS_OBJECT_ENSURE_REGISTERED(ContentServerApplication);

/// One request and its response.
class ContentServerApplication::Connection : private TcpSession::Handler
{
  public:
    Connection(ContentServerApplication& server, uint64_t id)
        : m_server(server),
          m_id(id),
          m_session(*this)
    {
    }

    void Accept(Ptr<Socket> socket, const InetSocketAddress& client)
    {
        m_session.Accept(socket, client);
    }

    /// Whether the client has said nothing complete for so long.
    bool IsLate(Time timeout) const
    {
        return !m_hasAnswered && Simulator::Now() - m_begin >= timeout;
    }

    uint64_t GetId() const
    {
        return m_id;
    }

    TcpSession& GetSession()
    {
        return m_session;
    }

  private:
    void HandleConnected() override
    {
    }

    void HandleFailure(TcpSession::Failure) override
    {
        m_server.EndConnection(m_id);
    }

    void HandleReceive() override
    {
        constexpr uint32_t READ_SIZE = 4096;
        while (const auto packet = m_session.Read(READ_SIZE))
        {
            if (m_hasAnswered)
            {
                continue; // one request on a connection
            }
            std::array<char, READ_SIZE> buffer;
            std::string_view bytes(
                buffer.data(),
                packet->CopyData(reinterpret_cast<uint8_t*>(buffer.data()), READ_SIZE));
            const auto state = m_head.Add(bytes);
            if (state != GensynHttpHead::INCOMPLETE)
            {
                Answer(state == GensynHttpHead::COMPLETE);
                return;
            }
        }
    }

    void HandleWritable() override
    {
        Send();
    }

    void HandleEndOfStream() override
    {
        // A client may close its direction after the request.
        if (!m_hasAnswered)
        {
            m_session.Close();
            m_server.EndConnection(m_id);
        }
    }

    void Answer(bool isComplete)
    {
        m_hasAnswered = true;
        const auto request = isComplete ? GensynHttpRequest::Parse(m_head.GetText()) : std::nullopt;
        GensynHttpResponse response;
        response.length = 0;
        response.status = 400;
        if (request && (request->method == "GET" || request->method == "HEAD"))
        {
            const auto found = m_server.m_content.find(request->path);
            const auto size = found != m_server.m_content.end()
                                  ? std::optional<uint64_t>(found->second)
                                  : ParseGensynPath(request->path);
            response.status = size ? 200 : 404;
            response.length = size.value_or(0);
        }
        const auto text = response.ToText();
        m_session.Write(text.data(), static_cast<uint32_t>(text.size()));
        const auto body = request && request->method == "GET" ? *response.length : 0;
        m_session.WriteVirtual(body);
        m_server.m_requestTrace(request ? request->path : "", body);
        Send();
    }

    void Send()
    {
        if (m_session.Flush() && m_hasAnswered)
        {
            m_session.Close();
            m_server.EndConnection(m_id);
        }
    }

    ContentServerApplication& m_server;
    uint64_t m_id;
    TcpSession m_session;
    GensynHttpHead m_head;
    bool m_hasAnswered{false};
    Time m_begin{Simulator::Now()};
};

TypeId
ContentServerApplication::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::ContentServerApplication")
            .SetParent<TrafficApplication>()
            .SetGroupName("SyntheticTraffic")
            .AddConstructor<ContentServerApplication>()
            .AddAttribute("Port",
                          "TCP port that files are served on.",
                          UintegerValue(80),
                          MakeUintegerAccessor(&ContentServerApplication::m_port),
                          MakeUintegerChecker<uint16_t>(1))
            .AddAttribute("UdpPort",
                          "UDP port that datagrams are taken on.",
                          UintegerValue(9000),
                          MakeUintegerAccessor(&ContentServerApplication::m_udpPort),
                          MakeUintegerChecker<uint16_t>(1))
            .AddAttribute("RequestTimeout",
                          "How long a client may take for its request, at least; a connection is "
                          "reset when it took twice as long.",
                          TimeValue(Seconds(60)),
                          MakeTimeAccessor(&ContentServerApplication::m_requestTimeout),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddTraceSource("Request",
                            "A file was asked for.",
                            MakeTraceSourceAccessor(&ContentServerApplication::m_requestTrace),
                            "ns3::ContentServerApplication::RequestTracedCallback");
    return tid;
}

ContentServerApplication::ContentServerApplication() = default;
ContentServerApplication::~ContentServerApplication() = default;

void
ContentServerApplication::SetContent(std::map<std::string, uint64_t> content)
{
    m_content = std::move(content);
}

int64_t
ContentServerApplication::AssignStreams(int64_t)
{
    return 0;
}

void
ContentServerApplication::ReportOpenTransfers()
{
    // What it serves are transfers of others.
}

std::size_t
ContentServerApplication::GetNOpenConnections() const
{
    return m_connections.GetN();
}

const GensynSink&
ContentServerApplication::GetSink() const
{
    return m_sink;
}

void
ContentServerApplication::DoDispose()
{
    NS_LOG_FUNCTION(this);
    m_connections.ForEach([](Connection& connection) { connection.GetSession().Detach(); });
    m_connections.Clear();
    m_sweep.Cancel();
    TrafficApplication::DoDispose();
}

void
ContentServerApplication::StartApplication()
{
    NS_LOG_FUNCTION(this);
    const auto acceptor = [this](Ptr<Socket> socket, const InetSocketAddress& client) {
        Accept(socket, client);
    };
    NS_ABORT_MSG_IF(!m_listener.Listen(GetNode(), m_port, GetSessionOptions(true), acceptor),
                    "a content server cannot listen: port " << m_port << " of " << GetHostName()
                                                            << " is taken");
    const auto receiver = [this](Ptr<Packet> packet, const InetSocketAddress& source) {
        ReceiveDatagram(packet, source);
    };
    NS_ABORT_MSG_IF(!m_udpListener.Listen(GetNode(), m_udpPort, receiver),
                    "a content server cannot listen: UDP port " << m_udpPort << " of "
                                                                << GetHostName() << " is taken");
}

void
ContentServerApplication::StopApplication()
{
    NS_LOG_FUNCTION(this);
    m_listener.Close();
    m_udpListener.Close();
    m_connections.ForEach([](Connection& connection) { connection.GetSession().Abort(); });
    m_connections.Clear();
    m_sweep.Cancel();
}

void
ContentServerApplication::Accept(Ptr<Socket> socket, const InetSocketAddress& client)
{
    m_connections.Open(*this).Accept(socket, client);
    if (m_sweep.IsExpired())
    {
        m_sweep = Simulator::Schedule(m_requestTimeout, &ContentServerApplication::Sweep, this);
    }
}

void
ContentServerApplication::Sweep()
{
    std::vector<uint64_t> late;
    m_connections.ForEach([this, &late](Connection& connection) {
        if (connection.IsLate(m_requestTimeout))
        {
            connection.GetSession().Abort();
            late.push_back(connection.GetId());
        }
    });
    for (const auto id : late)
    {
        m_connections.End(id);
    }
    if (m_connections.GetN() > 0)
    {
        m_sweep = Simulator::Schedule(m_requestTimeout, &ContentServerApplication::Sweep, this);
    }
}

void
ContentServerApplication::EndConnection(uint64_t id)
{
    m_connections.End(id);
}

void
ContentServerApplication::ReceiveDatagram(Ptr<Packet> packet, const InetSocketAddress& source)
{
    const auto bytes = packet->GetSize();
    if (bytes < GensynDatagram::SIZE)
    {
        return;
    }
    GensynDatagram datagram;
    packet->RemoveHeader(datagram);
    m_sink.Receive(source.GetIpv4(), source.GetPort(), datagram, bytes, Simulator::Now());
}

} // namespace ns3
