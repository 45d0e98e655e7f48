/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "gensyn/population-run.h"

#include "ns3/gensyn-templates.h"

#include <cmath>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3
{

namespace
{

/// Level of all tests of laws here, each with a fixed seed.
constexpr double LEVEL = 0.01;

const std::string MODULES = R"("modules": {"ftp": {"sizes": 1000},
    "cbr": {"packet": 100, "interval": "1s", "duration": "2s"}})";

/// @return a model with these states
std::string
Make(const std::string& states, const std::string& start)
{
    return R"({"name": "m", "start": ")" + start + R"(", "states": {)" + states + "}, " + MODULES +
           "}";
}

/// As the FTP user, ten to a hundred times as fast.
const std::string FAST_FTP = R"("idle": {"mean": "18s", "to": {"download": 1}},
    "read": {"mean": "4s", "to": {"download": 0.8, "idle": 0.2}},
    "download": {"module": "ftp", "to": {"read": 1}})";

/// On and off, with a communication state for on.
std::string
MakeOnOff(const std::string& more)
{
    return Make(R"("off": {"mean": "4s", "to": {"on": 1}},
        "on": {"module": "ftp", "to": {"off": 1})" +
                    more + "}",
                "off");
}

double
MeanOf(const std::vector<uint64_t>& samples)
{
    double sum = 0;
    for (const auto sample : samples)
    {
        sum += static_cast<double>(sample);
    }
    return sum / static_cast<double>(samples.size());
}

// O1 ----------------------------------------------------------------------------------------------

const std::string CHAIN = R"("a": {"mean": "1s", "to": {"b": 0.7, "c": 0.3}},
    "b": {"mean": "0.5s", "to": {"a": 0.2, "c": 0.8}},
    "c": {"mean": "2s", "to": {"a": 1}})";

TEST(GensynPopulationTest, CountsAreMultinomialWithoutCommunication)
{
    PopulationRun run(Make(CHAIN, "a"), 200, 1);
    run.Start();
    run.Go(50);
    // Visits: a = 1, b = 0.7, c = 0.3 + 0.8 * 0.7.
    const double a = 1;
    const double b = 0.35;
    const double c = 1.72;
    const double sum = a + b + c;
    std::vector<uint64_t> as;
    std::vector<uint64_t> bs;
    double covariance = 0;
    constexpr int SAMPLES = 1000;
    for (int i = 0; i < SAMPLES; ++i)
    {
        run.Go(6); // five times the slowest mode
        const auto& counts = run.population.GetCounts();
        as.push_back(counts[0]);
        bs.push_back(counts[1]);
        covariance += (static_cast<double>(counts[0]) - 200 * a / sum) *
                      (static_cast<double>(counts[1]) - 200 * b / sum) / SAMPLES;
    }
    EXPECT_GT(LevelOf(as, Binomial(200, a / sum)), LEVEL);
    EXPECT_GT(LevelOf(bs, Binomial(200, b / sum)), LEVEL);
    const double expected = -200 * a * b / sum / sum;
    const double variance = 200 * a / sum * (1 - a / sum) * 200 * b / sum * (1 - b / sum);
    EXPECT_LT(std::abs(covariance - expected),
              2.576 * std::sqrt((variance + expected * expected) / SAMPLES));
    run.Check();
}

TEST(GensynPopulationTest, StartsInEquilibrium)
{
    std::vector<uint64_t> before;
    std::vector<uint64_t> after;
    for (int i = 0; i < 3000; ++i)
    {
        PopulationRun run(Make(CHAIN, "stationary"), 50, 10 + i);
        run.Start();
        before.push_back(run.population.GetCounts()[2]);
        run.Go(0.5);
        after.push_back(run.population.GetCounts()[2]);
    }
    const auto law = Binomial(50, 1.72 / 3.07);
    EXPECT_GT(LevelOf(before, law), LEVEL);
    EXPECT_GT(LevelOf(after, law), LEVEL);
}

TEST(GensynPopulationTest, StartsInEquilibriumOfPhases)
{
    // A mean of 1.9 s, of which most is spent in the long phase.
    const auto states = R"("a": {"phases": [{"weight": 0.9, "mean": "1s"},
        {"weight": 0.1, "mean": "10s"}], "to": {"b": 1}}, "b": {"mean": "1.9s", "to": {"a": 1}})";
    std::vector<uint64_t> after;
    for (int i = 0; i < 3000; ++i)
    {
        PopulationRun run(Make(states, "stationary"), 50, 10 + i);
        run.Start();
        run.Go(2);
        after.push_back(run.population.GetCounts()[0]);
    }
    EXPECT_GT(LevelOf(after, Binomial(50, 0.5)), LEVEL);
}

// O2 ----------------------------------------------------------------------------------------------

TEST(GensynPopulationTest, OnAndOffHaveTheirLawAndAutocovariance)
{
    // The voice user, 60 times as fast.
    PopulationRun run(Make(R"("idle": {"mean": "97s", "to": {"talk": 1}},
        "talk": {"mean": "3s", "to": {"idle": 1}})",
                           "stationary"),
                      2883,
                      2);
    run.Start();
    constexpr double SHARE = 0.03;
    constexpr double RELAXATION = 2.91;
    constexpr int SAMPLES = 3000;
    std::vector<uint64_t> counts;
    double covariance = 0;
    for (int i = 0; i < SAMPLES; ++i)
    {
        run.Go(5 * RELAXATION);
        const auto first = static_cast<double>(run.population.GetCounts()[1]);
        counts.push_back(run.population.GetCounts()[1]);
        run.Go(RELAXATION);
        const auto second = static_cast<double>(run.population.GetCounts()[1]);
        covariance += (first - 2883 * SHARE) * (second - 2883 * SHARE) / SAMPLES;
    }
    EXPECT_GT(LevelOf(counts, Binomial(2883, SHARE)), LEVEL);
    EXPECT_NEAR(MeanOf(counts), 86.49, 2.576 * 9.16 / std::sqrt(SAMPLES));
    const double variance = 2883 * SHARE * (1 - SHARE);
    const double expected = variance * std::exp(-1);
    EXPECT_NEAR(covariance,
                expected,
                2.576 * std::sqrt((variance * variance + expected * expected) / SAMPLES));
    run.Check();
}

// O3 ----------------------------------------------------------------------------------------------

struct Duration
{
    const char* name;
    double mean;
    std::function<double(UniformSource&)> draw;
};

class GensynInsensitivity : public testing::TestWithParam<Duration>
{
};

TEST_P(GensynInsensitivity, CountsDependOnMeanDurationsOnly)
{
    // The reading time has the four branches of the FTP user, a tenth as long.
    PopulationRun run(Make(R"("idle": {"mean": "18s", "to": {"download": 1}},
        "read": {"phases": [{"weight": 0.413033, "mean": "1s"}, {"weight": 0.436002, "mean": "2.4s"},
            {"weight": 0.11, "mean": "10s"}, {"weight": 0.040966, "mean": "42s"}],
            "to": {"download": 0.8, "idle": 0.2}},
        "download": {"module": "ftp", "to": {"read": 1}})",
                           "stationary"),
                      50,
                      3);
    run.drawWork = [&](uint32_t) { return GetParam().draw(run.network); };
    run.Start();
    run.Go(1000);
    // Visits: idle 0.2, read 1, download 1.
    const double idle = 0.2 * 18;
    const double read = 4.28;
    const double sum = idle + read + GetParam().mean;
    std::vector<uint64_t> idles;
    std::vector<uint64_t> downloads;
    for (int i = 0; i < 1000; ++i)
    {
        run.Go(300); // the slowest mode: 42 s of reading, and sessions of 40 s
        idles.push_back(run.population.GetCounts()[0]);
        downloads.push_back(run.population.GetCounts()[2]);
    }
    EXPECT_GT(LevelOf(idles, Binomial(50, idle / sum)), LEVEL);
    EXPECT_GT(LevelOf(downloads, Binomial(50, GetParam().mean / sum)), LEVEL);
    run.Check();
}

INSTANTIATE_TEST_SUITE_P(
    Laws,
    GensynInsensitivity,
    testing::Values(
        Duration{"Constant", 0.8, [](UniformSource&) { return 0.8; }},
        Duration{"Uniform", 0.8, [](UniformSource& u) { return 1.6 * u.NextUniform(); }},
        Duration{"Pareto",
                 1,
                 [](UniformSource& u) { return 0.6 * std::pow(1 - u.NextUniform(), -1 / 2.5); }}),
    [](const auto& each) { return each.param.name; });

TEST(GensynPopulationTest, VisitsAreAsTheFtpUserHasThem)
{
    PopulationRun run(Make(FAST_FTP, "stationary"), 100, 4);
    run.drawWork = [](uint32_t) { return 0.001; };
    uint64_t visits[3] = {};
    run.onStep = [&](const GensynPopulation::Step& step) { ++visits[step.to]; };
    run.Start();
    run.Go(20000);
    // A session has 1 visit of idle to 5 of read and download.
    const double z = (static_cast<double>(visits[0]) - 0.2 * static_cast<double>(visits[1])) /
                     std::sqrt(0.16 * static_cast<double>(visits[1]));
    EXPECT_LT(std::abs(z), 2.576);
    EXPECT_EQ(visits[2], run.population.GetTally(2).started);
}

// O4 ----------------------------------------------------------------------------------------------

/// Law of the number of downloads on an ideal shared link: weights N! / (N - k)! (D / Z)^k.
std::vector<double>
MachineRepair(uint64_t users, double ratio)
{
    std::vector<double> logarithms;
    for (uint64_t k = 0; k <= users; ++k)
    {
        logarithms.push_back(std::lgamma(static_cast<double>(users) + 1) -
                             std::lgamma(static_cast<double>(users - k) + 1) +
                             static_cast<double>(k) * std::log(ratio));
    }
    return Normalise(logarithms);
}

TEST(GensynPopulationTest, DownloadsShareALinkAsTheClosedFormSays)
{
    // Z = 4 + 18 * 0.2, D = 0.4 by a Pareto law of shape 2.5.
    PopulationRun run(Make(FAST_FTP, "stationary"), 50, 5, true);
    run.drawWork = [&](uint32_t) {
        return 0.24 * std::pow(1 - run.network.NextUniform(), -1 / 2.5);
    };
    run.Start();
    run.Go(1000);
    run.areas.resize(3, 0);
    std::vector<uint64_t> downloads;
    constexpr int SAMPLES = 2000;
    constexpr double GAP = 150;
    for (int i = 0; i < SAMPLES; ++i)
    {
        run.Go(GAP);
        downloads.push_back(run.population.GetCounts()[2]);
    }
    const auto law = MachineRepair(50, 0.4 / 7.6);
    EXPECT_GT(LevelOf(downloads, law), LEVEL);
    double mean = 0;
    for (std::size_t k = 0; k < law.size(); ++k)
    {
        mean += static_cast<double>(k) * law[k];
    }
    EXPECT_NEAR(mean, 31.0, 0.01);
    EXPECT_NEAR(run.areas[2] / (SAMPLES * GAP), mean, 0.2);
    EXPECT_NEAR(run.areas[0] / run.areas[1], 0.9, 0.02);
    run.Check();
}

// O5 ----------------------------------------------------------------------------------------------

TEST(GensynPopulationTest, ExponentialPatienceHasItsClosedForm)
{
    PopulationRun run(
        MakeOnOff(
            R"(, "impatience": {"distribution": "exponential", "mean": "2s"}, "abandoned": {"off": 1})"),
        40,
        6);
    run.drawWork = [](uint32_t) { return 0.8; };
    run.Start();
    run.Go(100);
    run.areas.resize(2, 0);
    run.Go(50000);
    const auto& tally = run.population.GetTally(1);
    const auto ended = static_cast<double>(tally.completed + tally.abandoned);
    const double chance = std::exp(-0.4);
    EXPECT_LT(std::abs(static_cast<double>(tally.completed) - ended * chance) /
                  std::sqrt(ended * chance * (1 - chance)),
              2.576);
    const double sojourn = (1 - chance) / 0.5;
    EXPECT_NEAR(run.areas[1] / 50000, 40 * sojourn / (4 + sojourn), 0.03);
    EXPECT_EQ(tally.failed, 0U);
    run.Check();
}

TEST(GensynPopulationTest, ConstantPatienceHasItsClosedForm)
{
    PopulationRun run(MakeOnOff(R"(, "impatience": "1s", "abandoned": {"off": 1})"), 40, 7);
    run.drawWork = [&](uint32_t) { return 1.25 * run.network.NextUniform(); };
    run.Start();
    run.Go(100);
    run.areas.resize(2, 0);
    run.Go(50000);
    const auto& tally = run.population.GetTally(1);
    const auto ended = static_cast<double>(tally.completed + tally.abandoned);
    EXPECT_LT(std::abs(static_cast<double>(tally.completed) - ended * 0.8) /
                  std::sqrt(ended * 0.16),
              2.576);
    const double sojourn = 0.8 * 0.5 + 0.2; // E[min(D, T)]
    EXPECT_NEAR(run.areas[1] / 50000, 40 * sojourn / (4 + sojourn), 0.03);
    run.Check();
}

TEST(GensynPopulationTest, PatienceOnASharedLinkIsABirthAndDeathProcess)
{
    PopulationRun run(
        MakeOnOff(
            R"(, "impatience": {"distribution": "exponential", "mean": "2s"}, "abandoned": {"off": 1})"),
        20,
        8,
        true);
    constexpr double MU = 2.5;
    run.drawWork = [&](uint32_t) { return -std::log1p(-run.network.NextUniform()) / MU; };
    run.Start();
    run.Go(100);
    std::vector<double> logarithms{0};
    for (int k = 1; k <= 20; ++k)
    {
        logarithms.push_back(logarithms.back() + std::log((20 - k + 1) * 0.25) -
                             std::log(MU + 0.5 * k));
    }
    EXPECT_GT(LevelOf(run.Sample(1, 3000, 20), Normalise(logarithms)), LEVEL);
    run.Check();
}

TEST(GensynPopulationTest, ImpatientUsersGoWhereTheModelSays)
{
    PopulationRun run(Make(R"("off": {"mean": "4s", "to": {"on": 1}},
        "angry": {"mean": "1s", "to": {"off": 1}},
        "on": {"module": "ftp", "to": {"off": 1}, "abandoned": {"angry": 0.75, "on": 0.25},
            "impatience": {"distribution": "exponential", "mean": "2s"}})",
                           "off"),
                      30,
                      9);
    uint64_t angry = 0;
    uint64_t again = 0;
    run.onStep = [&](const GensynPopulation::Step& step) {
        angry += step.abandoned && step.to == 1;
        again += step.abandoned && step.to == 2;
        EXPECT_TRUE(step.to != 1 || step.abandoned);
    };
    run.Start();
    run.Go(3000);
    EXPECT_EQ(angry + again, run.population.GetTally(2).abandoned);
    const auto n = static_cast<double>(angry + again);
    EXPECT_LT(std::abs(static_cast<double>(angry) - 0.75 * n) / std::sqrt(n * 0.1875), 2.576);
    run.Check();
}

// O6 ----------------------------------------------------------------------------------------------

TEST(GensynPopulationTest, AConditionCapsAsEngsetSays)
{
    PopulationRun run(Make(R"("off": {"mean": "4s",
            "to": {"on": {"probability": 1, "when": {"state": "on", "below": 6}}}},
        "on": {"module": "ftp", "to": {"off": 1}})",
                           "off"),
                      20,
                      10);
    // Of mean 2, and far from exponential.
    run.drawWork = [&](uint32_t) { return run.network.NextUniform() < 0.9 ? 1.0 : 11.0; };
    run.Start();
    run.Go(200);
    std::vector<double> logarithms;
    for (int k = 0; k <= 6; ++k)
    {
        logarithms.push_back(LogChoose(20, k) + k * std::log(2.0 / 4));
    }
    EXPECT_GT(LevelOf(run.Sample(1, 3000, 60), Normalise(logarithms)), LEVEL);
    run.Check();
}

TEST(GensynPopulationTest, RefusedAttemptsAreAsEngsetSays)
{
    // Whoever attempts at the cap is turned away, and is off again at once.
    PopulationRun run(Make(R"("off": {"mean": "2s", "to": {
            "on": {"probability": 0.5, "when": {"state": "on", "below": 6}},
            "refused": {"probability": 0.5, "when": {"state": "on", "atLeast": 6}}}},
        "refused": {"mean": "1us", "to": {"off": 1}},
        "on": {"module": "ftp", "to": {"off": 1}})",
                           "off"),
                      20,
                      15);
    run.drawWork = [&](uint32_t) { return run.network.NextUniform() < 0.9 ? 1.0 : 11.0; };
    run.Start();
    run.Go(200);
    // Attempts in batches, which are hardly correlated.
    constexpr int BATCHES = 100;
    std::vector<double> shares;
    for (int batch = 0; batch < BATCHES; ++batch)
    {
        double accepted = 0;
        double refused = 0;
        run.onStep = [&](const GensynPopulation::Step& step) {
            accepted += step.from == 0 && step.to == 2;
            refused += step.from == 0 && step.to == 1;
        };
        run.Go(500);
        shares.push_back(refused / (refused + accepted));
    }
    // Call congestion: the formula with one user less.
    std::vector<double> logarithms;
    for (int k = 0; k <= 6; ++k)
    {
        logarithms.push_back(LogChoose(19, k) + k * std::log(2.0 / 4));
    }
    double mean = 0;
    double squares = 0;
    for (const double share : shares)
    {
        mean += share / BATCHES;
        squares += share * share / BATCHES;
    }
    EXPECT_LT(std::abs(mean - Normalise(logarithms)[6]) /
                  std::sqrt((squares - mean * mean) / BATCHES),
              2.576);
    run.Check();
}

TEST(GensynPopulationTest, ScaledRatesAreABirthAndDeathProcess)
{
    // Everybody who is off is drawn by who is on, and kept away as it gets crowded.
    PopulationRun run(Make(R"("off": {"mean": "4s", "to": {
            "on": {"probability": 0.75, "scale": {"state": "on", "until": 12}},
            "out": {"probability": 0.25, "scale": {"state": "on", "per": 5}}}},
        "on": {"mean": "3s", "to": {"off": 1}},
        "out": {"mean": "1ms", "to": {"off": 1}})",
                           "off"),
                      20,
                      11);
    run.Start();
    run.Go(100);
    std::vector<double> logarithms{0};
    for (int k = 1; k <= 12; ++k)
    {
        const double up = (20 - k + 1) / 4.0 * 0.75 * (1 - (k - 1) / 12.0);
        logarithms.push_back(logarithms.back() + std::log(up) - std::log(k / 3.0));
    }
    // Nobody is out for long: a thousandth of what this test can see.
    EXPECT_GT(LevelOf(run.Sample(1, 3000, 20), Normalise(logarithms)), LEVEL);
    run.Check();
}

TEST(GensynPopulationTest, NothingHappensWhileConditionsForbidIt)
{
    PopulationRun run(Make(R"("off": {"mean": "1s",
            "to": {"on": {"probability": 1, "when": {"state": "on", "atLeast": 1}}}},
        "on": {"mean": "1s", "to": {"off": 1}})",
                           "off"),
                      20,
                      12);
    run.Start();
    EXPECT_EQ(run.population.GetRate(), 0);
    EXPECT_TRUE(std::isinf(run.population.GetDelay()));
    run.Go(1000);
    EXPECT_EQ(run.population.GetCounts()[0], 20U);
}

// O7 to O9 are in all of the above, too -----------------------------------------------------------

class GensynTemplatePopulation : public testing::TestWithParam<std::string>
{
};

TEST_P(GensynTemplatePopulation, KeepsTheLawsOfAnyModel)
{
    PopulationRun run(FindGensynTemplate(GetParam()), 2000, 16);
    run.drawWork = [&](uint32_t state) {
        const auto& module = run.model->GetModuleOf(state);
        return module.IsUdp() ? module.duration->Draw(run.network)
                              : -0.5 * std::log1p(-run.network.NextUniform());
    };
    run.Start();
    run.Go(4000);
    EXPECT_GT(run.works.GetN(), 1000U);
    run.Check();
}

INSTANTIATE_TEST_SUITE_P(Templates,
                         GensynTemplatePopulation,
                         testing::ValuesIn(GetGensynTemplates()),
                         [](const auto& each) { return each.param; });

TEST(GensynPopulationTest, ManyTargetsAndPhasesHaveTheirChances)
{
    // Each kind of step has several targets, and some of these have phases.
    PopulationRun run(Make(R"("off": {"phases": [{"weight": 0.2, "mean": "1s"},
            {"weight": 0.5, "mean": "2s"}, {"weight": 0.3, "mean": "7s"}],
            "to": {"on": 0.5, "talk": 0.3, "read": 0.2}},
        "read": {"phases": [{"weight": 0.01, "mean": "30s"}, {"weight": 0.99, "mean": "1s"}],
            "to": {"off": 0.25, "on": 0.7, "read": 0.05}},
        "on": {"module": "ftp", "to": {"off": 0.6, "read": 0.3, "talk": 0.1},
            "impatience": {"distribution": "exponential", "mean": "2s"},
            "abandoned": {"off": 0.2, "on": 0.3, "read": 0.5}},
        "talk": {"module": "cbr", "to": {"on": 0.4, "off": 0.6}, "impatience": "1500ms",
            "abandoned": {"read": 0.7, "off": 0.3}})",
                           "off"),
                      60,
                      17);
    run.drawWork = [&](uint32_t) { return 2 * run.network.NextUniform(); };
    run.Start();
    run.Go(3000);
    EXPECT_GT(run.population.GetTally(2).completed, 10000U);
    EXPECT_GT(run.population.GetTally(2).abandoned, 10000U);
    EXPECT_GT(run.population.GetTally(3).completed, 3000U);
    EXPECT_GT(run.population.GetTally(3).abandoned, 1000U);
    run.Check();
}

TEST(GensynPopulationTest, ARareTargetLeavesNothingToChooseAPhaseBy)
{
    struct Script : UniformSource
    {
        double NextUniform() override
        {
            ++draws;
            return draws == 1 ? 1 - 0x1p-32 : 0.1;
        }

        int draws{0};
    };

    const auto model =
        GensynModel::Parse(Make(R"("a": {"mean": "1s", "to": {"b": 0.9999999, "c": 0.0000001}},
            "b": {"mean": "1s", "to": {"a": 1}},
            "c": {"phases": [{"weight": 0.2, "mean": "1s"}, {"weight": 0.8, "mean": "3s"}],
                "to": {"a": 1}})",
                                "a"),
                           "m");
    SeededSource times(1);
    Script choices;
    GensynPopulation population(model, 1, times, choices);
    population.Start();
    choices.draws = 0;
    const auto step = population.Fire();
    EXPECT_EQ(step.to, 2U);
    EXPECT_EQ(step.toPhase, 0U); // by a number of its own; what is left of the first is close to 1
    EXPECT_EQ(choices.draws, 2);
}

TEST(GensynPopulationTest, CommunicationsThatBreakAreOpenOrFailed)
{
    struct Stream : GensynPopulation::Communication
    {
    };

    const auto model = GensynModel::Parse(
        Make(R"("off": {"mean": "1s", "to": {"on": 1}}, "on": {"module": "ftp", "to": {"off": 1}})",
             "on"),
        "m");
    SeededSource source(1);
    GensynPopulation population(model, 3, source, source);
    population.Start();
    std::vector<Stream> streams(3);
    for (auto& stream : streams)
    {
        population.Hold(stream, 1);
    }
    population.Break(streams[0], true);
    population.Break(streams[2], false);
    population.Leave(streams[1], GensynPopulation::COMPLETED);
    const auto& tally = population.GetTally(1);
    EXPECT_EQ(tally.started, 3U);
    EXPECT_EQ(tally.completed, 1U);
    EXPECT_EQ(tally.failed, 1U);
    EXPECT_TRUE(population.GetHeld(1).empty());
}

TEST(GensynPopulationTest, NothingIsKeptOfCommunicationsThatAreOver)
{
    struct Stream : GensynPopulation::Communication
    {
    };

    const auto model = GensynModel::Parse(
        Make(R"("off": {"mean": "1s", "to": {"on": 1}}, "on": {"module": "ftp", "to": {"off": 1}})",
             "on"),
        "m");
    SeededSource source(1);
    GensynPopulation population(model, 10000, source, source);
    population.Start();
    std::vector<Stream> streams(10000);
    for (auto& stream : streams)
    {
        population.Hold(stream, 1);
    }
    for (auto& stream : streams)
    {
        population.Leave(stream, GensynPopulation::COMPLETED);
    }
    EXPECT_LE(population.GetHeld(1).capacity(), 4U);
}

TEST(GensynPopulationTest, LeavingSwapsTheLastOne)
{
    struct Stream : GensynPopulation::Communication
    {
    };

    const auto model = GensynModel::Parse(
        Make(R"("off": {"mean": "1s", "to": {"on": 1}}, "on": {"module": "ftp", "to": {"off": 1}})",
             "on"),
        "m");
    SeededSource source(1);
    GensynPopulation population(model, 100, source, source);
    ASSERT_EQ(population.Start()[1], 100U);
    std::vector<Stream> streams(100);
    for (auto& stream : streams)
    {
        population.Hold(stream, 1);
        EXPECT_EQ(stream.GetState(), 1U);
    }
    population.Leave(streams[3], GensynPopulation::COMPLETED);
    EXPECT_EQ(population.GetHeld(1)[3], &streams[99]);
    population.Leave(streams[99], GensynPopulation::FAILED);
    EXPECT_EQ(population.GetHeld(1)[3], &streams[98]);
    EXPECT_EQ(population.GetHeld(1).size(), 98U);
    EXPECT_EQ(population.GetTally(1).failed, 1U);
    EXPECT_EQ(population.GetTally(1).completed, 1U);
    EXPECT_EQ(population.GetTally(1).started, 100U);
}

TEST(GensynPopulationTest, SameSeedSameSteps)
{
    std::vector<uint32_t> steps[2];
    for (auto& each : steps)
    {
        PopulationRun run(Make(FAST_FTP, "stationary"), 1000, 13);
        run.onStep = [&](const GensynPopulation::Step& step) {
            each.push_back(step.from);
            each.push_back(step.to);
        };
        run.Start();
        run.Go(100);
    }
    EXPECT_GT(steps[0].size(), 10000U);
    EXPECT_EQ(steps[0], steps[1]);
}

TEST(GensynPopulationTest, NoUsersDoNothing)
{
    PopulationRun run(Make(FAST_FTP, "stationary"), 0, 14);
    run.Start();
    run.Go(100);
    EXPECT_TRUE(std::isinf(run.population.GetDelay()));
}

} // namespace

} // namespace ns3
