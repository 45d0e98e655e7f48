/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_LINUX_SOCKET_H
#define TCP_LINUX_SOCKET_H

#include "ns3/tcp-linux-ack-policy.h"
#include "ns3/nstime.h"
#include "ns3/sequence-number.h"
#include "ns3/tcp-socket-base.h"

#include <cstdint>

namespace ns3
{

class TcpLinuxCubic;

/**
 * @ingroup synthetic-traffic
 * ns-3's TCP socket with what decides how long transfers between Linux hosts take, and ns-3 does
 * otherwise or not at all:
 * - round-trip times are exact, where ns-3 reads them off timestamps of whole milliseconds, and
 *   congestion control sees each of them instead of their mean;
 * - acknowledgements follow TcpLinuxAckPolicy;
 * - Nagle's rule is Minshall's: a short segment waits only while another short one is not
 *   acknowledged;
 * - the congestion window grows only while it limits what is sent, shrinks to what was used when it
 *   did not for a retransmission timeout, and starts anew after an idle time (RFC 2861).
 */
class TcpLinuxSocket : public TcpSocketBase
{
  public:
    static TypeId GetTypeId();

    TcpLinuxSocket() = default;
    TcpLinuxSocket(const TcpLinuxSocket& other);

    int Send(Ptr<Packet> packet, uint32_t flags) override;

  protected:
    void SetTcpNoDelay(bool noDelay) override;
    bool GetTcpNoDelay() const override;
    Ptr<TcpSocketBase> Fork() override;
    uint32_t SendDataPacket(SequenceNumber32 sequence, uint32_t maxSize, bool withAck) override;
    void SendEmptyPacket(uint8_t flags) override;
    void ReceivedAck(Ptr<Packet> packet, const TcpHeader& header) override;
    void ReceivedData(Ptr<Packet> packet, const TcpHeader& header) override;
    void EstimateRtt(const TcpHeader& header) override;
    void NewAck(const SequenceNumber32& sequence, bool resetsRto) override;
    void DelAckTimeout() override;

  private:
    TcpLinuxCubic* GetCubic();
    void NoteAcknowledgement();
    /// Tell ns-3 whether a short segment may go out.
    void UpdateNagle();
    /// Has the congestion window room for less than a segment?
    bool IsWindowFull() const;
    /// Note how much of the congestion window is in use.
    void ValidateWindow();
    bool IsWindowLimiting() const;
    void ShrinkUnusedWindow();
    void RestartAfterIdleTime();

    bool m_hasNagle{true};
    bool m_hasSentShort{false};
    SequenceNumber32 m_shortEnd{0}; //!< of the last segment that was short

    TcpLinuxAckPolicy m_ackPolicy;
    SequenceNumber32 m_acknowledged{0}; //!< what we told the peer

    Time m_lastSending;
    bool m_isLimited{false};     //!< the window was full since the last round began
    uint32_t m_mostSegments{0};  //!< in flight in that round
    SequenceNumber32 m_roundEnd{0};
    uint32_t m_usedSegments{0};  //!< most in flight since the window was last full
    Time m_lastFull;

    TcpCongestionOps* m_knownControl{nullptr};
    TcpLinuxCubic* m_cubic{nullptr}; //!< if that is what it is
};

} // namespace ns3

#endif // TCP_LINUX_SOCKET_H
