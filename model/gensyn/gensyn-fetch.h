/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GENSYN_FETCH_H
#define GENSYN_FETCH_H

#include "ns3/gensyn-http.h"
#include "ns3/tcp-session.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * One file over HTTP, on a connection of its own.
 */
class GensynFetch : private TcpSession::Handler
{
  public:
    /// Whoever fetches. A fetch may be destroyed in none of these calls.
    class Owner
    {
      public:
        virtual ~Owner() = default;
        /// The connection is made.
        virtual void FetchConnected(GensynFetch& fetch) = 0;
        /// More of the body has come.
        virtual void FetchReceived(GensynFetch& fetch) = 0;
        /// It is over. @param fetch it @param error null when the file is complete
        virtual void FetchEnded(GensynFetch& fetch, const char* error) = 0;
    };

    /// @param owner outlives the fetch
    explicit GensynFetch(Owner& owner);

    /**
     * Ask for a file.
     * @param node the client
     * @param remote address and port of the server
     * @param options of the socket
     * @param host name of the server, for the request
     * @param path of the file, from the '/' on
     */
    void Begin(Ptr<Node> node,
               const InetSocketAddress& remote,
               const TcpSessionOptions& options,
               const std::string& host,
               const std::string& path);
    /// Break off. The owner is not told.
    void Abort();
    /// The same, without a segment to the server (for the end of a simulation).
    void Detach();

    /// Bytes of the body that have come.
    uint64_t GetReceived() const;

  private:
    void HandleConnected() override;
    void HandleFailure(TcpSession::Failure failure) override;
    void HandleReceive() override;
    void HandleWritable() override;
    void HandleEndOfStream() override;

    /// @return whether the head is complete and good
    bool ReadHead();
    void End(const char* error);

    Owner& m_owner;
    TcpSession m_session;
    std::string m_request;
    GensynHttpHead m_head;
    bool m_hasHead{false};
    bool m_isOver{false};
    std::optional<uint64_t> m_length; //!< of the body
    uint64_t m_received{0};
};

} // namespace ns3

#endif // GENSYN_FETCH_H
