/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "median-bootstrap.h"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

namespace ns3
{

namespace
{

/// Ranks, from 1, that the middle of a resample may have: all but some 1e-14 of the probability.
struct Ranks
{
    std::size_t first;
    std::size_t last;
};

Ranks
FindRanks(std::size_t n)
{
    const auto middle = static_cast<double>(n) / 2;
    const double reach = 4 * std::sqrt(static_cast<double>(n)) + 2; // 8 standard deviations
    return {
        static_cast<std::size_t>(std::max(1.0, std::floor(middle - reach))),
        static_cast<std::size_t>(std::min(static_cast<double>(n), std::ceil(middle + 1 + reach)))};
}

/// P(the k-th smallest of a resample has the rank j), for all j in a range.
std::vector<double>
GetRankChances(std::size_t n, std::size_t k, Ranks ranks)
{
    const auto atMost = [n, k](std::size_t j) {
        return j == 0   ? 0.0
               : j == n ? 1.0
                        : boost::math::ibeta(static_cast<double>(k),
                                             static_cast<double>(n - k + 1),
                                             static_cast<double>(j) / static_cast<double>(n));
    };
    std::vector<double> chances;
    double below = atMost(ranks.first - 1);
    for (auto j = ranks.first; j <= ranks.last; ++j)
    {
        const double now = atMost(j);
        chances.push_back(std::max(0.0, now - below));
        below = now;
    }
    return chances;
}

/// Sort, and put equal values together.
void
Merge(std::vector<MedianChance>& chances)
{
    std::sort(chances.begin(), chances.end(), [](const auto& a, const auto& b) {
        return a.value < b.value;
    });
    std::size_t kept = 0;
    for (const auto& chance : chances)
    {
        if (kept > 0 && chances[kept - 1].value == chance.value)
        {
            chances[kept - 1].probability += chance.probability;
        }
        else
        {
            chances[kept++] = chance;
        }
    }
    chances.resize(kept);
}

/**
 * Of an even number of values: the median is the mean of the k-th and the next one, k = n/2. The
 * first has a rank of at most i, and the second one above j >= i, when k values are drawn from the
 * first i and none between: C(n,k) (i/n)^k ((n-j)/n)^(n-k).
 */
std::vector<MedianChance>
GetEvenBootstrap(const std::vector<double>& sample, Ranks ranks)
{
    constexpr double NEGLIGIBLE = 1e-18;
    const auto n = sample.size();
    const auto k = n / 2;
    const auto half = static_cast<double>(k);
    const auto size = static_cast<double>(n);
    const double logChoices = boost::math::lgamma(size + 1) - 2 * boost::math::lgamma(half + 1);
    const auto same = GetRankChances(n, k, ranks);
    std::vector<MedianChance> chances;
    for (auto i = ranks.first; i <= ranks.last; ++i)
    {
        const auto rank = static_cast<double>(i);
        // Change of (i/n)^k from the rank below.
        const double logFirst =
            half * std::log(rank / size) + std::log(-std::expm1(half * std::log1p(-1 / rank)));
        double rest = same[i - ranks.first];
        for (auto j = i + 1; j <= n; ++j)
        {
            // Change of ((n-j)/n)^(n-k) from the rank below.
            const double left = size - static_cast<double>(j) + 1;
            const double logSecond =
                half * std::log(left / size) + std::log(-std::expm1(half * std::log1p(-1 / left)));
            const double chance = std::exp(logChoices + logFirst + logSecond);
            if (chance < NEGLIGIBLE)
            {
                break;
            }
            chances.push_back({(sample[i - 1] + sample[j - 1]) / 2, chance});
            rest -= chance;
        }
        chances.push_back({sample[i - 1], std::max(0.0, rest)});
    }
    return chances;
}

/// @return P(B / A <= ratio)
double
GetRatioChance(const std::vector<MedianChance>& reference,
               const std::vector<MedianChance>& other,
               double ratio)
{
    double sum = 0;
    double below = 0; // P(B <= ratio times the value of A at hand)
    std::size_t next = 0;
    for (const auto& chance : reference)
    {
        while (next < other.size() && other[next].value <= ratio * chance.value)
        {
            below += other[next++].probability;
        }
        sum += chance.probability * below;
    }
    return sum;
}

/// @return the smallest ratio that B / A is at most with a probability of at least this
double
FindRatio(const std::vector<MedianChance>& reference,
          const std::vector<MedianChance>& other,
          double probability)
{
    constexpr double SLACK = 1e-12; // relative: of one rounding, far below the distance of ratios
    double low = other.front().value / reference.back().value * (1 - SLACK);
    double high = other.back().value / reference.front().value * (1 + SLACK);
    while (high / low > 1 + SLACK)
    {
        const double middle = std::sqrt(low * high);
        (GetRatioChance(reference, other, middle) >= probability ? high : low) = middle;
    }
    // The quotient that is there: equal medians have a ratio of exactly 1.
    double best = 0;
    std::size_t next = 0;
    for (const auto& chance : reference)
    {
        while (next < other.size() && other[next].value <= high * chance.value * (1 + SLACK))
        {
            ++next;
        }
        if (next > 0)
        {
            best = std::max(best, other[next - 1].value / chance.value);
        }
    }
    return best > 0 ? best : high;
}

} // namespace

std::vector<MedianChance>
GetMedianBootstrap(const std::vector<double>& sample)
{
    const auto n = sample.size();
    const auto ranks = FindRanks(n);
    std::vector<MedianChance> chances;
    if (n % 2 == 0)
    {
        chances = GetEvenBootstrap(sample, ranks);
    }
    else
    {
        const auto rankChances = GetRankChances(n, (n + 1) / 2, ranks);
        for (auto i = ranks.first; i <= ranks.last; ++i)
        {
            chances.push_back({sample[i - 1], rankChances[i - ranks.first]});
        }
    }
    Merge(chances);
    return chances;
}

Interval
GetMedianRatioInterval(const std::vector<double>& reference,
                       const std::vector<double>& other,
                       double confidence)
{
    const auto a = GetMedianBootstrap(reference);
    const auto b = GetMedianBootstrap(other);
    const double outside = (1 - confidence) / 2;
    return {FindRatio(a, b, outside), FindRatio(a, b, 1 - outside)};
}

} // namespace ns3
