/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/gensyn-web-stream.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3
{

GensynWebStream::GensynWebStream(GensynStream::Owner& owner,
                                 GensynModule::Page page,
                                 uint32_t parallel)
    : GensynStream(owner),
      m_page(std::move(page)),
      m_parallel(parallel)
{
    uint64_t bytes = m_page.source;
    for (const auto object : m_page.objects)
    {
        bytes += object;
    }
    m_report.requestedBytes = bytes;
}

void
GensynWebStream::Begin(Ptr<Node> node,
                       const InetSocketAddress& remote,
                       const TcpSessionOptions& options,
                       const std::string& name,
                       uint32_t server,
                       uint64_t sequence)
{
    m_node = node;
    m_remote = remote;
    m_options = options;
    m_name = name;
    m_report.start = Simulator::Now();
    m_report.server = server;
    m_report.sequence = sequence;
    Fetch(m_page.source);
}

void
GensynWebStream::Abort()
{
    m_isOver = true;
    for (const auto& fetch : m_fetches)
    {
        fetch->Abort();
    }
}

void
GensynWebStream::Detach()
{
    m_isOver = true;
    for (const auto& fetch : m_fetches)
    {
        fetch->Detach();
    }
}

GensynStream::Report
GensynWebStream::GetReport() const
{
    auto report = m_report;
    for (const auto& fetch : m_fetches)
    {
        report.receivedBytes += fetch->GetReceived();
    }
    return report;
}

void
GensynWebStream::Fetch(uint64_t bytes)
{
    GensynFetch::Owner& owner = *this;
    m_fetches.push_back(std::make_unique<GensynFetch>(owner));
    m_fetches.back()->Begin(m_node, m_remote, m_options, m_name, MakeGensynPath(bytes));
}

void
GensynWebStream::FetchConnected(GensynFetch&)
{
    m_report.connect = m_report.connect.value_or(Simulator::Now());
}

void
GensynWebStream::FetchReceived(GensynFetch& fetch)
{
    m_report.firstByte = m_report.firstByte.value_or(Simulator::Now());
    m_report.lastByte = Simulator::Now();
    if (&fetch == m_fetches.front().get())
    {
        FetchObjects();
    }
}

void
GensynWebStream::FetchObjects()
{
    const auto n = m_page.objects.size();
    const auto source = m_fetches.front()->GetReceived();
    while (m_fetches.size() <= n && (m_parallel == 0 || m_fetches.size() - m_nOver < m_parallel) &&
           (m_isSourceOver || source * (n + 1) >= m_page.source * m_fetches.size()))
    {
        Fetch(m_page.objects[m_fetches.size() - 1]);
    }
}

void
GensynWebStream::FetchEnded(GensynFetch& fetch, const char* error)
{
    ++m_nOver;
    // A server may have a shorter page than the model: then all of it is parsed.
    m_isSourceOver = m_isSourceOver || &fetch == m_fetches.front().get();
    if (!error)
    {
        FetchObjects();
    }
    if (!m_isOver && (error || m_nOver == m_page.objects.size() + 1))
    {
        m_isOver = true;
        if (error)
        {
            Abort(); // a page that is not complete is not shown
        }
        m_owner.StreamEnded(*this, error);
    }
}

} // namespace ns3
