/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "../lambdas.h"
#include "tgen-hosts.h"

#include "ns3/glib-random.h"
#include "ns3/tgen-markov-model.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <queue>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

using namespace ns3;

namespace
{

using Observation = TgenMarkovModel::Observation;

/// The stock configs of TGen 1.1.2 with flows, traffic and models, against its stock server.
class TgenStockConfigsTest : public TgenHosts
{
  protected:
    using Model = std::shared_ptr<const TgenMarkovModel>;

    static std::string PathOf(const std::string& file)
    {
        return GetTestDataPath("tgen/configs/" + file);
    }

    static Model LoadModel(const std::string& name)
    {
        return TgenMarkovModel::Load(PathOf(name + ".graphml"));
    }

    void Run(const std::string& config, Time stop, const std::string& rate = "1Gbps")
    {
        Connect(rate, "100us");
        m_server = Install(Server(), PathOf("server.tgenrc.graphml"));
        m_client = Install(Client(), PathOf(config + ".tgenrc.graphml"));
        m_client->TraceConnectWithoutContext(
            "StreamStart",
            CallLambda<const TgenStreamReport&>(
                [this](const TgenStreamReport&) { m_starts.push_back(Simulator::Now()); }));
        RunUntil(stop);
    }

    Ptr<TgenApplication> m_server;
    Ptr<TgenApplication> m_client;
    std::vector<Time> m_starts; //!< of the client's streams
};

/// What a walk through nested models opens.
struct Plan
{
    struct Stream
    {
        Time start;
        uint32_t seed; //!< of its packet model
    };

    std::vector<Stream> streams;
    std::size_t flows{0};
    Time ended; //!< when the last of its models ended
};

/**
 * Open flows and streams as TGen's rules say: at once, then after each delay, with a seed for every
 * model in the order of creation.
 * @param flows none: one flow
 * @param stop nothing is opened after it
 */
Plan
MakePlan(const std::shared_ptr<const TgenMarkovModel>& flows,
         const std::shared_ptr<const TgenMarkovModel>& streams,
         GlibRandom& seeds,
         Time begin,
         Time stop)
{
    Plan plan;
    std::vector<TgenMarkovWalk> walks;
    using Turn = std::tuple<int64_t, int, std::size_t>; // nanoseconds, order, walk
    std::priority_queue<Turn, std::vector<Turn>, std::greater<>> turns;
    int order = 0;
    const std::function<void(int64_t, std::size_t)> take = [&](int64_t now, std::size_t who) {
        const auto step = walks[who].Next();
        if (step.observation == Observation::END)
        {
            plan.ended = std::max(plan.ended, NanoSeconds(now));
            return;
        }
        if (flows && who == 0)
        {
            walks.emplace_back(streams, seeds.Next32());
            ++plan.flows;
            take(now, walks.size() - 1);
        }
        else
        {
            plan.streams.push_back({NanoSeconds(now), seeds.Next32()});
        }
        turns.emplace(now + static_cast<int64_t>(step.delayUs) * 1000, order++, who);
    };
    walks.emplace_back(flows ? flows : streams, seeds.Next32());
    plan.flows = flows ? 0 : 1;
    turns.emplace(begin.GetNanoSeconds(), order++, 0);
    while (!turns.empty() && std::get<0>(turns.top()) < stop.GetNanoSeconds())
    {
        const auto [now, place, who] = turns.top();
        turns.pop();
        take(now, who);
    }
    return plan;
}

std::vector<Time>
StartsOf(const Plan& plan)
{
    std::vector<Time> starts;
    for (const auto& stream : plan.streams)
    {
        starts.push_back(stream.start);
    }
    return starts;
}

TEST_F(TgenStockConfigsTest, NonstopFlow)
{
    SKIP_WITHOUT_TEST_DATA("tgen/configs");
    // A stream of 1 KiB up and 1 MiB down every 10 s or so, for ever.
    const Time stop = Seconds(1000);
    Run("client-nonstop-flow", stop);
    GlibRandom seeds(12345);
    const auto plan = MakePlan(nullptr, LoadModel("nonstop.streammodel"), seeds, Seconds(0), stop);
    EXPECT_EQ(m_starts, StartsOf(plan));
    EXPECT_NEAR(static_cast<double>(m_starts.size()), 100, 4 * 4) << "10 s each, 4 s apart";
    EXPECT_EQ(m_records.size(), m_starts.size());
    for (const auto& record : m_records)
    {
        EXPECT_EQ(record.status, TransferRecord::SUCCESS) << record.error;
        EXPECT_EQ(record.sentBytes, 1024U);
        EXPECT_EQ(record.receivedBytes, 1048576U);
        EXPECT_LT(record.end - record.start, Seconds(1)) << "no gap of its model is kept";
    }
    EXPECT_FALSE(m_client->HasEnded()) << "end is never reached";
    EXPECT_EQ(m_client->GetCounters().flows.created, 1U);
    EXPECT_EQ(m_client->GetCounters().flows.succeeded, 0U);
    EXPECT_EQ(m_server->GetCounters().streams.succeeded, m_starts.size());
}

TEST_F(TgenStockConfigsTest, NonstopTraffic)
{
    SKIP_WITHOUT_TEST_DATA("tgen/configs");
    // A flow every minute or so, none of which ends.
    const Time stop = Seconds(400);
    Run("client-nonstop-traffic", stop);
    GlibRandom seeds(12345);
    const auto plan = MakePlan(LoadModel("nonstop.flowmodel"),
                               LoadModel("nonstop.streammodel"),
                               seeds,
                               Seconds(0),
                               stop);
    EXPECT_EQ(m_starts, StartsOf(plan));
    const auto& counters = m_client->GetCounters();
    EXPECT_EQ(counters.flows.created, plan.flows);
    EXPECT_NEAR(static_cast<double>(plan.flows), 7, 3) << "60 s each, 15 s apart";
    EXPECT_EQ(counters.traffics.created, 1U);
    EXPECT_EQ(counters.flows.succeeded + counters.traffics.succeeded, 0U);
    EXPECT_EQ(m_server->GetCounters().streams.created, plan.streams.size());
    for (const auto& record : m_records)
    {
        EXPECT_TRUE(record.status == TransferRecord::SUCCESS ||
                    (record.status == TransferRecord::OPEN && record.start > stop - Seconds(1)))
            << record.error << " at " << record.start;
    }
    EXPECT_FALSE(m_client->HasEnded());
}

TEST_F(TgenStockConfigsTest, NonstopStream)
{
    SKIP_WITHOUT_TEST_DATA("tgen/configs");
    // One stream without sizes that fills the link both ways, for ever.
    Run("client-nonstop-stream", Seconds(4), "50Mbps");
    ASSERT_EQ(m_starts, std::vector<Time>{Seconds(0)});
    ASSERT_EQ(m_records.size(), 1U);
    EXPECT_EQ(m_records[0].status, TransferRecord::OPEN) << m_records[0].error;
    for (const auto bytes : {m_records[0].sentBytes, m_records[0].receivedBytes})
    {
        EXPECT_GT(bytes, 15'000'000U) << "of 25 MB that the link can carry";
        EXPECT_LT(bytes, 26'000'000U) << "as much and what the socket holds";
    }
    const auto& heartbeats = ReadLog("client").heartbeats;
    ASSERT_GE(heartbeats.size(), 2U);
    EXPECT_EQ(Get(heartbeats[1], "total-streams-pending"), "1");
    EXPECT_FALSE(m_client->HasEnded());
}

TEST_F(TgenStockConfigsTest, Delayed)
{
    SKIP_WITHOUT_TEST_DATA("tgen/configs");
    // Traffic, again and again until 30 streams are done; the next begins when streams and models
    // of the one before are at their end. The generator of seeds goes on from one to the next.
    Run("client-delayed", Seconds(3600));
    EXPECT_TRUE(m_client->HasEnded());
    const auto flows = LoadModel("delayed.flowmodel");
    const auto streams = LoadModel("delayed.streammodel");
    const auto packets = LoadModel("delayed.packetmodel");
    GlibRandom seeds(12345);
    std::size_t seen = 0;
    std::size_t flowsSeen = 0;
    std::size_t traffics = 0;
    std::map<uint64_t, TransferRecord> records; // by the stream's id
    for (const auto& record : m_records)
    {
        records[record.sequence] = record;
    }
    Time begin;
    while (seen < m_starts.size() && traffics < 1000)
    {
        const auto plan = MakePlan(flows, streams, seeds, begin, Time::Max());
        ++traffics;
        begin = std::max(begin, plan.ended);
        flowsSeen += plan.flows;
        // The first of a flow model may be an F: then there is no flow, and the next traffic
        // begins.
        for (const auto& stream : plan.streams)
        {
            ASSERT_LT(seen, m_starts.size());
            EXPECT_EQ(m_starts[seen], stream.start) << seen;
            // What both ends send is what the walk of this seed shows until it ends.
            uint64_t toServer = 0;
            uint64_t toClient = 0;
            TgenMarkovWalk walk(packets, stream.seed);
            for (auto step = walk.Next(); step.observation != Observation::END; step = walk.Next())
            {
                (step.observation == Observation::TO_SERVER ? toServer : toClient) += 1434;
            }
            const auto& record = records.at(seen);
            EXPECT_EQ(record.status, TransferRecord::SUCCESS) << record.error;
            EXPECT_EQ(record.sentBytes, toServer) << seen;
            EXPECT_EQ(record.receivedBytes, toClient) << seen;
            begin = std::max(begin, record.end);
            ++seen;
        }
    }
    EXPECT_EQ(seen, m_starts.size());
    EXPECT_GE(seen, 30U) << "end count";
    EXPECT_EQ(m_client->GetCounters().flows.created, flowsSeen);
    EXPECT_EQ(m_client->GetCounters().traffics.created, traffics);
    EXPECT_EQ(m_client->GetCounters().traffics.succeeded, traffics);
    EXPECT_EQ(m_server->GetCounters().streams.succeeded, seen);
}

} // namespace
