/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_SESSION_H
#define TCP_SESSION_H

#include "ns3/event-id.h"
#include "ns3/inet-socket-address.h"
#include "ns3/packet.h"
#include "ns3/socket.h"
#include "ns3/tcp-session-host.h"
#include "ns3/tcp-socket-switch.h"

#include <cstdint>
#include <deque>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * One TCP connection, from connect or accept to close, for an application that speaks a protocol.
 *
 * Outgoing bytes go through an outbox: Write and WriteVirtual append to it, Flush hands to TCP what
 * fits. Incoming bytes wait in TCP until Read. A session never reads or writes by itself; it calls
 * its handler. No call of the handler comes after Close, Abort or Detach. A session may be closed,
 * but not destroyed, in a call of its handler.
 */
class TcpSession : private TcpSocketSwitch::User
{
  public:
    /// Why a connection could not be made, or broke.
    enum Failure
    {
        REFUSED,   //!< nobody listens
        TIMED_OUT, //!< no answer
        NO_ROUTE,  //!< no route to the address, or no local port
        RESET      //!< the peer broke off
    };

    /// Whoever uses a session.
    class Handler
    {
      public:
        virtual ~Handler() = default;
        /// The connection that Connect asked for is there.
        virtual void HandleConnected() = 0;
        /// It will not be, or it is gone: the session is closed.
        virtual void HandleFailure(Failure failure) = 0;
        /// There are bytes to Read.
        virtual void HandleReceive() = 0;
        /// TCP has room again after a Flush that could not hand over everything.
        virtual void HandleWritable() = 0;
        /// The peer sends nothing more; what it sent has been offered.
        virtual void HandleEndOfStream() = 0;

        /// The time given to SetDeadline is over.
        virtual void HandleDeadline()
        {
        }
    };

    /// @param handler outlives the session
    explicit TcpSession(Handler& handler);
    /// Aborts what is still open; detaches when the simulation is over.
    ~TcpSession() override;
    TcpSession(const TcpSession&) = delete;
    TcpSession& operator=(const TcpSession&) = delete;

    /**
     * Open a connection. Success and failure are told to the handler, never before this returns.
     * @param node from where
     * @param remote address and port
     * @param options how the socket behaves
     */
    void Connect(Ptr<Node> node, const InetSocketAddress& remote, const TcpSessionOptions& options);
    /**
     * Take over a connection that a TcpListener accepted.
     * @param socket the connection
     * @param remote its peer
     */
    void Accept(Ptr<Socket> socket, const InetSocketAddress& remote);

    /// Set the type-of-service byte of all segments from now on, in this direction.
    void SetTos(uint8_t tos);

    /// Append bytes to the outbox.
    void Write(const void* bytes, uint32_t size);
    /// Append what another session read: virtual bytes stay virtual.
    void Write(Ptr<Packet> packet);
    /// Append bytes whose content does not matter: nothing is stored.
    void WriteVirtual(uint64_t size);
    /**
     * Hand the outbox to TCP as far as there is room.
     * @return whether the outbox is empty now and there is room for more; if not, HandleWritable
     * follows
     */
    bool Flush();
    /// Bytes in the outbox.
    uint64_t GetUnsent() const;

    /// Bytes that Read would give.
    uint32_t GetReadable() const;
    /// @return up to this many bytes; null when there are none
    Ptr<Packet> Read(uint32_t most);

    /// Say that we send nothing more; reading goes on.
    void ShutdownSend();
    /// End in order: what TCP has taken is delivered; what is still in the outbox is dropped.
    void Close();
    /// Break off: the peer sees a reset.
    void Abort();
    /// Forget the connection without a word (for the end of a simulation).
    void Detach();
    /// @return whether it connects or is connected; false once its end or failure was told
    bool IsOpen() const;

    /// Call HandleDeadline after a time, unless the session is closed before. One at a time.
    void SetDeadline(Time delay);

    /// Local address and port; port 0 before Connect.
    InetSocketAddress GetLocal() const;
    /// @return address and port of the peer
    const InetSocketAddress& GetRemote() const;
    /// Bytes read from, and handed to, TCP.
    uint64_t GetBytesRead() const;
    /// @return bytes handed to TCP, acknowledged or not
    uint64_t GetBytesWritten() const;

  private:
    /// A piece of the outbox: real bytes, or a count.
    struct Piece
    {
        Ptr<Packet> bytes; //!< null when virtual
        uint64_t left;     //!< bytes not yet handed over
    };

    void Attach();
    void ClearCallbacks();
    void Fail(Failure failure);
    /// Look out for a RST that ns-3 would not tell us of.
    void Watch();
    void EndWatch();

    /// Let the send buffer heed the peer's window, where it may be filled with so many bytes more.
    void GuardWindow(uint32_t size);
    TcpSocketBase& GetTcpSocket() const;

    // TcpSocketSwitch::User.
    void ConnectionSucceeded() override;
    void ConnectionFailed() override;
    void SegmentReceived(const TcpHeader& header, const TcpSocketBase& socket) override;
    void Receive() override;
    void RoomAvailable() override;
    void PeerClosed() override;
    void ConnectionBroken() override;

    Handler& m_handler;
    Ptr<TcpSessionHost> m_host;
    Ptr<Socket> m_socket; //!< null when closed
    InetSocketAddress m_remote;
    uint16_t m_port{0}; //!< of the port book; 0 for an accepted connection
    bool m_watching{false};
    bool m_guardsWindow{false};
    bool m_wantsRoom{false};
    std::deque<Piece> m_outbox;
    uint64_t m_unsent{0};
    uint64_t m_bytesRead{0};
    uint64_t m_bytesWritten{0};
    EventId m_failure; //!< tells of a failure that was known within Connect, or by a RST
    EventId m_deadline;
};

} // namespace ns3

#endif // TCP_SESSION_H
