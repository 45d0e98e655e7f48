/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_LINUX_RECEIVER_H
#define TCP_LINUX_RECEIVER_H

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/sequence-number.h"
#include "ns3/tcp-linux-ack-policy.h"
#include "ns3/tcp-linux-sack-policy.h"
#include "ns3/tcp-socket-base.h"

#include <cstdint>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * ns-3's TCP socket, which acknowledges as Linux does: the receiving half of TcpLinuxSocket.
 *
 * When to acknowledge, and what window to offer, TcpLinuxAckPolicy and TcpLinuxSackPolicy say. This
 * tells them what comes and goes, keeps their timers, and writes what they say into segments.
 */
class TcpLinuxReceiver : public TcpSocketBase
{
  public:
    TcpLinuxReceiver();
    /// For a socket that listens, whose connections are its copies.
    TcpLinuxReceiver(const TcpLinuxReceiver& other);
    ~TcpLinuxReceiver() override;

  protected:
    uint16_t AdvertisedWindowSize(bool scale = true) const override;
    uint32_t SendDataPacket(SequenceNumber32 sequence, uint32_t maxSize, bool withAck) override;
    void SendEmptyPacket(uint8_t flags) override;
    void ReceivedData(Ptr<Packet> packet, const TcpHeader& header) override;
    void DelAckTimeout() override;

    /// @return whether it is bound to addresses and ports yet, and still
    bool HasEndPoint() const;
    /// @param header of a segment @param time of ours
    /// @return that time less the one that the segment's timestamp repeats, ms; 0: equal, or
    /// there is none
    static int32_t GetEchoAge(const TcpHeader& header, Time time);

  private:
    /// The next segment that is waited for comes.
    void ReceiveNext(uint32_t size, SequenceNumber32 end);
    /// Another segment comes.
    void ReceiveOther(const TcpLinuxSackPolicy::Block& segment, SequenceNumber32 next);
    /// Take the round-trip time that the receiver sees from a segment's timestamp.
    void NoteReceiveRtt(uint32_t size, const TcpHeader& header);
    void NoteAcknowledgement();
    void SendHeldBack();
    void SendDuplicateAck();

    /// Tag a segment without data, from ns-3 3.43 on.
    template <typename Socket>
    static auto AddTags(const Socket& socket, const Ptr<Packet>& packet, int)
        -> decltype(socket.AddSocketTags(packet, false))
    {
        socket.AddSocketTags(packet, false);
    }

    /// Up to ns-3 3.42, which did not ask whether it may be marked.
    template <typename Socket>
    static auto AddTags(const Socket& socket, const Ptr<Packet>& packet, long)
        -> decltype(socket.AddSocketTags(packet))
    {
        socket.AddSocketTags(packet);
    }

    TcpLinuxAckPolicy m_ackPolicy;
    TcpLinuxSackPolicy m_sackPolicy;
    EventId m_compression;              //!< an acknowledgement has waited long enough
    SequenceNumber32 m_acknowledged{0}; //!< what we told the peer
    uint32_t m_lastEcho{0};
};

} // namespace ns3

#endif // TCP_LINUX_RECEIVER_H
