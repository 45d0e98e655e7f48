/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "../tgen/markov-text.h"
#include "command-fixture.h"

#include <cstdint>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::markov;

namespace
{

/// Three packets to the server for each to the client; ends now and then.
const std::string MODEL = Graphml(
    NODES + Transition("s", "w") + Transition("w", "w") + Emission("w", "p", "0.6", UpTo("1000")) +
    Emission("w", "m", "0.2", {{"distribution", "normal"}, {"location", "500"}, {"scale", "100"}}) +
    Emission("w", "f", "0.2", Constant("7")));

const std::string BAD_MODEL =
    Graphml(NODES + Transition("s", "w", "-1") + Emission("w", "p", "1", {}));

const std::string LEGACY_MODEL = R"(<graphml>
<key id="t" for="node" attr.name="type" attr.type="string"/>
<key id="e" for="edge" attr.name="type" attr.type="string"/>
<key id="w" for="edge" attr.name="weight" attr.type="double"/>
<key id="m" for="edge" attr.name="lognorm_mu" attr.type="double"/>
<key id="s" for="edge" attr.name="lognorm_sigma" attr.type="double"/>
<key id="l" for="edge" attr.name="exp_lambda" attr.type="double"/>
<graph edgedefault="directed"><node id="start"/><node id="s1"><data key="t">state</data></node>
<node id="$"><data key="t">observation</data></node>
<edge source="start" target="s1"><data key="e">transition</data><data key="w">1</data></edge>
<edge source="s1" target="s1"><data key="e">transition</data><data key="w">1</data></edge>
<edge source="s1" target="$"><data key="e">emission</data><data key="w">1</data>
<data key="m">1</data><data key="s">1</data><data key="l">0</data></edge>
</graph></graphml>)";

const std::string CLIENT = R"(<graphml>
<key id="p" for="node" attr.name="peers" attr.type="string"/>
<key id="s" for="node" attr.name="sendsize" attr.type="string"/>
<key id="r" for="node" attr.name="recvsize" attr.type="string"/>
<key id="t" for="node" attr.name="time" attr.type="string"/>
<key id="c" for="node" attr.name="count" attr.type="string"/>
<key id="w" for="edge" attr.name="weight" attr.type="string"/>
<graph edgedefault="directed">
<node id="start"><data key="p">server:8888</data></node>
<node id="stream"><data key="s">1 kib</data><data key="r">1 mib</data></node>
<node id="stream2"><data key="s">0</data><data key="r">1 kib</data></node>
<node id="pause"><data key="t">1,2</data></node>
<node id="end"><data key="c">3</data></node>
<edge source="start" target="stream"><data key="w">1.5</data></edge>
<edge source="start" target="stream2"><data key="w">3</data></edge>
<edge source="stream" target="pause"/><edge source="stream2" target="pause"/>
<edge source="pause" target="end"/><edge source="end" target="start"/>
</graph></graphml>)";

const std::string SERVER = R"(<graphml>
<key id="p" for="node" attr.name="serverport" attr.type="string"/>
<graph edgedefault="directed"><node id="start"><data key="p">8888</data></node></graph></graphml>)";

const std::string LEGACY_CLIENT = R"(<graphml>
<key id="p" for="node" attr.name="peers" attr.type="string"/>
<key id="v" for="node" attr.name="serverport" attr.type="string"/>
<key id="t" for="node" attr.name="type" attr.type="string"/>
<key id="q" for="node" attr.name="protocol" attr.type="string"/>
<key id="s" for="node" attr.name="size" attr.type="string"/>
<graph edgedefault="directed">
<node id="start"><data key="p">server:8888</data><data key="v">9000</data></node>
<node id="transfer"><data key="t">get</data><data key="q">tcp</data><data key="s">1 kib</data></node>
<edge source="start" target="transfer"/>
</graph></graphml>)";

const std::string SCENARIO = R"({"name": "tiny", "stop": "1.5s",
"network": {"type": "star", "hosts": ["client", "server"],
            "link": {"rate": "10Mbps", "delay": "2ms"}},
"applications": [{"type": "tgen", "hosts": ["server"], "config": "server.graphml"},
                 {"type": "tgen", "hosts": ["client"], "config": "client.graphml"}]})";

/// The command and some files to check.
class CheckCommandTest : public CommandTest
{
  protected:
    void SetUp() override
    {
        CommandTest::SetUp();
        Write("model.graphml", MODEL);
        Write("bad-model.graphml", BAD_MODEL);
        Write("old-model.graphml", LEGACY_MODEL);
        Write("client.graphml", CLIENT);
        Write("server.graphml", SERVER);
        Write("old-client.graphml", LEGACY_CLIENT);
        Write("scenario.json", SCENARIO);
    }
};

std::vector<std::string>
SplitLines(const std::string& text)
{
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
    {
        lines.push_back(line);
    }
    return lines;
}

// What files are

TEST_F(CheckCommandTest, GoodFilesAreALineEachAndScenariosMore)
{
    const auto outcome = RunApart("check client.graphml server.graphml old-client.graphml "
                                  "model.graphml old-model.graphml scenario.json");
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.errors, "");
    EXPECT_EQ(SplitLines(outcome.output),
              (std::vector<std::string>{
                  "client.graphml: a TGen action graph: 5 vertices, 6 edges, 2 streams, 1 pause, "
                  "1 end",
                  "server.graphml: a TGen action graph: 1 vertex, 0 edges, serves port 8888",
                  "old-client.graphml: a TGen action graph of TGen 0.0.1 or earlier: 2 vertices, 1 "
                  "edge, 1 stream, serves port 9000",
                  "model.graphml: a Markov model: 5 vertices, 5 edges; shows + and -, may end, "
                  "largest mean delay 500 us",
                  "old-model.graphml: a Markov model of TGen 0.0.1: 3 vertices, 3 edges; shows +, "
                  "never ends, largest mean delay 4.48168907 us",
                  "scenario.json: a scenario: 2 hosts, 1 router, 2 links, 2 applications, 1.5 s",
                  "  links: 10 Mbit/s, 2 ms",
                  "  tgen on server",
                  "  tgen on client"}));
}

TEST_F(CheckCommandTest, GensynModelsTellTheirStatesAndEquilibrium)
{
    Write("user.json", R"({"name": "user", "start": "a", "states": {
        "a": {"mean": "1s", "to": {"b": 0.5, "c": 0.5}}, "c": {"mean": "6s", "to": {"a": 1}},
        "b": {"module": "ftp", "to": {"a": 1}}},
        "modules": {"ftp": {"sizes": 1000}}})");
    Write("lost.json", R"({"name": "lost", "start": "a", "states": {
"a": {"mean": "1s", "to": {"a": 1}}}})");
    auto outcome = RunApart("check user.json");
    EXPECT_EQ(outcome.status, 0);
    // Half of the users go to c: 1 s in a for every 3 s there.
    EXPECT_EQ(outcome.output,
              "user.json: a GenSyn model: 3 states, 1 module\n"
              "  a: 1 s, 25 % of users in equilibrium\n"
              "  c: 6 s, 75 % of users in equilibrium\n"
              "  b: ftp, mean 1000 bytes, 0 % of users in equilibrium\n");
    outcome = RunApart("check lost.json");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_NE(outcome.errors.find("lost.json:2: states.a.to: there is no way out of state"),
              std::string::npos)
        << outcome.errors;
}

TEST_F(CheckCommandTest, StockFilesAreGood)
{
    SKIP_WITHOUT_TEST_DATA("tgen/configs");
    const auto outcome = RunApart("check '" + GetTestDataPath("tgen/configs") + "'/*.graphml '" +
                                  GetTestDataPath("tgen/seeds") + "'/*.xml");
    EXPECT_EQ(outcome.status, 0) << outcome.errors;
    const auto lines = SplitLines(outcome.output);
    EXPECT_EQ(lines.size(), 20U) << outcome.output;
    for (const auto& line : lines)
    {
        const bool isModel = line.find("model.graphml: a Markov model: ") != std::string::npos;
        const bool isGraph = line.find(": a TGen action graph") != std::string::npos;
        EXPECT_TRUE(isModel || isGraph) << line;
    }
}

TEST_F(CheckCommandTest, RejectedFilesAreBad)
{
    SKIP_WITHOUT_TEST_DATA("tgen/rejected");
    const auto outcome = RunApart("check '" + GetTestDataPath("tgen/rejected") + "'/*.graphml");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.output, "");
    EXPECT_GE(SplitLines(outcome.errors).size(), 8U);
}

TEST_F(CheckCommandTest, AllFilesAreCheckedWhenOneIsBad)
{
    Write("bad.json", "{\n\"stop\": 7}");
    Write("words.txt", "just words");
    const auto outcome = RunApart("check missing.graphml bad-model.graphml server.graphml bad.json "
                                  "words.txt . client.graphml");
    EXPECT_EQ(outcome.status, 2);
    const auto good = SplitLines(outcome.output);
    ASSERT_EQ(good.size(), 2U) << outcome.output;
    EXPECT_EQ(good[0].rfind("server.graphml: ", 0), 0U);
    EXPECT_EQ(good[1].rfind("client.graphml: ", 0), 0U);
    for (const auto* problem : {"missing.graphml: ",
                                "bad-model.graphml:19: edge \"s\" -> \"w\" has the weight -1",
                                "bad-model.graphml:20: edge \"w\" -> \"p\" has no distribution",
                                "bad.json:2: ",
                                "words.txt: this is none of the files that we know (a scenario: ",
                                ".: this is a directory"})
    {
        EXPECT_NE(("\n" + outcome.errors).find(std::string("\n") + problem), std::string::npos)
            << problem << "\nin\n"
            << outcome.errors;
    }
}

TEST_F(CheckCommandTest, ModelsOfAConfigAreCheckedWithIt)
{
    Write("flow.graphml", R"(<graphml>
<key id="p" for="node" attr.name="peers" attr.type="string"/>
<key id="s" for="node" attr.name="streammodelpath" attr.type="string"/>
<graph edgedefault="directed"><node id="start"><data key="p">server:8888</data></node>
<node id="flow"><data key="s">bad-model.graphml</data></node>
<edge source="start" target="flow"/></graph></graphml>)");
    const auto outcome = RunApart("check flow.graphml");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.errors.rfind("bad-model.graphml:19: ", 0), 0U) << outcome.errors;
}

TEST_F(CheckCommandTest, WarningsAreNoErrors)
{
    Write("warned.graphml", R"(<graphml>
<key id="p" for="node" attr.name="serverport" attr.type="string"/>
<graph edgedefault="directed"><node id="restart"><data key="p">80</data></node></graph></graphml>)");
    const auto outcome = RunApart("check warned.graphml");
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(SplitLines(outcome.output).size(), 1U);
    EXPECT_EQ(outcome.errors.rfind("warning: warned.graphml:3: ", 0), 0U) << outcome.errors;
}

// All kinds of files

TEST_F(CheckCommandTest, SizesAreTheirMeanAndPercentiles)
{
    Write("linear.txt", "# our own\n0 0\n1000 0.5\n3000 1\n");
    Write("percent.txt", "0 0\n1000 50\n3000 100\n");
    Write("homa.txt", "1250\n500 0.5\n2000 1\n");
    Write("braces.cc", "{\n    {500, 0.5},\n    {2000, 1.0},\n};\n");
    const auto outcome = RunApart("check linear.txt percent.txt homa.txt braces.cc");
    EXPECT_EQ(outcome.status, 0) << outcome.errors;
    // Straight lines: half of the flows from 0 to 1000, half from there to 3000.
    const std::string lines = ": a flow-size distribution: 3 points, straight lines between them, "
                              "mean 1250 bytes\n  percentiles: 1 % 20, 5 % 100, 25 % 500, 50 % "
                              "1000, 75 % 2000, 90 % 2600, 95 % 2800, 99 % 2960, 99.9 % 2996, "
                              "largest 3000\n";
    const std::string steps = ": a flow-size distribution: 2 points, steps, mean 1250 bytes\n  "
                              "percentiles: 1 % 500, 5 % 500, 25 % 500, 50 % 500, 75 % 2000, 90 % "
                              "2000, 95 % 2000, 99 % 2000, 99.9 % 2000, largest 2000\n";
    EXPECT_EQ(outcome.output,
              "linear.txt" + lines + "percent.txt" + lines + "homa.txt" + steps + "braces.cc" +
                  steps);
}

TEST_F(CheckCommandTest, EveryKindIsRecognisedByItsContent)
{
    Write("a",
          "server 10.0.0.1 5001\nserver 10.0.0.2 5001\nreq_size_dist dctcp\nfanout 1 1\n"
          "fanout 3 1\n");
    Write("dctcp", "1000 0.5\n1000 1\n");
    Write("b", "2\n0 1 3 100 5000 2.0\n1 0 3 100 7000 2.5\n");
    Write("c",
          "h1 10.0.0.1 \nh2 0 2 10.0.0.1 60000000 0 0\nh1 1500000 0 key value\n"
          "h1 2000000 1 key\n");
    Write("d", "10.0.0.1\nh2 0.000000 2 10.0.0.1 60.000000\nh2 1.500000 2 10.0.0.1 3.000000\n");
    Write("e", "# who is who\nh1 10.0.0.1\nh2 10.0.0.7\n");
    Write("f",
          R"({"type": "star", "hosts": ["x", "y"], "link": {"rate": "1Mbps", "delay": "2ms"}})");
    Write("g", R"({"distribution": "exponential", "mean": "10KB"})");
    Write("h", R"(<graphml><key id="d" for="edge" attr.name="delay" attr.type="string"/>
<graph edgedefault="undirected"><node id="x"/><node id="y"/>
<edge source="x" target="y"><data key="d">5ms</data></edge></graph></graphml>)");
    Write("i", R"({"flow_groups": [], "mc_host_list": ["h1", "h2"], "length": 3000000,
"mc_gap_distribution": {"type": "constant", "value": 1000}, "output": "x.trace"})");
    const auto outcome = RunApart("check a b c d e f g h i");
    EXPECT_EQ(outcome.status, 0) << outcome.errors;
    std::vector<std::string> heads;
    for (const auto& line : SplitLines(outcome.output))
    {
        if (line[0] != ' ')
        {
            heads.push_back(line);
        }
    }
    EXPECT_EQ(
        heads,
        (std::vector<std::string>{
            "a: a config of Poisson flows, HKUST's: 2 servers, sizes of mean 750 bytes, 2 flows a "
            "request",
            "b: a list of flows: 2 flows between 2 hosts, 12000 bytes, from 2 s to 2.5 s",
            "c: a flow trace: 2 hosts, 1 flow, 2 key-value requests (1 GET) to 1 server, the last "
            "event at 2 s",
            "d: a flow trace of 2021: 2 hosts, 2 flows, 0 key-value requests (0 GETs) to 1 server, "
            "the last event at 1.5 s",
            "e: a list of hosts: 2 hosts",
            "f: a network: 2 hosts, 1 router, 2 links",
            "g: a distribution: exponential, mean 10000 bytes",
            "h: a network: 2 hosts, 1 link; the scenario's \"link\" gives the rate of 1 link",
            "i: a config of flow groups: 0 groups, 2 hosts, 2 key-value hosts, 3 s"}));
}

TEST_F(CheckCommandTest, WhatAScenarioSaysOfLinksIsNotShownAsTheFiles)
{
    Write("net.graphml", R"(<graphml><key id="d" for="edge" attr.name="delay" attr.type="string"/>
<key id="r" for="edge" attr.name="rate" attr.type="string"/>
<graph edgedefault="undirected"><node id="x"/><node id="y"/><node id="z"/>
<edge source="x" target="y"><data key="d">5ms</data><data key="r">8Mbps</data></edge>
<edge source="y" target="z"><data key="d">7ms</data></edge></graph></graphml>)");
    EXPECT_EQ(
        RunApart("check net.graphml").output,
        "net.graphml: a network: 3 hosts, 2 links; the scenario's \"link\" gives the rate of 1 "
        "link\n"
        "  links: 8 Mbit/s, 5 to 7 ms\n");
    const auto drawn = RunApart("check --dot net.graphml").output;
    EXPECT_NE(drawn.find("\"x\" -- \"y\" [label=\"8 Mbit/s\\n5 ms\"]"), std::string::npos) << drawn;
    EXPECT_NE(drawn.find("\"y\" -- \"z\" [label=\"7 ms\"]\n"), std::string::npos) << drawn;
}

TEST_F(CheckCommandTest, WhatIsRecognisedButWrongIsToldWithItsLine)
{
    Write("sizes", "0 0\n1000 0.5\n900 0.7\n3000 1\n");
    Write("config", "server 10.0.0.1 5001\nserver 10.0.0.2 many\nreq_size_dist dctcp\n");
    Write("list", "2\n0 1 3 100 5000 2.0\n1 1 3 100 7000 2.5\n");
    Write("trace", "h1 10.0.0.1 \nh2 0 2 10.0.0.1 6e7 0 0\nh1 1500000 0 key value\n");
    Write("star.json",
          "{\"type\": \"star\", \"hosts\": [\"x\", \"y\"],\n"
          "\"link\": {\"rate\": \"1\", \"delay\": \"2ms\"}}");
    Write("net.graphml", R"(<graphml><key id="d" for="edge" attr.name="delay" attr.type="string"/>
<graph edgedefault="undirected"><node id="x"/><node id="y"/><node id="z"/>
<edge source="x" target="y"><data key="d">5</data></edge></graph></graphml>)");
    Write("broken.json", "{\"network\": {},\n\"applications\": [}\n");
    for (const auto* problem : {"sizes:3: ",
                                "config:2: ",
                                "list:3: ",
                                "trace:2: ",
                                "star.json:2: link.rate: ",
                                "net.graphml:3: delay: ",
                                "broken.json:2: "})
    {
        const std::string text = problem;
        const auto outcome = RunApart("check " + text.substr(0, text.find(':')));
        EXPECT_EQ(outcome.status, 2) << problem;
        EXPECT_EQ(outcome.output, "") << problem;
        EXPECT_EQ(outcome.errors.rfind(problem, 0), 0U) << outcome.errors;
    }
}

TEST_F(CheckCommandTest, WhatIsNotRecognisedIsToldWhatItCouldHaveBeen)
{
    Write("prose.txt", "Dear reader,\nthis is no file of ours.\n");
    Write("columns.txt", "4003 116 2 500 276\n8975 137 0 500 524\n10 0.1\n");
    Write("other.json", "{\"nodes\": [], \"edges\": []}");
    Write("other.graphml",
          R"(<graphml><graph edgedefault="directed"><node id="n0"/></graph></graphml>)");
    for (const auto& [file, parts] :
         std::initializer_list<std::pair<std::string, std::vector<std::string>>>{
             {"prose.txt", {"prose.txt: this is none of the files that we know (a scenario: "}},
             {"columns.txt",
              {"columns.txt: this is none", "1 of 3 lines could be those of a flow-size"}},
             {"other.json", {"other.json:1: ", "its keys are \"nodes\", \"edges\""}},
             {"other.graphml", {"other.graphml:1: ", "no node is called like an action of TGen"}}})
    {
        const auto outcome = RunApart("check " + file);
        EXPECT_EQ(outcome.status, 2) << file;
        EXPECT_EQ(SplitLines(outcome.errors).size(), 1U) << outcome.errors;
        for (const auto& part : parts)
        {
            EXPECT_NE(outcome.errors.find(part), std::string::npos) << part << "\n"
                                                                    << outcome.errors;
        }
    }
}

/// All real files that we have are recognised, and by their right names.
TEST_F(CheckCommandTest, RealFilesAreRecognised)
{
    SKIP_WITHOUT_TEST_DATA("cdf");
    SKIP_WITHOUT_TEST_DATA("flow-groups/sample.json");
    SKIP_WITHOUT_TEST_DATA("poisson/client_lo.txt");
    for (const auto& [files, words] :
         {std::pair{"cdf/*.cdf", ": a flow-size distribution: "},
          {"flow-groups/*.json", ": a config of flow groups: "},
          {"flow-groups/*.trace", ": a flow trace: "},
          {"poisson/*_lo.txt", ": a config of Poisson flows, HKUST's: "}})
    {
        const auto outcome = RunApart("check " + GetTestDataPath(files));
        EXPECT_EQ(outcome.status, 0) << outcome.errors;
        std::size_t count = 0;
        for (const auto& line : SplitLines(outcome.output))
        {
            if (line[0] != ' ')
            {
                EXPECT_NE(line.find(words), std::string::npos) << line;
                ++count;
            }
        }
        EXPECT_GE(count, 2U) << files;
    }
}

// Drawings

/// Whether a text could be read by Graphviz: no more of its language than we use.
testing::AssertionResult
IsGraphviz(const std::string& text)
{
    const std::string id = R"("(?:[^"\\]|\\.)*")";
    const std::string attributes =
        R"( \[[a-z]+=(?:)" + id + R"(|[a-z]+)(?:, [a-z]+=(?:)" + id + R"(|[a-z]+))*\])";
    const std::regex opening("(?:di)?graph " + id + R"( \{)");
    const std::regex statement("    (?:label=" + id + "|node" + attributes + "|" + id +
                               "(?:" + attributes + ")?|" + id + " -[>-] " + id + attributes + ")");
    bool isOpen = false;
    for (const auto& line : SplitLines(text))
    {
        const bool isGood = isOpen ? line == "}" || std::regex_match(line, statement)
                                   : std::regex_match(line, opening);
        if (!isGood)
        {
            return testing::AssertionFailure() << line;
        }
        isOpen = line != "}";
    }
    return isOpen || text.empty() ? testing::AssertionFailure() << "the end is missing"
                                  : testing::AssertionSuccess();
}

TEST_F(CheckCommandTest, DotDrawsAMarkovModel)
{
    const auto outcome = RunApart("check model.graphml --dot");
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.errors, "");
    EXPECT_TRUE(IsGraphviz(outcome.output));
    const std::string drawing = R"dot(digraph "model.graphml" {
    label="model.graphml"
    "s" [label="start", shape=doublecircle]
    "w" [label="work", shape=ellipse]
    "p" [label="+", shape=box]
    "m" [label="-", shape=box]
    "f" [label="F", shape=box]
    "s" -> "w" [label="p=1"]
    "w" -> "w" [label="p=1"]
    "w" -> "p" [label="p=0.6\nuniform(low=0, high=1000)", style=dashed]
    "w" -> "m" [label="p=0.2\nnormal(location=500, scale=100)", style=dashed]
    "w" -> "f" [label="p=0.2\nuniform(low=7, high=7)", style=dashed]
}
)dot";
    EXPECT_EQ(outcome.output, drawing);
}

TEST_F(CheckCommandTest, DotDrawsAnActionGraph)
{
    const auto outcome = RunApart("check --dot client.graphml");
    EXPECT_EQ(outcome.status, 0);
    EXPECT_TRUE(IsGraphviz(outcome.output));
    for (const auto* line : {R"(digraph "client.graphml" {)",
                             R"("stream" [label="stream\nsendsize=1 kib\nrecvsize=1 mib"])",
                             R"("start" -> "stream" [label="weight=1.5"])",
                             R"("end" -> "start" [label=""])"})
    {
        EXPECT_NE(outcome.output.find(line), std::string::npos) << line << "\n" << outcome.output;
    }
}

TEST_F(CheckCommandTest, DotDrawsTheGraphsOfAllFiles)
{
    const auto outcome = RunApart("check --dot scenario.json old-model.graphml old-client.graphml");
    EXPECT_EQ(outcome.status, 0);
    EXPECT_TRUE(IsGraphviz(outcome.output));
    for (const auto* part : {R"(graph "tiny" {)",
                             R"( -- "router" [label="10 Mbit/s\n2 ms"])",
                             R"(digraph "old-model.graphml" {)",
                             R"(lognormal-0.0.1(location=1, scale=1))",
                             R"(digraph "old-client.graphml" {)"})
    {
        EXPECT_NE(outcome.output.find(part), std::string::npos) << part << "\n" << outcome.output;
    }
}

TEST_F(CheckCommandTest, DotDrawsUsersAndNetworks)
{
    Write("user.json", R"({"name": "user", "start": "a", "states": {
        "a": {"mean": "1s", "to": {"b": 0.25, "c": 0.75}}, "c": {"mean": "6s", "to": {"a": 1}},
        "b": {"module": "ftp", "to": {"a": 1}, "abandoned": {"c": 1}}},
        "modules": {"ftp": {"sizes": 1000}}})");
    Write("net.graphml", R"(<graphml><key id="d" for="edge" attr.name="delay" attr.type="string"/>
<key id="r" for="node" attr.name="role" attr.type="string"/>
<graph edgedefault="undirected"><node id="x"/><node id="y"><data key="r">router</data></node>
<edge source="x" target="y"><data key="d">5ms</data></edge></graph></graphml>)");
    const auto outcome = RunApart("check --dot user.json net.graphml");
    EXPECT_EQ(outcome.status, 0) << outcome.errors;
    EXPECT_TRUE(IsGraphviz(outcome.output));
    for (const auto* line : {R"(digraph "user" {)",
                             R"(    "a" [label="a\n1 s", style=bold])",
                             R"(    "b" [label="b\nftp", shape=box])",
                             R"(    "a" -> "b" [label="p=0.25"])",
                             R"(    "b" -> "c" [label="p=1", style=dashed])",
                             R"(graph "net.graphml" {)",
                             R"(    "x" [shape=box])",
                             "    \"y\"\n",
                             R"(    "x" -- "y" [label="5 ms"])"})
    {
        EXPECT_NE(outcome.output.find(line), std::string::npos) << line << "\n" << outcome.output;
    }
}

TEST_F(CheckCommandTest, DotRefusesWhatIsNoGraph)
{
    Write("sizes.txt", "0 0\n1000 1\n");
    const auto outcome = RunApart("check --dot sizes.txt");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.errors.rfind("sizes.txt: there is no graph in such a file", 0), 0U)
        << outcome.errors;
}

TEST_F(CheckCommandTest, DotQuotesWhatIdsMayHold)
{
    Write("odd.graphml", R"(<graphml>
<key id="u" for="node" attr.name="socksusername" attr.type="string"/>
<key id="t" for="node" attr.name="time" attr.type="string"/>
<graph edgedefault="undirected"><node id="start &quot;a\"><data key="u">a
"b"\n</data></node><node id="pause; {x} -&gt; y"><data key="t">1</data></node>
<edge source="start &quot;a\" target="pause; {x} -&gt; y"/></graph></graphml>)");
    const auto outcome = RunApart("check --dot odd.graphml");
    EXPECT_EQ(outcome.status, 0) << outcome.errors;
    EXPECT_TRUE(IsGraphviz(outcome.output)) << outcome.output;
    EXPECT_NE(outcome.output.find(R"("start \"a\\" -> "pause; {x} -> y" [label="", dir=both])"),
              std::string::npos)
        << outcome.output;
    EXPECT_NE(outcome.output.find(R"(socksusername=a\n\"b\"\\n"])"), std::string::npos)
        << outcome.output;
}

TEST_F(CheckCommandTest, DotStillTellsWhatIsBad)
{
    const auto outcome = RunApart("check --dot bad-model.graphml server.graphml");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_TRUE(IsGraphviz(outcome.output));
    EXPECT_NE(outcome.errors.find("bad-model.graphml:19: "), std::string::npos);
}

// Walks

/// What a walk of so many steps should print.
std::string
PrintWalk(const std::string& graphml, uint32_t seed, int steps)
{
    TgenMarkovWalk walk(TgenMarkovModel::Parse(graphml, "m"), seed);
    std::string text;
    for (int i = 0; i < steps; ++i)
    {
        const auto [observation, delay] = walk.Next();
        text += observation == Observation::TO_SERVER   ? "+"
                : observation == Observation::TO_ORIGIN ? "-"
                                                        : "F";
        text += " " + std::to_string(delay) + "\n";
        if (observation == Observation::END)
        {
            walk.Reset();
        }
    }
    return text;
}

TEST_F(CheckCommandTest, WalkPrintsStepsAndBeginsAnewAfterF)
{
    const auto outcome = RunApart("check model.graphml --walk 5000 --seed 77");
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.errors, "");
    EXPECT_EQ(outcome.output, PrintWalk(MODEL, 77, 5000));
    EXPECT_NE(outcome.output.find("F 7\n+ "), std::string::npos);
}

TEST_F(CheckCommandTest, WalkHasSeed1UnlessToldOtherwise)
{
    const auto walk = RunApart("check --walk 100 model.graphml").output;
    EXPECT_EQ(walk, PrintWalk(MODEL, 1, 100));
    EXPECT_EQ(RunApart("check model.graphml --seed 1 --walk 100").output, walk);
    EXPECT_EQ(RunApart("check model.graphml --seed 4294967295 --walk 100").output,
              PrintWalk(MODEL, 4294967295, 100));
    EXPECT_EQ(RunApart("check --walk 0 model.graphml").output, "");
}

TEST_F(CheckCommandTest, WalkTakesModelsOfTheOldVersion)
{
    const auto outcome = RunApart("check old-model.graphml --walk 1000");
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(SplitLines(outcome.output).size(), 1000U);
}

TEST_F(CheckCommandTest, WalkThatNowhereEndsGoesOnWhereThereIsNoWayOn)
{
    Write("dead.graphml",
          Graphml(NODES + Transition("s", "w") + Emission("w", "p", "1", UpTo("9"))));
    const auto lines = SplitLines(RunApart("check dead.graphml --walk 6").output);
    ASSERT_EQ(lines.size(), 6U);
    for (int i = 0; i < 6; i += 2)
    {
        EXPECT_EQ(lines[i].front(), '+');
        EXPECT_EQ(lines[i + 1], "F 0");
    }
}

class CheckCommandReference : public CheckCommandTest,
                              public testing::WithParamInterface<const char*>
{
};

TEST_P(CheckCommandReference, WalkIsThatOfTheRealProgram)
{
    const std::string name = GetParam();
    SKIP_WITHOUT_TEST_DATA("tgen/expected/" + name + "-123");
    const auto model = "'" + GetTestDataPath("tgen/configs/" + name + ".mmodel.graphml") + "'";
    const auto outcome = RunApart("check " + model + " --walk 100000 --seed 123");
    EXPECT_EQ(outcome.status, 0);
    std::istringstream walked(outcome.output);
    std::istringstream expected(ReadFileBytes(GetTestDataPath("tgen/expected/" + name + "-123")));
    std::string observation;
    uint64_t delay;
    uint64_t expectedDelay;
    int count = 0;
    while (expected >> expectedDelay)
    {
        ++count;
        ASSERT_TRUE(walked >> observation >> delay) << "in line " << count;
        ASSERT_EQ(observation, "+") << "in line " << count;
        ASSERT_EQ(delay, expectedDelay) << "in line " << count;
    }
    EXPECT_EQ(count, 100000);
    EXPECT_FALSE(walked >> observation);
}

INSTANTIATE_TEST_SUITE_P(Models,
                         CheckCommandReference,
                         testing::Values("normal", "lognormal", "exponential", "pareto"));

struct ReferenceRow
{
    const char* model;
    uint32_t seed;
    const char* steps; //!< "E" is an F, whatever its delay
};

class CheckCommandReferenceRow : public CheckCommandTest,
                                 public testing::WithParamInterface<ReferenceRow>
{
};

TEST_P(CheckCommandReferenceRow, WalkIsThatOfTheRealProgram)
{
    const auto& [model, seed, steps] = GetParam();
    const auto file = GetTestDataPath("tgen/configs/" + std::string(model) + ".graphml");
    SKIP_WITHOUT_TEST_DATA("tgen/configs/" + std::string(model) + ".graphml");
    std::istringstream words(steps);
    std::vector<std::string> expected;
    for (std::string word; words >> word;)
    {
        expected.push_back(word);
    }
    const auto outcome = RunApart("check '" + file + "' --walk " + std::to_string(expected.size()) +
                                  " --seed " + std::to_string(seed));
    std::vector<std::string> walked;
    for (const auto& line : SplitLines(outcome.output))
    {
        walked.push_back(line.front() == 'F' ? "E" : line.front() + line.substr(2));
    }
    EXPECT_EQ(walked, expected);
}

INSTANTIATE_TEST_SUITE_P(
    Models,
    CheckCommandReferenceRow,
    testing::Values(
        ReferenceRow{"normal.mmodel", 123, "+23 +13 +21 +18 +18 +20 +26 +32 +42 +14"},
        ReferenceRow{"normal.mmodel", 321, "+16 +22 +17 +16 +33 +31 +30 +37 +13 +37"},
        ReferenceRow{"lognormal.mmodel", 123, "+1 +0 +1 +1 +0 +1 +1 +2 +6 +0"},
        ReferenceRow{"lognormal.mmodel", 321, "+0 +1 +0 +0 +2 +2 +2 +3 +0 +3"},
        ReferenceRow{"exponential.mmodel", 123, "+0 +0 +2 +1 +1 +2 +1 +1 +1 +0"},
        ReferenceRow{"exponential.mmodel", 321, "+1 +1 +0 +1 +1 +1 +1 +0 +0 +1"},
        ReferenceRow{"pareto.mmodel", 123, "+1 +1 +7 +3 +2 +12 +3 +3 +3 +1"},
        ReferenceRow{"pareto.mmodel", 321, "+2 +3 +1 +3 +2 +2 +3 +1 +1 +2"},
        ReferenceRow{"delayed.packetmodel",
                     123,
                     "-1057 -710 +5618 +3219 +1489 -7086 -3461 +2937 +2812 +762 -4998 -333"},
        ReferenceRow{"delayed.packetmodel",
                     12345,
                     "-9214 +128 +2811 +10342 -612 +1675 -615 -1056 +3270 +2890 +560 +270"},
        ReferenceRow{"delayed.streammodel",
                     123,
                     "+9337394 +5320235 +8264685 +7238485 E +8057003 +10545186 +12797657 "
                     "+16972866 +5486233"},
        ReferenceRow{"delayed.streammodel",
                     12345,
                     "+14693391 +14411550 +11882186 +8173788 +12244819 +7938175 +9513878 "
                     "+9138105 +12048677 +12062073"},
        ReferenceRow{"delayed.flowmodel",
                     123,
                     "+28343484 +18300587 +25661711 +23096212 E +25142506 +31362964 +36994141 E "
                     "+18715581"},
        ReferenceRow{"delayed.flowmodel",
                     12345,
                     "E +41028876 E E +35612047 +24845438 +28784694 E +35121694 +35155184"}));

// Misuse

TEST_F(CheckCommandTest, MisuseIsOneLineAndStatus2)
{
    for (const auto* arguments : {"check model.graphml model.graphml --walk 5",
                                  "check model.graphml --seed 5",
                                  "check --dot model.graphml --seed 5",
                                  "check model.graphml --walk many",
                                  "check model.graphml --walk 5.5",
                                  "check model.graphml --walk 0x5",
                                  "check model.graphml --walk=-1",
                                  "check model.graphml --walk 18446744073709551616",
                                  "check model.graphml --walk 5 --seed 4294967296",
                                  "check model.graphml --walk 5 --seed x",
                                  "check model.graphml --walk 5 --dot"})
    {
        const auto outcome = RunApart(arguments);
        EXPECT_EQ(outcome.status, 2) << arguments;
        EXPECT_EQ(outcome.output, "") << arguments;
        EXPECT_EQ(SplitLines(outcome.errors).size(), 1U) << arguments << "\n" << outcome.errors;
        EXPECT_EQ(outcome.errors.rfind("command line: --", 0), 0U) << outcome.errors;
    }
    for (const auto* arguments :
         {"check", "check --walk 5", "check model.graphml --walk=", "check model.graphml --fly"})
    {
        const auto outcome = RunApart(arguments);
        EXPECT_EQ(outcome.status, 2) << arguments;
        EXPECT_NE(outcome.errors, "") << arguments;
    }
}

TEST_F(CheckCommandTest, NoWalkThroughWhatIsNoGoodModel)
{
    for (const auto& [file, problem] : {std::pair{"client.graphml", "client.graphml:8: "},
                                        {"scenario.json", "scenario.json: "},
                                        {"missing.graphml", "missing.graphml: "},
                                        {"bad-model.graphml", "bad-model.graphml:19: "}})
    {
        const auto outcome = RunApart(std::string("check --walk 5 ") + file);
        EXPECT_EQ(outcome.status, 2) << file;
        EXPECT_EQ(outcome.output, "") << file;
        EXPECT_EQ(outcome.errors.rfind(problem, 0), 0U) << outcome.errors;
    }
}

// Where output goes

TEST_F(CheckCommandTest, AFullDiskIsAFailure)
{
    if (!std::filesystem::exists("/dev/full"))
    {
        GTEST_SKIP() << "there is no /dev/full";
    }
    for (const auto* arguments : {"check server.graphml > /dev/full",
                                  "check --dot server.graphml > /dev/full",
                                  "check model.graphml --walk 1 > /dev/full",
                                  "check model.graphml --walk 100000000000 > /dev/full"})
    {
        const auto outcome = RunApart(arguments);
        EXPECT_EQ(outcome.status, 1) << arguments;
        EXPECT_EQ(SplitLines(outcome.errors).size(), 1U) << arguments << "\n" << outcome.errors;
    }
}

TEST_F(CheckCommandTest, AReaderThatLeavesIsAFailure)
{
    const auto outcome = RunApart("check model.graphml --walk 100000000000", 1);
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(SplitLines(outcome.errors).size(), 1U) << outcome.errors;
}

} // namespace
