/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "test-data.h"

#include "ns3/published-sizes.h"
#include "ns3/python-random.h"
#include "ns3/size-distribution-reader.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace ns3
{

namespace
{

using Sampling = SizeDistribution::Sampling;
using Point = SizeDistribution::Point;

constexpr double NO_LIMIT = std::numeric_limits<double>::infinity();

/// A jump at 300, a gap from 300 to 600, and something below the first point.
const std::vector<Point> JUMP_AND_GAP{{150, 0.1}, {300, 0.2}, {300, 0.4}, {600, 0.4}, {1000, 1}};

/// The inverse as a binary search finds it.
double
SearchQuantile(const SizeDistribution& sizes, double fraction)
{
    const auto& points = sizes.GetPoints();
    const auto to =
        std::lower_bound(points.begin(),
                         points.end(),
                         fraction,
                         [](const Point& point, double value) { return point.fraction < value; });
    if (sizes.GetSampling() == Sampling::STEP || to->fraction == 0)
    {
        return to->size;
    }
    const Point from = to == points.begin() ? Point{0, 0} : *(to - 1);
    return from.size +
           (fraction - from.fraction) * (to->size - from.size) / (to->fraction - from.fraction);
}

/// Distributions of all shapes, with and without reference data.
std::vector<std::shared_ptr<const SizeDistribution>>
GetAll()
{
    std::vector<std::shared_ptr<const SizeDistribution>> all{
        std::make_shared<SizeDistribution>("jump", JUMP_AND_GAP, Sampling::LINEAR),
        std::make_shared<SizeDistribution>("one", std::vector<Point>{{8, 1}}, Sampling::LINEAR),
        std::make_shared<SizeDistribution>("zero",
                                           std::vector<Point>{{0, 0}, {0, 0.5}, {0, 1}},
                                           Sampling::LINEAR)};
    for (const auto& name : GetPublishedSizes())
    {
        all.push_back(FindPublishedSizes(name));
    }
    for (const auto* file :
         {"conweave_webserver", "homa_w1_facebookkeyvalue_sampled", "hkust_fb_cdf"})
    {
        const auto path = GetTestDataPath(std::string("cdf/") + file + ".cdf");
        if (std::filesystem::exists(path))
        {
            all.push_back(LoadSizeDistribution(path));
        }
    }
    const auto count = all.size();
    for (std::size_t i = 0; i < count; ++i)
    {
        all.push_back(all[i]->WithSampling(Sampling::STEP));
    }
    return all;
}

TEST(SizeDistribution, GuideTableGivesWhatABinarySearchGives)
{
    for (const auto& sizes : GetAll())
    {
        SCOPED_TRACE(sizes->GetName());
        std::vector<double> fractions{0, 1, std::numeric_limits<double>::denorm_min()};
        for (const auto& point : sizes->GetPoints())
        {
            for (const double fraction : {point.fraction,
                                          std::nextafter(point.fraction, 0.0),
                                          std::nextafter(point.fraction, 1.0)})
            {
                fractions.push_back(fraction);
            }
        }
        for (int cell = 0; cell < 4096; ++cell)
        {
            fractions.push_back(cell / 4096.0);
            fractions.push_back(std::nextafter(cell / 4096.0, 0.0));
        }
        PythonRandom random(1);
        for (int i = 0; i < 100000; ++i)
        {
            fractions.push_back(random.Random());
        }
        for (const double fraction : fractions)
        {
            ASSERT_EQ(sizes->GetQuantile(fraction), SearchQuantile(*sizes, fraction)) << fraction;
        }
    }
}

TEST(SizeDistribution, DrawIsTheQuantileOfOneUniformNumber)
{
    const SizeDistribution sizes("", JUMP_AND_GAP, Sampling::LINEAR);
    PythonRandom random(1);
    PythonRandom same(1);
    for (int i = 0; i < 100; ++i)
    {
        ASSERT_EQ(sizes.Draw(random), sizes.GetQuantile(same.Random()));
    }
}

TEST(SizeDistribution, LinearSizesLieOnTheLines)
{
    const SizeDistribution sizes("", JUMP_AND_GAP, Sampling::LINEAR);
    EXPECT_EQ(sizes.GetQuantile(0), 0);
    EXPECT_EQ(sizes.GetQuantile(0.05), 75);
    EXPECT_EQ(sizes.GetQuantile(0.1), 150);
    EXPECT_EQ(sizes.GetQuantile(0.3), 300);
    EXPECT_EQ(sizes.GetQuantile(0.4), 300);
    EXPECT_DOUBLE_EQ(sizes.GetQuantile(0.7), 800);
    EXPECT_EQ(sizes.GetQuantile(1), 1000);
}

TEST(SizeDistribution, StepSizesAreThoseOfTheUpperPoints)
{
    const SizeDistribution sizes("", JUMP_AND_GAP, Sampling::STEP);
    EXPECT_EQ(sizes.GetQuantile(0), 150);
    EXPECT_EQ(sizes.GetQuantile(0.1), 150);
    EXPECT_EQ(sizes.GetQuantile(0.15), 300);
    EXPECT_EQ(sizes.GetQuantile(0.4), 300);
    EXPECT_EQ(sizes.GetQuantile(0.41), 1000);
    EXPECT_EQ(sizes.GetQuantile(1), 1000);
}

TEST(SizeDistribution, SmallestSizeIsTheFirstOneWhereNothingIsBelow)
{
    const SizeDistribution sizes("", {{4000, 0}, {5000, 1}}, Sampling::LINEAR);
    EXPECT_EQ(sizes.GetQuantile(0), 4000);
    EXPECT_EQ(sizes.GetQuantile(0.5), 4500);
}

TEST(SizeDistribution, FractionIsTheDistributionFunction)
{
    const SizeDistribution linear("", JUMP_AND_GAP, Sampling::LINEAR);
    EXPECT_EQ(linear.GetFraction(-1), 0);
    EXPECT_EQ(linear.GetFraction(0), 0);
    EXPECT_EQ(linear.GetFraction(75), 0.05);
    EXPECT_EQ(linear.GetFraction(150), 0.1);
    EXPECT_NEAR(linear.GetFraction(299.999), 0.2, 1e-6);
    EXPECT_EQ(linear.GetFraction(300), 0.4);
    EXPECT_EQ(linear.GetFraction(500), 0.4);
    EXPECT_DOUBLE_EQ(linear.GetFraction(800), 0.7);
    EXPECT_EQ(linear.GetFraction(1000), 1);
    EXPECT_EQ(linear.GetFraction(1e9), 1);

    const SizeDistribution step("", JUMP_AND_GAP, Sampling::STEP);
    EXPECT_EQ(step.GetFraction(149), 0);
    EXPECT_EQ(step.GetFraction(150), 0.1);
    EXPECT_EQ(step.GetFraction(299), 0.1);
    EXPECT_EQ(step.GetFraction(300), 0.4);
    EXPECT_EQ(step.GetFraction(999), 0.4);
    EXPECT_EQ(step.GetFraction(1000), 1);
}

TEST(SizeDistribution, FractionUndoesTheQuantile)
{
    const auto sizes = FindPublishedSizes("google-rpc-2008");
    for (int i = 1; i <= 1000; ++i)
    {
        ASSERT_NEAR(sizes->GetFraction(sizes->GetQuantile(i / 1000.0)), i / 1000.0, 1e-12);
    }
}

TEST(SizeDistribution, MeanIsThatOfTheRule)
{
    // 0.1 * 75 + 0.1 * 225 + 0.2 * 300 + 0 * 450 + 0.6 * 800
    EXPECT_DOUBLE_EQ(SizeDistribution("", JUMP_AND_GAP, Sampling::LINEAR).GetMean(), 570);
    // 0.1 * 150 + 0.3 * 300 + 0.6 * 1000
    EXPECT_DOUBLE_EQ(SizeDistribution("", JUMP_AND_GAP, Sampling::STEP).GetMean(), 705);
}

TEST(SizeDistribution, LimitedMeanIsTheIntegralOfTheLimitedQuantile)
{
    for (const auto& sizes : GetAll())
    {
        SCOPED_TRACE(sizes->GetName());
        for (const double limit : {0.0, 100.0, 300.0, 450.0, 7000.0, 2e6, 1e12, NO_LIMIT})
        {
            // By parts: the smaller one is beyond x with probability 1 - F(x), up to the limit.
            double integral = 0;
            double previous = 0;
            auto points = sizes->GetPoints();
            points.push_back({limit, 1});
            std::sort(points.begin(), points.end(), [](const Point& a, const Point& b) {
                return a.size < b.size;
            });
            for (const auto& point : points)
            {
                const double size = std::min(point.size, limit);
                const double middle = previous + (size - previous) / 2;
                integral += (size - previous) * (1 - sizes->GetFraction(middle));
                previous = size;
            }
            if (std::isinf(limit))
            {
                integral = sizes->GetMean();
            }
            ASSERT_NEAR(sizes->GetLimitedMean(limit), integral, 1e-9 * (1 + integral)) << limit;
        }
    }
}

TEST(SizeDistribution, RefusesPointsThatAreNone)
{
    const auto make = [](std::vector<Point> points) {
        return SizeDistribution("", std::move(points), Sampling::LINEAR);
    };
    EXPECT_THROW(make({}), std::invalid_argument);
    EXPECT_THROW(make({{1, 0.5}}), std::invalid_argument);
    EXPECT_THROW(make({{-1, 1}}), std::invalid_argument);
    EXPECT_THROW(make({{2, 0.5}, {1, 1}}), std::invalid_argument);
    EXPECT_THROW(make({{1, 0.5}, {2, 0.4}, {3, 1}}), std::invalid_argument);
    EXPECT_THROW(make({{1, 0.5}, {2, 1.1}}), std::invalid_argument);
    EXPECT_THROW(make({{NO_LIMIT, 1}}), std::invalid_argument);
    EXPECT_THROW(make({{std::nan(""), 1}}), std::invalid_argument);
}

/// Statistics at 1 % of significance, for a fixed seed.
TEST(SizeDistribution, EmpiricalFractionsMatchEveryListedPoint)
{
    constexpr int FLOWS = 100000;
    constexpr double QUANTILE = 3.89; // two-sided 1e-4, as there are many points
    for (const auto& sizes : GetAll())
    {
        SCOPED_TRACE(sizes->GetName());
        PythonRandom random(2026);
        std::vector<double> drawn(FLOWS);
        for (auto& size : drawn)
        {
            size = sizes->Draw(random);
        }
        std::sort(drawn.begin(), drawn.end());
        for (const auto& point : sizes->GetPoints())
        {
            const double fraction = sizes->GetFraction(point.size);
            const double empirical =
                static_cast<double>(std::upper_bound(drawn.begin(), drawn.end(), point.size) -
                                    drawn.begin()) /
                FLOWS;
            ASSERT_NEAR(empirical,
                        fraction,
                        QUANTILE * std::sqrt(fraction * (1 - fraction) / FLOWS) + 0.5 / FLOWS)
                << point.size;
        }
    }
}

TEST(SizeDistribution, LinearSizesPassKolmogorovSmirnov)
{
    constexpr int FLOWS = 100000;
    for (const auto* name : {"dctcp", "vl2", "facebook-hadoop", "ali-storage-2019"})
    {
        SCOPED_TRACE(name);
        const auto sizes = FindPublishedSizes(name);
        PythonRandom random(7);
        std::vector<double> drawn(FLOWS);
        for (auto& size : drawn)
        {
            size = sizes->Draw(random);
        }
        std::sort(drawn.begin(), drawn.end());
        double distance = 0;
        for (int i = 0; i < FLOWS; ++i)
        {
            const double fraction = sizes->GetFraction(drawn[i]);
            distance = std::max({distance,
                                 fraction - static_cast<double>(i) / FLOWS,
                                 static_cast<double>(i + 1) / FLOWS - fraction});
        }
        EXPECT_LT(distance, 1.628 / std::sqrt(FLOWS));
    }
}

} // namespace

} // namespace ns3
