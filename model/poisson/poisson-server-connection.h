/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_SERVER_CONNECTION_H
#define POISSON_SERVER_CONNECTION_H

#include "ns3/flow-request.h"
#include "ns3/poisson-body-sender.h"
#include "ns3/tcp-session.h"

#include <cstdint>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * The server's end of a connection that carries one flow after another (HKUST's TrafficGenerator,
 * server.c): it echoes each header, and sends the body at the rate that the client asks for, or
 * takes it and echoes afterwards.
 */
class PoissonServerConnection : private TcpSession::Handler, private PoissonBodySender::Owner
{
  public:
    /// Whoever runs connections. A connection may be destroyed in none of these calls.
    class Owner
    {
      public:
        virtual ~Owner() = default;
        /// A flow was served: its last byte was handed to TCP, or, when pushed, has arrived.
        virtual void FlowServed(PoissonServerConnection& connection,
                                const FlowRequest& request) = 0;
        /// The connection is closed.
        virtual void ConnectionClosed(PoissonServerConnection& connection) = 0;
    };

    /**
     * @param owner outlives the connection
     * @param id for the owner to tell connections apart
     */
    PoissonServerConnection(Owner& owner, uint64_t id);

    /// @param socket of a client that was accepted @param client its address and port
    void Accept(Ptr<Socket> socket, const InetSocketAddress& client);
    /// Break off. The owner is not told.
    void Abort();
    /// The same, without a segment to the peer (for the end of a simulation).
    void Detach();

    /// @return as the constructor was told
    uint64_t GetId() const;

  private:
    enum State
    {
        HEADER, //!< the next request has to come
        PUSHED, //!< its body has to come
        END,    //!< the client has to end its side
        BODY,   //!< is being sent
        CLOSED
    };

    void HandleConnected() override;
    void HandleFailure(TcpSession::Failure failure) override;
    void HandleReceive() override;
    void HandleWritable() override;
    void HandleEndOfStream() override;
    void PauseEnded() override;

    /// Go on as far as possible.
    void Serve();
    bool ReadHeader();
    bool ReadPushed();
    bool SendBody();
    void WriteEcho();
    void End();

    Owner& m_owner;
    uint64_t m_id;
    TcpSession m_session;
    PoissonBodySender m_sender;
    State m_state{HEADER};
    FlowRequest::Bytes m_header;
    uint32_t m_headerBytes{0}; //!< that have come
    FlowRequest m_request;
    uint64_t m_left{0}; //!< bytes of a pushed body that have not come yet
    bool m_clientHasEnded{false};
};

} // namespace ns3

#endif // POISSON_SERVER_CONNECTION_H
