/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-linux-nagle.h"

#include <algorithm>
#include <limits>

namespace ns3
{

void
TcpLinuxNagle::SetOn(bool isOn)
{
    m_isOn = isOn;
}

bool
TcpLinuxNagle::IsOn() const
{
    return m_isOn;
}

void
TcpLinuxNagle::SendShort(SequenceNumber32 end)
{
    m_hasSentShort = true;
    m_isShortLeaving = false;
    m_shortEnd = end;
}

void
TcpLinuxNagle::Receive(SequenceNumber32 acked)
{
    m_hasSentShort = m_hasSentShort && m_shortEnd > acked;
}

bool
TcpLinuxNagle::MaySendShort() const
{
    return !m_isOn || !m_hasSentShort;
}

void
TcpLinuxNagle::WriteAlone(SequenceNumber32 next, SequenceNumber32 end, uint32_t segmentSize)
{
    const auto begin = m_writeEnds.empty() ? next : std::max(m_writeEnds.back(), next);
    m_isShortLeaving = m_isOn && static_cast<uint32_t>(end - begin) % segmentSize > 0;
    m_writeEnds.push_back(end);
}

bool
TcpLinuxNagle::IsShortLeaving() const
{
    return m_isShortLeaving;
}

void
TcpLinuxNagle::ForgetWrites(SequenceNumber32 next)
{
    if (!m_writeEnds.empty() && m_writeEnds.back() <= next)
    {
        m_writeEnds.clear();
        m_nextWriteEnd = 0;
    }
}

uint32_t
TcpLinuxNagle::GetSizeOfWrite(SequenceNumber32 sequence)
{
    while (m_nextWriteEnd < m_writeEnds.size() && m_writeEnds[m_nextWriteEnd] <= sequence)
    {
        ++m_nextWriteEnd;
    }
    if (m_nextWriteEnd < m_writeEnds.size())
    {
        return static_cast<uint32_t>(m_writeEnds[m_nextWriteEnd] - sequence);
    }
    m_writeEnds.clear();
    m_nextWriteEnd = 0;
    return std::numeric_limits<uint32_t>::max();
}

} // namespace ns3
