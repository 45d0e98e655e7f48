/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_LINUX_SACK_POLICY_H
#define TCP_LINUX_SACK_POLICY_H

#include "ns3/nstime.h"
#include "ns3/sequence-number.h"
#include "ns3/tcp-option-sack.h"

#include <cstdint>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * How a Linux receiver acknowledges segments that are not the next ones, in blocks (SACK).
 *
 * What has come twice is told to the peer, before the blocks (DSACK, RFC 2883). Behind a gap three
 * segments are acknowledged at once, and then what comes within a twentieth of a round-trip time
 * together (compression), unless that would push blocks out of the acknowledgement before they were
 * told.
 *
 * What Receive or ReceiveAgain finds holds for acknowledgements until End.
 */
class TcpLinuxSackPolicy
{
  public:
    /// Bytes that have arrived, from the first to the one behind the last.
    using Block = TcpOptionSack::SackBlock;
    /// Blocks behind a gap; the one that has changed last is the first.
    using Blocks = TcpOptionSack::SackList;

    /**
     * @param segment that comes
     * @param next what is waited for
     * @param blocks that have arrived
     * @return whether all of it has come before
     */
    static bool HasArrived(const Block& segment, SequenceNumber32 next, const Blocks& blocks);
    /// @param segment that comes behind a gap @param blocks that have arrived
    /// @return whether an acknowledgement that waits for it would not tell of all that it is to
    static bool PushesOut(const Block& segment, const Blocks& blocks);
    /// @param srtt smoothed round-trip time @return how long an acknowledgement may wait
    static Time GetDelay(Time srtt);

    /**
     * A segment comes behind a gap.
     * @param gap where that begins
     * @param mayWait acknowledgements may wait
     */
    void Receive(SequenceNumber32 gap, bool mayWait);
    /// All of a segment has come before. @param segment that it is @param blocks that have arrived
    void ReceiveAgain(const Block& segment, Blocks blocks);
    /// What came is dealt with.
    void End();

    /// @return whether the acknowledgement waits
    bool IsWaiting() const;
    /// @return what to tell of: what has come twice, then blocks; empty: nothing has come twice
    const Blocks& GetDuplicate() const;

  private:
    SequenceNumber32 m_gap{0}; //!< when segments were last counted
    uint32_t m_segments{0};    //!< behind it
    bool m_isWaiting{false};
    Blocks m_duplicate;
};

} // namespace ns3

#endif // TCP_LINUX_SACK_POLICY_H
