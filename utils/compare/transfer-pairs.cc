/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "transfer-pairs.h"

#include <algorithm>

namespace ns3
{

namespace
{

using Name = std::string_view RecordedTransfer::*;

/// Transfers of one run.
struct Side
{
    template <typename Predicate>
    bool All(Predicate predicate) const
    {
        return std::all_of(places.begin(), places.end(), [&](auto place) {
            return predicate(run.transfers[place]);
        });
    }

    /// @return whether all have the same name
    bool HasOne(Name name) const
    {
        const auto first = run.transfers[places.front()].*name;
        return All([&](const auto& transfer) { return transfer.*name == first; });
    }

    /// @return whether none has a name
    bool HasNone(Name name) const
    {
        return All([&](const auto& transfer) { return (transfer.*name).empty(); });
    }

    bool IsPlaced() const
    {
        return All([](const auto& transfer) { return transfer.isPlaced; });
    }

    bool IsOrdered() const
    {
        return All([](const auto& transfer) { return transfer.isOrdered; });
    }

    const RecordedRun& run;
    TransferPlaces places;
};

int
CompareNames(std::string_view one, std::string_view other)
{
    // Equal texts of a run are the same one.
    return one.data() == other.data() && one.size() == other.size() ? 0 : one.compare(other);
}

/// What makes two transfers the same request.
class Sameness
{
  public:
    Sameness(const Side& one, const Side& other)
    {
        for (const Name name : {&RecordedTransfer::system,
                                &RecordedTransfer::label,
                                &RecordedTransfer::client,
                                &RecordedTransfer::server})
        {
            const bool isUnknown = one.HasNone(name) || other.HasNone(name);
            if (!isUnknown && !(one.HasOne(name) && other.HasOne(name)))
            {
                m_names.push_back(name);
            }
        }
        // Kinds that one run cannot tell from each other are in one group.
        if (!one.HasOne(&RecordedTransfer::kind) && !other.HasOne(&RecordedTransfer::kind))
        {
            m_names.push_back(&RecordedTransfer::kind);
        }
    }

    /// @return below 0, 0 or above 0, as one is before, the same as or after the other
    int Compare(const RecordedTransfer& one, const RecordedTransfer& other) const
    {
        for (const auto name : m_names)
        {
            if (const int order = CompareNames(one.*name, other.*name); order != 0)
            {
                return order;
            }
        }
        return one.requestedBytes < other.requestedBytes   ? -1
               : other.requestedBytes < one.requestedBytes ? 1
                                                           : 0;
    }

    void Sort(Side& side) const
    {
        const auto& transfers = side.run.transfers;
        std::sort(side.places.begin(), side.places.end(), [&](auto a, auto b) {
            const auto& one = transfers[a];
            const auto& other = transfers[b];
            if (const int order = Compare(one, other); order != 0)
            {
                return order < 0;
            }
            return one.start != other.start ? one.start < other.start : a < b;
        });
    }

  private:
    std::vector<Name> m_names;
};

} // namespace

std::optional<std::vector<std::pair<uint32_t, uint32_t>>>
PairTransfers(const RecordedRun& one,
              const TransferPlaces& ofOne,
              const RecordedRun& other,
              const TransferPlaces& ofOther)
{
    const auto shorter = std::min(ofOne.size(), ofOther.size());
    const auto longer = std::max(ofOne.size(), ofOther.size());
    if (shorter == 0)
    {
        return std::nullopt;
    }
    Side a{one, ofOne};
    Side b{other, ofOther};
    if (!a.IsOrdered() || !b.IsOrdered())
    {
        return std::nullopt;
    }
    if (a.IsPlaced() != b.IsPlaced() &&
        !(a.HasOne(&RecordedTransfer::client) && b.HasOne(&RecordedTransfer::client)))
    {
        return std::nullopt;
    }
    const Sameness sameness(a, b);
    sameness.Sort(a);
    sameness.Sort(b);
    std::vector<std::pair<uint32_t, uint32_t>> pairs;
    pairs.reserve(shorter);
    // Within equal ones both are in order of start: the k-th meets the k-th.
    for (auto i = a.places.begin(), j = b.places.begin();
         i != a.places.end() && j != b.places.end();)
    {
        const int order = sameness.Compare(one.transfers[*i], other.transfers[*j]);
        if (order == 0)
        {
            pairs.emplace_back(*i, *j);
        }
        i += order <= 0 ? 1 : 0;
        j += order >= 0 ? 1 : 0;
    }
    if (10 * pairs.size() < 9 * shorter || 2 * pairs.size() < longer)
    {
        return std::nullopt;
    }
    return pairs;
}

} // namespace ns3
