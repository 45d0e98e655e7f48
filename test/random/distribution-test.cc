/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "input-problems.h"

#include "ns3/distribution.h"
#include "ns3/python-random.h"
#include "ns3/size-distribution.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <string>
#include <vector>

namespace ns3
{

namespace
{

using Quantity = Distribution::Quantity;

constexpr double NO_LIMIT = std::numeric_limits<double>::infinity();

/// Counts the numbers that are taken.
class CountingSource : public UniformSource
{
  public:
    double NextUniform() override
    {
        ++m_count;
        return 0.5;
    }

    int m_count{0};
};

/// One distribution and what is known of it in closed form.
struct Law
{
    std::shared_ptr<const Distribution> distribution;
    const char* name;
    double mean;
    double deviation; //!< standard deviation; 0 where the test of the mean does not apply
    int uniforms;     //!< numbers that a draw takes
};

class DistributionLaw : public ::testing::TestWithParam<Law>
{
};

TEST_P(DistributionLaw, HasItsClosedFormMean)
{
    EXPECT_EQ(GetParam().distribution->GetName(), GetParam().name);
    if (std::isinf(GetParam().mean))
    {
        EXPECT_TRUE(std::isinf(GetParam().distribution->GetMean()));
    }
    else
    {
        EXPECT_NEAR(GetParam().distribution->GetMean(), GetParam().mean, 1e-12 * GetParam().mean);
    }
}

TEST_P(DistributionLaw, DrawsHaveThatMean)
{
    if (std::isinf(GetParam().mean))
    {
        return;
    }
    constexpr int DRAWS = 200000;
    PythonRandom random(11);
    double sum = 0;
    for (int i = 0; i < DRAWS; ++i)
    {
        sum += GetParam().distribution->Draw(random);
    }
    EXPECT_NEAR(sum / DRAWS,
                GetParam().mean,
                2.576 * GetParam().deviation / std::sqrt(DRAWS) + 1e-9 * GetParam().mean);
}

TEST_P(DistributionLaw, LimitedMeanIsThatOfLimitedDraws)
{
    constexpr int DRAWS = 200000;
    for (const double limit : {0.5, 2.5, 7.0, 40.0})
    {
        PythonRandom random(12);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; ++i)
        {
            const double value = std::min(GetParam().distribution->Draw(random), limit);
            sum += value;
            squares += value * value;
        }
        const double mean = sum / DRAWS;
        const double deviation = std::sqrt(std::max(0.0, squares / DRAWS - mean * mean));
        EXPECT_NEAR(GetParam().distribution->GetLimitedMean(limit),
                    mean,
                    2.576 * deviation / std::sqrt(DRAWS) + 1e-9)
            << limit;
    }
}

TEST_P(DistributionLaw, SurvivalIsTheSlopeOfTheLimitedMean)
{
    const auto& distribution = *GetParam().distribution;
    for (double low = 1e-3; low < 1e9; low *= 1.1)
    {
        // It never rises, so the mean slope is between those at both ends.
        const double high = low * 1.001;
        const double slope =
            (distribution.GetLimitedMean(high) - distribution.GetLimitedMean(low)) / (high - low);
        EXPECT_LE(distribution.GetSurvival(high), slope + 1e-9) << low;
        EXPECT_GE(distribution.GetSurvival(low), slope - 1e-9) << low;
    }
    EXPECT_EQ(distribution.IsMemoryless(), distribution.GetName() == "exponential");
}

TEST_P(DistributionLaw, LimitedMeanGoesToTheMean)
{
    const auto& distribution = *GetParam().distribution;
    double previous = 0;
    for (double limit = 1e-3; limit < 1e15; limit *= 10)
    {
        const double mean = distribution.GetLimitedMean(limit);
        EXPECT_GE(mean, previous);
        EXPECT_LE(mean, limit);
        previous = mean;
    }
    if (std::isfinite(GetParam().mean))
    {
        EXPECT_NEAR(previous, GetParam().mean, 1e-6 * GetParam().mean);
    }
}

TEST_P(DistributionLaw, DrawTakesItsNumbers)
{
    CountingSource source;
    GetParam().distribution->Draw(source);
    EXPECT_EQ(source.m_count, GetParam().uniforms);
}

INSTANTIATE_TEST_SUITE_P(
    Distribution,
    DistributionLaw,
    ::testing::Values(
        Law{MakeConstant(4), "constant", 4, 0, 0},
        Law{MakeUniform(2, 6), "uniform", 4, 4 / std::sqrt(12.0), 1},
        Law{MakeUniform(3, 3), "uniform", 3, 0, 1},
        Law{MakeExponential(4), "exponential", 4, 4, 1},
        // mean a s / (a - 1), variance s^2 a / ((a - 1)^2 (a - 2))
        Law{MakePareto(2, 3), "pareto", 3, std::sqrt(3.0), 1},
        Law{MakePareto(2, 1), "pareto", NO_LIMIT, 0, 1},
        Law{MakePareto(2, 0.5), "pareto", NO_LIMIT, 0, 1},
        // bounded: s^a / (1 - (s/b)^a) * a / (a - k) * (s^(k-a) - b^(k-a)) for the moment k
        Law{MakePareto(1, 2, 10),
            "pareto",
            2 / 0.99 * 0.9,
            std::sqrt(2 / 0.99 * std::log(10.0)),
            1},
        Law{MakePareto(1, 1, 10), "pareto", std::log(10.0) / 0.9, std::sqrt(10.0), 1},
        Law{MakeLognormal(1, 0.5),
            "lognormal",
            std::exp(1.125),
            std::exp(1.125) * std::sqrt(std::expm1(0.25)),
            2},
        Law{MakeLognormal(1, 0), "lognormal", std::exp(1.0), 0, 2},
        // second moment 2 * (0.25 * 1 + 0.75 * 25)
        Law{MakeHyperexponential({{1, 1}, {3, 5}}),
            "hyperexponential",
            4,
            std::sqrt(38.0 - 16),
            2}));

/// Two-sided, at 1 %.
void
ExpectKolmogorovSmirnov(const Distribution& distribution, double (*fraction)(double))
{
    constexpr int DRAWS = 100000;
    PythonRandom random(5);
    std::vector<double> drawn(DRAWS);
    for (auto& value : drawn)
    {
        value = distribution.Draw(random);
    }
    std::sort(drawn.begin(), drawn.end());
    double distance = 0;
    for (int i = 0; i < DRAWS; ++i)
    {
        distance = std::max({distance,
                             fraction(drawn[i]) - static_cast<double>(i) / DRAWS,
                             static_cast<double>(i + 1) / DRAWS - fraction(drawn[i])});
    }
    EXPECT_LT(distance, 1.628 / std::sqrt(DRAWS));
}

TEST(Distribution, DrawsPassKolmogorovSmirnov)
{
    ExpectKolmogorovSmirnov(*MakeUniform(2, 6), [](double x) { return (x - 2) / 4; });
    ExpectKolmogorovSmirnov(*MakeExponential(4), [](double x) { return -std::expm1(-x / 4); });
    ExpectKolmogorovSmirnov(*MakePareto(2, 3), [](double x) { return 1 - std::pow(2 / x, 3); });
    ExpectKolmogorovSmirnov(*MakePareto(1, 2, 10),
                            [](double x) { return (1 - 1 / (x * x)) / 0.99; });
    ExpectKolmogorovSmirnov(*MakeLognormal(1, 0.5), [](double x) {
        return std::erfc(-(std::log(x) - 1) / 0.5 / std::sqrt(2.0)) / 2;
    });
    ExpectKolmogorovSmirnov(*MakeHyperexponential({{1, 1}, {3, 5}}), [](double x) {
        return -0.25 * std::expm1(-x) - 0.75 * std::expm1(-x / 5);
    });
}

TEST(Distribution, ExtremeUniformNumbersGiveFiniteValues)
{
    class Fixed : public UniformSource
    {
      public:
        explicit Fixed(double value)
            : m_value(value)
        {
        }

        double NextUniform() override
        {
            return m_value;
        }

      private:
        double m_value;
    };

    for (const double value : {0.0, std::nextafter(1.0, 0.0)})
    {
        Fixed source(value);
        for (const auto& distribution : {MakeUniform(2, 6),
                                         MakeExponential(4),
                                         MakePareto(2, 3),
                                         MakePareto(2, 3, 10),
                                         MakeLognormal(1, 0.5),
                                         MakeHyperexponential({{1, 1}, {3, 5}})})
        {
            const double drawn = distribution->Draw(source);
            EXPECT_TRUE(std::isfinite(drawn) && drawn >= 0) << distribution->GetName();
        }
    }
    Fixed last(std::nextafter(1.0, 0.0));
    EXPECT_LE(MakePareto(2, 3, 10)->Draw(last), 10 * (1 + 1e-12));
}

TEST(Distribution, ParametersOutOfRangeAreRefused)
{
    EXPECT_EQ(ValueErrorOf([] { MakeConstant(-1); }),
              "the value is negative (expected 0 or a greater number)");
    EXPECT_EQ(ValueErrorOf([] { MakeUniform(-1, 1); }),
              "the minimum is negative (expected 0 or a greater number)");
    EXPECT_EQ(ValueErrorOf([] { MakeUniform(2, 1); }),
              "the maximum is less than the minimum (expected one that is not less)");
    EXPECT_EQ(ValueErrorOf([] { MakeExponential(0); }),
              "the mean is not positive (expected a number greater than 0)");
    EXPECT_EQ(ValueErrorOf([] { MakePareto(0, 1); }),
              "the scale is not positive (expected a number greater than 0)");
    EXPECT_EQ(ValueErrorOf([] { MakePareto(1, 0); }),
              "the shape is not positive (expected a number greater than 0)");
    EXPECT_EQ(ValueErrorOf([] { MakePareto(2, 1, 2); }),
              "the bound is not greater than the scale (expected a greater one, or none)");
    EXPECT_EQ(ValueErrorOf([] { MakePareto(1, 1e-12, 2); }),
              "the shape is too small for a bound so near to the scale (expected a greater shape, "
              "or a greater bound)");
    EXPECT_EQ(ValueErrorOf([] {
                  MakeHyperexponential({{1e308, 1}, {1e308, 2}});
              }),
              "the weights of all phases are too large together (expected a sum below 10^308)");
    EXPECT_EQ(ValueErrorOf([] { MakeLognormal(NAN, 1); }),
              "mu is not a number (expected the mean of the logarithm)");
    EXPECT_EQ(ValueErrorOf([] { MakeLognormal(0, -1); }),
              "the sigma is negative (expected 0 or a greater number)");
    EXPECT_EQ(ValueErrorOf([] { MakeLognormal(0, 100); }),
              "mu and sigma are too large (expected a mean below 10^308)");
    EXPECT_EQ(ValueErrorOf([] { MakeHyperexponential({}); }),
              "there are no phases (expected at least one)");
    EXPECT_EQ(ValueErrorOf([] {
                  MakeHyperexponential({{0, 1}});
              }),
              "the weight of a phase is not positive (expected a number greater than 0)");
    EXPECT_EQ(ValueErrorOf([] {
                  MakeHyperexponential({{1, 0}});
              }),
              "the mean of a phase is not positive (expected a number greater than 0)");
}

// From JSON

/// @return the distribution that a text says
std::shared_ptr<const Distribution>
Read(const std::string& text, Quantity quantity)
{
    auto document = JsonDocument::FromText(text, "f");
    const auto distribution = Distribution::Read(document.GetRoot(), quantity);
    document.ThrowIfAny();
    return distribution;
}

struct Said
{
    const char* text;
    Quantity quantity;
    std::shared_ptr<const Distribution> meant;
};

class DistributionJson : public ::testing::TestWithParam<Said>
{
};

TEST_P(DistributionJson, IsRead)
{
    const auto read = Read(GetParam().text, GetParam().quantity);
    EXPECT_EQ(read->GetName(), GetParam().meant->GetName());
    PythonRandom random(3);
    PythonRandom same(3);
    for (int i = 0; i < 20; ++i)
    {
        EXPECT_EQ(read->Draw(random), GetParam().meant->Draw(same));
    }
}

INSTANTIATE_TEST_SUITE_P(
    Distribution,
    DistributionJson,
    ::testing::Values(
        Said{"7", Quantity::NUMBER, MakeConstant(7)},
        Said{"0.5", Quantity::SECONDS, MakeConstant(0.5)},
        Said{"\"10ms\"", Quantity::SECONDS, MakeConstant(0.01)},
        Said{"\"10KiB\"", Quantity::BYTES, MakeConstant(10240)},
        Said{R"({"distribution": "constant", "value": 3})", Quantity::NUMBER, MakeConstant(3)},
        Said{R"({"distribution": "uniform", "min": "1ms", "max": 2})",
             Quantity::SECONDS,
             MakeUniform(0.001, 2)},
        Said{R"({"distribution": "exponential", "mean": "1KB"})",
             Quantity::BYTES,
             MakeExponential(1000)},
        Said{R"({"distribution": "pareto", "scale": 1000, "shape": 1.2})",
             Quantity::BYTES,
             MakePareto(1000, 1.2)},
        Said{R"({"distribution": "pareto", "scale": "1KB", "shape": 1.2, "bound": "1GB"})",
             Quantity::BYTES,
             MakePareto(1000, 1.2, 1e9)},
        Said{R"({"distribution": "lognormal", "mu": -1, "sigma": 2})",
             Quantity::SECONDS,
             MakeLognormal(-1, 2)},
        Said{R"({"distribution": "hyperexponential",
                 "phases": [{"weight": 1, "mean": "10s"}, {"weight": 3, "mean": 24}]})",
             Quantity::SECONDS,
             MakeHyperexponential({{1, 10}, {3, 24}})}));

TEST(Distribution, JsonNamesPublishedSizes)
{
    for (const auto* text : {"\"dctcp\"", R"({"distribution": "empirical", "name": "dctcp"})"})
    {
        const auto sizes =
            std::dynamic_pointer_cast<const SizeDistribution>(Read(text, Quantity::BYTES));
        ASSERT_TRUE(sizes) << text;
        EXPECT_EQ(sizes->GetName(), "dctcp");
        EXPECT_EQ(sizes->GetSampling(), SizeDistribution::Sampling::LINEAR);
    }
    const auto step = Read(R"({"distribution": "empirical", "name": "dctcp", "sampling": "step"})",
                           Quantity::BYTES);
    EXPECT_DOUBLE_EQ(step->GetMean(), 2434900);
}

TEST(Distribution, JsonNamesAFileBesideIt)
{
    const TemporaryFile sizes("sizes.cdf", "1 0.5\n2 1\n");
    const TemporaryFile json("f.json",
                             R"({"distribution": "empirical", "file": "sizes.cdf",
                                 "sampling": "step", "unit": 1460})");
    JsonDocument document(json.GetPath());
    const auto read = Distribution::Read(document.GetRoot(), Quantity::BYTES);
    document.ThrowIfAny();
    EXPECT_EQ(read->GetName(), sizes.GetPath());
    EXPECT_DOUBLE_EQ(read->GetMean(), 1.5 * 1460);
}

TEST(Distribution, JsonTellsTheProblemsOfTheFile)
{
    const TemporaryFile sizes("sizes.cdf", "1 0.5\n2 0.9\n");
    const TemporaryFile json("f.json", R"({"distribution": "empirical", "file": "sizes.cdf"})");
    EXPECT_EQ(ProblemsOf([&] {
                  JsonDocument document(json.GetPath());
                  Distribution::Read(document.GetRoot(), Quantity::BYTES);
                  document.ThrowIfAny();
              }),
              sizes.GetPath() +
                  ":2: the last cumulative fraction is not 1 (fractions that end with 1, or "
                  "percentages that end with 100)");
}

struct Refused
{
    const char* text;
    Quantity quantity;
    const char* problems;
};

class DistributionRefused : public ::testing::TestWithParam<Refused>
{
};

TEST_P(DistributionRefused, IsToldOnce)
{
    EXPECT_EQ(ProblemsOf([] { Read(GetParam().text, GetParam().quantity); }), GetParam().problems);
}

INSTANTIATE_TEST_SUITE_P(
    Distribution,
    DistributionRefused,
    ::testing::Values(
        Refused{"-1", Quantity::NUMBER, "f:1: -1 is not a number of at least 0"},
        Refused{"\"10ms\"", Quantity::NUMBER, "f:1: \"10ms\" is not a number of at least 0"},
        Refused{"true", Quantity::BYTES, "f:1: true is not a number of at least 0"},
        Refused{"\"10 ms\"",
                Quantity::SECONDS,
                "f:1: \"10 ms\" is not a time (a number with a unit, such as 10ms)"},
        Refused{"\"dctpc\"",
                Quantity::BYTES,
                "f:1: there is no published distribution \"dctpc\", did you mean \"dctcp\"? (one "
                "of: ali-storage-2019, dctcp, facebook-hadoop, ftp-154k, google-rpc-2008, vl2; a "
                "file is {\"distribution\": \"empirical\", \"file\": ...})"},
        Refused{R"({"mean": 1})", Quantity::NUMBER, "f:1: \"distribution\" is missing"},
        Refused{R"({"distribution": "exponetial", "mean": 1})",
                Quantity::NUMBER,
                "f:1: distribution: unknown word \"exponetial\", did you mean \"exponential\"? "
                "(one of: constant, uniform, exponential, pareto, lognormal, hyperexponential, "
                "empirical)"},
        Refused{R"({"distribution": "exponential"})", Quantity::NUMBER, "f:1: \"mean\" is missing"},
        Refused{R"({"distribution": "exponential", "mean": 0})",
                Quantity::NUMBER,
                "f:1: the mean is not positive (expected a number greater than 0)"},
        Refused{R"({"distribution": "exponential", "mean": 1, "min": 2})",
                Quantity::NUMBER,
                "f:1: unknown key \"min\" (one of: distribution, mean)"},
        Refused{R"({"distribution": "uniform", "min": 2, "max": 1})",
                Quantity::NUMBER,
                "f:1: the maximum is less than the minimum (expected one that is not less)"},
        Refused{R"({"distribution": "uniform", "min": 2})",
                Quantity::NUMBER,
                "f:1: \"max\" is missing"},
        Refused{R"({"distribution": "hyperexponential"})",
                Quantity::NUMBER,
                "f:1: \"phases\" is missing"},
        Refused{R"({"distribution": "hyperexponential", "phases": []})",
                Quantity::NUMBER,
                "f:1: there are no phases (expected at least one)"},
        Refused{R"({"distribution": "empirical"})", Quantity::BYTES, "f:1: \"file\" is missing"},
        Refused{R"({"distribution": "empirical", "name": "vl2", "unit": 2})",
                Quantity::BYTES,
                "f:1: unit: this does not go with \"name\" (expected a name, or a file)"},
        Refused{R"({"distribution": "empirical", "name": "vl2", "sampling": "stepp"})",
                Quantity::BYTES,
                "f:1: sampling: unknown word \"stepp\", did you mean \"step\"? (one of: linear, "
                "step)"}));

TEST(Distribution, NothingIsSaidOfAValueThatIsMissing)
{
    auto document = JsonDocument::FromText("{}", "f");
    EXPECT_TRUE(Distribution::Read(document.GetRoot().Optional("sizes"), Quantity::BYTES));
    document.ThrowIfAny();
}

} // namespace

} // namespace ns3
