/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "gensyn/population-run.h"

#include "ns3/binomial.h"

#include <cmath>
#include <gtest/gtest.h>
#include <numeric>

namespace ns3
{

namespace
{

struct Case
{
    uint64_t trials;
    double chance;
};

class BinomialLaw : public testing::TestWithParam<Case>
{
};

TEST_P(BinomialLaw, HasItsProbabilities)
{
    const auto [trials, chance] = GetParam();
    SeededSource uniform(7);
    std::vector<uint64_t> samples;
    for (int i = 0; i < 20000; ++i)
    {
        samples.push_back(DrawBinomial(trials, chance, uniform));
    }
    EXPECT_GT(LevelOf(samples, Binomial(trials, chance)), 0.01);
}

INSTANTIATE_TEST_SUITE_P(SmallAndLarge,
                         BinomialLaw,
                         testing::Values(Case{1, 0.3},
                                         Case{40, 0.1},
                                         Case{40, 0.9},
                                         Case{100, 0.5},
                                         Case{2883, 0.03},
                                         Case{1000000, 0.0002},
                                         Case{1000000, 0.4}));

TEST(BinomialTest, HasItsMeanAndDeviationForTenMillion)
{
    SeededSource uniform(3);
    constexpr uint64_t TRIALS = 10'000'000;
    constexpr double CHANCE = 0.3469;
    constexpr int SAMPLES = 10000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < SAMPLES; ++i)
    {
        const double z =
            (static_cast<double>(DrawBinomial(TRIALS, CHANCE, uniform)) - TRIALS * CHANCE) /
            std::sqrt(TRIALS * CHANCE * (1 - CHANCE));
        sum += z;
        squares += z * z;
    }
    EXPECT_LT(std::abs(sum / std::sqrt(SAMPLES)), 2.576);
    EXPECT_LT(std::abs(squares - SAMPLES) / std::sqrt(2.0 * SAMPLES), 2.576);
}

TEST(BinomialTest, KnowsWhatIsCertain)
{
    SeededSource uniform(1);
    EXPECT_EQ(DrawBinomial(0, 0.5, uniform), 0U);
    EXPECT_EQ(DrawBinomial(100, 0, uniform), 0U);
    EXPECT_EQ(DrawBinomial(100, 1, uniform), 100U);
}

TEST(MultinomialTest, LosesNobody)
{
    SeededSource uniform(1);
    for (int i = 0; i < 100; ++i)
    {
        const auto counts = DrawMultinomial(1000, {0.2, 0, 0.5, 0.1, 0}, uniform);
        EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), uint64_t{0}), 1000U);
        EXPECT_EQ(counts[1] + counts[4], 0U);
    }
}

} // namespace

} // namespace ns3
