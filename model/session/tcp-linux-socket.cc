/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-linux-socket.h"

#include "ns3/tcp-linux-cubic.h"
#include "ns3/log.h"
#include "ns3/rtt-estimator.h"
#include "ns3/simulator.h"
#include "ns3/tcp-header.h"
#include "ns3/tcp-rx-buffer.h"
#include "ns3/tcp-tx-buffer.h"

#include <algorithm>
#include <limits>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TcpLinuxSocket");
NS_OBJECT_ENSURE_REGISTERED(TcpLinuxSocket);

namespace
{

/// From ns-3 3.42 on, the state of a socket has a mean round-trip time beside the last one.
template <typename State>
auto
SetMeanRtt(State& state, Time mean, int) -> decltype(state.m_srtt, void())
{
    state.m_srtt = mean;
}

template <typename State>
void
SetMeanRtt(State&, Time, long)
{
}

} // namespace

TypeId
TcpLinuxSocket::GetTypeId()
{
    static TypeId tid = TypeId("ns3::TcpLinuxSocket")
                            .SetParent<TcpSocketBase>()
                            .SetGroupName("SyntheticTraffic")
                            .AddConstructor<TcpLinuxSocket>();
    return tid;
}

/// Sockets are copied from templates and listening ones, which have sent nothing yet.
TcpLinuxSocket::TcpLinuxSocket(const TcpLinuxSocket& other)
    : TcpSocketBase(other),
      m_hasNagle(other.m_hasNagle)
{
}

Ptr<TcpSocketBase>
TcpLinuxSocket::Fork()
{
    return CopyObject<TcpLinuxSocket>(this);
}

void
TcpLinuxSocket::SetTcpNoDelay(bool noDelay)
{
    m_hasNagle = !noDelay;
    m_noDelay = noDelay || !m_hasSentShort;
}

bool
TcpLinuxSocket::GetTcpNoDelay() const
{
    return !m_hasNagle;
}

void
TcpLinuxSocket::UpdateNagle()
{
    m_hasSentShort = m_hasSentShort && m_shortEnd > m_txBuffer->HeadSequence();
    m_noDelay = !m_hasNagle || !m_hasSentShort;
}

TcpLinuxCubic*
TcpLinuxSocket::GetCubic()
{
    if (m_knownControl != PeekPointer(m_congestionControl))
    {
        m_knownControl = PeekPointer(m_congestionControl);
        m_cubic = dynamic_cast<TcpLinuxCubic*>(m_knownControl);
    }
    return m_cubic;
}

int
TcpLinuxSocket::Send(Ptr<Packet> packet, uint32_t flags)
{
    if (m_txBuffer->Size() == 0 && m_tcb->m_congState == TcpSocketState::CA_OPEN)
    {
        RestartAfterIdleTime();
    }
    return TcpSocketBase::Send(packet, flags);
}

void
TcpLinuxSocket::RestartAfterIdleTime()
{
    auto idle = Simulator::Now() - m_lastSending - m_rto.Get();
    const auto first = m_tcb->m_initialCWnd * m_tcb->m_segmentSize;
    const uint32_t window = m_tcb->m_cWnd;
    if (!idle.IsStrictlyPositive() || window <= first)
    {
        return;
    }
    uint32_t segments = m_tcb->GetCwndInSegments();
    while ((idle -= m_rto.Get()).IsStrictlyPositive() && segments > m_tcb->m_initialCWnd)
    {
        segments /= 2;
    }
    NS_LOG_INFO("idle: window from " << window << " to " << segments << " segments");
    m_tcb->m_ssThresh = std::max(m_tcb->m_ssThresh.Get(), window / 4 * 3);
    m_tcb->m_cWnd = std::max(segments * m_tcb->m_segmentSize, first);
    m_tcb->m_cWndInfl = m_tcb->m_cWnd;
    m_lastFull = Simulator::Now();
    m_usedSegments = 0;
}

uint32_t
TcpLinuxSocket::SendDataPacket(SequenceNumber32 sequence, uint32_t maxSize, bool withAck)
{
    const bool isNew = sequence >= m_tcb->m_highTxMark.Get();
    if (withAck)
    {
        NoteAcknowledgement();
    }
    const auto size = TcpSocketBase::SendDataPacket(sequence, maxSize, withAck);
    m_lastSending = Simulator::Now();
    m_ackPolicy.Send(m_lastSending);
    if (const auto cubic = GetCubic())
    {
        cubic->NoteSending(m_lastSending);
    }
    if (isNew && size < m_tcb->m_segmentSize)
    {
        m_hasSentShort = true;
        m_shortEnd = sequence + size;
        UpdateNagle();
    }
    ValidateWindow();
    return size;
}

bool
TcpLinuxSocket::IsWindowFull() const
{
    return m_tcb->m_cWnd < BytesInFlight() + m_tcb->m_segmentSize;
}

void
TcpLinuxSocket::ValidateWindow()
{
    const bool isFull = IsWindowFull();
    const auto size = m_tcb->m_segmentSize;
    const auto segments = (UnAckDataCount() + size - 1) / size;
    if (isFull || m_txBuffer->HeadSequence() >= m_roundEnd ||
        (!m_isLimited && segments > m_mostSegments))
    {
        m_isLimited = isFull;
        m_mostSegments = segments;
        m_roundEnd = m_tcb->m_highTxMark;
    }
    if (IsWindowLimiting())
    {
        m_usedSegments = 0;
        m_lastFull = Simulator::Now();
    }
    else
    {
        m_usedSegments = std::max(m_usedSegments, segments);
    }
}

bool
TcpLinuxSocket::IsWindowLimiting() const
{
    // In slow start, the window may grow to twice what was in flight.
    return m_isLimited || (m_tcb->m_cWnd < m_tcb->m_ssThresh &&
                           m_tcb->m_cWnd < 2 * m_mostSegments * m_tcb->m_segmentSize);
}

void
TcpLinuxSocket::ShrinkUnusedWindow()
{
    const auto segments = m_tcb->GetCwndInSegments();
    const auto used = std::max(m_usedSegments, m_tcb->m_initialCWnd);
    if (m_tcb->m_congState == TcpSocketState::CA_OPEN && used < segments)
    {
        m_tcb->m_ssThresh = std::max(m_tcb->m_ssThresh.Get(), m_tcb->m_cWnd.Get() / 4 * 3);
        m_tcb->m_cWnd = (segments + used) / 2 * m_tcb->m_segmentSize;
        m_tcb->m_cWndInfl = m_tcb->m_cWnd;
    }
    m_usedSegments = 0;
    m_lastFull = Simulator::Now();
}

void
TcpLinuxSocket::ReceivedAck(Ptr<Packet> packet, const TcpHeader& header)
{
    if (m_txBuffer->Size() > 0)
    {
        if (!IsWindowLimiting() && Simulator::Now() - m_lastFull >= m_rto.Get())
        {
            ShrinkUnusedWindow();
        }
        if (const auto cubic = GetCubic())
        {
            cubic->SetLimited(IsWindowLimiting());
        }
    }
    TcpSocketBase::ReceivedAck(packet, header);
}

void
TcpLinuxSocket::NewAck(const SequenceNumber32& sequence, bool resetsRto)
{
    UpdateNagle();
    TcpSocketBase::NewAck(sequence, resetsRto);
}

void
TcpLinuxSocket::EstimateRtt(const TcpHeader& header)
{
    // The oldest segment decides when to send again, the newest is what congestion control sees;
    // neither does when one of them was sent more than once (Karn's rule).
    const auto now = Simulator::Now();
    Time oldest;
    Time newest;
    bool isAmbiguous = false;
    while (!m_history.empty())
    {
        const auto& segment = m_history.front();
        if (segment.seq + SequenceNumber32(segment.count) > header.GetAckNumber())
        {
            break;
        }
        isAmbiguous = isAmbiguous || segment.retx;
        newest = now - segment.time;
        oldest = std::max(oldest, newest);
        m_history.pop_front();
    }
    if (isAmbiguous || !newest.IsStrictlyPositive())
    {
        return;
    }
    m_rtt->Measurement(oldest);
    m_rto = Max(m_rtt->GetEstimate() + Max(m_clockGranularity, m_rtt->GetVariation() * 4),
                m_minRto);
    m_tcb->m_lastRtt = newest;
    m_tcb->m_minRtt = std::min(newest, m_tcb->m_minRtt);
    SetMeanRtt(*m_tcb, m_rtt->GetEstimate(), 0);
}

void
TcpLinuxSocket::ReceivedData(Ptr<Packet> packet, const TcpHeader& header)
{
    const auto next = m_tcb->m_rxBuffer->NextRxSequence();
    const auto size = packet->GetSize();
    const auto end = header.GetSequenceNumber() + SequenceNumber32(size);
    if (header.GetSequenceNumber() <= next && end > next)
    {
        const bool isSingle = m_ackPolicy.Receive(Simulator::Now(),
                                                  size,
                                                  m_rtt->GetEstimate(),
                                                  m_rto,
                                                  m_tcb->m_rxBuffer->MaxBufferSize());
        // A short segment is the end of what the peer had to say.
        const bool isEnd = size < m_tcb->m_segmentSize && !m_ackPolicy.IsInteractive();
        const auto waiting = static_cast<uint32_t>(end - m_acknowledged);
        m_delAckMaxCount = isSingle || isEnd || waiting > m_tcb->m_segmentSize
                               ? 1
                               : std::numeric_limits<uint32_t>::max();
    }
    else if (size > 0 && end <= next)
    {
        m_ackPolicy.ReceiveAgain();
    }
    TcpSocketBase::ReceivedData(packet, header);
}

void
TcpLinuxSocket::NoteAcknowledgement()
{
    const auto next = m_tcb->m_rxBuffer->NextRxSequence();
    if (m_acknowledged != next)
    {
        m_acknowledged = next;
        m_ackPolicy.Acknowledge();
    }
}

void
TcpLinuxSocket::SendEmptyPacket(uint8_t flags)
{
    if (flags & TcpHeader::ACK)
    {
        NoteAcknowledgement();
    }
    TcpSocketBase::SendEmptyPacket(flags);
}

void
TcpLinuxSocket::DelAckTimeout()
{
    m_ackPolicy.TimeOut();
    TcpSocketBase::DelAckTimeout();
}

} // namespace ns3
