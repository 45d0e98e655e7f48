/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_LINUX_CUBIC_H
#define TCP_LINUX_CUBIC_H

#include "ns3/nstime.h"
#include "ns3/tcp-congestion-ops.h"
#include "ns3/tcp-linux-hystart.h"
#include "ns3/tcp-socket-state.h"

#include <cstdint>
#include <string>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * CUBIC (RFC 9438) with the choices of Linux 6: windows in whole segments, growth counted in
 * acknowledged segments, the window of a Reno flow as a lower bound, at least 5 % a round-trip time
 * as long as nothing was lost yet, fast convergence, and HyStart (TcpLinuxHyStart).
 *
 * ns3::TcpCubic differs in what decides completion times: before 3.41 it has no Reno bound, its
 * HyStart waits for a train of a whole round-trip time (Linux: half), takes smoothed round-trip
 * times of whole milliseconds, and goes on looking after a threshold that nobody clamps.
 *
 * On a TcpLinuxSocket the window grows only while it limits what is sent. Other sockets do not
 * tell; there it always grows.
 */
class TcpLinuxCubic : public TcpCongestionOps
{
  public:
    /// @return the class and its attributes
    static TypeId GetTypeId();

    TcpLinuxCubic() = default;
    /// For a socket that is copied.
    TcpLinuxCubic(const TcpLinuxCubic& other) = default;

    /// Tell whether the congestion window limits what is sent (RFC 7661, section 4.3).
    void SetLimited(bool isLimited);
    /**
     * Tell how many segments the next acknowledgement is for. Without it, ns-3's count holds, which
     * is of bytes, so that a window of short segments would not grow.
     */
    void SetAcked(uint32_t segments);
    /// Tell when data was sent.
    void NoteSending(Time now);

    // TcpCongestionOps.
    std::string GetName() const override;
    uint32_t GetSsThresh(Ptr<const TcpSocketState> tcb, uint32_t bytesInFlight) override;
    void IncreaseWindow(Ptr<TcpSocketState> tcb, uint32_t segmentsAcked) override;
    void PktsAcked(Ptr<TcpSocketState> tcb, uint32_t segmentsAcked, const Time& rtt) override;
    void CongestionStateSet(Ptr<TcpSocketState> tcb,
                            const TcpSocketState::TcpCongState_t newState) override;
    void CwndEvent(Ptr<TcpSocketState> tcb, const TcpSocketState::TcpCAEvent_t event) override;
    Ptr<TcpCongestionOps> Fork() override;

  private:
    void Reset();
    /**
     * Begin an epoch: the time since the last reduction.
     * @param window in segments
     * @param segmentsAcked since the last time
     */
    void StartEpoch(uint32_t window, uint32_t segmentsAcked);
    /// @return how many segments must be acknowledged for the window to grow by one
    uint32_t GetAcksPerSegment(uint32_t window, uint32_t segmentsAcked);
    /// @return what the cubic function says the window should be a round-trip time from now
    uint32_t GetTarget() const;
    uint32_t BoundByReno(uint32_t window, uint32_t acksPerSegment);

    bool m_hasHyStart;
    bool m_hasFastConvergence;
    bool m_isFriendly;
    double m_beta;
    double m_c;

    TcpLinuxHyStart m_hyStart;
    bool m_hasRound{false};
    bool m_isSlowStartOver{false}; //!< by HyStart
    Time m_minRtt;                 //!< 0: none yet
    Time m_lastSending;

    bool m_isLimited{true};
    uint32_t m_segmentsAcked{0}; //!< 0: not told
    bool m_hasEpoch{false};
    Time m_epochStart;
    Time m_timeToOrigin;       //!< from the start of the epoch: K
    uint32_t m_origin{0};      //!< window at that time, segments
    uint32_t m_lastMaximum{0}; //!< window before the last reduction, or a bit less; 0: none yet
    uint32_t m_acksPerSegment{0};
    uint32_t m_lastWindow{0}; //!< for which that was found
    Time m_lastUpdate;        //!< when that was
    uint32_t m_acks{0};       //!< towards the next segment
    uint32_t m_renoWindow{0}; //!< of a Reno flow in this epoch, segments
    uint32_t m_renoAcks{0};   //!< towards its next segment
};

} // namespace ns3

#endif // TCP_LINUX_CUBIC_H
