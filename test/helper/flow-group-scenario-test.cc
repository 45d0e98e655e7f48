/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "../input-problems.h"
#include "../test-data.h"

#include "ns3/config.h"
#include "ns3/flow-trace-helper.h"
#include "ns3/names.h"
#include "ns3/scenario-helper.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace ns3
{

namespace
{

/// Four flows, and requests.
const std::string CONFIG = R"({"flow_groups": [
    {"start_time": 0, "length": 4000000, "src_host_list": ["h1", "h2"], "dst_host_list": ["h2", "h3"],
     "flow_size_distribution": {"type": "constant", "value": 500000},
     "flow_gap_distribution": {"type": "constant", "value": 1000000},
     "flowlet_size_distribution": {"type": "constant", "value": 0},
     "flowlet_gap_distribution": {"type": "constant", "value": 0}}],
    "mc_host_list": ["h1", "h3"], "mc_gap_distribution": {"type": "constant", "value": 100000},
    "length": 1000000, "output": "x", "mc_in_flight": 2})";

class FlowGroupScenarioTest : public testing::Test
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
        Names::Clear();
        Config::Reset();
    }

    /// @param entries of `applications`; @param network of this key
    static std::string Scenario(
        const std::string& entries,
        const std::string& network = R"({"type": "star", "hosts": ["h1", "h2", "h3"],
                                         "link": {"rate": "100Mbps", "delay": "1ms"}})")
    {
        return R"({"stop": "20s", "network": )" + network + ",\n\"applications\": [" + entries +
               "]}";
    }

    /// Simulate a scenario. @return what its transfers.csv says
    std::string Run(const std::string& scenario, const std::vector<std::string>& overrides = {})
    {
        const TemporaryFile file("scenario.json", scenario);
        const auto loaded = ScenarioHelper::Load(file.GetPath(), overrides);
        m_warnings = loaded.GetWarnings();
        const auto directory =
            std::filesystem::path(file.GetPath()).replace_extension(".results").string();
        ResultsHelper results(directory);
        loaded.Install(results);
        Simulator::Run();
        results.Finish(loaded.GetName());
        m_summary = FlowTraceHelper::Summarize(NodeContainer::GetGlobal());
        Simulator::Destroy();
        Names::Clear();
        auto text = ReadFileBytes(directory + "/transfers.csv");
        std::filesystem::remove_all(directory);
        return text;
    }

    std::string ProblemsOf(const std::string& scenario)
    {
        const TemporaryFile file("scenario.json", scenario);
        auto problems = ns3::ProblemsOf([&] { ScenarioHelper::Load(file.GetPath()); });
        // Without the directory, which differs from machine to machine.
        const auto folder = std::filesystem::path(file.GetPath()).parent_path().string() + "/";
        for (auto at = problems.find(folder); at != std::string::npos; at = problems.find(folder))
        {
            problems.erase(at, folder.size());
        }
        return problems;
    }

    static std::size_t Count(const std::string& text, const std::string& what)
    {
        std::size_t count = 0;
        for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
        {
            ++count;
        }
        return count;
    }

    const TemporaryFile m_config{"config.json", CONFIG};
    const TemporaryFile m_trace{"t.trace",
                                "\nh1 0 2 10.0.0.2 1000000 0 0\n"
                                "h3 0 2 10.0.0.2 1000000 0 0\n"};
    std::vector<std::string> m_warnings;
    std::optional<FlowTraceScore> m_summary;
};

TEST_F(FlowGroupScenarioTest, FlowGroupsArePlayed)
{
    const auto table = Run(Scenario(R"({"type": "flow-groups", "config": "config.json",
                                        "label": "course"})"));
    EXPECT_EQ(Count(table, "flow-group,iperf,"), 4U) << table;
    EXPECT_EQ(Count(table, "flow-group,set,") + Count(table, "flow-group,get,"), 10U);
    EXPECT_EQ(Count(table, ",course,"), 14U);
    EXPECT_EQ(Count(table, ",success,"), 14U);
    ASSERT_TRUE(m_summary);
    EXPECT_EQ(m_summary->tcpSent.GetCount(), 4U);
    EXPECT_EQ(m_summary->tcpReceived.GetCount(), 4U);
    EXPECT_EQ(m_summary->latency.GetCount(), 10U);
}

TEST_F(FlowGroupScenarioTest, HostsThatTheTraceDoesNotNameAreToldOf)
{
    const auto run = [this](const std::string& hosts) {
        return Run(
            Scenario(R"({"type": "flow-trace", "trace": "t.trace", "hosts": )" + hosts + "}"));
    };
    EXPECT_EQ(Count(run(R"(["router", "h3"])"), "flow-group,iperf,"), 1U);
    EXPECT_EQ(m_warnings.size(), 0U);
    EXPECT_EQ(Count(run(R"(["router"])"), "flow-group,iperf,"), 0U);
    ASSERT_EQ(m_warnings.size(), 1U);
    EXPECT_NE(m_warnings[0].find(":3: applications.0.hosts: the trace names none of these hosts"),
              std::string::npos)
        << m_warnings[0];
}

TEST_F(FlowGroupScenarioTest, TheTraceFollowsTheSeed)
{
    const auto scenario = Scenario(R"({"type": "flow-groups", "config": "config.json"})");
    const auto one = Run(scenario);
    EXPECT_EQ(Run(scenario), one);
    EXPECT_EQ(Run(scenario, {"applications.0.seed=1"}), one) << "that of the scenario, for run 1";
    EXPECT_NE(Run(scenario, {"seed=2"}), one);
    EXPECT_NE(Run(scenario, {"run=2"}), one);
    EXPECT_NE(Run(scenario, {"applications.0.seed=2"}), one);
    EXPECT_EQ(Run(scenario, {"applications.0.seed=2"}), Run(scenario, {"seed=2"}));
}

TEST_F(FlowGroupScenarioTest, EntriesShareWhatListens)
{
    // The first entry starts late and stops early; the second needs its receiver all the time.
    const auto table = Run(Scenario(
        R"({"type": "flow-trace", "trace": "t.trace", "start": "5s", "stop": "7s", "label": "a"},
           {"type": "flow-trace", "trace": "t.trace", "label": "b"},
           {"type": "flow-trace", "trace": "t.trace", "start": "10s", "hosts": ["h3"],
            "label": "c"})"));
    EXPECT_EQ(Count(table, ",success,"), 5U) << table;
    EXPECT_EQ(Count(table, ",a,"), 2U);
    EXPECT_EQ(Count(table, ",b,"), 2U);
    EXPECT_EQ(Count(table, ",h3,h2,c,"), 1U);
}

TEST_F(FlowGroupScenarioTest, UdpHasARate)
{
    const auto table = Run(Scenario(R"({"type": "flow-trace", "trace": "t.trace",
                                        "protocol": "udp", "rate": "1.12Mbps"})"));
    EXPECT_EQ(Count(table, ",140000,0,"), 2U) << table;
    EXPECT_EQ(m_summary->udpSent.GetCount(), 2U);
    EXPECT_EQ(m_summary->GetThroughput().GetCount(), 2U);
    EXPECT_EQ(ProblemsOf(Scenario(R"({"type": "flow-trace", "trace": "t.trace",
                                      "protocol": "udp"})")),
              "scenario.json:4: applications.0.protocol: flows over UDP need a rate (expected "
              "\"rate\", such as \"10Mbps\")");
}

TEST_F(FlowGroupScenarioTest, BadEntriesAreTold)
{
    const TemporaryFile lost("lost.trace", "\nh1 0 2 10.0.0.2 1 0 0\nh9 0 2 10.0.0.77 1 0 0\n");
    EXPECT_EQ(ProblemsOf(Scenario(R"({"type": "flow-trace", "trace": "lost.trace"})")),
              "lost.trace:3: there is no host \"h9\", did you mean \"h1\"? (a host of the list or "
              "the network)");
    const TemporaryFile far("far.trace", "\nh1 0 2 10.0.0.77 1 0 0\n");
    EXPECT_EQ(ProblemsOf(Scenario(R"({"type": "flow-trace", "trace": "far.trace"})")),
              "far.trace:2: there is no host \"10.0.0.77\" in this network (the name or the "
              "address of one)");
    EXPECT_EQ(
        ProblemsOf(Scenario(R"({"type": "flow-trace", "trace": "nowhere", "trase": 1})")),
        "scenario.json:3: applications.0: unknown key \"trase\", did you mean \"trace\"? (one "
        "of: type, hosts, start, stop, label, trace, variant, hostsFile, protocol, rate, "
        "inFlight)\n"
        "scenario.json:3: applications.0.trace: there is no file \"nowhere\" (expected a "
        "trace, relative to this file)");
    EXPECT_EQ(
        ProblemsOf(Scenario(R"({"type": "flow-groups", "config": "config.json"})",
                            R"({"type": "star", "hosts": ["h1", "h2"],
                                      "link": {"rate": "100Mbps", "delay": "1ms"}})")),
        "config.json:2: flow_groups.0.dst_host_list.1: there is no host \"h3\", did you mean "
        "\"h1\"? (a host of the list or the network)\n"
        "config.json:7: mc_host_list.1: there is no host \"h3\", did you mean \"h1\"? (a host "
        "of the list or the network)");
}

TEST_F(FlowGroupScenarioTest, APortThatIsServedAlreadyIsTold)
{
    EXPECT_EQ(ProblemsOf(Scenario(R"({"type": "socks-proxy", "hosts": ["h2"], "port": 5001},
                                     {"type": "flow-trace", "trace": "t.trace"})")),
              "scenario.json:4: applications.1: port 5001 of host \"h2\" is served already, so a "
              "receiver of this trace cannot listen there (expected one server for a port of a "
              "host)");
    EXPECT_EQ(
        ProblemsOf(Scenario(R"({"type": "flow-trace", "trace": "t.trace"},
                                     {"type": "flow-trace", "trace": "t.trace"},
                     {"type": "content-server", "hosts": ["h1", "h2"], "udpPort": 5001})")),
        "scenario.json:5: applications.2: UDP port 5001 of host \"h2\" is served already, so a "
        "content server cannot listen there (expected one server for a port of a host)");
}

TEST_F(FlowGroupScenarioTest, ConfigsMayHaveSeveralRequestsInFlight)
{
    // A request every 100 ms over a round trip of 1.6 s, if not to the host itself.
    const auto network = R"({"type": "star", "hosts": ["h1", "h2", "h3"],
                             "link": {"rate": "100Mbps", "delay": "400ms"}})";
    const auto entry = [](const std::string& more) {
        return R"({"type": "flow-groups", "config": "config.json")" + more + "}";
    };
    const auto lastOf = [](const std::string& table) {
        double last = 0;
        std::istringstream lines(table);
        for (std::string line; std::getline(lines, line);)
        {
            if (line.find(",set,") != std::string::npos || line.find(",get,") != std::string::npos)
            {
                const auto end = line.rfind(",success,");
                const auto begin = line.rfind(',', end - 1) + 1;
                last = std::max(last, std::stod(line.substr(begin, end - begin)));
            }
        }
        return last;
    };
    const auto many = lastOf(Run(Scenario(entry(R"(, "inFlight": 100)"), network)));
    const auto two = lastOf(Run(Scenario(entry(""), network)));
    const auto one = lastOf(Run(Scenario(entry(R"(, "inFlight": 1)"), network)));
    EXPECT_LT(many, 1 + 2 * 1.6 + 0.1) << "the last, with its connection";
    EXPECT_LT(many, two);
    EXPECT_LT(two, one);
}

TEST_F(FlowGroupScenarioTest, TheOriginalsSamplesPlayOnTheNetworkOfTheCourse)
{
    SKIP_WITHOUT_TEST_DATA("flow-groups");
    for (const auto& [name, rows] :
         std::map<std::string, std::size_t>{{"sample", 61}, {"seed_example", 37}})
    {
        const auto table =
            Run(Scenario(
                    R"({"type": "flow-trace", "trace": ")" +
                        std::filesystem::absolute(GetTestDataPath("flow-groups/" + name + ".trace"))
                            .string() +
                        "\"}",
                    R"({"type": "fat-tree", "k": 4, "link": {"rate": "10Mbps", "delay": "1ms"}})"),
                {"stop=80s"});
        EXPECT_EQ(Count(table, ",success,"), rows) << table;
        EXPECT_EQ(Count(table, "MISS"), 0U) << "no GET comes before its SET";
    }
}

} // namespace

} // namespace ns3
