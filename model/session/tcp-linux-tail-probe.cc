/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-linux-tail-probe.h"

namespace ns3
{

namespace
{

/// Linux' TCP_TIMEOUT_MIN_US and TCP_RTO_MIN: what a probe waits beyond two round-trip times, for
/// timers and for an acknowledgement that may be delayed.
const Time MARGIN = MilliSeconds(2);
const Time MARGIN_OF_ONE = MilliSeconds(200);

} // namespace

void
TcpLinuxTailProbe::Disarm()
{
    m_due = Time::Max();
}

Time
TcpLinuxTailProbe::PutOff(Time now, Time srtt, bool isOne)
{
    const auto delay = srtt + srtt + (isOne ? MARGIN_OF_ONE : MARGIN);
    m_due = now + delay;
    return delay;
}

bool
TcpLinuxTailProbe::IsArmed() const
{
    return m_due != Time::Max();
}

Time
TcpLinuxTailProbe::GetWait(Time now) const
{
    return m_due - now;
}

void
TcpLinuxTailProbe::Begin(bool isCopy)
{
    m_isOut = true;
    m_isCopy = isCopy;
}

void
TcpLinuxTailProbe::Send(SequenceNumber32 end)
{
    m_end = end;
}

bool
TcpLinuxTailProbe::IsOut() const
{
    return m_isOut;
}

bool
TcpLinuxTailProbe::Receive(SequenceNumber32 acked, const TcpLinuxScoreboard::Delivery& delivery)
{
    if (!m_isOut || acked < m_end)
    {
        return false;
    }
    if (!m_isCopy || (delivery.hasDuplicate && delivery.duplicateEnd == m_end) ||
        (acked == m_end && !delivery.isAdvanced && delivery.sacked == 0))
    {
        m_isOut = false; // the original has arrived
        return false;
    }
    m_isOut = acked == m_end;
    return !m_isOut;
}

void
TcpLinuxTailProbe::End()
{
    m_isOut = false;
}

} // namespace ns3
