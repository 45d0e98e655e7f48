/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_SESSION_HOST_H
#define TCP_SESSION_HOST_H

#include "ns3/event-id.h"
#include "ns3/inet-socket-address.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/port-book.h"
#include "ns3/tcp-socket-base.h"
#include "ns3/tcp-socket-switch.h"

#include <list>
#include <vector>

namespace ns3
{

/// How the sockets of a session behave.
struct TcpSessionOptions
{
    /**
     * Maximum segment lifetime: the side that closes first waits twice as long before its port and
     * its socket are free. ns-3's own default is 120 s.
     */
    Time maxSegLifetime{MilliSeconds(5)};
    bool nagle{false}; //!< hold back short segments while data is in flight (RFC 896)
    /**
     * Copy sockets from one that was made for the node with these options, which costs a fifth of
     * making them by ns-3's factory. What is then not seen: defaults that change
     * (Config::SetDefault) after the first socket was made, and the factory's own ideas, as long as
     * its sockets are plain TcpSocketBase; of any other kind none is copied. (Where the attribute
     * SocketType is set, the factory is not asked.)
     */
    bool copySockets{true};

    /// Whether a socket of the one will do for the other.
    friend bool operator==(const TcpSessionOptions& a, const TcpSessionOptions& b)
    {
        return a.maxSegLifetime == b.maxSegLifetime && a.nagle == b.nagle &&
               a.copySockets == b.copySockets;
    }
};

/**
 * @ingroup synthetic-traffic
 * What the TCP sessions of one node share: the book of ports, and the sockets that their sessions
 * have closed but TCP still needs (unsent data, FIN, TIME_WAIT). It is aggregated to the node.
 *
 * A closing socket is kept here until TCP has let go of it, so that nothing in ns-3 runs on a
 * socket that is gone. One that TCP would keep for ever (the peer has vanished; ns-3 repeats a FIN
 * without limit) is reset when it delivered nothing for LINGER.
 */
class TcpSessionHost : public Object
{
  public:
    /// @return the class and its attributes
    static TypeId GetTypeId();

    /// How long a closed connection may stand still, as Linux' tcp_fin_timeout.
    static const Time LINGER;

    /// The one of a node; made when there is none yet.
    static Ptr<TcpSessionHost> Of(Ptr<Node> node);

    /// Make a socket with these options. Aborts when the node has no internet stack.
    Ptr<Socket> CreateSocket(const TcpSessionOptions& options);

    /**
     * Make a socket and connect it from a port of the book.
     * @param remote where to
     * @param options how the socket behaves
     * @param[out] port local port that was taken: hand it to Close
     * @return the socket, connecting; or null when there is no route or no port
     */
    Ptr<Socket> Connect(const InetSocketAddress& remote,
                        const TcpSessionOptions& options,
                        uint16_t& port);

    /**
     * Close a socket in order and take it over.
     * @param socket it; no callbacks of its user are left on it
     * @param remote its peer
     * @param port what Connect gave, or 0 for an accepted socket
     */
    void Close(Ptr<Socket> socket, const InetSocketAddress& remote, uint16_t port);
    /// Take over a socket whose connection is gone already. Parameters as for Close.
    void Keep(Ptr<Socket> socket, const InetSocketAddress& remote, uint16_t port);

    /// Take a socket that nothing came of out of TCP's hands, without a word to anybody.
    void Discard(Ptr<Socket> socket);

    /// Whether the simulation is over.
    bool IsDisposed() const;
    /// @return the node's local ports of TCP
    PortBook& GetPorts();
    /// @return who tells sessions of their sockets
    TcpSocketSwitch& GetSwitch();
    /// Sockets that are closing.
    std::size_t GetNClosing() const;

  protected:
    void DoDispose() override;
    void NotifyNewAggregate() override;

  private:
    struct Closing
    {
        Ptr<Socket> socket;
        InetSocketAddress remote;
        uint16_t port;
        uint32_t unsent; //!< bytes in its send buffer when the deadline was set
        Time deadline;
    };

    Ptr<Socket> CreateSocketByFactory(const TcpSessionOptions& options) const;
    Ptr<Socket> CreateSocketOfType() const;
    void Sweep();

    /// Sockets are copied from these, which are never used themselves.
    struct Template
    {
        TcpSessionOptions options;
        Ptr<TcpSocketBase> socket;
    };

    TypeId m_socketType; //!< TcpSocketBase: leave it to the factory
    Ptr<Node> m_node;
    PortBook m_ports;
    TcpSocketSwitch m_switch;
    std::vector<Template> m_templates;
    std::list<Closing> m_closing;
    EventId m_sweep;
};

} // namespace ns3

#endif // TCP_SESSION_HOST_H
