/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-linux-hystart.h"

#include <algorithm>

namespace ns3
{

namespace
{

/// Parameters of Linux' tcp_cubic module (hystart_*), and constants of its source.
constexpr uint32_t LOW_WINDOW = 16;
constexpr uint32_t MIN_SAMPLES = 8;
const Time ACK_DELTA = MilliSeconds(2);
const Time LEAST_RISE = MilliSeconds(4);
const Time MOST_RISE = MilliSeconds(16);

} // namespace

void
TcpLinuxHyStart::StartRound(Time now, SequenceNumber32 sent)
{
    m_roundStart = now;
    m_lastAck = now;
    m_roundEnd = sent;
    m_roundRtt = Time::Max();
    m_samples = 0;
}

bool
TcpLinuxHyStart::Update(const Ack& ack)
{
    if (ack.acked > m_roundEnd)
    {
        StartRound(ack.now, ack.sent);
    }
    if (ack.window < LOW_WINDOW)
    {
        return false;
    }
    const bool isTrainLong = IsTrainLong(ack);
    return IsDelayed(ack) || isTrainLong;
}

bool
TcpLinuxHyStart::IsTrainLong(const Ack& ack)
{
    if (ack.now - m_lastAck > ACK_DELTA)
    {
        return false; // a pause: this round has no train any more
    }
    m_lastAck = ack.now;
    return 2 * (ack.now - m_roundStart) > ack.minRtt + ack.hold;
}

bool
TcpLinuxHyStart::IsDelayed(const Ack& ack)
{
    m_roundRtt = std::min(m_roundRtt, ack.rtt);
    if (m_samples < MIN_SAMPLES)
    {
        ++m_samples;
        return false;
    }
    const auto rise = std::clamp(Time::FromInteger(ack.minRtt.GetNanoSeconds() / 8, Time::NS),
                                 LEAST_RISE,
                                 MOST_RISE);
    return m_roundRtt > ack.minRtt + rise;
}

} // namespace ns3
