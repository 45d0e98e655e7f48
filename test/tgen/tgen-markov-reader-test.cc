/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "input-problems.h"
#include "markov-text.h"

#include "ns3/input-error.h"
#include "ns3/tgen-markov-reader.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

namespace
{

using namespace markov;

TEST(TgenMarkovReader, KeywordsArePrefixesInAnyCase)
{
    const auto model = TgenMarkovModel::Parse(
        Graphml(Node("s", "START here", "nonsense") + Node("w", "work", "Statement") +
                Node("p", "+1", "OBSERVATIONS") + Node("f", "finish", "Observation") +
                Element("edge source=\"s\" target=\"w\"",
                        {{"type", "TransitionToWork"}, {"weight", " 1 "}}) +
                Element("edge source=\"w\" target=\"f\"",
                        {{"type", "EMISSION"},
                         {"weight", "0x1p1"},
                         {"distribution", "Uniformly"},
                         {"low", "4"},
                         {"high", "4"}})),
        "prefixes");
    TgenMarkovWalk walk(model, 1);
    const auto step = walk.Next();
    EXPECT_EQ(step.observation, Observation::END);
    EXPECT_EQ(step.delayUs, 4U);
}

TEST(TgenMarkovReader, LastOfSeveralStartsIsTheStart)
{
    const auto model = TgenMarkovModel::Parse(
        Graphml(Node("s", "start", "state") + Node("t", "start_again", "state") +
                Node("p", "+", "observation") + Transition("s", "s") + Transition("t", "t") +
                Emission("s", "p", "1", Constant("1")) + Emission("t", "p", "1", Constant("2"))),
        "starts");
    EXPECT_EQ(ListDelays(model, 1, 2), (std::vector<uint64_t>{2, 2}));
}

/// A good model, line by line; the first line is line 1.
const std::vector<std::string> GOOD_LINES{
    R"(<graphml>)",
    R"(<key id="nn" for="node" attr.name="name" attr.type="string"/>)",
    R"(<key id="nt" for="node" attr.name="type" attr.type="string"/>)",
    R"(<key id="t" for="edge" attr.name="type" attr.type="string"/>)",
    R"(<key id="w" for="edge" attr.name="weight" attr.type="double"/>)",
    R"(<key id="d" for="edge" attr.name="distribution" attr.type="string"/>)",
    R"(<key id="l" for="edge" attr.name="param_location" attr.type="double"/>)",
    R"(<key id="s" for="edge" attr.name="param_scale" attr.type="double"/>)",
    R"(<graph edgedefault="directed">)",
    R"(<node id="0"><data key="nn">start</data></node>)",
    R"(<node id="1"><data key="nn">work</data><data key="nt">state</data></node>)",
    R"(<node id="2"><data key="nn">+</data><data key="nt">observation</data></node>)",
    R"(<edge source="0" target="1"><data key="t">transition</data><data key="w">1</data></edge>)",
    R"(<edge source="1" target="1"><data key="t">transition</data>)",
    R"(  <data key="w">1</data></edge>)",
    R"(<edge source="1" target="2"><data key="t">emission</data><data key="w">1</data>)",
    R"(  <data key="d">normal</data>)",
    R"(  <data key="l">0</data>)",
    R"(  <data key="s">0</data>)",
    R"(</edge>)",
    R"(</graph></graphml>)"};

std::string
JoinLines(const std::vector<std::string>& lines)
{
    std::string text;
    for (const auto& line : lines)
    {
        text += line + "\n";
    }
    return text;
}

/// @return the problems of a text as "line: what", sorted by line
std::vector<std::string>
ListProblems(const std::string& text)
{
    std::vector<std::string> problems;
    try
    {
        TgenMarkovModel::Parse(text, "model.graphml");
    }
    catch (const InputError& error)
    {
        for (const auto& problem : error.GetProblems())
        {
            EXPECT_EQ(problem.file, "model.graphml");
            EXPECT_NE(problem.expected, "") << problem.what;
            problems.push_back(std::to_string(problem.line) + ": " + problem.what);
        }
    }
    return problems;
}

TEST(TgenMarkovReader, GoodLinesAreGood)
{
    EXPECT_EQ(ListProblems(JoinLines(GOOD_LINES)), std::vector<std::string>{});
}

struct BadLine
{
    int line;
    const char* text; //!< stands in the place of that line
    std::vector<std::string> problems;
};

/// GoogleTest shows a case with this.
void
PrintTo(const BadLine& bad, std::ostream* stream)
{
    *stream << "line " << bad.line << ": " << bad.text;
}

class TgenMarkovBadLine : public ::testing::TestWithParam<BadLine>
{
};

TEST_P(TgenMarkovBadLine, IsRefused)
{
    auto lines = GOOD_LINES;
    lines[GetParam().line - 1] = GetParam().text;
    EXPECT_EQ(ListProblems(JoinLines(lines)), GetParam().problems);
}

INSTANTIATE_TEST_SUITE_P(
    Vertices,
    TgenMarkovBadLine,
    ::testing::Values(
        BadLine{9, R"(<graph edgedefault="undirected">)", {"9: the graph is undirected"}},
        BadLine{2,
                R"(<key id="nn" for="node" attr.name="name" attr.type="int"/>)",
                {"9: there is no start vertex",
                 "10: name is \"start\"",
                 "10: node \"0\" has no name",
                 "10: node \"0\" has no type",
                 "11: name is \"work\"",
                 "11: node \"1\" has no name",
                 "12: name is \"+\"",
                 "12: node \"2\" has no name"}},
        BadLine{3,
                R"(<key id="nt" for="node" attr.name="typ" attr.type="string"/>)",
                {"10: node \"0\" has no type",
                 "11: node \"1\" has no type",
                 "12: node \"2\" has no type"}},
        BadLine{10,
                R"(<node id="0"><data key="nn">begin</data><data key="nt">state</data></node>)",
                {"9: there is no start vertex"}},
        BadLine{11,
                R"(<node id="1"><data key="nt">state</data></node>)",
                {"11: node \"1\" has no name"}},
        BadLine{11,
                R"(<node id="1"><data key="nn"></data><data key="nt">state</data></node>)",
                {"11: node \"1\" has no name"}},
        BadLine{11,
                R"(<node id="1"><data key="nn">work</data><data key="nt"></data></node>)",
                {"11: node \"1\" has no type"}},
        BadLine{3,
                R"(<key id="nt" for="node" attr.name="type" attr.type="int"/>)",
                {"11: type is \"state\"",
                 "11: node \"1\" has no type",
                 "12: type is \"observation\"",
                 "12: node \"2\" has no type"}},
        BadLine{11,
                R"(<node id="1"><data key="nn">work</data></node>)",
                {"11: node \"1\" has no type"}},
        BadLine{11,
                R"(<node id="1"><data key="nn">work</data><data key="nt">stat</data></node>)",
                {"11: node \"1\" has the type \"stat\""}},
        BadLine{
            12,
            R"(<node id="2"><data key="nn">plus</data><data key="nt">observation</data></node>)",
            {"12: node \"2\" is an observation named \"plus\"",
             "16: edge \"1\" -> \"2\" is an emission from \"work\" to \"plus\""}},
        BadLine{12,
                R"(<node id="2"><data key="nn">+</data><data key="nt">state</data></node>)",
                {"16: edge \"1\" -> \"2\" is an emission from \"work\" to \"+\""}},
        BadLine{
            11,
            R"(<node id="1"><data key="nn">foo</data><data key="nt">state</data></node>)",
            {"13: edge \"0\" -> \"1\" is a transition, but \"foo\" is the name of an observation",
             "14: edge \"1\" -> \"1\" is a transition, but \"foo\" is the name of an observation",
             "16: edge \"1\" -> \"2\" is an emission from \"foo\" to \"+\""}}));

INSTANTIATE_TEST_SUITE_P(
    Edges,
    TgenMarkovBadLine,
    ::testing::Values(
        BadLine{5,
                R"(<key id="w" for="edge" attr.name="weight" attr.type="string"/>)",
                {"13: edge \"0\" -> \"1\" has no weight",
                 "14: edge \"1\" -> \"1\" has no weight",
                 "16: edge \"1\" -> \"2\" has no weight"}},
        BadLine{15, "</edge>", {"14: edge \"1\" -> \"1\" has no weight"}},
        BadLine{15,
                R"(<data key="w">nan</data></edge>)",
                {"14: edge \"1\" -> \"1\" has no weight"}},
        BadLine{15, R"(<data key="w"> </data></edge>)", {"14: edge \"1\" -> \"1\" has no weight"}},
        BadLine{15,
                R"(<data key="w">-1</data></edge>)",
                {"15: edge \"1\" -> \"1\" has the weight -1"}},
        BadLine{15,
                R"(<data key="w">-inf</data></edge>)",
                {"15: edge \"1\" -> \"1\" has the weight -inf"}},
        BadLine{17, "<!-- -->", {"16: edge \"1\" -> \"2\" has no distribution"}},
        BadLine{4,
                R"(<key id="t" for="edge" attr.name="kind" attr.type="string"/>)",
                {"13: edge \"0\" -> \"1\" has no type",
                 "14: edge \"1\" -> \"1\" has no type",
                 "16: edge \"1\" -> \"2\" has no type"}},
        BadLine{14,
                R"(<edge source="2" target="1"><data key="t">transition</data>)",
                {"14: edge \"2\" -> \"1\" is a transition, but \"+\" is the name of an "
                 "observation"}},
        BadLine{14,
                R"(<edge source="2" target="1"><data key="t">emission</data>)",
                {"14: edge \"2\" -> \"1\" is an emission from \"+\" to \"work\""}},
        BadLine{15, R"(<data key="w">1.0x</data></edge>)", {"15: weight is \"1.0x\""}},
        BadLine{15, R"(<data key="w">1e999</data></edge>)", {"15: weight is \"1e999\""}},
        BadLine{14, R"(<edge source="1" target="1">)", {"14: edge \"1\" -> \"1\" has no type"}},
        BadLine{14,
                R"(<edge source="1" target="1"><data key="t">trans</data>)",
                {"14: edge \"1\" -> \"1\" has the type \"trans\""}},
        BadLine{14,
                R"(<edge source="1" target="1"><data key="t">emission</data>)",
                {"14: edge \"1\" -> \"1\" is an emission from \"work\" to \"work\""}},
        BadLine{
            16,
            R"(<edge source="1" target="2"><data key="t">transition</data><data key="w">1</data>)",
            {"16: edge \"1\" -> \"2\" is a transition, but \"+\" is the name of an "
             "observation"}},
        BadLine{
            16,
            R"(<edge source="2" target="2"><data key="t">emission</data><data key="w">1</data>)",
            {"16: edge \"2\" -> \"2\" is an emission from \"+\" to \"+\""}}));

INSTANTIATE_TEST_SUITE_P(
    Delays,
    TgenMarkovBadLine,
    ::testing::Values(
        BadLine{17, "", {"16: edge \"1\" -> \"2\" has no distribution"}},
        BadLine{6,
                R"(<key id="d" for="edge" attr.name="distribution" attr.type="boolean"/>)",
                {"16: edge \"1\" -> \"2\" has no distribution", "17: distribution is \"normal\""}},
        BadLine{17,
                R"(<data key="d">gauss</data>)",
                {"16: edge \"1\" -> \"2\" has the distribution \"gauss\""}},
        BadLine{18, "", {"16: edge \"1\" -> \"2\" has no param_location"}},
        BadLine{19, "", {"16: edge \"1\" -> \"2\" has no param_scale"}},
        BadLine{18,
                R"(<data key="l">-1</data>)",
                {"18: edge \"1\" -> \"2\" has the param_location -1"}},
        BadLine{19,
                R"(<data key="s">-1</data>)",
                {"19: edge \"1\" -> \"2\" has the param_scale -1"}},
        BadLine{7,
                R"(<key id="l" for="edge" attr.name="param_location" attr.type="string"/>)",
                {"16: edge \"1\" -> \"2\" has no param_location"}},
        BadLine{17,
                R"(<data key="d">exponential</data>)",
                {"16: edge \"1\" -> \"2\" has no param_rate"}},
        BadLine{17,
                R"(<data key="d">pareto</data>)",
                {"16: edge \"1\" -> \"2\" has no param_shape"}},
        BadLine{17,
                R"(<data key="d">uniform</data>)",
                {"16: edge \"1\" -> \"2\" has no param_low",
                 "16: edge \"1\" -> \"2\" has no param_high"}}));

/// An emission, and what is wrong with its delay.
struct BadDelay
{
    const char* distribution;
    /// Pairs of a parameter's name (without param_) and its value, a line each.
    std::vector<std::pair<std::string, std::string>> parameters;
    /// Lines count from the edge's, which is 0; its distribution is in 1, its first parameter in 2.
    std::vector<std::pair<int, std::string>> problems;
};

void
PrintTo(const BadDelay& bad, std::ostream* stream)
{
    *stream << bad.distribution;
    for (const auto& [name, value] : bad.parameters)
    {
        *stream << " " << name << "=" << value;
    }
}

class TgenMarkovBadDelay : public ::testing::TestWithParam<BadDelay>
{
};

TEST_P(TgenMarkovBadDelay, IsRefused)
{
    const auto& bad = GetParam();
    auto text = Graphml(NODES + Transition("s", "w"));
    text.erase(text.find("</graph>"));
    const auto line = 1 + std::count(text.begin(), text.end(), '\n');
    text += "<edge source=\"w\" target=\"p\"><data key=\"type\">emission</data>"
            "<data key=\"weight\">1</data>\n<data key=\"distribution\">" +
            std::string(bad.distribution) + "</data>\n";
    for (const auto& [name, value] : bad.parameters)
    {
        text += "<data key=\"" + name + "\">" + value + "</data>\n";
    }
    std::vector<std::string> problems;
    for (const auto& [place, problem] : bad.problems)
    {
        problems.push_back(std::to_string(line + place) + ": " +
                           (problem.find(" is \"") == std::string::npos
                                ? "edge \"w\" -> \"p\" has " + problem
                                : problem));
    }
    EXPECT_EQ(ListProblems(text + "</edge></graph></graphml>"), problems);
}

using Problems = std::vector<std::pair<int, std::string>>;

INSTANTIATE_TEST_SUITE_P(
    Normal,
    TgenMarkovBadDelay,
    ::testing::Values(
        BadDelay{"normal", {}, Problems{{0, "no param_location"}, {0, "no param_scale"}}},
        BadDelay{"normal", {{"scale", "1"}}, Problems{{0, "no param_location"}}},
        BadDelay{"normal", {{"location", "1"}}, Problems{{0, "no param_scale"}}},
        BadDelay{"normal",
                 {{"location", "-1"}, {"scale", "1"}},
                 Problems{{2, "the param_location -1"}}},
        BadDelay{"normal",
                 {{"location", "1"}, {"scale", "-0.5"}},
                 Problems{{3, "the param_scale -0.5"}}},
        BadDelay{"normal",
                 {{"scale", "-2"}, {"location", "-1"}},
                 Problems{{2, "the param_scale -2"}, {3, "the param_location -1"}}},
        BadDelay{"normal",
                 {{"location", "nan"}, {"scale", "1"}},
                 Problems{{0, "no param_location"}}},
        BadDelay{"normal",
                 {{"location", "one"}, {"scale", "1"}},
                 Problems{{2, "param_location is \"one\""}}}));

INSTANTIATE_TEST_SUITE_P(Lognormal,
                         TgenMarkovBadDelay,
                         ::testing::Values(BadDelay{"lognormal",
                                                    {},
                                                    Problems{{0, "no param_location"},
                                                             {0, "no param_scale"}}},
                                           BadDelay{"lognormal",
                                                    {{"location", "-0.1"}, {"scale", "1"}},
                                                    Problems{{2, "the param_location -0.1"}}},
                                           BadDelay{"lognormal",
                                                    {{"location", "1"}, {"scale", "-1"}},
                                                    Problems{{3, "the param_scale -1"}}},
                                           BadDelay{"lognormal",
                                                    {{"location", "1"}, {"scale", "NaN"}},
                                                    Problems{{0, "no param_scale"}}}));

INSTANTIATE_TEST_SUITE_P(
    Exponential,
    TgenMarkovBadDelay,
    ::testing::Values(BadDelay{"exponential", {}, Problems{{0, "no param_rate"}}},
                      BadDelay{"exponential", {{"scale", "1"}}, Problems{{0, "no param_rate"}}},
                      BadDelay{"exponential", {{"rate", "0"}}, Problems{{2, "the param_rate 0"}}},
                      BadDelay{"exponential", {{"rate", "-1"}}, Problems{{2, "the param_rate -1"}}},
                      BadDelay{"exponential", {{"rate", "nan"}}, Problems{{0, "no param_rate"}}}));

INSTANTIATE_TEST_SUITE_P(
    Pareto,
    TgenMarkovBadDelay,
    ::testing::Values(
        BadDelay{"pareto", {}, Problems{{0, "no param_scale"}, {0, "no param_shape"}}},
        BadDelay{"pareto", {{"shape", "1"}}, Problems{{0, "no param_scale"}}},
        BadDelay{"pareto", {{"scale", "1"}}, Problems{{0, "no param_shape"}}},
        BadDelay{"pareto", {{"scale", "-1"}, {"shape", "1"}}, Problems{{2, "the param_scale -1"}}},
        BadDelay{"pareto", {{"scale", "1"}, {"shape", "0"}}, Problems{{3, "the param_shape 0"}}},
        BadDelay{"pareto",
                 {{"scale", "1"}, {"shape", "-3"}},
                 Problems{{3, "the param_shape -3"}}}));

INSTANTIATE_TEST_SUITE_P(
    Uniform,
    TgenMarkovBadDelay,
    ::testing::Values(
        BadDelay{"uniform", {}, Problems{{0, "no param_low"}, {0, "no param_high"}}},
        BadDelay{"uniform", {{"high", "1"}}, Problems{{0, "no param_low"}}},
        BadDelay{"uniform", {{"low", "1"}}, Problems{{0, "no param_high"}}},
        BadDelay{"uniform", {{"low", "-inf"}, {"high", "1"}}, Problems{{2, "the param_low -inf"}}},
        BadDelay{"uniform", {{"low", "1"}, {"high", "inf"}}, Problems{{3, "the param_high inf"}}},
        BadDelay{"uniform", {{"low", "nan"}, {"high", "1"}}, Problems{{0, "no param_low"}}},
        BadDelay{"uniform",
                 {{"low", "2"}, {"high", "1"}},
                 Problems{{0, "a param_low above its param_high"}}}));

INSTANTIATE_TEST_SUITE_P(Other,
                         TgenMarkovBadDelay,
                         ::testing::Values(BadDelay{"", {}, Problems{{0, "no distribution"}}},
                                           BadDelay{"poisson",
                                                    {{"rate", "1"}},
                                                    Problems{{0, "the distribution \"poisson\""}}},
                                           BadDelay{"norm",
                                                    {{"location", "1"}, {"scale", "1"}},
                                                    Problems{{0, "the distribution \"norm\""}}}));

/// @return the problems of an emission with this delay, without their lines
std::vector<std::string>
ListDelayProblems(const Data& delay)
{
    auto problems =
        ListProblems(Graphml(NODES + Transition("s", "w") + Emission("w", "p", "1", delay)));
    for (auto& problem : problems)
    {
        problem.erase(0, problem.find(' ') + 1);
    }
    return problems;
}

TEST(TgenMarkovReader, ParametersAtTheEndOfTheirRangeAreFine)
{
    for (const auto& delay : {Data{{"distribution", "normal"}, {"location", "0"}, {"scale", "0"}},
                              {{"distribution", "lognormal"}, {"location", "0"}, {"scale", "0"}},
                              {{"distribution", "exponential"}, {"rate", "1e-300"}},
                              {{"distribution", "pareto"}, {"scale", "0"}, {"shape", "1"}},
                              {{"distribution", "uniform"}, {"low", "-2"}, {"high", "-2"}}})
    {
        EXPECT_EQ(ListDelayProblems(delay), std::vector<std::string>{});
    }
}

TEST(TgenMarkovReader, WhatTheRealProgramDoesNotCheckIsFine)
{
    // Weights of any sum, what is never reached, states without a way on, other attributes.
    EXPECT_EQ(
        ListProblems(Graphml(NODES + Node("x", "island", "state") + Transition("s", "w", "17.5") +
                             Transition("w", "w", "0") + Emission("x", "m", "0", Constant("1")))),
        std::vector<std::string>{});
    auto lines = GOOD_LINES;
    lines[0] += R"(<key id="c" for="all" attr.name="colour" attr.type="string"/>)";
    lines[10] = R"(<node id="1"><data key="nn">work</data><data key="nt">state</data>)"
                R"(<data key="c">red</data></node>)";
    EXPECT_EQ(ListProblems(JoinLines(lines)), std::vector<std::string>{});
}

TEST(TgenMarkovReader, ProblemsOfAFileNameTheFile)
{
    auto lines = GOOD_LINES;
    lines[14] = R"(<data key="w">-2</data></edge>)";
    const TemporaryFile file("bad.graphml", JoinLines(lines));
    EXPECT_EQ(ProblemsOf([&] { TgenMarkovModel::Load(file.GetPath()); }),
              file.GetPath() + ":15: edge \"1\" -> \"1\" has the weight -2 (a number, 0 or more)");
}

TEST(TgenMarkovReader, AllProblemsAreReportedTogether)
{
    auto lines = GOOD_LINES;
    lines[10] = R"(<node id="1"><data key="nn">work</data></node>)";
    lines[14] = R"(<data key="w">-2</data></edge>)";
    lines[17] = R"(<data key="l">x</data>)";
    lines[18] = "";
    EXPECT_EQ(ListProblems(JoinLines(lines)),
              (std::vector<std::string>{"11: node \"1\" has no type",
                                        "15: edge \"1\" -> \"1\" has the weight -2",
                                        "16: edge \"1\" -> \"2\" has no param_scale",
                                        "18: param_location is \"x\""}));
}

TEST(TgenMarkovReader, FilesThatAreNoGraphmlAreRefused)
{
    EXPECT_THROW(TgenMarkovModel::Load("/nonexistent/model.graphml"), InputError);
    EXPECT_THROW(TgenMarkovModel::Parse("", "empty"), InputError);
    EXPECT_THROW(TgenMarkovModel::Parse("<graphml>", "cut off"), InputError);
    EXPECT_EQ(ListProblems(Graphml("")), std::vector<std::string>{"13: there is no start vertex"});
}

} // namespace

} // namespace ns3
