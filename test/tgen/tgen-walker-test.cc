/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/input-error.h"
#include "ns3/tgen-walker.h"

#include <gtest/gtest.h>
#include <map>
#include <sstream>

using namespace ns3;

namespace
{

struct Edge
{
    std::string from;
    std::string to;
    std::string weight{};
};

/// An action graph as GraphML: vertices with their attributes, edges.
std::shared_ptr<const TgenActionGraph>
MakeGraph(const std::vector<std::pair<std::string, std::map<std::string, std::string>>>& vertices,
          const std::vector<Edge>& edges)
{
    std::ostringstream text;
    text << "<graphml>";
    for (const auto key : {"peers", "time", "count", "sendsize", "recvsize"})
    {
        text << "<key id='" << key << "' for='node' attr.name='" << key
             << "' attr.type='string'/>\n";
    }
    text << "<key id='w' for='edge' attr.name='weight' attr.type='double'/>\n<graph>\n";
    for (const auto& [id, attributes] : vertices)
    {
        text << "<node id='" << id << "'>";
        for (const auto& [key, value] : attributes)
        {
            text << "<data key='" << key << "'>" << value << "</data>";
        }
        text << "</node>\n";
    }
    for (const auto& edge : edges)
    {
        text << "<edge source='" << edge.from << "' target='" << edge.to << "'>";
        if (!edge.weight.empty())
        {
            text << "<data key='w'>" << edge.weight << "</data>";
        }
        text << "</edge>\n";
    }
    text << "</graph></graphml>";
    return TgenActionGraph::FromDocument(ParseGraphml(text.str(), "graph"));
}

/// Carries out nothing, writes down everything.
class Diary : public TgenWalker::Surroundings
{
  public:
    explicit Diary(std::shared_ptr<const TgenActionGraph> graph)
        : walker(graph, *this),
          m_graph(graph)
    {
    }

    Time GetNow() const override
    {
        return now;
    }

    TgenWalker::Progress GetProgress() const override
    {
        return progress;
    }

    double Draw() override
    {
        ++draws;
        return draw;
    }

    std::size_t Pick(std::size_t n) override
    {
        ++picks;
        return pick % n;
    }

    void ActionEntered(TgenWalker::Vertex vertex) override
    {
        entered += (*m_graph)[vertex].id + " ";
    }

    void StartAction(TgenWalker::Vertex vertex) override
    {
        started.push_back(vertex);
    }

    void Wait(TgenWalker::Vertex vertex, Time delay) override
    {
        waits.emplace_back(vertex, delay);
    }

    void EndReached(TgenWalker::Vertex, const std::string& reason) override
    {
        reasons.push_back(reason);
    }

    /// @return what was entered since the last time
    std::string TakeEntered()
    {
        return std::exchange(entered, "");
    }

    TgenWalker walker;
    Time now{Seconds(5)};
    TgenWalker::Progress progress;
    double draw{0};
    std::size_t pick{0};
    int draws{0};
    int picks{0};
    std::string entered;
    std::vector<TgenWalker::Vertex> started;
    std::vector<std::pair<TgenWalker::Vertex, Time>> waits;
    std::vector<std::string> reasons;

  private:
    std::shared_ptr<const TgenActionGraph> m_graph;
};

const std::map<std::string, std::string> PEERS{{"peers", "server:80"}};

TEST(TgenWalkerTest, FollowsAllUnweightedExitsInOrderOfFirstMention)
{
    // The pause is mentioned first, so it comes before the streams although its edge is the last.
    Diary diary(
        MakeGraph({{"pause", {{"time", "1"}}}, {"start", PEERS}, {"stream2", {}}, {"stream1", {}}},
                  {{"start", "stream1"}, {"start", "stream2"}, {"start", "pause"}}));
    diary.walker.Start();
    EXPECT_EQ(diary.TakeEntered(), "start pause stream2 stream1 ");
    EXPECT_EQ(diary.draws, 0);
    EXPECT_EQ(diary.picks, 0) << "one time needs no draw";
}

TEST(TgenWalkerTest, GoesDepthFirst)
{
    Diary diary(MakeGraph({{"start", PEERS},
                           {"pause_a", {{"time", "0"}}},
                           {"pause_b", {{"time", "0"}}},
                           {"stream_a", {}},
                           {"stream_b", {}}},
                          {{"start", "pause_a"},
                           {"start", "pause_b"},
                           {"pause_a", "stream_a"},
                           {"pause_b", "stream_b"}}));
    diary.walker.Start();
    EXPECT_EQ(diary.TakeEntered(), "start pause_a stream_a pause_b stream_b ");
}

TEST(TgenWalkerTest, ParallelEdgesAreFollowedOnceEach)
{
    Diary diary(
        MakeGraph({{"start", PEERS}, {"stream", {}}}, {{"start", "stream"}, {"start", "stream"}}));
    diary.walker.Start();
    EXPECT_EQ(diary.TakeEntered(), "start stream stream ");
}

TEST(TgenWalkerTest, OneOfTheWeightedExitsAfterAllOthers)
{
    const auto graph = MakeGraph(
        {{"start", PEERS}, {"stream1", {}}, {"stream2", {}}, {"stream3", {}}, {"stream4", {}}},
        {{"start", "stream1", "1"},
         {"start", "stream2", "0"},
         {"start", "stream3", "3"},
         {"start", "stream4"}});
    const std::vector<std::pair<double, std::string>> cases{{0, "stream1"},
                                                            {0.2499, "stream1"},
                                                            {0.25, "stream3"},
                                                            {0.9999, "stream3"}};
    for (const auto& [draw, chosen] : cases)
    {
        Diary diary(graph);
        diary.draw = draw;
        diary.walker.Start();
        EXPECT_EQ(diary.TakeEntered(), "start stream4 " + chosen + " ") << draw;
        EXPECT_EQ(diary.draws, 1);
    }
}

TEST(TgenWalkerTest, PauseTimesAreTruncatedToMicroseconds)
{
    Diary diary(
        MakeGraph({{"start", PEERS}, {"pause", {{"time", "999 ns,1500 ns,2 s"}}}, {"stream", {}}},
                  {{"start", "pause"}, {"pause", "stream"}}));
    diary.walker.Start();
    EXPECT_EQ(diary.TakeEntered(), "start pause stream ") << "999 ns are no pause";
    diary.pick = 1;
    diary.walker.Start();
    EXPECT_EQ(diary.TakeEntered(), "start pause ");
    diary.pick = 2;
    diary.walker.Start();
    ASSERT_EQ(diary.waits.size(), 2u);
    EXPECT_EQ(diary.waits[0].second, MicroSeconds(1));
    EXPECT_EQ(diary.waits[1].second, Seconds(2));
    EXPECT_EQ(diary.picks, 3);
}

TEST(TgenWalkerTest, ABarrierCountsVisitsNotEdges)
{
    Diary diary(
        MakeGraph({{"start", PEERS}, {"stream1", {}}, {"stream2", {}}, {"pause", {}}, {"end", {}}},
                  {{"start", "stream1"},
                   {"start", "stream2"},
                   {"stream1", "pause"},
                   {"stream2", "pause"},
                   {"pause", "end"}}));
    diary.walker.Start();
    diary.TakeEntered();
    const auto stream1 = diary.started[0];
    diary.walker.Continue(stream1);
    EXPECT_EQ(diary.TakeEntered(), "pause ");
    diary.walker.Continue(stream1); // over the same edge again
    EXPECT_EQ(diary.TakeEntered(), "pause end ");
    diary.walker.Continue(stream1); // counting starts anew
    EXPECT_EQ(diary.TakeEntered(), "pause ");
}

TEST(TgenWalkerTest, EndConditionsAreLookedAtOnArrivalOnly)
{
    Diary diary(MakeGraph(
        {{"start", PEERS},
         {"end", {{"count", "2"}, {"time", "10 s"}, {"sendsize", "1 kb"}, {"recvsize", "2 kb"}}},
         {"stream", {}}},
        {{"start", "end"}, {"end", "stream"}, {"stream", "end"}}));
    diary.walker.Start();
    EXPECT_EQ(diary.TakeEntered(), "start end stream ");
    diary.now = Seconds(14);
    diary.progress = {999, 1999, 1};
    diary.walker.Continue(diary.started[0]);
    EXPECT_EQ(diary.TakeEntered(), "end stream ");
    EXPECT_FALSE(diary.walker.HasEnded());
    diary.now = Seconds(15);
    diary.progress = {1000, 2000, 2};
    EXPECT_FALSE(diary.walker.HasEnded());
    diary.walker.Continue(diary.started[0]);
    EXPECT_EQ(diary.TakeEntered(), "end ");
    EXPECT_TRUE(diary.walker.HasEnded());
    ASSERT_EQ(diary.reasons.size(), 4u);
    EXPECT_NE(diary.reasons[0].find("sent 1000 bytes"), std::string::npos);
    EXPECT_NE(diary.reasons[1].find("received 2000 bytes"), std::string::npos);
    EXPECT_EQ(diary.reasons[2],
              "we completed 2 streams and we met or exceeded the configured limit of 2 streams");
    EXPECT_NE(diary.reasons[3].find("microseconds"), std::string::npos);
    diary.walker.Continue(diary.started[0]);
    EXPECT_EQ(diary.TakeEntered(), "") << "nothing follows the end";
}

TEST(TgenWalkerTest, AnExplicitZeroIsAnEnd)
{
    for (const auto key : {"count", "time", "sendsize", "recvsize"})
    {
        Diary diary(MakeGraph({{"start", PEERS}, {"end", {{key, "0"}}}, {"stream", {}}},
                              {{"start", "end"}, {"end", "stream"}}));
        diary.walker.Start();
        EXPECT_EQ(diary.TakeEntered(), "start end ") << key;
        EXPECT_TRUE(diary.walker.HasEnded()) << key;
    }
}

TEST(TgenWalkerTest, AnEndStopsWalksThatAreStillOnTheirWay)
{
    Diary diary(MakeGraph({{"start", PEERS}, {"end", {{"count", "0"}}}, {"stream", {}}},
                          {{"start", "end"}, {"start", "stream"}}));
    diary.walker.Start();
    EXPECT_EQ(diary.TakeEntered(), "start end ");
    EXPECT_TRUE(diary.started.empty());
}

TEST(TgenWalkerTest, StartIsPassedThrough)
{
    Diary diary(
        MakeGraph({{"start", PEERS}, {"stream", {}}}, {{"start", "stream"}, {"stream", "start"}}));
    diary.walker.Start();
    diary.TakeEntered();
    diary.walker.Continue(diary.started[0]);
    EXPECT_EQ(diary.TakeEntered(), "start stream ");
}

TEST(TgenWalkerTest, ALoopThatTakesNoTimeIsCaught)
{
    Diary diary(MakeGraph({{"start", PEERS}, {"stream", {}}, {"end", {{"count", "5"}}}},
                          {{"start", "stream"}, {"stream", "end"}, {"end", "start"}}));
    diary.walker.Start();
    const auto goRound = [&] {
        for (int i = 0; i < 1'000'000; ++i)
        {
            diary.walker.Continue(diary.started.back());
        }
    };
    EXPECT_THROW(goRound(), InputError);
}

TEST(TgenWalkerTest, ALongWayWithoutTimeIsNoLoop)
{
    std::vector<std::pair<std::string, std::map<std::string, std::string>>> vertices{
        {"start", PEERS}};
    std::vector<Edge> edges;
    std::string last = "start";
    for (int i = 0; i < 150000; ++i)
    {
        const auto id = "pause" + std::to_string(i);
        vertices.push_back({id, {{"time", "0"}}});
        edges.push_back({last, id});
        last = id;
    }
    vertices.push_back({"stream", {}});
    edges.push_back({last, "stream"});
    Diary diary(MakeGraph(vertices, edges));
    diary.walker.Start();
    EXPECT_EQ(diary.started.size(), 1u);
}

} // namespace
