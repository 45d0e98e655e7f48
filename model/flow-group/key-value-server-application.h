/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_VALUE_SERVER_APPLICATION_H
#define KEY_VALUE_SERVER_APPLICATION_H

#include "ns3/key-value-store.h"
#include "ns3/memcached-text.h"
#include "ns3/open-connections.h"
#include "ns3/tcp-listener.h"
#include "ns3/traced-callback.h"
#include "ns3/traffic-application.h"

#include <optional>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * A server that speaks the text protocol of memcached: `set`, `get` of any number of keys, `quit`.
 * It starts no transfers of its own. FlowTraceHelper installs it on the hosts that a trace names in
 * its first line.
 */
class KeyValueServerApplication : public TrafficApplication
{
  public:
    /// @return the class and its attributes
    static TypeId GetTypeId();
    KeyValueServerApplication();
    ~KeyValueServerApplication() override;

    /// It draws nothing. @return 0
    int64_t AssignStreams(int64_t stream) override;
    void ReportOpenTransfers() override;

    /// @return TCP port
    uint16_t GetPort() const;
    /// Clients that are connected now.
    std::size_t GetNConnections() const;
    /// @return what clients have stored
    const KeyValueStore& GetStore() const;

    /**
     * @param client address and port
     * @param command that was read, right or wrong
     */
    typedef void (*CommandTracedCallback)(const InetSocketAddress& client,
                                          const MemcachedCommand& command);

  protected:
    void DoDispose() override;

  private:
    class Connection;

    void StartApplication() override;
    void StopApplication() override;
    void Accept(Ptr<Socket> socket, const InetSocketAddress& client);
    /// @param command may lose its value to the store @param[out] reply what is to be said is
    /// appended
    void Execute(MemcachedCommand& command, std::string& reply);
    void End(uint64_t id);

    uint16_t m_port{0};
    uint64_t m_memoryLimit{0};
    TcpListener m_listener;
    std::optional<KeyValueStore> m_store;
    OpenConnections<Connection> m_connections;
    TracedCallback<const InetSocketAddress&, const MemcachedCommand&> m_commandTrace;
};

} // namespace ns3

#endif // KEY_VALUE_SERVER_APPLICATION_H
