/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "command-fixture.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

using ns3::CommandTest;

namespace
{

const std::string EXAMPLE = SYNTHETIC_TRAFFIC_SOURCE_DIR "/examples/tgen-web.json";

TEST_F(CommandTest, HelpAndVersion)
{
    const auto version = Run("--version");
    EXPECT_EQ(version.status, 0);
    EXPECT_NE(version.output.find("synthetic-traffic"), std::string::npos);
    for (const auto* arguments : {"--help", "run --help", "check --help"})
    {
        const auto help = Run(arguments);
        EXPECT_EQ(help.status, 0);
        EXPECT_NE(help.output.find("Exit status"), std::string::npos) << help.output;
    }
}

TEST_F(CommandTest, BadUsageIsStatus2AndWritesNothing)
{
    for (const auto& arguments : {std::string(),
                                  std::string("fly"),
                                  std::string("run"),
                                  "run --bogus " + EXAMPLE,
                                  "run " + EXAMPLE + " --set",
                                  "run " + EXAMPLE + " --set nonsense",
                                  "run " + EXAMPLE + " --set nowhere.at.all=1",
                                  "run " + EXAMPLE + " --seed many",
                                  "run " + EXAMPLE + " --stop 5",
                                  "run " + EXAMPLE + " --out /dev/null/out",
                                  std::string("run missing.json")})
    {
        const auto outcome = Run(arguments);
        EXPECT_EQ(outcome.status, 2) << arguments;
        EXPECT_NE(outcome.output, "") << arguments;
        EXPECT_EQ(List("."), std::vector<std::string>()) << arguments;
    }
}

TEST_F(CommandTest, BadScenariosAreStatus2AndWriteNothing)
{
    Write("bad.json", "{\n\"stop\": \"1s\",\n\"network\": 7,\n\"applications\": []}");
    const auto outcome = Run("run bad.json --out results");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.output.rfind("bad.json:3: ", 0), 0U) << outcome.output;
    EXPECT_EQ(List("."), std::vector<std::string>{"bad.json"});
}

TEST_F(CommandTest, ALoopWithoutTimeIsFoundAndLeavesNothing)
{
    Write("loop.graphml", R"(<?xml version="1.0" encoding="utf-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed">
<key id="time" for="node" attr.name="time" attr.type="string"/>
<node id="start"/><node id="pause"><data key="time">0</data></node>
<edge source="start" target="pause"/><edge source="pause" target="pause"/>
</graph></graphml>)");
    Write("loop.json", R"({"stop": "1s", "network": {"type": "star", "hosts": ["h1"],
        "link": {"rate": "1Mbps", "delay": "1ms"}},
        "applications": [{"type": "tgen", "hosts": ["h1"], "config": "loop.graphml"}]})");
    const auto outcome = Run("run loop.json");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_NE(outcome.output.find("loop.graphml:"), std::string::npos) << outcome.output;
    EXPECT_EQ(List("."), (std::vector<std::string>{"loop.graphml", "loop.json"}));
}

TEST_F(CommandTest, ARunWritesItsFiles)
{
    const auto outcome = Run("run " + EXAMPLE);
    EXPECT_EQ(outcome.status, 0);
    EXPECT_NE(outcome.output.find("80 succeeded"), std::string::npos) << outcome.output;
    EXPECT_EQ(outcome.output.find('\r'), std::string::npos) << "a progress bar without a terminal";
    EXPECT_EQ(List("tgen-web-results"),
              (std::vector<std::string>{"summary.json",
                                        "tgen.client1.log",
                                        "tgen.client2.log",
                                        "tgen.client3.log",
                                        "tgen.client4.log",
                                        "tgen.server1.log",
                                        "timing.json",
                                        "transfers.csv"}));
    const auto table = Read("tgen-web-results/transfers.csv");
    EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 81);
    const auto summary = nlohmann::json::parse(Read("tgen-web-results/summary.json"));
    EXPECT_EQ(summary["transfers"]["success"], 80);
    EXPECT_EQ(summary["name"], "tgen-web");
    const auto timing = nlohmann::json::parse(Read("tgen-web-results/timing.json"));
    for (const auto* key : {"wall_s", "cpu_s", "events_per_s", "peak_memory_bytes"})
    {
        EXPECT_GT(timing[key], 0) << key;
    }
}

TEST_F(CommandTest, AReportThatDoesNotArriveIsAFailure)
{
    if (!std::filesystem::exists("/dev/full"))
    {
        GTEST_SKIP() << "there is no /dev/full";
    }
    const auto outcome = RunApart("run " + EXAMPLE + " --stop 2s --out a > /dev/full");
    EXPECT_EQ(outcome.status, 1);
    EXPECT_NE(outcome.errors, "");
    EXPECT_FALSE(Read("a/transfers.csv").empty()) << "the results are there nevertheless";
}

TEST_F(CommandTest, TheProxyExampleRuns)
{
    const auto outcome =
        Run("run " SYNTHETIC_TRAFFIC_SOURCE_DIR "/examples/tgen-proxy.json --out p");
    EXPECT_EQ(outcome.status, 0) << outcome.output;
    EXPECT_NE(outcome.output.find("20 succeeded"), std::string::npos) << outcome.output;
    const auto log = Read("p/tgen.client1.log");
    EXPECT_NE(log.find("proxy=proxy1:10.0.0.3:1080"), std::string::npos);
    EXPECT_NE(log.find("proxy=proxy2:10.0.0.4:1080"), std::string::npos);
}

TEST_F(CommandTest, TheSameRunWritesTheSameBytes)
{
    // --quiet changes nothing in the files, and neither does naming the defaults.
    EXPECT_EQ(Run("run " + EXAMPLE + " --out a").status, 0);
    const auto quiet = Run("run --set seed=1 " + EXAMPLE + " --run 1 --out b --quiet");
    EXPECT_EQ(quiet.status, 0);
    EXPECT_EQ(quiet.output, "");
    const auto files = List("a");
    EXPECT_EQ(List("b"), files);
    for (const auto& file : files)
    {
        if (file != "timing.json")
        {
            EXPECT_EQ(Read("a/" + file), Read("b/" + file)) << file;
        }
    }
}

TEST_F(CommandTest, AnotherSeedOrRunIsAnotherRun)
{
    EXPECT_EQ(Run("run " + EXAMPLE + " --out a").status, 0);
    EXPECT_EQ(Run("run " + EXAMPLE + " --out b --run 2").status, 0);
    EXPECT_EQ(Run("run " + EXAMPLE + " --out c --seed 2").status, 0);
    EXPECT_NE(Read("a/transfers.csv"), Read("b/transfers.csv"));
    EXPECT_NE(Read("a/transfers.csv"), Read("c/transfers.csv"));
    EXPECT_NE(Read("b/transfers.csv"), Read("c/transfers.csv"));
}

TEST_F(CommandTest, StopAndSetChangeTheScenario)
{
    EXPECT_EQ(Run("run " + EXAMPLE + " --out a --stop 1200ms --set applications.1.label=x").status,
              0);
    const auto summary = nlohmann::json::parse(Read("a/summary.json"));
    EXPECT_EQ(summary["simulated_s"], 1.2);
    EXPECT_EQ(summary["transfers"]["open"], 4);
    EXPECT_TRUE(summary["systems"]["tgen"]["labels"].contains("x"));
}

} // namespace
