/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-linux-segmentation.h"

#include "ns3/tcp-linux-send-buffer.h"

#include <algorithm>

namespace ns3
{

namespace
{

/// How recent the last sending has to be, and how near the next acknowledgement, for a full buffer
/// to be waited for.
const Time DEFERRAL = MilliSeconds(1);

} // namespace

uint32_t
TcpLinuxSegmentation::GetSegmentsPerBuffer(const TcpSocketState& state, Time srtt)
{
    const auto rtt = srtt.GetMicroSeconds();
    if (rtt <= 0)
    {
        return 2;
    }
    const double factor = state.m_cWnd < state.m_ssThresh / 2 ? 2 : 1.2;
    double bytes = factor * state.m_cWnd * 1000 / static_cast<double>(rtt);
    const auto least = state.m_minRtt == Time::Max() ? rtt : state.m_minRtt.GetMicroSeconds();
    if (const auto shift = least >> 9; shift < 32)
    {
        bytes += 65536 >> shift;
    }
    return std::clamp(static_cast<uint32_t>(bytes / state.m_segmentSize),
                      2U,
                      TcpLinuxSendBuffer::MOST_SEGMENTS);
}

void
TcpLinuxSegmentation::Write(SequenceNumber32 next,
                            SequenceNumber32 end,
                            uint32_t size,
                            uint32_t payload)
{
    auto begin = end - static_cast<int32_t>(size);
    if (!m_ends.empty() && m_ends.back() <= next)
    {
        m_ends.clear();
    }
    else if (!m_ends.empty())
    {
        const auto start = m_ends.size() > 1 ? std::max(m_ends[m_ends.size() - 2], next) : next;
        const auto used = static_cast<uint32_t>(m_ends.back() - start);
        const auto room = std::min(payload - std::min(payload, used), size);
        begin = begin + SequenceNumber32(room);
        m_ends.back() = begin;
    }
    while (begin < end)
    {
        begin = std::min(begin + SequenceNumber32(payload), end);
        m_ends.push_back(begin);
    }
}

bool
TcpLinuxSegmentation::Defers(const TcpSocketState& state, const Moment& moment)
{
    if (m_burst > 0 && m_burstTime == moment.now)
    {
        return false; // in the middle of a buffer
    }
    if (moment.unsent == 0)
    {
        return false;
    }
    const auto size = state.m_segmentSize;
    const auto next = state.m_highTxMark.Get();
    const auto window = moment.window;
    const auto most = GetSegmentsPerBuffer(state, moment.srtt);
    const auto segments = window / size;
    const auto quota = std::min({segments, most, std::max(state.GetCwndInSegments() / 2, 1U)});
    GrowFirst(next, quota * size);
    const auto buffer =
        m_ends.empty() ? moment.unsent : static_cast<uint32_t>(m_ends.front() - next);
    m_burstTime = moment.now;
    m_burst = std::min(quota, (buffer + size - 1) / size);
    const auto third = std::min(moment.offered, state.m_cWnd.Get()) / 3;
    const auto half = Time::FromInteger(moment.srtt.GetNanoSeconds() / 2, Time::NS);
    if (buffer <= size || state.m_congState == TcpSocketState::CA_RECOVERY ||
        state.m_congState == TcpSocketState::CA_LOSS ||
        moment.now - moment.lastSending > DEFERRAL || segments >= most ||
        (buffer < moment.unsent && window >= buffer) || window >= third || !moment.isUnderWay ||
        moment.firstSending + moment.srtt - moment.now > std::min(half, DEFERRAL) ||
        (moment.isClosing && moment.unsent <= window))
    {
        return false;
    }
    m_burst = 0;
    m_hasDeferred = true;
    return true;
}

void
TcpLinuxSegmentation::GrowFirst(SequenceNumber32 next, uint32_t size)
{
    while (!m_ends.empty() && m_ends.front() <= next)
    {
        m_ends.pop_front();
    }
    const auto wanted = next + SequenceNumber32(size);
    while (m_ends.size() > 1 && m_ends.front() < wanted)
    {
        if (m_ends[1] <= wanted)
        {
            m_ends.pop_front();
        }
        else
        {
            m_ends.front() = wanted;
        }
    }
}

void
TcpLinuxSegmentation::Send()
{
    m_burst -= m_burst > 0 ? 1 : 0;
}

bool
TcpLinuxSegmentation::HasDeferred() const
{
    return m_hasDeferred;
}

void
TcpLinuxSegmentation::EndDeferral()
{
    m_hasDeferred = false;
}

} // namespace ns3
