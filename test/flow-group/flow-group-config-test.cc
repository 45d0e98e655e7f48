/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "../input-problems.h"
#include "../test-data.h"

#include "ns3/flow-group-config.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace ns3
{

namespace
{

using Json = nlohmann::ordered_json;

/// A config that is right: one group of one flow, and requests.
Json
Config()
{
    return Json::parse(R"({"flow_groups": [{"start_time": 10, "length": 20,
        "src_host_list": ["h1", "h2"], "dst_host_list": ["h2", "h3"],
        "flow_size_distribution": {"type": "uniform", "min": 1, "max": 9},
        "flow_gap_distribution": {"type": "constant", "value": 20},
        "flowlet_size_distribution": {"type": "constant", "value": 5},
        "flowlet_gap_distribution": {"type": "constant", "value": 3}}],
        "mc_host_list": ["h4", "h1"],
        "mc_gap_distribution": {"type": "constant", "value": 7},
        "length": 30, "output": "my.trace"})");
}

std::shared_ptr<const FlowGroupConfig>
Parse(const Json& json)
{
    return FlowGroupConfig::Parse(json.dump(), "f");
}

TEST(FlowGroupConfig, ReadsTheOriginalsKeys)
{
    const auto config = Parse(Config());
    EXPECT_EQ(config->hosts, (std::vector<std::string>{"h1", "h2", "h3", "h4"}));
    EXPECT_EQ(config->addresses[3], Ipv4Address("10.0.0.4"));
    ASSERT_EQ(config->groups.size(), 1U);
    const auto& group = config->groups[0];
    EXPECT_EQ(group.start, 10);
    EXPECT_EQ(group.length, 20);
    EXPECT_EQ(group.sources, (std::vector<uint32_t>{0, 1}));
    EXPECT_EQ(group.destinations, (std::vector<uint32_t>{1, 2}));
    EXPECT_EQ(group.duration->GetMean(), 5);
    EXPECT_FALSE(group.bytes);
    EXPECT_EQ(group.gap.GetMean(), 20);
    EXPECT_EQ(group.flowletOn.GetMean(), 5);
    EXPECT_EQ(group.flowletGap.GetMean(), 3);
    EXPECT_EQ(config->keyValueHosts, (std::vector<uint32_t>{3, 0}));
    EXPECT_EQ(config->keyValueGap.GetMean(), 7);
    EXPECT_EQ(config->length, 30);
    EXPECT_EQ(config->output, "my.trace");
    EXPECT_FALSE(config->getShare);
    EXPECT_FALSE(config->valueSize);
    EXPECT_EQ(config->inFlight, 1U);
    EXPECT_TRUE(config->warnings.empty());
}

TEST(FlowGroupConfig, ReadsKeysBeyondTheOriginal)
{
    auto json = Config();
    json["mc_get_share"] = 0.9;
    json["mc_value_size_distribution"] = {{"type", "constant"}, {"value", "1KiB"}};
    json["mc_in_flight"] = 8;
    auto& group = json["flow_groups"][0];
    group["flow_size_bytes_distribution"] = {{"type", "empirical"}, {"name", "dctcp"}};
    group["flow_gap_distribution"] = {{"type", "exponential"}, {"mean", 2}};
    group["flowlet_size_distribution"] = {{"type", "pareto"}, {"scale", 2}, {"shape", 2}};
    group["flowlet_gap_distribution"] = {{"type", "lognormal"}, {"mu", 0}, {"sigma", 0}};
    const auto config = Parse(json);
    EXPECT_EQ(config->getShare, 0.9);
    EXPECT_EQ(config->valueSize->GetMean(), 1024);
    EXPECT_EQ(config->inFlight, 8U);
    EXPECT_TRUE(config->groups[0].duration);
    EXPECT_GT(config->groups[0].bytes->GetMean(), 1e6);
    EXPECT_EQ(config->groups[0].gap.GetMean(), 2);
    EXPECT_EQ(config->groups[0].flowletOn.GetMean(), 4);
    EXPECT_EQ(config->groups[0].flowletGap.GetMean(), 1);

    json["flow_groups"][0].erase("flow_size_distribution");
    EXPECT_FALSE(Parse(json)->groups[0].duration);
}

TEST(FlowGroupConfig, EmpiricalDistributionsComeFromAFileBesideIt)
{
    const TemporaryFile sizes("sizes.txt", "100 0.5\n200 1\n");
    auto json = Config();
    json["flow_groups"][0]["flow_size_distribution"] = {{"type", "empirical"},
                                                        {"file", "sizes.txt"},
                                                        {"sampling", "step"}};
    const TemporaryFile file("c.json", json.dump());
    EXPECT_EQ(FlowGroupConfig::Load(file.GetPath())->groups[0].duration->GetMean(), 150);
}

TEST(FlowGroupConfig, UnknownKeysAreIgnoredWithAWord)
{
    auto json = Config();
    json["comment"] = "x";
    json["flow_groups"][0]["flow_size_byte_distribution"] = 1;
    const auto config = Parse(json);
    ASSERT_EQ(config->warnings.size(), 2U);
    EXPECT_EQ(config->warnings[0], "f:1: unknown key \"comment\" (it is ignored)");
    EXPECT_EQ(config->warnings[1],
              "f:1: flow_groups.0: unknown key \"flow_size_byte_distribution\", did you mean "
              "\"flow_size_bytes_distribution\"? (it is ignored)");
}

TEST(FlowGroupConfig, UnknownKeysOfDistributionsAreTold)
{
    auto json = Config();
    json["flow_groups"][0]["flow_size_distribution"] = {{"type", "constant"},
                                                        {"value", 5},
                                                        {"vaule", 3}};
    json["flow_groups"][0]["flowlet_gap_distribution"] = {{"type", "uniform"},
                                                          {"min", 1},
                                                          {"max", 2},
                                                          {"mean", 3}};
    const auto config = Parse(json);
    ASSERT_EQ(config->warnings.size(), 2U);
    EXPECT_EQ(config->warnings[0],
              "f:1: flow_groups.0.flow_size_distribution: unknown key \"vaule\", did you mean "
              "\"value\"? (it is ignored)");
}

TEST(FlowGroupConfig, AMissingKeyMayBeThereUnderAnotherName)
{
    auto json = Config();
    json["lenght"] = json["length"];
    json.erase("length");
    EXPECT_EQ(ProblemsOf([&] { Parse(json); }),
              "f:1: \"length\" is missing\n"
              "f:1: unknown key \"lenght\", did you mean \"length\"? (it is ignored)");
}

TEST(FlowGroupConfig, ValuesHaveTheSizesOfMemcached)
{
    for (const auto* size : {"0", "1000001"})
    {
        auto json = Config();
        json["mc_value_size_distribution"] = {{"type", "constant"}, {"value", Json::parse(size)}};
        EXPECT_EQ(ProblemsOf([&] { Parse(json); }),
                  "f:1: mc_value_size_distribution: this is no size of a value (1 to 1000000 "
                  "bytes)");
    }
}

TEST(FlowGroupConfig, AGapThatNobodyDrawsFromMayBeZero)
{
    auto json = Config();
    json["mc_host_list"] = Json::array();
    json["mc_gap_distribution"]["value"] = 0;
    EXPECT_TRUE(Parse(json)->keyValueHosts.empty());
}

TEST(FlowGroupConfig, GapsMayBeZeroNowAndThen)
{
    auto json = Config();
    json["flow_groups"][0]["flow_gap_distribution"] = {{"type", "uniform"}, {"min", 0}, {"max", 1}};
    EXPECT_EQ(Parse(json)->groups[0].gap.GetMean(), 0.5);
}

TEST(FlowGroupConfig, MissingKeysAreToldTogether)
{
    EXPECT_EQ(ProblemsOf([] { Parse(Json::object()); }),
              "f:1: \"flow_groups\" is missing\n"
              "f:1: \"mc_host_list\" is missing\n"
              "f:1: \"length\" is missing\n"
              "f:1: \"mc_gap_distribution\" is missing");
    auto json = Config();
    json["flow_groups"][0] = Json::object();
    EXPECT_EQ(ProblemsOf([&] { Parse(json); }),
              "f:1: flow_groups.0: \"start_time\" is missing\n"
              "f:1: flow_groups.0: \"length\" is missing\n"
              "f:1: flow_groups.0: \"src_host_list\" is missing\n"
              "f:1: flow_groups.0: \"dst_host_list\" is missing\n"
              "f:1: flow_groups.0: \"flow_size_distribution\" is missing\n"
              "f:1: flow_groups.0: \"flow_gap_distribution\" is missing\n"
              "f:1: flow_groups.0: \"flowlet_size_distribution\" is missing\n"
              "f:1: flow_groups.0: \"flowlet_gap_distribution\" is missing");
}

struct Refused
{
    const char* patch; //!< JSON merge patch of the whole
    const char* group; //!< of its group
    const char* problems;
};

class FlowGroupConfigRefused : public ::testing::TestWithParam<Refused>
{
};

TEST_P(FlowGroupConfigRefused, IsTold)
{
    auto json = Config();
    json.merge_patch(Json::parse(GetParam().patch));
    if (json["flow_groups"].is_array() && !json["flow_groups"].empty())
    {
        // Not merge_patch: a distribution is replaced as a whole.
        const auto group = Json::parse(GetParam().group);
        for (const auto& [key, value] : group.items())
        {
            json["flow_groups"][0][key] = value;
        }
    }
    EXPECT_EQ(ProblemsOf([&] { Parse(json); }), GetParam().problems);
}

INSTANTIATE_TEST_SUITE_P(
    Keys,
    FlowGroupConfigRefused,
    ::testing::Values(
        Refused{"{}",
                R"({"src_host_list": ["h1"], "dst_host_list": ["h1"]})",
                "f:1: flow_groups.0.dst_host_list: the only destination of source \"h1\" is itself "
                "(another destination for each source)"},
        Refused{"{}",
                R"({"src_host_list": ["h1", "h2"], "dst_host_list": ["h2", "h2"]})",
                "f:1: flow_groups.0.dst_host_list: the only destination of source \"h2\" is itself "
                "(another destination for each source)"},
        Refused{"{}",
                R"({"src_host_list": [], "dst_host_list": []})",
                "f:1: flow_groups.0.src_host_list: there are no hosts (at least one name)\n"
                "f:1: flow_groups.0.dst_host_list: there are no hosts (at least one name)"},
        Refused{R"({"mc_host_list": ["h1", "server"]})",
                R"({"src_host_list": ["x"]})",
                "f:1: flow_groups.0.src_host_list.0: there is no host \"x\" (hN with the address "
                "10.0.0.N, or a list of hosts)\n"
                "f:1: mc_host_list.1: there is no host \"server\" (hN with the address 10.0.0.N, "
                "or a list of hosts)"},
        Refused{"{}",
                R"({"flow_gap_distribution": {"type": "constant", "value": 0}})",
                "f:1: flow_groups.0.flow_gap_distribution: this gap is always zero: time would "
                "stand still (a positive gap)"},
        Refused{R"({"mc_gap_distribution": {"value": 0}})",
                "{}",
                "f:1: mc_gap_distribution: this gap is always zero: time would stand still (a "
                "positive gap)"},
        Refused{R"({"length": 1e12, "mc_gap_distribution": {"value": 1}})",
                R"({"length": 1e9, "flow_gap_distribution": {"type": "exponential", "mean": 0.1}})",
                "f:1: flow_groups.0.flow_gap_distribution: this gap makes more than 100000000 "
                "flows (a greater gap, or a shorter \"length\")\n"
                "f:1: mc_gap_distribution: this gap makes more than 100000000 requests (a greater "
                "gap, or a shorter \"length\")"},
        Refused{R"({"length": -1})",
                R"({"start_time": -5, "length": "long",
                    "flow_size_distribution": {"type": "constant", "value": -1}})",
                "f:1: flow_groups.0.start_time: -5 is not a whole number from 0 to "
                "1000000000000000\n"
                "f:1: flow_groups.0.length: \"long\" is not a number from 0 to 1e+15\n"
                "f:1: flow_groups.0.flow_size_distribution.value: -1 is not a whole number from 0 "
                "to 1000000000000000\n"
                "f:1: length: -1 is not a number from 0 to 1e+15"},
        Refused{"{}",
                R"({"flow_size_distribution": {"type": "uniform", "min": -1, "max": 2}})",
                "f:1: flow_groups.0.flow_size_distribution.min: -1 is not a whole number from 0 to "
                "1000000000000000"},
        Refused{"{}",
                R"({"flow_size_distribution": {"type": "uniform", "min": 2, "max": 2}})",
                "f:1: flow_groups.0.flow_size_distribution: the minimum is not less than the "
                "maximum (a greater \"max\", or a constant)"},
        Refused{"{}",
                R"({"flow_size_distribution": {"type": "uniform", "min": 2.5, "max": 3}})",
                "f:1: flow_groups.0.flow_size_distribution.min: 2.5 is not a whole number from 0 "
                "to 1000000000000000"},
        Refused{"{}",
                R"({"flow_size_distribution": {"type": "constant"}})",
                "f:1: flow_groups.0.flow_size_distribution: \"value\" is missing"},
        Refused{"{}",
                R"({"flow_size_distribution": {"type": "normal", "value": 1}})",
                "f:1: flow_groups.0.flow_size_distribution.type: unknown word \"normal\" (one of: "
                "constant, uniform, exponential, pareto, lognormal, hyperexponential, empirical)"},
        Refused{"{}",
                R"({"flow_size_distribution": 5})",
                "f:1: flow_groups.0.flow_size_distribution: 5 is not a distribution (one such as "
                "{\"type\": \"constant\", \"value\": 1000})"},
        Refused{"{}",
                R"({"flow_size_distribution": {"type": "exponential", "mean": 0}})",
                "f:1: flow_groups.0.flow_size_distribution: the mean is not positive (expected a "
                "number greater than 0)"},
        Refused{"{}",
                R"({"flow_size_bytes_distribution": {"type": "constant", "value": 0}})",
                "f:1: flow_groups.0.flow_size_bytes_distribution: flows of this group have no "
                "bytes (a positive size)"},
        Refused{R"({"mc_get_share": 1.5, "mc_in_flight": 0})",
                "{}",
                "f:1: mc_get_share: 1.5 is not a number from 0 to 1\n"
                "f:1: mc_in_flight: 0 is not a whole number from 1 to 1000000"},
        Refused{R"({"flow_groups": 1, "output": ""})",
                "{}",
                "f:1: flow_groups: 1 is not a list\nf:1: output: the string is empty"}));

TEST(FlowGroupConfig, HostsOfAListAreSuggested)
{
    const auto hosts = FlowGroupHosts::Parse("h1 10.9.0.1\nh2 10.9.0.2\nh3 10.9.0.3\n", "hosts");
    EXPECT_EQ(ProblemsOf([&] { FlowGroupConfig::Parse(Config().dump(), "f", hosts); }),
              "f:1: mc_host_list.0: there is no host \"h4\", did you mean \"h1\"? (a host of the "
              "list or the network)");
}

TEST(FlowGroupConfig, ReadsTheOriginalsSamples)
{
    SKIP_WITHOUT_TEST_DATA("flow-groups");
    for (const auto* name : {"sample", "seed_example"})
    {
        const auto config =
            FlowGroupConfig::Load(GetTestDataPath("flow-groups/" + std::string(name) + ".json"));
        EXPECT_TRUE(config->warnings.empty());
        EXPECT_EQ(config->output, std::string(name) + ".trace");
    }
}

} // namespace

} // namespace ns3
