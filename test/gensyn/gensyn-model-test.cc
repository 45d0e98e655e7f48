/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "input-problems.h"

#include "ns3/gensyn-model.h"
#include "ns3/gensyn-templates.h"

#include <cmath>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3
{

namespace
{

const std::string FTP_USER = R"({ "name": "ftp-user", "start": "stationary",
  "states": {
    "idle":     {"mean": "1800s", "to": {"download": 1.0}},
    "read":     {"phases": [{"weight": 0.413033, "mean": "10s"}, {"weight": 0.436002, "mean": "24s"}, {"weight": 0.11, "mean": "100s"}, {"weight": 0.040966, "mean": "420s"}],
                 "to": {"download": 0.987, "idle": 0.013}},
    "download": {"module": "ftp", "impatience": {"distribution": "constant", "value": "120s"}, "to": {"read": 1.0}, "abandoned": {"read": 1.0}}
  },
  "modules": {"ftp": {"sizes": "ftp-154k"}} })";

TEST(GensynModelTest, ReadsTheFtpUser)
{
    const auto model = GensynModel::Parse(FTP_USER, "ftp.json");
    EXPECT_EQ(model->GetName(), "ftp-user");
    EXPECT_FALSE(model->GetStart());
    const auto& states = model->GetStates();
    ASSERT_EQ(states.size(), 3U);
    EXPECT_EQ(states[0].name, "idle");
    EXPECT_NEAR(model->GetMeanSojourn(1), 42.8, 0.001);
    EXPECT_EQ(states[1].to.size(), 2U);
    EXPECT_FALSE(states[2].IsStochastic());
    EXPECT_EQ(states[2].impatience->GetMean(), 120);
    EXPECT_EQ(model->GetModuleOf(2).type, GensynModule::FTP);
    EXPECT_NEAR(model->GetModuleOf(2).sizes->GetMean(), 154000, 1);
    EXPECT_TRUE(model->HasCommunication());
    EXPECT_FALSE(model->HasConditions());
}

TEST(GensynModelTest, KnowsTheEquilibriumOfTheFtpUser)
{
    const auto shares = GensynModel::Parse(FTP_USER, "ftp.json")->GetEquilibrium();
    const double idle = 0.013 * 1800;
    const double read = 42.8;
    EXPECT_NEAR(shares[0], idle / (idle + read), 1e-5);
    EXPECT_NEAR(shares[1], read / (idle + read), 1e-5);
    EXPECT_EQ(shares[2], 0);
}

TEST(GensynModelTest, ReadsTimesOfAnyUnit)
{
    const auto model = GensynModel::Parse(R"({"name": "m", "start": "b", "states": {
        "a": {"mean": "30min", "to": {"b": 1}}, "b": {"mean": 2.5, "to": {"a": 1}}}})",
                                          "m");
    EXPECT_EQ(model->GetMeanSojourn(0), 1800);
    EXPECT_EQ(model->GetMeanSojourn(1), 2.5);
    EXPECT_EQ(model->GetStart(), 1U);
}

TEST(GensynModelTest, ReadsConditions)
{
    const auto model = GensynModel::Parse(R"({"name": "m", "start": "a", "states": {
        "a": {"mean": "1s", "to": {"b": {"probability": 1, "when": {"state": "b", "below": 50},
            "scale": {"state": "a", "until": 100}}}},
        "b": {"mean": "1s", "to": {"a": 1}}}})",
                                          "m");
    EXPECT_TRUE(model->HasConditions());
    const auto& conditions = model->GetStates()[0].to[0].conditions;
    ASSERT_EQ(conditions.size(), 2U);
    EXPECT_EQ(conditions[0].Weigh(49), 1);
    EXPECT_EQ(conditions[0].Weigh(50), 0);
    EXPECT_EQ(conditions[1].Weigh(25), 0.75);
    EXPECT_EQ(conditions[1].Weigh(200), 0);
}

/// @return a model with one communication state of this module
std::string
WithModule(const std::string& modules, const std::string& name)
{
    return R"({"name": "m", "start": "a", "states": {"a": {"mean": "1s", "to": {"b": 1}},
"b": {"module": ")" +
           name + R"(", "to": {"a": 1}}}, "modules": {)" + modules + "}}";
}

TEST(GensynModelTest, ReadsModulesByNameAndType)
{
    const auto model =
        GensynModel::Parse(WithModule(
                               R"("high-rate": {"type": "cbr", "packet": "1KB", "interval": "125ms",
                "duration": {"distribution": "exponential", "mean": "60s"}},
            "cbr": {"packet": 10, "interval": "10ms", "duration": "3s"})",
                               "high-rate"),
                           "m");
    ASSERT_EQ(model->GetModules().size(), 2U);
    const auto& module = model->GetModuleOf(1);
    EXPECT_EQ(module.type, GensynModule::CBR);
    EXPECT_EQ(module.packet, 1000U);
    EXPECT_EQ(module.interval, MilliSeconds(125));
    EXPECT_EQ(model->GetMeanSojourn(1), 60);
}

TEST(GensynModelTest, TalkAndSilenceAreExponentialUnlessSaidOtherwise)
{
    const auto model = GensynModel::Parse(WithModule(R"("voip": {"packet": 100, "interval": "100ms",
            "duration": "180s", "talk": "1s", "silence": {"distribution": "constant",
            "value": "1.35s"}})",
                                                     "voip"),
                                          "m");
    EXPECT_EQ(model->GetModuleOf(1).talk->GetName(), "exponential");
    EXPECT_EQ(model->GetModuleOf(1).silence->GetName(), "constant");
}

TEST(GensynModelTest, ReadsPagesAndTracesFromFiles)
{
    const TemporaryFile pages("pages.txt", "# source objects\n1000 200 300\n\n5000\n");
    const TemporaryFile trace("trace.txt", "8192\n8193 0\n");
    const TemporaryFile file("m.json",
                             WithModule(R"("web": {"pages": "pages.txt", "parallel": 2},
        "mpeg": {"trace": "trace.txt", "duration": "60s"})",
                                        "web"));
    const auto model = GensynModel::Load(file.GetPath());
    const auto& web = model->GetModules()[0];
    ASSERT_EQ(web.pages.size(), 2U);
    EXPECT_EQ(web.pages[0].source, 1000U);
    EXPECT_EQ(web.pages[0].objects, (std::vector<uint64_t>{200, 300}));
    EXPECT_EQ(web.parallel, 2U);
    const auto& mpeg = model->GetModules()[1];
    ASSERT_EQ(mpeg.traces.size(), 1U);
    EXPECT_EQ(mpeg.traces[0], (GensynModule::Trace{1, 2, 0}));
    EXPECT_EQ(mpeg.packet, 1024U);
    EXPECT_EQ(mpeg.interval, MilliSeconds(40));
}

TEST(GensynModelTest, TemplatesAreModels)
{
    EXPECT_EQ(GetGensynTemplates(),
              (std::vector<std::string>{"combined", "ftp", "video", "voice", "web"}));
    for (const auto& name : GetGensynTemplates())
    {
        const auto model = GensynModel::Load(name);
        EXPECT_EQ(model->GetName(), name);
        model->GetEquilibrium();
        const std::string text = FindGensynTemplate(name);
        EXPECT_NE(text.find("From the paper"), std::string::npos);
        EXPECT_NE(text.find("Ours"), std::string::npos);
    }
    EXPECT_EQ(FindGensynTemplate("telnet"), nullptr);
}

TEST(GensynModelTest, TemplatesHaveTheNumbersOfTheSpecification)
{
    const auto ftp = GensynModel::Load("ftp");
    EXPECT_EQ(ftp->GetMeanSojourn(0), 1800);
    EXPECT_NEAR(ftp->GetMeanSojourn(1), 42.8, 1e-4);
    double second = 0;
    for (const auto& phase : ftp->GetStates()[1].phases)
    {
        second += phase.weight * 2 * phase.mean * phase.mean;
    }
    EXPECT_NEAR(std::sqrt(second - 42.8 * 42.8) / 42.8, 2.9, 1e-3);
    EXPECT_NEAR(GensynModel::Load("voice")->GetEquilibrium()[1], 0.03, 1e-12);
    const auto combined = GensynModel::Load("combined");
    const auto& idle = combined->GetStates()[0];
    EXPECT_NEAR(idle.to[0].probability / combined->GetMeanSojourn(0), 1 / 1800.0, 1e-12);
    EXPECT_NEAR(idle.to[1].probability / combined->GetMeanSojourn(0), 1 / 5820.0, 1e-12);
    const auto video = GensynModel::Load("video");
    double datagrams = 0;
    for (const auto frame : video->GetModuleOf(1).traces[0])
    {
        datagrams += frame;
    }
    EXPECT_NEAR(datagrams / 24, 2.7, 0.01);
}

struct Refused
{
    const char* name;
    std::string json;
    std::string problem; //!< part of the message
};

class RefusedModel : public testing::TestWithParam<Refused>
{
};

TEST_P(RefusedModel, SaysWhereAndWhy)
{
    const auto problems = ProblemsOf([] { GensynModel::Parse(GetParam().json, "m.json"); });
    EXPECT_NE(problems.find(GetParam().problem), std::string::npos) << problems;
}

std::string
WithStates(const std::string& states, const std::string& start = "a")
{
    return R"({"name": "m", "start": ")" + start + R"(", "states": {)" + states +
           R"(}, "modules": {"ftp": {"sizes": 1000}}})";
}

INSTANTIATE_TEST_SUITE_P(
    Models,
    RefusedModel,
    testing::Values(
        Refused{"UnknownModule",
                WithStates("\n"
                           R"("a": {"module": "fpt", "to": {"a": 1}})"),
                "m.json:2: states.a.module: there is no module \"fpt\" (expected one of: ftp)"},
        Refused{"UnknownType",
                WithModule(R"("gopher": {"sizes": 1})", "gopher"),
                "modules.gopher: there is no type of module \"gopher\""},
        Refused{"UnknownWordOfType",
                WithModule(R"("x": {"type": "gopher"})", "x"),
                "modules.x.type: unknown word \"gopher\""},
        Refused{"UnknownState",
                WithStates(R"("a": {"mean": "1s", "to": {"b": 0.5, "raed": 0.5}},
                    "b": {"mean": "1s", "to": {"a": 1}})"),
                "states.a.to.raed: there is no state \"raed\""},
        Refused{"UnknownStart",
                WithStates(R"("a": {"mean": "1s", "to": {"b": 1}}, "b": {"mean": "1s",
                    "to": {"a": 1}})",
                           "c"),
                "start: there is no state \"c\""},
        Refused{"ProbabilitiesOff",
                WithStates(R"("a": {"mean": "1s", "to": {"b": 0.5, "c": 0.4}},
                    "b": {"mean": "1s", "to": {"a": 1}}, "c": {"mean": "1s", "to": {"a": 1}})"),
                "states.a.to: the probabilities sum up to 0.9 (expected 1)"},
        Refused{"NegativeProbability",
                WithStates(R"("a": {"mean": "1s", "to": {"b": -1}}, "b": {"mean": "1s",
                    "to": {"a": 1}})"),
                "states.a.to.b"},
        Refused{"NoWayOut",
                WithStates(R"("a": {"mean": "1s", "to": {"b": 1}}, "b": {"mean": "1s", "to": {}})"),
                "states.b.to: there is no way out of state \"b\""},
        Refused{"NoWayOutOfACommunicationState",
                WithStates(R"("a": {"mean": "1s", "to": {"b": 1}},
                    "b": {"module": "ftp", "to": {}})"),
                "states.b.to: there is no way out of state \"b\""},
        Refused{"OnlyToItself",
                WithStates(R"("a": {"mean": "1s", "to": {"b": 1}},
                    "b": {"mean": "1s", "to": {"b": 1}})"),
                "states.b.to: there is no way out of state \"b\""},
        Refused{"NoTargets", WithStates(R"("a": {"mean": "1s"})"), "states.a: \"to\" is missing"},
        Refused{"ZeroMean",
                WithStates(R"("a": {"mean": "0s", "to": {"b": 1}}, "b": {"mean": "1s",
                    "to": {"a": 1}})"),
                "states.a.mean: a user would spend no time here"},
        Refused{"ZeroMeanOfAPhase",
                WithStates(R"("a": {"phases": [{"weight": 1, "mean": "0s"}], "to": {"b": 1}},
                    "b": {"mean": "1s", "to": {"a": 1}})"),
                "states.a.phases.0.mean: a user would spend no time here"},
        Refused{"NegativeMean",
                WithStates(R"("a": {"mean": "-1s", "to": {"b": 1}}, "b": {"mean": "1s",
                    "to": {"a": 1}})"),
                "states.a.mean: "},
        Refused{"NoMean",
                WithStates(R"("a": {"to": {"b": 1}}, "b": {"mean": "1s", "to": {"a": 1}})"),
                "states.a: it is not said how long users stay in state \"a\""},
        Refused{"MeanAndPhases",
                WithStates(R"("a": {"mean": "1s", "phases": [{"weight": 1, "mean": "1s"}],
                    "to": {"b": 1}}, "b": {"mean": "1s", "to": {"a": 1}})"),
                "states.a.mean: this does not go with \"phases\""},
        Refused{"NoStates", WithStates(""), "states: there are no states"},
        Refused{"ConditionOfACommunicationState",
                WithStates(R"("a": {"mean": "1s", "to": {"b": 1}}, "b": {"module": "ftp",
                    "to": {"a": {"probability": 1, "when": {"state": "a", "below": 3}}}})"),
                "states.b.to.a: users leave a communication state when"},
        Refused{"ConditionOnAnUnknownState",
                WithStates(R"("a": {"mean": "1s", "to": {"b": {"probability": 1,
                    "when": {"state": "x", "below": 3}}}}, "b": {"mean": "1s", "to": {"a": 1}})"),
                "states.a.to.b.when.state: there is no state \"x\""},
        Refused{"ConditionWithoutANumber",
                WithStates(R"("a": {"mean": "1s", "to": {"b": {"probability": 1,
                    "when": {"state": "b"}}}}, "b": {"mean": "1s", "to": {"a": 1}})"),
                "states.a.to.b.when: it is not said what number of users decides"},
        Refused{"NoPatienceAtAll",
                WithStates(R"("a": {"mean": "1s", "to": {"b": 1}}, "b": {"module": "ftp",
                    "impatience": "0s", "to": {"a": 1}})"),
                "states.b.impatience: this is always 0"},
        Refused{"NoPatienceToSpeakOf",
                WithStates(R"("a": {"mean": "1s", "to": {"b": 1}}, "b": {"module": "ftp",
                    "impatience": 1e-12, "to": {"a": 1}})"),
                "states.b.impatience: this is no time (expected at least 1ns on average)"},
        Refused{"NoMeanToSpeakOf",
                WithStates(R"("a": {"mean": 1e-30, "to": {"b": 1}}, "b": {"mean": "1s",
                    "to": {"a": 1}})"),
                "states.a.mean: a user would spend no time here (expected a mean of at least 1ns)"},
        Refused{"NoDurationToSpeakOf",
                WithModule(R"("cbr": {"packet": 10, "interval": "1s", "duration": 1e-12})", "cbr"),
                "modules.cbr.duration: this is no time"},
        Refused{"NoTalkToSpeakOf",
                WithModule(R"("voip": {"packet": 10, "interval": "1s", "duration": "1s",
                    "talk": 1e-12, "silence": 0})",
                           "voip"),
                "modules.voip.talk: nobody would talk"},
        Refused{"NowhereToGo",
                WithStates(R"("a": {"mean": "1s", "to": {"b": 1}}, "b": {"module": "ftp",
                    "impatience": "1s", "to": {"a": 1}, "abandoned": {}})"),
                "states.b.abandoned: those who give up have nowhere to go"},
        Refused{"NowhereToGoInEquilibrium",
                WithStates(R"("a": {"mean": "1s", "to": {"b": 1}}, "b": {"module": "ftp",
                    "to": {"a": 1}, "abandoned": {}})",
                           "stationary"),
                "states.b.abandoned: those who give up have nowhere to go"},
        Refused{"NoFrames",
                WithModule(R"("mpeg": {"trace": [], "duration": "1s"})", "mpeg"),
                "modules.mpeg.trace: there are no frames"},
        Refused{"EmptyFrames",
                WithModule(R"("mpeg": {"trace": [0, 0], "duration": "1s"})", "mpeg"),
                "modules.mpeg.trace: all frames are empty"},
        Refused{"LargeFrame",
                WithModule(R"("mpeg": {"trace": [1, 2000000000], "duration": "1s"})", "mpeg"),
                "modules.mpeg.trace.1: "},
        Refused{"NegativeTime",
                WithStates(R"("a": {"mean": "-5s", "to": {"b": 1}}, "b": {"mean": "1s",
                    "to": {"a": 1}})"),
                "states.a.mean: \"-5s\" is a negative time"},
        Refused{"ShapeOfZero",
                WithModule(R"("ftp": {"sizes": {"distribution": "pareto", "scale": 1,
                    "shape": 0}})",
                           "ftp"),
                "modules.ftp.sizes: the shape is not positive (expected a number greater than 0)"},
        Refused{"TwoEquilibria",
                WithStates(R"("a": {"mean": "1s", "to": {"b": 1}}, "b": {"mean": "1s",
                    "to": {"a": 1}}, "c": {"mean": "1s", "to": {"d": 1}}, "d": {"mean": "1s",
                    "to": {"c": 1}})",
                           "stationary"),
                "start: these states have more than one equilibrium"},
        Refused{"SmallPacket",
                WithModule(R"("cbr": {"packet": 9, "interval": "1s", "duration": "1s"})", "cbr"),
                "modules.cbr.packet: 9 bytes are no size of a datagram here"},
        Refused{"NoInterval",
                WithModule(R"("cbr": {"packet": 10, "interval": "0s", "duration": "1s"})", "cbr"),
                "modules.cbr.interval: there is no time between datagrams"},
        Refused{"TalkAlone",
                WithModule(R"("voip": {"packet": 10, "interval": "1s", "duration": "1s",
                    "talk": "1s"})",
                           "voip"),
                "modules.voip.talk: talk and silence go together"},
        Refused{"NoTraceFile",
                WithModule(R"("mpeg": {"trace": "nowhere.txt", "duration": "1s"})", "mpeg"),
                "modules.mpeg.trace: there is no file \"nowhere.txt\""},
        Refused{"GrowthWithoutAList",
                WithModule(R"("web": {"pages": {"source": 1, "objects": 1, "size": 1},
                    "growth": {"links": 1}})",
                           "web"),
                "modules.web.growth: there is no list of pages that could grow"},
        Refused{"UnknownKey",
                WithStates(R"("a": {"mean": "1s", "too": {"b": 1}})"),
                "states.a: unknown key \"too\", did you mean \"to\"?"}),
    [](const auto& each) { return each.param.name; });

TEST(GensynModelTest, AWrongKeyIsNotMissedAsWell)
{
    const auto problems = ProblemsOf([] {
        GensynModel::Parse(WithStates(R"("a": {"maen": "1s", "to": {"b": 1}},
            "b": {"mean": "1s", "to": {"a": 1}})"),
                           "m.json");
    });
    EXPECT_EQ(problems,
              "m.json:1: states.a: unknown key \"maen\", did you mean \"mean\"? (one of: mean, "
              "phases, to)");
}

TEST(GensynModelTest, TooManyStatesAreRefused)
{
    std::string states;
    for (int i = 0; i < 1001; ++i)
    {
        states +=
            (i == 0 ? "\"" : ", \"") + std::to_string(i) + R"(": {"mean": 1, "to": {"0": 1}})";
    }
    const auto problems = ProblemsOf([&] { GensynModel::Parse(WithStates(states), "m.json"); });
    EXPECT_NE(problems.find("states: there are 1001 states (expected at most 1000)"),
              std::string::npos)
        << problems;
}

TEST(GensynModelTest, AProbabilityOutOfRangeIsToldOnce)
{
    const auto problems = ProblemsOf([] {
        GensynModel::Parse(WithStates(R"("a": {"mean": "1s", "to": {"b": 2}},
            "b": {"mean": "1s", "to": {"a": 1}})"),
                           "m.json");
    });
    EXPECT_NE(problems.find("states.a.to.b"), std::string::npos) << problems;
    EXPECT_EQ(problems.find("sum up"), std::string::npos) << problems;
    EXPECT_EQ(problems.find("way out"), std::string::npos) << problems;
}

/// @return the problems of a model with a page list and a trace that hold this
std::string
ProblemsOfFiles(const std::string& pages, const std::string& trace)
{
    const TemporaryFile pageFile("pages.txt", pages);
    const TemporaryFile traceFile("trace.txt", trace);
    const TemporaryFile file("m.json",
                             WithModule(R"("web": {"pages": "pages.txt"},
        "mpeg": {"trace": "trace.txt", "duration": "60s"})",
                                        "web"));
    return ProblemsOf([&] { GensynModel::Load(file.GetPath()); });
}

TEST(GensynModelTest, FilesThatHoldNothingAreRefused)
{
    const auto problems = ProblemsOfFiles("# nothing\n\n", "\n");
    EXPECT_NE(problems.find("pages.txt: there is nothing in this file"), std::string::npos)
        << problems;
    EXPECT_NE(problems.find("trace.txt: there is nothing in this file"), std::string::npos)
        << problems;
    EXPECT_NE(ProblemsOfFiles("1\n", "0\n0 0\n").find("modules.mpeg.trace: all frames of"),
              std::string::npos);
    EXPECT_EQ(ProblemsOfFiles("1\n", "0\n0 1\n"), "");
}

TEST(GensynModelTest, FramesThatAreTooLargeAreRefused)
{
    const auto problems = ProblemsOfFiles("1\n", "8000\n2e9\n");
    EXPECT_NE(problems.find("trace.txt:2: 2e9 is too large (at most 1e+09)"), std::string::npos)
        << problems;
}

TEST(GensynModelTest, DirectoriesAreNoFiles)
{
    const TemporaryFile file("m.json",
                             WithModule(R"("web": {"pages": "."},
        "mpeg": {"trace": ".", "duration": "60s"})",
                                        "web"));
    const auto problems = ProblemsOf([&] { GensynModel::Load(file.GetPath()); });
    EXPECT_NE(problems.find("modules.web.pages: \".\" is a directory"), std::string::npos)
        << problems;
    EXPECT_NE(problems.find("modules.mpeg.trace: \".\" is a directory"), std::string::npos)
        << problems;
}

TEST(GensynModelTest, ANanosecondIsATime)
{
    const auto model = GensynModel::Parse(
        WithModule(R"("voip": {"packet": 10, "interval": "1ns", "duration": "1ns", "talk": "1ns",
            "silence": 0})",
                   "voip"),
        "m");
    EXPECT_EQ(model->GetModuleOf(1).interval, NanoSeconds(1));
    // ns-3's own seconds are rounded.
    EXPECT_NEAR(model->GetModuleOf(1).duration->GetMean(), 1e-9, 1e-18);
}

TEST(GensynModelTest, NumbersAreSeconds)
{
    const auto model = GensynModel::Parse(
        WithModule(R"("voip": {"packet": 100, "interval": 0.02, "duration": 180, "talk": 1,
            "silence": 1.35})",
                   "voip"),
        "m");
    const auto& module = model->GetModuleOf(1);
    EXPECT_EQ(module.interval, MilliSeconds(20));
    EXPECT_EQ(module.duration->GetMean(), 180);
    EXPECT_EQ(module.talk->GetMean(), 1);
}

TEST(GensynModelTest, ImpatienceCountsInTheEquilibriumOfDatagrams)
{
    // Both sides stay a second: 100 s of datagrams are given up after one.
    const auto make = [](const std::string& patience) {
        return GensynModel::Parse(R"({"name": "m", "start": "stationary", "states": {
            "a": {"mean": "1s", "to": {"b": 1}},
            "b": {"module": "cbr", "impatience": )" +
                                      patience + R"(, "to": {"a": 1}, "abandoned": {"c": 1}},
            "c": {"mean": "2s", "to": {"a": 1}}}, "modules": {"cbr": {"packet": 10,
                "interval": "1s", "duration": {"distribution": "exponential", "mean": 99}}}})",
                                  "m");
    };
    const auto exponential = make(R"({"distribution": "exponential", "mean": "1s"})");
    EXPECT_NEAR(exponential->GetMeanSojourn(1), 0.99, 1e-8);
    auto shares = exponential->GetEquilibrium();
    EXPECT_NEAR(shares[1] / shares[0], 0.99, 1e-8);
    EXPECT_NEAR(shares[2] / shares[0], 2 * 0.99, 1e-8);
    const auto constant = make("\"1s\"");
    const double gone = std::exp(-1 / 99.0);
    shares = constant->GetEquilibrium();
    EXPECT_NEAR(shares[1] / shares[0], 99 * (1 - gone), 1e-7);
    EXPECT_NEAR(shares[2] / shares[0], 2 * gone, 1e-7);
}

TEST(GensynModelTest, WarnsOfWhatNobodyUses)
{
    for (const auto* start : {"a", "stationary"})
    {
        const auto model = GensynModel::Parse(
            WithStates(R"("a": {"mean": "1s", "to": {"b": 1}}, "b": {"mean": "1s",
                "to": {"a": 1}}, "c": {"mean": "1s", "to": {"a": 0.5, "c": 0.5}})",
                       start),
            "m");
        EXPECT_EQ(model->GetWarnings(),
                  (std::vector<std::string>{"nobody comes to state \"c\"",
                                            "no state uses module \"ftp\""}));
    }
    for (const auto& name : GetGensynTemplates())
    {
        EXPECT_TRUE(GensynModel::Load(name)->GetWarnings().empty()) << name;
    }
}

TEST(GensynModelTest, TellsAllProblemsAtOnce)
{
    const auto problems = ProblemsOf([] {
        GensynModel::Parse(WithStates(R"("a": {"mean": "0s", "to": {"b": 0.5}},
            "b": {"module": "x", "to": {"c": 1}})"),
                           "m.json");
    });
    for (const auto* part : {"states.a.mean", "states.a.to", "states.b.module", "states.b.to.c"})
    {
        EXPECT_NE(problems.find(part), std::string::npos) << problems;
    }
}

} // namespace

} // namespace ns3
