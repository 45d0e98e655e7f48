/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-linux-scoreboard.h"

#include <algorithm>

namespace ns3
{

namespace
{

/// net.ipv4.tcp_max_reordering.
constexpr uint32_t MOST_REORDERING = 300;

} // namespace

TcpLinuxScoreboard::Segment&
TcpLinuxScoreboard::Get(uint64_t id)
{
    return m_segments[id - m_firstId];
}

uint64_t
TcpLinuxScoreboard::Find(SequenceNumber32 sequence) const
{
    const auto found = std::partition_point(
        m_segments.begin(),
        m_segments.end(),
        [sequence](const Segment& segment) { return segment.GetEnd() <= sequence; });
    return m_firstId + static_cast<uint64_t>(found - m_segments.begin());
}

void
TcpLinuxScoreboard::List(uint64_t id)
{
    Unlist(id);
    auto& segment = Get(id);
    segment.isListed = true;
    segment.earlier = m_latest;
    segment.later = 0;
    (m_latest ? Get(m_latest).later : m_earliest) = id;
    m_latest = id;
}

void
TcpLinuxScoreboard::Unlist(uint64_t id)
{
    auto& segment = Get(id);
    if (segment.isListed)
    {
        (segment.earlier ? Get(segment.earlier).later : m_earliest) = segment.later;
        (segment.later ? Get(segment.later).earlier : m_latest) = segment.earlier;
        segment.isListed = false;
    }
}

void
TcpLinuxScoreboard::Send(SequenceNumber32 begin, uint32_t size, Time now)
{
    Segment segment;
    segment.begin = begin;
    segment.size = size;
    segment.sent = now;
    m_segments.push_back(segment);
    List(m_firstId + m_segments.size() - 1);
}

void
TcpLinuxScoreboard::Resend(SequenceNumber32 begin, Time now)
{
    const auto id = Find(begin);
    if (id - m_firstId == m_segments.size())
    {
        return;
    }
    auto& segment = Get(id);
    m_resent += segment.isResent ? 0 : 1;
    segment.isResent = true;
    segment.wasResent = true;
    segment.sent = now;
    List(id);
}

void
TcpLinuxScoreboard::Advance(const Segment& segment, Time minRtt, Time now)
{
    const auto rtt = now - segment.sent;
    if (segment.wasResent && rtt < minRtt)
    {
        return; // the original has arrived, and the copy was not needed
    }
    m_hasNews = true;
    m_rackRtt = rtt;
    if (segment.sent > m_rackSent || (segment.sent == m_rackSent && segment.GetEnd() > m_rackEnd))
    {
        m_rackSent = segment.sent;
        m_rackEnd = segment.GetEnd();
    }
}

void
TcpLinuxScoreboard::NoteReordering(SequenceNumber32 begin)
{
    m_isReordering = true;
    const auto size = std::max(m_segments.empty() ? 1U : m_segments.front().size, 1U);
    const auto distance = static_cast<uint32_t>(m_highestSacked - begin) / size + 1;
    m_reordering = std::max(m_reordering, std::min(distance, MOST_REORDERING));
}

void
TcpLinuxScoreboard::Sack(uint64_t id,
                         SequenceNumber32 highSent,
                         Delivery& delivery,
                         Time minRtt,
                         Time now)
{
    auto& segment = Get(id);
    if (segment.isSacked)
    {
        return;
    }
    Advance(segment, minRtt, now);
    if (!segment.wasResent)
    {
        if (m_hasSacked && segment.begin < m_highestSacked)
        {
            NoteReordering(segment.begin);
        }
        delivery.hasOriginal = delivery.hasOriginal || segment.GetEnd() <= highSent;
        m_newestSacked = now - segment.sent;
        m_oldestSacked = m_oldestSacked.IsZero() ? m_newestSacked : m_oldestSacked;
    }
    if (segment.isLost)
    {
        segment.isLost = false;
        --m_lost;
        m_resent -= segment.isResent ? 1 : 0;
        segment.isResent = false;
    }
    segment.isSacked = true;
    ++m_sacked;
    ++delivery.sacked;
    ++delivery.delivered;
    if (!m_hasSacked || segment.begin > m_highestSacked)
    {
        m_hasSacked = true;
        m_highestSacked = segment.begin;
    }
    Unlist(id);
}

void
TcpLinuxScoreboard::SackBlocks(const Blocks& blocks,
                               std::size_t first,
                               SequenceNumber32 acked,
                               SequenceNumber32 highSent,
                               Delivery& delivery,
                               Time minRtt,
                               Time now)
{
    // In order, as Linux does: the last one gives the time of what arrived last.
    Blocks sorted(blocks.begin() + static_cast<std::ptrdiff_t>(first), blocks.end());
    std::sort(sorted.begin(), sorted.end());
    for (const auto& [from, end] : sorted)
    {
        auto begin = std::max(from, acked);
        for (const auto& [knownBegin, knownEnd] : m_lastBlocks)
        {
            // What was told the last time need not be looked at again.
            begin = knownBegin <= begin && knownEnd > begin ? std::min(knownEnd, end) : begin;
        }
        for (auto id = Find(begin); id - m_firstId < m_segments.size() && Get(id).GetEnd() <= end;
             ++id)
        {
            if (Get(id).begin >= begin)
            {
                Sack(id, highSent, delivery, minRtt, now);
            }
        }
    }
    m_lastBlocks = sorted;
}

TcpLinuxScoreboard::Delivery
TcpLinuxScoreboard::Receive(SequenceNumber32 acked,
                            const Blocks& blocks,
                            SequenceNumber32 highSent,
                            Time minRtt,
                            Time now)
{
    Delivery delivery;
    m_oldestSacked = Time();
    m_newestSacked = Time();
    std::size_t firstBlock = 0;
    if (!blocks.empty())
    {
        const auto& [begin, end] = blocks.front();
        const bool isDuplicate = begin < acked || (blocks.size() > 1 && begin >= blocks[1].first &&
                                                   end <= blocks[1].second);
        if (isDuplicate)
        {
            firstBlock = 1;
            delivery.hasDuplicate = true;
            delivery.duplicateEnd = end;
            delivery.resentAgain = 1;
        }
        SackBlocks(blocks, firstBlock, acked, highSent, delivery, minRtt, now);
    }
    else
    {
        m_lastBlocks.clear();
    }

    bool isAmbiguous = false;
    Time newest;
    while (!m_segments.empty() && m_segments.front().begin < acked)
    {
        auto& segment = m_segments.front();
        if (segment.GetEnd() > acked)
        {
            segment.size = static_cast<uint32_t>(segment.GetEnd() - acked);
            segment.begin = acked;
            break;
        }
        delivery.isAdvanced = true;
        if (segment.wasResent)
        {
            isAmbiguous = true;
        }
        else if (!segment.isSacked)
        {
            newest = now - segment.sent;
            delivery.oldestRtt = delivery.oldestRtt.IsZero() ? newest : delivery.oldestRtt;
            delivery.hasOriginal = delivery.hasOriginal || segment.GetEnd() <= highSent;
            if (m_hasSacked && segment.begin < m_highestSacked)
            {
                NoteReordering(segment.begin);
            }
        }
        if (segment.isSacked)
        {
            --m_sacked;
        }
        else
        {
            ++delivery.delivered;
            Advance(segment, minRtt, now);
        }
        m_lost -= segment.isLost ? 1 : 0;
        m_resent -= segment.isResent ? 1 : 0;
        Unlist(m_firstId);
        m_segments.pop_front();
        ++m_firstId;
    }
    m_hasSacked = m_hasSacked && m_highestSacked >= acked;
    if (isAmbiguous)
    {
        delivery.oldestRtt = Time();
        newest = Time();
    }
    delivery.newestRtt = m_newestSacked.IsZero() ? newest : m_newestSacked;
    delivery.oldestRtt = delivery.oldestRtt.IsZero() ? m_oldestSacked : delivery.oldestRtt;
    // What was sent before the first segment went out, for the last time, does not put it off.
    delivery.isTimerFresh =
        delivery.isAdvanced || (!m_oldestSacked.IsZero() && !m_segments.empty() &&
                                m_oldestSacked > now - m_segments.front().sent);
    return delivery;
}

Time
TcpLinuxScoreboard::DetectLoss(bool isRepairing, Time minRtt, Time srtt, Time now)
{
    if (!m_hasNews)
    {
        return Time();
    }
    m_hasNews = false;
    Time window;
    if (m_isReordering || !(isRepairing || m_sacked >= m_reordering))
    {
        window = std::min(Time::FromInteger(minRtt.GetNanoSeconds() / 4, Time::NS), srtt);
    }
    Time longest;
    for (auto id = m_earliest; id != 0;)
    {
        const auto& segment = Get(id);
        const auto next = segment.later;
        if (segment.sent > m_rackSent ||
            (segment.sent == m_rackSent && segment.GetEnd() >= m_rackEnd))
        {
            break;
        }
        const auto remaining = m_rackRtt + window - (now - segment.sent);
        if (!remaining.IsStrictlyPositive())
        {
            MarkLost(id);
            Unlist(id);
        }
        else
        {
            longest = std::max(longest, remaining);
        }
        id = next;
    }
    return longest;
}

void
TcpLinuxScoreboard::ForceDetection()
{
    m_hasNews = true;
}

bool
TcpLinuxScoreboard::HasNews() const
{
    return m_hasNews;
}

void
TcpLinuxScoreboard::MarkLost(uint64_t id)
{
    auto& segment = Get(id);
    if (segment.isSacked)
    {
        return;
    }
    m_lost += segment.isLost ? 0 : 1;
    segment.isLost = true;
    // A probe is a copy of what was not lost yet: it is lost with it.
    m_resent -= segment.isResent ? 1 : 0;
    segment.isResent = false;
    m_lostHint = std::min(m_lostHint, id);
}

void
TcpLinuxScoreboard::LoseAll(Time now)
{
    for (auto id = m_firstId; id - m_firstId < m_segments.size(); ++id)
    {
        const auto& segment = Get(id);
        if (id == m_firstId || !(segment.sent + m_rackRtt > now))
        {
            MarkLost(id);
            Unlist(id);
        }
    }
}

void
TcpLinuxScoreboard::UnmarkLost()
{
    for (auto id = m_firstId; id - m_firstId < m_segments.size(); ++id)
    {
        auto& segment = Get(id);
        if (segment.isLost)
        {
            segment.isLost = false;
            if (!segment.isListed)
            {
                // Not in its place, but no copy of it is behind.
                List(id);
            }
        }
    }
    m_lost = 0;
}

const TcpLinuxScoreboard::Segment*
TcpLinuxScoreboard::GetFirstLost()
{
    if (m_lost == 0)
    {
        return nullptr;
    }
    for (auto id = std::max(m_lostHint, m_firstId); id - m_firstId < m_segments.size(); ++id)
    {
        const auto& segment = Get(id);
        if (segment.isLost && !segment.isResent)
        {
            m_lostHint = id;
            return &segment;
        }
    }
    m_lostHint = m_firstId + m_segments.size();
    return nullptr;
}

const TcpLinuxScoreboard::Segment*
TcpLinuxScoreboard::GetFirst() const
{
    return m_segments.empty() ? nullptr : &m_segments.front();
}

const TcpLinuxScoreboard::Segment*
TcpLinuxScoreboard::GetLast() const
{
    return m_segments.empty() ? nullptr : &m_segments.back();
}

bool
TcpLinuxScoreboard::IsEmpty() const
{
    return m_segments.empty();
}

uint32_t
TcpLinuxScoreboard::GetSegments() const
{
    return m_segments.size();
}

uint32_t
TcpLinuxScoreboard::GetSacked() const
{
    return m_sacked;
}

uint32_t
TcpLinuxScoreboard::GetLost() const
{
    return m_lost;
}

uint32_t
TcpLinuxScoreboard::GetResent() const
{
    return m_resent;
}

uint32_t
TcpLinuxScoreboard::GetInFlight() const
{
    return GetSegments() - m_sacked - m_lost + m_resent;
}

bool
TcpLinuxScoreboard::HasResent() const
{
    return m_resent > 0 || (!m_segments.empty() && m_segments.front().wasResent);
}

} // namespace ns3
