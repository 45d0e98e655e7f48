/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/slowdown-by-size.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace ns3;

TEST(SlowdownBySize, HasPercentilesOfEachThirdOfADecade)
{
    SlowdownBySize slowdowns;
    for (int i = 0; i <= 100; ++i)
    {
        slowdowns.Add(1000, 1 + i);             // 1000 to 2154 B
        slowdowns.Add(2154, 1 + i);             // the same
        slowdowns.Add(2155, 201 + i);           // 2154 to 4642 B
        slowdowns.Add(1'000'000, 1 + 0.01 * i); // a decade begins
    }
    const auto figure = slowdowns.MakeFigure("plot", "title");
    ASSERT_EQ(figure.curves.size(), 3U);
    EXPECT_TRUE(figure.isLogX);
    EXPECT_TRUE(figure.isLogY);
    const double sizes[] = {std::pow(10, 3 + 0.5 / 3),
                            std::pow(10, 3.5),
                            std::pow(10, 6 + 0.5 / 3)};
    const double expected[][3] = {{100, 300, 1.99}, {96, 296, 1.95}, {51, 251, 1.5}};
    for (int curve = 0; curve < 3; ++curve)
    {
        ASSERT_EQ(figure.curves[curve].points.size(), 3U);
        for (int i = 0; i < 3; ++i)
        {
            EXPECT_NEAR(figure.curves[curve].points[i].x, sizes[i], 1e-6 * sizes[i]);
            EXPECT_NEAR(figure.curves[curve].points[i].y, expected[curve][i], 1e-6);
        }
    }
    EXPECT_EQ(figure.curves[2].name, "median");
}

TEST(SlowdownBySize, SharesOfProcessesComeTogether)
{
    SlowdownBySize all;
    SlowdownBySize first;
    SlowdownBySize second;
    for (int i = 0; i < 100; ++i)
    {
        const uint64_t bytes = 500 + 100 * (i % 7);
        all.Add(bytes, 1 + i);
        (i % 3 == 0 ? first : second).Add(bytes, 1 + i);
    }
    first.Merge(second.Save());
    const auto expected = all.MakeFigure("plot", "title");
    const auto merged = first.MakeFigure("plot", "title");
    ASSERT_EQ(merged.curves.size(), expected.curves.size());
    for (std::size_t i = 0; i < expected.curves.size(); ++i)
    {
        ASSERT_EQ(merged.curves[i].points.size(), expected.curves[i].points.size());
        for (std::size_t j = 0; j < expected.curves[i].points.size(); ++j)
        {
            EXPECT_EQ(merged.curves[i].points[j].x, expected.curves[i].points[j].x);
            EXPECT_EQ(merged.curves[i].points[j].y, expected.curves[i].points[j].y);
        }
    }
}

TEST(SlowdownBySize, NothingHasNoCurves)
{
    EXPECT_TRUE(SlowdownBySize().MakeFigure("plot", "title").curves.empty());
}
