/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "compare/paired-comparison.h"

#include <gtest/gtest.h>
#include <limits>

using namespace ns3;

namespace
{

constexpr double INFINITE = std::numeric_limits<double>::infinity();

} // namespace

TEST(PairedComparisonTest, CountsAndMedian)
{
    const auto found = ComparePairs({1.3, 1, 0.5, 1.1, 1.2, 1, 1.4}, 2, 0.95);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->pairs, 7u);
    EXPECT_EQ(found->leftOut, 2u);
    EXPECT_EQ(found->below, 1u);
    EXPECT_EQ(found->equal, 2u);
    EXPECT_EQ(found->above, 4u);
    EXPECT_EQ(found->medianRatio, 1.1);
    EXPECT_EQ(found->interval->interval.low, 0.5);
    EXPECT_EQ(found->interval->interval.high, 1.4);
    EXPECT_NEAR(found->interval->coverage, 63.0 / 64, 1e-12);
    EXPECT_DOUBLE_EQ(ComparePairs({1, 4, 2, 8}, 0, 0.95)->medianRatio, 3);
}

TEST(PairedComparisonTest, NothingAndTooFewHaveNoInterval)
{
    EXPECT_FALSE(ComparePairs({}, 5, 0.95));
    const auto few = ComparePairs({1, 2, 3, 4, 5}, 0, 0.95);
    EXPECT_EQ(few->medianRatio, 3);
    EXPECT_FALSE(few->interval);
}

TEST(PairedComparisonTest, InfiniteRatiosAreTheLargest)
{
    // Twelve: ranks 3 and 10.
    std::vector<double> ratios{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, INFINITE, INFINITE};
    EXPECT_EQ(ComparePairs(ratios, 0, 0.95)->interval->interval.high, 10);
    ratios[9] = INFINITE;
    EXPECT_FALSE(ComparePairs(ratios, 0, 0.95)->interval);
    EXPECT_EQ(ComparePairs(ratios, 0, 0.95)->medianRatio, 6.5);
    EXPECT_EQ(ComparePairs({INFINITE, INFINITE}, 0, 0.95)->medianRatio, INFINITE);
    EXPECT_FALSE(ComparePairs(std::vector<double>(12, 0.0), 0, 0.95)->interval);
}
