/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "input-problems.h"
#include "markov-text.h"

#include "ns3/graphml.h"
#include "ns3/tgen-legacy-markov.h"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

using namespace ns3;
using namespace ns3::markov;

namespace
{

/// A model of TGen 0.0.1: start -> work -> work, with these emissions of "work".
std::string
Legacy(const std::string& emissions)
{
    return R"(<graphml>
<key id="d0" for="node" attr.name="type" attr.type="string"/>
<key id="d1" for="edge" attr.name="type" attr.type="string"/>
<key id="d2" for="edge" attr.name="weight" attr.type="double"/>
<key id="d3" for="edge" attr.name="lognorm_mu" attr.type="double"/>
<key id="d4" for="edge" attr.name="lognorm_sigma" attr.type="double"/>
<key id="d5" for="edge" attr.name="exp_lambda" attr.type="double"/>
<graph edgedefault="directed">
<node id="start"/>
<node id="work"><data key="d0">state</data></node>
<node id="+"><data key="d0">observation</data></node>
<node id="-"><data key="d0">observation</data></node>
<node id="$"><data key="d0">observation</data></node>
<node id="F"><data key="d0">observation</data></node>
<edge source="start" target="work"><data key="d1">transition</data><data key="d2">1</data></edge>
<edge source="work" target="work"><data key="d1">transition</data><data key="d2">1</data></edge>
)" + emissions +
           "</graph></graphml>\n";
}

/// An emission on one line. Empty numbers are left out.
std::string
LegacyEmission(const std::string& target,
               const std::string& mu,
               const std::string& sigma,
               const std::string& lambda)
{
    const auto data = [](const std::string& key, const std::string& value) {
        return value.empty() ? "" : "<data key=\"" + key + "\">" + value + "</data>";
    };
    return "<edge source=\"work\" target=\"" + target + "\">" + data("d1", "emission") +
           data("d2", "1") + data("d3", mu) + data("d4", sigma) + data("d5", lambda) + "</edge>\n";
}

Model
Load(const std::string& emissions)
{
    const TemporaryFile file("legacy.graphml", Legacy(emissions));
    return TgenMarkovModel::Load(file.GetPath());
}

/// Uniform numbers as g_rand_double_range(0.0001, 0.9999) of GLib draws them.
class Uniforms
{
  public:
    explicit Uniforms(uint32_t seed)
        : m_engine(seed)
    {
    }

    /// What a step draws for a transition or an emission.
    void Skip()
    {
        Draw();
    }

    double Next()
    {
        const double r = Draw();
        return r * 0.9999 - (r - 1) * 0.0001;
    }

  private:
    double Draw()
    {
        const double low = m_engine();
        const double high = m_engine();
        return (low / 4294967296.0 + high) / 4294967296.0;
    }

    std::mt19937 m_engine;
};

TEST(TgenLegacyMarkov, IsToldFromAModernModel)
{
    const auto legacy = ParseGraphml(Legacy(LegacyEmission("+", "1", "1", "0")), "m");
    EXPECT_TRUE(IsLegacyTgenMarkov(legacy));
    EXPECT_FALSE(IsLegacyTgenMarkov(ParseGraphml(Graphml(NODES), "m")));
}

TEST(TgenLegacyMarkov, LognormalDelaysAreDrawnAsOfOld)
{
    const auto delays = ListDelays(Load(LegacyEmission("+", "9", "2", "5")), 7, 1000);
    Uniforms uniforms(7);
    for (const auto delay : delays)
    {
        uniforms.Skip();
        uniforms.Skip();
        const double u = uniforms.Next();
        const double v = uniforms.Next();
        const double expected =
            std::exp(9 + 2 * (std::sqrt(-2 * std::log(u)) * std::cos(2 * M_PI * v)));
        ASSERT_EQ(delay, static_cast<uint64_t>(std::min(expected, 60e6)));
    }
}

TEST(TgenLegacyMarkov, ExponentialDelaysAreDrawnAsOfOld)
{
    const auto delays = ListDelays(Load(LegacyEmission("+", "0", "0", "0.0000002")), 7, 1000);
    Uniforms uniforms(7);
    int cut = 0;
    for (const auto delay : delays)
    {
        uniforms.Skip();
        uniforms.Skip();
        const double expected = -std::log(uniforms.Next()) / 0.0000002;
        ASSERT_EQ(delay, static_cast<uint64_t>(std::min(expected, 60e6)));
        cut += delay == 60'000'000;
    }
    EXPECT_EQ(cut, 0) << "from 0.0001 on, a mean of 5 s gives 46 s at most";
}

TEST(TgenLegacyMarkov, AMinuteIsTheLongestDelay)
{
    EXPECT_EQ(ListDelays(Load(LegacyEmission("+", "30", "0", "1")), 1, 3),
              (std::vector<uint64_t>(3, 60'000'000)));
    EXPECT_EQ(ListDelays(Load(LegacyEmission("+", "0", "0", "0")), 1, 3),
              (std::vector<uint64_t>(3, 60'000'000)))
        << "a rate of 0 is an infinite delay";
}

TEST(TgenLegacyMarkov, MuOrSigmaMakesItLognormal)
{
    // exp(mu) without spread, truncated: e^2 = 7.39.
    EXPECT_EQ(ListDelays(Load(LegacyEmission("+", "2", "0", "1")), 1, 2),
              (std::vector<uint64_t>{7, 7}));
}

TEST(TgenLegacyMarkov, ADollarIsAStream)
{
    EXPECT_EQ(ListSteps(Load(LegacyEmission("$", "2", "0", "1")), 1, 2), "+7 +7");
    EXPECT_EQ(ListSteps(Load(LegacyEmission("-", "2", "0", "1")), 1, 2), "-7 -7");
    EXPECT_EQ(ListSteps(Load(LegacyEmission("F", "2", "0", "1")), 1, 2), "E E");
}

TEST(TgenLegacyMarkov, AnAttributeIdNamesTheNode)
{
    auto text = Legacy(LegacyEmission("n", "2", "0", "1"));
    text.insert(text.find("<key"), R"(<key id="i" for="node" attr.name="id" attr.type="string"/>)");
    text.insert(text.find("<node id=\"F\""),
                R"(<node id="n"><data key="i">-</data><data key="d0">observation</data></node>)");
    const TemporaryFile file("legacy.graphml", text);
    EXPECT_EQ(ListSteps(TgenMarkovModel::Load(file.GetPath()), 1, 1), "-7");
}

TEST(TgenLegacyMarkov, TravelsInWordsThatTheRealProgramKnows)
{
    const auto model =
        Load(LegacyEmission("+", "9", "2", "5") + LegacyEmission("-", "0", "0", "3"));
    const auto& text = model->GetGraphml();
    EXPECT_NE(text.find("<data key=\"distribution\">lognormal"), std::string::npos) << text;
    EXPECT_NE(text.find("<data key=\"distribution\">exponential"), std::string::npos);
    EXPECT_NE(text.find("<data key=\"name\">start</data>"), std::string::npos);
    EXPECT_EQ(text.find("lognorm_mu"), std::string::npos);
    EXPECT_EQ(ListDelays(TgenMarkovModel::Parse(text, "m"), 3, 100), ListDelays(model, 3, 100))
        << "both ends walk the same";
}

TEST(TgenLegacyMarkov, MissingAndNegativeNumbersAreNamed)
{
    const TemporaryFile file(
        "legacy.graphml",
        Legacy(LegacyEmission("+", "", "1", "1") + LegacyEmission("-", "1", "-2", "1")));
    const auto path = file.GetPath();
    EXPECT_EQ(
        ProblemsOf([&] { TgenMarkovModel::Load(path); }),
        path + ":17: edge from \"work\" to \"+\" has no lognorm_mu (a number, 0 or more)\n" + path +
            ":18: edge from \"work\" to \"-\" has a negative lognorm_sigma (a number, 0 or more)");
}

} // namespace
