/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "compare/median-sign-interval.h"

#include "ns3/mersenne-twister.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>

using namespace ns3;

namespace
{

std::vector<double>
CountTo(std::size_t n)
{
    std::vector<double> values(n);
    std::iota(values.begin(), values.end(), 1);
    return values;
}

/// 1 - 2 P(X < rank), from whole numbers: those of n up to 60 are exact.
double
SumCoverage(std::size_t n, std::size_t rank)
{
    uint64_t choices = 1;
    uint64_t below = 0;
    for (std::size_t i = 0; i < rank; ++i)
    {
        below += choices;
        choices = choices * (n - i) / (i + 1);
    }
    return 1 - std::ldexp(static_cast<double>(below), 1 - static_cast<int>(n));
}

} // namespace

TEST(MedianSignIntervalTest, CoverageIsThatOfTheBinomial)
{
    for (std::size_t n = 1; n <= 60; ++n)
    {
        for (std::size_t rank = 1; rank <= (n + 1) / 2; ++rank)
        {
            EXPECT_NEAR(GetSignCoverage(n, rank), SumCoverage(n, rank), 1e-12) << n << ' ' << rank;
        }
    }
}

TEST(MedianSignIntervalTest, RanksAreTheLargestThatCoverEnough)
{
    for (std::size_t n = 6; n <= 60; ++n)
    {
        const auto found = GetSignInterval(CountTo(n), 0.95);
        ASSERT_TRUE(found) << n;
        const auto rank = static_cast<std::size_t>(found->interval.low);
        EXPECT_EQ(found->interval.high, static_cast<double>(n + 1 - rank)) << n;
        EXPECT_GE(SumCoverage(n, rank), 0.95) << n;
        if (rank < (n + 1) / 2)
        {
            EXPECT_LT(SumCoverage(n, rank + 1), 0.95) << n;
        }
        EXPECT_NEAR(found->coverage, SumCoverage(n, rank), 1e-12) << n;
    }
}

TEST(MedianSignIntervalTest, SixValuesAreTheFewest)
{
    for (std::size_t n = 0; n < 6; ++n)
    {
        EXPECT_FALSE(GetSignInterval(CountTo(n), 0.95)) << n; // five have 15/16
    }
    const auto six = GetSignInterval(CountTo(6), 0.95);
    ASSERT_TRUE(six);
    EXPECT_EQ(six->interval.low, 1);
    EXPECT_EQ(six->interval.high, 6);
    EXPECT_NEAR(six->coverage, 31.0 / 32, 1e-12);
    EXPECT_TRUE(GetSignInterval(CountTo(5), 0.9));
}

TEST(MedianSignIntervalTest, RanksOfTheTables)
{
    // W. J. Conover, table of the binomial distribution, p = 1/2: ranks 3 of 12, 6 of 20, 40 of
    // 100.
    for (const auto& [n, rank] : {std::pair<std::size_t, double>{12, 3}, {20, 6}, {100, 40}})
    {
        EXPECT_EQ(GetSignInterval(CountTo(n), 0.95)->interval.low, rank) << n;
    }
}

TEST(MedianSignIntervalTest, ManyValuesFollowTheNormalLimit)
{
    constexpr std::size_t N = 1000000;
    const auto found = GetSignInterval(CountTo(N), 0.95);
    EXPECT_NEAR(found->interval.low, N / 2.0 - 1.959964 * std::sqrt(N) / 2 + 0.5, 1);
    EXPECT_GE(found->coverage, 0.95);
    const auto rank = static_cast<std::size_t>(found->interval.low);
    EXPECT_LT(GetSignCoverage(N, rank + 1), 0.95);
}

TEST(MedianSignIntervalTest, EqualValuesAreAnIntervalOfOnePoint)
{
    const auto found = GetSignInterval(std::vector<double>(50, 1.1), 0.95);
    EXPECT_EQ(found->interval.low, 1.1);
    EXPECT_EQ(found->interval.high, 1.1);
}

TEST(MedianSignIntervalTest, HoldsTheMedianAsOftenAsItSays)
{
    // Exponential values, whose median is ln 2. Each of the replicates holds it or does not.
    constexpr std::size_t REPLICATES = 20000;
    for (std::size_t n : {6, 9, 20})
    {
        MersenneTwister random(static_cast<uint32_t>(n));
        std::size_t held = 0;
        double coverage = 0;
        for (std::size_t replicate = 0; replicate < REPLICATES; ++replicate)
        {
            std::vector<double> values;
            for (std::size_t i = 0; i < n; ++i)
            {
                values.push_back(-std::log((random() + 0.5) / 4294967296.0));
            }
            std::sort(values.begin(), values.end());
            const auto found = GetSignInterval(values, 0.95);
            held += found->interval.low <= std::log(2) && std::log(2) <= found->interval.high;
            coverage = found->coverage;
        }
        const double deviation = std::sqrt(coverage * (1 - coverage) / REPLICATES);
        EXPECT_NEAR(static_cast<double>(held) / REPLICATES, coverage, 4 * deviation) << n;
    }
}
