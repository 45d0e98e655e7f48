/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "action-graph-config.h"
#include "input-problems.h"
#include "test-data.h"

#include "ns3/tgen-action-graph.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

using Attributes = ActionGraphConfig::Attributes;

/// start -> id, where the start has what every legacy start must have.
ActionGraphConfig
Config(const std::string& id, const Attributes& attributes, Attributes start = {})
{
    start.insert({{"serverport", "8888"}, {"peers", "a:1"}});
    return ActionGraphConfig().Node("start", start).Node(id, attributes).Edge("start", id);
}

const TgenVertex&
Find(const TgenActionGraph& graph, const std::string& id)
{
    for (std::size_t vertex = 0; vertex < graph.GetNVertices(); ++vertex)
    {
        if (graph[vertex].id == id)
        {
            return graph[vertex];
        }
    }
    throw std::out_of_range(id);
}

TgenStreamOptions
ReadTransfer(const Attributes& attributes, const Attributes& start = {})
{
    auto all = attributes;
    all.insert({"protocol", "tcp"});
    const auto graph = Config("transfer", all, start).Load();
    EXPECT_TRUE(graph->IsLegacy());
    EXPECT_EQ(Find(*graph, "transfer").action, TgenAction::STREAM);
    return Find(*graph, "transfer").stream;
}

TEST(TgenLegacyReader, IsChosenByWordsOrAttributes)
{
    const auto isLegacy = [](const ActionGraphConfig& config) { return config.Load()->IsLegacy(); };
    EXPECT_TRUE(
        isLegacy(Config("transfer1", {{"type", "get"}, {"protocol", "tcp"}, {"size", "1"}})));
    EXPECT_TRUE(isLegacy(ActionGraphConfig()
                             .Declare("node", "type")
                             .Declare("node", "size")
                             .Node("start", {{"serverport", "1"}})));
    EXPECT_FALSE(isLegacy(ActionGraphConfig().Node("start", {{"serverport", "1"}})));
    EXPECT_FALSE(isLegacy(Config("stream", {})));
}

TEST(TgenLegacyReader, TransfersAreStreams)
{
    auto options = ReadTransfer({{"type", "get"}, {"size", "320 KiB"}});
    EXPECT_EQ(options.sendSize, 0u);
    EXPECT_EQ(options.recvSize, 320u << 10);
    options = ReadTransfer({{"type", "PUT"}, {"size", "5 mb"}});
    EXPECT_EQ(options.sendSize, 5000000u);
    EXPECT_EQ(options.recvSize, 0u);
    options = ReadTransfer({{"type", "GetPut"}, {"oursize", "7"}, {"theirsize", "9"}});
    EXPECT_EQ(options.sendSize, 7u);
    EXPECT_EQ(options.recvSize, 9u);
    options = ReadTransfer({{"type", "get"}, {"size", "0"}});
    EXPECT_EQ(options.recvSize, 0u);
}

TEST(TgenLegacyReader, SchedulesArePackets)
{
    const auto options = ReadTransfer(
        {{"type", "schedule"}, {"localschedule", "0,5000"}, {"remoteschedule", "1,2,3"}});
    EXPECT_EQ(options.sendSize, 2 * 1434u);
    EXPECT_EQ(options.recvSize, 3 * 1434u);
    EXPECT_EQ(options.sendSchedule->ToText(), "0,5000");
    EXPECT_EQ(options.recvSchedule->ToText(), "1,2,3");
}

TEST(TgenLegacyReader, TimeoutsHaveRulesOfTheirOwn)
{
    const Attributes get{{"type", "get"}, {"size", "1"}};
    const auto read = [&](const Attributes& transfer, const Attributes& start) {
        auto all = get;
        all.insert(transfer.begin(), transfer.end());
        const auto options = ReadTransfer(all, start);
        return std::pair(options.timeout, options.stallout);
    };
    EXPECT_EQ(read({}, {}), std::pair(Seconds(60), Seconds(15)));
    EXPECT_EQ(read({}, {{"timeout", "0"}, {"stallout", "0 ms"}}),
              std::pair(Seconds(60), Seconds(15)));
    EXPECT_EQ(read({}, {{"timeout", "7"}, {"stallout", "1500 ms"}}),
              std::pair(Seconds(7), MilliSeconds(1500)));
    EXPECT_EQ(read({{"timeout", "2 m"}, {"stallout", "0"}}, {{"timeout", "7"}, {"stallout", "8"}}),
              std::pair(Minutes(2), Seconds(8)));
    const auto graph =
        Config("transfer", {{"type", "get"}, {"protocol", "tcp"}, {"size", "1"}}).Load();
    EXPECT_EQ((*graph)[graph->GetStart()].stream.stallout, Seconds(15)) << "what it serves, too";
}

TEST(TgenLegacyReader, TimesAreWholeMilliseconds)
{
    const auto graph = Config("transfer",
                              {{"type", "get"}, {"protocol", "tcp"}, {"size", "1"}},
                              {{"time", "1999 us"}, {"heartbeat", "0"}})
                           .Node("pause", {{"time", "2999999 ns,3"}})
                           .Node("end", {{"time", "4999 us"}})
                           .Edge("transfer", "pause")
                           .Edge("pause", "end")
                           .Load();
    EXPECT_EQ(graph->GetStartOptions().delay, MilliSeconds(1));
    EXPECT_EQ(graph->GetStartOptions().heartbeat, Seconds(1)) << "0 is the default";
    EXPECT_EQ(Find(*graph, "pause").pauseTimes, (std::vector<Time>{MilliSeconds(2), Seconds(3)}));
    EXPECT_EQ(Find(*graph, "end").endTime, MilliSeconds(4));
}

TEST(TgenLegacyReader, EndsCountSuccessesAndBothDirections)
{
    auto end = Find(*Config("end", {{"count", "3"}, {"size", "1 kb"}, {"time", "5"}})
                         .Declare("node", "type")
                         .Load(),
                    "end");
    EXPECT_EQ(end.endSuccesses, 3u);
    EXPECT_EQ(end.endTotalSize, 1000u);
    EXPECT_EQ(end.endTime, Seconds(5));
    EXPECT_FALSE(end.endCount || end.endSendSize || end.endRecvSize);
    end = Find(*Config("end", {{"count", "0"}, {"size", "0"}, {"time", "0"}})
                    .Declare("node", "type")
                    .Load(),
               "end");
    EXPECT_FALSE(end.endSuccesses || end.endTotalSize || end.endTime) << "0 is no limit";
}

TEST(TgenLegacyReader, ModelsAndGeneratorsAreFlows)
{
    const std::string model = R"(<graphml>
<key id="t" for="node" attr.name="type" attr.type="string"/>
<key id="e" for="edge" attr.name="type" attr.type="string"/>
<key id="w" for="edge" attr.name="weight" attr.type="double"/>
<key id="m" for="edge" attr.name="lognorm_mu" attr.type="double"/>
<key id="s" for="edge" attr.name="lognorm_sigma" attr.type="double"/>
<key id="l" for="edge" attr.name="exp_lambda" attr.type="double"/>
<graph edgedefault="directed"><node id="start"/><node id="s1"><data key="t">state</data></node>
<node id="$"><data key="t">observation</data></node>
<edge source="start" target="s1"><data key="e">transition</data><data key="w">1</data></edge>
<edge source="s1" target="$"><data key="e">emission</data><data key="w">1</data>
<data key="m">1</data><data key="s">1</data><data key="l">0</data></edge>
</graph></graphml>)";
    const TemporaryFile file("old.graphml", model);
    for (const std::string id : {"model", "generate7"})
    {
        const auto graph = Config(id,
                                  {{"streammodelpath", file.GetPath()},
                                   {"packetmodelpath", file.GetPath()},
                                   {"socksusername", "me"}},
                                  {{"socksproxy", "p:9"}})
                               .Load();
        const auto& vertex = Find(*graph, id);
        EXPECT_EQ(vertex.action, TgenAction::FLOW);
        EXPECT_EQ(vertex.stream.streamModelPath, file.GetPath());
        EXPECT_EQ(vertex.stream.packetModelPath, file.GetPath());
        EXPECT_EQ(vertex.stream.timeout, Seconds(60));
        EXPECT_EQ(vertex.stream.socksUsername, "me");
        EXPECT_EQ(vertex.stream.socksProxies.at(0).name, "p");
        EXPECT_FALSE(vertex.stream.sendSize || vertex.stream.recvSize);
    }
    EXPECT_EQ(Config("model", {{"streammodelpath", file.GetPath()}}).Problems(),
              "c:4: model \"model\" has no packetmodelpath (the path of a Markov model)");
}

TEST(TgenLegacyReader, SynchronizeIsABarrier)
{
    const auto graph = Config("synchronize", {}).Load();
    EXPECT_EQ(Find(*graph, "synchronize").action, TgenAction::PAUSE);
    EXPECT_TRUE(Find(*graph, "synchronize").pauseTimes.empty());
}

TEST(TgenLegacyReader, OfAChoiceOneEdgeIsFollowed)
{
    const Attributes get{{"type", "get"}, {"protocol", "tcp"}, {"size", "1"}};
    const auto config = [&](const std::string& first, const std::string& second) {
        return Config("choose", {})
            .Node("transfer1", get)
            .Node("transfer2", get)
            .Edge("choose", "transfer1", first)
            .Edge("choose", "transfer2", second);
    };
    const auto weights = [](const TgenActionGraph& graph) {
        std::vector<double> found;
        for (const auto& exit : graph.GetExits(1))
        {
            found.push_back(exit.weight.value_or(-1));
        }
        return found;
    };
    EXPECT_EQ(weights(*config("", "").Load()), (std::vector<double>{1, 1}));
    EXPECT_EQ(weights(*config("1", "3").Load()), (std::vector<double>{1, 3}));
    EXPECT_EQ(config("1", "").Problems(),
              "c:4: choose \"choose\" has edges with and without weight (a weight on all of its "
              "edges, or on none)");
    const auto others = config("", "").Edge("transfer1", "start", "5").Load();
    EXPECT_FALSE(others->GetExits(2).at(0).weight) << "only choose knew weights then";
    EXPECT_EQ(others->GetWarnings().size(), 1u);
}

TEST(TgenLegacyReader, WithoutAChoiceWeightsAreThoseOfToday)
{
    const auto graph = Config("transfer", {{"type", "get"}, {"protocol", "tcp"}, {"size", "1"}})
                           .Edge("transfer", "start", "5")
                           .Load();
    EXPECT_EQ(graph->GetExits(1).at(0).weight, 5);
}

TEST(TgenLegacyReader, OneNoteTellsHowTheConfigWasUnderstood)
{
    const auto note = Config("transfer", {{"type", "get"}, {"protocol", "tcp"}, {"size", "1"}})
                          .Node("end", {{"count", "3"}})
                          .Edge("transfer", "end")
                          .Load()
                          ->GetLegacyNote();
    EXPECT_EQ(note,
              "this config is in the vocabulary of TGen 0.0.1 or earlier and was understood as: "
              "count of an end = streams that succeeded; timeout 60000 ms and stallout 15000 ms "
              "where a transfer has none of its own; times in milliseconds; transfer of type get = "
              "stream with recvsize");
    EXPECT_EQ(Config("stream", {}).Load()->GetLegacyNote(), "");
}

TEST(TgenLegacyReader, WhatItDoesNotKnowItIgnoresAsOfOld)
{
    const auto config = Config(
        "transfer",
        {{"type", "get"}, {"protocol", "udp"}, {"size", "1"}, {"recvsize", "x"}, {"proxy", "p:1"}});
    EXPECT_EQ(config.Problems(), "");
    EXPECT_NE(config.Warnings().find("attribute \"recvsize\" is ignored"), std::string::npos);
    EXPECT_NE(config.Warnings().find("carried by TCP, as in TGen 0.0.1, not by \"udp\""),
              std::string::npos);
}

TEST(TgenLegacyReader, RefusesWhatWasRefused)
{
    const auto problems = [](const Attributes& attributes) {
        return Config("transfer", attributes).Problems();
    };
    EXPECT_EQ(problems({{"type", "get"}, {"protocol", "tcp"}}),
              "c:4: transfer \"transfer\" has no size (a size such as 10240 or 10 KiB)");
    EXPECT_EQ(problems({{"type", "getput"}, {"protocol", "tcp"}, {"oursize", "1"}}),
              "c:4: transfer \"transfer\" has no theirsize (a size such as 10240 or 10 KiB)");
    EXPECT_EQ(problems({{"size", "1"}, {"protocol", "tcp"}}),
              "c:4: transfer \"transfer\" has no type (one of: get, put, getput, schedule)");
    EXPECT_EQ(problems({{"type", "get"}, {"size", "1"}}),
              "c:4: transfer \"transfer\" has no protocol (tcp)");
    EXPECT_EQ(
        problems({{"type", "pull"}, {"size", "1"}, {"protocol", "sctp"}}),
        "c:4: transfer \"transfer\": protocol \"sctp\" is unknown, did you mean \"tcp\"? (one of: "
        "tcp, udp, pipe, "
        "socketpair)\n"
        "c:4: transfer \"transfer\": type \"pull\" is unknown, did you mean \"put\"? (one of: get, "
        "put, getput, schedule)");
    EXPECT_EQ(
        problems({{"type", "schedule"}, {"protocol", "tcp"}, {"localschedule", "1,a"}}),
        "c:4: transfer \"transfer\": localschedule \"a\" is not a delay (whole microseconds with "
        "commas between them, such as 0,1500,20)\n"
        "c:4: transfer \"transfer\" has no remoteschedule (delays in microseconds with commas "
        "between them)");
    EXPECT_EQ(
        problems({{"type", "get"}, {"protocol", "tcp"}, {"size", "10KiB"}}),
        "c:4: transfer \"transfer\": size \"10KiB\" is not a size (digits, then at most one blank "
        "and a unit, such as 10240 or 10 KiB)");
}

TEST(TgenLegacyReader, VocabulariesDoNotMix)
{
    EXPECT_EQ(
        Config("transfer", {{"type", "get"}, {"protocol", "tcp"}, {"size", "1"}})
            .Node("stream", {})
            .Edge("transfer", "stream")
            .Problems(),
        "c:6: vertex \"stream\" is an action of TGen 1.0 in a config with words of TGen 0.0.1 "
        "(one vocabulary: transfer and model, or stream, flow and traffic)");
    EXPECT_EQ(Config("stream", {{"type", "get"}}).Problems().find("c:1: unknown vertex attribute"),
              0u)
        << "a modern config with an attribute too many";
}

TEST(TgenLegacyReader, ReadsTheConfigsOfOldDocumentation)
{
    SKIP_WITHOUT_TEST_DATA("tgen/seeds/web.graphml.xml");
    const auto web = TgenActionGraph::Load(GetTestDataPath("tgen/seeds/web.graphml.xml"));
    EXPECT_EQ(Find(*web, "transfer").stream.recvSize, 320u << 10);
    EXPECT_EQ(Find(*web, "transfer").stream.peers.size(), 2u);
    EXPECT_EQ(Find(*web, "pause").pauseTimes.size(), 60u);
    const auto sync = TgenActionGraph::Load(GetTestDataPath("tgen/seeds/sync.graphml.xml"));
    EXPECT_EQ(Find(*sync, "transfer3").stream.recvSize, 5u << 20);
    EXPECT_TRUE(Find(*sync, "pause_sync").pauseTimes.empty());
    const auto bulk = TgenActionGraph::Load(GetTestDataPath("tgen/seeds/bulk.graphml.xml"));
    EXPECT_EQ(Find(*bulk, "transfer").stream.recvSize, 5u << 20);
    EXPECT_EQ(bulk->GetStartOptions().serverPort, 8888);
}

} // namespace
