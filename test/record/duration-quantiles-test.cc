/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/duration-quantiles.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <random>
#include <stdexcept>
#include <vector>

using namespace ns3;

namespace
{

/// numpy.percentile by its definition, in nanoseconds.
double
Percentile(std::vector<int64_t> samples, double percent)
{
    std::sort(samples.begin(), samples.end());
    const double rank = percent / 100 * static_cast<double>(samples.size() - 1);
    const auto below = static_cast<std::size_t>(rank);
    const auto above = std::min(below + 1, samples.size() - 1);
    const auto low = static_cast<double>(samples[below]);
    return low + (static_cast<double>(samples[above]) - low) * (rank - std::floor(rank));
}

TEST(DurationQuantilesTest, InterpolatesAsNumpyDoes)
{
    DurationQuantiles quantiles;
    for (int milliseconds : {40, 10, 30, 20})
    {
        quantiles.Add(MilliSeconds(milliseconds));
    }
    EXPECT_EQ(quantiles.GetCount(), 4U);
    // numpy.percentile([10, 20, 30, 40], [0, 1, 25, 50, 99, 100])
    EXPECT_EQ(quantiles.GetPercentile(0), MilliSeconds(10));
    EXPECT_EQ(quantiles.GetPercentile(1), MicroSeconds(10300));
    EXPECT_EQ(quantiles.GetPercentile(25), MicroSeconds(17500));
    EXPECT_EQ(quantiles.GetPercentile(50), MilliSeconds(25));
    EXPECT_EQ(quantiles.GetPercentile(99), MicroSeconds(39700));
    EXPECT_EQ(quantiles.GetPercentile(100), MilliSeconds(40));
    quantiles.Add(MilliSeconds(0));
    EXPECT_EQ(quantiles.GetPercentile(50), MilliSeconds(20));
}

TEST(DurationQuantilesTest, OneDurationIsEveryPercentile)
{
    DurationQuantiles quantiles;
    quantiles.Add(NanoSeconds(7));
    EXPECT_EQ(quantiles.GetPercentile(1), NanoSeconds(7));
    EXPECT_EQ(quantiles.GetPercentile(99), NanoSeconds(7));
}

TEST(DurationQuantilesTest, WithoutDurationsThereIsNoPercentile)
{
    EXPECT_THROW(DurationQuantiles().GetPercentile(50), std::logic_error);
}

/// Number of durations, and how wrong a percentile may be.
class DurationQuantilesSizeTest : public testing::TestWithParam<std::pair<std::size_t, double>>
{
};

TEST_P(DurationQuantilesSizeTest, StaysWithinItsBound)
{
    const auto [size, bound] = GetParam();
    std::mt19937_64 random(1);
    std::lognormal_distribution<> lognormal(std::log(5e7), 4); // 10 ns to hours
    DurationQuantiles quantiles;
    std::vector<int64_t> samples;
    for (std::size_t i = 0; i < size; ++i)
    {
        samples.push_back(static_cast<int64_t>(lognormal(random)));
        quantiles.Add(NanoSeconds(samples.back()));
    }
    for (double percent : {0., 0.01, 1., 5., 25., 50., 75., 95., 99., 99.99, 100.})
    {
        const double expected = Percentile(samples, percent);
        EXPECT_NEAR(static_cast<double>(quantiles.GetPercentile(percent).GetNanoSeconds()),
                    expected,
                    0.5 + bound * expected)
            << percent << " % of " << size;
    }
}

INSTANTIATE_TEST_SUITE_P(Sizes,
                         DurationQuantilesSizeTest,
                         testing::Values(std::pair{1000, 1e-12},
                                         std::pair{DurationQuantiles::EXACT_SAMPLES, 1e-12},
                                         std::pair{DurationQuantiles::EXACT_SAMPLES + 1, 1e-3},
                                         std::pair{300'000, 1e-3}));

TEST(DurationQuantilesTest, ShortDurationsStayExact)
{
    DurationQuantiles quantiles;
    for (int i = 0; i < 102'400; ++i)
    {
        quantiles.Add(NanoSeconds(i / 100));
    }
    EXPECT_EQ(quantiles.GetPercentile(0), NanoSeconds(0));
    EXPECT_EQ(quantiles.GetPercentile(25), NanoSeconds(255 + 1));
    EXPECT_EQ(quantiles.GetPercentile(100), NanoSeconds(1023));
}

TEST(DurationQuantilesTest, TakesTheLongestTime)
{
    DurationQuantiles quantiles;
    for (std::size_t i = 0; i <= DurationQuantiles::EXACT_SAMPLES; ++i)
    {
        quantiles.Add(Seconds(9e9));
    }
    EXPECT_NEAR(quantiles.GetPercentile(50).GetSeconds(), 9e9, 9e6);
}

TEST(DurationQuantilesTest, SharesMergeToWhatOneWouldKnow)
{
    // Exact, exact on both sides but not together, and in buckets on either side.
    constexpr std::size_t LIMIT = DurationQuantiles::EXACT_SAMPLES;
    for (const auto& [first, second] :
         std::vector<std::pair<std::size_t, std::size_t>>{{0, 0},
                                                          {0, 10},
                                                          {10, 5},
                                                          {LIMIT - 5, 10},
                                                          {LIMIT + 5, 10},
                                                          {10, LIMIT + 5},
                                                          {LIMIT + 1, LIMIT + 2}})
    {
        DurationQuantiles whole;
        DurationQuantiles parts[2];
        for (std::size_t i = 0; i < first + second; ++i)
        {
            const auto duration = NanoSeconds(i * i % 1'000'003 * 1000);
            whole.Add(duration);
            parts[i < first ? 0 : 1].Add(duration);
        }
        parts[0].Merge(parts[1].Save());
        ASSERT_EQ(parts[0].GetCount(), whole.GetCount());
        for (const double percent : {0.0, 1.0, 50.0, 99.9, 100.0})
        {
            if (whole.GetCount() > 0)
            {
                EXPECT_EQ(parts[0].GetPercentile(percent), whole.GetPercentile(percent))
                    << first << " and " << second;
            }
        }
    }
}

} // namespace
