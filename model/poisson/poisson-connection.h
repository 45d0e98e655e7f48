/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_CONNECTION_H
#define POISSON_CONNECTION_H

#include "ns3/flow-request.h"
#include "ns3/nstime.h"
#include "ns3/poisson-body-sender.h"
#include "ns3/tcp-session.h"

#include <cstdint>
#include <optional>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * The client's end of a connection that carries one flow after another: it asks with a header of 16
 * bytes, the server echoes it, and the body follows from the server, or from the client where the
 * flow is pushed (then the echo comes when all of it has arrived).
 */
class PoissonConnection : private TcpSession::Handler, private PoissonBodySender::Owner
{
  public:
    /// How far a flow has come.
    struct Progress
    {
        std::optional<Time> firstByte; //!< of the body, received
        std::optional<Time> lastByte;  //!< of the body, received
        uint64_t sentBytes{0};         //!< of the body, handed to TCP
        uint64_t receivedBytes{0};     //!< of the body
    };

    /// Whoever runs connections. A connection may be destroyed in none of these calls.
    class Owner
    {
      public:
        virtual ~Owner() = default;
        /// The connection is there, and idle.
        virtual void ConnectionOpened(PoissonConnection& connection) = 0;
        /// The flow that was asked for is complete; the connection is idle again.
        virtual void FlowFinished(PoissonConnection& connection) = 0;
        /// The connection was closed in order, by Finish() or Close().
        virtual void ConnectionClosed(PoissonConnection& connection) = 0;
        /// The connection could not be made, or is gone, and with it the flow that it carried.
        virtual void ConnectionLost(PoissonConnection& connection, TcpSession::Failure failure) = 0;
    };

    /**
     * @param owner outlives the connection
     * @param id for the owner to tell connections apart
     * @param server index of the server among the client's
     */
    PoissonConnection(Owner& owner, uint64_t id, uint32_t server);

    /// @param node the client @param remote the server @param options of its socket
    void Open(Ptr<Node> node, const InetSocketAddress& remote, const TcpSessionOptions& options);
    /// Ask for a flow on a connection that is open and idle.
    void Ask(const FlowRequest& request);
    /// Close an idle connection in the way of the protocol: a last request of id 0, then an end.
    void Finish();
    /// Close an idle connection without a word.
    void Close();
    /// Break off. The owner is not told.
    void Abort();
    /// The same, without a segment to the peer (for the end of a simulation).
    void Detach();

    /// @return as the constructor was told
    uint64_t GetId() const;
    /// @return index of its server
    uint32_t GetServer() const;
    /// Of the flow that is under way, or was the last one.
    const Progress& GetProgress() const;

  private:
    enum State
    {
        CONNECTING,
        IDLE,
        ECHO, //!< the header has to come back
        BODY, //!< is being received
        END,  //!< the server has to end its side, when we have ended ours
        CLOSED
    };

    void HandleConnected() override;
    void HandleFailure(TcpSession::Failure failure) override;
    void HandleReceive() override;
    void HandleWritable() override;
    void HandleEndOfStream() override;
    void PauseEnded() override;

    void Send();
    void Receive();
    void Complete();
    void Lose(TcpSession::Failure failure);

    Owner& m_owner;
    uint64_t m_id;
    uint32_t m_server;
    TcpSession m_session;
    PoissonBodySender m_sender;
    State m_state{CONNECTING};
    bool m_isLast{false}; //!< id 0 was asked for: close when it is answered
    bool m_isEndSent{false};
    FlowRequest m_request;
    Progress m_progress;
    uint32_t m_echoLeft{0};
    uint64_t m_headBytes{0}; //!< handed to TCP before the body of a pushed flow
};

} // namespace ns3

#endif // POISSON_CONNECTION_H
