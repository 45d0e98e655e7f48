/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_LINUX_SEGMENTATION_H
#define TCP_LINUX_SEGMENTATION_H

#include "ns3/nstime.h"
#include "ns3/sequence-number.h"
#include "ns3/tcp-socket-state.h"

#include <cstdint>
#include <deque>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * How a Linux sender, which hands the network whole buffers of segments (TCP segmentation offload),
 * cuts what was written into buffers, and when it waits until more of a buffer may leave at once
 * (tcp_tso_autosize, tcp_tso_should_defer).
 *
 * A buffer is worth waiting for when an acknowledgement that opens the window is expected within a
 * millisecond, and there is nothing to lose: something was sent a moment ago, no losses are being
 * repaired, and the window is open for neither a whole buffer nor a third of it.
 */
class TcpLinuxSegmentation
{
  public:
    /// What a sender is about to do.
    struct Moment
    {
        Time now;          //!< time
        uint32_t unsent;   //!< bytes that were written and never sent
        uint32_t window;   //!< bytes that may leave now; at least a segment
        uint32_t offered;  //!< the peer's window, bytes
        bool isClosing;    //!< nothing will be written any more
        Time srtt;         //!< smoothed round-trip time
        Time lastSending;  //!< of data
        bool isUnderWay;   //!< is something not acknowledged?
        Time firstSending; //!< of the first segment that is not
    };

    /// @param state of the connection @param srtt smoothed round-trip time
    /// @return segments that leave at once: what is sent in a millisecond, or more on short paths
    static uint32_t GetSegmentsPerBuffer(const TcpSocketState& state, Time srtt);

    /**
     * Something was written.
     * @param next nothing has been sent from here on
     * @param end of what was written
     * @param size of what was written, bytes
     * @param payload that a buffer holds, bytes
     */
    void Write(SequenceNumber32 next, SequenceNumber32 end, uint32_t size, uint32_t payload);
    /// @param state of the connection @param moment the rest of it
    /// @return whether it is better to wait until more of a buffer may leave at once
    bool Defers(const TcpSocketState& state, const Moment& moment);
    /// A new segment has left.
    void Send();
    /// @return whether it waited since EndDeferral
    bool HasDeferred() const;
    /// Whatever it waited for is here.
    void EndDeferral();

  private:
    /// Move what is behind into the first buffer that has not left, so that it has a size.
    void GrowFirst(SequenceNumber32 next, uint32_t size);

    std::deque<SequenceNumber32> m_ends; //!< of buffers that have not left
    uint32_t m_burst{0};                 //!< segments of one of them that are to leave now
    Time m_burstTime;
    bool m_hasDeferred{false};
};

} // namespace ns3

#endif // TCP_LINUX_SEGMENTATION_H
