/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/binned-series.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <numeric>
#include <random>
#include <vector>

using namespace ns3;

namespace
{

double
Sum(const BinnedSeries& series)
{
    const auto values = series.GetValues();
    return std::accumulate(values.begin(), values.end(), 0.0);
}

} // namespace

TEST(BinnedSeries, BinsGrowByOneAndTwo)
{
    BinnedSeries series(BinnedSeries::SUM);
    EXPECT_EQ(series.GetWidth(), 1000);
    series.Add(499'999, 1); // the last bin that there is room for
    EXPECT_EQ(series.GetWidth(), 1000);
    EXPECT_EQ(series.GetValues().size(), BinnedSeries::MAX_BINS);
    series.Add(500'000, 1);
    EXPECT_EQ(series.GetWidth(), 2000);
    series.Add(1'000'000, 1);
    EXPECT_EQ(series.GetWidth(), 10'000);
    series.Add(60'000'000'000, 1);
    EXPECT_EQ(series.GetWidth(), 200'000'000);
    EXPECT_EQ(Sum(series), 4);
    EXPECT_EQ(series.GetValues().front(), 3);
    EXPECT_EQ(series.GetValues().back(), 1);
}

TEST(BinnedSeries, SpreadsAsTheOverlapOfBinsSays)
{
    struct Part
    {
        int64_t begin;
        int64_t end;
        double amount;
    };

    std::mt19937_64 random(7);
    std::vector<Part> parts;
    BinnedSeries series(BinnedSeries::SUM);
    for (int i = 0; i < 300; ++i)
    {
        const auto begin = static_cast<int64_t>(random() % 3'000'000'000);
        const auto length = static_cast<int64_t>(random() % (i % 2 == 0 ? 1'000'000 : 900'000'000));
        parts.push_back({begin, begin + length, static_cast<double>(random() % 100'000)});
        series.Spread(begin, begin + length, parts.back().amount);
    }
    const auto width = series.GetWidth();
    const auto values = series.GetValues();
    ASSERT_LE(values.size(), BinnedSeries::MAX_BINS);
    for (std::size_t bin = 0; bin < values.size(); ++bin)
    {
        const auto from = static_cast<int64_t>(bin) * width;
        double expected = 0;
        for (const auto& part : parts)
        {
            const auto overlap = std::min(part.end, from + width) - std::max(part.begin, from);
            if (overlap > 0)
            {
                expected += part.amount * static_cast<double>(overlap) /
                            static_cast<double>(part.end - part.begin);
            }
        }
        EXPECT_NEAR(values[bin], expected, 1e-5) << bin;
    }
}

TEST(BinnedSeries, AMomentIsOneBin)
{
    BinnedSeries series(BinnedSeries::SUM);
    series.Spread(5500, 5500, 7);
    series.Spread(2500, 2000, 1); // a time that runs backwards loses nothing
    EXPECT_EQ(series.GetValues(), (std::vector<double>{0, 0, 1, 0, 0, 7}));
}

TEST(BinnedSeries, KeepsTheMost)
{
    BinnedSeries series(BinnedSeries::MOST);
    series.Add(100, 3);
    series.Add(900, 9);
    series.Add(950, 4);
    series.Add(1500, 2);
    EXPECT_EQ(series.GetValues(), (std::vector<double>{9, 2}));
    series.WidenTo(2000);
    EXPECT_EQ(series.GetValues(), (std::vector<double>{9}));
}

TEST(BinnedSeries, SharesOfProcessesComeTogether)
{
    for (const auto kind : {BinnedSeries::SUM, BinnedSeries::MOST})
    {
        BinnedSeries all(kind);
        BinnedSeries first(kind);
        BinnedSeries second(kind);
        for (int64_t i = 0; i < 1000; ++i)
        {
            const auto time = i * i * 37'000;
            const auto value = static_cast<double>(i * 7919 % 101);
            all.Add(time, value);
            (i < 400 ? first : second).Add(time, value); // bins of both are not equally wide
        }
        ASSERT_NE(first.GetWidth(), second.GetWidth());
        first.Merge(second.Save());
        EXPECT_EQ(first.GetWidth(), all.GetWidth());
        EXPECT_EQ(first.GetValues(), all.GetValues());
    }
}
