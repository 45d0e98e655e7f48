/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_LINUX_TAIL_PROBE_H
#define TCP_LINUX_TAIL_PROBE_H

#include "ns3/nstime.h"
#include "ns3/sequence-number.h"
#include "ns3/tcp-linux-scoreboard.h"

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * The tail loss probe of a Linux sender (RFC 8985, section 7): when a probe is due, and what its
 * answer tells.
 *
 * It is due when nothing is acknowledged for two round-trip times. A probe is a new segment, or the
 * last one once more; where only the copy has arrived, the original was lost. There is one probe at
 * a time.
 */
class TcpLinuxTailProbe
{
  public:
    /// Nothing is to be probed for now.
    void Disarm();
    /**
     * A segment has left, or was acknowledged: wait anew.
     * @param now time
     * @param srtt smoothed round-trip time
     * @param isOne at most one segment is not acknowledged, and its acknowledgement may be delayed
     * @return for how long
     */
    Time PutOff(Time now, Time srtt, bool isOne);
    /// @return whether a time has been set
    bool IsArmed() const;
    /// @param now time @return how long to wait yet, while armed; not positive: the probe is due
    Time GetWait(Time now) const;

    /// A probe is about to leave. @param isCopy of what was sent before
    void Begin(bool isCopy);
    /// It has left. @param end nothing has been sent from here on
    void Send(SequenceNumber32 end);
    /// @return whether there is one that was not answered
    bool IsOut() const;
    /**
     * An acknowledgement has come.
     * @param acked everything before has arrived
     * @param delivery what it has brought
     * @return whether the probe has replaced a segment that was lost
     */
    bool Receive(SequenceNumber32 acked, const TcpLinuxScoreboard::Delivery& delivery);
    /// The answer is of no interest any more: losses are being repaired.
    void End();

  private:
    Time m_due{Time::Max()};
    bool m_isOut{false};
    bool m_isCopy{false};
    SequenceNumber32 m_end{0}; //!< what the probe asks for lies before
};

} // namespace ns3

#endif // TCP_LINUX_TAIL_PROBE_H
