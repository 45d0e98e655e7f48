/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "input-problems.h"
#include "test-data.h"

#include "ns3/config.h"
#include "ns3/gensyn-helper.h"
#include "ns3/names.h"
#include "ns3/results-helper.h"
#include "ns3/scenario-helper.h"
#include "ns3/simulator.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

namespace ns3
{

namespace
{

namespace fs = std::filesystem;

/// Scenarios with entries of the types gensyn and content-server, in a directory of their own.
class GensynScenarioTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        fs::remove_all(m_directory);
        fs::create_directories(m_directory);
        Write("user.json", R"({"name": "user", "start": "pause", "states": {
            "pause": {"mean": "1s", "to": {"get": 0.5, "call": 0.5}},
            "get": {"module": "ftp", "to": {"pause": 1}},
            "call": {"module": "voip", "to": {"pause": 1}}},
            "modules": {"ftp": {"sizes": "10KB"},
                "voip": {"packet": 50, "interval": "100ms", "duration": "2s"}}})");
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

    static std::string MakeScenario(const std::string& applications)
    {
        return R"({"stop": "30s", "network": {"type": "star", "hosts": ["h1", "h2", "h3", "h4"],
            "link": {"rate": "100Mbps", "delay": "100us", "queue": "1000p"}},)"
               "\n\"applications\": [\n" +
               applications + "]}";
    }

    /// Run a scenario; results are in the directory "out". @return summary.json
    nlohmann::json Run(const std::string& text, const std::string& out = "out")
    {
        Write("scenario.json", text);
        const auto scenario = ScenarioHelper::Load((m_directory / "scenario.json").string());
        ResultsHelper results((m_directory / out).string());
        scenario.Install(results);
        Simulator::Run();
        results.Finish(scenario.GetName());
        Clear();
        return nlohmann::json::parse(Read(out + "/summary.json"));
    }

    std::string ProblemsOf(const std::string& entries) const
    {
        Write("scenario.json", MakeScenario(entries));
        return ns3::ProblemsOf(
            [&] { ScenarioHelper::Load((m_directory / "scenario.json").string()); });
    }

    /// Fields of all lines of a file.
    std::vector<std::vector<std::string>> ReadTable(const std::string& name) const
    {
        std::vector<std::vector<std::string>> rows;
        std::istringstream lines(Read(name));
        for (std::string line; std::getline(lines, line);)
        {
            auto& row = rows.emplace_back();
            std::istringstream fields(line + ',');
            for (std::string field; std::getline(fields, field, ',');)
            {
                row.push_back(field);
            }
        }
        return rows;
    }

    const fs::path m_directory = fs::path(testing::TempDir()) / "gensyn-scenario-test" /
                                 testing::UnitTest::GetInstance()->current_test_info()->name();
};

const std::string SERVERS = R"({"type": "content-server", "hosts": ["h3", "h4"]},
)";

TEST_F(GensynScenarioTest, UsersDoAsTheFileSays)
{
    const auto summary = Run(MakeScenario(SERVERS + R"({"type": "gensyn", "hosts": ["h1", "h2"],
        "model": "user.json", "users": 10, "servers": ["h3", "h4"], "sample": "1s",
        "label": "people"})"));
    std::map<std::string, int> kinds;
    std::map<std::string, int> servers;
    const auto rows = ReadTable("out/transfers.csv");
    for (std::size_t i = 1; i < rows.size(); ++i)
    {
        EXPECT_EQ(rows[i][1], "gensyn");
        ++kinds[rows[i][2]];
        ++servers[rows[i][4]];
        EXPECT_EQ(rows[i][5], "people");
    }
    EXPECT_GT(kinds["ftp"], 50);
    EXPECT_GT(kinds["voip"], 50);
    EXPECT_GT(servers["h3"], 50);
    EXPECT_GT(servers["h4"], 50);

    const auto states = ReadTable("out/gensyn.h1.states.csv");
    ASSERT_EQ(states.size(), 31U); // 0 to 29 s
    EXPECT_EQ(states[0], (std::vector<std::string>{"time_s", "pause", "get", "call"}));
    EXPECT_EQ(states[1], (std::vector<std::string>{"0.000000000", "10", "0", "0"}));
    EXPECT_EQ(states[30][0], "29.000000000");
    for (std::size_t i = 1; i < states.size(); ++i)
    {
        EXPECT_EQ(std::stoi(states[i][1]) + std::stoi(states[i][2]) + std::stoi(states[i][3]), 10);
    }

    const auto& call = summary["systems"]["gensyn"]["states"]["people"]["call"];
    EXPECT_EQ(call["started"], kinds["voip"]);
    EXPECT_EQ(call["started"].get<int>(), call["completed"].get<int>() + call["open"].get<int>());
    EXPECT_EQ(call["abandoned"], 0);

    const auto received = ReadTable("out/gensyn.h3.received.csv");
    ASSERT_EQ(received.size(), 3U);
    EXPECT_EQ(received[1][0], "h1");
    EXPECT_EQ(received[1][1], "voip");
    EXPECT_EQ(received[1][5], "0");
    EXPECT_EQ(std::stoi(received[1][4]), 50 * std::stoi(received[1][3]));
}

TEST_F(GensynScenarioTest, SameSeedSameFiles)
{
    const auto scenario = MakeScenario(SERVERS + R"({"type": "gensyn", "hosts": ["h1", "h2"],
        "model": "user.json", "users": 10, "servers": ["h3", "h4"], "sample": "1s"})");
    Run(scenario, "one");
    Run(scenario, "two");
    for (const auto* file :
         {"transfers.csv", "summary.json", "gensyn.h1.states.csv", "gensyn.h3.received.csv"})
    {
        EXPECT_EQ(Read(std::string("one/") + file), Read(std::string("two/") + file)) << file;
    }
}

TEST_F(GensynScenarioTest, TemplatesTakeParameters)
{
    const auto summary = Run(MakeScenario(SERVERS + R"({"type": "gensyn", "hosts": ["h1"],
        "model": "voice", "users": 50, "servers": ["h3"], "parameters": {
            "states.idle.mean": "10s", "modules.voip.packet": 100,
            "modules.voip.duration": {"distribution": "constant", "value": "1s"}}})"));
    EXPECT_GT(summary["systems"]["gensyn"]["states"]["voice"]["connect"]["completed"], 80);
    const auto rows = ReadTable("out/transfers.csv");
    EXPECT_EQ(rows[40][7], "10000"); // sent: 100 datagrams of 100 bytes
}

TEST_F(GensynScenarioTest, ServersHaveFilesOfTheirOwn)
{
    Run(MakeScenario(R"({"type": "content-server", "hosts": ["h3"],
        "content": {"/10000": 20}},
        {"type": "gensyn", "hosts": ["h1"], "model": "user.json", "users": 5, "servers": ["h3"]})"));
    for (const auto& row : ReadTable("out/transfers.csv"))
    {
        if (row[2] == "ftp" && row[15 - 1] == "success")
        {
            EXPECT_EQ(row[8], "20");
        }
    }
}

TEST_F(GensynScenarioTest, WhatIsStoppedHasFailed)
{
    const auto summary = Run(MakeScenario(SERVERS + R"({"type": "gensyn", "hosts": ["h1"],
        "model": "voice", "users": 50, "servers": ["h3"], "stop": "20s", "parameters": {
            "states.idle.mean": "10s", "modules.voip.interval": "1s",
            "modules.voip.duration.mean": "10s"}})"));
    std::map<std::string, int> rows;
    int stopped = 0;
    for (const auto& row : ReadTable("out/transfers.csv"))
    {
        ++rows[row[14]];
        stopped += row.size() > 15 && row[15] == "STOPPED";
    }
    const auto& states = summary["systems"]["gensyn"]["states"]["voice"]["connect"];
    EXPECT_GT(stopped, 10);
    EXPECT_EQ(states["failed"], stopped);
    EXPECT_EQ(states["failed"], rows["failed"]);
    EXPECT_EQ(states["completed"], rows["success"]);
    EXPECT_EQ(states["open"], 0);
    EXPECT_EQ(states["started"], rows["failed"] + rows["success"]);
}

TEST_F(GensynScenarioTest, OpenIsWhatIsReportedOpen)
{
    const auto summary = Run(MakeScenario(SERVERS + R"({"type": "gensyn", "hosts": ["h1"],
        "model": "voice", "users": 50, "servers": ["h3"], "parameters": {
            "states.idle.mean": "10s", "modules.voip.interval": "1s",
            "modules.voip.duration.mean": "10s"}})"));
    std::map<std::string, int> rows;
    for (const auto& row : ReadTable("out/transfers.csv"))
    {
        ++rows[row[14]];
    }
    const auto& states = summary["systems"]["gensyn"]["states"]["voice"]["connect"];
    EXPECT_GT(rows["open"], 10);
    EXPECT_EQ(states["open"], rows["open"]);
    EXPECT_EQ(states["completed"], rows["success"]);
    EXPECT_EQ(states["failed"], 0);
}

TEST_F(GensynScenarioTest, TwoEntriesOnAHostShareItsPorts)
{
    const auto entry = [](const char* label) {
        return std::string(R"({"type": "gensyn", "hosts": ["h1"], "model": "voice", "users": 100,
            "servers": ["h3"], "label": ")") +
               label + R"(", "sample": "10s", "parameters": {"states.idle.mean": "1s",
            "modules.voip.interval": "100ms", "modules.voip.duration.mean": "1s"}})";
    };
    const auto summary = Run(MakeScenario(SERVERS + entry("one") + ", " + entry("two")));
    const auto received = ReadTable("out/gensyn.h3.received.csv");
    ASSERT_EQ(received.size(), 2U);
    EXPECT_GT(std::stoi(received[1][2]), 1500);
    EXPECT_EQ(received[1][2], std::to_string(ReadTable("out/transfers.csv").size() - 1));
    EXPECT_EQ(received[1][5], "0");
    // Whose samples are in which file.
    const auto& samples = summary["systems"]["gensyn"]["samples"];
    EXPECT_EQ(samples["gensyn.h1.states.csv"], "one");
    EXPECT_EQ(samples["gensyn.h1.states-2.csv"], "two");
}

TEST_F(GensynScenarioTest, OthersServeEachOther)
{
    Run(MakeScenario(R"({"type": "content-server", "hosts": ["h1", "h2", "h3"]},
        {"type": "gensyn", "hosts": ["h1", "h2", "h3"], "model": "user.json", "users": 10,
        "servers": "others", "sample": 10})"));
    std::map<std::string, int> pairs;
    const auto rows = ReadTable("out/transfers.csv");
    for (std::size_t i = 1; i < rows.size(); ++i)
    {
        EXPECT_NE(rows[i][3], rows[i][4]);
        ++pairs[rows[i][3] + rows[i][4]];
    }
    EXPECT_EQ(pairs.size(), 6U);
    EXPECT_EQ(ReadTable("out/gensyn.h2.states.csv").size(), 1U + 3); // each 10 s of 30
}

TEST_F(GensynScenarioTest, UsersOfDatagramsNeedNoPortOfFiles)
{
    const auto summary = Run(MakeScenario(
        R"({"type": "content-server", "hosts": ["h3"], "port": 8080, "udpPort": 7000},
        {"type": "gensyn", "hosts": ["h1"], "model": "video", "users": 5, "servers": ["h3"],
        "udpPort": 7000, "parameters": {"states.idle.mean": "10s"}})"));
    EXPECT_GT(summary["systems"]["gensyn"]["states"]["video"]["watch"]["started"], 3);
    EXPECT_EQ(ReadTable("out/gensyn.h3.received.csv").size(), 2U);
}

TEST_F(GensynScenarioTest, UsersWhoNeverCommunicateHaveNoStates)
{
    const auto summary = Run(MakeScenario(R"({"type": "gensyn", "hosts": ["h1"], "users": 5,
        "model": {"name": "idler", "start": "here", "states": {
            "here": {"mean": "1s", "to": {"there": 1}}, "there": {"mean": "1s", "to": {"here": 1}}}}})"));
    EXPECT_EQ(summary["systems"]["gensyn"]["states"], nlohmann::json::object());
}

TEST_F(GensynScenarioTest, WarnsOfWhatNobodyUses)
{
    Write("scenario.json", MakeScenario(SERVERS + R"({"type": "gensyn", "hosts": ["h1"],
        "model": "ftp", "users": 1, "servers": ["h3"], "parameters": {
            "states.lost": {"mean": "1s", "to": {"idle": 1}}}})"));
    const auto scenario = ScenarioHelper::Load((m_directory / "scenario.json").string());
    ASSERT_EQ(scenario.GetWarnings().size(), 1U);
    EXPECT_NE(scenario.GetWarnings()[0].find(
                  "scenario.json:6: applications.1.model: nobody comes to state \"lost\""),
              std::string::npos)
        << scenario.GetWarnings()[0];
}

TEST_F(GensynScenarioTest, ABadModelInItsPlaceIsRefused)
{
    const std::string entry = R"({"type": "gensyn", "hosts": ["h1"], "users": 1,
        "servers": ["h3"], "model": {"name": "m", "start": "stationary", "states": {)";
    auto problems = ProblemsOf(SERVERS + entry + R"("a": {"mean": "1s", "to": {"b": 1}},
        "b": {"mean": "1s", "to": {"a": 1}}, "c": {"mean": "1s", "to": {"d": 1}},
        "d": {"mean": "1s", "to": {"c": 1}}}}})");
    EXPECT_NE(problems.find("model.start: these states have more than one equilibrium"),
              std::string::npos)
        << problems;
    problems = ProblemsOf(SERVERS + entry + R"("a": {"mean": "1s", "to": {"b": 1}},
        "b": {"module": "lost", "to": {"a": 1}}}}})");
    EXPECT_NE(problems.find("model.states.b.module: there is no module \"lost\""),
              std::string::npos)
        << problems;
}

TEST_F(GensynScenarioTest, ABadSampleIsToldOnce)
{
    const auto problems = ProblemsOf(SERVERS + R"({"type": "gensyn", "hosts": ["h1"],
        "model": "ftp", "users": 1, "servers": ["h3"], "sample": "soon"})");
    EXPECT_NE(problems.find("applications.1.sample: "), std::string::npos) << problems;
    EXPECT_EQ(problems.find("no time between"), std::string::npos) << problems;
}

TEST(GensynHelperTest, UsersWithoutServersAreRefused)
{
    NodeContainer nodes(1);
    GensynHelper helper("ftp", 10);
    const auto problems = ns3::ProblemsOf([&] { helper.Install(nodes); });
    EXPECT_NE(problems.find("users of \"ftp\" communicate, but there is no server"),
              std::string::npos)
        << problems;
    EXPECT_EQ(nodes.Get(0)->GetNApplications(), 0U);
    Simulator::Destroy();
}

struct Refused
{
    const char* name;
    std::string entries;
    std::string problem;
};

class RefusedGensynEntry : public GensynScenarioTest, public testing::WithParamInterface<Refused>
{
};

TEST_P(RefusedGensynEntry, SaysWhereAndWhy)
{
    const auto problems = ProblemsOf(GetParam().entries);
    EXPECT_NE(problems.find(GetParam().problem), std::string::npos) << problems;
}

/// @return an entry, and servers before it
std::string
Entry(const std::string& more)
{
    return SERVERS + R"({"type": "gensyn", "hosts": ["h1"], )" + more + "}";
}

INSTANTIATE_TEST_SUITE_P(
    Entries,
    RefusedGensynEntry,
    testing::Values(
        Refused{"NegativeUsers",
                Entry(R"("model": "ftp", "users": -1, "servers": ["h3"])"),
                "scenario.json:5: applications.1.users: "},
        Refused{"UsersAreNoNumber",
                Entry(R"("model": "ftp", "users": "many", "servers": ["h3"])"),
                "applications.1.users: "},
        Refused{"HalfAUser",
                Entry(R"("model": "ftp", "users": 0.5, "servers": ["h3"])"),
                "applications.1.users: "},
        Refused{"NoUsers",
                Entry(R"("model": "ftp", "servers": ["h3"])"),
                "applications.1: \"users\" is missing"},
        Refused{"NoServers",
                Entry(R"("model": "ftp", "users": 1)"),
                "applications.1: users of \"ftp\" communicate, but there is no server"},
        Refused{"EmptyServers",
                Entry(R"("model": "ftp", "users": 1, "servers": [])"),
                "applications.1.servers: users of \"ftp\" communicate, but there is no server"},
        Refused{"UnknownServer",
                Entry(R"("model": "ftp", "users": 1, "servers": ["h9"])"),
                "applications.1.servers.0: there is no host \"h9\""},
        Refused{"NobodyServes",
                Entry(R"("model": "ftp", "users": 1, "servers": ["h2"])"),
                "applications.1.servers.0: there is no content server on port 80 of \"h2\""},
        Refused{"AnotherPort",
                Entry(R"("model": "ftp", "users": 1, "servers": ["h3"], "port": 90)"),
                "there is no content server on port 90 of \"h3\""},
        Refused{"OnlyItself",
                R"({"type": "content-server", "hosts": ["h1"]}, {"type": "gensyn",
                    "hosts": ["h1"], "model": "ftp", "users": 1, "servers": ["h1"]})",
                "users of host \"h1\" would have only itself as a server"},
        Refused{"OnlyItselfTwice",
                R"({"type": "content-server", "hosts": ["h1"]}, {"type": "gensyn",
                    "hosts": ["h2", "h1"], "model": "ftp", "users": 1, "servers": ["h1", "h1"]})",
                "users of host \"h1\" would have only itself as a server"},
        Refused{"NoOthers",
                R"({"type": "content-server", "hosts": ["h1"]}, {"type": "gensyn",
                    "hosts": ["h1"], "model": "ftp", "users": 1, "servers": "others"})",
                "users of host \"h1\" would have only itself as a server"},
        Refused{"NoList",
                Entry(R"("model": "ftp", "users": 1, "servers": "h3")"),
                "applications.1.servers: \"h3\" is no list"},
        Refused{"OthersDoNotServe",
                Entry(R"("model": "ftp", "users": 1, "servers": "others")")
                    .replace(Entry("").find("\"h1\""), 4, "\"h1\", \"h3\""),
                "there is no content server on port 80 of \"h1\""},
        Refused{"AnotherUdpPort",
                Entry(R"("model": "video", "users": 1, "servers": ["h3"], "udpPort": 9001)"),
                "applications.1.servers.0: there is no content server on UDP port 9001 of \"h3\""},
        Refused{"APortOfAServer",
                Entry(R"("model": "ftp", "users": 1, "servers": ["h3:80"])"),
                "applications.1.servers.0: \"h3:80\" names a port"},
        Refused{"NoTargetsOfTheImpatient",
                Entry(R"("model": "ftp", "users": 1, "servers": ["h3"], "parameters": {
                    "states.download.impatience": "1s", "states.download.abandoned": {}})"),
                "states.download.abandoned: those who give up have nowhere to go"},
        Refused{"NoModel",
                Entry(R"("model": "pft", "users": 1, "servers": ["h3"])"),
                "applications.1.model: there is no file \"pft\""},
        Refused{"BadParameter",
                Entry(R"("model": "ftp", "users": 1, "servers": ["h3"],
                    "parameters": {"states.idel.mean": "1s"})"),
                "cannot set \"states.idel.mean\": there is no \"idel\" in states, did you mean "
                "\"idle\"?"},
        Refused{"ParameterOutOfRange",
                Entry(R"("model": "ftp", "users": 1, "servers": ["h3"],
                    "parameters": {"states.idle.mean": "0s"})"),
                "states.idle.mean: a user would spend no time here"},
        Refused{"BadModelInPlace",
                Entry(R"("users": 1, "servers": ["h3"], "model": {"name": "m", "start": "a",
                    "states": {"a": {"mean": "1s", "to": {"a": 1}}}})"),
                "applications.1.model.states.a.to: there is no way out of state \"a\""},
        Refused{"NoTimeBetweenSamples",
                Entry(R"("model": "ftp", "users": 1, "servers": ["h3"], "sample": "0s")"),
                "applications.1.sample: there is no time between samples"},
        Refused{"TwoServersOnAPort",
                SERVERS + R"({"type": "content-server", "hosts": ["h3"], "udpPort": 1})",
                "port 80 of host \"h3\" is served already"},
        Refused{"TwoServersOnAUdpPort",
                SERVERS + R"({"type": "content-server", "hosts": ["h3"], "port": 81})",
                "UDP port 9000 of host \"h3\" is served already"},
        Refused{"NoPath",
                R"({"type": "content-server", "hosts": ["h1"], "content": {"index": 1}})",
                "\"index\" is no path"}),
    [](const auto& each) { return each.param.name; });

} // namespace

} // namespace ns3
