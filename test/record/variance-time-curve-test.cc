/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/variance-time-curve.h"

#include <cmath>
#include <gtest/gtest.h>
#include <random>
#include <vector>

namespace ns3
{

namespace
{

TEST(VarianceTimeCurveTest, IsTheNormalisedVarianceOfBlocks)
{
    // 0 and 2 in turns: a variance of 1 by the square of the mean 1; nothing is left in two bins.
    std::vector<double> bins;
    for (int i = 0; i < 100; ++i)
    {
        bins.push_back(i % 2 == 0 ? 0 : 2);
    }
    const auto curve = MakeVarianceTimeCurve(bins);
    ASSERT_EQ(curve.size(), 6U);
    const std::size_t blocks[] = {1, 2, 3, 4, 6, 10};
    for (std::size_t i = 0; i < curve.size(); ++i)
    {
        EXPECT_EQ(curve[i].block, blocks[i]);
    }
    EXPECT_DOUBLE_EQ(curve[0].variance, 1);
    EXPECT_DOUBLE_EQ(curve[1].variance, 0);
    // Three bins have 2 or 4 in turns; there are 33 of them.
    const double mean = (17 * 2.0 + 16 * 4.0) / 99;
    const double second = (17 * 4.0 + 16 * 16.0) / 9 / 33;
    EXPECT_NEAR(curve[2].variance, (second - mean * mean) / (mean * mean), 1e-12);
}

TEST(VarianceTimeCurveTest, IsEmptyForTooFewBinsOrNoBytes)
{
    EXPECT_TRUE(MakeVarianceTimeCurve({}).empty());
    EXPECT_TRUE(MakeVarianceTimeCurve(std::vector<double>(9, 1)).empty());
    EXPECT_EQ(MakeVarianceTimeCurve(std::vector<double>(10, 1)).size(), 1U);
    EXPECT_TRUE(MakeVarianceTimeCurve(std::vector<double>(1000, 0)).empty());
}

TEST(VarianceTimeCurveTest, SlopesArePowers)
{
    std::vector<VarianceTimePoint> curve;
    for (const std::size_t block : {1, 10, 100, 1000, 10000})
    {
        curve.push_back({block, 3 * std::pow(static_cast<double>(block), -0.53)});
    }
    EXPECT_NEAR(*FitVarianceTimeSlope(curve, 10, 1000), -0.53, 1e-12);
    curve[4].variance = 100; // beyond what is asked for
    EXPECT_NEAR(*FitVarianceTimeSlope(curve, 10, 1000), -0.53, 1e-12);
    EXPECT_FALSE(FitVarianceTimeSlope(curve, 10, 10));
    EXPECT_FALSE(FitVarianceTimeSlope(curve, 11, 99));
    EXPECT_FALSE(FitVarianceTimeSlope({}, 1, 1000));
    curve[2].variance = 0;
    EXPECT_FALSE(FitVarianceTimeSlope(curve, 10, 1000));
}

TEST(VarianceTimeCurveTest, IndependentBinsHaveASlopeOfMinusOne)
{
    std::mt19937_64 engine(1);
    std::vector<double> bins;
    for (int i = 0; i < 200000; ++i)
    {
        bins.push_back(static_cast<double>(engine() >> 11) * 0x1p-53);
    }
    const auto curve = MakeVarianceTimeCurve(bins);
    EXPECT_NEAR(curve[0].variance, 1 / 3.0, 0.005);
    // 200 blocks of the longest: their variance is off by 10 %, the slope by a few of them.
    EXPECT_NEAR(*FitVarianceTimeSlope(curve, 1, 1000), -1, 0.05);
}

} // namespace

} // namespace ns3
