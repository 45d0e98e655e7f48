/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_VALUE_CLIENT_H
#define KEY_VALUE_CLIENT_H

#include "ns3/deferred-deletion.h"
#include "ns3/flow-trace.h"
#include "ns3/inet-socket-address.h"
#include "ns3/node.h"
#include "ns3/tcp-session.h"
#include "ns3/transfer-record.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{

/// What became of a key-value request.
struct KeyValueReport
{
    uint64_t number{0};            //!< among the requests of its host, in the order of their start
    uint64_t id{0};                //!< among its transfers
    bool isGet{false};             //!< else a set
    std::string_view key;          //!< in the trace
    std::size_t server{0};         //!< place in the list of servers
    Time start;                    //!< of the call
    std::optional<Time> connected; //!< of the connection, when this request opened it
    std::optional<Time> firstByte; //!< of the reply
    Time end;                      //!< the last byte of the reply, or the failure
    uint64_t sentBytes{0};         //!< of the command
    uint64_t receivedBytes{0};     //!< of the reply
    bool isHit{false};             //!< a GET found a value
    std::string value;             //!< that a GET found
    TransferRecord::Status status{TransferRecord::OPEN}; //!< of its transfer
    std::string error;                                   //!< of its transfer; MISS with success
};

/**
 * @ingroup synthetic-traffic
 * The key-value client of a host: one persistent connection to each server, opened by the first
 * request that goes there. ChooseMemcachedServer() says which server keeps a key.
 */
class KeyValueClient
{
  public:
    /// Whoever makes the requests.
    class Owner
    {
      public:
        virtual ~Owner() = default;
        /// A request is over.
        virtual void RequestEnded(const KeyValueReport& report) = 0;
    };

    /**
     * @param owner outlives this
     * @param node from where
     * @param servers address and port of each
     * @param options how sockets behave
     */
    KeyValueClient(Owner& owner,
                   Ptr<Node> node,
                   std::vector<InetSocketAddress> servers,
                   const TcpSessionOptions& options);
    ~KeyValueClient();
    KeyValueClient(const KeyValueClient&) = delete;
    KeyValueClient& operator=(const KeyValueClient&) = delete;

    /**
     * Make a request. The owner is told of its end, never before this returns.
     * @param number,id for the report
     * @param trace where the request stands; outlives this
     * @param request what to ask
     */
    void Start(uint64_t number,
               uint64_t id,
               const FlowTrace& trace,
               const FlowTrace::Request& request);

    /// Requests that are open.
    std::size_t GetNOpen() const;
    /// Close the connections: nothing is open, and nothing follows.
    void Close();
    /// End all that is open, in order, and close. @return reports with this status and error
    std::vector<KeyValueReport> Break(TransferRecord::Status status, const std::string& error);
    /// The simulation is over: touch no socket.
    void Detach();

  private:
    class Connection;

    Owner& m_owner;
    Ptr<Node> m_node;
    std::vector<InetSocketAddress> m_servers;
    TcpSessionOptions m_options;
    std::vector<std::unique_ptr<Connection>> m_connections; //!< by server; null until used
    std::size_t m_nOpen{0};
    DeferredDeletion<TcpSession> m_dead;
};

} // namespace ns3

#endif // KEY_VALUE_CLIENT_H
