/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-linux-socket.h"

#include "ns3/log.h"
#include "ns3/rtt-estimator.h"
#include "ns3/simulator.h"
#include "ns3/tcp-header.h"
#include "ns3/tcp-linux-cubic.h"
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

/// Linux' TCP_TIMEOUT_MIN_US and TCP_RTO_MIN: what a probe waits beyond two round-trip times, for
/// timers and for an acknowledgement that may be delayed.
const Time PROBE_MARGIN = MilliSeconds(2);
const Time PROBE_MARGIN_OF_ONE = MilliSeconds(200);

/// What Linux counts for the payload of a full segment when it sizes a send buffer
/// (tcp_sndbuf_expand), and for the head of each buffer of payload (SKB_TRUESIZE of
/// MAX_TCP_HEADER).
constexpr uint32_t MEMORY_PER_SEGMENT = 4352;
constexpr uint32_t MEMORY_PER_BUFFER = 896;
constexpr uint32_t FIRST_MEMORY = 2 * 10 * MEMORY_PER_SEGMENT;
/// Half of the window that a Linux host offers at first.
constexpr uint32_t SEGMENTS_PER_BUFFER = 22;

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

TcpLinuxSocket::TcpLinuxSocket()
    : m_sendMemory(FIRST_MEMORY)
{
}

/// Sockets are copied from templates and listening ones, which have sent nothing yet.
TcpLinuxSocket::TcpLinuxSocket(const TcpLinuxSocket& other)
    : TcpSocketBase(other),
      m_sendMemory(FIRST_MEMORY),
      m_hasNagle(other.m_hasNagle)
{
}

TcpLinuxSocket::~TcpLinuxSocket()
{
    m_probe.Cancel();
    m_reordering.Cancel();
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
    const int result = TcpSocketBase::Send(packet, flags);
    if (result > 0)
    {
        NoteWrite();
    }
    return result;
}

uint32_t
TcpLinuxSocket::GetTxAvailable() const
{
    const auto unsent = m_txBuffer->SizeFromSequence(m_tcb->m_highTxMark);
    const auto payload = GetBufferPayload();
    const auto queued = GetQueuedMemory();
    // Writers wait until a third is free (sk_stream_is_writeable).
    const bool hasRoom = queued <= m_sendMemory / 3 * 2;
    m_isFull = !hasRoom;
    // Buffers are filled with full segments; a write may go into the last one and a new one.
    return m_isFull ? 0 : std::min(2 * payload - unsent % payload, TcpSocketBase::GetTxAvailable());
}

uint32_t
TcpLinuxSocket::GetBufferPayload() const
{
    return SEGMENTS_PER_BUFFER * m_tcb->m_segmentSize;
}

uint32_t
TcpLinuxSocket::GetSegmentsPerBuffer() const
{
    // What is sent in a millisecond, and more where the round-trip time is short.
    const auto rtt = m_rtt->GetEstimate().GetMicroSeconds();
    if (rtt <= 0)
    {
        return 2;
    }
    const double factor = m_tcb->m_cWnd < m_tcb->m_ssThresh / 2 ? 2 : 1.2;
    double bytes = factor * m_tcb->m_cWnd * 1000 / static_cast<double>(rtt);
    if (const auto shift = rtt >> 9; shift < 32)
    {
        bytes += 65536 >> shift;
    }
    return std::clamp(static_cast<uint32_t>(bytes / m_tcb->m_segmentSize), 2U, 44U);
}

uint32_t
TcpLinuxSocket::GetQueuedMemory() const
{
    const auto all = m_txBuffer->Size();
    const auto unsent = m_txBuffer->SizeFromSequence(m_tcb->m_highTxMark);
    const auto perSending = GetSegmentsPerBuffer() * m_tcb->m_segmentSize;
    const auto buffers = unsent / GetBufferPayload() + 1 + (all - unsent) / perSending;
    return all > 0 ? all + buffers * MEMORY_PER_BUFFER : 0;
}

void
TcpLinuxSocket::GrowSendBuffer()
{
    if (m_txBuffer->SizeFromSequence(m_tcb->m_highTxMark) < AvailableWindow())
    {
        const auto segments = std::max(m_tcb->GetCwndInSegments(), m_tcb->m_initialCWnd);
        m_sendMemory = std::max(m_sendMemory, 2 * segments * MEMORY_PER_SEGMENT);
    }
}

void
TcpLinuxSocket::NoteWrite()
{
    // ns-3 sends a moment later, so that writes of the same moment share segments.
    if ((m_state == ESTABLISHED || m_state == CLOSE_WAIT) &&
        m_txBuffer->SizeFromSequence(m_tcb->m_highTxMark) <= AvailableWindow())
    {
        m_writeEnds.push_back(m_txBuffer->TailSequence());
    }
}

uint32_t
TcpLinuxSocket::ClipToWrite(SequenceNumber32 sequence, uint32_t maxSize)
{
    while (m_nextWriteEnd < m_writeEnds.size() && m_writeEnds[m_nextWriteEnd] <= sequence)
    {
        ++m_nextWriteEnd;
    }
    if (m_nextWriteEnd == m_writeEnds.size())
    {
        m_writeEnds.clear();
        m_nextWriteEnd = 0;
        return maxSize;
    }
    const auto size = static_cast<uint32_t>(m_writeEnds[m_nextWriteEnd] - sequence);
    return m_noDelay || UnAckDataCount() == 0 ? std::min(maxSize, size) : maxSize;
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
    if (isNew && !m_writeEnds.empty())
    {
        maxSize = ClipToWrite(sequence, maxSize);
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
    if (isNew)
    {
        m_lastSegment = sequence;
        m_lastSize = size;
        PutOffProbe();
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
            const bool isOpen = m_tcb->m_congState == TcpSocketState::CA_OPEN;
            cubic->SetAcked(isOpen ? m_segmentsAcked : 0);
        }
    }
    TcpSocketBase::ReceivedAck(packet, header);
    if (m_tcb->m_congState == TcpSocketState::CA_DISORDER && m_txBuffer->GetSacked() > 0 &&
        m_reordering.IsExpired() && m_tcb->m_minRtt != Time::Max())
    {
        m_reordering =
            Simulator::Schedule(Time::FromInteger(m_tcb->m_minRtt.GetNanoSeconds() / 4, Time::NS),
                                &TcpLinuxSocket::DeclareLoss,
                                this);
    }
}

void
TcpLinuxSocket::NewAck(const SequenceNumber32& sequence, bool resetsRto)
{
    UpdateNagle();
    if (m_isProbing && sequence >= m_probeEnd)
    {
        EndProbe();
    }
    if (m_isFull)
    {
        GrowSendBuffer();
    }
    TcpSocketBase::NewAck(sequence, resetsRto);
    PutOffProbe();
}

bool
TcpLinuxSocket::CanProbe() const
{
    return !m_isProbing && m_sackEnabled && m_state != SYN_SENT && m_state != SYN_RCVD &&
           m_tcb->m_congState == TcpSocketState::CA_OPEN && m_lastSize > 0 &&
           m_txBuffer->Size() > 0 && m_tcb->m_highTxMark.Get() > m_txBuffer->HeadSequence();
}

void
TcpLinuxSocket::PutOffProbe()
{
    if (!CanProbe())
    {
        m_probeDue = Time::Max();
        return;
    }
    const bool isOne = UnAckDataCount() <= m_tcb->m_segmentSize;
    const auto delay =
        m_rtt->GetEstimate() + m_rtt->GetEstimate() + (isOne ? PROBE_MARGIN_OF_ONE : PROBE_MARGIN);
    m_probeDue = Simulator::Now() + delay;
    // The event is not moved each time: it looks when it comes.
    if (delay < m_rto.Get() && m_probe.IsExpired())
    {
        m_probe = Simulator::Schedule(delay, &TcpLinuxSocket::CheckProbe, this);
    }
}

void
TcpLinuxSocket::CheckProbe()
{
    if (m_probeDue == Time::Max() || !CanProbe() || m_state == CLOSED || m_state == TIME_WAIT)
    {
        return;
    }
    const auto wait = m_probeDue - Simulator::Now();
    if (wait.IsStrictlyPositive())
    {
        m_probe = Simulator::Schedule(wait, &TcpLinuxSocket::CheckProbe, this);
    }
    else
    {
        SendProbe();
    }
}

void
TcpLinuxSocket::SendProbe()
{
    m_isProbing = true;
    m_probeTime = Simulator::Now();
    const auto next = m_tcb->m_highTxMark.Get();
    const auto size = std::min(m_txBuffer->SizeFromSequence(next), m_tcb->m_segmentSize);
    if (size > 0 && UnAckDataCount() + size <= m_rWnd)
    {
        SendDataPacket(next, size, m_connected);
        m_tcb->m_nextTxSequence = m_tcb->m_highTxMark.Get();
        m_probeTime = Time::Max(); // nothing is sent twice
    }
    else
    {
        NS_LOG_INFO("probe of " << m_lastSegment);
        SendDataPacket(std::max(m_lastSegment, m_txBuffer->HeadSequence()), m_lastSize, true);
    }
    m_probeEnd = m_tcb->m_highTxMark;
    m_retxEvent.Cancel();
    m_retxEvent = Simulator::Schedule(m_rto, &TcpLinuxSocket::ReTxTimeout, this);
}

void
TcpLinuxSocket::EndProbe()
{
    m_isProbing = false;
    // What comes back faster than the path allows was on its way before.
    if (m_tcb->m_congState == TcpSocketState::CA_OPEN && m_probeTime != Time::Max() &&
        Simulator::Now() - m_probeTime >= m_tcb->m_minRtt)
    {
        m_tcb->m_ssThresh = m_congestionControl->GetSsThresh(m_tcb, BytesInFlight());
        m_tcb->m_cWnd = m_tcb->m_ssThresh.Get();
        m_tcb->m_cWndInfl = m_tcb->m_cWnd;
    }
}

void
TcpLinuxSocket::DeclareLoss()
{
    if (m_tcb->m_congState == TcpSocketState::CA_DISORDER && m_txBuffer->GetSacked() > 0 &&
        m_txBuffer->Size() > 0 && (m_highRxAckMark.Get() >= m_recover || !m_recoverActive))
    {
        NS_LOG_INFO("a gap at " << m_txBuffer->HeadSequence() << " counts as loss");
        BytesInFlight();
        EnterRecovery(0);
        SendPendingData(m_connected);
    }
}

void
TcpLinuxSocket::ReTxTimeout()
{
    if (CanProbe() && m_state != CLOSED && m_state != TIME_WAIT)
    {
        SendProbe();
        return;
    }
    m_isProbing = false;
    TcpSocketBase::ReTxTimeout();
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
    m_segmentsAcked = 0;
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
        ++m_segmentsAcked;
    }
    if (isAmbiguous || !newest.IsStrictlyPositive())
    {
        return;
    }
    m_rtt->Measurement(oldest);
    m_rto =
        Max(m_rtt->GetEstimate() + Max(m_clockGranularity, m_rtt->GetVariation() * 4), m_minRto);
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
