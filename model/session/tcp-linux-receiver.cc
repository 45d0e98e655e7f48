/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-linux-receiver.h"

#include "ns3/ipv4-end-point.h"
#include "ns3/ipv6-end-point.h"
#include "ns3/rtt-estimator.h"
#include "ns3/simulator.h"
#include "ns3/tcp-header.h"
#include "ns3/tcp-l4-protocol.h"
#include "ns3/tcp-option-sack.h"
#include "ns3/tcp-option-ts.h"
#include "ns3/tcp-rx-buffer.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace ns3
{

TcpLinuxReceiver::TcpLinuxReceiver() = default;

TcpLinuxReceiver::TcpLinuxReceiver(const TcpLinuxReceiver& other)
    : TcpSocketBase(other)
{
}

TcpLinuxReceiver::~TcpLinuxReceiver()
{
    m_compression.Cancel();
}

bool
TcpLinuxReceiver::HasEndPoint() const
{
    return m_endPoint || m_endPoint6;
}

int32_t
TcpLinuxReceiver::GetEchoAge(const TcpHeader& header, Time time)
{
    const auto option = header.HasOption(TcpOption::TS)
                            ? DynamicCast<const TcpOptionTS>(header.GetOption(TcpOption::TS))
                            : nullptr;
    return option ? static_cast<int32_t>(static_cast<uint32_t>(time.GetMilliSeconds()) -
                                         option->GetEcho())
                  : 0;
}

void
TcpLinuxReceiver::ReceivedData(Ptr<Packet> packet, const TcpHeader& header)
{
    const auto next = m_tcb->m_rxBuffer->NextRxSequence();
    const auto size = packet->GetSize();
    const auto begin = header.GetSequenceNumber();
    const auto end = begin + SequenceNumber32(size);
    if (begin <= next && end > next)
    {
        NoteReceiveRtt(size, header);
        ReceiveNext(size, end);
    }
    else if (size > 0)
    {
        ReceiveOther({begin, end}, next);
    }
    TcpSocketBase::ReceivedData(packet, header);
    m_sackPolicy.End();
    if (const auto now = m_tcb->m_rxBuffer->NextRxSequence(); now > next)
    {
        uint32_t ahead = 0;
        for (const auto& block : m_tcb->m_rxBuffer->GetSackList())
        {
            ahead = std::max(ahead, static_cast<uint32_t>(block.second - now));
        }
        m_ackPolicy.Read(Simulator::Now(),
                         static_cast<uint32_t>(now - next),
                         ahead,
                         m_tcb->m_rxBuffer->MaxBufferSize());
    }
}

void
TcpLinuxReceiver::ReceiveNext(uint32_t size, SequenceNumber32 end)
{
    const bool isSingle = m_ackPolicy.Receive(Simulator::Now(), size, m_rto);
    // A short segment is the end of what the peer had to say.
    const bool isEnd = size < m_tcb->m_segmentSize && !m_ackPolicy.IsInteractive();
    const auto waiting = static_cast<uint32_t>(end - m_acknowledged);
    m_delAckMaxCount = isSingle || isEnd || waiting > m_tcb->m_segmentSize
                           ? 1
                           : std::numeric_limits<uint32_t>::max();
}

void
TcpLinuxReceiver::ReceiveOther(const TcpLinuxSackPolicy::Block& segment, SequenceNumber32 next)
{
    auto blocks = m_tcb->m_rxBuffer->GetSackList();
    if (!TcpLinuxSackPolicy::HasArrived(segment, next, blocks))
    {
        m_ackPolicy.ReceiveAhead(static_cast<uint32_t>(segment.second - segment.first));
        if (!m_compression.IsExpired() && TcpLinuxSackPolicy::PushesOut(segment, blocks))
        {
            SendHeldBack();
        }
        m_sackPolicy.Receive(next, m_sackEnabled && !m_ackPolicy.IsSingle());
        return;
    }
    m_ackPolicy.ReceiveAgain();
    if (m_sackEnabled)
    {
        m_sackPolicy.ReceiveAgain(segment, std::move(blocks));
    }
    if (m_timestampEnabled && segment.second <= next)
    {
        // RFC 7323, 4.3: else the peer takes the wait for its timer as a round-trip time.
        m_timestampToEcho = m_tcb->m_rcvTimestampValue;
    }
}

void
TcpLinuxReceiver::NoteReceiveRtt(uint32_t size, const TcpHeader& header)
{
    if (size < m_tcb->m_segmentSize || !header.HasOption(TcpOption::TS))
    {
        return;
    }
    const auto echo = DynamicCast<const TcpOptionTS>(header.GetOption(TcpOption::TS))->GetEcho();
    if (echo != m_lastEcho)
    {
        m_lastEcho = echo;
        m_ackPolicy.NoteRtt(MilliSeconds(std::max(GetEchoAge(header, Simulator::Now()), 1)));
    }
}

uint16_t
TcpLinuxReceiver::AdvertisedWindowSize(bool scale) const
{
    const uint32_t most = TcpSocketBase::AdvertisedWindowSize(scale);
    const auto shift = scale ? m_rcvWindShift : 0;
    const auto window = m_ackPolicy.GetWindow() + (uint64_t(1) << shift) - 1;
    return static_cast<uint16_t>(std::min<uint64_t>(most, window >> shift));
}

void
TcpLinuxReceiver::NoteAcknowledgement()
{
    const auto next = m_tcb->m_rxBuffer->NextRxSequence();
    m_compression.Cancel();
    // ns-3 notes it for segments without data only, and repeats an old time to the peer then.
    m_highTxAck = std::max(m_highTxAck, next);
    if (m_acknowledged != next)
    {
        m_acknowledged = next;
        m_ackPolicy.Acknowledge();
    }
}

uint32_t
TcpLinuxReceiver::SendDataPacket(SequenceNumber32 sequence, uint32_t maxSize, bool withAck)
{
    if (withAck)
    {
        NoteAcknowledgement();
    }
    const auto size = TcpSocketBase::SendDataPacket(sequence, maxSize, withAck);
    m_ackPolicy.Send(Simulator::Now());
    return size;
}

void
TcpLinuxReceiver::SendEmptyPacket(uint8_t flags)
{
    if (m_sackPolicy.IsWaiting() && flags == TcpHeader::ACK)
    {
        if (m_compression.IsExpired())
        {
            m_compression = Simulator::Schedule(TcpLinuxSackPolicy::GetDelay(m_rtt->GetEstimate()),
                                                &TcpLinuxReceiver::SendHeldBack,
                                                this);
        }
        return;
    }
    if (flags & TcpHeader::ACK)
    {
        NoteAcknowledgement();
    }
    if (!m_sackPolicy.GetDuplicate().empty() && flags == TcpHeader::ACK && HasEndPoint())
    {
        SendDuplicateAck();
        return;
    }
    TcpSocketBase::SendEmptyPacket(flags);
}

void
TcpLinuxReceiver::SendDuplicateAck()
{
    TcpHeader header;
    const bool hasSentFin = m_state == FIN_WAIT_1 || m_state == LAST_ACK || m_state == CLOSING;
    header.SetFlags(TcpHeader::ACK);
    header.SetSequenceNumber(m_tcb->m_nextTxSequence + SequenceNumber32(hasSentFin ? 1 : 0));
    header.SetAckNumber(m_tcb->m_rxBuffer->NextRxSequence());
    header.SetSourcePort(m_endPoint ? m_endPoint->GetLocalPort() : m_endPoint6->GetLocalPort());
    header.SetDestinationPort(m_endPoint ? m_endPoint->GetPeerPort() : m_endPoint6->GetPeerPort());
    AddOptions(header);
    header.SetWindowSize(AdvertisedWindowSize());
    const auto option = CreateObject<TcpOptionSack>();
    const uint32_t most = (header.GetMaxOptionLength() - header.GetOptionLength() - 2) / 8;
    for (const auto& block : m_sackPolicy.GetDuplicate())
    {
        if (option->GetNumSackBlocks() < most)
        {
            option->AddSackBlock(block);
        }
    }
    header.AppendOption(option);
    m_delAckEvent.Cancel();
    m_delAckCount = 0;
    const auto packet = Create<Packet>();
    AddTags(*this, packet, 0);
    m_txTrace(packet, header, this);
    if (m_endPoint)
    {
        m_tcp->SendPacket(packet,
                          header,
                          m_endPoint->GetLocalAddress(),
                          m_endPoint->GetPeerAddress(),
                          m_boundnetdevice);
    }
    else
    {
        m_tcp->SendPacket(packet,
                          header,
                          m_endPoint6->GetLocalAddress(),
                          m_endPoint6->GetPeerAddress(),
                          m_boundnetdevice);
    }
}

void
TcpLinuxReceiver::SendHeldBack()
{
    if (m_state != CLOSED && m_state != TIME_WAIT)
    {
        SendEmptyPacket(TcpHeader::ACK);
    }
}

void
TcpLinuxReceiver::DelAckTimeout()
{
    m_ackPolicy.TimeOut();
    TcpSocketBase::DelAckTimeout();
}

} // namespace ns3
