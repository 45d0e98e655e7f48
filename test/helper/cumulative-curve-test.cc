/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/cumulative-curve.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <random>

using namespace ns3;

namespace
{

/// @return the share of values that are not above x
double
GetShare(const std::vector<double>& sorted, double x)
{
    return static_cast<double>(std::upper_bound(sorted.begin(), sorted.end(), x) - sorted.begin()) /
           static_cast<double>(sorted.size());
}

std::vector<double>
Draw(std::size_t count)
{
    std::mt19937_64 random(3);
    std::vector<double> values;
    for (std::size_t i = 0; i < count; ++i)
    {
        // Whole nanoseconds, as of simulated times; all different.
        values.push_back(static_cast<double>(random() % 1'000'000'000 + i) * 1e-9);
    }
    std::sort(values.begin(), values.end());
    return values;
}

} // namespace

TEST(CumulativeCurve, HasEveryValueOfASmallSample)
{
    const auto curve = MakeCumulativeCurve(std::vector<double>{1, 2, 2, 5});
    ASSERT_EQ(curve.size(), 4U);
    const double x[] = {1, 1, 2, 5};
    const double y[] = {0, 0.25, 0.75, 1};
    for (std::size_t i = 0; i < curve.size(); ++i)
    {
        EXPECT_EQ(curve[i].x, x[i]);
        EXPECT_EQ(curve[i].y, y[i]);
    }
    EXPECT_TRUE(MakeCumulativeCurve(std::vector<double>()).empty());
}

TEST(CumulativeCurve, OfALargeSampleIsThinAndOnIt)
{
    const auto values = Draw(200'000);
    const auto curve = MakeCumulativeCurve(values);
    EXPECT_LT(curve.size(), 1100U);
    EXPECT_EQ(curve.front().x, values.front());
    EXPECT_EQ(curve.back().x, values.back());
    EXPECT_EQ(curve.back().y, 1);
    for (std::size_t i = 1; i < curve.size(); ++i)
    {
        // Values may be equal: then the curve goes up to their end in a later point, if at all.
        EXPECT_LE(curve[i].y, GetShare(values, curve[i].x));
        EXPECT_GE(curve[i].y, GetShare(values, curve[i].x) - 5.0 / 200'000);
        EXPECT_GE(curve[i].x, curve[i - 1].x);
        EXPECT_GT(curve[i].y, curve[i - 1].y);
        EXPECT_LE(curve[i].y - curve[i - 1].y, 0.001 + 1e-12);
    }
    // The tail is there to the last value.
    EXPECT_NEAR(curve[curve.size() - 2].y, 1 - 1.0 / 200'000, 1e-12);
}

TEST(CumulativeCurve, DurationsGiveTheSame)
{
    for (const std::size_t count : {1U, 2U, 700U, 30'000U})
    {
        const auto values = Draw(count);
        DurationQuantiles durations;
        for (const double value : values)
        {
            durations.Add(NanoSeconds(std::llround(value * 1e9)));
        }
        const auto expected = MakeCumulativeCurve(values);
        const auto curve = MakeCumulativeCurve(durations);
        ASSERT_EQ(curve.size(), expected.size());
        for (std::size_t i = 0; i < curve.size(); ++i)
        {
            EXPECT_NEAR(curve[i].x, expected[i].x, 2e-9);
            EXPECT_EQ(curve[i].y, expected[i].y);
        }
    }
}
