/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_SOCKS_RELAY_H
#define TGEN_SOCKS_RELAY_H

#include "ns3/tcp-session.h"
#include "ns3/tgen-socks.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * One client of a SOCKS5 proxy: the handshake with it, the connection to where it wants to go, and
 * then bytes both ways. One side is read only as fast as the other takes; the end of one direction
 * is passed on, and a connection that breaks breaks the other.
 */
class TgenSocksRelay
{
  public:
    /// Whoever runs relays. A relay may be destroyed in none of these calls.
    class Owner
    {
      public:
        virtual ~Owner() = default;
        /// @return the address of a host; none when nobody has that name
        virtual std::optional<Ipv4Address> ResolveName(const std::string& name) = 0;
        /// A request was granted or not; bytes follow when it was.
        virtual void RequestAnswered(TgenSocksRelay& relay, TgenSocksStatus status) = 0;
        /// Both connections are closed.
        virtual void RelayEnded(TgenSocksRelay& relay) = 0;
    };

    /**
     * @param owner outlives the relay
     * @param id for the owner to tell relays apart
     * @param options of both sockets; outlive the relay
     * @param credentials that a client has to present
     */
    TgenSocksRelay(Owner& owner,
                   uint64_t id,
                   const TcpSessionOptions& options,
                   const TgenSocksCredentials& credentials);

    /// Serve a client that a listener accepted.
    void Accept(Ptr<Socket> socket, const InetSocketAddress& client);
    /// Break off both connections. The owner is not told.
    void Abort();
    /// The same, without a segment to anybody (for the end of a simulation).
    void Detach();

    /// @return as the constructor was told
    uint64_t GetId() const;
    /// @return address and port of the client
    const InetSocketAddress& GetClient() const;
    /// @return what the client asked for
    const TgenSocksTarget& GetTarget() const;
    /// Bytes passed on to the target, and to the client.
    uint64_t GetBytesUp() const;
    /// @return bytes passed on to the client
    uint64_t GetBytesDown() const;

  private:
    /// One of the two connections. Everything it has to say is said to the relay.
    class Side : public TcpSession::Handler
    {
      public:
        explicit Side(TgenSocksRelay& relay);

        TcpSession session;
        bool isFinished{false}; //!< it sends nothing more
        bool isShut{false};     //!< we send it nothing more
        uint64_t passedOn{0};   //!< bytes of the other side that were written to this one

      private:
        void HandleConnected() override;
        void HandleFailure(TcpSession::Failure failure) override;
        void HandleReceive() override;
        void HandleWritable() override;
        void HandleEndOfStream() override;

        TgenSocksRelay& m_relay;
    };

    void Negotiate();
    void Connect();
    void Answer(TgenSocksStatus status);
    void TargetConnected();
    void SideFailed(const Side& side, TcpSession::Failure failure);
    void SideEnded(Side& side);
    /// Pass on what one side has said, as far as the other takes it.
    void Pass(Side& from, Side& to);
    void PassBothWays();
    void End();

    Owner& m_owner;
    uint64_t m_id;
    const TcpSessionOptions& m_options;
    TgenSocksServer m_handshake;
    Ptr<Node> m_node;
    Side m_client;
    Side m_target;
    bool m_isOpen{false}; //!< the target is connected
    bool m_ended{false};
};

} // namespace ns3

#endif // TGEN_SOCKS_RELAY_H
