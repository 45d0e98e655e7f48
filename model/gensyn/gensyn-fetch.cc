/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/gensyn-fetch.h"

#include <array>
#include <string_view>

namespace ns3
{

namespace
{

/// Most that is read at a time, bytes: of a body, and while the head is not complete.
constexpr uint32_t READ_SIZE = 65536;
constexpr uint32_t HEAD_READ_SIZE = 512;

const char*
ErrorCode(TcpSession::Failure failure)
{
    static const char* const codes[] = {"REFUSED", "TIMED-OUT", "NO-ROUTE", "RESET"};
    return codes[failure];
}

} // namespace

GensynFetch::GensynFetch(Owner& owner)
    : m_owner(owner),
      m_session(*this)
{
}

void
GensynFetch::Begin(Ptr<Node> node,
                   const InetSocketAddress& remote,
                   const TcpSessionOptions& options,
                   const std::string& host,
                   const std::string& path)
{
    GensynHttpRequest request;
    request.host = host;
    request.path = path;
    m_request = request.ToText();
    m_session.Connect(node, remote, options);
}

void
GensynFetch::Abort()
{
    m_isOver = true;
    m_session.Abort();
}

void
GensynFetch::Detach()
{
    m_isOver = true;
    m_session.Detach();
}

uint64_t
GensynFetch::GetReceived() const
{
    return m_received;
}

void
GensynFetch::HandleConnected()
{
    m_session.Write(m_request.data(), static_cast<uint32_t>(m_request.size()));
    m_session.Flush();
    m_owner.FetchConnected(*this);
}

void
GensynFetch::HandleFailure(TcpSession::Failure failure)
{
    End(ErrorCode(failure));
}

void
GensynFetch::HandleWritable()
{
    m_session.Flush();
}

bool
GensynFetch::ReadHead()
{
    while (!m_hasHead)
    {
        const auto packet = m_session.Read(HEAD_READ_SIZE);
        if (!packet)
        {
            return false;
        }
        std::array<char, HEAD_READ_SIZE> buffer;
        std::string_view bytes(
            buffer.data(),
            packet->CopyData(reinterpret_cast<uint8_t*>(buffer.data()), HEAD_READ_SIZE));
        const auto state = m_head.Add(bytes);
        if (state == GensynHttpHead::TOO_LARGE)
        {
            End("BAD-RESPONSE");
            return false;
        }
        if (state == GensynHttpHead::COMPLETE)
        {
            const auto response = GensynHttpResponse::Parse(m_head.GetText());
            if (!response || response->status != 200)
            {
                const bool isAbsent =
                    response && (response->status == 404 || response->status == 410);
                End(!response ? "BAD-RESPONSE" : isAbsent ? "NOT-FOUND" : "BAD-STATUS");
                return false;
            }
            m_hasHead = true;
            m_length = response->length;
            m_received += bytes.size();
        }
    }
    return true;
}

void
GensynFetch::HandleReceive()
{
    if (!ReadHead())
    {
        return;
    }
    while (const auto packet = m_session.Read(READ_SIZE))
    {
        m_received += packet->GetSize();
    }
    if (m_received > 0)
    {
        m_owner.FetchReceived(*this);
    }
    if (!m_isOver && m_length && m_received >= *m_length)
    {
        End(m_received > *m_length ? "BAD-RESPONSE" : nullptr);
    }
}

void
GensynFetch::HandleEndOfStream()
{
    End(m_hasHead && !m_length ? nullptr : "INCOMPLETE");
}

void
GensynFetch::End(const char* error)
{
    if (!m_isOver)
    {
        m_isOver = true;
        m_session.Close();
        m_owner.FetchEnded(*this, error);
    }
}

} // namespace ns3
