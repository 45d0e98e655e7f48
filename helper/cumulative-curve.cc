/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/cumulative-curve.h"

#include <algorithm>
#include <cstddef>

namespace ns3
{

namespace
{

constexpr std::size_t MAX_EXACT = 1000;

/// @return the ranks that are shown of so many values, ascending
std::vector<std::size_t>
ChooseRanks(std::size_t count)
{
    std::vector<std::size_t> ranks;
    for (std::size_t i = 0; i < std::min(count, MAX_EXACT); ++i)
    {
        // Of more values than that, the middles of equal parts.
        ranks.push_back(count <= MAX_EXACT ? i : (2 * i + 1) * count / (2 * MAX_EXACT));
    }
    if (count > MAX_EXACT)
    {
        ranks.insert(ranks.begin(), 0);
        std::vector<std::size_t> top;
        for (std::size_t decade = 1; decade < count; decade *= 10)
        {
            for (const std::size_t factor : {1, 2, 5})
            {
                if (factor * decade < count && count - factor * decade > ranks.back())
                {
                    top.push_back(count - factor * decade);
                }
            }
        }
        ranks.insert(ranks.end(), top.rbegin(), top.rend());
    }
    return ranks;
}

template <typename GetValue>
std::vector<PlotPoint>
MakeCurve(std::size_t count, GetValue getValue)
{
    std::vector<PlotPoint> points;
    for (const auto rank : ChooseRanks(count))
    {
        const double value = getValue(rank);
        if (points.empty())
        {
            points.push_back({value, 0});
        }
        const double share = static_cast<double>(rank + 1) / static_cast<double>(count);
        if (points.size() > 1 && points.back().x == value)
        {
            points.back().y = share; // one step for equal values
        }
        else
        {
            points.push_back({value, share});
        }
    }
    return points;
}

} // namespace

std::vector<PlotPoint>
MakeCumulativeCurve(const std::vector<double>& sorted)
{
    return MakeCurve(sorted.size(), [&sorted](std::size_t rank) { return sorted[rank]; });
}

std::vector<PlotPoint>
MakeCumulativeCurve(const DurationQuantiles& durations)
{
    const auto count = durations.GetCount();
    return MakeCurve(count, [&durations, count](std::size_t rank) {
        const double percent =
            count == 1 ? 0 : 100 * static_cast<double>(rank) / static_cast<double>(count - 1);
        return durations.GetPercentile(std::min(percent, 100.0)).GetSeconds();
    });
}

} // namespace ns3
