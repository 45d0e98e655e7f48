/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GENSYN_WEB_STREAM_H
#define GENSYN_WEB_STREAM_H

#include "ns3/gensyn-fetch.h"
#include "ns3/gensyn-model.h"
#include "ns3/gensyn-stream.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * The modules Web and FTP: a page, whose embedded objects are fetched in parallel with each other
 * and with the rest of the source, each as soon as it is parsed; or one file, which is a page
 * without objects.
 *
 * The n objects of a page are taken to stand in its source at equal distances: the first one after
 * 1 / (n + 1) of it.
 */
class GensynWebStream : public GensynStream, private GensynFetch::Owner
{
  public:
    /**
     * @param owner outlives the stream
     * @param page what to fetch
     * @param parallel connections at a time; 0 for any number
     */
    GensynWebStream(GensynStream::Owner& owner, GensynModule::Page page, uint32_t parallel);

    /**
     * @param node the client
     * @param remote address and port of the server
     * @param options of the sockets
     * @param name of the server, for the requests
     * @param server its index, for the report
     * @param sequence order of start, for the report
     */
    void Begin(Ptr<Node> node,
               const InetSocketAddress& remote,
               const TcpSessionOptions& options,
               const std::string& name,
               uint32_t server,
               uint64_t sequence);

    void Abort() override;
    void Detach() override;
    Report GetReport() const override;

  private:
    void FetchConnected(GensynFetch& fetch) override;
    void FetchReceived(GensynFetch& fetch) override;
    void FetchEnded(GensynFetch& fetch, const char* error) override;

    void Fetch(uint64_t bytes);
    /// Begin to fetch what is parsed, as far as connections may be opened.
    void FetchObjects();

    GensynModule::Page m_page;
    uint32_t m_parallel;
    Ptr<Node> m_node;
    InetSocketAddress m_remote{Ipv4Address::GetAny(), 0};
    TcpSessionOptions m_options;
    std::string m_name;
    std::vector<std::unique_ptr<GensynFetch>> m_fetches; //!< the source comes first
    std::size_t m_nOver{0};                              //!< of them
    bool m_isSourceOver{false};
    bool m_isOver{false};
};

} // namespace ns3

#endif // GENSYN_WEB_STREAM_H
