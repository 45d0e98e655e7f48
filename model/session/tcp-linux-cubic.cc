/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-linux-cubic.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/log.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TcpLinuxCubic");
NS_OBJECT_ENSURE_REGISTERED(TcpLinuxCubic);

namespace
{

/// As long as nothing was lost, the window grows by one segment for so many at least: 5 % a round.
constexpr uint32_t MOST_ACKS_BEFORE_LOSS = 20;
/// CUBIC does not grow faster than by half a window a round-trip time.
constexpr uint32_t LEAST_ACKS = 2;
constexpr uint32_t LEAST_THRESHOLD = 2; // segments
/// Growth is found anew when the window has changed, or after this time.
const Time UPDATE_INTERVAL = MicroSeconds(31250);
/// Linux counts time in these.
const Time TICK = MilliSeconds(1);
/// Round-trip times are left out for so long after a reduction.
const Time QUIET_TIME = Seconds(1);
/// What a host's segmentation offload sends at once (GSO), bytes, and how often HyStart allows it.
constexpr double OFFLOAD_BYTES = 4 * 65536.0;

} // namespace

TypeId
TcpLinuxCubic::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::TcpLinuxCubic")
            .SetParent<TcpCongestionOps>()
            .SetGroupName("SyntheticTraffic")
            .AddConstructor<TcpLinuxCubic>()
            .AddAttribute("HyStart",
                          "Leave slow start when the path seems full (Linux: hystart)",
                          BooleanValue(true),
                          MakeBooleanAccessor(&TcpLinuxCubic::m_hasHyStart),
                          MakeBooleanChecker())
            .AddAttribute("FastConvergence",
                          "Give way to new flows (RFC 9438, 4.7; Linux: fast_convergence)",
                          BooleanValue(true),
                          MakeBooleanAccessor(&TcpLinuxCubic::m_hasFastConvergence),
                          MakeBooleanChecker())
            .AddAttribute("TcpFriendliness",
                          "Grow at least as a Reno flow would (RFC 9438, 4.3; Linux: "
                          "tcp_friendliness)",
                          BooleanValue(true),
                          MakeBooleanAccessor(&TcpLinuxCubic::m_isFriendly),
                          MakeBooleanChecker())
            .AddAttribute("Beta",
                          "What is left of the window when something is lost, a share (Linux: "
                          "beta / 1024)",
                          DoubleValue(717.0 / 1024),
                          MakeDoubleAccessor(&TcpLinuxCubic::m_beta),
                          MakeDoubleChecker<double>(0.1, 0.99))
            .AddAttribute("C",
                          "Factor of the cubic function, segments/s^3 (Linux: bic_scale * 10 / "
                          "1024)",
                          DoubleValue(410.0 / 1024),
                          MakeDoubleAccessor(&TcpLinuxCubic::m_c),
                          MakeDoubleChecker<double>(0.001, 1000));
    return tid;
}

std::string
TcpLinuxCubic::GetName() const
{
    return "TcpLinuxCubic";
}

Ptr<TcpCongestionOps>
TcpLinuxCubic::Fork()
{
    return CopyObject<TcpLinuxCubic>(this);
}

void
TcpLinuxCubic::SetLimited(bool isLimited)
{
    m_isLimited = isLimited;
}

void
TcpLinuxCubic::SetAcked(uint32_t segments)
{
    m_segmentsAcked = segments;
}

void
TcpLinuxCubic::NoteSending(Time now)
{
    m_lastSending = now;
}

uint32_t
TcpLinuxCubic::GetSsThresh(Ptr<const TcpSocketState> tcb, uint32_t)
{
    const auto window = tcb->GetCwndInSegments();
    m_hasEpoch = false;
    m_lastMaximum = window < m_lastMaximum && m_hasFastConvergence
                        ? static_cast<uint32_t>(window * (1 + m_beta) / 2)
                        : window;
    NS_LOG_INFO("reduced at " << window << " segments");
    return std::max(static_cast<uint32_t>(window * m_beta), LEAST_THRESHOLD) * tcb->m_segmentSize;
}

void
TcpLinuxCubic::IncreaseWindow(Ptr<TcpSocketState> tcb, uint32_t segmentsAcked)
{
    const auto size = tcb->m_segmentSize;
    if (const auto told = std::exchange(m_segmentsAcked, 0))
    {
        segmentsAcked = told;
    }
    else
    {
        // Behind a loss, ns-3 counts what was acknowledged selectively before once more.
        segmentsAcked = std::min(segmentsAcked, (tcb->m_lastAckedSackedBytes + size - 1) / size);
    }
    if (!m_isLimited || segmentsAcked == 0)
    {
        return;
    }

    auto window = tcb->GetCwndInSegments();
    const auto threshold = tcb->m_ssThresh.Get() / size;
    if (tcb->m_cWnd < tcb->m_ssThresh)
    {
        const auto grown = std::min(window + segmentsAcked, std::max(threshold, window + 1));
        segmentsAcked -= std::min(segmentsAcked, grown - window);
        window = grown;
        tcb->m_cWnd = window * size;
    }
    if (segmentsAcked == 0)
    {
        return;
    }
    const auto acksPerSegment = GetAcksPerSegment(window, segmentsAcked);
    if (m_acks >= acksPerSegment)
    {
        m_acks = 0; // credit from when a segment cost more is worth one
        ++window;
    }
    m_acks += segmentsAcked;
    window += m_acks / acksPerSegment;
    m_acks %= acksPerSegment;
    tcb->m_cWnd = window * size;
}

void
TcpLinuxCubic::StartEpoch(uint32_t window, uint32_t segmentsAcked)
{
    m_hasEpoch = true;
    m_epochStart = m_lastUpdate;
    m_renoWindow = window;
    m_renoAcks = segmentsAcked;
    m_origin = std::max(m_lastMaximum, window);
    m_timeToOrigin = Seconds(std::cbrt((m_origin - window) / m_c));
}

uint32_t
TcpLinuxCubic::GetTarget() const
{
    const auto time = m_lastUpdate + m_minRtt - m_epochStart - m_timeToOrigin;
    const auto distance = static_cast<uint32_t>(m_c * std::pow(std::abs(time.GetSeconds()), 3));
    return time.IsStrictlyPositive() ? m_origin + distance
                                     : m_origin - std::min(m_origin, distance);
}

uint32_t
TcpLinuxCubic::GetAcksPerSegment(uint32_t window, uint32_t segmentsAcked)
{
    m_renoAcks += segmentsAcked;
    const auto now = Simulator::Now();
    if (window == m_lastWindow && m_hasEpoch && now - m_lastUpdate <= UPDATE_INTERVAL)
    {
        return m_acksPerSegment;
    }
    if (!m_hasEpoch || now - m_lastUpdate >= TICK)
    {
        m_lastUpdate = now;
        m_lastWindow = window;
        if (!m_hasEpoch)
        {
            StartEpoch(window, segmentsAcked);
        }
        const auto target = GetTarget();
        m_acksPerSegment = target > window ? window / (target - window) : 100 * window;
        if (m_lastMaximum == 0)
        {
            m_acksPerSegment = std::min(m_acksPerSegment, MOST_ACKS_BEFORE_LOSS);
        }
    }
    m_acksPerSegment = std::max(BoundByReno(window, m_acksPerSegment), LEAST_ACKS);
    return m_acksPerSegment;
}

uint32_t
TcpLinuxCubic::BoundByReno(uint32_t window, uint32_t acksPerSegment)
{
    if (!m_isFriendly)
    {
        return acksPerSegment;
    }
    // A flow that keeps beta of its window and grows by 3 (1 - beta) / (1 + beta) segments a round
    // is as fast as Reno (RFC 9438, 4.3). Linux rounds that to eighths.
    const double scale = std::floor(8 * (1 + m_beta) / 3 / (1 - m_beta)) / 8;
    const auto acks = std::max(static_cast<uint32_t>(window * scale), 1U);
    m_renoWindow += m_renoAcks / acks;
    m_renoAcks %= acks;
    return m_renoWindow > window ? std::min(acksPerSegment, window / (m_renoWindow - window))
                                 : acksPerSegment;
}

void
TcpLinuxCubic::PktsAcked(Ptr<TcpSocketState> tcb, uint32_t, const Time& rtt)
{
    const auto now = Simulator::Now();
    if (!rtt.IsStrictlyPositive() || (m_hasEpoch && now - m_epochStart < QUIET_TIME))
    {
        return;
    }
    if (m_minRtt.IsZero() || rtt < m_minRtt)
    {
        m_minRtt = rtt;
    }
    if (!m_hasHyStart || m_isSlowStartOver || tcb->m_cWnd >= tcb->m_ssThresh)
    {
        return;
    }
    const auto sent = tcb->m_highTxMark.Get();
    if (!m_hasRound)
    {
        m_hasRound = true;
        m_hyStart.StartRound(now, sent);
    }
    const auto window = tcb->GetCwndInSegments();
    // In slow start Linux reckons with twice the window a round-trip time.
    const double bytesPerSecond = 2.0 * tcb->m_cWnd / rtt.GetSeconds();
    const auto hold = std::min(Seconds(OFFLOAD_BYTES / bytesPerSecond), TICK);
    if (m_hyStart.Update({now, tcb->m_lastAckedSeq, sent, rtt, m_minRtt, hold, window}))
    {
        NS_LOG_INFO("slow start ends at " << window << " segments");
        m_isSlowStartOver = true;
        tcb->m_ssThresh = tcb->m_cWnd.Get();
    }
}

void
TcpLinuxCubic::CongestionStateSet(Ptr<TcpSocketState> tcb,
                                  const TcpSocketState::TcpCongState_t newState)
{
    if (newState == TcpSocketState::CA_LOSS)
    {
        Reset();
        m_hyStart.StartRound(Simulator::Now(), tcb->m_highTxMark);
        m_hasRound = true;
    }
}

void
TcpLinuxCubic::Reset()
{
    m_isSlowStartOver = false;
    m_minRtt = Time();
    m_hasEpoch = false;
    m_lastMaximum = 0;
    m_acksPerSegment = 0;
    m_lastWindow = 0;
    m_lastUpdate = Time();
}

void
TcpLinuxCubic::CwndEvent(Ptr<TcpSocketState>, const TcpSocketState::TcpCAEvent_t event)
{
    // An epoch is a time of sending: growth goes on from where it was before a pause.
    if (event == TcpSocketState::CA_EVENT_TX_START && m_hasEpoch)
    {
        const auto now = Simulator::Now();
        m_epochStart = std::min(m_epochStart + (now - m_lastSending), now);
    }
}

} // namespace ns3
