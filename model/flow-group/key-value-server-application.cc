/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/key-value-server-application.h"

#include "ns3/abort.h"
#include "ns3/log.h"
#include "ns3/tcp-session.h"
#include "ns3/uinteger.h"

#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("KeyValueServerApplication");
NS_OBJECT_ENSURE_REGISTERED(KeyValueServerApplication);

/// One client.
class KeyValueServerApplication::Connection : private TcpSession::Handler
{
  public:
    Connection(KeyValueServerApplication& server, uint64_t id)
        : m_server(server),
          m_id(id),
          m_session(*this)
    {
    }

    void Accept(Ptr<Socket> socket, const InetSocketAddress& client)
    {
        m_session.Accept(socket, client);
        HandleReceive();
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
        m_server.End(m_id);
    }

    void HandleReceive() override
    {
        while (const auto packet = m_session.Read(m_session.GetReadable()))
        {
            m_bytes.resize(packet->GetSize());
            packet->CopyData(reinterpret_cast<uint8_t*>(m_bytes.data()), packet->GetSize());
            m_parser.Add(m_bytes);
        }
        m_reply.clear();
        MemcachedCommand command;
        while (m_parser.Next(command))
        {
            m_server.m_commandTrace(m_session.GetRemote(), command);
            if (command.kind == MemcachedCommand::QUIT)
            {
                m_hasQuit = true;
                break;
            }
            m_server.Execute(command, m_reply);
        }
        if (!m_reply.empty())
        {
            m_session.Write(m_reply.data(), static_cast<uint32_t>(m_reply.size()));
        }
        HandleWritable();
    }

    void HandleWritable() override
    {
        if (m_session.Flush() && m_hasQuit)
        {
            m_session.Close();
            m_server.End(m_id);
        }
    }

    void HandleEndOfStream() override
    {
        m_hasQuit = true;
        HandleWritable();
    }

    KeyValueServerApplication& m_server;
    uint64_t m_id;
    TcpSession m_session;
    MemcachedCommandParser m_parser;
    bool m_hasQuit{false};
    std::string m_bytes; //!< kept for its room
    std::string m_reply; //!< the same
};

TypeId
KeyValueServerApplication::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::KeyValueServerApplication")
            .SetParent<TrafficApplication>()
            .SetGroupName("SyntheticTraffic")
            .AddConstructor<KeyValueServerApplication>()
            .AddAttribute("Port",
                          "TCP port that the server listens on.",
                          UintegerValue(11211),
                          MakeUintegerAccessor(&KeyValueServerApplication::m_port),
                          MakeUintegerChecker<uint16_t>(1))
            .AddAttribute("MemoryLimit",
                          "Bytes of all items together; beyond, those go that were not used for "
                          "longest. The default is that of the original, memcached -m 100.",
                          UintegerValue(uint64_t{100} << 20),
                          MakeUintegerAccessor(&KeyValueServerApplication::m_memoryLimit),
                          MakeUintegerChecker<uint64_t>())
            .AddTraceSource("Command",
                            "A command of a client was read.",
                            MakeTraceSourceAccessor(&KeyValueServerApplication::m_commandTrace),
                            "ns3::KeyValueServerApplication::CommandTracedCallback");
    return tid;
}

KeyValueServerApplication::KeyValueServerApplication() = default;
KeyValueServerApplication::~KeyValueServerApplication() = default;

int64_t
KeyValueServerApplication::AssignStreams(int64_t)
{
    return 0;
}

void
KeyValueServerApplication::ReportOpenTransfers()
{
    // The client's rows are the ones.
}

uint16_t
KeyValueServerApplication::GetPort() const
{
    return m_port;
}

std::size_t
KeyValueServerApplication::GetNConnections() const
{
    return m_connections.GetN();
}

const KeyValueStore&
KeyValueServerApplication::GetStore() const
{
    NS_ABORT_MSG_IF(!m_store, "a key-value server has no store before it has started");
    return *m_store;
}

void
KeyValueServerApplication::DoDispose()
{
    NS_LOG_FUNCTION(this);
    m_connections.ForEach([](Connection& connection) { connection.GetSession().Detach(); });
    m_connections.Clear();
    TrafficApplication::DoDispose();
}

void
KeyValueServerApplication::StartApplication()
{
    NS_LOG_FUNCTION(this);
    m_store.emplace(m_memoryLimit);
    const auto acceptor = [this](Ptr<Socket> socket, const InetSocketAddress& client) {
        Accept(socket, client);
    };
    NS_ABORT_MSG_IF(!m_listener.Listen(GetNode(), m_port, GetSessionOptions(false), acceptor),
                    "a key-value server cannot listen: port " << m_port << " of " << GetHostName()
                                                              << " is taken");
}

void
KeyValueServerApplication::StopApplication()
{
    NS_LOG_FUNCTION(this);
    m_listener.Close();
    m_connections.ForEach([](Connection& connection) { connection.GetSession().Close(); });
    m_connections.Clear();
}

void
KeyValueServerApplication::Accept(Ptr<Socket> socket, const InetSocketAddress& client)
{
    m_connections.Open(*this).Accept(socket, client);
}

void
KeyValueServerApplication::Execute(MemcachedCommand& command, std::string& reply)
{
    switch (command.kind)
    {
    case MemcachedCommand::SET: {
        const bool isStored =
            m_store->Set({std::move(command.keys[0]), std::move(command.value), command.flags});
        if (!command.noReply)
        {
            reply += isStored ? "STORED\r\n" : "SERVER_ERROR out of memory storing object\r\n";
        }
        break;
    }
    case MemcachedCommand::GET:
        for (const auto& key : command.keys)
        {
            if (const auto* item = m_store->Get(key))
            {
                reply += "VALUE " + key + " " + std::to_string(item->flags) + " " +
                         std::to_string(item->value.size()) + "\r\n";
                reply += item->value;
                reply += "\r\n";
            }
        }
        reply += "END\r\n";
        break;
    case MemcachedCommand::TOO_LARGE:
        reply += "SERVER_ERROR object too large for cache\r\n";
        break;
    case MemcachedCommand::BAD:
        reply += "CLIENT_ERROR " + command.error + "\r\n";
        break;
    case MemcachedCommand::UNKNOWN:
    case MemcachedCommand::QUIT:
        reply += "ERROR\r\n";
        break;
    }
}

void
KeyValueServerApplication::End(uint64_t id)
{
    m_connections.End(id);
}

} // namespace ns3
