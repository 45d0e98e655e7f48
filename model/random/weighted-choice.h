/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEIGHTED_CHOICE_H
#define WEIGHTED_CHOICE_H

#include "ns3/uniform-source.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Values with whole weights: each is chosen with a chance in proportion to its weight. Immutable.
 *
 * A choice is made by a ticket, a whole number less than the sum of the weights: the first entry
 * has the lowest tickets, as many as its weight, and so on.
 */
class WeightedChoice
{
  public:
    /// A value and its weight.
    struct Entry
    {
        uint32_t value;  //!< that is drawn
        uint32_t weight; //!< relative to the sum of all
    };

    /// The largest sum of weights.
    static constexpr uint64_t MAX_TOTAL = UINT32_MAX;

    /// The one value that is always chosen.
    explicit WeightedChoice(uint32_t value);
    /// @throw ValueError when there are no entries, their weights are all 0, or the sum is too
    /// large
    explicit WeightedChoice(std::vector<Entry> entries);

    /// @return in the order in which weights are summed up
    const std::vector<Entry>& GetEntries() const;
    /// @return the sum of the weights
    uint64_t GetTotal() const;
    /// @return of those with a weight
    uint32_t GetLargestValue() const;
    /// @return whether each entry is drawn as often as any other
    bool HasEqualWeights() const;

    /// @return the index of the entry that has a ticket
    std::size_t Find(uint64_t ticket) const;
    /// @return the value that has a ticket
    uint32_t ValueOf(uint64_t ticket) const;

    /// Choose a value. Where there is one entry only, no number is taken.
    uint32_t Draw(UniformSource& uniform) const;
    /**
     * Choose the index of an entry that is not a certain one.
     * @param uniform where the draw comes from
     * @param index of the entry to leave out; some other one has a weight
     */
    std::size_t DrawIndexExcept(UniformSource& uniform, std::size_t index) const;

  private:
    std::vector<Entry> m_entries;
    std::vector<uint64_t> m_ends; //!< of each entry's tickets
};

} // namespace ns3

#endif // WEIGHTED_CHOICE_H
