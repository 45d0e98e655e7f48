/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-linux-ack-policy.h"

#include <algorithm>

namespace ns3
{

namespace
{

/// TCP_MAX_QUICKACKS in Linux' include/net/tcp.h.
constexpr uint32_t MOST_SINGLE = 16;
/// net.ipv4.tcp_rmem, default; 5/8 of it is payload when frames are full.
constexpr uint64_t FIRST_BUFFER = 131072 * 5 / 8;
constexpr uint64_t SEGMENT_SIZE = 1448;

} // namespace

// TCP_ATO_MIN and TCP_DELACK_MIN.
const Time TcpLinuxAckPolicy::TIMEOUT = MilliSeconds(40);

bool
TcpLinuxAckPolicy::Receive(Time now, uint32_t size, Time rto)
{
    if (!m_hasReceived)
    {
        m_hasReceived = true;
        m_interval = TIMEOUT;
        m_mostWindow = FIRST_BUFFER;
        m_roundStart = now;
        AcknowledgeSingly(size);
    }
    else
    {
        const auto pause = now - m_lastReceipt;
        const auto half = Time::FromInteger(m_interval.GetNanoSeconds() / 2, Time::NS);
        if (pause <= Time::FromInteger(TIMEOUT.GetNanoSeconds() / 2, Time::NS))
        {
            m_interval = half + MilliSeconds(20);
        }
        else if (pause < m_interval)
        {
            m_interval = std::min(half + pause, rto);
        }
        else if (pause > rto)
        {
            AcknowledgeSingly(size);
        }
    }
    m_lastReceipt = now;
    GrowWindow(size);
    return IsSingle();
}

void
TcpLinuxAckPolicy::AcknowledgeSingly(uint32_t size)
{
    const auto segments = m_window / (2 * std::max(size, 1U));
    m_single = std::max(m_single, std::clamp(static_cast<uint32_t>(segments), 2U, MOST_SINGLE));
}

void
TcpLinuxAckPolicy::GrowWindow(uint32_t size)
{
    if (m_window < m_mostWindow)
    {
        m_window = std::min(m_window + 2 * std::max<uint64_t>(size, SEGMENT_SIZE), m_mostWindow);
        m_single |= 1; // so that those of the beginning are not used up meanwhile
    }
}

void
TcpLinuxAckPolicy::ReceiveAhead(uint32_t size)
{
    GrowWindow(size);
}

void
TcpLinuxAckPolicy::NoteRtt(Time rtt)
{
    const auto difference = rtt - m_rtt;
    m_rtt = m_rtt.IsZero() || rtt < m_rtt
                ? rtt
                : m_rtt + Time::FromInteger(difference.GetNanoSeconds() / 8, Time::NS);
}

void
TcpLinuxAckPolicy::Read(Time now, uint32_t size, uint32_t ahead, uint32_t limit)
{
    m_read += size;
    if (m_rtt.IsZero() || now - m_roundStart < m_rtt)
    {
        return;
    }
    if (m_read > m_lastRead)
    {
        const auto steady = 2 * m_read;
        const auto growth = steady * (m_read - m_lastRead) / m_lastRead;
        const auto wanted = steady + 2 * growth + ahead;
        m_mostWindow = std::max(m_mostWindow, std::min<uint64_t>(wanted, limit));
        m_lastRead = m_read;
    }
    m_read = 0;
    m_roundStart = now;
}

void
TcpLinuxAckPolicy::ReceiveAgain()
{
    m_isInteractive = false;
    m_interval = TIMEOUT;
    m_single = MOST_SINGLE;
}

void
TcpLinuxAckPolicy::Send(Time now)
{
    if (m_hasReceived && now - m_lastReceipt < m_interval)
    {
        m_isInteractive = true;
    }
}

void
TcpLinuxAckPolicy::Acknowledge()
{
    if (m_single > 0 && --m_single == 0)
    {
        m_interval = TIMEOUT;
    }
}

void
TcpLinuxAckPolicy::TimeOut()
{
    m_isInteractive = false;
    m_interval = TIMEOUT;
}

uint64_t
TcpLinuxAckPolicy::GetWindow() const
{
    return m_window;
}

bool
TcpLinuxAckPolicy::IsSingle() const
{
    return m_single > 0 && !m_isInteractive;
}

bool
TcpLinuxAckPolicy::IsInteractive() const
{
    return m_isInteractive;
}

} // namespace ns3
