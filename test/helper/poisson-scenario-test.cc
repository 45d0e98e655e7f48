/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "input-problems.h"
#include "test-data.h"

#include "ns3/config.h"
#include "ns3/names.h"
#include "ns3/results-helper.h"
#include "ns3/scenario-helper.h"
#include "ns3/simulator.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace ns3
{

namespace
{

namespace fs = std::filesystem;

/// Scenarios with entries of the types poisson and flow-server, in a directory of their own.
class PoissonScenarioTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        fs::remove_all(m_directory);
        fs::create_directories(m_directory);
        Write("sizes.txt", "0 0\n10000 0.5\n30000 1\n");
    }

    void TearDown() override
    {
        Clear();
        fs::remove_all(m_directory);
    }

    static void Clear()
    {
        Simulator::Destroy();
        Names::Clear();
        Config::Reset();
    }

    void Write(const std::string& name, const std::string& text) const
    {
        std::ofstream(m_directory / name) << text;
    }

    std::string Read(const std::string& name) const
    {
        return ReadFileBytes((m_directory / name).string());
    }

    static std::string MakeScenario(const std::string& applications,
                                    const std::string& hosts = R"(["h1", "h2", "h3", "h4"])",
                                    const std::string& stop = "60s")
    {
        return R"({"stop": ")" + stop + R"(", "network": {"type": "star", "hosts": )" + hosts +
               R"(, "link": {"rate": "100Mbps", "delay": "100us", "queue": "1000p"}},)"
               "\n\"applications\": [\n" +
               applications + "]}";
    }

    /// Run a scenario; results are in the directory "out". @return summary.json
    nlohmann::json Run(const std::string& text, const std::string& out = "out")
    {
        Write("scenario.json", text);
        const auto scenario = ScenarioHelper::Load((m_directory / "scenario.json").string());
        m_warnings = scenario.GetWarnings();
        ResultsHelper results((m_directory / out).string());
        scenario.Install(results);
        Simulator::Run();
        results.Finish(scenario.GetName());
        Clear();
        return nlohmann::json::parse(Read(out + "/summary.json"));
    }

    std::string ProblemsOf(const std::string& entry) const
    {
        Write("scenario.json", MakeScenario(entry));
        auto problems = ns3::ProblemsOf(
            [&] { ScenarioHelper::Load((m_directory / "scenario.json").string()); });
        for (auto at = problems.find(m_directory.string()); at != std::string::npos;
             at = problems.find(m_directory.string()))
        {
            problems.erase(at, m_directory.string().size() + 1);
        }
        return problems;
    }

    /// Fields of all rows of a table but its header.
    std::vector<std::vector<std::string>> ReadTable(const std::string& name,
                                                    char separator = ',',
                                                    bool hasHeader = true) const
    {
        std::vector<std::vector<std::string>> rows;
        std::istringstream lines(Read(name));
        std::string line;
        if (hasHeader)
        {
            std::getline(lines, line);
        }
        while (std::getline(lines, line))
        {
            auto& row = rows.emplace_back();
            std::istringstream fields(line + separator);
            for (std::string field; std::getline(fields, field, separator);)
            {
                row.push_back(field);
            }
        }
        return rows;
    }

    const fs::path m_directory = fs::path(testing::TempDir()) / "poisson-scenario-test" /
                                 testing::UnitTest::GetInstance()->current_test_info()->name();
    std::vector<std::string> m_warnings;
};

const std::string SERVERS = R"({"type": "flow-server", "hosts": ["h3", "h4"]},
)";

TEST_F(PoissonScenarioTest, ClientsAskAsTheFileSays)
{
    const auto summary = Run(MakeScenario(SERVERS + R"({"type": "poisson", "hosts": ["h1", "h2"],
        "label": "web", "start": "1s",
        "servers": [{"host": "h3", "weight": 3}, "h4"], "sizes": {"distribution": "empirical",
        "file": "sizes.txt"}, "bandwidth": "10Mbps", "flows": 400})"));
    EXPECT_TRUE(m_warnings.empty());
    EXPECT_EQ(summary.at("transfers").at("success"), 800);
    std::map<std::string, int> servers;
    double last = 0;
    for (const auto& row : ReadTable("out/transfers.csv"))
    {
        EXPECT_EQ(row[1], "poisson");
        EXPECT_EQ(row[2], "flow");
        EXPECT_EQ(row[5], "web");
        EXPECT_GE(std::stod(row[9]), 1);
        last = std::max(last, std::stod(row[9]));
        ++servers[row[4]];
    }
    EXPECT_NEAR(servers["h3"], 600, 50);
    EXPECT_EQ(servers["h3"] + servers["h4"], 800);
    const double rate = 10e6 / 8 / 12500; // flows a second
    EXPECT_NEAR(last, 1 + 400 / rate, 5 * 20 / rate);

    const auto& sizes = summary.at("systems").at("poisson").at("sizes").at("web");
    EXPECT_EQ(sizes.at("all").at("count"), 800);
    EXPECT_EQ(sizes.at("under_100KB").at("count"), 800);
    EXPECT_EQ(sizes.at("over_10MB").at("count"), 0);
    EXPECT_GE(sizes.at("all").at("slowdown").at("p1"), 1);
}

TEST_F(PoissonScenarioTest, AFlowAloneHasASlowdownOfOne)
{
    // Half a second apart on the average, and within the initial window of TCP.
    for (const auto* direction : {"pull", "push"})
    {
        const auto summary =
            Run(MakeScenario(SERVERS + R"({"type": "poisson", "hosts": ["h1"], "servers": ["h3"],
            "direction": ")" + std::string(direction) +
                                 R"(", "sizes": "11584B", "bandwidth": "200kbps", "flows": 100})",
                             R"(["h1", "h3", "h4"])",
                             "200s"),
                direction);
        const auto& slowdown =
            summary.at("systems").at("poisson").at("sizes").at("poisson").at("all").at("slowdown");
        EXPECT_GE(slowdown.at("p1"), 1);
        EXPECT_LE(slowdown.at("p95"), 1.004) << "an acknowledgement goes before the answer";
    }
}

TEST_F(PoissonScenarioTest, RequestsThatFanOutHaveATable)
{
    const auto summary = Run(MakeScenario(SERVERS + R"({"type": "poisson", "hosts": ["h1"],
        "servers": ["h3", "h4"], "sizes": 20001, "fanouts": [2, {"value": 4, "weight": 1}],
        "bandwidth": "10Mbps", "flows": 100, "results": ["hkust"]})"));
    const auto requests = ReadTable("out/poisson.h1.requests.csv");
    ASSERT_EQ(requests.size(), 100U);
    std::map<std::string, int> fanouts;
    int flows = 0;
    for (const auto& row : requests)
    {
        ASSERT_EQ(row.size(), 10U);
        EXPECT_EQ(row[1], "20001");
        EXPECT_EQ(row[8], row[2]) << "all finished";
        EXPECT_EQ(row[9], "0") << "none is open";
        EXPECT_LE(std::stod(row[5]), std::stod(row[6]));
        EXPECT_LT(std::stod(row[6]), std::stod(row[7]));
        ++fanouts[row[2]];
        flows += std::stoi(row[2]);
    }
    EXPECT_NEAR(fanouts["2"], 50, 20);
    EXPECT_EQ(fanouts["2"] + fanouts["4"], 100);
    EXPECT_EQ(summary.at("transfers").at("success"), flows);
    EXPECT_EQ(ReadTable("out/poisson.h1.flows.txt", ' ', false).size(), flows);
    const auto hkust = ReadTable("out/poisson.h1.reqs.txt", ' ', false);
    ASSERT_EQ(hkust.size(), 100U);
    std::map<int, int> rctById;
    for (const auto& row : requests)
    {
        rctById[std::stoi(row[0])] =
            static_cast<int>((std::stod(row[7]) - std::stod(row[6])) * 1e6 + 1e-3);
    }
    for (std::size_t i = 0; i < hkust.size(); ++i)
    {
        EXPECT_NEAR(std::stoi(hkust[i][1]), rctById[static_cast<int>(i)], 1);
    }
}

TEST_F(PoissonScenarioTest, AllHostsCanAskAllOthers)
{
    const auto summary =
        Run(MakeScenario(R"({"type": "flow-server", "hosts": ["h1", "h2", "h3", "h4"]},
        {"type": "poisson", "hosts": ["h1", "h2", "h3", "h4"], "servers": "others",
        "sizes": 10000, "load": 0.2, "duration": "5s", "initialConnections": 1})"));
    std::map<std::string, std::map<std::string, double>> bytes;
    for (const auto& row : ReadTable("out/transfers.csv"))
    {
        EXPECT_NE(row[3], row[4]);
        bytes[row[3]][row[4]] += std::stod(row[8]);
    }
    ASSERT_EQ(bytes.size(), 4U);
    for (const auto& [client, servers] : bytes)
    {
        EXPECT_EQ(servers.size(), 3U);
        double sum = 0;
        for (const auto& [server, part] : servers)
        {
            sum += part;
        }
        // Five standard deviations of a Poisson number of 1250 flows.
        EXPECT_NEAR(sum * 8 / 5, 0.2 * 100e6, 0.2 * 100e6 * 5 / std::sqrt(1250));
    }
    EXPECT_EQ(summary.at("transfers").at("failed"), 0);
    EXPECT_EQ(summary.at("transfers").at("open"), 0);
}

TEST_F(PoissonScenarioTest, OtherToolsRulesHaveNoSelf)
{
    Run(MakeScenario(R"({"type": "flow-server", "hosts": ["h1", "h2", "h3", "h4"]},
        {"type": "poisson", "hosts": ["h1", "h2", "h3", "h4"], "servers": "others",
        "sizes": {"distribution": "empirical", "file": "sizes.txt"}, "bandwidth": "10Mbps",
        "flows": 50, "compat": "hkust", "seed": 3})"));
    std::map<std::string, std::vector<std::string>> sizes;
    for (const auto& row : ReadTable("out/transfers.csv"))
    {
        EXPECT_NE(row[3], row[4]);
        sizes[row[3]].push_back(row[6]);
    }
    ASSERT_EQ(sizes.size(), 4U);
    for (auto& [client, drawn] : sizes)
    {
        std::sort(drawn.begin(), drawn.end());
        EXPECT_EQ(drawn, sizes.at("h1")) << "the same seed everywhere, as its scripts have it";
    }
}

TEST_F(PoissonScenarioTest, WhatWasSentCanBeReplayed)
{
    Run(MakeScenario(SERVERS + R"({"type": "poisson", "hosts": ["h1", "h2"],
        "servers": ["h3", "h4"], "sizes": {"distribution": "uniform", "min": 1, "max": 30000},
        "bandwidth": "10Mbps", "flows": 100, "results": ["flow-list"]})"),
        "first");
    fs::copy_file(m_directory / "first/poisson.flow.txt", m_directory / "flow.txt");
    // Nodes of a star: its hosts, in order. The servers send now by themselves.
    Run(MakeScenario(R"({"type": "poisson", "hosts": ["h1", "h2", "h3", "h4"],
        "flowList": "flow.txt", "results": ["flow-list"]})"),
        "second");
    EXPECT_EQ(Read("first/poisson.flow.txt"), Read("second/poisson.flow.txt"));
    const auto first = ReadTable("first/transfers.csv");
    const auto second = ReadTable("second/transfers.csv");
    ASSERT_EQ(first.size(), 200U);
    ASSERT_EQ(second.size(), 200U);
    std::multiset<std::string> asked;
    std::multiset<std::string> sent;
    for (std::size_t i = 0; i < first.size(); ++i)
    {
        asked.insert(first[i][4] + ">" + first[i][3] + " " + first[i][8] + " " + first[i][9]);
        sent.insert(second[i][3] + ">" + second[i][4] + " " + second[i][7] + " " + second[i][9]);
        EXPECT_EQ(second[i][14], "success");
    }
    EXPECT_EQ(asked, sent);
}

TEST_F(PoissonScenarioTest, ConfigsOfOtherToolsAreRead)
{
    Write("hkust.conf",
          "server h3 5001\nserver h4 5001\nreq_size_dist sizes.txt\nrate 10Mbps 1\ndscp 7 1\n");
    const auto summary = Run(MakeScenario(SERVERS + R"({"type": "poisson", "hosts": ["h1"],
        "config": "hkust.conf", "bandwidth": "10Mbps", "flows": 20, "results": ["hkust"]})"));
    EXPECT_EQ(summary.at("transfers").at("success"), 20);
    for (const auto& row : ReadTable("out/poisson.h1.flows.txt", ' ', false))
    {
        ASSERT_EQ(row.size(), 5U);
        EXPECT_EQ(row[2], "7");
        EXPECT_EQ(row[3], "10");
    }
}

TEST_F(PoissonScenarioTest, TheSameScenarioWritesTheSameBytes)
{
    const auto text = MakeScenario(SERVERS + R"({"type": "poisson", "hosts": ["h1", "h2"],
        "servers": ["h3", "h4"], "sizes": "dctcp", "bandwidth": "20Mbps", "flows": 30,
        "connections": "per-flow", "results": ["hkust", "flow-list"]})");
    Run(text, "a");
    Run(text, "b");
    for (const auto* file : {"transfers.csv",
                             "summary.json",
                             "poisson.h1.flows.txt",
                             "poisson.h2.flows.txt",
                             "poisson.flow.txt"})
    {
        EXPECT_EQ(Read(std::string("a/") + file), Read(std::string("b/") + file)) << file;
    }
}

TEST_F(PoissonScenarioTest, ServersThatNobodyRunsAreAWarning)
{
    Run(MakeScenario(R"({"type": "poisson", "hosts": ["h1"], "servers": ["h3"],
        "sizes": 100, "bandwidth": "1Mbps", "flows": 2})"));
    ASSERT_EQ(m_warnings.size(), 1U);
    EXPECT_NE(m_warnings[0].find("nobody serves port 5001 of \"h3\""), std::string::npos)
        << m_warnings[0];
    for (const auto& row : ReadTable("out/transfers.csv"))
    {
        EXPECT_EQ(row[15], "REFUSED");
    }
}

TEST_F(PoissonScenarioTest, ServersMayBeGivenByAddress)
{
    // In a star, host n is 10.0.0.n.
    const auto summary = Run(MakeScenario(SERVERS + R"({"type": "poisson", "hosts": ["h1"],
        "servers": ["10.0.0.3", "10.0.0.4"], "sizes": 100, "bandwidth": "1Mbps", "flows": 20})"));
    EXPECT_TRUE(m_warnings.empty());
    EXPECT_EQ(summary.at("transfers").at("success"), 20);
}

TEST_F(PoissonScenarioTest, MoreThanALinkCarriesIsAWarning)
{
    Run(MakeScenario(SERVERS + R"({"type": "poisson", "hosts": ["h1"], "servers": ["h3"],
        "sizes": 100000, "bandwidth": "101Mbps", "flows": 2})"));
    ASSERT_EQ(m_warnings.size(), 1U);
    EXPECT_NE(m_warnings[0].find("host \"h1\" is to get more than its link carries"),
              std::string::npos)
        << m_warnings[0];
}

TEST_F(PoissonScenarioTest, SlowdownKnowsTheAttributesOfTcp)
{
    for (const std::string tcp : {R"("ns3")", R"({"ns3::TcpSocketBase::Timestamp": false})"})
    {
        auto text = MakeScenario(SERVERS + R"({"type": "poisson", "hosts": ["h1"],
            "servers": ["h3"], "sizes": "4KiB", "bandwidth": "50kbps", "flows": 50})",
                                 R"(["h1", "h3", "h4"])",
                                 "200s");
        text.insert(1, "\"tcp\": " + tcp + ", ");
        const auto summary = Run(text);
        Clear();
        const auto& sizes = summary.at("systems").at("poisson").at("sizes").at("poisson");
        EXPECT_GE(sizes.at("all").at("slowdown").at("p1"), 1) << tcp;
        EXPECT_LE(sizes.at("all").at("slowdown").at("p50"), 1.005) << tcp;
    }
}

TEST_F(PoissonScenarioTest, ProblemsAreNamedWithTheirLine)
{
    Write("flow.txt", "2\n0 0 3 100 10 1\n0 7 3 100 10 2\n");
    const std::string begin = R"({"type": "poisson", "hosts": ["h1", "h2"], )";
    const std::string sizes = R"("sizes": 100, )";
    const std::string load = R"("bandwidth": "1Mbps", "flows": 2)";
    const std::pair<std::string, std::string> cases[] = {
        {begin + sizes + load + "}", R"("servers" is missing)"},
        {begin + R"("servers": ["h3"], )" + load + "}", R"("sizes" is missing)"},
        {begin + R"("servers": ["h9"], )" + sizes + load + "}",
         R"(server "h9" is not a host of the network)"},
        {begin + R"("servers": ["h3"], )" + sizes + R"("bandwidth": "1Mbps"})",
         R"("flows" or "duration" is missing)"},
        {begin + R"("servers": ["h3"], )" + sizes + R"("bandwidth": "1Mbps", "flows": 0})",
         "scenario.json:3: applications.0.flows: 0 is not a whole number from 1"},
        {begin + R"("servers": ["192.0.2.99"], )" + sizes + load + "}",
         R"(scenario.json:3: server "192.0.2.99" is not a host of the network)"},
        {begin + R"("servers": ["127.0.0.2"], )" + sizes + load + "}", "is not a host"},
        {begin + R"("servers": ["h3"], "sizes": 0, )" + load + "}",
         "scenario.json:3: the mean size is 0"},
        {begin +
             R"("servers": [{"host": "h3", "weight": 2}, "h4"], "serverChoice": "round-robin", )" +
             sizes + load + "}",
         "servers that take turns have no weights"},
        {begin + R"("servers": ["h3"], )" + sizes + R"("bandwidth": "0Mbps", "flows": 1})",
         "scenario.json:3: "},
        {begin + R"("servers": ["h3"], )" + sizes + load + R"(, "duration": "1s"})",
         "do not go together"},
        {begin + R"("servers": ["h3"], "wind": 1, )" + sizes + load + "}", "wind"},
        {begin + R"("servers": ["h3"], "results": ["all"], )" + sizes + load + "}",
         "applications.0.results.0"},
        {begin + R"("flowList": "none.txt"})", R"(there is no file "none.txt")"},
        {begin + R"("flowList": "flow.txt"})", "flow.txt:2: this flow goes from \"0\" to itself"},
        {begin + R"("flowList": "flow.txt"})", "flow.txt:3: there is no host \"7\""},
        {R"({"type": "poisson", "hosts": ["h1"], "servers": "others", )" + sizes + load + "}",
         "there are no other hosts"},
        {R"({"type": "flow-server", "hosts": ["h1"], "port": 0})", "0"},
        {R"({"type": "flow-server", "hosts": ["h1"]}, {"type": "flow-server", "hosts": ["h1"]})",
         "is served already"},
    };
    for (const auto& [entry, message] : cases)
    {
        EXPECT_NE(ProblemsOf(entry).find(message), std::string::npos) << message << "\n"
                                                                      << ProblemsOf(entry);
    }
}

TEST_F(PoissonScenarioTest, TwoEndsAreOneProblem)
{
    EXPECT_EQ(ProblemsOf(R"({"type": "poisson", "hosts": ["h1"], "servers": ["h3"], "sizes": 100,
        "bandwidth": "1Mbps", "flows": 2, "duration": "1s"},
        {"type": "flow-server", "hosts": ["h3"]})"),
              "scenario.json:3: applications.0: \"flows\" and \"duration\" do not go together "
              "(one of the two)");
}

} // namespace

} // namespace ns3
