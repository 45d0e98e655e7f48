/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_LINUX_SOCKET_H
#define TCP_LINUX_SOCKET_H

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/sequence-number.h"
#include "ns3/tcp-linux-nagle.h"
#include "ns3/tcp-linux-receiver.h"
#include "ns3/tcp-linux-recovery.h"
#include "ns3/tcp-linux-scoreboard.h"
#include "ns3/tcp-linux-segmentation.h"
#include "ns3/tcp-linux-send-buffer.h"
#include "ns3/tcp-linux-tail-probe.h"
#include "ns3/tcp-linux-window-validation.h"

#include <cstdint>

namespace ns3
{

class TcpLinuxCubic;

/**
 * @ingroup synthetic-traffic
 * ns-3's TCP socket with what decides how long transfers between Linux hosts take, and ns-3 does
 * otherwise or not at all. What that is, models say that know nothing of sockets; this tells them
 * what comes and goes, keeps their timers, and sends what they let it send:
 * - TcpLinuxReceiver acknowledges;
 * - TcpLinuxSendBuffer says what may be written, TcpLinuxNagle and TcpLinuxSegmentation when it
 *   leaves, in what segments;
 * - TcpLinuxWindowValidation keeps the congestion window to what is used;
 * - TcpLinuxScoreboard and TcpLinuxRecovery find and repair losses, and TcpLinuxTailProbe those at
 *   the end of what was sent.
 *
 * Besides, round-trip times are exact, where ns-3 reads them off timestamps of whole milliseconds,
 * and congestion control sees each of them instead of their mean; and a window that is closed, or
 * shorter than a segment, is probed from one retransmission timeout on.
 *
 * SndBufSize is the most that the send buffer may have. Without selective acknowledgements, with
 * ECN, and with congestion control that finds its own rate (BBR), losses are ns-3's business.
 */
class TcpLinuxSocket : public TcpLinuxReceiver
{
  public:
    /// @return the class of the socket
    static TypeId GetTypeId();

    TcpLinuxSocket();
    /// For a socket that listens, whose connections are its copies.
    TcpLinuxSocket(const TcpLinuxSocket& other);
    ~TcpLinuxSocket() override;

    /// As in the base; the segment that a write begins is not merged with those before.
    int Send(Ptr<Packet> packet, uint32_t flags) override;
    /// As in the base; what is left leaves at once.
    int Close() override;
    /// As in the base; what is left leaves at once.
    int ShutdownSend() override;
    /// What a write may bring now: at most what Linux keeps in one of its buffers.
    uint32_t GetTxAvailable() const override;

  protected:
    uint32_t BytesInFlight() const override;
    uint32_t AvailableWindow() const override;
    void UpdateRttHistory(const SequenceNumber32& sequence,
                          uint32_t size,
                          bool isRetransmission) override;
    /// @param noDelay Nagle's rule is off; else in Minshall's variant
    void SetTcpNoDelay(bool noDelay) override;
    /// @return whether Nagle's rule is off
    bool GetTcpNoDelay() const override;
    Ptr<TcpSocketBase> Fork() override;
    uint32_t SendDataPacket(SequenceNumber32 sequence, uint32_t maxSize, bool withAck) override;
    void DoForwardUp(Ptr<Packet> packet, const Address& from, const Address& to) override;
    void ReceivedAck(Ptr<Packet> packet, const TcpHeader& header) override;
    void EstimateRtt(const TcpHeader& header) override;
    void NewAck(const SequenceNumber32& sequence, bool resetsRto) override;
    void ReTxTimeout() override;

  private:
    /// Congestion control may have been set anew: ns-3 does not tell.
    void FollowControl();
    void GrowSendBuffer();
    /// What may leave now, bytes.
    uint32_t GetOpenWindow() const;
    /// Is it better to wait until more of a buffer may leave at once?
    bool Defers(uint32_t window) const;
    /// Is everything acknowledged, and the peer's window shorter than a segment, which ns-3 would
    /// wait for? Should the peer's word of a larger one be lost, that would be for ever.
    bool IsWindowTooSmall() const;
    void ArmWindowProbe();
    /// Send what the small window allows (tcp_write_wakeup).
    void ProbeWindow();
    /// Something was written. @param size bytes
    void NoteWrite(uint32_t size);
    /// What is left need not wait for anything to follow.
    void SendLast();
    /// Tell ns-3 whether a short segment may go out.
    void UpdateNagle();
    /// Has the congestion window room for less than a segment?
    bool IsWindowFull() const;
    /// Note how much of the congestion window is in use.
    void ValidateWindow();

    /// Does this class find and repair losses?
    bool HasOwnRecovery() const;
    TcpLinuxRecovery::Sending ReceiveAck(const TcpHeader& header);
    /// An acknowledgement without its delivery.
    TcpLinuxRecovery::Ack GetAck() const;
    /**
     * Segments were acknowledged.
     * @param oldest round-trip time among them, for the retransmission timer
     * @param newest for congestion control
     */
    void NoteRtt(Time oldest, Time newest);
    /// Send again what is lost, as far as the window allows.
    void SendLost();
    /// Send what the window allows.
    void SendNext(TcpLinuxRecovery::Sending sending);
    /// The retransmission timer starts anew.
    void RestartTimer();
    void ArmReordering();
    void LookForLoss();

    bool CanProbe() const;
    /// Put off the probe until nothing is acknowledged for some time from now.
    void PutOffProbe();
    void CheckProbe();
    void SendProbe();

    bool m_isSending{false}; //!< what was there before, after an acknowledgement
    mutable TcpLinuxSendBuffer m_sendBuffer;
    mutable TcpLinuxSegmentation m_segmentation;
    TcpLinuxNagle m_nagle;

    TcpLinuxScoreboard m_scoreboard;
    TcpLinuxRecovery m_recovery{m_scoreboard};

    Time m_lastSending;
    TcpLinuxWindowValidation m_validation;

    TcpLinuxTailProbe m_probe;
    EventId m_probeCheck;
    EventId m_reordering; //!< a segment counts as lost then
    EventId m_windowProbe;

    TcpCongestionOps* m_control{nullptr}; //!< when it was last looked at
    TcpLinuxCubic* m_cubic{nullptr};      //!< if that is what it is
};

} // namespace ns3

#endif // TCP_LINUX_SOCKET_H
