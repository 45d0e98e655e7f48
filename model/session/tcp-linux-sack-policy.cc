/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-linux-sack-policy.h"

#include <algorithm>
#include <utility>

namespace ns3
{

namespace
{

/// net.ipv4.tcp_comp_sack_delay_ns, and what is acknowledged at once before that (dup_ack_counter).
const Time MOST_DELAY = MilliSeconds(1);
constexpr uint32_t ACKS_OF_A_GAP = 3;
/// An acknowledgement has room for three blocks; they must not be pushed out by new ones before
/// they were told (TCP_SACK_BLOCKS_EXPECTED).
constexpr uint32_t BLOCKS_THAT_ARRIVE = 2;

} // namespace

bool
TcpLinuxSackPolicy::HasArrived(const Block& segment, SequenceNumber32 next, const Blocks& blocks)
{
    return segment.second <= next ||
           std::any_of(blocks.begin(), blocks.end(), [&segment](const Block& block) {
               return block.first <= segment.first && segment.second <= block.second;
           });
}

bool
TcpLinuxSackPolicy::PushesOut(const Block& segment, const Blocks& blocks)
{
    uint32_t place = 0;
    for (const auto& block : blocks)
    {
        if (block.first <= segment.second && segment.first <= block.second)
        {
            break;
        }
        ++place;
    }
    return place >= BLOCKS_THAT_ARRIVE;
}

Time
TcpLinuxSackPolicy::GetDelay(Time srtt)
{
    return std::min(Time::FromInteger(srtt.GetNanoSeconds() / 20, Time::NS), MOST_DELAY);
}

void
TcpLinuxSackPolicy::Receive(SequenceNumber32 gap, bool mayWait)
{
    if (!mayWait)
    {
        return;
    }
    if (m_gap != gap)
    {
        m_gap = gap;
        m_segments = 0;
    }
    m_isWaiting = ++m_segments > ACKS_OF_A_GAP;
}

void
TcpLinuxSackPolicy::ReceiveAgain(const Block& segment, Blocks blocks)
{
    m_duplicate = std::move(blocks);
    m_duplicate.push_front(segment);
}

void
TcpLinuxSackPolicy::End()
{
    m_isWaiting = false;
    m_duplicate.clear();
}

bool
TcpLinuxSackPolicy::IsWaiting() const
{
    return m_isWaiting;
}

const TcpLinuxSackPolicy::Blocks&
TcpLinuxSackPolicy::GetDuplicate() const
{
    return m_duplicate;
}

} // namespace ns3
