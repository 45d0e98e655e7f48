/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "paired-comparison.h"

#include <algorithm>
#include <cmath>

namespace ns3
{

std::optional<PairedComparison>
ComparePairs(std::vector<double> ratios, uint64_t leftOut, double confidence)
{
    if (ratios.empty())
    {
        return std::nullopt;
    }
    std::sort(ratios.begin(), ratios.end());
    PairedComparison result;
    const auto n = ratios.size();
    const auto ones = std::equal_range(ratios.begin(), ratios.end(), 1.0);
    result.pairs = n;
    result.leftOut = leftOut;
    result.below = static_cast<uint64_t>(ones.first - ratios.begin());
    result.equal = static_cast<uint64_t>(ones.second - ones.first);
    result.above = n - result.below - result.equal;
    // Where both are infinite, their sum is.
    result.medianRatio = (ratios[(n - 1) / 2] + ratios[n / 2]) / 2;
    result.interval = GetSignInterval(ratios, confidence);
    if (result.interval &&
        !(result.interval->interval.low > 0 && std::isfinite(result.interval->interval.high)))
    {
        result.interval.reset();
    }
    return result;
}

} // namespace ns3
