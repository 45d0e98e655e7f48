/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/key-value-client.h"

#include "ns3/log.h"
#include "ns3/memcached-text.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <deque>
#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("KeyValueClient");

/// To one server.
class KeyValueClient::Connection : private TcpSession::Handler
{
  public:
    Connection(KeyValueClient& client, const InetSocketAddress& server)
        : m_client(client),
          m_server(server)
    {
    }

    void Start(KeyValueReport report, const std::string& command)
    {
        if (!m_session)
        {
            m_parser = MemcachedReplyParser();
            m_isConnected = false;
            TcpSession::Handler& handler = *this;
            m_session = std::make_unique<TcpSession>(handler);
            m_session->Connect(m_client.m_node, m_server, m_client.m_options);
        }
        report.sentBytes = command.size();
        m_open.push_back(std::move(report));
        m_session->Write(command.data(), static_cast<uint32_t>(command.size()));
        if (m_isConnected)
        {
            m_session->Flush();
        }
    }

    /// End all that is open, without a word. @return it
    std::deque<KeyValueReport> Close()
    {
        if (m_session)
        {
            m_session->Close();
            m_client.m_dead.Add(std::move(m_session));
        }
        return std::exchange(m_open, {});
    }

    void Detach()
    {
        if (m_session)
        {
            m_session->Detach();
        }
    }

  private:
    void HandleConnected() override
    {
        m_isConnected = true;
        m_open.front().connected = Simulator::Now();
        m_session->Flush();
    }

    void HandleFailure(TcpSession::Failure failure) override
    {
        switch (failure)
        {
        case TcpSession::REFUSED:
            FailAll("REFUSED");
            break;
        case TcpSession::TIMED_OUT:
            FailAll("TIMED-OUT");
            break;
        case TcpSession::NO_ROUTE:
            FailAll("NO-ROUTE");
            break;
        case TcpSession::RESET:
            FailAll("RESET");
            break;
        }
    }

    void HandleReceive() override
    {
        while (const auto packet = m_session ? m_session->Read(m_session->GetReadable()) : nullptr)
        {
            m_bytes.resize(packet->GetSize());
            packet->CopyData(reinterpret_cast<uint8_t*>(m_bytes.data()), packet->GetSize());
            m_parser.Add(m_bytes);
            TakeReplies();
        }
    }

    void HandleWritable() override
    {
        m_session->Flush();
    }

    void HandleEndOfStream() override
    {
        FailAll("CLOSED");
    }

    void TakeReplies()
    {
        MemcachedReply reply;
        while (!m_open.empty())
        {
            auto& first = m_open.front();
            const auto before = m_parser.GetUnused();
            if (!first.firstByte && before > 0)
            {
                first.firstByte = Simulator::Now();
            }
            if (!m_parser.Next(reply))
            {
                return;
            }
            KeyValueReport report = std::move(first);
            m_open.pop_front();
            report.receivedBytes = before - m_parser.GetUnused();
            const bool isRight =
                report.isGet ? reply.kind == MemcachedReply::END ||
                                   (reply.kind == MemcachedReply::VALUE && reply.key == report.key)
                             : reply.kind == MemcachedReply::STORED;
            report.isHit = isRight && reply.kind == MemcachedReply::VALUE;
            if (report.isHit)
            {
                report.value = std::move(reply.value);
            }
            End(report,
                isRight ? TransferRecord::SUCCESS : TransferRecord::FAILED,
                !isRight                        ? "REPLY"
                : report.isGet && !report.isHit ? "MISS"
                                                : "");
        }
    }

    void FailAll(const std::string& error)
    {
        for (auto& report : Close())
        {
            End(report, TransferRecord::FAILED, error);
        }
    }

    void End(KeyValueReport& report, TransferRecord::Status status, const std::string& error)
    {
        report.end = Simulator::Now();
        report.status = status;
        report.error = error;
        --m_client.m_nOpen;
        m_client.m_owner.RequestEnded(report);
    }

    KeyValueClient& m_client;
    InetSocketAddress m_server;
    std::unique_ptr<TcpSession> m_session; //!< null when there is no connection
    bool m_isConnected{false};
    MemcachedReplyParser m_parser;
    std::deque<KeyValueReport> m_open; //!< in the order of their replies
    std::string m_bytes;               //!< kept for its room
};

KeyValueClient::KeyValueClient(Owner& owner,
                               Ptr<Node> node,
                               std::vector<InetSocketAddress> servers,
                               const TcpSessionOptions& options)
    : m_owner(owner),
      m_node(node),
      m_servers(std::move(servers)),
      m_options(options),
      m_connections(m_servers.size())
{
}

KeyValueClient::~KeyValueClient() = default;

void
KeyValueClient::Start(uint64_t number,
                      uint64_t id,
                      const FlowTrace& trace,
                      const FlowTrace::Request& request)
{
    KeyValueReport report;
    report.number = number;
    report.id = id;
    report.isGet = request.isGet;
    report.key = trace.GetKey(request);
    report.server = ChooseMemcachedServer(report.key, m_servers.size());
    report.start = Simulator::Now();
    ++m_nOpen;
    auto& connection = m_connections[report.server];
    if (!connection)
    {
        connection = std::make_unique<Connection>(*this, m_servers[report.server]);
    }
    const auto command = request.isGet ? MakeMemcachedGet(report.key)
                                       : MakeMemcachedSet(report.key, trace.GetValue(request));
    connection->Start(std::move(report), command);
}

std::size_t
KeyValueClient::GetNOpen() const
{
    return m_nOpen;
}

void
KeyValueClient::Close()
{
    for (const auto& connection : m_connections)
    {
        if (connection)
        {
            connection->Close();
        }
    }
}

std::vector<KeyValueReport>
KeyValueClient::Break(TransferRecord::Status status, const std::string& error)
{
    std::vector<KeyValueReport> reports;
    for (const auto& connection : m_connections)
    {
        if (connection)
        {
            for (auto& report : connection->Close())
            {
                report.end = Simulator::Now();
                report.status = status;
                report.error = error;
                reports.push_back(std::move(report));
            }
        }
    }
    std::sort(reports.begin(), reports.end(), [](const auto& a, const auto& b) {
        return a.number < b.number;
    });
    m_nOpen = 0;
    return reports;
}

void
KeyValueClient::Detach()
{
    for (const auto& connection : m_connections)
    {
        if (connection)
        {
            connection->Detach();
        }
    }
    m_dead.Clear();
}

} // namespace ns3
