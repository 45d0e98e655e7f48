/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "../input-problems.h"
#include "../test-data.h"

#include "ns3/flow-trace-generator.h"
#include "ns3/flow-trace-reader.h"

#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

namespace ns3
{

namespace
{

using Json = nlohmann::ordered_json;

FlowTrace
Generate(const std::string& config, int64_t seed)
{
    PythonRandom random(seed);
    return GenerateFlowTrace(*FlowGroupConfig::Parse(config, "f"), random);
}

std::string
ToText(const FlowTrace& trace)
{
    std::ostringstream text;
    trace.Write(text);
    return text.str();
}

// Byte for byte

TEST(FlowTraceGenerator, EqualsTheOriginal)
{
    SKIP_WITHOUT_TEST_DATA("flow-groups");
    for (const auto* name : {"sample", "seed_example"})
    {
        const auto path = GetTestDataPath("flow-groups/" + std::string(name));
        PythonRandom random(1);
        const auto trace = GenerateFlowTrace(*FlowGroupConfig::Load(path + ".json"), random);
        EXPECT_EQ(ToText(trace), ReadFileBytes(path + ".trace")) << name;
    }
}

const std::string THREE_GROUPS = R"({"flow_groups": [
   {"start_time": 100, "length": 1000, "src_host_list": ["h7"], "dst_host_list": ["h7", "h300", "h8"],
    "flow_size_distribution": {"type": "uniform", "min": 0, "max": 5000000000},
    "flow_gap_distribution": {"type": "uniform", "min": 0, "max": 400},
    "flowlet_size_distribution": {"type": "uniform", "min": 0, "max": 1},
    "flowlet_gap_distribution": {"type": "uniform", "min": 7, "max": 4294967302}},
   {"start_time": 0, "length": 0, "src_host_list": ["h1"], "dst_host_list": ["h2"],
    "flow_size_distribution": {"type": "constant", "value": 1},
    "flow_gap_distribution": {"type": "constant", "value": 1},
    "flowlet_size_distribution": {"type": "constant", "value": 0},
    "flowlet_gap_distribution": {"type": "constant", "value": 0}},
   {"start_time": 0, "length": 250, "src_host_list": ["h1", "h1", "h2"], "dst_host_list": ["h2", "h3", "h3"],
    "flow_size_distribution": {"type": "constant", "value": 9},
    "flow_gap_distribution": {"type": "constant", "value": 100},
    "flowlet_size_distribution": {"type": "constant", "value": 5},
    "flowlet_gap_distribution": {"type": "uniform", "min": 1, "max": 3}}],
 "mc_host_list": ["h3"], "mc_gap_distribution": {"type": "uniform", "min": 0, "max": 120},
 "length": 500.5, "output": "a.trace"})";

// What the random module of CPython 3.11 gives, by the order of draws that is described: ranges
// beyond 32 bits, lists of one host, gaps of zero, a seed beyond 32 bits, fractions of lengths.
TEST(FlowTraceGenerator, EqualsCpythonBeyondThirtyTwoBits)
{
    EXPECT_EQ(ToText(Generate(THREE_GROUPS, 4294967297)),
              "h3 10.0.0.3 \n"
              "h3 0 0 hLKoDa yuv7R\n"
              "h3 55 1 hLKoDa\n"
              "h3 65 1 hLKoDa\n"
              "h7 100 2 10.0.0.8 393686508 0 2946329965\n"
              "h3 106 0 hLKoDa xUhPm\n"
              "h3 211 1 hLKoDa\n"
              "h3 224 0 hLKoDa G9B92UP\n"
              "h3 227 1 hLKoDa\n"
              "h3 304 0 hLKoDa jJ3FIj8W\n"
              "h3 418 0 Tnd8f meizpVb9\n"
              "h7 466 2 10.0.0.8 1050974320 1 212806557\n"
              "h7 672 2 10.0.1.44 132801521 1 2158052906\n"
              "h7 841 2 10.0.0.8 3101213662 0 3182074260\n"
              "h2 0 2 10.0.0.3 9 5 2\n"
              "h2 100 2 10.0.0.3 9 5 1\n"
              "h1 200 2 10.0.0.3 9 5 1\n");
}

TEST(FlowTraceGenerator, EqualsCpythonWithoutRequests)
{
    auto json = Json::parse(THREE_GROUPS);
    json["mc_host_list"] = Json::array();
    EXPECT_EQ(ToText(Generate(json.dump(), 0)),
              "\n"
              "h7 100 2 10.0.1.44 173879092 1 2046968331\n"
              "h7 398 2 10.0.0.8 598176026 0 3246154368\n"
              "h7 714 2 10.0.0.8 3874773259 1 1418186277\n"
              "h7 1000 2 10.0.1.44 1864753826 0 2048741389\n"
              "h1 0 2 10.0.0.2 9 5 3\n"
              "h1 100 2 10.0.0.2 9 5 3\n"
              "h1 200 2 10.0.0.3 9 5 3\n");
}

TEST(FlowTraceGenerator, FirstRequestComesWhateverTheLength)
{
    const auto trace = Generate(R"({"flow_groups": [], "mc_host_list": ["h5"], "length": 0,
        "mc_gap_distribution": {"type": "constant", "value": 1}, "output": "x"})",
                                1);
    ASSERT_EQ(trace.GetRequests().size(), 1U);
    EXPECT_FALSE(trace.GetRequests()[0].isGet);
    EXPECT_EQ(trace.GetRequests()[0].time, 0);
}

TEST(FlowTraceGenerator, ATraceReadsBackAsItWasWritten)
{
    auto generated = Generate(THREE_GROUPS, 7);
    const auto read = ParseFlowTrace(ToText(generated), "f");
    generated.Sort();
    EXPECT_EQ(ToText(read), ToText(generated));
}

TEST(FlowTraceGenerator, TrafficLastsUntilTheLastFlowEnds)
{
    // The course's project 0: flows of 10 s every 2 s for a minute; the original plays it for 78 s.
    const auto trace = Generate(R"({"flow_groups": [{"start_time": 0, "length": 60000000,
        "src_host_list": ["h1", "h3"], "dst_host_list": ["h1", "h3"],
        "flow_size_distribution": {"type": "constant", "value": 10000000},
        "flow_gap_distribution": {"type": "constant", "value": 2000000},
        "flowlet_size_distribution": {"type": "constant", "value": 0},
        "flowlet_gap_distribution": {"type": "constant", "value": 0}}],
        "mc_host_list": ["h1", "h2", "h3"], "length": 60000000, "output": "x",
        "mc_gap_distribution": {"type": "constant", "value": 1000000}})",
                                1);
    EXPECT_EQ(trace.GetFlows().size(), 30U);
    EXPECT_EQ(trace.GetRequests().size(), 60U);
    EXPECT_EQ(trace.GetEnd() + 10'000'000, 78'000'000);
}

// Beyond the original

/// Flows of one microsecond, one each; with these keys over those of the group.
std::string
OneGroup(const std::string& keys, int64_t n)
{
    auto json = Json::parse(R"({"flow_groups": [{"start_time": 0, "length": 0,
        "src_host_list": ["h1", "h2", "h3"], "dst_host_list": ["h2", "h3"],
        "flow_size_distribution": {"type": "constant", "value": 1},
        "flow_gap_distribution": {"type": "constant", "value": 1},
        "flowlet_size_distribution": {"type": "constant", "value": 0},
        "flowlet_gap_distribution": {"type": "constant", "value": 0}}],
        "mc_host_list": [], "mc_gap_distribution": {"type": "constant", "value": 1},
        "length": 0, "output": "x"})");
    json["flow_groups"][0]["length"] = n;
    const auto changes = Json::parse(keys);
    for (const auto& [key, value] : changes.items())
    {
        json["flow_groups"][0][key] = value;
    }
    return json.dump();
}

TEST(FlowTraceGenerator, FlowsMayHaveBytes)
{
    const auto trace =
        Generate(OneGroup(R"({"flow_size_bytes_distribution": {"type": "constant", "value": 5000},
                              "flow_size_distribution": {"type": "constant", "value": 77}})",
                          1),
                 1);
    ASSERT_EQ(trace.GetFlows().size(), 1U);
    EXPECT_EQ(trace.GetFlows()[0].bytes, 5000U);
    EXPECT_EQ(trace.GetFlows()[0].duration, 77);
    EXPECT_NE(ToText(trace).find(" 5000 77 0 0\n"), std::string::npos);
    EXPECT_EQ(ToText(ParseFlowTrace(ToText(trace), "f")), ToText(trace));
}

TEST(FlowTraceGenerator, FurtherDistributionsHaveTheirMeans)
{
    constexpr int N = 100000;
    const auto mean = [](const std::string& distribution) {
        const auto trace =
            Generate(OneGroup(R"({"flow_size_distribution": )" + distribution + "}", N), 1);
        double sum = 0;
        for (const auto& flow : trace.GetFlows())
        {
            sum += static_cast<double>(flow.duration);
        }
        return sum / N;
    };
    // Within 4 standard errors: of an exponential law, 1 / sqrt(N) of its mean.
    EXPECT_NEAR(mean(R"({"type": "exponential", "mean": 1e6})"), 1e6, 4e6 / std::sqrt(N));
    // Shape 3: mean 1.5 and deviation sqrt(3)/2 of the scale.
    EXPECT_NEAR(mean(R"({"type": "pareto", "scale": 1e6, "shape": 3})"),
                1.5e6,
                4 * 0.867e6 / std::sqrt(N));
    const double lognormal = std::exp(10 + 0.5);
    EXPECT_NEAR(mean(R"({"type": "lognormal", "mu": 10, "sigma": 1})"),
                lognormal,
                4 * lognormal * std::sqrt((std::exp(1) - 1) / N));
}

Json
Requests(int64_t n)
{
    auto json = Json::parse(R"({"flow_groups": [], "mc_host_list": ["h1", "h2"],
        "mc_gap_distribution": {"type": "constant", "value": 10}, "length": 0, "output": "x"})");
    json["length"] = n * 10;
    return json;
}

TEST(FlowTraceGenerator, GetShareAndValueSizesAreFree)
{
    constexpr int N = 20000;
    auto json = Requests(N);
    json["mc_get_share"] = 0.9;
    json["mc_value_size_distribution"] = {{"type", "uniform"}, {"min", 10}, {"max", 12}};
    const auto trace = Generate(json.dump(), 1);
    int gets = 0;
    std::map<uint32_t, int> sizes;
    for (const auto& request : trace.GetRequests())
    {
        gets += request.isGet;
        sizes[request.valueSize] += !request.isGet;
    }
    EXPECT_NEAR(gets, 0.9 * N, 4 * std::sqrt(0.09 * N));
    sizes.erase(0);
    ASSERT_EQ(sizes.size(), 3U);
    EXPECT_EQ(sizes.begin()->first, 10U);
    const int sets = N - gets;
    for (const auto& [size, count] : sizes)
    {
        EXPECT_NEAR(count, sets / 3.0, 4 * std::sqrt(sets * 2 / 9.0)) << size;
    }
}

TEST(FlowTraceGenerator, GapsThatRoundToZeroForEverAreFound)
{
    // The mean is 1, but for e^15 there are e^-15 of zeros.
    const auto config =
        OneGroup(R"({"flow_gap_distribution": {"type": "lognormal", "mu": -50, "sigma": 10}})",
                 1'000'000);
    EXPECT_EQ(ProblemsOf([&] { Generate(config, 1); }),
              "f: flow_groups.0.flow_gap_distribution: this gap was zero 1000000 times in a row "
              "(a greater gap)");
}

// Laws of the original

TEST(FlowTraceGenerator, ConstantGapsMakeSoManyFlows)
{
    for (const auto& [length, gap] : std::vector<std::pair<int, int>>{{10, 3}, {9, 3}, {1, 3}})
    {
        const auto trace =
            Generate(OneGroup(R"({"flow_gap_distribution": {"type": "constant", "value": )" +
                                  std::to_string(gap) + "}}",
                              length),
                     1);
        EXPECT_EQ(trace.GetFlows().size(), static_cast<std::size_t>((length + gap - 1) / gap));
    }
}

TEST(FlowTraceGenerator, UniformGapsMakeSoManyFlowsOnAverage)
{
    // Renewals, with the one at 0: length / mean + (1 + cv^2) / 2.
    constexpr int RUNS = 2000;
    constexpr double LENGTH = 100000;
    constexpr double MEAN = 1000;
    constexpr double VARIANCE = ((1700.0 - 300 + 1) * (1700.0 - 300 + 1) - 1) / 12;
    double sum = 0;
    double gaps = 0;
    double intervals = 0;
    for (int seed = 0; seed < RUNS; ++seed)
    {
        const auto trace = Generate(OneGroup(R"({"flow_gap_distribution":
                                                {"type": "uniform", "min": 300, "max": 1700}})",
                                             static_cast<int64_t>(LENGTH)),
                                    seed);
        const auto& flows = trace.GetFlows();
        EXPECT_EQ(flows[0].time, 0);
        sum += static_cast<double>(flows.size());
        for (std::size_t i = 1; i < flows.size(); ++i)
        {
            const auto gap = flows[i].time - flows[i - 1].time;
            ASSERT_GE(gap, 300);
            ASSERT_LE(gap, 1700);
            gaps += static_cast<double>(gap);
            ++intervals;
        }
    }
    const double cv2 = VARIANCE / (MEAN * MEAN);
    const double deviation = std::sqrt(LENGTH / MEAN * cv2);
    EXPECT_NEAR(sum / RUNS, LENGTH / MEAN + (1 + cv2) / 2, 4 * deviation / std::sqrt(RUNS));
    // Gaps that end before LENGTH are a little shorter than all: by about VARIANCE / LENGTH.
    EXPECT_NEAR(gaps / intervals,
                MEAN - VARIANCE / LENGTH,
                4 * std::sqrt(VARIANCE / intervals) + VARIANCE / LENGTH);
}

/// @return the chi-square statistic of counts that should all be the same
double
ChiSquare(const std::map<int64_t, int>& counts, double expected)
{
    double sum = 0;
    for (const auto& [value, count] : counts)
    {
        sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
}

TEST(FlowTraceGenerator, UniformValuesAreFlat)
{
    constexpr int N = 100000;
    const auto trace = Generate(
        OneGroup(R"({"flow_size_distribution": {"type": "uniform", "min": 5, "max": 104}})", N),
        1);
    std::map<int64_t, int> counts;
    double sum = 0;
    double squares = 0;
    for (const auto& flow : trace.GetFlows())
    {
        ++counts[flow.duration];
        sum += static_cast<double>(flow.duration);
        squares += static_cast<double>(flow.duration * flow.duration);
    }
    EXPECT_EQ(counts.begin()->first, 5);
    EXPECT_EQ(counts.rbegin()->first, 104);
    ASSERT_EQ(counts.size(), 100U);
    // 0.999 quantile of chi-square with 99 degrees of freedom.
    EXPECT_LT(ChiSquare(counts, N / 100.0), 148.2);
    const double variance = (100.0 * 100 - 1) / 12;
    EXPECT_NEAR(sum / N, 54.5, 3.3 * std::sqrt(variance / N));
    // Fourth central moment of a uniform law: 1.8 of the variance's square.
    EXPECT_NEAR(squares / N - (sum / N) * (sum / N), variance, 3.3 * variance * std::sqrt(0.8 / N));
}

TEST(FlowTraceGenerator, DestinationsAreUniformAmongTheOthers)
{
    constexpr int N = 60000;
    const auto trace = Generate(OneGroup("{}", N), 1);
    std::map<std::pair<std::string, std::string>, int> counts;
    for (const auto& flow : trace.GetFlows())
    {
        ASSERT_NE(flow.host, flow.destination);
        ++counts[{trace.GetHosts()[flow.host].name, trace.GetHosts()[flow.destination].name}];
    }
    ASSERT_EQ(counts.size(), 4U);
    const double sixth = std::sqrt(N * 5.0 / 36);
    const double third = std::sqrt(N * 2.0 / 9);
    EXPECT_NEAR((counts[{"h1", "h2"}]), N / 6.0, 3.3 * sixth);
    EXPECT_NEAR((counts[{"h1", "h3"}]), N / 6.0, 3.3 * sixth);
    EXPECT_NEAR((counts[{"h2", "h3"}]), N / 3.0, 3.3 * third);
    EXPECT_NEAR((counts[{"h3", "h2"}]), N / 3.0, 3.3 * third);
}

TEST(FlowTraceGenerator, RequestsFollowTheirLaws)
{
    constexpr int N = 40000;
    const auto trace = Generate(Requests(N).dump(), 1);
    const auto& requests = trace.GetRequests();
    ASSERT_EQ(requests.size(), static_cast<std::size_t>(N));
    std::set<std::string_view> known;
    std::map<int64_t, int> sizes;
    std::map<int64_t, int> letters;
    int gets = 0;
    int atFirst = 0;
    double length = 0;
    const auto count = [&](std::string_view text) {
        ++sizes[static_cast<int64_t>(text.size())];
        for (const char letter : text)
        {
            ASSERT_TRUE(std::isalnum(static_cast<unsigned char>(letter)));
            ++letters[letter];
            ++length;
        }
    };
    for (const auto& request : requests)
    {
        const auto key = trace.GetKey(request);
        gets += request.isGet;
        atFirst += trace.GetHosts()[request.host].name == "h1";
        if (request.isGet)
        {
            ASSERT_EQ(known.count(key), 1U) << "asked for before it was set";
        }
        else
        {
            count(trace.GetValue(request));
            if (known.insert(key).second)
            {
                count(key);
            }
        }
    }
    EXPECT_NEAR(gets, N / 2.0, 3.3 * std::sqrt(N) / 2);
    EXPECT_NEAR(atFirst, N / 2.0, 3.3 * std::sqrt(N) / 2);
    EXPECT_NEAR(known.size(), 1 + (N - 1) / 4.0, 3.3 * std::sqrt(N * 3.0 / 16));
    ASSERT_EQ(sizes.size(), 4U);
    EXPECT_EQ(sizes.begin()->first, 5);
    int texts = 0;
    for (const auto& [size, n] : sizes)
    {
        texts += n;
    }
    EXPECT_LT(ChiSquare(sizes, texts / 4.0), 16.3); // 3 degrees of freedom, 0.999
    ASSERT_EQ(letters.size(), 62U);
    EXPECT_LT(ChiSquare(letters, length / 62.0), 100.9); // 61 degrees of freedom, 0.999
}

TEST(FlowTraceGenerator, HalfOfTheRequestsAreGets)
{
    // In 95 of 100 traces the share is within 1.96 standard deviations.
    constexpr int TRACES = 1000;
    constexpr int N = 1000;
    const auto config = Requests(N + 1).dump();
    int within = 0;
    for (int seed = 0; seed < TRACES; ++seed)
    {
        const auto trace = Generate(config, seed);
        int gets = 0;
        for (const auto& request : trace.GetRequests())
        {
            gets += request.isGet;
        }
        within += std::abs(static_cast<double>(gets) / N - 0.5) <= 1.96 * 0.5 / std::sqrt(N);
    }
    // Of N counts, which are whole, 0.9463 are within 1.96 * sqrt(N) / 2 = 30.99.
    EXPECT_NEAR(within, 0.9463 * TRACES, 3.3 * std::sqrt(TRACES * 0.9463 * 0.0537));
}

} // namespace

} // namespace ns3
