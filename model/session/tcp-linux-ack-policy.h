/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_LINUX_ACK_POLICY_H
#define TCP_LINUX_ACK_POLICY_H

#include "ns3/nstime.h"

#include <cstdint>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Which segments a Linux receiver acknowledges at once, and which it waits with.
 *
 * The first 16 segments of a connection are acknowledged one by one, and so is every segment by
 * which the window that is offered to the sender grows. Further ones are acknowledged in pairs. A
 * connection that has answered what came is interactive: there an acknowledgement waits for the
 * next answer, and single ones end, until the timer of a delayed acknowledgement has run out once.
 * After a pause of more than the retransmission timeout, segments are acknowledged one by one
 * again.
 *
 * The window grows by two segments for each that comes, up to a limit that follows what the
 * application has read in a round-trip time: twice that, and more while it rises (receive buffer
 * autotuning).
 */
class TcpLinuxAckPolicy
{
  public:
    /// What an acknowledgement waits for another segment, or an answer.
    static const Time TIMEOUT;

    /**
     * A segment of data has come that is to be acknowledged.
     * @param now time
     * @param size of its payload, bytes
     * @param rto retransmission timeout
     * @return whether to acknowledge at once
     */
    bool Receive(Time now, uint32_t size, Time rto);
    /// A segment behind a gap has come.
    void ReceiveAhead(uint32_t size);
    /// A segment that has come shows how long a round-trip time is, or was.
    void NoteRtt(Time rtt);
    /**
     * The application has read.
     * @param now time
     * @param size bytes
     * @param ahead bytes from there to the end of what has come behind a gap; 0: no gap
     * @param limit what the receive buffer can hold, bytes
     */
    void Read(Time now, uint32_t size, uint32_t ahead, uint32_t limit);
    /// What has come before has come again: the sender seems not to know.
    void ReceiveAgain();
    /// Data was sent.
    void Send(Time now);
    /// An acknowledgement for new data was sent, with or without data.
    void Acknowledge();
    /// The timer of a delayed acknowledgement has run out.
    void TimeOut();

    /// @return whether it answers what it receives (Linux: pingpong mode)
    bool IsInteractive() const;
    /// @return what is offered to the sender, bytes
    uint64_t GetWindow() const;
    /// Are segments acknowledged one by one?
    bool IsSingle() const;

  private:
    void AcknowledgeSingly(uint32_t size);
    void GrowWindow(uint32_t size);

    bool m_isInteractive{false};
    bool m_hasReceived{false};
    Time m_lastReceipt;
    Time m_interval{TIMEOUT};   //!< between segments, averaged: "ato"
    uint32_t m_single{0};       //!< segments to be acknowledged one by one
    uint64_t m_window{65160};   //!< offered; at first 45 segments of a buffer of 128 KiB
    uint64_t m_mostWindow{0};   //!< that the buffer allows
    uint64_t m_read{0};         //!< since the round-trip time began
    uint64_t m_lastRead{14480}; //!< in the one before; at first what a first window brings
    Time m_roundStart;
    Time m_rtt; //!< 0: not known yet
};

} // namespace ns3

#endif // TCP_LINUX_ACK_POLICY_H
