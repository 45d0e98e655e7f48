/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "compare/median-bootstrap.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <numeric>
#include <vector>

using namespace ns3;

namespace
{

double
GetMedian(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const auto n = values.size();
    return (values[(n - 1) / 2] + values[n / 2]) / 2;
}

/// All n^n resamples of a sample.
std::map<double, double>
Enumerate(const std::vector<double>& sample)
{
    const auto n = sample.size();
    const auto all = static_cast<std::size_t>(std::llround(std::pow(n, n)));
    std::map<double, std::size_t> counts;
    for (std::size_t i = 0; i < all; ++i)
    {
        std::vector<double> resample;
        for (std::size_t rest = i; resample.size() < n; rest /= n)
        {
            resample.push_back(sample[rest % n]);
        }
        ++counts[GetMedian(resample)];
    }
    std::map<double, double> chances;
    for (const auto& [median, count] : counts)
    {
        chances[median] = static_cast<double>(count) / static_cast<double>(all);
    }
    return chances;
}

/// Values at the middle of equal shares of an exponential distribution.
std::vector<double>
MakeExponential(std::size_t n, double mean)
{
    std::vector<double> values;
    for (std::size_t i = 0; i < n; ++i)
    {
        values.push_back(-mean * std::log(1 - (static_cast<double>(i) + 0.5) / n));
    }
    return values;
}

} // namespace

TEST(MedianBootstrapTest, IsThatOfAllResamples)
{
    const std::vector<std::vector<double>> samples{{5},
                                                   {1, 4},
                                                   {1, 2, 7},
                                                   {1, 2, 4, 8},
                                                   {3, 3, 3, 9},
                                                   {1, 10, 100, 1000, 10000},
                                                   {1, 3, 9, 27, 81, 243},
                                                   {1, 2, 2, 5, 6, 9, 9}};
    for (const auto& sample : samples)
    {
        const auto expected = Enumerate(sample);
        const auto chances = GetMedianBootstrap(sample);
        ASSERT_EQ(chances.size(), expected.size()) << sample.size();
        auto one = expected.begin();
        for (const auto& chance : chances)
        {
            EXPECT_EQ(chance.value, one->first);
            EXPECT_NEAR(chance.probability, one->second, 1e-13) << sample.size();
            ++one;
        }
    }
}

TEST(MedianBootstrapTest, MissesNothingOfLargeSamples)
{
    for (std::size_t n : {1000, 1001, 100'000, 100'001})
    {
        std::vector<double> sample(n);
        std::iota(sample.begin(), sample.end(), 0);
        double sum = 0;
        double mean = 0;
        double square = 0;
        for (const auto& [value, probability] : GetMedianBootstrap(sample))
        {
            sum += probability;
            mean += probability * value;
            square += probability * value * value;
        }
        EXPECT_NEAR(sum, 1, 1e-9) << n;
        const auto size = static_cast<double>(n);
        EXPECT_NEAR(mean, (size - 1) / 2, 1e-6 * size) << n;
        // The limit: the median of n uniform values on (0, n) has a variance of n/4.
        EXPECT_NEAR((square - mean * mean) / (size / 4), 1, 0.01) << n;
    }
}

TEST(MedianBootstrapTest, IntervalIsThatOfRationalArithmetic)
{
    // Both distributions and that of their quotient in Python's fractions: 2.522 % and 97.523 % of
    // the probability are at most these.
    const auto interval =
        GetMedianRatioInterval(MakeExponential(20, 1), MakeExponential(21, 1.3), 0.95);
    EXPECT_NEAR(interval.low, 0.5303139085304736, 1e-12);
    EXPECT_NEAR(interval.high, 3.1259299329187322, 1e-12);
}

TEST(MedianBootstrapTest, IntervalIsThatOfMillionsOfReplicates)
{
    // numpy 1.24: percentiles 2.5 and 97.5 of 2 000 000 replicates.
    const auto large =
        GetMedianRatioInterval(MakeExponential(101, 1), MakeExponential(60, 1.3), 0.95);
    EXPECT_NEAR(large.low, 0.810362764783837, 0.002);
    EXPECT_NEAR(large.high, 2.03907096693222, 0.01);
}

TEST(MedianBootstrapTest, IntervalOfAllResamplesByHand)
{
    // {1, 2, 3}: the median is 1 or 3 with 7/27 each, and 2 with 13/27. Against {2} the ratio is 2
    // with 7/27, 1 with 13/27 and 2/3 with 7/27.
    const auto wide = GetMedianRatioInterval({1, 2, 3}, {2}, 0.95);
    EXPECT_EQ(wide.low, 2.0 / 3);
    EXPECT_EQ(wide.high, 2);
    const auto narrow = GetMedianRatioInterval({1, 2, 3}, {2}, 0.4); // 0.3 to 0.7
    EXPECT_EQ(narrow.low, 1);
    EXPECT_EQ(narrow.high, 1);
}

TEST(MedianBootstrapTest, EqualValuesHaveARatioOfExactlyOne)
{
    const std::vector<double> sample(50, 0.0371);
    const auto interval = GetMedianRatioInterval(sample, sample, 0.95);
    EXPECT_EQ(interval.low, 1);
    EXPECT_EQ(interval.high, 1);
}

TEST(MedianBootstrapTest, ScalesWithTheSample)
{
    const auto a = MakeExponential(500, 1);
    const auto interval = GetMedianRatioInterval(a, MakeExponential(400, 1.5), 0.95);
    const auto scaled = GetMedianRatioInterval(a, MakeExponential(400, 3), 0.95);
    EXPECT_NEAR(scaled.low / interval.low, 2, 1e-9);
    EXPECT_NEAR(scaled.high / interval.high, 2, 1e-9);
}

TEST(MedianBootstrapTest, CoversAsTheNormalLimitSays)
{
    // For large n the log of the ratio has a standard deviation of sqrt(1/n + 1/m) / (2 f(q) q),
    // which is sqrt(1/n + 1/m) / ln 2 for exponential values.
    constexpr std::size_t N = 40'000;
    const auto interval =
        GetMedianRatioInterval(MakeExponential(N, 1), MakeExponential(N, 1), 0.95);
    const double deviation = std::sqrt(2.0 / N) / std::log(2.0);
    EXPECT_NEAR(std::log(interval.high) / (1.959964 * deviation), 1, 0.02);
    EXPECT_NEAR(std::log(interval.low) / (-1.959964 * deviation), 1, 0.02);
}
