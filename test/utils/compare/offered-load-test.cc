/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "compare/offered-load.h"
#include "recorded-transfers.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

constexpr int64_t SECOND = 1'000'000'000;

} // namespace

TEST(OfferedLoadTest, CountsFromTheFirstStartOfEachRun)
{
    const auto load = MeasureOfferedLoad(
        Together(MakeRun({MakeDownload(1, 1000, 5), MakeDownload(1, 500, 7.5)}),
                 MakeRun({MakeDownload(1, 200, 100), MakeDownload(1, 100, 100.2)})),
        SECOND);
    ASSERT_EQ(load.runs[0].bytes, (std::vector<uint64_t>{1000, 0, 500}));
    EXPECT_EQ(load.runs[0].transfers, (std::vector<uint64_t>{1, 0, 1}));
    EXPECT_EQ(load.runs[1].bytes, (std::vector<uint64_t>{300, 0, 0}));
    EXPECT_EQ(load.runs[1].transfers, (std::vector<uint64_t>{2, 0, 0}));
    EXPECT_DOUBLE_EQ(load.GetRate(0, 0), 8000);
}

TEST(OfferedLoadTest, ChoosesRoundBins)
{
    for (const auto& [span, width] : {std::pair{19.9, SECOND},
                                      {20.0, 2 * SECOND},
                                      {45.0, 5 * SECOND},
                                      {0.0039, SECOND / 5000},
                                      {1999.0, 100 * SECOND}})
    {
        const auto load =
            MeasureOfferedLoad(Together(MakeRun({MakeDownload(1), MakeDownload(1, 1, span)})), {});
        EXPECT_EQ(load.binWidth, width) << span;
        EXPECT_LE(load.runs[0].bytes.size(), 20u);
    }
}

TEST(OfferedLoadTest, BinsThatWereAskedForAreNotWithoutNumber)
{
    const auto load =
        MeasureOfferedLoad(Together(MakeRun({MakeDownload(1), MakeDownload(1, 1, 1e6)})), 1000);
    EXPECT_LE(load.runs[0].bytes.size(), 100'000u);
}

TEST(OfferedLoadTest, WhatHasNoPlaceIsCountedApart)
{
    auto somewhere = MakeDownload(1);
    somewhere.isPlaced = false;
    const auto load =
        MeasureOfferedLoad(Together(MakeRun({somewhere, somewhere}), MakeRun({MakeDownload(1)})),
                           {});
    EXPECT_EQ(load.runs[0].unplaced, 2u);
    EXPECT_EQ(load.runs[0].transfers[0], 0u);
    EXPECT_EQ(load.runs[1].transfers[0], 1u);
}
