/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_LINUX_HYSTART_H
#define TCP_LINUX_HYSTART_H

#include "ns3/nstime.h"
#include "ns3/sequence-number.h"

#include <cstdint>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * HyStart as Linux has it: finds out when slow start has filled the path (S. Ha and I. Rhee,
 * "Taming the elephants: new TCP slow start", Computer Networks 55, 2011).
 *
 * It looks at rounds of one window each. Slow start ends when the acknowledgements of a round,
 * without a pause, take half a round-trip time to arrive (the paper has one-way delay here), or
 * when the shortest of the first eight round-trip times of a round exceeds the shortest of the
 * connection by an eighth, at least 4 ms and at most 16 ms. Windows below 16 segments are left
 * alone.
 */
class TcpLinuxHyStart
{
  public:
    /// What is known when an acknowledgement has come.
    struct Ack
    {
        Time now;               //!< of its arrival
        SequenceNumber32 acked; //!< everything before has arrived
        SequenceNumber32 sent;  //!< everything before has been sent
        Time rtt;               //!< of the newest segment that is acknowledged
        Time minRtt;            //!< of the connection, this one included
        /// What the host's segmentation may hold acknowledgements back for; 0 to 1 ms.
        Time hold;
        uint32_t window; //!< congestion window, segments
    };

    /// Begin a round that ends when everything that has been sent is acknowledged.
    void StartRound(Time now, SequenceNumber32 sent);

    /// @return whether slow start should end
    bool Update(const Ack& ack);

  private:
    bool IsTrainLong(const Ack& ack);
    bool IsDelayed(const Ack& ack);

    Time m_roundStart;
    Time m_lastAck; //!< of the train
    SequenceNumber32 m_roundEnd{0};
    Time m_roundRtt; //!< shortest of the round
    uint32_t m_samples{0};
};

} // namespace ns3

#endif // TCP_LINUX_HYSTART_H
