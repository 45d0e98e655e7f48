/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "action-graph-config.h"
#include "input-problems.h"
#include "test-data.h"

#include "ns3/tgen-action-graph.h"
#include "ns3/tgen-markov-model.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>

using namespace ns3;

namespace
{

using Attributes = ActionGraphConfig::Attributes;

/// start, then what stands between, then end; with peers and a limit.
ActionGraphConfig
Through(const std::string& id, const Attributes& attributes = {}, const Attributes& start = {})
{
    Attributes withPeers = start;
    withPeers.emplace("peers", "a:1");
    return ActionGraphConfig()
        .Node("start", withPeers)
        .Node(id, attributes)
        .Node("end", {{"count", "1"}})
        .Edge("start", id)
        .Edge(id, "end");
}

/// @return the targets of a vertex' exits
std::vector<std::size_t>
Targets(const std::shared_ptr<const TgenActionGraph>& graph, std::size_t vertex)
{
    std::vector<std::size_t> targets;
    for (const auto& exit : graph->GetExits(vertex))
    {
        targets.push_back(exit.target);
    }
    return targets;
}

} // namespace

TEST(TgenActionGraph, TheActionIsTheFirstWordFoundAnywhereInTheId)
{
    const std::map<std::string, TgenAction> actions{{"stream", TgenAction::STREAM},
                                                    {"stream7", TgenAction::STREAM},
                                                    {"mystream", TgenAction::STREAM},
                                                    {"flow", TgenAction::FLOW},
                                                    {"trafficflow", TgenAction::FLOW},
                                                    {"traffic", TgenAction::TRAFFIC},
                                                    {"pause_stream", TgenAction::PAUSE},
                                                    {"stream_send0", TgenAction::END},
                                                    {"sendstream", TgenAction::END},
                                                    {"stream-backend", TgenAction::END},
                                                    {"weekend", TgenAction::END}};
    for (const auto& [id, action] : actions)
    {
        EXPECT_EQ((*Through(id).Load())[1].action, action) << id;
    }
    for (const char* id : {"Stream", "STREAM", "x", "Transfer", "flo"})
    {
        EXPECT_EQ(Through(id).Problems(),
                  "c:4: vertex \"" + std::string(id) +
                      "\" names no action (an id that begins with start, end, pause, stream, flow "
                      "or traffic, in lower case)");
    }
    EXPECT_EQ(Through("sendstream").Warnings(),
              "c:4: the action of vertex \"sendstream\" is end, because its id contains that word "
              "(an id that begins with its action)");
    EXPECT_EQ(Through("stream 1").Warnings(),
              "c:4: the id \"stream 1\" breaks stream headers and log lines (an id without blanks, "
              "commas and brackets)");
    EXPECT_STREQ(TgenActionName(TgenAction::TRAFFIC), "traffic");
}

TEST(TgenActionGraph, DefaultsWhereNothingIsSet)
{
    const auto graph = Through("stream").Load();
    EXPECT_EQ(graph->GetFile(), "c");
    EXPECT_EQ(graph->GetNVertices(), 3U);
    EXPECT_EQ(graph->GetNEdges(), 2U);
    EXPECT_EQ(graph->GetStart(), 0U);
    const auto& start = graph->GetStartOptions();
    EXPECT_FALSE(start.serverPort);
    EXPECT_EQ(start.delay, Seconds(0));
    EXPECT_EQ(start.heartbeat, Seconds(1));
    EXPECT_EQ(start.logLevel, "message");
    for (const std::size_t vertex : {0, 1})
    {
        const auto& options = (*graph)[vertex].stream;
        EXPECT_FALSE(options.flowModelPath || options.streamModelPath || options.packetModelPath);
        EXPECT_FALSE(options.packetModelByPath);
        EXPECT_FALSE(options.markovModelSeed || options.socksAuthSeed);
        EXPECT_EQ(options.seedOwner, -1);
        EXPECT_FALSE(options.sendSize || options.recvSize);
        EXPECT_FALSE(options.socksUsername || options.socksPassword);
        EXPECT_TRUE(options.socksProxies.empty());
        ASSERT_EQ(options.peers.size(), 1U);
        EXPECT_EQ(options.peers[0].name, "a");
        EXPECT_EQ(options.timeout, Seconds(0));
        EXPECT_EQ(options.stallout, Seconds(30));
    }
    const auto& end = (*graph)[2];
    EXPECT_EQ(end.line, 5);
    EXPECT_EQ(end.endCount, 1U);
    EXPECT_FALSE(end.endTime || end.endSendSize || end.endRecvSize);
    EXPECT_TRUE(graph->GetWarnings().empty());
}

TEST(TgenActionGraph, ReadsWhatStartSays)
{
    const auto graph = Through("pause",
                               {{"time", "1500 ns,2 ms"}},
                               {{"serverport", "70000"},
                                {"time", "2 seconds"},
                                {"heartbeat", "0"},
                                {"loglevel", "DeBug"}})
                           .Load();
    const auto& start = graph->GetStartOptions();
    EXPECT_EQ(start.serverPort, 65535); // clamped
    EXPECT_EQ(start.delay, Seconds(2));
    EXPECT_EQ(start.heartbeat, Seconds(0));
    EXPECT_EQ(start.logLevel, "debug");
    // Whole microseconds.
    EXPECT_EQ((*graph)[1].pauseTimes, (std::vector<Time>{MicroSeconds(1), MilliSeconds(2)}));
}

TEST(TgenActionGraph, OwnValuesComeBeforeThoseOfStart)
{
    const Attributes start{{"peers", "a:1,b:2"},
                           {"sendsize", "1 kib"},
                           {"recvsize", "2 kib"},
                           {"timeout", "5"},
                           {"stallout", "6"},
                           {"socksproxy", "p:9050"},
                           {"socksusername", "u"},
                           {"sockspassword", "w"},
                           {"socksauthseed", "3"},
                           {"packetmodelmode", "PATH"},
                           {"markovmodelseed", "4"}};
    const Attributes own{{"peers", "c:3"},
                         {"sendsize", "0"},
                         {"recvsize", ""}, // unset
                         {"stallout", "0"},
                         {"packetmodelmode", "graphml"},
                         {"markovmodelseed", "5000000000"}};
    // The order of the vertices does not matter.
    const auto graph = ActionGraphConfig()
                           .Node("stream", own)
                           .Node("flow")
                           .Node("start", start)
                           .Edge("start", "stream")
                           .Edge("stream", "flow")
                           .Load();
    const auto& stream = (*graph)[0].stream;
    EXPECT_EQ(stream.peers.size(), 1U);
    EXPECT_EQ(stream.peers[0].name, "c");
    EXPECT_EQ(stream.sendSize, 0U);
    EXPECT_EQ(stream.recvSize, 2048U);
    EXPECT_EQ(stream.timeout, Seconds(5));
    EXPECT_EQ(stream.stallout, Seconds(0));
    EXPECT_EQ(stream.socksProxies.at(0).port, 9050);
    EXPECT_EQ(stream.socksUsername, "u");
    EXPECT_EQ(stream.socksPassword, "w");
    EXPECT_EQ(stream.socksAuthSeed, 3U);
    EXPECT_FALSE(stream.packetModelByPath);
    EXPECT_EQ(stream.markovModelSeed, UINT32_MAX); // clamped
    EXPECT_EQ(stream.seedOwner, 0);
    const auto& flow = (*graph)[1].stream;
    EXPECT_EQ(flow.peers.size(), 2U);
    EXPECT_EQ(flow.sendSize, 1024U);
    EXPECT_TRUE(flow.packetModelByPath);
    EXPECT_EQ(flow.markovModelSeed, 4U);
    EXPECT_EQ(flow.seedOwner, 2);
    EXPECT_EQ(graph->GetStart(), 2U);
}

TEST(TgenActionGraph, ReadsTheLimitsOfAnEnd)
{
    const auto graph = ActionGraphConfig()
                           .Node("start")
                           .Node("end",
                                 {{"time", "2 minutes"},
                                  {"count", "0"},
                                  {"sendsize", "1 GiB"},
                                  {"recvsize", "1 gb"}})
                           .Edge("start", "end")
                           .Load();
    const auto& end = (*graph)[1];
    EXPECT_EQ(end.endTime, Seconds(120));
    EXPECT_EQ(end.endCount, 0U);
    EXPECT_EQ(end.endSendSize, 1ULL << 30);
    EXPECT_EQ(end.endRecvSize, 1'000'000'000U);
}

TEST(TgenActionGraph, IgnoresWhatTheActionDoesNotUse)
{
    EXPECT_EQ(Through("pause", {{"time", "1"}, {"peers", "bad"}, {"sendsize", "bad"}}).Problems(),
              "");
    EXPECT_EQ(Through("stream", {{"time", "bad"}, {"flowmodelpath", "/nowhere"}}).Problems(), "");
    EXPECT_EQ(Through("flow", {{"flowmodelpath", "/nowhere"}}).Problems(), "");
    EXPECT_EQ(Through("stream", {}, {{"count", "bad"}}).Problems(), "");
}

TEST(TgenActionGraph, ExitsGoByTargetNumberThenByPlaceInTheFile)
{
    // "pauseC" is mentioned before all others.
    const auto graph = ActionGraphConfig()
                           .Edge("pauseC", "start", "1")
                           .Node("pauseA", {{"time", "1"}})
                           .Node("start")
                           .Node("pauseC", {{"time", "1"}})
                           .Node("pauseB", {{"time", "1"}})
                           .Edge("start", "pauseB")
                           .Edge("start", "pauseA", "2")
                           .Edge("start", "pauseC", "3")
                           .Edge("start", "pauseA", "1")
                           .Edge("pauseB", "pauseB")
                           .Load();
    EXPECT_EQ((*graph)[0].id, "pauseC");
    EXPECT_EQ((*graph)[1].id, "start");
    EXPECT_EQ((*graph)[2].id, "pauseA");
    EXPECT_EQ((*graph)[3].id, "pauseB");
    const auto& exits = graph->GetExits(1);
    EXPECT_EQ(Targets(graph, 1), (std::vector<std::size_t>{0, 2, 2, 3}));
    EXPECT_EQ(exits[0].weight, 3.0);
    EXPECT_EQ(exits[1].weight, 2.0);
    EXPECT_EQ(exits[2].weight, 1.0);
    EXPECT_FALSE(exits[3].weight);
    EXPECT_EQ(graph->GetInDegree(2), 2U);
    EXPECT_EQ(graph->GetInDegree(3), 2U); // its self-loop counts
    EXPECT_EQ(graph->GetWarnings(),
              (std::vector<std::string>{"c:5: edges from \"start\" to \"pauseA\" differ in weight: "
                                        "TGen gives all the weight of one of them"}));
}

TEST(TgenActionGraph, EdgesOfAnUndirectedGraphLeadBothWays)
{
    const auto config = Through("stream").Undirected();
    const auto graph = config.Load();
    EXPECT_EQ(Targets(graph, 0), (std::vector<std::size_t>{1}));
    EXPECT_EQ(Targets(graph, 1), (std::vector<std::size_t>{0, 2}));
    EXPECT_EQ(Targets(graph, 2), (std::vector<std::size_t>{1}));
    EXPECT_EQ(config.Warnings(),
              "c:2: the graph is undirected: each edge leads both ways (edgedefault=\"directed\")");
}

TEST(TgenActionGraph, AStartAloneIsAServer)
{
    const auto graph = ActionGraphConfig().Node("start", {{"serverport", "8888"}}).Load();
    EXPECT_EQ(graph->GetNEdges(), 0U);
    EXPECT_EQ(graph->GetStartOptions().serverPort, 8888);
    EXPECT_EQ(ActionGraphConfig().Node("start", {{"serverport", "http"}}).Warnings(),
              "c:3: serverport is 0 (a port from 1)");
}

TEST(TgenActionGraph, RefusesAttributesThatTgenDoesNotKnow)
{
    EXPECT_EQ(ActionGraphConfig().Node("start").Declare("node", "bogus").Problems(),
              "c:1: unknown vertex attribute \"bogus\" (one of: serverport, time, heartbeat, "
              "loglevel, flowmodelpath, streammodelpath, packetmodelpath, packetmodelmode, "
              "markovmodelseed, peers, socksproxy, socksusername, sockspassword, socksauthseed, "
              "sendsize, recvsize, timeout, stallout, count)");
    EXPECT_NE(ActionGraphConfig()
                  .Node("start")
                  .Declare("node", "sendsise")
                  .Problems()
                  .find("did you mean \"sendsize\"?"),
              std::string::npos);
    EXPECT_EQ(ActionGraphConfig().Node("start").Declare("edge", "peers").Problems(),
              "c:1: unknown edge attribute \"peers\" (one of: weight)");
    EXPECT_EQ(ActionGraphConfig().Node("start").Declare("graph", "bogus").Problems(), "");
    EXPECT_EQ(ActionGraphConfig().Node("start").Declare("all", "peers").Problems(), "");
    EXPECT_EQ(ActionGraphConfig().Node("start").Declare("node", "id").Problems(), "");
}

TEST(TgenActionGraph, NamesInTheWrongCaseAreKnownButNotSeen)
{
    const auto config = ActionGraphConfig().Node("start", {{"ServerPort", "8888"}});
    EXPECT_FALSE(config.Load()->GetStartOptions().serverPort);
    EXPECT_EQ(config.Warnings(),
              "c:1: the values of attribute \"ServerPort\" are ignored (names in lower case: "
              "serverport)");
}

TEST(TgenActionGraph, NumericTypesAreFine)
{
    auto config = ActionGraphConfig();
    config.Declare("node", "count", "int").Declare("edge", "weight", "double");
    const auto graph =
        config.Node("start").Node("end", {{"count", "3"}}).Edge("start", "end", "0.5").Load();
    EXPECT_EQ((*graph)[1].endCount, 3U);
    EXPECT_EQ(graph->GetExits(0)[0].weight, 0.5);
}

TEST(TgenActionGraph, RefusesGraphsOfTheWrongForm)
{
    EXPECT_EQ(ActionGraphConfig().Node("end").Problems(),
              "c:2: there is no start vertex (one vertex whose id begins with start)");
    EXPECT_EQ(ActionGraphConfig().Problems(),
              "c:2: there is no start vertex (one vertex whose id begins with start)");
    EXPECT_EQ(ActionGraphConfig().Node("start").Node("restart").Edge("start", "restart").Problems(),
              "c:4: a second start vertex, \"restart\" (only one; the first is \"start\" in line "
              "3)");
    EXPECT_EQ(ActionGraphConfig().Node("start").Edge("start", "start").Problems(),
              "c:4: start \"start\" leads to itself");
    EXPECT_EQ(
        ActionGraphConfig().Node("start").Node("end").Node("pause").Edge("pause", "end").Problems(),
        "c:4: the graph is not connected: no edges lead from \"start\" to \"end\", in "
        "whatever direction (one connected graph)");
    // Weakly connected is enough.
    EXPECT_EQ(ActionGraphConfig().Node("start").Node("end").Edge("end", "start").Problems(), "");
}

TEST(TgenActionGraph, RefusesBadValues)
{
    const auto check =
        [](const std::string& id, const Attributes& attributes, const std::string& problem) {
            const std::string name = attributes.begin()->first;
            const auto problems = Through(id, attributes).Problems();
            EXPECT_EQ(problems.rfind("c:4: " + id.substr(0, id.find('2')) + " \"" + id +
                                         "\": " + name + " " + problem,
                                     0),
                      0U)
                << problems;
        };
    check("stream", {{"peers", "localhost"}}, "\"localhost\" is not a peer (host:port, such as");
    check("stream", {{"peers", "a:65536"}}, "\"a:65536\" is not a peer: the port is too large");
    check("stream", {{"peers", ",,"}}, "\",,\" holds no peer");
    check("flow", {{"socksproxy", "a"}}, "\"a\" is not a peer");
    check("stream", {{"sendsize", "10KiB"}}, "\"10KiB\" is not a size (digits, then at most one");
    check("stream", {{"recvsize", "1 parsec"}}, "\"1 parsec\" is not a size");
    check("traffic", {{"sendsize", "0 kb"}}, "\"0 kb\" is not a size");
    check("stream", {{"timeout", "5.5"}}, "\"5.5\" is not a time");
    check("stream", {{"stallout", "forever"}}, "\"forever\" is not a time");
    check("stream", {{"packetmodelmode", "xml"}}, "\"xml\" is unknown (one of: path, graphml)");
    check("stream", {{"packetmodelpath", "/nowhere"}}, "\"/nowhere\" does not exist (a file");
    check("flow", {{"streammodelpath", "nowhere"}}, "\"nowhere\" does not exist");
    check("traffic", {{"flowmodelpath", "nowhere"}}, "\"nowhere\" does not exist");
    check("pause", {{"time", "1,,2"}}, "\"1,,2\" is not a list of times");
    check("pause", {{"time", "1, 2"}}, "\" 2\" is not a time");
    check("end2", {{"sendsize", "x"}}, "\"x\" is not a size");
    check("end2", {{"time", "x"}}, "\"x\" is not a time");
    EXPECT_EQ(Through("pause", {{"time", "1"}}, {{"loglevel", "verbose"}}).Problems(),
              "c:3: start \"start\": loglevel \"verbose\" is unknown (one of: error, critical, "
              "warning, message, info, debug)");
    EXPECT_NE(Through("pause", {{"time", "1"}}, {{"heartbeat", "1s"}}).Problems(), "");
    EXPECT_NE(Through("pause", {{"time", "1"}}, {{"time", "1,2"}}).Problems(), "");
    EXPECT_NE(Through("pause", {{"time", "1"}}, {{"flowmodelpath", "nowhere"}}).Problems(), "");
}

TEST(TgenActionGraph, StreamsNeedPeers)
{
    const auto problem = [](const std::string& id) {
        return ActionGraphConfig().Node("start").Node(id).Edge("start", id);
    };
    EXPECT_EQ(problem("stream").Problems(),
              "c:4: stream \"stream\" has no peers (peers in the start vertex or in every stream "
              "vertex)");
    EXPECT_EQ(problem("flow").Warnings(),
              "c:4: flow \"flow\" has no peers: all its streams fail (peers here or in the start "
              "vertex)");
    EXPECT_EQ(problem("traffic").Problems(), "");
    EXPECT_EQ(ActionGraphConfig()
                  .Node("start")
                  .Node("stream", {{"peers", "a:1"}})
                  .Edge("start", "stream")
                  .Problems(),
              "");
}

TEST(TgenActionGraph, Weights)
{
    const auto weighted = [](const std::string& first, const std::string& second) {
        return ActionGraphConfig()
            .Node("start")
            .Node("pause1", {{"time", "1"}})
            .Node("pause2", {{"time", "1"}})
            .Edge("start", "pause1", first)
            .Edge("start", "pause2", second);
    };
    const auto graph = weighted(" 0.25x", "1e3").Load();
    EXPECT_EQ(graph->GetExits(0)[0].weight, 0.25);
    EXPECT_EQ(graph->GetExits(0)[1].weight, 1000.0);
    EXPECT_EQ(weighted("much", "1").Warnings(),
              "c:6: weight \"much\" is not a number (it counts as 0.000000)");
    EXPECT_EQ(weighted("0", "1").Problems(), "");
    EXPECT_FALSE(weighted("", "1").Load()->GetExits(0)[0].weight);
    EXPECT_EQ(weighted("-1", "2").Problems(),
              "c:6: weight \"-1\" is refused (a number of at least 0)");
    EXPECT_NE(weighted("nan", "1").Problems(), "");
    EXPECT_NE(weighted("inf", "1").Problems(), "");
    EXPECT_NE(weighted("1e999", "1").Problems(), "");
    EXPECT_NE(weighted("1e308", "1e308").Problems(), "");
    EXPECT_EQ(weighted("0", "0").Problems(),
              "c:3: the weights of the edges from \"start\" add up to 0 (a positive sum)");
    // Not even beside an edge that is always followed.
    EXPECT_NE(weighted("0", "").Problems(), "");
}

TEST(TgenActionGraph, PausesThatAreNeverReached)
{
    EXPECT_EQ(ActionGraphConfig().Node("start").Node("pause").Edge("pause", "start").Warnings(),
              "c:4: pause \"pause\" is never reached (an edge to it)");
}

TEST(TgenActionGraph, ReportsAllProblemsTogether)
{
    EXPECT_EQ(ActionGraphConfig()
                  .Node("start", {{"time", "x"}, {"loglevel", "loud"}})
                  .Node("Stream")
                  .Node("stream", {{"sendsize", "1.5"}})
                  .Edge("start", "stream", "-1")
                  .Problems(),
              "c:3: start \"start\": time \"x\" is not a time (digits, then at most one blank and "
              "a unit, such as 10 or 500 ms)\n"
              "c:3: start \"start\": loglevel \"loud\" is unknown (one of: error, critical, "
              "warning, message, info, debug)\n"
              "c:4: vertex \"Stream\" names no action (an id that begins with start, end, pause, "
              "stream, flow or traffic, in lower case)\n"
              "c:4: the graph is not connected: no edges lead from \"start\" to \"Stream\", in "
              "whatever direction (one connected graph)\n"
              "c:5: stream \"stream\": sendsize \"1.5\" is not a size (digits, then at most one "
              "blank and a unit, such as 10240 or 10 KiB)\n"
              "c:5: stream \"stream\" has no peers (peers in the start vertex or in every stream "
              "vertex)\n"
              "c:6: weight \"-1\" is refused (a number of at least 0)");
}

namespace
{

/// A model whose one emission has normal delays of this mean, in microseconds.
std::string
ModelText(const std::string& meanDelay)
{
    return "<graphml><key id=\"n\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>"
           "<key id=\"t\" for=\"all\" attr.name=\"type\" attr.type=\"string\"/>"
           "<key id=\"w\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>"
           "<key id=\"d\" for=\"edge\" attr.name=\"distribution\" attr.type=\"string\"/>"
           "<key id=\"l\" for=\"edge\" attr.name=\"param_location\" attr.type=\"double\"/>"
           "<key id=\"s\" for=\"edge\" attr.name=\"param_scale\" attr.type=\"double\"/>"
           "<graph edgedefault=\"directed\">"
           "<node id=\"0\"><data key=\"n\">start</data><data key=\"t\">state</data></node>"
           "<node id=\"1\"><data key=\"n\">s</data><data key=\"t\">state</data></node>"
           "<node id=\"2\"><data key=\"n\">+</data><data key=\"t\">observation</data></node>"
           "<edge source=\"0\" target=\"1\"><data key=\"t\">transition</data>"
           "<data key=\"w\">1</data></edge>"
           "<edge source=\"1\" target=\"1\"><data key=\"t\">transition</data>"
           "<data key=\"w\">1</data></edge>"
           "<edge source=\"1\" target=\"2\"><data key=\"t\">emission</data>"
           "<data key=\"w\">1</data><data key=\"d\">normal</data>"
           "<data key=\"l\">" +
           meanDelay +
           "</data><data key=\"s\">0</data></edge>"
           "</graph></graphml>";
}

} // namespace

TEST(TgenActionGraph, ModelsAreLookedForBesideTheFile)
{
    const TemporaryFile model("models/m.graphml", ModelText("1000"));
    const TemporaryFile config(
        "c.graphml",
        Through("traffic",
                {{"flowmodelpath", "models/m.graphml"}, {"streammodelpath", model.GetPath()}},
                {{"packetmodelpath", "models/m.graphml"}})
            .ToText());
    const auto graph = TgenActionGraph::Load(config.GetPath());
    const auto& options = (*graph)[1].stream;
    EXPECT_EQ(options.flowModelPath, "models/m.graphml") << "as written";
    EXPECT_EQ(options.streamModelPath, model.GetPath());
    EXPECT_EQ(options.packetModelPath, "models/m.graphml");
    for (const auto& path : {std::string("models/m.graphml"), model.GetPath()})
    {
        EXPECT_EQ(graph->GetModel(path)->GetName(), "m.graphml");
    }
    EXPECT_TRUE(graph->GetWarnings().empty());
}

TEST(TgenActionGraph, FilesAreFoundBesideTheConfigOrElseInTheWorkingDirectory)
{
    const TemporaryFile beside("dir/both.graphml", "<");
    const TemporaryFile config("dir/c.graphml", ActionGraphConfig().Node("start").ToText());
    const auto graph = TgenActionGraph::Load(config.GetPath());
    EXPECT_EQ(graph->FindFile("both.graphml"), beside.GetPath());
    EXPECT_EQ(graph->FindFile(beside.GetPath()), beside.GetPath());
    EXPECT_EQ(graph->FindFile("nowhere.graphml"), std::nullopt);

    const auto old = std::filesystem::current_path();
    std::filesystem::current_path(
        std::filesystem::path(beside.GetPath()).parent_path().parent_path());
    const TemporaryFile here("here.graphml", "<");
    const TemporaryFile both("both.graphml", "<");
    EXPECT_EQ(graph->FindFile("here.graphml"), "here.graphml");
    EXPECT_EQ(graph->FindFile("both.graphml"), beside.GetPath()) << "beside the config first";
    std::filesystem::current_path(old);
}

TEST(TgenActionGraph, StreamsAndFlowsTakeOverOnlyTheModelsTheyUse)
{
    const TemporaryFile model("m.graphml", ModelText("1000"));
    const Attributes start{{"peers", "a:1"},
                           {"flowmodelpath", model.GetPath()},
                           {"streammodelpath", model.GetPath()},
                           {"packetmodelpath", model.GetPath()}};
    const auto flow = Through("flow", {}, start).Load();
    EXPECT_FALSE((*flow)[1].stream.flowModelPath);
    EXPECT_TRUE((*flow)[1].stream.streamModelPath);
    EXPECT_TRUE((*flow)[1].stream.packetModelPath);
    const auto stream = Through("stream", {}, start).Load();
    EXPECT_FALSE((*stream)[1].stream.streamModelPath);
    EXPECT_TRUE((*stream)[1].stream.packetModelPath);
}

TEST(TgenActionGraph, BadModelsAreProblemsOfTheConfig)
{
    const TemporaryFile model("m.graphml", "<graphml/>");
    const auto problems = Through("flow",
                                  {{"packetmodelpath", model.GetPath()}},
                                  {{"streammodelpath", model.GetPath()}})
                              .Problems();
    EXPECT_EQ(problems.rfind(model.GetPath() + ":1: ", 0), 0U) << problems;
    EXPECT_EQ(std::count(problems.begin(), problems.end(), '\n'), 0) << problems; // once
    EXPECT_NE(Through("stream", {{"packetmodelpath", "/"}}).Problems(), "");
}

TEST(TgenActionGraph, WarnsOfModelsThatOutlastTheStallout)
{
    const TemporaryFile model("m.graphml", ModelText("40000000"));
    const auto warnings = [&](const std::string& stallout) {
        return Through("stream", {{"packetmodelpath", model.GetPath()}, {"stallout", stallout}})
            .Warnings();
    };
    EXPECT_EQ(warnings(""),
              "c:4: stream \"stream\": the delays of its packet model are longer than its stallout "
              "(a larger stallout, or 0 for none)");
    EXPECT_EQ(warnings("41"), "");
    EXPECT_EQ(warnings("0"), "");
}

TEST(TgenActionGraph, WarnsOfModelsThatLeaveASideWithNothingToSend)
{
    auto text = ModelText("1000");
    const TemporaryFile toServer("server.graphml", text);
    text.replace(text.find(">+<"), 3, ">-<");
    const TemporaryFile toClient("client.graphml", text);
    const auto warnings = [](const TemporaryFile& model, const Attributes& sizes) {
        auto attributes = sizes;
        attributes.emplace("packetmodelpath", model.GetPath());
        return Through("stream", attributes).Warnings();
    };
    EXPECT_EQ(warnings(toServer, {{"recvsize", "1"}}),
              "c:4: stream \"stream\": its packet model never sends to the client, so that all its "
              "streams fail (a packet model that shows -, or no recvsize)");
    EXPECT_EQ(warnings(toClient, {{"sendsize", "1"}}),
              "c:4: stream \"stream\": its packet model never sends to the server, so that all its "
              "streams fail (a packet model that shows +, or no sendsize)");
    EXPECT_EQ(warnings(toServer, {{"sendsize", "1"}, {"recvsize", "0"}}), "");
    EXPECT_EQ(warnings(toClient, {{"sendsize", "0"}, {"recvsize", "1"}}), "");
    EXPECT_EQ(warnings(toServer, {}), "");
}

TEST(TgenActionGraph, WarnsOfPathsThatBreakTheHeader)
{
    const TemporaryFile model("a model.graphml", ModelText("1000"));
    const auto warnings = [&](const std::string& mode) {
        return Through("stream", {{"packetmodelpath", model.GetPath()}, {"packetmodelmode", mode}})
            .Warnings();
    };
    EXPECT_NE(warnings("path").find("breaks stream headers"), std::string::npos);
    EXPECT_EQ(warnings("graphml"), "");
}

TEST(TgenActionGraph, LoadsTheStockConfigs)
{
    SKIP_WITHOUT_TEST_DATA("tgen/configs");
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(GetTestDataPath("tgen/configs")))
    {
        const std::string path = entry.path().string();
        if (path.find(".tgenrc.graphml") != std::string::npos)
        {
            EXPECT_EQ(ProblemsOf(
                          [&] { EXPECT_TRUE(TgenActionGraph::Load(path)->GetWarnings().empty()); }),
                      "");
            ++count;
        }
    }
    EXPECT_EQ(count, 7);
    const auto web =
        TgenActionGraph::Load(GetTestDataPath("tgen/configs/client-web.tgenrc.graphml"));
    EXPECT_EQ((*web)[web->GetStart()].id, "start");
    EXPECT_EQ(web->GetInDegree(3), 3U); // pause_sync
    EXPECT_EQ(Targets(web, 2), (std::vector<std::size_t>{5, 6, 7}));
}

TEST(TgenActionGraph, RefusesWhatTheRealProgramRefuses)
{
    SKIP_WITHOUT_TEST_DATA("tgen/rejected");
    const std::map<std::string, std::string> problems{
        {"v_badsize", ":7: stream \"stream\": sendsize \"10KiB\" is not a size"},
        {"v_disconnected", ":7: the graph is not connected"},
        {"v_emptytimelist", ":7: pause \"pause\": time \"1,,2\" is not a list of times"},
        {"v_missingpeers", ":5: stream \"stream\" has no peers"},
        {"v_peernoport", ":5: start \"start\": peers \"localhost\" is not a peer"},
        {"v_twostart", ":5: a second start vertex, \"start2\""},
        {"v_unknownattr", ":3: unknown vertex attribute \"bogus\""},
        {"v_upperid", ":5: vertex \"Stream\" names no action"}};
    for (const auto& [name, problem] : problems)
    {
        const auto path = GetTestDataPath("tgen/rejected/" + name + ".graphml");
        const auto found = ProblemsOf([&] { TgenActionGraph::Load(path); });
        EXPECT_EQ(found.rfind(path + problem, 0), 0U) << found;
    }
}

TEST(TgenActionGraph, LoadsLargeGraphs)
{
    constexpr int SIZE = 100'000;
    std::ostringstream body;
    for (int i = 0; i < SIZE; ++i)
    {
        body << "<node id=\"" << (i == 0 ? "start" : "pause") << i << "\"><data key=\"t\">1,2"
             << (i == 0 ? "</data></node>" : ",3</data></node>");
        body << "<edge source=\"" << (i == 0 ? "start" : "pause") << i << "\" target=\"pause"
             << i + 1 - (i == SIZE - 1 ? 1 : 0) << "\"/>\n";
    }
    std::string text = "<graphml><key id=\"t\" for=\"node\" attr.name=\"time\"/><graph>" +
                       body.str() + "</graph></graphml>";
    text.replace(text.find("1,2<"), 3, "1");
    const auto graph = TgenActionGraph::FromDocument(ParseGraphml(text, "c"));
    EXPECT_EQ(graph->GetNVertices(), static_cast<std::size_t>(SIZE));
    EXPECT_EQ(graph->GetNEdges(), static_cast<std::size_t>(SIZE));
    EXPECT_EQ((*graph)[SIZE - 1].pauseTimes.size(), 3U);
}
