/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/binomial.h"

#include <algorithm>
#include <cmath>

namespace ns3
{

namespace
{

/// Up to this mean, inversion is used.
constexpr double SMALL_MEAN = 10;

/// Waits for the next success, again and again: takes a draw more than there are successes.
uint64_t
DrawByGaps(double trials, double chance, UniformSource& uniform)
{
    const double logarithm = std::log1p(-chance);
    double passed = 0;
    uint64_t successes = 0;
    while (true)
    {
        passed += std::floor(std::log1p(-uniform.NextUniform()) / logarithm) + 1;
        if (passed > trials)
        {
            return successes;
        }
        ++successes;
    }
}

/// Transformed rejection; the chance is at most one half.
uint64_t
DrawByRejection(double trials, double chance, UniformSource& uniform)
{
    const double deviation = std::sqrt(trials * chance * (1 - chance));
    const double b = 1.15 + 2.53 * deviation;
    const double a = -0.0873 + 0.0248 * b + 0.01 * chance;
    const double center = trials * chance + 0.5;
    const double squeeze = 0.92 - 4.2 / b;
    const double alpha = (2.83 + 5.1 / b) * deviation;
    const double logOdds = std::log(chance / (1 - chance));
    const double mode = std::floor((trials + 1) * chance);
    const double height = std::lgamma(mode + 1) + std::lgamma(trials - mode + 1);
    while (true)
    {
        const double u = uniform.NextUniform() - 0.5;
        const double v = uniform.NextUniform();
        const double us = 0.5 - std::abs(u);
        const double k = std::floor((2 * a / us + b) * u + center);
        if (us >= 0.07 && v <= squeeze)
        {
            return static_cast<uint64_t>(k);
        }
        if (!(k >= 0 && k <= trials))
        {
            continue;
        }
        if (std::log(v * alpha / (a / (us * us) + b)) <=
            height - std::lgamma(k + 1) - std::lgamma(trials - k + 1) + (k - mode) * logOdds)
        {
            return static_cast<uint64_t>(k);
        }
    }
}

} // namespace

uint64_t
DrawBinomial(uint64_t trials, double chance, UniformSource& uniform)
{
    if (trials == 0 || !(chance > 0))
    {
        return 0;
    }
    if (chance >= 1)
    {
        return trials;
    }
    if (chance > 0.5)
    {
        return trials - DrawBinomial(trials, 1 - chance, uniform);
    }
    const auto number = static_cast<double>(trials);
    return number * chance < SMALL_MEAN ? DrawByGaps(number, chance, uniform)
                                        : DrawByRejection(number, chance, uniform);
}

std::vector<uint64_t>
DrawMultinomial(uint64_t trials, const std::vector<double>& shares, UniformSource& uniform)
{
    double left = 0;
    for (const double share : shares)
    {
        left += share;
    }
    std::vector<uint64_t> counts(shares.size(), 0);
    for (std::size_t i = 0; i < shares.size() && trials > 0; ++i)
    {
        // The rest goes to the last class that has a share, whatever rounding has left.
        const bool isLast = std::all_of(shares.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                        shares.end(),
                                        [](double share) { return share <= 0; });
        counts[i] = isLast ? trials : DrawBinomial(trials, shares[i] / left, uniform);
        trials -= counts[i];
        left -= shares[i];
    }
    return counts;
}

} // namespace ns3
