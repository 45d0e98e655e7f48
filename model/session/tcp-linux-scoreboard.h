/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_LINUX_SCOREBOARD_H
#define TCP_LINUX_SCOREBOARD_H

#include "ns3/nstime.h"
#include "ns3/sequence-number.h"

#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * What a Linux sender knows of the segments that it has sent and that are not acknowledged: which
 * have arrived, which are lost, and which were sent again.
 *
 * Loss is a matter of time (RACK, RFC 8985): as soon as something arrives that was sent later, a
 * segment has only the reordering window left; retransmissions, too. Where nothing has been seen to
 * change its order, and three segments have arrived behind a gap or losses are being repaired
 * already, that window is nothing.
 */
class TcpLinuxScoreboard
{
  public:
    /// A segment that was sent and is not acknowledged.
    struct Segment
    {
        SequenceNumber32 begin; //!< of its payload
        uint32_t size{0};       //!< bytes
        Time sent;              //!< the last time
        bool isSacked{false};   //!< it has arrived behind a gap
        bool isLost{false};     //!< as far as is known
        bool isResent{false};   //!< and that is still under way, as far as is known
        bool wasResent{false};  //!< at any time
        bool isListed{false};   //!< in the order of sending
        uint64_t earlier{0};    //!< the one before in that order; 0: none
        uint64_t later{0};      //!< the one behind in it

        /// @return where the next segment begins
        SequenceNumber32 GetEnd() const
        {
            return begin + SequenceNumber32(size);
        }
    };

    /// Ranges of sequence numbers.
    using Blocks = std::vector<std::pair<SequenceNumber32, SequenceNumber32>>;

    /// What an acknowledgement has brought. Times are zero where they are not known.
    struct Delivery
    {
        uint32_t delivered{0};    //!< segments of which was not known that they had arrived
        uint32_t sacked{0};       //!< those of them that are behind a gap
        bool isAdvanced{false};   //!< the first segment has arrived
        bool hasOriginal{false};  //!< one had been sent once only, and before a given number
        bool isTimerFresh{false}; //!< the retransmission timer starts anew
        uint32_t resentAgain{0};  //!< copies that were not needed, as far as the peer tells
        bool hasDuplicate{false}; //!< the peer tells of something that came twice
        SequenceNumber32 duplicateEnd{0}; //!< where that ends
        Time oldestRtt;                   //!< for the retransmission timer
        Time newestRtt;                   //!< for congestion control
    };

    /// A segment leaves for the first time. @param begin where it starts @param size bytes
    /// @param now time
    void Send(SequenceNumber32 begin, uint32_t size, Time now);
    /// Note that a segment leaves once more. @param begin where it starts @param now time
    void Resend(SequenceNumber32 begin, Time now);

    /**
     * @param acked everything before has arrived
     * @param blocks that have arrived besides; the first may tell of what came twice (RFC 2883)
     * @param highSent what was sent last when repairs began: for Delivery::hasOriginal
     * @param minRtt shortest round-trip time so far
     * @param now time
     */
    Delivery Receive(SequenceNumber32 acked,
                     const Blocks& blocks,
                     SequenceNumber32 highSent,
                     Time minRtt,
                     Time now);

    /**
     * Find what is lost.
     * @param isRepairing losses are being repaired
     * @param minRtt shortest round-trip time
     * @param srtt smoothed one
     * @param now time
     * @return after what time to look again; 0: no need
     */
    Time DetectLoss(bool isRepairing, Time minRtt, Time srtt, Time now);
    /// Look even if nothing has arrived since the last time.
    void ForceDetection();
    /// @return whether anything has arrived since the last DetectLoss
    bool HasNews() const;
    /// A retransmission timeout: all but what was sent within a round-trip time counts as lost.
    void LoseAll(Time now);
    /// Nothing was lost after all.
    void UnmarkLost();

    /// @return the first segment that is to be sent again; nullptr: none
    const Segment* GetFirstLost();
    /// @return the first segment; nullptr: none
    const Segment* GetFirst() const;
    /// @return the last segment; nullptr: none
    const Segment* GetLast() const;

    /// @return whether all that was sent is acknowledged
    bool IsEmpty() const;
    /// @return segments that are not acknowledged
    uint32_t GetSegments() const;
    /// @return those of them that have arrived behind a gap
    uint32_t GetSacked() const;
    /// @return those of them that are lost
    uint32_t GetLost() const;
    /// @return those that were sent again and are under way
    uint32_t GetResent() const;
    /// @return segments that are under way
    uint32_t GetInFlight() const;
    /// @return whether one of the segments was ever sent again
    bool HasResent() const;

  private:
    Segment& Get(uint64_t id);
    /// @return the place of the first segment that ends behind a sequence number
    uint64_t Find(SequenceNumber32 sequence) const;
    void List(uint64_t id);
    void Unlist(uint64_t id);
    void MarkLost(uint64_t id);
    void Sack(uint64_t id, SequenceNumber32 highSent, Delivery& delivery, Time minRtt, Time now);
    void SackBlocks(const Blocks& blocks,
                    std::size_t first,
                    SequenceNumber32 acked,
                    SequenceNumber32 highSent,
                    Delivery& delivery,
                    Time minRtt,
                    Time now);
    /// Something has arrived that was sent at a time.
    void Advance(const Segment& segment, Time minRtt, Time now);
    void NoteReordering(SequenceNumber32 begin);

    std::deque<Segment> m_segments;
    uint64_t m_firstId{1}; //!< of the first segment; 0 is none
    uint64_t m_earliest{0};
    uint64_t m_latest{0};
    uint64_t m_lostHint{0}; //!< no segment before is to be sent again
    uint32_t m_sacked{0};
    uint32_t m_lost{0};
    uint32_t m_resent{0};
    Blocks m_lastBlocks;
    SequenceNumber32 m_highestSacked{0}; //!< where the last one that was sacked begins
    bool m_hasSacked{false};

    bool m_hasNews{false};
    Time m_rackSent; //!< of what was sent last and has arrived
    SequenceNumber32 m_rackEnd{0};
    Time m_rackRtt;
    bool m_isReordering{false}; //!< seen on this path
    uint32_t m_reordering{3};   //!< segments

    Time m_oldestSacked;
    Time m_newestSacked;
};

} // namespace ns3

#endif // TCP_LINUX_SCOREBOARD_H
