/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "command-fixture.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <vector>

using ns3::CommandTest;
using ns3::ReadFileBytes;

namespace
{

const std::string EXAMPLE = SYNTHETIC_TRAFFIC_SOURCE_DIR "/examples/tgen-web.json";

TEST_F(CommandTest, HelpAndVersion)
{
    const auto version = Run("--version");
    EXPECT_EQ(version.status, 0);
    const auto citation = ReadFileBytes(SYNTHETIC_TRAFFIC_SOURCE_DIR "/CITATION.cff");
    std::smatch cited;
    ASSERT_TRUE(std::regex_search(citation, cited, std::regex("\nversion: \"?([0-9.]+)")));
    EXPECT_EQ(version.output, "synthetic-traffic " + cited[1].str() + "\n");
    for (const auto* arguments : {"--help", "run --help", "check --help"})
    {
        const auto help = Run(arguments);
        EXPECT_EQ(help.status, 0);
        EXPECT_NE(help.output.find("Exit status"), std::string::npos) << help.output;
    }
}

TEST_F(CommandTest, AnUnknownCommandIsNamed)
{
    const auto near = Run("chekc file");
    EXPECT_EQ(near.status, 2);
    EXPECT_EQ(near.output,
              "synthetic-traffic: there is no command \"chekc\", did you mean \"check\"? (--help "
              "says more)\n");
    const auto far = Run("telephone");
    EXPECT_EQ(far.status, 2);
    EXPECT_EQ(far.output,
              "synthetic-traffic: there is no command \"telephone\" (check, poisson, run, trace, "
              "play, compare) (--help says more)\n");
    const auto none = Run("");
    EXPECT_EQ(none.output, "synthetic-traffic: A subcommand is required (--help says more)\n");
}

TEST_F(CommandTest, AnUnknownOptionIsNamed)
{
    const auto check = [this](const std::string& arguments, const std::string& message) {
        const auto outcome = Run(arguments);
        EXPECT_EQ(outcome.status, 2) << arguments;
        EXPECT_EQ(outcome.output, "synthetic-traffic: " + message + " (--help says more)\n");
    };
    check("run --sop 5s " + EXAMPLE, R"(run has no option "--sop", did you mean "--stop"?)");
    check("run " + EXAMPLE + " --sop=5s", R"(run has no option "--sop", did you mean "--stop"?)");
    check("run --sop 5s", R"(run has no option "--sop", did you mean "--stop"?)");
    check("check --telephone " + EXAMPLE,
          R"(check has no option "--telephone" (--help, --dot, --walk, --seed))");
    check("check -z " + EXAMPLE, R"(check has no option "-z" (--help, --dot, --walk, --seed))");
    check("--verson", R"(synthetic-traffic has no option "--verson", did you mean "--version"?)");
    check("run " + EXAMPLE + " one two", R"(run takes no further "one")");
}

TEST_F(CommandTest, ARunWithoutTransfersSaysSo)
{
    const std::string head = R"({"stop": "1s", "network": {"type": "star", "hosts": ["h1", "h2"],
        "link": {"rate": "1Mbps", "delay": "1ms"}}, "applications": [)";
    Write("none.json", head + "]}");
    Write("idle.json", head + R"({"type": "flow-server", "hosts": ["h1"]}]})");
    const auto none = RunApart("run --no-report none.json");
    EXPECT_EQ(none.status, 0);
    EXPECT_EQ(none.errors,
              "warning: none.json:2: applications: there are no applications (nothing happens)\n");
    const auto idle = RunApart("run --no-report idle.json");
    EXPECT_EQ(idle.status, 0);
    EXPECT_EQ(idle.errors, "warning: no transfer was started\n");
    EXPECT_EQ(RunApart("run --no-report --quiet idle.json --out quiet").errors, "");
    Write("idle.trace", "\n");
    const auto trace = RunApart("play --no-report idle.trace");
    EXPECT_EQ(trace.status, 0);
    EXPECT_EQ(trace.errors, "warning: no transfer was started\n");
    const auto busy = RunApart("run --no-report " + EXAMPLE);
    EXPECT_EQ(busy.errors, "");
}

TEST_F(CommandTest, ErrorsAreCounted)
{
    Write("refused.json", R"({"stop": "9s", "network": {"type": "star", "hosts": ["h1", "h2"],
        "link": {"rate": "1Mbps", "delay": "1ms"}}, "applications": [{"type": "poisson",
        "hosts": ["h1"], "servers": ["h2"], "sizes": 100, "bandwidth": "10kbps", "flows": 3}]})");
    const auto outcome = Run("run --no-report refused.json");
    EXPECT_EQ(outcome.status, 0);
    EXPECT_NE(outcome.output.find("transfers: 0 succeeded, 3 failed (3 REFUSED), 0 open"),
              std::string::npos)
        << outcome.output;
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
    const auto outcome = Run("run --no-report " + EXAMPLE);
    EXPECT_EQ(outcome.status, 0);
    EXPECT_NE(outcome.output.find("80 succeeded"), std::string::npos) << outcome.output;
    EXPECT_EQ(outcome.output.find('\r'), std::string::npos) << "a progress bar without a terminal";
    EXPECT_EQ(List("tgen-web-results"),
              (std::vector<std::string>{"links.json",
                                        "summary.json",
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
    EXPECT_EQ(summary["transfers"]["open"], 6);
    EXPECT_TRUE(summary["systems"]["tgen"]["labels"].contains("x"));
}

// The subcommand trace

const std::string FLOW_GROUPS = R"({"flow_groups": [
    {"start_time": 5, "length": 3, "src_host_list": ["h1"], "dst_host_list": ["h2"],
     "flow_size_distribution": {"type": "constant", "value": 1000000},
     "flow_gap_distribution": {"type": "constant", "value": 2},
     "flowlet_size_distribution": {"type": "constant", "value": 0},
     "flowlet_gap_distribution": {"type": "constant", "value": 0}}],
    "mc_host_list": ["h1", "h2"], "mc_gap_distribution": {"type": "constant", "value": 10},
    "length": 1, "output": "my.trace"})";

TEST_F(CommandTest, TraceExpandsFlowGroups)
{
    Write("c.json", FLOW_GROUPS);
    Write("hosts", "h1 192.168.0.1\nh2 192.168.0.2\n");
    EXPECT_EQ(Run("trace c.json").status, 0);
    const auto text = Read("my.trace");
    EXPECT_EQ(text.rfind("h1 10.0.0.1 h2 10.0.0.2 \nh", 0), 0U) << text;
    EXPECT_NE(text.find("\nh1 5 2 10.0.0.2 1000000 0 0\nh1 7 2 10.0.0.2 1000000 0 0\n"),
              std::string::npos)
        << text;
    EXPECT_EQ(Run("trace c.json --seed 1 --output same.trace").status, 0);
    EXPECT_EQ(Read("same.trace"), text);
    EXPECT_EQ(Run("trace c.json --output - ").output, text);
    EXPECT_NE(Run("trace c.json --seed 2 --output -").output, text);
    EXPECT_EQ(Run("trace c.json --hosts hosts --output -").output.rfind("h1 192.168.0.1 h2", 0),
              0U);
    EXPECT_NE(
        Run("trace c.json --variant 2021 --output -").output.find("\nh1 0.000005 2 10.0.0.2 1.0"),
        std::string::npos);
}

TEST_F(CommandTest, TraceRefusesBadInputAndWritesNothing)
{
    Write("bad.json", "{\n\"flow_groups\": 1}");
    Write("c.json", FLOW_GROUPS);
    Write("hosts", "h1 192.168.0.1\n");
    const auto files = List(".");
    for (const auto* arguments : {"trace",
                                  "trace missing.json",
                                  "trace bad.json",
                                  "trace c.json --hosts hosts",
                                  "trace c.json --hosts missing",
                                  "trace c.json --seed many",
                                  "trace c.json --seed 99999999999999999999",
                                  "trace c.json --output c.json",
                                  "trace c.json --variant 2020",
                                  "trace c.json --output nowhere/x"})
    {
        const auto outcome = Run(arguments);
        EXPECT_EQ(outcome.status, 2) << arguments;
        EXPECT_NE(outcome.output, "") << arguments;
        EXPECT_EQ(List("."), files) << arguments;
    }
    EXPECT_NE(Run("trace bad.json").output.find("bad.json:2: flow_groups: 1 is not a list"),
              std::string::npos);
}

TEST_F(CommandTest, TraceReplacesNothingUnlessItSucceeds)
{
    auto groups = nlohmann::json::parse(FLOW_GROUPS);
    groups["flow_groups"][0]["flowlet_size_distribution"]["value"] = 10;
    groups.erase("output");
    Write("c.json", groups.dump());
    Write("kept.trace", "kept");
    const auto refused = Run("trace c.json --variant 2021 --output kept.trace");
    EXPECT_EQ(refused.status, 2);
    EXPECT_NE(refused.output.find("c.json: flow_groups.0.flowlet_size_distribution: a trace of "
                                  "2021 has no flowlets"),
              std::string::npos)
        << refused.output;
    EXPECT_EQ(Read("kept.trace"), "kept");
    EXPECT_EQ(Run("trace c.json").status, 2) << "nobody says where";

    std::filesystem::create_symlink("/dev/full", m_directory / "full");
    EXPECT_EQ(Run("trace c.json --output full").status, 2);
    EXPECT_TRUE(std::filesystem::is_symlink(m_directory / "full"));

    std::filesystem::create_symlink("kept.trace", m_directory / "link.trace");
    EXPECT_EQ(Run("trace c.json --output link.trace").status, 0);
    EXPECT_TRUE(std::filesystem::is_symlink(m_directory / "link.trace"));
    EXPECT_EQ(Read("kept.trace"), Run("trace c.json --output -").output);
    // What was written beside is gone, and nothing else.
    Write("out.part", groups.dump());
    EXPECT_EQ(Run("trace out.part --output out").status, 0);
    EXPECT_EQ(List("."),
              (std::vector<
                  std::string>{"c.json", "full", "kept.trace", "link.trace", "out", "out.part"}));
    EXPECT_EQ(Run("trace c.json --output /dev/stdout").output.find("h1 10.0.0.1"), 0U);
}

TEST_F(CommandTest, TraceEqualsTheOriginal)
{
    SKIP_WITHOUT_TEST_DATA("flow-groups");
    for (const std::string name : {"sample", "seed_example"})
    {
        const auto path = ns3::GetTestDataPath("flow-groups/" + name);
        EXPECT_EQ(Run("trace '" + path + ".json' --seed 1").status, 0);
        EXPECT_EQ(Read(name + ".trace"), ReadFileBytes(path + ".trace")) << name;
    }
}

// The subcommand play

const std::string TRACE = "h1 10.0.0.1 h2 10.0.0.2 \n"
                          "h1 0 2 10.0.0.2 3000000 0 0\n"
                          "h3 1000000 2 10.0.0.16 2000000 10000 3000\n"
                          "h1 0 0 key value\n"
                          "h2 500000 1 key\n";

TEST_F(CommandTest, PlaySimulatesATrace)
{
    Write("t.trace", TRACE);
    const auto outcome = Run("play t.trace --no-report");
    EXPECT_EQ(outcome.status, 0);
    for (const auto* text : {"########### Traffic Sender ############\nTrace file: t.trace\n"
                             "Hosts: h1 h2 h3 h16\n"
                             "Network: fat-tree with links of 100Mbps and 100us\n"
                             "Traffic duration: 13.0 seconds\n",
                             "4 succeeded, 0 failed, 0 open",
                             "\nAverage latency of Memcached Requests: ",
                             "\nAverage throughput of Iperf Traffic: 930.857 kbps\n",
                             "\nScore: "})
    {
        EXPECT_NE(outcome.output.find(text), std::string::npos) << outcome.output;
    }
    EXPECT_EQ(List("t-results"),
              (std::vector<std::string>{"flow-group.h1.sent.csv",
                                        "flow-group.h16.received.csv",
                                        "flow-group.h2.received.csv",
                                        "flow-group.h3.sent.csv",
                                        "flow-group.json",
                                        "h16_iperf_server.log",
                                        "h1_iperf.log",
                                        "h1_mc.log",
                                        "h2_iperf_server.log",
                                        "h2_mc.log",
                                        "h3_iperf.log",
                                        "links.json",
                                        "summary.json",
                                        "timing.json",
                                        "transfers.csv"}));
    EXPECT_EQ(Read("t-results/h1_iperf.log"), "999.8\n");
    EXPECT_EQ(Read("t-results/h3_iperf.log"), "861.914\n");
    const auto json = nlohmann::json::parse(Read("t-results/flow-group.json"));
    EXPECT_EQ(json["latency_us"]["count"], 2);
    EXPECT_EQ(json["sender_kbps"]["count"], 2);
    EXPECT_EQ(json["receiver_kbps"]["count"], 2);
}

TEST_F(CommandTest, TheSamePlayWritesTheSameBytes)
{
    Write("t.trace", TRACE);
    EXPECT_EQ(Run("play t.trace --out a").status, 0);
    const auto quiet = Run("play t.trace --out b --quiet --seed 1");
    EXPECT_EQ(quiet.status, 0);
    EXPECT_EQ(quiet.output, "");
    for (const auto& file : List("a"))
    {
        if (file != "timing.json")
        {
            EXPECT_EQ(Read("a/" + file), Read("b/" + file)) << file;
        }
    }
}

TEST_F(CommandTest, PlayTakesHostsNetworksAndUdp)
{
    Write("hosts", "alpha 192.168.0.1\nbeta 192.168.0.2\n");
    Write("t.trace", "\nalpha 0 2 192.168.0.2 2000000 0 0\n");
    Write("n.json", R"({"type": "links", "links": [["alpha", "beta",
                        {"rate": "100Mbps", "delay": "1ms"}]]})");
    EXPECT_EQ(Run("play t.trace --hosts hosts --out a").status, 0) << "a star";
    EXPECT_EQ(Run("play t.trace --hosts hosts --network n.json --out b").status, 0);
    EXPECT_EQ(Read("b/alpha_iperf.log"), Read("a/alpha_iperf.log"));
    const auto udp =
        Run("play t.trace --hosts hosts --protocol udp --rate 11.2Mbps --out c --quiet");
    EXPECT_EQ(udp.status, 0) << udp.output;
    EXPECT_EQ(Read("c/alpha_iperf.log"), "11200\n");
    EXPECT_EQ(Run("play t.trace --hosts hosts --rate 2Mbps --out d --quiet").status, 0);
    EXPECT_EQ(Read("d/alpha_iperf.log").substr(0, 4), "1999");
}

TEST_F(CommandTest, PlayFollowsTheRuleOfAddressesOnAnyNetwork)
{
    Write("t.trace", "h77 10.0.0.77 \nh20 1000000 2 10.0.0.77 1000000 0 0\nh20 0 0 key value\n");
    Write("n.json", R"({"type": "links", "links": [["h77", "r", {"rate": "10Mbps", "delay": "1ms"}],
                                                   ["h20", "r", {"rate": "10Mbps", "delay": "1ms"}]]})");
    for (const auto* arguments : {"play t.trace", "play t.trace --network n.json"})
    {
        const auto outcome = Run(arguments);
        EXPECT_EQ(outcome.status, 0) << outcome.output;
        EXPECT_NE(outcome.output.find("2 succeeded"), std::string::npos) << outcome.output;
        EXPECT_NE(Read("t-results/flow-group.h77.received.csv").find("tcp,h20,"),
                  std::string::npos);
    }
}

TEST_F(CommandTest, PlayRefusesBadInputAndWritesNothing)
{
    Write("t.trace", TRACE);
    Write("bad.trace", "\nh1 0 2 10.0.0.2 1 0 0\nh1 oops\n");
    Write("hosts", "h1 10.0.0.1\n");
    Write("small.json", R"({"type": "links", "links": [["h1", "h2",
                            {"rate": "100Mbps", "delay": "1ms"}]]})");
    Write("bad.json", "{");
    const auto files = List(".");
    for (const auto* arguments : {"play",
                                  "play missing.trace",
                                  "play bad.trace",
                                  "play t.trace --hosts hosts",
                                  "play t.trace --protocol udp",
                                  "play t.trace --protocol sctp",
                                  "play t.trace --rate fast",
                                  "play t.trace --network small.json",
                                  "play t.trace --network bad.json",
                                  "play t.trace --seed 0",
                                  "play t.trace --out /dev/null/out"})
    {
        const auto outcome = Run(arguments);
        EXPECT_EQ(outcome.status, 2) << arguments;
        EXPECT_NE(outcome.output, "") << arguments;
        EXPECT_EQ(List("."), files) << arguments;
    }
    EXPECT_EQ(Run("play bad.trace").output.rfind("bad.trace:3: ", 0), 0U);
    EXPECT_EQ(Run("play t.trace --protocol udp").output.rfind("command line: ", 0), 0U);
    EXPECT_NE(Run("play t.trace --protocol udp").output.find("--rate"), std::string::npos);
}

TEST_F(CommandTest, TheFlowGroupExampleRuns)
{
    const auto outcome =
        Run("run " SYNTHETIC_TRAFFIC_SOURCE_DIR "/examples/flow-groups.json --out r");
    EXPECT_EQ(outcome.status, 0) << outcome.output;
    EXPECT_NE(outcome.output.find(" 0 failed, 0 open"), std::string::npos) << outcome.output;
    EXPECT_NE(outcome.output.find("\nScore: "), std::string::npos) << outcome.output;
}

} // namespace
