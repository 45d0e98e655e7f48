/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/flowlet-schedule.h"

#include <algorithm>
#include <limits>

namespace ns3
{

FlowletSchedule::FlowletSchedule(Time start,
                                 Time duration,
                                 Time on,
                                 Time gap,
                                 uint32_t writeSize,
                                 uint64_t bytes)
    : m_end(duration == Time::Max() ? duration : start + duration),
      m_on(on),
      m_gap(gap),
      m_switch(on.IsZero() ? m_end : start + on),
      m_writeSize(writeSize),
      m_left(bytes == 0 ? std::numeric_limits<uint64_t>::max() : bytes)
{
}

FlowletSchedule::Step
FlowletSchedule::Next(Time now)
{
    if (m_hasWritten)
    {
        m_hasWritten = false;
        if (now >= m_switch)
        {
            m_isOn = false;
            m_switch += m_gap;
        }
    }
    if (now >= m_end || m_left == 0)
    {
        return {END, 0, now};
    }
    if (!m_isOn)
    {
        if (now < m_switch)
        {
            return {WAIT, 0, std::min(m_switch, m_end)};
        }
        m_isOn = true;
        m_isFresh = true;
        m_switch += m_on;
    }
    const auto size = static_cast<uint32_t>(std::min<uint64_t>(m_writeSize, m_left));
    m_left -= size;
    m_bytes += size;
    ++m_writes;
    m_flowlets += m_isFresh;
    m_isFresh = false;
    m_hasWritten = true;
    return {WRITE, size, now};
}

uint64_t
FlowletSchedule::GetWrites() const
{
    return m_writes;
}

uint64_t
FlowletSchedule::GetBytes() const
{
    return m_bytes;
}

uint64_t
FlowletSchedule::GetFlowlets() const
{
    return m_flowlets;
}

} // namespace ns3
