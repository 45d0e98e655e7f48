/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_LINUX_WINDOW_VALIDATION_H
#define TCP_LINUX_WINDOW_VALIDATION_H

#include "ns3/nstime.h"
#include "ns3/sequence-number.h"
#include "ns3/tcp-socket-state.h"

#include <cstdint>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * How much of its congestion window a Linux sender uses, and what becomes of what it does not use
 * (congestion window validation, RFC 2861).
 *
 * A window limits what is sent when it was full since a round began, or, in slow start, when it is
 * less than twice what was in flight. Only then may it grow. When it has not limited for a
 * retransmission timeout, it shrinks halfway to what was used; after an idle time, it is halved for
 * each timeout. The initial window is always left, and three quarters of the window are the
 * threshold of slow start.
 */
class TcpLinuxWindowValidation
{
  public:
    /**
     * Something was sent, or could not be.
     * @param state of the connection
     * @param isFull the window has room for less than a segment
     * @param used segments that are not acknowledged
     * @param first everything before is acknowledged
     * @param now time
     */
    void Note(const TcpSocketState& state,
              bool isFull,
              uint32_t used,
              SequenceNumber32 first,
              Time now);
    /// @param state of the connection @return whether the window limits what is sent
    bool IsLimiting(const TcpSocketState& state) const;
    /**
     * An acknowledgement has come: shrink the window if it has not limited for long.
     * @param state of the connection
     * @param rto retransmission timeout
     * @param now time
     */
    void Receive(TcpSocketState& state, Time rto, Time now);
    /**
     * Something is sent while all is acknowledged.
     * @param state of the connection
     * @param idle since the last sending
     * @param rto retransmission timeout
     * @param now time
     */
    void Restart(TcpSocketState& state, Time idle, Time rto, Time now);

  private:
    /// Begin to see anew how much is used.
    void Begin(Time now);

    bool m_isFull{false};      //!< at some time since the last round began
    uint32_t m_mostInRound{0}; //!< segments
    SequenceNumber32 m_roundEnd{0};
    uint32_t m_mostUsed{0}; //!< segments, since the window limited last
    Time m_lastLimiting;
};

} // namespace ns3

#endif // TCP_LINUX_WINDOW_VALIDATION_H
