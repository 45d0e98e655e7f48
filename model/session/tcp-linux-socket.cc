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
#include "ns3/tcp-option-sack.h"
#include "ns3/tcp-option-ts.h"
#include "ns3/tcp-tx-buffer.h"

#include <algorithm>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TcpLinuxSocket");
NS_OBJECT_ENSURE_REGISTERED(TcpLinuxSocket);

namespace
{

/// TCP_TIMEOUT_MIN_US, for timers.
const Time LEAST_TIMEOUT = MilliSeconds(2);
/// TCP_RTO_MAX.
const Time MOST_RTO = Seconds(120);

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

TcpLinuxSocket::TcpLinuxSocket() = default;

/// Sockets are copied from templates and listening ones, which have sent nothing yet.
TcpLinuxSocket::TcpLinuxSocket(const TcpLinuxSocket& other)
    : TcpLinuxReceiver(other)
{
    m_nagle.SetOn(other.m_nagle.IsOn());
}

TcpLinuxSocket::~TcpLinuxSocket()
{
    m_probeCheck.Cancel();
    m_reordering.Cancel();
    m_windowProbe.Cancel();
}

Ptr<TcpSocketBase>
TcpLinuxSocket::Fork()
{
    return CopyObject<TcpLinuxSocket>(this);
}

void
TcpLinuxSocket::SetTcpNoDelay(bool noDelay)
{
    m_nagle.SetOn(!noDelay);
    m_noDelay = m_nagle.MaySendShort();
}

bool
TcpLinuxSocket::GetTcpNoDelay() const
{
    return !m_nagle.IsOn();
}

void
TcpLinuxSocket::UpdateNagle()
{
    m_nagle.Receive(m_txBuffer->HeadSequence());
    // A segment with a FIN does not wait.
    m_noDelay = m_nagle.MaySendShort() || m_closeOnEmpty;
}

void
TcpLinuxSocket::FollowControl()
{
    if (m_control != PeekPointer(m_congestionControl))
    {
        m_control = PeekPointer(m_congestionControl);
        m_cubic = dynamic_cast<TcpLinuxCubic*>(m_control);
        m_recovery.Attach(m_tcb, m_congestionControl);
    }
}

int
TcpLinuxSocket::Send(Ptr<Packet> packet, uint32_t flags)
{
    if (m_txBuffer->Size() == 0 && m_tcb->m_congState == TcpSocketState::CA_OPEN)
    {
        const auto now = Simulator::Now();
        m_validation.Restart(*m_tcb, now - m_lastSending, m_rto, now);
    }
    const int result = TcpSocketBase::Send(packet, flags);
    if (result > 0)
    {
        NoteWrite(static_cast<uint32_t>(result));
        ArmWindowProbe();
    }
    return result;
}

int
TcpLinuxSocket::Close()
{
    const int result = TcpSocketBase::Close();
    SendLast();
    return result;
}

int
TcpLinuxSocket::ShutdownSend()
{
    const int result = TcpSocketBase::ShutdownSend();
    SendLast();
    return result;
}

void
TcpLinuxSocket::SendLast()
{
    UpdateNagle();
    if (m_closeOnEmpty && m_txBuffer->SizeFromSequence(m_tcb->m_highTxMark) > 0 &&
        (m_state == ESTABLISHED || m_state == CLOSE_WAIT) && m_sendPendingDataEvent.IsExpired())
    {
        m_sendPendingDataEvent =
            Simulator::Schedule(TimeStep(1), &TcpLinuxSocket::SendPendingData, this, m_connected);
    }
}

uint32_t
TcpLinuxSocket::GetTxAvailable() const
{
    if (m_isSending)
    {
        return 0; // writers wake up when what was there has left
    }
    const auto segmentSize = m_tcb->m_segmentSize;
    const auto atOnce = TcpLinuxSegmentation::GetSegmentsPerBuffer(*m_tcb, m_rtt->GetEstimate());
    const auto room = m_sendBuffer.AskForRoom({m_txBuffer->Size(),
                                               m_txBuffer->SizeFromSequence(m_tcb->m_highTxMark),
                                               segmentSize,
                                               atOnce * segmentSize});
    return room > 0 ? std::min(room, TcpSocketBase::GetTxAvailable()) : 0;
}

void
TcpLinuxSocket::GrowSendBuffer()
{
    m_sendBuffer.Grow(std::max(m_tcb->GetCwndInSegments(), m_tcb->m_initialCWnd));
}

void
TcpLinuxSocket::DoForwardUp(Ptr<Packet> packet, const Address& from, const Address& to)
{
    if (m_persistEvent.IsExpired())
    {
        // Closed windows are probed as Linux does. ns-3 would double what was doubled for the last.
        m_persistTimeout = m_rto;
    }
    TcpSocketBase::DoForwardUp(packet, from, to);
    ArmWindowProbe();
}

bool
TcpLinuxSocket::IsWindowTooSmall() const
{
    return m_rWnd > 0 && m_rWnd < m_tcb->m_segmentSize && HasEndPoint() &&
           (m_state == ESTABLISHED || m_state == CLOSE_WAIT) && UnAckDataCount() == 0 &&
           m_rWnd < m_txBuffer->SizeFromSequence(m_tcb->m_highTxMark);
}

void
TcpLinuxSocket::ArmWindowProbe()
{
    if (m_windowProbe.IsExpired() && IsWindowTooSmall())
    {
        m_windowProbe = Simulator::Schedule(m_rto, &TcpLinuxSocket::ProbeWindow, this);
    }
}

void
TcpLinuxSocket::ProbeWindow()
{
    if (IsWindowTooSmall())
    {
        SendDataPacket(m_tcb->m_highTxMark, m_rWnd, m_connected);
        m_tcb->m_nextTxSequence = m_tcb->m_highTxMark.Get();
    }
}

void
TcpLinuxSocket::NoteWrite(uint32_t size)
{
    const auto next = m_tcb->m_highTxMark.Get();
    const auto end = m_txBuffer->TailSequence();
    const auto segmentSize = m_tcb->m_segmentSize;
    m_segmentation.Write(next, end, size, m_sendBuffer.GetPayload(segmentSize));
    m_nagle.ForgetWrites(next);
    // ns-3 sends a moment later, so that writes of the same moment would share segments. They do
    // where Nagle's rule holds the later one back.
    if (m_noDelay && !m_nagle.IsShortLeaving() &&
        (m_state == ESTABLISHED || m_state == CLOSE_WAIT) &&
        m_txBuffer->SizeFromSequence(next) <= GetOpenWindow())
    {
        m_nagle.WriteAlone(next, end, segmentSize);
    }
}

uint32_t
TcpLinuxSocket::SendDataPacket(SequenceNumber32 sequence, uint32_t maxSize, bool withAck)
{
    FollowControl();
    const bool isNew = sequence >= m_tcb->m_highTxMark.Get();
    if (isNew)
    {
        const auto ofWrite = m_nagle.GetSizeOfWrite(sequence);
        maxSize = m_noDelay || UnAckDataCount() == 0 ? std::min(maxSize, ofWrite) : maxSize;
    }
    const auto size = TcpLinuxReceiver::SendDataPacket(sequence, maxSize, withAck);
    m_lastSending = Simulator::Now();
    NS_LOG_DEBUG("> " << sequence << " size " << size << " window " << m_tcb->GetCwndInSegments());
    if (HasOwnRecovery())
    {
        if (isNew)
        {
            m_scoreboard.Send(sequence, size, m_lastSending);
        }
        else
        {
            m_scoreboard.Resend(sequence, m_lastSending);
        }
        m_recovery.NoteSending(!isNew, m_lastSending);
    }
    if (m_cubic)
    {
        m_cubic->NoteSending(m_lastSending);
    }
    if (isNew && size < m_tcb->m_segmentSize)
    {
        m_nagle.SendShort(sequence + size);
        UpdateNagle();
    }
    if (isNew)
    {
        m_segmentation.Send();
        PutOffProbe();
    }
    ValidateWindow();
    return size;
}

bool
TcpLinuxSocket::IsWindowFull() const
{
    return m_segmentation.HasDeferred() || m_tcb->m_cWnd < BytesInFlight() + m_tcb->m_segmentSize;
}

void
TcpLinuxSocket::ValidateWindow()
{
    const bool isFull = IsWindowFull();
    const auto size = m_tcb->m_segmentSize;
    m_validation.Note(*m_tcb,
                      isFull,
                      (UnAckDataCount() + size - 1) / size,
                      m_txBuffer->HeadSequence(),
                      Simulator::Now());
}

bool
TcpLinuxSocket::HasOwnRecovery() const
{
    return m_sackEnabled && m_tcb->m_useEcn == TcpSocketState::Off &&
           !m_congestionControl->HasCongControl();
}

uint32_t
TcpLinuxSocket::BytesInFlight() const
{
    if (!HasOwnRecovery())
    {
        return TcpSocketBase::BytesInFlight();
    }
    // However short a segment is, it takes a whole one of the window.
    const auto bytes = m_scoreboard.GetInFlight() * m_tcb->m_segmentSize;
    m_tcb->m_bytesInFlight = bytes;
    return bytes;
}

uint32_t
TcpLinuxSocket::AvailableWindow() const
{
    const auto window = GetOpenWindow();
    return window >= m_tcb->m_segmentSize && HasOwnRecovery() && Defers(window) ? 0 : window;
}

uint32_t
TcpLinuxSocket::GetOpenWindow() const
{
    if (!HasOwnRecovery())
    {
        return TcpSocketBase::AvailableWindow();
    }
    const auto inFlight = BytesInFlight();
    const auto next = m_tcb->m_highTxMark.Get();
    const auto head = m_txBuffer->HeadSequence();
    // ns-3 would send the first segment again while losses are repaired and nothing new is there.
    if (m_tcb->m_congState == TcpSocketState::CA_RECOVERY &&
        m_txBuffer->SizeFromSequence(next) == 0)
    {
        return 0;
    }
    const auto used = next > head ? static_cast<uint32_t>(next - head) : 0;
    const auto offered = m_rWnd.Get() - std::min(m_rWnd.Get(), used);
    return std::min(m_tcb->m_cWnd.Get() - std::min(m_tcb->m_cWnd.Get(), inFlight), offered);
}

bool
TcpLinuxSocket::Defers(uint32_t window) const
{
    const auto first = m_scoreboard.GetFirst();
    TcpLinuxSegmentation::Moment moment;
    moment.now = Simulator::Now();
    moment.unsent = m_txBuffer->SizeFromSequence(m_tcb->m_highTxMark);
    moment.window = window;
    moment.offered = m_rWnd;
    moment.isClosing = m_closeOnEmpty;
    moment.srtt = m_rtt->GetEstimate();
    moment.lastSending = m_lastSending;
    moment.isUnderWay = first != nullptr;
    moment.firstSending = first ? first->sent : Time();
    return m_segmentation.Defers(*m_tcb, moment);
}

void
TcpLinuxSocket::UpdateRttHistory(const SequenceNumber32& sequence,
                                 uint32_t size,
                                 bool isRetransmission)
{
    if (size == 0 || !HasOwnRecovery())
    {
        TcpSocketBase::UpdateRttHistory(sequence, size, isRetransmission);
    }
}

void
TcpLinuxSocket::ReceivedAck(Ptr<Packet> packet, const TcpHeader& header)
{
    FollowControl();
    if (m_txBuffer->Size() > 0)
    {
        m_validation.Receive(*m_tcb, m_rto, Simulator::Now());
        if (m_cubic)
        {
            m_cubic->SetLimited(m_validation.IsLimiting(*m_tcb));
        }
    }
    if (!HasOwnRecovery())
    {
        TcpSocketBase::ReceivedAck(packet, header);
        return;
    }
    auto sending = TcpLinuxRecovery::Sending::NOTHING;
    if (header.GetAckNumber() >= m_txBuffer->HeadSequence())
    {
        sending = ReceiveAck(header);
    }
    if (packet->GetSize() > 0)
    {
        ReceivedData(packet, header);
    }
    SendNext(sending);
}

TcpLinuxRecovery::Ack
TcpLinuxSocket::GetAck() const
{
    TcpLinuxRecovery::Ack ack;
    ack.now = Simulator::Now();
    ack.first = m_txBuffer->HeadSequence();
    ack.next = m_tcb->m_highTxMark;
    ack.srtt = m_rtt->GetEstimate();
    return ack;
}

TcpLinuxRecovery::Sending
TcpLinuxSocket::ReceiveAck(const TcpHeader& header)
{
    const auto number = header.GetAckNumber();
    const auto head = m_txBuffer->HeadSequence();
    m_sendBuffer.NoteOffer(m_rWnd);
    NS_LOG_DEBUG("< " << header);
    TcpLinuxScoreboard::Blocks blocks;
    if (header.HasOption(TcpOption::SACK))
    {
        const auto option = DynamicCast<const TcpOptionSack>(header.GetOption(TcpOption::SACK));
        const auto list = option->GetSackList();
        blocks.assign(list.begin(), list.end());
    }
    const auto wasState = m_tcb->m_congState.Get();
    auto ack = GetAck();
    const auto delivery =
        m_scoreboard.Receive(number, blocks, m_recovery.GetHighSent(), m_tcb->m_minRtt, ack.now);
    ack.first = number;
    ack.delivery = delivery;
    ack.isOld = GetEchoAge(header, m_recovery.GetFirstResending()) > 0;
    if (!delivery.oldestRtt.IsZero())
    {
        NoteRtt(delivery.oldestRtt, delivery.newestRtt);
    }
    else if (delivery.isAdvanced && m_timestampEnabled)
    {
        // Of a segment that was sent twice, the peer's timestamp tells.
        NoteRtt(MilliSeconds(std::max(GetEchoAge(header, ack.now), 1)), Time());
    }
    ack.srtt = m_rtt->GetEstimate();
    m_txBuffer->DiscardUpTo(number);
    m_tcb->m_lastAckedSeq = number;
    m_tcb->m_lastAckedSackedBytes = delivery.delivered * m_tcb->m_segmentSize;
    ack.canSendNew = m_txBuffer->SizeFromSequence(ack.next) > 0 && UnAckDataCount() < m_rWnd;
    if (m_probe.Receive(number, delivery))
    {
        m_recovery.LoseProbe(m_tcb->m_highTxMark);
    }

    const auto sending = m_recovery.Receive(ack);
    if (m_tcb->m_congState != wasState && m_tcb->m_congState == TcpSocketState::CA_RECOVERY)
    {
        m_probe.End();
    }
    if (!delivery.newestRtt.IsZero())
    {
        m_congestionControl->PktsAcked(m_tcb, delivery.delivered, delivery.newestRtt);
    }
    if (m_cubic)
    {
        m_cubic->SetAcked(delivery.delivered);
    }
    m_recovery.Adapt(ack);
    ArmReordering();
    if (number > head)
    {
        m_isSending = true;
        // Where nothing is on its way, the timer is that of a FIN, which has arrived.
        NewAck(number, delivery.isTimerFresh || m_scoreboard.IsEmpty());
        m_isSending = false;
    }
    else if (delivery.isTimerFresh && m_txBuffer->Size() > 0)
    {
        RestartTimer();
    }
    return sending;
}

void
TcpLinuxSocket::RestartTimer()
{
    m_retxEvent.Cancel();
    m_retxEvent = Simulator::Schedule(m_rto, &TcpLinuxSocket::ReTxTimeout, this);
}

void
TcpLinuxSocket::SendNext(TcpLinuxRecovery::Sending sending)
{
    if (m_state == CLOSED || m_state == TIME_WAIT || !HasEndPoint())
    {
        return;
    }
    m_isSending = true;
    m_segmentation.EndDeferral();
    bool sendsLost = sending == TcpLinuxRecovery::Sending::LOST;
    if (sending == TcpLinuxRecovery::Sending::NEW)
    {
        SendPendingData(m_connected);
        sendsLost = m_recovery.HasToSendLost(m_tcb->m_highTxMark);
    }
    if (sendsLost)
    {
        SendLost();
    }
    // As measured: the send buffer grows with the first acknowledgement that makes room for more
    // than one buffer, too. Why is not known.
    const bool opensMore = GetOpenWindow() / m_tcb->m_segmentSize >
                           TcpLinuxSegmentation::GetSegmentsPerBuffer(*m_tcb, m_rtt->GetEstimate());
    SendPendingData(m_connected);
    if (m_segmentation.HasDeferred())
    {
        ValidateWindow();
        m_segmentation.EndDeferral();
    }
    m_isSending = false;
    if (m_sendBuffer.IsFull() && (opensMore || BytesInFlight() < m_tcb->m_cWnd))
    {
        GrowSendBuffer();
    }
    if (const auto room = GetTxAvailable(); room > 0)
    {
        NotifySend(room);
    }
}

void
TcpLinuxSocket::SendLost()
{
    while (m_tcb->m_cWnd >= BytesInFlight() + m_tcb->m_segmentSize)
    {
        const auto segment = m_scoreboard.GetFirstLost();
        if (!segment)
        {
            return;
        }
        const bool isFirst = segment == m_scoreboard.GetFirst();
        NS_LOG_INFO("again " << segment->begin);
        SendDataPacket(segment->begin, segment->size, true);
        if (isFirst)
        {
            RestartTimer();
        }
    }
}

void
TcpLinuxSocket::ArmReordering()
{
    m_reordering.Cancel();
    if (const auto time = m_recovery.GetTimeUntilLoss(); time.IsStrictlyPositive())
    {
        m_reordering =
            Simulator::Schedule(time + LEAST_TIMEOUT, &TcpLinuxSocket::LookForLoss, this);
    }
}

void
TcpLinuxSocket::LookForLoss()
{
    if (m_state == CLOSED || m_state == TIME_WAIT || !HasEndPoint() || m_scoreboard.IsEmpty())
    {
        return;
    }
    FollowControl();
    if (m_recovery.Look(GetAck()))
    {
        m_probe.End();
        SendLost();
    }
    ArmReordering();
}

void
TcpLinuxSocket::NewAck(const SequenceNumber32& sequence, bool resetsRto)
{
    UpdateNagle();
    if (m_sendBuffer.IsFull() && !HasOwnRecovery())
    {
        GrowSendBuffer();
    }
    TcpSocketBase::NewAck(sequence, resetsRto);
    PutOffProbe();
}

bool
TcpLinuxSocket::CanProbe() const
{
    return !m_probe.IsOut() && HasOwnRecovery() && m_state != SYN_SENT && m_state != SYN_RCVD &&
           m_tcb->m_congState == TcpSocketState::CA_OPEN && !m_scoreboard.IsEmpty();
}

void
TcpLinuxSocket::PutOffProbe()
{
    if (!CanProbe())
    {
        m_probe.Disarm();
        return;
    }
    const bool isOne = UnAckDataCount() <= m_tcb->m_segmentSize;
    const auto delay = m_probe.PutOff(Simulator::Now(), m_rtt->GetEstimate(), isOne);
    // The event is not moved each time: it looks when it comes.
    if (delay < m_rto.Get() && m_probeCheck.IsExpired())
    {
        m_probeCheck = Simulator::Schedule(delay, &TcpLinuxSocket::CheckProbe, this);
    }
}

void
TcpLinuxSocket::CheckProbe()
{
    if (!m_probe.IsArmed() || !CanProbe() || m_state == CLOSED || m_state == TIME_WAIT ||
        !HasEndPoint())
    {
        return;
    }
    const auto wait = m_probe.GetWait(Simulator::Now());
    if (wait.IsStrictlyPositive())
    {
        m_probeCheck = Simulator::Schedule(wait, &TcpLinuxSocket::CheckProbe, this);
    }
    else
    {
        SendProbe();
    }
}

void
TcpLinuxSocket::SendProbe()
{
    const auto next = m_tcb->m_highTxMark.Get();
    const auto size = std::min(m_txBuffer->SizeFromSequence(next), m_tcb->m_segmentSize);
    const bool isCopy = size == 0 || UnAckDataCount() + size > m_rWnd;
    m_probe.Begin(isCopy);
    if (isCopy)
    {
        const auto last = *m_scoreboard.GetLast();
        NS_LOG_INFO("probe of " << last.begin);
        SendDataPacket(last.begin, last.size, true);
    }
    else
    {
        SendDataPacket(next, size, m_connected);
        m_tcb->m_nextTxSequence = m_tcb->m_highTxMark.Get();
    }
    m_probe.Send(m_tcb->m_highTxMark);
    RestartTimer();
}

void
TcpLinuxSocket::ReTxTimeout()
{
    if (m_state == CLOSED || m_state == TIME_WAIT || m_txBuffer->Size() == 0 || !HasOwnRecovery() ||
        m_state == SYN_SENT || m_state == SYN_RCVD)
    {
        m_probe.End();
        TcpSocketBase::ReTxTimeout();
        return;
    }
    if (m_scoreboard.IsEmpty())
    {
        SendPendingData(m_connected);
        return;
    }
    if (CanProbe())
    {
        SendProbe();
        return;
    }
    m_probe.End();
    if (m_dataRetrCount == 0)
    {
        NotifyErrorClose();
        DeallocateEndPoint();
        return;
    }
    --m_dataRetrCount;
    m_reordering.Cancel();
    FollowControl();
    m_recovery.TimeOut(GetAck());
    m_rto = Min(m_rto.Get() + m_rto.Get(), MOST_RTO);
    SendLost();
    RestartTimer();
}

void
TcpLinuxSocket::EstimateRtt(const TcpHeader& header)
{
    FollowControl();
    // Of the handshake, and of data where ns-3 repairs losses. The oldest segment decides when to
    // send again, the newest is what congestion control sees; neither does when one of them was
    // sent more than once (Karn's rule).
    const auto now = Simulator::Now();
    Time oldest;
    Time newest;
    bool isAmbiguous = false;
    uint32_t count = 0;
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
        ++count;
    }
    if (m_cubic)
    {
        m_cubic->SetAcked(m_tcb->m_congState == TcpSocketState::CA_OPEN ? count : 0);
    }
    if (!isAmbiguous && newest.IsStrictlyPositive())
    {
        NoteRtt(oldest, newest);
    }
}

void
TcpLinuxSocket::NoteRtt(Time oldest, Time newest)
{
    m_rtt->Measurement(oldest);
    m_rto =
        Max(m_rtt->GetEstimate() + Max(m_clockGranularity, m_rtt->GetVariation() * 4), m_minRto);
    if (!newest.IsZero())
    {
        m_tcb->m_lastRtt = newest;
        m_tcb->m_minRtt = std::min(newest, m_tcb->m_minRtt);
    }
    SetMeanRtt(*m_tcb, m_rtt->GetEstimate(), 0);
}

} // namespace ns3
