/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-packet-schedule.h"

#include "ns3/input-error.h"
#include "ns3/tgen-values.h"

#include <algorithm>
#include <limits>

namespace ns3
{

TgenPacketSchedule::TgenPacketSchedule(std::string_view text)
{
    constexpr uint64_t LARGEST = std::numeric_limits<int32_t>::max();
    while (!text.empty())
    {
        const auto entry = text.substr(0, text.find(','));
        text.remove_prefix(std::min(entry.size() + 1, text.size()));
        if (entry.find_first_not_of("0123456789") != std::string_view::npos)
        {
            throw ValueError(QuoteInput(entry) + " is not a delay",
                             "whole microseconds with commas between them, such as 0,1500,20");
        }
        if (!entry.empty())
        {
            m_delaysUs.push_back(static_cast<uint32_t>(ParseTgenInteger(entry, LARGEST)));
        }
    }
}

std::string
TgenPacketSchedule::ToText() const
{
    std::string text;
    for (const auto delay : m_delaysUs)
    {
        text += (text.empty() ? "" : ",") + std::to_string(delay);
    }
    return text;
}

uint64_t
TgenPacketSchedule::GetSize() const
{
    return uint64_t{PACKET_SIZE} * m_delaysUs.size();
}

TgenPacketSchedule::Batch
TgenPacketSchedule::Next(std::size_t& position) const
{
    Batch batch{0, 0};
    while (position < m_delaysUs.size() && batch.delayUs <= MERGED_US)
    {
        batch.bytes += PACKET_SIZE;
        batch.delayUs += m_delaysUs[position++];
    }
    if (position == m_delaysUs.size())
    {
        batch.delayUs = 0;
    }
    return batch;
}

} // namespace ns3
