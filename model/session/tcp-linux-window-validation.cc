/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-linux-window-validation.h"

#include "ns3/log.h"

#include <algorithm>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TcpLinuxWindowValidation");

void
TcpLinuxWindowValidation::Begin(Time now)
{
    m_mostUsed = 0;
    m_lastLimiting = now;
}

void
TcpLinuxWindowValidation::Note(const TcpSocketState& state,
                               bool isFull,
                               uint32_t used,
                               SequenceNumber32 first,
                               Time now)
{
    if (isFull || first >= m_roundEnd || (!m_isFull && used > m_mostInRound))
    {
        m_isFull = isFull;
        m_mostInRound = used;
        m_roundEnd = state.m_highTxMark;
    }
    if (IsLimiting(state))
    {
        Begin(now);
    }
    else
    {
        m_mostUsed = std::max(m_mostUsed, used);
    }
}

bool
TcpLinuxWindowValidation::IsLimiting(const TcpSocketState& state) const
{
    return m_isFull || (state.m_cWnd < state.m_ssThresh &&
                        state.m_cWnd < 2 * m_mostInRound * state.m_segmentSize);
}

void
TcpLinuxWindowValidation::Receive(TcpSocketState& state, Time rto, Time now)
{
    if (IsLimiting(state) || now - m_lastLimiting < rto)
    {
        return;
    }
    const auto segments = state.GetCwndInSegments();
    const auto used = std::max(m_mostUsed, state.m_initialCWnd);
    if (state.m_congState == TcpSocketState::CA_OPEN && used < segments)
    {
        state.m_ssThresh = std::max(state.m_ssThresh.Get(), state.m_cWnd.Get() / 4 * 3);
        state.m_cWnd = (segments + used) / 2 * state.m_segmentSize;
        state.m_cWndInfl = state.m_cWnd;
    }
    Begin(now);
}

void
TcpLinuxWindowValidation::Restart(TcpSocketState& state, Time idle, Time rto, Time now)
{
    auto left = idle - rto;
    const auto first = state.m_initialCWnd * state.m_segmentSize;
    const uint32_t window = state.m_cWnd;
    if (!left.IsStrictlyPositive() || window <= first)
    {
        return;
    }
    uint32_t segments = state.GetCwndInSegments();
    while ((left -= rto).IsStrictlyPositive() && segments > state.m_initialCWnd)
    {
        segments /= 2;
    }
    NS_LOG_INFO("idle: window from " << window << " to " << segments << " segments");
    state.m_ssThresh = std::max(state.m_ssThresh.Get(), window / 4 * 3);
    state.m_cWnd = std::max(segments * state.m_segmentSize, first);
    state.m_cWndInfl = state.m_cWnd;
    Begin(now);
}

} // namespace ns3
