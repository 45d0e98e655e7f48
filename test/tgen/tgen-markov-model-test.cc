/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "markov-text.h"
#include "test-data.h"

#include "ns3/glib-random.h"
#include "ns3/tgen-markov-model.h"

#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

namespace
{

using namespace markov;

// What the real program walks

struct ReferenceDelays
{
    const char* model;
    uint32_t seed;
    std::vector<uint64_t> delays;
};

class TgenMarkovReferenceDelays : public ::testing::TestWithParam<ReferenceDelays>
{
};

TEST_P(TgenMarkovReferenceDelays, OwnModelGivesThem)
{
    static const std::map<std::string, Data> DISTRIBUTIONS{
        {"normal", {{"distribution", "normal"}, {"location", "25"}, {"scale", "10"}}},
        {"lognormal", {{"distribution", "lognormal"}, {"location", "0"}, {"scale", "1"}}},
        {"exponential", {{"distribution", "exponential"}, {"rate", "1"}}},
        {"pareto", {{"distribution", "pareto"}, {"scale", "1"}, {"shape", "1"}}}};
    const auto& [model, seed, delays] = GetParam();
    EXPECT_EQ(ListDelays(MakeDelayModel(DISTRIBUTIONS.at(model)), seed, 10), delays);
}

TEST_P(TgenMarkovReferenceDelays, StockModelGivesThem)
{
    const auto& [model, seed, delays] = GetParam();
    const auto file = std::string("tgen/configs/") + model + ".mmodel.graphml";
    SKIP_WITHOUT_TEST_DATA(file);
    EXPECT_EQ(ListDelays(TgenMarkovModel::Load(GetTestDataPath(file)), seed, 10), delays);
}

INSTANTIATE_TEST_SUITE_P(
    TgenMarkovModel,
    TgenMarkovReferenceDelays,
    ::testing::Values(ReferenceDelays{"normal", 123, {23, 13, 21, 18, 18, 20, 26, 32, 42, 14}},
                      ReferenceDelays{"normal", 321, {16, 22, 17, 16, 33, 31, 30, 37, 13, 37}},
                      ReferenceDelays{"lognormal", 123, {1, 0, 1, 1, 0, 1, 1, 2, 6, 0}},
                      ReferenceDelays{"lognormal", 321, {0, 1, 0, 0, 2, 2, 2, 3, 0, 3}},
                      ReferenceDelays{"exponential", 123, {0, 0, 2, 1, 1, 2, 1, 1, 1, 0}},
                      ReferenceDelays{"exponential", 321, {1, 1, 0, 1, 1, 1, 1, 0, 0, 1}},
                      ReferenceDelays{"pareto", 123, {1, 1, 7, 3, 2, 12, 3, 3, 3, 1}},
                      ReferenceDelays{"pareto", 321, {2, 3, 1, 3, 2, 2, 3, 1, 1, 2}}));

struct ReferenceSteps
{
    const char* model;
    uint32_t seed;
    int count;
    const char* steps;
};

class TgenMarkovReferenceSteps : public ::testing::TestWithParam<ReferenceSteps>
{
};

TEST_P(TgenMarkovReferenceSteps, StockModelGivesThem)
{
    const auto& [model, seed, count, steps] = GetParam();
    const auto file = std::string("tgen/configs/delayed.") + model + ".graphml";
    SKIP_WITHOUT_TEST_DATA(file);
    EXPECT_EQ(ListSteps(TgenMarkovModel::Load(GetTestDataPath(file)), seed, count), steps);
}

INSTANTIATE_TEST_SUITE_P(
    TgenMarkovModel,
    TgenMarkovReferenceSteps,
    ::testing::Values(
        ReferenceSteps{"packetmodel",
                       123,
                       12,
                       "-1057 -710 +5618 +3219 +1489 -7086 -3461 +2937 +2812 +762 -4998 -333"},
        ReferenceSteps{"packetmodel",
                       12345,
                       12,
                       "-9214 +128 +2811 +10342 -612 +1675 -615 -1056 +3270 +2890 +560 +270"},
        ReferenceSteps{"streammodel",
                       123,
                       10,
                       "+9337394 +5320235 +8264685 +7238485 E +8057003 +10545186 +12797657 "
                       "+16972866 +5486233"},
        ReferenceSteps{"streammodel",
                       12345,
                       10,
                       "+14693391 +14411550 +11882186 +8173788 +12244819 +7938175 +9513878 "
                       "+9138105 +12048677 +12062073"},
        ReferenceSteps{"flowmodel",
                       123,
                       10,
                       "+28343484 +18300587 +25661711 +23096212 E +25142506 +31362964 +36994141 E "
                       "+18715581"},
        ReferenceSteps{"flowmodel",
                       12345,
                       10,
                       "E +41028876 E E +35612047 +24845438 +28784694 E +35121694 +35155184"}));

class TgenMarkovReferenceFile : public ::testing::TestWithParam<const char*>
{
};

TEST_P(TgenMarkovReferenceFile, EveryDelayIsEqual)
{
    const auto file = std::string("tgen/expected/") + GetParam() + "-123";
    const auto config = std::string("tgen/configs/") + GetParam() + ".mmodel.graphml";
    SKIP_WITHOUT_TEST_DATA(file);
    SKIP_WITHOUT_TEST_DATA(config);
    TgenMarkovWalk walk(TgenMarkovModel::Load(GetTestDataPath(config)), 123);
    std::ifstream expected(GetTestDataPath(file));
    uint64_t delay;
    int count = 0;
    while (expected >> delay)
    {
        ++count;
        ASSERT_EQ(walk.Next().delayUs, delay) << "in line " << count;
    }
    EXPECT_EQ(count, 100000);
}

INSTANTIATE_TEST_SUITE_P(TgenMarkovModel,
                         TgenMarkovReferenceFile,
                         ::testing::Values("normal", "lognormal", "exponential", "pareto"));

/// The first entry whose cumulative weight is not less than @p drawn times the total.
template <typename Choices>
auto
Choose(const Choices& choices, double drawn)
{
    double total = 0;
    for (const auto& [choice, weight] : choices)
    {
        total += weight;
    }
    double cumulative = 0;
    for (const auto& [choice, weight] : choices)
    {
        cumulative += weight;
        if (cumulative >= drawn * total)
        {
            return choice;
        }
    }
    ADD_FAILURE() << "nothing to choose";
    return choices.front().first;
}

TEST(TgenMarkovModel, EdgesAreOrderedByTargetAndParallelOnesBackwards)
{
    // Each emission has a delay of its own. The edge before the nodes mentions c, then a, first:
    // vertices are c=0, a=1, start=2, "-"=3, b=4, "+"=5, second "+"=6.
    const auto model = TgenMarkovModel::Parse(
        Graphml(Transition("c", "a", "0.3") + Node("start", "start", "") +
                Node("minus", "-", "observation") + Node("b", "b", "state") +
                Node("plus", "+", "observation") + Node("plus2", "+x", "observation") +
                Node("a", "a", "state") + Node("c", "c", "state") +
                Emission("a", "plus2", "0.1", Constant("11")) +
                Emission("a", "plus", "0.2", Constant("12")) +
                Emission("a", "minus", "0.7", Constant("13")) + Transition("a", "b", "0.1") +
                Emission("a", "plus", "0.4", Constant("14")) + Transition("a", "c", "0.6") +
                Emission("a", "minus", "0.3", Constant("15")) + Transition("a", "a", "0.2") +
                Emission("a", "plus", "0.6", Constant("16")) + Transition("a", "c", "0.1") +
                Emission("b", "plus", "3", Constant("21")) +
                Emission("b", "minus", "5", Constant("22")) + Transition("b", "start", "0.1") +
                Emission("c", "plus", "1e-3", Constant("31")) +
                Emission("c", "plus", "2e-3", Constant("32")) + Transition("b", "c", "1") +
                Emission("start", "minus", "1", Constant("41")) + Transition("start", "b", "0.1") +
                Transition("start", "a", "0.2") + Transition("c", "c", "0.7") +
                Transition("c", "b", "0.3")),
        "shuffled");

    using Transitions = std::vector<std::pair<std::string, double>>;
    const std::map<std::string, Transitions> transitions{
        {"start", {{"a", 0.2}, {"b", 0.1}}},
        {"a", {{"c", 0.1}, {"c", 0.6}, {"a", 0.2}, {"b", 0.1}}},
        {"b", {{"c", 1}, {"start", 0.1}}},
        {"c", {{"c", 0.7}, {"a", 0.3}, {"b", 0.3}}}};
    using Emissions = std::vector<std::pair<uint64_t, double>>;
    const std::map<std::string, Emissions> emissions{
        {"start", {{41, 1}}},
        {"a", {{15, 0.3}, {13, 0.7}, {16, 0.6}, {14, 0.4}, {12, 0.2}, {11, 0.1}}},
        {"b", {{22, 5}, {21, 3}}},
        {"c", {{32, 2e-3}, {31, 1e-3}}}};

    GlibRandom random(7);
    TgenMarkovWalk walk(model, 7);
    std::string state = "start";
    for (int i = 0; i < 10000; ++i)
    {
        state = Choose(transitions.at(state), random.NextDouble());
        const uint64_t delay = Choose(emissions.at(state), random.NextDouble());
        random.NextDouble(); // the delay, although it is constant
        const auto step = walk.Next();
        ASSERT_EQ(step.delayUs, delay) << "in step " << i;
        const bool isToOrigin = delay == 13 || delay == 15 || delay == 22 || delay == 41;
        ASSERT_EQ(step.observation, isToOrigin ? Observation::TO_ORIGIN : Observation::TO_SERVER);
    }
}

TEST(TgenMarkovModel, FirstEdgeIsTakenWhenAllWeightsAreZero)
{
    const auto model =
        MakeModel(Emission("w", "f", "0", Constant("1")) + Emission("w", "p", "0", Constant("2")) +
                  Emission("w", "p", "0", Constant("3")));
    EXPECT_EQ(ListDelays(model, 1, 5), (std::vector<uint64_t>{3, 3, 3, 3, 3}));
}

TEST(TgenMarkovModel, StateOfManyEmissionsChoosesTheSame)
{
    std::string text;
    std::vector<std::pair<uint64_t, double>> emissions;
    for (int i = 1; i <= 1000; ++i)
    {
        const double weight = i % 7 == 0 ? 0 : 1.0 / i;
        std::ostringstream digits;
        digits.precision(17);
        digits << weight;
        text += Emission("w", "p", digits.str(), Constant(std::to_string(i)));
        emissions.insert(emissions.begin(), {i, weight});
    }
    GlibRandom random(99);
    for (const auto delay : ListDelays(MakeModel(text), 99, 2000))
    {
        random.NextDouble();
        ASSERT_EQ(delay, Choose(emissions, random.NextDouble()));
        random.NextDouble();
    }
}

TEST(TgenMarkovModel, MissingEdgesAreDrawnForAndDoNotEndTheWalkForGood)
{
    // "dead" can be entered but shows nothing and leads nowhere.
    const auto model = TgenMarkovModel::Parse(Graphml(NODES + Node("d", "dead", "state") +
                                                      Transition("s", "w") + Transition("s", "d") +
                                                      Transition("w", "d") + Transition("w", "w") +
                                                      Emission("w", "p", "1", UpTo("1000000"))),
                                              "dead end");
    GlibRandom random(5);
    TgenMarkovWalk walk(model, 5);
    for (int i = 0; i < 200; ++i)
    {
        walk.Reset();
        bool isAlive = random.NextDouble() * 2 <= 1;
        random.NextDouble();
        auto step = walk.Next();
        while (isAlive)
        {
            EXPECT_EQ(step.observation, Observation::TO_SERVER);
            EXPECT_EQ(step.delayUs, std::round(1000000 * random.NextDouble()));
            isAlive = random.NextDouble() * 2 <= 1;
            random.NextDouble();
            step = walk.Next();
        }
        EXPECT_EQ(step.observation, Observation::END);
        EXPECT_EQ(step.delayUs, 0U);
        for (int again = 0; again < 3; ++again)
        {
            EXPECT_EQ(walk.Next().observation, Observation::END);
            random.NextDouble();
        }
    }
}

TEST(TgenMarkovModel, EndSticksAndDrawsNothing)
{
    const auto model = MakeModel(Emission("w", "f", "1", UpTo("1000000")));
    GlibRandom random(11);
    TgenMarkovWalk walk(model, 11);
    for (int i = 0; i < 3; ++i)
    {
        random.NextDouble();
        random.NextDouble();
        const auto end = walk.Next();
        EXPECT_EQ(end.observation, Observation::END);
        EXPECT_EQ(end.delayUs, std::round(1000000 * random.NextDouble())) << "of the F itself";
        for (int again = 0; again < 3; ++again)
        {
            const auto step = walk.Next();
            EXPECT_EQ(step.observation, Observation::END);
            EXPECT_EQ(step.delayUs, 0U);
        }
        walk.Reset();
    }
}

TEST(TgenMarkovModel, WalksShareAModelAndNothingElse)
{
    const auto model = MakeDelayModel(UpTo("1000000"));
    TgenMarkovWalk first(model, 3);
    TgenMarkovWalk second(model, 3);
    std::vector<uint64_t> delays;
    for (int i = 0; i < 5; ++i)
    {
        delays.push_back(first.Next().delayUs);
    }
    EXPECT_EQ(ListDelays(model, 3, 5), delays);
    EXPECT_EQ(second.Next().delayUs, delays[0]);
    EXPECT_EQ(&first.GetModel(), &second.GetModel());
    EXPECT_EQ(first.GetSeed(), 3U);
    EXPECT_LE(sizeof(TgenMarkovWalk), sizeof(GlibRandom) + 40);
}

// Delays

TEST(TgenMarkovModel, HalvesAreRoundedAwayFromZeroAndNegativesAreZero)
{
    const std::pair<const char*, uint64_t> cases[] =
        {{"0.5", 1}, {"1.5", 2}, {"2.5", 3}, {"2.4999", 2}, {"-0.4", 0}, {"-7", 0}};
    for (const auto& [delay, expected] : cases)
    {
        EXPECT_EQ(ListDelays(MakeDelayModel(Constant(delay)), 1, 1).front(), expected) << delay;
    }
}

TEST(TgenMarkovModel, DelaysAreCappedAtTenMinutes)
{
    const std::pair<Data, uint64_t> cases[] = {
        {Constant("599999999.4"), 599999999},
        {Constant("600000000"), 600000000},
        {Constant("600000001"), 600000000},
        {Constant("1e300"), 600000000},
        {{{"distribution", "lognormal"}, {"location", "1000"}, {"scale", "0"}}, 600000000},
        {{{"distribution", "normal"}, {"location", "inf"}, {"scale", "0"}}, 600000000},
        {{{"distribution", "pareto"}, {"scale", "0"}, {"shape", "1e-300"}}, 0}}; // 0 / 0
    for (const auto& [delay, expected] : cases)
    {
        EXPECT_EQ(ListDelays(MakeDelayModel(delay), 1, 1).front(), expected);
    }
}

TEST(TgenMarkovModel, LargestMeanIsThatOfTheSlowestDistribution)
{
    const auto mean = [](const Data& delay) {
        return MakeDelayModel(delay)->GetLargestMeanDelayUs();
    };
    EXPECT_DOUBLE_EQ(mean({{"distribution", "normal"}, {"location", "7"}, {"scale", "2"}}), 7);
    EXPECT_DOUBLE_EQ(mean({{"distribution", "lognormal"}, {"location", "1"}, {"scale", "2"}}),
                     std::exp(3));
    EXPECT_DOUBLE_EQ(mean({{"distribution", "exponential"}, {"rate", "0.25"}}), 4);
    EXPECT_DOUBLE_EQ(mean({{"distribution", "pareto"}, {"scale", "3"}, {"shape", "4"}}), 4);
    EXPECT_DOUBLE_EQ(mean({{"distribution", "pareto"}, {"scale", "3"}, {"shape", "1"}}), 6e8);
    EXPECT_DOUBLE_EQ(mean({{"distribution", "uniform"}, {"low", "-4"}, {"high", "10"}}), 3);
    EXPECT_DOUBLE_EQ(
        MakeModel(Emission("w", "p", "1", Constant("3")) + Emission("w", "f", "0", Constant("5")))
            ->GetLargestMeanDelayUs(),
        5);
}

/// Which of +, - and F a walk from the start may ever show.
std::string
ListProspects(const Model& model)
{
    std::string text;
    text += model->CanShow(Observation::TO_SERVER) ? "+" : "";
    text += model->CanShow(Observation::TO_ORIGIN) ? "-" : "";
    text += model->CanShow(Observation::END) ? "F" : "";
    return text;
}

TEST(TgenMarkovModel, KnowsWhatItMayShow)
{
    const auto prospects = [](const std::string& body) {
        return ListProspects(TgenMarkovModel::Parse(Graphml(NODES + body), "test"));
    };
    const auto plus = [](const std::string& weight = "1") {
        return Emission("w", "p", weight, Constant("1"));
    };
    const auto minus = [](const std::string& weight = "1") {
        return Emission("w", "m", weight, Constant("1"));
    };
    const std::string loop = Transition("s", "w") + Transition("w", "w");
    EXPECT_EQ(prospects(loop + plus()), "+");
    EXPECT_EQ(prospects(loop + minus()), "-");
    EXPECT_EQ(prospects(loop + plus() + minus() + Emission("w", "f", "1", Constant("1"))), "+-F");
    // The start shows nothing unless a transition leads back to it.
    EXPECT_EQ(prospects(loop + plus() + Emission("s", "m", "1", Constant("1"))), "+");
    EXPECT_EQ(
        prospects(loop + Transition("w", "s") + plus() + Emission("s", "m", "1", Constant("1"))),
        "+-");
    // No chance at all, be it of a state or of an observation.
    EXPECT_EQ(prospects(loop + plus() + minus("0")), "+");
    EXPECT_EQ(prospects(loop + plus("1e300") + minus("1e-300")), "+") << "lost in the sum";
    EXPECT_EQ(prospects(loop + plus("0") + minus("0")), "+") << "of the smaller vertex";
    EXPECT_EQ(prospects(Transition("s", "w", "0") + Transition("s", "s", "1") + plus() +
                        Emission("s", "m", "1", Constant("1"))),
              "-");
    // No way on is an end.
    EXPECT_EQ(prospects(Transition("s", "w") + plus()), "+F");
    EXPECT_EQ(prospects(""), "F");
    EXPECT_EQ(prospects(plus()), "F");
    EXPECT_EQ(prospects(loop), "F");

    EXPECT_EQ(ListProspects(TgenMarkovModel::InternalPacketModel()), "+-");
    EXPECT_EQ(ListProspects(TgenMarkovModel::InternalStreamModel()), "+");
    EXPECT_EQ(ListProspects(TgenMarkovModel::InternalFlowModel()), "+");
}

TEST(TgenMarkovModel, AWalkKnowsWhatItMayStillShow)
{
    // "work" shows + once and leads to "trap", which shows - for ever. There is no end.
    const auto body = NODES + Node("t", "trap", "state") + Transition("s", "w") +
                      Transition("w", "t") + Transition("t", "t") +
                      Emission("w", "p", "1", Constant("1")) +
                      Emission("t", "m", "1", Constant("1"));
    TgenMarkovWalk walk(TgenMarkovModel::Parse(Graphml(body), "trap"), 1);
    EXPECT_TRUE(walk.CanShow(Observation::TO_SERVER));
    EXPECT_TRUE(walk.CanShow(Observation::TO_ORIGIN));
    EXPECT_EQ(walk.Next().observation, Observation::TO_SERVER);
    EXPECT_FALSE(walk.CanShow(Observation::TO_SERVER));
    EXPECT_TRUE(walk.CanShow(Observation::TO_ORIGIN));
    walk.Reset();
    EXPECT_TRUE(walk.CanShow(Observation::TO_SERVER));

    // The same where the trap may end: a reset leads out of it.
    TgenMarkovWalk ending(
        TgenMarkovModel::Parse(Graphml(body + Emission("t", "f", "1e-9", Constant("1"))), "end"),
        1);
    ending.Next();
    EXPECT_TRUE(ending.CanShow(Observation::TO_SERVER));

    // After an F it is the start that counts.
    TgenMarkovWalk ended(
        TgenMarkovModel::Parse(Graphml(NODES + Transition("s", "w") + Transition("w", "w") +
                                       Emission("w", "f", "1", Constant("1"))),
                               "F"),
        1);
    ended.Next();
    EXPECT_FALSE(ended.CanShow(Observation::TO_SERVER));
    EXPECT_TRUE(ended.CanShow(Observation::END));
}

TEST(TgenMarkovModel, ProspectsOfLongChainsAreFound)
{
    // The only + is at the end of a chain that is written backwards.
    constexpr int LENGTH = 20000;
    std::string nodes = NODES;
    std::string edges;
    for (int i = LENGTH; i > 0; --i)
    {
        const auto id = "c" + std::to_string(i);
        nodes += Node(id, id, "state");
        edges += Transition("c" + std::to_string(i - 1), id) + Emission(id, "m", "1", UpTo("9"));
    }
    const auto model = TgenMarkovModel::Parse(
        Graphml(nodes + Node("c0", "c0", "state") + Transition("s", "c0") +
                Emission("c0", "m", "1", UpTo("9")) + edges +
                Emission("c" + std::to_string(LENGTH), "p", "1", Constant("1"))),
        "chain");
    EXPECT_EQ(ListProspects(model), "+-F");
}

TEST(TgenMarkovModel, InternalModelsAreThoseOfTgen)
{
    EXPECT_DOUBLE_EQ(TgenMarkovModel::InternalPacketModel()->GetLargestMeanDelayUs(), 0.01);
    TgenMarkovWalk packets(TgenMarkovModel::InternalPacketModel(), 42);
    GlibRandom random(42);
    for (int i = 0; i < 1000; ++i)
    {
        random.NextDouble();
        const auto expected =
            random.NextDouble() <= 0.5 ? Observation::TO_ORIGIN : Observation::TO_SERVER;
        random.NextDouble();
        const auto step = packets.Next();
        ASSERT_EQ(step.observation, expected);
        ASSERT_EQ(step.delayUs, 0U);
    }

    const auto gaps = [](const std::string& location, const std::string& scale) {
        return MakeDelayModel(
            {{"distribution", "normal"}, {"location", location}, {"scale", scale}});
    };
    EXPECT_EQ(ListSteps(TgenMarkovModel::InternalStreamModel(), 5, 100),
              ListSteps(gaps("1e7", "4e6"), 5, 100));
    EXPECT_EQ(TgenMarkovModel::InternalStreamModel()->GetName(), "internal-stream-model");
    EXPECT_EQ(ListSteps(TgenMarkovModel::InternalFlowModel(), 5, 100),
              ListSteps(gaps("6e7", "1.5e7"), 5, 100));
    EXPECT_EQ(TgenMarkovModel::InternalFlowModel()->GetName(), "internal-flow-model");
}

} // namespace

} // namespace ns3
