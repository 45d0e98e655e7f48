/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-linux-send-buffer.h"

#include <algorithm>

namespace ns3
{

namespace
{

/// What Linux counts for the payload of a full segment when it sizes a send buffer
/// (tcp_sndbuf_expand), and for the head of each buffer of payload (SKB_TRUESIZE of
/// MAX_TCP_HEADER).
constexpr uint32_t MEMORY_PER_SEGMENT = 2304;
constexpr uint32_t MEMORY_PER_BUFFER = 832;

} // namespace

TcpLinuxSendBuffer::TcpLinuxSendBuffer()
    : m_memory(2 * 10 * MEMORY_PER_SEGMENT)
{
}

void
TcpLinuxSendBuffer::NoteOffer(uint32_t window)
{
    m_mostOffered = std::max(m_mostOffered, window);
}

uint32_t
TcpLinuxSendBuffer::GetPayload(uint32_t segmentSize) const
{
    return std::clamp(m_mostOffered / 2 / segmentSize, 1U, MOST_SEGMENTS) * segmentSize;
}

uint32_t
TcpLinuxSendBuffer::GetMemory(const Content& content) const
{
    const auto unsentBuffers = content.unsent / GetPayload(content.segmentSize) + 1;
    const auto sentBuffers = (content.size - content.unsent) / content.sentAtOnce;
    return content.size > 0 ? content.size + (unsentBuffers + sentBuffers) * MEMORY_PER_BUFFER : 0;
}

uint32_t
TcpLinuxSendBuffer::AskForRoom(const Content& content)
{
    // A third has to be free (sk_stream_is_writeable).
    m_isFull = GetMemory(content) > m_memory / 3 * 2;
    const auto payload = GetPayload(content.segmentSize);
    // Buffers are filled with full segments; a write may go into the last one and a new one.
    return m_isFull ? 0 : 2 * payload - content.unsent % payload;
}

bool
TcpLinuxSendBuffer::IsFull() const
{
    return m_isFull;
}

void
TcpLinuxSendBuffer::Grow(uint32_t segments)
{
    m_memory = std::max(m_memory, 2 * segments * MEMORY_PER_SEGMENT);
}

} // namespace ns3
