/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "command-fixture.h"

#include <map>
#include <nlohmann/json.hpp>

using namespace ns3;

namespace
{

const std::string SCENARIO = R"({
  "name": "fetch", "stop": "20s",
  "network": {"type": "dumbbell", "left": ["c"], "right": ["s"],
              "access": {"rate": "1Gbps", "delay": "1ms"},
              "bottleneck": {"rate": "10Mbps", "delay": "5ms", "queue": "100p"}},
  "applications": [
    {"type": "flow-server", "hosts": ["s"]},
    {"type": "poisson", "hosts": ["c"], "servers": ["s"], "sizes": 60000, "bandwidth": "2Mbps", "flows": 40}]
})";

using CompareCommandTest = CommandTest;

} // namespace

TEST_F(CompareCommandTest, IdenticalRunsAreSaidToBe)
{
    Write("fetch.json", SCENARIO);
    ASSERT_EQ(Run("run fetch.json --quiet --out a").status, 0);
    ASSERT_EQ(Run("run fetch.json --quiet --out b").status, 0);
    const auto outcome = RunApart("compare a b --max-ks 0 --max-ratio 1");
    EXPECT_EQ(outcome.status, 0);
    EXPECT_NE(outcome.output.find("B is identical to A.\n"), std::string::npos);
    EXPECT_EQ(outcome.errors, "");
}

TEST_F(CompareCommandTest, ASlowerLinkIsSeen)
{
    Write("fetch.json", SCENARIO);
    ASSERT_EQ(Run("run fetch.json --quiet --out a").status, 0);
    ASSERT_EQ(Run("run fetch.json --quiet --out b --set network.bottleneck.rate=9Mbps").status, 0);
    const auto outcome = RunApart("compare a b --max-ratio 1.02 --json out.json");
    EXPECT_EQ(outcome.status, 1);
    EXPECT_NE(outcome.output.find("slower by"), std::string::npos);
    EXPECT_EQ(outcome.output.find("identical"), std::string::npos);
    EXPECT_NE(outcome.errors.find("is beyond 1.02\nsynthetic-traffic: 1 limit is exceeded\n"),
              std::string::npos);
    const auto json = nlohmann::json::parse(Read("out.json"));
    const auto& against = json.at("groups").at(0).at("against_reference").at(0);
    // The same requests in both: their pairs decide.
    const auto& interval = against.at("completion_s").at("paired").at("median_ratio_interval_95");
    EXPECT_GT(interval.at(0), 1);
    EXPECT_LT(interval.at(1), 1.2);
    EXPECT_EQ(json.at("identical").at("B"), false);
    EXPECT_EQ(Run("compare a b --max-ratio 1.5").status, 0);
}

namespace
{

const std::string WEB = SYNTHETIC_TRAFFIC_SOURCE_DIR "/examples/tgen-web.json --quiet --out ";

/// Completion times of each size of a web page, in B against A.
std::map<std::string, nlohmann::json>
GetWebSizes(const std::string& text)
{
    std::map<std::string, nlohmann::json> sizes;
    const auto json = nlohmann::json::parse(text);
    for (const auto& group : json.at("groups"))
    {
        sizes[group.at("size")] = group.at("against_reference").at(0);
    }
    return sizes;
}

} // namespace

TEST_F(CompareCommandTest, PairsSeeWhatTwoSamplesHide)
{
    ASSERT_EQ(Run("run " + WEB + "a").status, 0);
    ASSERT_EQ(Run("run " + WEB + "b --set network.bottleneck.rate=9Mbps").status, 0);
    const auto sizes = GetWebSizes(RunApart("compare a b --json -").output);
    ASSERT_EQ(sizes.size(), 4u);
    for (const auto& [size, against] : sizes)
    {
        EXPECT_EQ(against.at("completion_s").at("paired").at("pairs"), 20) << size;
        // The 6th to the 15th of 20: 1 - 2 (1 + 20 + 190 + 1140 + 4845 + 15504) / 2^20.
        EXPECT_NEAR(against.at("completion_s").at("paired").at("coverage"),
                    1 - 2 * 21700.0 / 1048576,
                    1e-11);
    }
    // Of the page alone: the objects after it, which come together, vary too much for 20 pairs.
    const auto& page = sizes.at("31220 B");
    const auto& completion = page.at("completion_s");
    EXPECT_LT(completion.at("median_ratio_interval_95").at(0), 1);
    EXPECT_GT(completion.at("median_ratio_interval_95").at(1), 1);
    EXPECT_GT(completion.at("paired").at("median_ratio_interval_95").at(0), 1);
    EXPECT_LT(completion.at("paired").at("median_ratio_interval_95").at(1), 10.0 / 9);
    EXPECT_EQ(page.at("verdict").get<std::string>().substr(0, 9), "slower by");
    const auto table = RunApart("compare a b --max-ratio 1.001");
    EXPECT_NE(table.output.find("  paired  "), std::string::npos);
    EXPECT_NE(table.errors.find("median ratio of pairs 1.0"), std::string::npos);
}

TEST_F(CompareCommandTest, PairsOfAnotherSeedShowNoDifference)
{
    ASSERT_EQ(Run("run " + WEB + "a").status, 0);
    ASSERT_EQ(Run("run " + WEB + "b --run 2").status, 0);
    const auto sizes = GetWebSizes(RunApart("compare a b --json -").output);
    ASSERT_EQ(sizes.size(), 4u);
    for (const auto& [size, against] : sizes)
    {
        const auto& interval =
            against.at("completion_s").at("paired").at("median_ratio_interval_95");
        EXPECT_LE(interval.at(0), 1) << size;
        EXPECT_GE(interval.at(1), 1) << size;
    }
}

TEST_F(CompareCommandTest, TheSameRunsGiveTheSameBytes)
{
    Write("fetch.json", SCENARIO);
    ASSERT_EQ(Run("run fetch.json --quiet --out a").status, 0);
    ASSERT_EQ(Run("run fetch.json --quiet --out b --seed 2").status, 0);
    const auto once = RunApart("compare a b --json -");
    EXPECT_EQ(once.output, RunApart("compare a b --json -").output);
    EXPECT_EQ(nlohmann::json::parse(once.output).at("runs").size(), 2u);
}

TEST_F(CompareCommandTest, BadUsageAndBadInputAreOneLine)
{
    Write("flows.txt", "1000 50 0 0 1\n");
    Write("empty.txt", "");
    for (const auto* arguments : {"compare",
                                  "compare flows.txt",
                                  "compare flows.txt missing",
                                  "compare flows.txt empty.txt",
                                  "compare flows.txt flows.txt --max-ks 2",
                                  "compare flows.txt flows.txt --max-ks nan",
                                  "compare flows.txt flows.txt --max-ratio 0.5",
                                  "compare flows.txt flows.txt --max-ratio nan",
                                  "compare flows.txt flows.txt --by colour",
                                  "compare flows.txt flows.txt --from dawn",
                                  "compare flows.txt flows.txt --bin 5",
                                  "compare flows.txt flows.txt --json no/such/directory.json"})
    {
        const auto outcome = RunApart(arguments);
        EXPECT_EQ(outcome.status, 2) << arguments;
        EXPECT_EQ(outcome.output, "") << arguments;
        EXPECT_EQ(std::count(outcome.errors.begin(), outcome.errors.end(), '\n'), 1)
            << arguments << ": " << outcome.errors;
    }
}

TEST_F(CompareCommandTest, WhatIsNotAFileStaysWhenWritingFails)
{
    if (!std::filesystem::exists("/dev/full"))
    {
        GTEST_SKIP() << "there is no /dev/full";
    }
    Write("flows.txt", "1000 50 0 0 1\n");
    std::filesystem::create_symlink("/dev/full", m_directory / "full");
    const auto outcome = RunApart("compare flows.txt flows.txt --json full");
    EXPECT_EQ(outcome.status, 1);
    EXPECT_NE(outcome.errors.find("full: the comparison could not be written to its end"),
              std::string::npos)
        << outcome.errors;
    EXPECT_TRUE(std::filesystem::is_symlink(m_directory / "full"));
}

TEST_F(CompareCommandTest, WhatCanBeUsedOfABrokenFileIs)
{
    Write("good.txt", "1000 50 0 0 1\n1000 60 0 0 1\n");
    Write("bad.txt", "1000 50 0 0 1\n1000 6");
    const auto outcome = RunApart("compare good.txt bad.txt");
    EXPECT_EQ(outcome.status, 0);
    EXPECT_NE(outcome.output.find("B  bad.txt: 1 transfer (1 file)\n"), std::string::npos);
    EXPECT_EQ(
        outcome.errors,
        "warning: bad.txt:2: the line is \"1000 6\" (expected five whole numbers for a flow, six "
        "for a request)\n");
}
