/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/counts-over-time.h"

#include <algorithm>
#include <gtest/gtest.h>

using namespace ns3;

TEST(CountsOverTime, AddsUpHosts)
{
    CountsOverTime counts({"idle", "busy"});
    counts.Set(1, 0, {10, 0});
    counts.Set(2, 0, {5, 1});
    counts.Set(1, 1'000'000'000, {7, 3});
    counts.Set(2, 2'000'000'000, {6, 0});
    const auto figure = counts.MakeFigure("plot", "title", "Users");
    ASSERT_EQ(figure.curves.size(), 2U);
    EXPECT_FALSE(figure.isLogY);
    EXPECT_EQ(figure.curves[0].name, "idle");
    const double times[] = {0, 1, 2};
    const double idle[] = {15, 12, 13};
    const double busy[] = {1, 4, 3};
    ASSERT_EQ(figure.curves[0].points.size(), 3U);
    for (int i = 0; i < 3; ++i)
    {
        EXPECT_EQ(figure.curves[0].points[i].x, times[i]);
        EXPECT_EQ(figure.curves[0].points[i].y, idle[i]);
        EXPECT_EQ(figure.curves[1].points[i].y, busy[i]);
    }
}

TEST(CountsOverTime, MillionsOfSamplesBecomeThousands)
{
    CountsOverTime counts({"a"});
    for (int64_t i = 0; i < 1'000'000; ++i)
    {
        counts.Set(0, i * 1'000'000, {static_cast<uint64_t>(i)});
    }
    const auto points = counts.MakeFigure("plot", "title", "Users").curves.at(0).points;
    EXPECT_GE(points.size(), 900U);
    EXPECT_LE(points.size(), 2000U);
    for (const auto& point : points)
    {
        EXPECT_NEAR(point.y, point.x * 1000, 1e-6);
    }
    EXPECT_GT(points.back().x, 990);
}

TEST(CountsOverTime, AFewBesideManyAreSeen)
{
    CountsOverTime counts({"busy", "never", "idle"});
    counts.Set(0, 0, {0, 0, 100'000});
    counts.Set(0, 1, {3, 0, 99'997});
    const auto figure = counts.MakeFigure("plot", "title", "Users");
    ASSERT_EQ(figure.curves.size(), 2U); // nobody was in the third
    EXPECT_TRUE(figure.isLogY);
    EXPECT_EQ(figure.curves[0].name, "idle");
    EXPECT_EQ(figure.curves[1].points[0].y, 0.5);
    EXPECT_NE(figure.caption.find("0.5"), std::string::npos);
}

TEST(CountsOverTime, NothingHasNoCurves)
{
    EXPECT_TRUE(CountsOverTime({"a"}).MakeFigure("plot", "title", "Users").curves.empty());
}
