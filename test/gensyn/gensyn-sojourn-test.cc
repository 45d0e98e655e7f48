/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "gensyn/population-run.h"

#include "ns3/distribution.h"
#include "ns3/gensyn-sojourn.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <memory>
#include <vector>

namespace ns3
{

namespace
{

constexpr double INFINITE = std::numeric_limits<double>::infinity();

struct ClosedForm
{
    const char* name;
    std::shared_ptr<const Distribution> duration;
    std::shared_ptr<const Distribution> patience;
    double mean;
    double completion;
};

class GensynSojournLaw : public testing::TestWithParam<ClosedForm>
{
};

TEST_P(GensynSojournLaw, HasItsMeanAndItsShareOfCompletions)
{
    const auto& law = GetParam();
    const GensynSojourn sojourn(law.duration, law.patience);
    EXPECT_NEAR(sojourn.GetMean(), law.mean, 1e-7 * law.mean);
    EXPECT_NEAR(sojourn.GetCompletion(), law.completion, 1e-7);
}

INSTANTIATE_TEST_SUITE_P(
    Laws,
    GensynSojournLaw,
    testing::Values(
        ClosedForm{"Patient", MakeExponential(3), nullptr, 3, 1},
        ClosedForm{"ConstantToEqualConstant", MakeConstant(2), MakeConstant(2), 2, 1},
        // (1 - L(eta)) / eta and L(eta), L being the Laplace transform of the duration.
        ClosedForm{"ConstantToExponential",
                   MakeConstant(0.8),
                   MakeExponential(2),
                   2 * (1 - std::exp(-0.4)),
                   std::exp(-0.4)},
        ClosedForm{"UniformToExponential",
                   MakeUniform(1, 3),
                   MakeExponential(2),
                   2 * (1 - (std::exp(-0.5) - std::exp(-1.5))),
                   std::exp(-0.5) - std::exp(-1.5)},
        ClosedForm{"ExponentialToExponential",
                   MakeExponential(100),
                   MakeExponential(1),
                   100 / 101.0,
                   1 / 101.0},
        ClosedForm{"HyperexponentialToExponential",
                   MakeHyperexponential({{0.9, 1}, {0.1, 50}}),
                   MakeExponential(2),
                   2 * (1 - (0.9 / 1.5 + 0.1 / 26)),
                   0.9 / 1.5 + 0.1 / 26},
        // E[min(D, t)] and P(D <= t).
        ClosedForm{"ExponentialToConstant",
                   MakeExponential(2),
                   MakeConstant(3),
                   2 * (1 - std::exp(-1.5)),
                   1 - std::exp(-1.5)},
        ClosedForm{"UniformToConstant", MakeUniform(0, 1.25), MakeConstant(1), 0.6, 0.8},
        ClosedForm{"ParetoToConstant",
                   MakePareto(1, 1.5, INFINITE),
                   MakeConstant(4),
                   2,
                   1 - std::pow(4, -1.5)},
        ClosedForm{"ParetoWithoutAMeanToConstant",
                   MakePareto(1, 1, INFINITE),
                   MakeConstant(std::exp(1)),
                   2,
                   1 - std::exp(-1)},
        ClosedForm{"ConstantToUniform", MakeConstant(2), MakeUniform(1, 5), 1.875, 0.75},
        // The smaller one of two Pareto variates of the same scale has the sum of their shapes.
        ClosedForm{"ParetoToPareto",
                   MakePareto(1, 1.5, INFINITE),
                   MakePareto(1, 2.5, INFINITE),
                   4 / 3.0,
                   1.5 / 4}),
    [](const auto& each) { return each.param.name; });

TEST(GensynSojournTest, HasNoMeanWhereNeitherHasOne)
{
    const GensynSojourn sojourn(MakePareto(1, 1, INFINITE), MakePareto(1, 0.5, INFINITE));
    EXPECT_TRUE(std::isinf(sojourn.GetMean()));
}

/// The level at which numbers between 0 and 1 may be uniform (Kolmogorov and Smirnov).
void
ExpectUniform(std::vector<double> numbers)
{
    std::sort(numbers.begin(), numbers.end());
    const auto n = static_cast<double>(numbers.size());
    double distance = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i)
    {
        const auto at = static_cast<double>(i);
        distance = std::max(
            {distance, std::abs(numbers[i] - at / n), std::abs((at + 1) / n - numbers[i])});
    }
    EXPECT_LT(distance * std::sqrt(n), 1.628);
}

TEST(GensynSojournTest, TheRestOfAPatientUserHasTheLawOfARenewalProcess)
{
    SeededSource uniform(1);
    const auto law = MakePareto(1, 2.5, INFINITE);
    const GensynSojourn sojourn(law, nullptr);
    std::vector<double> numbers;
    for (int i = 0; i < 5000; ++i)
    {
        const auto rest = sojourn.DrawRest(uniform, uniform);
        EXPECT_TRUE(std::isinf(rest.patience));
        numbers.push_back(law->GetLimitedMean(rest.duration) / law->GetMean());
    }
    ExpectUniform(numbers);
}

TEST(GensynSojournTest, TheRestOfAConstantIsUniform)
{
    SeededSource uniform(2);
    const GensynSojourn sojourn(MakeConstant(4), nullptr);
    std::vector<double> numbers;
    for (int i = 0; i < 5000; ++i)
    {
        numbers.push_back(sojourn.DrawRest(uniform, uniform).duration / 4);
    }
    ExpectUniform(numbers);
}

/// Users of constant durations who are found in the state: what is left of both, and who completes.
void
CheckConstantToExponential(double duration, double patience, uint64_t seed)
{
    SeededSource durations(seed);
    SeededSource patiences(seed + 1);
    const GensynSojourn sojourn(MakeConstant(duration), MakeExponential(patience));
    std::vector<double> ages;
    std::vector<double> patient;
    int completed = 0;
    constexpr int N = 5000;
    const double gone = -std::expm1(-duration / patience);
    for (int i = 0; i < N; ++i)
    {
        const auto rest = sojourn.DrawRest(durations, patiences);
        // The age has the density exp(-age / patience), as far as the duration reaches.
        ages.push_back(-std::expm1(-(duration - rest.duration) / patience) / gone);
        patient.push_back(std::exp(-rest.patience / patience));
        completed += rest.duration < rest.patience;
    }
    ExpectUniform(ages);
    ExpectUniform(patient);
    const double chance = duration / patience * std::exp(-duration / patience) / gone;
    EXPECT_LT(std::abs(completed - N * chance) / std::sqrt(N * chance * (1 - chance)), 2.576);
}

TEST(GensynSojournTest, TheRestOfAnImpatientUserIsExact)
{
    CheckConstantToExponential(0.8, 2, 3); // the duration has the smaller mean
    CheckConstantToExponential(3, 1, 5);   // patience has it
}

/// Counts what is drawn.
struct CountingSource : UniformSource
{
    double NextUniform() override
    {
        ++count;
        return source.NextUniform();
    }

    SeededSource source{7};
    int count{0};
};

TEST(GensynSojournTest, AShortPatienceOfLongDurationsIsDrawnInFewSteps)
{
    CountingSource uniform;

    const GensynSojourn sojourn(MakeExponential(1e6), MakeExponential(1));
    for (int i = 0; i < 1000; ++i)
    {
        sojourn.DrawRest(uniform, uniform);
    }
    EXPECT_LT(uniform.count, 4000);
}

/// The smaller one has a mean of about 1 in the units of the scale, each of them one of 1000.
TEST(GensynSojournTest, TwoLawsOfLongTailsAreDrawnInFewSteps)
{
    CountingSource uniform;
    constexpr int N = 5000;
    constexpr double SHAPE = 1.001;
    const auto law = MakePareto(1, SHAPE, INFINITE);
    const GensynSojourn sojourn(law, law);
    std::vector<double> shortest;
    int completed = 0;
    for (int i = 0; i < N; ++i)
    {
        const auto rest = sojourn.DrawRest(uniform, uniform);
        // Of a renewal process whose law is that of the smaller one, a Pareto law of twice the
        // shape.
        const auto smaller = MakePareto(1, 2 * SHAPE, INFINITE);
        const double left = std::min(rest.duration, rest.patience);
        shortest.push_back(smaller->GetLimitedMean(left) / smaller->GetMean());
        completed += rest.duration < rest.patience;
    }
    ExpectUniform(shortest);
    EXPECT_LT(std::abs(completed - N / 2.0) / std::sqrt(N / 4.0), 2.576);
    EXPECT_LT(uniform.count, 20 * N);
}

/// It takes the other way of drawing, and has to come to the same law.
TEST(GensynSojournTest, TheRestOfLongTailsAndAConstantIsExact)
{
    SeededSource uniform(11);
    constexpr int N = 5000;
    const auto law = MakePareto(1, 1.0001, INFINITE);
    const GensynSojourn sojourn(law, MakeConstant(100));
    std::vector<double> ages;
    for (int i = 0; i < N; ++i)
    {
        ages.push_back(law->GetLimitedMean(100 - sojourn.DrawRest(uniform, uniform).patience) /
                       law->GetLimitedMean(100));
    }
    ExpectUniform(ages);
}

} // namespace

} // namespace ns3
