/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "input-problems.h"

#include "ns3/config.h"
#include "ns3/names.h"
#include "ns3/node-list.h"
#include "ns3/node.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/scenario-helper.h"
#include "ns3/simulator.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <optional>
#include <sstream>

using namespace ns3;

namespace
{

const std::string GRAPHML_HEAD = R"(<?xml version="1.0" encoding="utf-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="p" for="node" attr.name="peers" attr.type="string"/>
<key id="s" for="node" attr.name="serverport" attr.type="string"/>
<key id="r" for="node" attr.name="recvsize" attr.type="string"/>
<key id="w" for="node" attr.name="sendsize" attr.type="string"/>
<graph edgedefault="directed">
)";

const std::string SERVER = GRAPHML_HEAD + R"(<node id="start"><data key="s">80</data></node>
</graph></graphml>)";

std::string
Client(const std::string& peer)
{
    return GRAPHML_HEAD + "<node id=\"start\"><data key=\"p\">" + peer + R"(</data></node>
<node id="stream"><data key="r">1000</data><data key="w">10</data></node>
<edge source="start" target="stream"/>
</graph></graphml>)";
}

/// A star of hosts on line 1, then what is given.
std::string
Star(const std::string& rest, const std::string& hosts = R"(["h1", "h2"])")
{
    return R"({"network": {"type": "star", "hosts": )" + hosts +
           R"(, "link": {"rate": "8Mbps", "delay": "1ms"}},)"
           "\n" +
           rest + "}";
}

void
Keep(std::optional<TransferRecord>* kept, const TransferRecord& record)
{
    *kept = record;
}

class ScenarioHelperTest : public testing::Test
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
        Names::Clear();
        Config::Reset();
    }

    std::string ProblemsOf(const std::string& text, const std::vector<std::string>& overrides = {})
    {
        const TemporaryFile file("scenario.json", text);
        const auto problems =
            ns3::ProblemsOf([&] { ScenarioHelper::Load(file.GetPath(), overrides); });
        EXPECT_EQ(NodeList::GetNNodes(), 0U);
        return problems;
    }

    const TemporaryFile m_server{"server.graphml", SERVER};
    const TemporaryFile m_client{"configs/client.graphml", Client("h2:80")};
};

const std::string TWO_APPLICATIONS = R"("stop": "3s", "applications": [
    {"type": "tgen", "hosts": ["h2"], "config": "server.graphml", "payload": "real"},
    {"type": "tgen", "hosts": ["h1"], "config": "configs/client.graphml", "start": "1s",
     "stop": "2s", "label": "small", "payload": "real"}])";

TEST_F(ScenarioHelperTest, RunsWhatTheFileSays)
{
    const TemporaryFile file("my-run.json", Star(TWO_APPLICATIONS));
    const auto scenario = ScenarioHelper::Load(file.GetPath(), {"seed=7", "run=9"});
    EXPECT_EQ(scenario.GetName(), "my-run");
    EXPECT_EQ(scenario.GetStop(), Seconds(3));

    ResultsHelper results(std::filesystem::path(file.GetPath()).replace_extension(".results"));
    const auto applications = scenario.Install(results);
    EXPECT_EQ(RngSeedManager::GetSeed(), 7U);
    EXPECT_EQ(RngSeedManager::GetRun(), 9U);
    EXPECT_EQ(applications.GetN(), 2U);
    EXPECT_EQ(applications.Get(0)->GetNode(), Names::Find<Node>("h2"));
    std::optional<TransferRecord> record;
    applications.Get(1)->TraceConnectWithoutContext("Transfer", MakeBoundCallback(&Keep, &record));
    Simulator::Run();
    EXPECT_EQ(Simulator::Now(), Seconds(3));
    results.Finish(scenario.GetName());
    ASSERT_TRUE(record);
    EXPECT_EQ(record->label, "small");
    EXPECT_EQ(record->start, Seconds(1));
    EXPECT_EQ(record->status, TransferRecord::SUCCESS) << record->error;
    EXPECT_EQ(record->client, "h1");
    EXPECT_EQ(record->server, "h2");
    std::filesystem::remove_all(results.GetDirectory());
}

TEST_F(ScenarioHelperTest, OnionPeersAreTheBusinessOfProxies)
{
    auto text = Client("expyuzz4wqqyqhjn.onion:80");
    const TemporaryFile alone("onion.graphml", text);
    const auto entry = [](const std::string& config) {
        return Star(R"("stop": "3s", "applications": [
            {"type": "tgen", "hosts": ["h1"], "config": ")" +
                    config + R"("}])");
    };
    EXPECT_NE(ProblemsOf(entry("onion.graphml")).find("is not a host of the network"),
              std::string::npos);
    text.insert(text.find("<graph "),
                R"(<key id="x" for="node" attr.name="socksproxy" attr.type="string"/>)");
    const std::string stream = "<node id=\"stream\">";
    text.insert(text.find(stream) + stream.size(), R"(<data key="x">h2:1080</data>)");
    const TemporaryFile proxied("proxied.graphml", text);
    EXPECT_EQ(ProblemsOf(entry("proxied.graphml")), "");
}

TEST_F(ScenarioHelperTest, APeerThatIsNotThereIsFoundOnLoading)
{
    const TemporaryFile client("lost.graphml", Client("h3:80"));
    const TemporaryFile file("scenario.json", Star(R"("stop": "3s", "applications": [
        {"type": "tgen", "hosts": ["h1", "h2"], "config": "lost.graphml"}])"));
    const auto problems = ns3::ProblemsOf([&] { ScenarioHelper::Load(file.GetPath()); });
    EXPECT_NE(problems.find("lost.graphml:"), std::string::npos) << problems;
    EXPECT_NE(problems.find("'h3'"), std::string::npos) << problems;
    EXPECT_EQ(problems.find("'h3'"), problems.rfind("'h3'")) << "once is enough: " << problems;
}

TEST_F(ScenarioHelperTest, LocalhostThatCouldBeTwoHostsIsFoundOnLoading)
{
    const TemporaryFile client("local.graphml", Client("localhost:80"));
    const TemporaryFile server("serve.graphml", SERVER);
    const TemporaryFile file("scenario.json",
                             Star(R"("stop": "3s", "applications": [
        {"type": "tgen", "hosts": ["h1"], "config": "local.graphml"},
        {"type": "tgen", "hosts": ["h2", "h4"], "config": "serve.graphml"}])",
                                  R"(["h1", "h2", "h4"])"));
    const auto problems = ns3::ProblemsOf([&] { ScenarioHelper::Load(file.GetPath()); });
    EXPECT_NE(problems.find("local.graphml:"), std::string::npos) << problems;
    EXPECT_NE(problems.find("any of the 2 hosts"), std::string::npos) << problems;
}

TEST_F(ScenarioHelperTest, APeerMayBeAnAddress)
{
    const TemporaryFile client("client.graphml", R"(<graphml>
<key id="p" for="node" attr.name="peers" attr.type="string"/>
<graph edgedefault="directed"><node id="start"><data key="p">10.0.0.2:80,10.0.0.1:80</data></node>
<node id="stream"/><edge source="start" target="stream"/></graph></graphml>)");
    const TemporaryFile server("serve.graphml", SERVER);
    const TemporaryFile file("scenario.json", Star(R"("stop": "3s", "applications": [
        {"type": "tgen", "hosts": ["h2"], "config": "serve.graphml"},
        {"type": "tgen", "hosts": ["h1"], "config": "client.graphml"}])"));
    const auto warnings = ScenarioHelper::Load(file.GetPath()).GetWarnings();
    ASSERT_EQ(warnings.size(), 1U);
    EXPECT_NE(warnings[0].find("nobody serves port 80 of '10.0.0.1'"), std::string::npos)
        << warnings[0];
}

TEST_F(ScenarioHelperTest, APortIsServedOnceOnAHost)
{
    const TemporaryFile server("serve.graphml", SERVER);
    const TemporaryFile file("scenario.json", Star(R"("stop": "3s", "applications": [
        {"type": "tgen", "hosts": ["h1"], "config": "serve.graphml"},
        {"type": "tgen", "hosts": ["h2", "h1"], "config": "serve.graphml"}])"));
    const auto problems = ns3::ProblemsOf([&] { ScenarioHelper::Load(file.GetPath()); });
    EXPECT_NE(problems.find("applications.1"), std::string::npos) << problems;
    EXPECT_NE(problems.find("port 80"), std::string::npos) << problems;
}

TEST_F(ScenarioHelperTest, AProxyIsAServerToo)
{
    const TemporaryFile client("client.graphml", R"(<graphml>
<key id="p" for="node" attr.name="peers" attr.type="string"/>
<key id="x" for="node" attr.name="socksproxy" attr.type="string"/>
<graph edgedefault="directed"><node id="start"><data key="p">h2:80</data></node>
<node id="stream"><data key="x">localhost:9050</data></node>
<edge source="start" target="stream"/></graph></graphml>)");
    const TemporaryFile server("serve.graphml", SERVER);
    const auto load = [](const std::string& proxy) {
        const TemporaryFile file("scenario.json", Star(R"("stop": "3s", "applications": [
            {"type": "tgen", "hosts": ["h2"], "config": "serve.graphml"},
            {"type": "tgen", "hosts": ["h1"], "config": "client.graphml"},
            {"type": "socks-proxy", )" + proxy + "}]"));
        std::string text;
        text = ns3::ProblemsOf([&] {
                   const auto scenario = ScenarioHelper::Load(file.GetPath());
                   for (const auto& warning : scenario.GetWarnings())
                   {
                       text += warning;
                   }
               }) +
               text;
        return text;
    };
    EXPECT_EQ(load(R"("hosts": ["h1"], "port": 9050, "username": "u", "password": "p")"), "");
    EXPECT_NE(load(R"("hosts": ["h1"])").find("nobody serves port 9050"), std::string::npos);
    EXPECT_NE(load(R"("hosts": ["h2"], "port": 80)").find("is served already"), std::string::npos);
    EXPECT_NE(load(R"("hosts": ["h1"], "port": 0)").find("port"), std::string::npos);
    EXPECT_NE(load(R"("hosts": ["h1"], "prot": 1)").find("prot"), std::string::npos);
}

TEST_F(ScenarioHelperTest, PayloadIsTheSameOnAllHosts)
{
    const TemporaryFile client("client.graphml", Client("h2:80"));
    const TemporaryFile server("serve.graphml", SERVER);
    const TemporaryFile file("scenario.json", Star(R"("stop": "3s", "applications": [
        {"type": "tgen", "hosts": ["h1"], "config": "client.graphml", "payload": "real"},
        {"type": "tgen", "hosts": ["h2"], "config": "serve.graphml"}])"));
    const auto problems = ns3::ProblemsOf([&] { ScenarioHelper::Load(file.GetPath()); });
    EXPECT_NE(problems.find("payload"), std::string::npos) << problems;
}

TEST_F(ScenarioHelperTest, PatternsAreHostsButNoRouters)
{
    const auto hostsOf = [](const std::string& hosts) {
        const auto scenario = ScenarioHelper::Parse(
            Star(R"("stop": "1s", "applications": [{"type": "flow-server", "hosts": )" + hosts +
                     "}]",
                 R"(["a1", "r2", "a3", "b1"])"),
            "scenario.json");
        return scenario.GetParts().at(0).hosts;
    };
    using Places = std::vector<std::size_t>;
    EXPECT_EQ(hostsOf(R"(["*"])"), (Places{0, 1, 2, 3}));
    EXPECT_EQ(hostsOf(R"(["a*"])"), (Places{0, 2}));
    EXPECT_EQ(hostsOf(R"(["*1", "a*"])"), (Places{0, 3, 2}));
    EXPECT_EQ(hostsOf(R"(["r*"])"), (Places{1})); // not the router
    EXPECT_EQ(hostsOf(R"(["router"])"), (Places{4}));
}

TEST_F(ScenarioHelperTest, ProblemsOfListsOfHostsAreToldOnce)
{
    const auto problemsOf = [this](const std::string& hosts,
                                   const std::string& network = "[\"h1\"]") {
        return ProblemsOf(Star(R"("stop": "1s",
"applications": [{"type": "flow-server", "hosts": )" +
                                   hosts + "}]",
                               network));
    };
    const auto isOnly = [](const std::string& text, const std::string& part) {
        return text.find(part) != std::string::npos && text.find('\n') == std::string::npos;
    };
    EXPECT_PRED2(isOnly,
                 problemsOf(R"(["x*"])"),
                 "scenario.json:3: applications.0.hosts.0: no host matches \"x*\" (");
    EXPECT_PRED2(isOnly,
                 problemsOf(R"(["h1", "x*"])"),
                 "scenario.json:3: applications.0.hosts.1: no host matches \"x*\" (");
    EXPECT_PRED2(isOnly,
                 problemsOf(R"(["h1", "h*"])"),
                 "scenario.json:3: applications.0.hosts.1: no further host matches \"h*\" (");
    EXPECT_PRED2(isOnly,
                 problemsOf(R"("h*")"),
                 "scenario.json:3: applications.0.hosts: \"h*\" is not a list (expected [\"h*\"])");
    EXPECT_PRED2(isOnly,
                 problemsOf(R"(["h*", "h1"])", R"("h1")"),
                 "scenario.json:1: network.hosts: \"h1\" is not a list (expected [\"h1\"])");
}

TEST_F(ScenarioHelperTest, WithoutApplicationsThereIsAWarning)
{
    const auto scenario =
        ScenarioHelper::Parse(Star(R"("stop": "1s", "applications": [])"), "scenario.json");
    EXPECT_EQ(scenario.GetWarnings(),
              (std::vector<std::string>{
                  "scenario.json:2: applications: there are no applications (nothing happens)"}));
}

TEST_F(ScenarioHelperTest, KnowsItsKeys)
{
    const auto problems = ProblemsOf("{\n\"stopp\": \"3s\"}");
    for (const auto* word : {"stopp", "stop", "network", "applications"})
    {
        EXPECT_NE(problems.find(word), std::string::npos) << problems;
    }
    EXPECT_NE(problems.find("scenario.json:2: "), std::string::npos) << problems;
}

/// Something wrong on line 2 of a scenario, and a word of the message.
class ScenarioProblemTest : public ScenarioHelperTest,
                            public testing::WithParamInterface<std::pair<std::string, std::string>>
{
};

TEST_P(ScenarioProblemTest, IsReportedWithItsLine)
{
    const auto [text, word] = GetParam();
    const auto problems = ProblemsOf(Star(text));
    EXPECT_NE(problems.find("scenario.json:2: "), std::string::npos) << problems;
    EXPECT_NE(problems.find(word), std::string::npos) << problems;
    EXPECT_EQ(problems.find('\n'), std::string::npos) << problems;
}

std::pair<std::string, std::string>
InRoot(const std::string& text, const std::string& word)
{
    return {R"("applications": [], )" + text, word};
}

std::pair<std::string, std::string>
InEntry(const std::string& text, const std::string& word)
{
    return {R"("stop": "1s", "applications": [{)" + text + "}]", word};
}

/// @param text before an application that starts after 5 s
std::pair<std::string, std::string>
LateIn(const std::string& text, const std::string& word)
{
    return {text + R"("applications": [{"type": "flow-server", "hosts": ["h1"], "start": "5s"}])",
            word};
}

INSTANTIATE_TEST_SUITE_P(Root,
                         ScenarioProblemTest,
                         testing::Values(InRoot(R"("stop": "0s")", "duration"),
                                         InRoot(R"("stop": "-1s")", "stop"),
                                         InRoot(R"("stop": 10)", "stop"),
                                         InRoot(R"("stop": "soon")", "stop"),
                                         LateIn(R"("stop": "soon", )", "soon"),
                                         LateIn(R"("stop": "0s", )", "duration"),
                                         LateIn(R"("stop": "4s", )", "after the end"),
                                         InRoot(R"("stop": "1s", "seed": 0)", "seed"),
                                         InRoot(R"("stop": "1s", "seed": 4294944443)", "seed"),
                                         InRoot(R"("stop": "1s", "seed": 1.5)", "seed"),
                                         InRoot(R"("stop": "1s", "run": -1)", "run"),
                                         InRoot(R"("stop": "1s", "tcp": "windows")", "linux"),
                                         InRoot(R"("stop": "1s", "epoch": "2000-02-30")", "epoch"),
                                         InRoot(R"("stop": "1s", "epoch": "yesterday")", "epoch"),
                                         InRoot(R"("stop": "1s", "epoch": "2000-1-1")", "epoch"),
                                         InRoot(R"("stop": "1s", "epoch": "0999-01-01")", "epoch"),
                                         InRoot(R"("stop": "1s", "name": "a/b")", "name"),
                                         InRoot(R"("stop": "1s", "name": "a\u0000b")", "name"),
                                         InRoot(R"("stop": "1s", "name": "")", "name"),
                                         InRoot(R"("stop": "1s", "name": "..")", "name"),
                                         InRoot(R"("stop": "1s", "colour": "red")", "colour")));

INSTANTIATE_TEST_SUITE_P(
    Entry,
    ScenarioProblemTest,
    testing::Values(
        InEntry(R"("type": "ping", "hosts": ["h1"])", "tgen"),
        InEntry(R"("hosts": ["h1"])", "type"),
        InEntry(R"("type": "tgen", "config": "server.graphml")", "hosts"),
        InEntry(R"("type": "tgen", "hosts": [], "config": "server.graphml")", "hosts"),
        InEntry(R"("type": "tgen", "hosts": ["h3"], "config": "server.graphml")", "h3"),
        InEntry(R"("type": "tgen", "hosts": ["h1", "h1"], "config": "server.graphml")", "twice"),
        InEntry(R"("type": "tgen", "hosts": ["h1"])", "config"),
        InEntry(R"("type": "tgen", "hosts": ["h1"], "config": "server.graphml", "users": 5)",
                "users"),
        InEntry(R"("type": "tgen", "hosts": ["h1"], "config": "server.graphml",)"
                R"("payload": "none")",
                "payload"),
        InEntry(R"("type": "tgen", "hosts": ["h1"], "config": "server.graphml",)"
                R"("start": "500ms", "stop": "500ms")",
                "stops before it starts")));

TEST_F(ScenarioHelperTest, ProblemsOfAllFilesComeTogether)
{
    const TemporaryFile bad("bad.graphml",
                            GRAPHML_HEAD + "<node id=\"nothing\"/></graph></graphml>");
    const auto problems = ProblemsOf(Star(R"("stop": "never", "applications": [
        {"type": "tgen", "hosts": ["h1"], "config": "missing.graphml"},
        {"type": "tgen", "hosts": ["h1"], "config": "bad.graphml"},
        {"type": "tgen", "hosts": ["h2"], "config": "bad.graphml"},
        {"type": "tgen", "hosts": ["h9"], "config": "server.graphml"}])"));
    for (const auto* word : {"scenario.json:2: ", "scenario.json:3: ", "scenario.json:6: "})
    {
        EXPECT_NE(problems.find(word), std::string::npos) << problems;
    }
    const auto first = problems.find("bad.graphml:");
    ASSERT_NE(first, std::string::npos) << problems;
    std::istringstream lines(problems);
    std::size_t ofBad = 0;
    for (std::string line; std::getline(lines, line);)
    {
        ofBad += line.find("bad.graphml:8: ") != std::string::npos;
    }
    EXPECT_EQ(ofBad, 1U) << problems;
}

TEST_F(ScenarioHelperTest, OverridesAreCheckedToo)
{
    EXPECT_EQ(ProblemsOf(Star(TWO_APPLICATIONS)), "");
    EXPECT_EQ(ProblemsOf(Star(TWO_APPLICATIONS), {"applications.1.start=1500ms", "stop=9s"}), "");
    EXPECT_NE(ProblemsOf(Star(TWO_APPLICATIONS), {"stop=tomorrow"}), "");
    EXPECT_NE(ProblemsOf(Star(TWO_APPLICATIONS), {"applications.0.hosts=[\"h7\"]"}), "");
    EXPECT_NE(ProblemsOf(Star(TWO_APPLICATIONS), {"network.link.rate=10"}), "");
}

TEST_F(ScenarioHelperTest, AFileThatIsNotThere)
{
    EXPECT_NE(ns3::ProblemsOf([] { ScenarioHelper::Load("/nowhere/scenario.json"); }), "");
}

} // namespace
