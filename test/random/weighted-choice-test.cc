/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "input-problems.h"

#include "ns3/python-random.h"
#include "ns3/weighted-choice.h"

#include <gtest/gtest.h>
#include <vector>

namespace ns3
{

namespace
{

using Entries = std::vector<WeightedChoice::Entry>;

/// Sum of (observed - expected)^2 / expected; a value that is not expected is not observed.
double
ChiSquare(const std::vector<int>& observed, const std::vector<double>& shares, int draws)
{
    double sum = 0;
    for (std::size_t i = 0; i < shares.size(); ++i)
    {
        const double expected = shares[i] * draws;
        if (expected == 0)
        {
            EXPECT_EQ(observed[i], 0);
            continue;
        }
        sum += (observed[i] - expected) * (observed[i] - expected) / expected;
    }
    return sum;
}

TEST(WeightedChoice, TicketsGoByWeightInOrder)
{
    const WeightedChoice choice(Entries{{7, 2}, {9, 0}, {8, 3}});
    EXPECT_EQ(choice.GetTotal(), 5U);
    EXPECT_EQ(choice.GetLargestValue(), 8U);
    std::vector<uint32_t> values;
    for (uint64_t ticket = 0; ticket < 5; ++ticket)
    {
        values.push_back(choice.ValueOf(ticket));
    }
    EXPECT_EQ(values, (std::vector<uint32_t>{7, 7, 8, 8, 8}));
    EXPECT_EQ(choice.Find(1), 0U);
    EXPECT_EQ(choice.Find(2), 2U);
}

TEST(WeightedChoice, OneValueTakesNoNumber)
{
    PythonRandom random(1);
    EXPECT_EQ(WeightedChoice(46).Draw(random), 46U);
    EXPECT_EQ(random.Random(), PythonRandom(1).Random());
}

TEST(WeightedChoice, DrawsAreInProportion)
{
    constexpr int DRAWS = 100000;
    const WeightedChoice choice(Entries{{0, 10}, {1, 30}, {2, 0}, {3, 60}});
    PythonRandom random(1);
    std::vector<int> observed(4);
    for (int i = 0; i < DRAWS; ++i)
    {
        ++observed[choice.Draw(random)];
    }
    EXPECT_LT(ChiSquare(observed, {0.1, 0.3, 0, 0.6}, DRAWS), 9.210); // 1 %, 2 degrees
}

TEST(WeightedChoice, DrawsExceptOneAreInProportion)
{
    constexpr int DRAWS = 100000;
    const WeightedChoice choice(Entries{{0, 10}, {1, 30}, {2, 50}, {3, 60}});
    const std::vector<std::vector<double>> shares{{0, 3 / 14.0, 5 / 14.0, 6 / 14.0},
                                                  {1 / 12.0, 0, 5 / 12.0, 6 / 12.0},
                                                  {0.1, 0.3, 0, 0.6},
                                                  {1 / 9.0, 3 / 9.0, 5 / 9.0, 0}};
    PythonRandom random(1);
    for (std::size_t except = 0; except < 4; ++except)
    {
        std::vector<int> observed(4);
        for (int i = 0; i < DRAWS; ++i)
        {
            ++observed[choice.DrawIndexExcept(random, except)];
        }
        EXPECT_LT(ChiSquare(observed, shares[except], DRAWS), 9.210) << except;
    }
}

TEST(WeightedChoice, KnowsEqualWeights)
{
    EXPECT_TRUE(WeightedChoice(3).HasEqualWeights());
    EXPECT_TRUE(WeightedChoice(Entries{{1, 2}, {2, 2}}).HasEqualWeights());
    EXPECT_FALSE(WeightedChoice(Entries{{1, 2}, {2, 0}}).HasEqualWeights());
}

TEST(WeightedChoice, RefusesWhatCannotBeChosenFrom)
{
    EXPECT_EQ(ValueErrorOf([] { WeightedChoice(Entries{}); }),
              "there is nothing to choose from (expected at least one value)");
    EXPECT_EQ(ValueErrorOf([] {
                  WeightedChoice(Entries{{1, 0}, {2, 0}});
              }),
              "all weights are 0 (expected a positive one)");
    EXPECT_EQ(ValueErrorOf([] {
                  WeightedChoice(Entries{{1, UINT32_MAX}, {2, 1}});
              }),
              "the sum of the weights is too large (expected less than 2^32)");
    EXPECT_EQ(WeightedChoice(Entries{{1, UINT32_MAX}}).GetTotal(), UINT32_MAX);
}

} // namespace

} // namespace ns3
