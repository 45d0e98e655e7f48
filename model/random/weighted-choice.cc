/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/weighted-choice.h"

#include "ns3/input-error.h"

#include <algorithm>
#include <utility>

namespace ns3
{

namespace
{

/// @return uniform among @p total tickets
uint64_t
DrawTicket(UniformSource& uniform, uint64_t total)
{
    return static_cast<uint64_t>(uniform.NextUniform() * static_cast<double>(total));
}

} // namespace

WeightedChoice::WeightedChoice(uint32_t value)
    : WeightedChoice(std::vector<Entry>{{value, 1}})
{
}

WeightedChoice::WeightedChoice(std::vector<Entry> entries)
    : m_entries(std::move(entries))
{
    if (m_entries.empty())
    {
        throw ValueError("there is nothing to choose from", "expected at least one value");
    }
    uint64_t sum = 0;
    m_ends.reserve(m_entries.size());
    for (const auto& entry : m_entries)
    {
        sum += entry.weight;
        m_ends.push_back(sum);
    }
    if (sum == 0)
    {
        throw ValueError("all weights are 0", "expected a positive one");
    }
    if (sum > MAX_TOTAL)
    {
        throw ValueError("the sum of the weights is too large", "expected less than 2^32");
    }
}

const std::vector<WeightedChoice::Entry>&
WeightedChoice::GetEntries() const
{
    return m_entries;
}

uint64_t
WeightedChoice::GetTotal() const
{
    return m_ends.back();
}

uint32_t
WeightedChoice::GetLargestValue() const
{
    uint32_t largest = 0;
    for (const auto& entry : m_entries)
    {
        largest = entry.weight > 0 ? std::max(largest, entry.value) : largest;
    }
    return largest;
}

bool
WeightedChoice::HasEqualWeights() const
{
    return std::all_of(m_entries.begin(), m_entries.end(), [this](const Entry& entry) {
        return entry.weight == m_entries.front().weight;
    });
}

std::size_t
WeightedChoice::Find(uint64_t ticket) const
{
    return std::upper_bound(m_ends.begin(), m_ends.end(), ticket) - m_ends.begin();
}

uint32_t
WeightedChoice::ValueOf(uint64_t ticket) const
{
    return m_entries[Find(ticket)].value;
}

uint32_t
WeightedChoice::Draw(UniformSource& uniform) const
{
    return m_entries.size() == 1 ? m_entries.front().value
                                 : ValueOf(DrawTicket(uniform, GetTotal()));
}

std::size_t
WeightedChoice::DrawIndexExcept(UniformSource& uniform, std::size_t index) const
{
    const uint64_t weight = m_entries[index].weight;
    const uint64_t ticket = DrawTicket(uniform, GetTotal() - weight);
    return Find(ticket < m_ends[index] - weight ? ticket : ticket + weight);
}

} // namespace ns3
