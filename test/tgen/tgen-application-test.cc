/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "../lambdas.h"
#include "tgen-hosts.h"

#include "ns3/input-error.h"
#include "ns3/tgen-application.h"

#include <algorithm>
#include <random>
#include <sstream>
#ifdef SYNTHETIC_TRAFFIC_SANITIZED
#include <sanitizer/lsan_interface.h>
#endif

using namespace ns3;

namespace
{

class TgenApplicationTest : public TgenHosts
{
  protected:
    /// start -> stream -> pause -> end (count) -> start
    std::string WriteLoop(int count,
                          std::map<std::string, std::string> stream,
                          const std::string& pause = "1",
                          std::map<std::string, std::string> start = {})
    {
        start.emplace("peers", "server:8888");
        return WriteGraph(
            "client",
            {{"start", start},
             {"stream", stream},
             {"pause", {{"time", pause}}},
             {"end", {{"count", std::to_string(count)}}}},
            {{"start", "stream"}, {"stream", "pause"}, {"pause", "end"}, {"end", "start"}});
    }

    void ExpectInputErrorUntil(Time stop)
    {
#ifdef SYNTHETIC_TRAFFIC_SANITIZED
        const __lsan::ScopedDisabler disabler; // ns-3 loses an event that throws
#endif
        EXPECT_THROW(RunUntil(stop), InputError);
    }
};

TEST_F(TgenApplicationTest, DownloadsOneAfterAnother)
{
    Connect();
    Install(Server(), WriteServer());
    const auto client =
        Install(Client(), WriteLoop(3, {{"sendsize", "1 kib"}, {"recvsize", "100 kib"}}));
    RunUntil(Seconds(60));
    ASSERT_EQ(m_records.size(), 3u);
    for (std::size_t i = 0; i < 3; ++i)
    {
        const auto& record = m_records[i];
        EXPECT_EQ(record.status, TransferRecord::SUCCESS);
        EXPECT_EQ(record.error, "");
        EXPECT_EQ(record.sequence, i);
        EXPECT_EQ(record.system, "tgen");
        EXPECT_EQ(record.kind, "stream");
        EXPECT_EQ(record.client, "client");
        EXPECT_EQ(record.server, "server");
        EXPECT_EQ(record.label, "stream");
        EXPECT_EQ(record.requestedBytes, 103424u);
        EXPECT_EQ(record.sentBytes, 1024u);
        EXPECT_EQ(record.receivedBytes, 102400u);
        EXPECT_LE(record.start + MilliSeconds(2), *record.connect);
        EXPECT_LE(*record.connect + MilliSeconds(2), *record.firstByte);
        EXPECT_LT(*record.firstByte, *record.lastByte);
        EXPECT_LE(*record.lastByte, record.end);
        if (i > 0)
        {
            EXPECT_EQ(record.start, m_records[i - 1].end + Seconds(1)) << "the pause";
        }
    }
    EXPECT_TRUE(client->HasEnded());
    ExpectNoSocketsLeft();
}

TEST_F(TgenApplicationTest, LogsOfBothEndsAgree)
{
    Connect();
    Install(Server(), WriteServer());
    Install(Client(), WriteLoop(2, {{"sendsize", "5000"}, {"recvsize", "100 kib"}}));
    RunUntil(Seconds(60));
    const auto client = ReadLog("client");
    const auto server = ReadLog("server");
    EXPECT_EQ(client.hostname, "client");
    EXPECT_EQ(server.hostname, "server");
    ASSERT_EQ(client.streams.size(), 2u);
    ASSERT_EQ(server.streams.size(), 2u);
    for (std::size_t i = 0; i < 2; ++i)
    {
        const auto& active = client.streams[i];
        const auto& passive = server.streams[i];
        EXPECT_TRUE(active.isSuccess);
        EXPECT_TRUE(passive.isSuccess);
        EXPECT_EQ(Get(active.stream, "vertexid"), "stream");
        EXPECT_EQ(Get(passive.stream, "vertexid"), "passive-stream:stream");
        EXPECT_EQ(Get(active.stream, "peername"), "server");
        EXPECT_EQ(Get(passive.stream, "peername"), "client");
        EXPECT_EQ(Get(active.bytes, "payload-bytes-recv"), "102400");
        EXPECT_EQ(Get(passive.bytes, "payload-bytes-send"), "102400");
        EXPECT_EQ(Get(active.bytes, "total-bytes-recv"), Get(passive.bytes, "total-bytes-send"));
        EXPECT_EQ(Get(active.bytes, "total-bytes-send"), Get(passive.bytes, "total-bytes-recv"));
        EXPECT_EQ(Get(active.transport, "local"), "NULL:10.1.1.1:" + std::to_string(1024 + i));
        EXPECT_EQ(Get(passive.transport, "remote"), "client:10.1.1.1:" + std::to_string(1024 + i));
        EXPECT_EQ(Get(active.times, "usecs-to-proxy-init"), "-1");
        for (const auto key : {"usecs-to-socket-create",
                               "usecs-to-socket-connect",
                               "usecs-to-command",
                               "usecs-to-response",
                               "usecs-to-first-byte-recv",
                               "usecs-to-last-byte-recv",
                               "usecs-to-checksum-recv",
                               "usecs-to-first-byte-send",
                               "usecs-to-last-byte-send",
                               "usecs-to-checksum-send"})
        {
            EXPECT_GE(std::stol(Get(active.times, key)), 0) << key;
            EXPECT_GE(std::stol(Get(passive.times, key)), 0) << key;
        }
    }
    const auto& last = server.heartbeats.back();
    EXPECT_EQ(Get(last, "total-streams-succeeded"), "2");
    EXPECT_EQ(std::count_if(
                  last.begin(),
                  last.end(),
                  [](const auto& field) { return field.first.find("flows") != std::string::npos; }),
              0)
        << "a server has no flows";
}

TEST_F(TgenApplicationTest, StockSinglefileConfig)
{
    SKIP_WITHOUT_TEST_DATA("tgen/configs");
    Connect("1Gbps", "100us");
    Install(Server(), GetTestDataPath("tgen/configs/server.tgenrc.graphml"));
    Install(Client(), GetTestDataPath("tgen/configs/client-singlefile.tgenrc.graphml"));
    RunUntil(Seconds(100));
    const auto ours = ReadLog("client");
    const auto real = ParseTgenLog(GetTestDataPath("tgen/logs/tgen.client-singlefile.log"));
    ASSERT_EQ(ours.streams.size(), 10u);
    ASSERT_EQ(real.streams.size(), 10u);
    ASSERT_EQ(m_records.size(), 10u);
    for (std::size_t i = 0; i < 10; ++i)
    {
        EXPECT_TRUE(ours.streams[i].isSuccess);
        for (const auto key : {"id", "vertexid", "sendsize", "recvsize", "sendstate", "recvstate"})
        {
            EXPECT_EQ(Get(ours.streams[i].stream, key), Get(real.streams[i].stream, key)) << key;
        }
        EXPECT_EQ(Get(ours.streams[i].bytes, "payload-bytes-recv"), "10485760");
    }
    ASSERT_EQ(ours.heartbeats.size(), real.heartbeats.size());
    for (std::size_t i = 0; i < ours.heartbeats.size(); ++i)
    {
        EXPECT_EQ(KeysOf(ours.heartbeats[i]), KeysOf(real.heartbeats[i])) << i;
    }
}

TEST_F(TgenApplicationTest, StockWebConfig)
{
    SKIP_WITHOUT_TEST_DATA("tgen/configs");
    Connect("10Gbps", "100us");
    Install(Server(), GetTestDataPath("tgen/configs/server.tgenrc.graphml"));
    const auto client =
        Install(Client(), GetTestDataPath("tgen/configs/client-web.tgenrc.graphml"));
    std::string actions;
    client->TraceConnectWithoutContext(
        "Action",
        CallLambda<const std::string&>([&actions](const std::string& id) { actions += id + " "; }));
    RunUntil(Seconds(110));
    ASSERT_EQ(m_records.size(), 20u);
    const std::map<std::string, std::pair<uint64_t, uint64_t>> sizes{
        {"streamA", {1024, 1 << 20}},
        {"streamB1", {10240, 1 << 20}},
        {"streamB2", {102400, 10 << 20}},
        {"streamB3", {1 << 20, 100 << 20}}};
    for (std::size_t page = 0; page < 5; ++page)
    {
        std::map<std::string, TransferRecord> rows;
        for (std::size_t i = 4 * page; i < 4 * page + 4; ++i)
        {
            const auto& record = m_records[i];
            EXPECT_EQ(record.status, TransferRecord::SUCCESS);
            EXPECT_EQ(record.sentBytes, sizes.at(record.label).first) << record.label;
            EXPECT_EQ(record.receivedBytes, sizes.at(record.label).second) << record.label;
            rows[record.label] = record;
        }
        ASSERT_EQ(rows.size(), 4u);
        for (const auto label : {"streamB1", "streamB2", "streamB3"})
        {
            EXPECT_EQ(rows[label].start, rows["streamA"].end) << "in parallel, after streamA";
        }
    }
    // Out-neighbours by first mention in the file: B2, B3, B1.
    const std::string page = "start streamA streamB2 streamB3 streamB1 pause_sync pause_sync "
                             "pause_sync end ";
    EXPECT_EQ(actions,
              page + "pause " + page + "pause " + page + "pause " + page + "pause " + page);
    EXPECT_TRUE(client->HasEnded());
}

TEST_F(TgenApplicationTest, AllSizesInBothDirectionsSucceed)
{
    // A packet model that ends by itself, so that open directions do.
    const auto model = WriteModel("end", {{"+", 3}, {"-", 3}, {"F", 3}});
    Connect();
    const std::vector<std::string> sizes{"", "0", "1 kib", "20 mib"};
    Vertices vertices{{"start", {{"peers", "server:8888"}, {"packetmodelpath", model}}}};
    Edges edges;
    std::string last = "start";
    for (const auto& send : sizes)
    {
        for (const auto& recv : sizes)
        {
            std::map<std::string, std::string> attributes{{"markovmodelseed", "5"}};
            if (!send.empty())
            {
                attributes["sendsize"] = send;
            }
            if (!recv.empty())
            {
                attributes["recvsize"] = recv;
            }
            const auto id =
                "stream_" + send.substr(0, send.find(' ')) + "_" + recv.substr(0, recv.find(' '));
            vertices.push_back({id, attributes});
            edges.push_back({last, id});
            last = id;
        }
    }
    const auto server = Install(Server(), WriteServer(), "real");
    Install(Client(), WriteGraph("client", vertices, edges), "real");
    RunUntil(Seconds(200));
    ASSERT_EQ(m_records.size(), 16u);
    for (const auto& record : m_records)
    {
        EXPECT_EQ(record.status, TransferRecord::SUCCESS) << record.label << ": " << record.error;
        const auto first = record.label.find('_');
        const auto second = record.label.rfind('_');
        const auto send = record.label.substr(first + 1, second - first - 1);
        const auto recv = record.label.substr(second + 1);
        const std::map<std::string, uint64_t> bytes{{"0", 0}, {"1", 1024}, {"20", 20 << 20}};
        if (!send.empty())
        {
            EXPECT_EQ(record.sentBytes, bytes.at(send)) << record.label;
        }
        if (!recv.empty())
        {
            EXPECT_EQ(record.receivedBytes, bytes.at(recv)) << record.label;
        }
        if (send.empty() || recv.empty())
        {
            EXPECT_EQ((record.sentBytes - (send.empty() ? 0 : bytes.at(send))) % 1434, 0u);
        }
    }
    EXPECT_EQ(server->GetCounters().streams.succeeded, 16u);
    EXPECT_EQ(server->GetCounters().streams.failed, 0u);
    ExpectNoSocketsLeft();
}

TEST_F(TgenApplicationTest, ChecksumsAreTrueWithRealPayload)
{
    Connect();
    SentBytes fromClient(Client());
    SentBytes fromServer(Server());
    Install(Server(), WriteServer(), "real");
    Install(Client(), WriteOneStream({{"sendsize", "3"}, {"recvsize", "100 kib"}}), "real");
    RunUntil(Seconds(10));
    ASSERT_EQ(m_records.size(), 1u);
    EXPECT_EQ(m_records[0].status, TransferRecord::SUCCESS);
    const auto sent = fromClient.Get(1024, 8888);
    const auto checksum = sent.substr(sent.size() - 41);
    const auto payload = sent.substr(sent.size() - 44, 3);
    EXPECT_GE(payload[0], 'a');
    EXPECT_LE(payload[0], 'z');
    EXPECT_EQ(payload, std::string(3, payload[0]));
    TgenChecksum expected(TgenPayload::REAL);
    expected.Update(payload.data(), 3);
    EXPECT_EQ(checksum, "MD5 " + expected.Finish() + "\nFIN\n");
    const auto answer = fromServer.Get(8888, 1024);
    for (const auto c : answer.substr(answer.find('\n') + 1, 102400))
    {
        ASSERT_TRUE(c >= 'a' && c <= 'z');
    }
}

TEST_F(TgenApplicationTest, TheBytesOnTheWireAreThoseOfTheRealProgram)
{
    SKIP_WITHOUT_TEST_DATA("tgen/wire");
    Connect();
    SentBytes fromClient(Client());
    SentBytes fromServer(Server());
    const auto port = "9322";
    Install(Server(), WriteGraph("server", {{"start", {{"serverport", port}}}}, {}), "real");
    Install(Client(), GetTestDataPath("tgen/wire/w0fixed.graphml"), "real");
    RunUntil(Seconds(10));
    ASSERT_EQ(m_records.size(), 1u);
    ASSERT_EQ(m_records[0].status, TransferRecord::SUCCESS);

    // Not random, but of the recording: both hosts are called "vm". Random: letters, checksums.
    const auto neutral = [](std::string bytes, const std::string& host, std::size_t payload) {
        const auto name = bytes.find("HOSTNAME=" + host + " ");
        EXPECT_NE(name, std::string::npos);
        bytes.replace(name, 9 + host.size(), "HOSTNAME=*");
        const auto checksum = bytes.rfind("MD5 ");
        EXPECT_NE(checksum, std::string::npos);
        bytes.replace(checksum + 4, 32, std::string(32, '*'));
        const auto first = checksum - payload;
        EXPECT_EQ(bytes.substr(first, payload), std::string(payload, bytes[first]));
        bytes.replace(first, payload, std::string(payload, '*'));
        return bytes;
    };
    EXPECT_EQ(neutral(fromClient.Get(1024, 9322), "client", 1024),
              neutral(ReadFileBytes(GetTestDataPath("tgen/wire/wire.0.c2s")), "vm", 1024));
    EXPECT_EQ(neutral(fromServer.Get(9322, 1024), "server", 5120),
              neutral(ReadFileBytes(GetTestDataPath("tgen/wire/wire.0.s2c")), "vm", 5120));
}

TEST_F(TgenApplicationTest, ModelDrivenBytesAreThoseOfTheRealProgram)
{
    SKIP_WITHOUT_TEST_DATA("tgen/wire");
    Connect();
    SentBytes fromClient(Client());
    SentBytes fromServer(Server());
    Install(Server(), WriteGraph("server", {{"start", {{"serverport", "9322"}}}}, {}), "real");
    Install(Client(), GetTestDataPath("tgen/wire/w2model.graphml"), "real");
    RunUntil(Seconds(10));
    ASSERT_EQ(m_records.size(), 1u);
    ASSERT_EQ(m_records[0].status, TransferRecord::SUCCESS) << m_records[0].error;
    const auto neutral = [](std::string bytes, const std::string& host, const std::string& end) {
        const auto name = bytes.find("HOSTNAME=" + host + " ");
        EXPECT_NE(name, std::string::npos);
        bytes.replace(name, 9 + host.size(), "HOSTNAME=*");
        const auto payload = bytes.find(end) + end.size();
        bytes.replace(payload, bytes.size() - payload, bytes.size() - payload, '*');
        return bytes;
    };
    const std::string afterModel = "</graphml>\n";
    const std::string afterHeader = "CODE=NONE\n";
    EXPECT_EQ(neutral(fromClient.Get(1024, 9322), "client", afterModel),
              neutral(ReadFileBytes(GetTestDataPath("tgen/wire/wire.2.c2s")), "vm", afterModel));
    EXPECT_EQ(neutral(fromServer.Get(9322, 1024), "server", afterHeader),
              neutral(ReadFileBytes(GetTestDataPath("tgen/wire/wire.2.s2c")), "vm", afterHeader));
}

TEST_F(TgenApplicationTest, NobodyListens)
{
    Connect("100Mbps", "10ms");
    const auto client = Install(Client(), WriteLoop(3, {{"sendsize", "0"}, {"recvsize", "1 kb"}}));
    RunUntil(Seconds(60));
    ASSERT_EQ(m_records.size(), 3u);
    for (const auto& record : m_records)
    {
        EXPECT_EQ(record.status, TransferRecord::FAILED);
        EXPECT_EQ(record.error, "PROXY-CONNECT");
        EXPECT_FALSE(record.connect);
        EXPECT_GE(record.end - record.start, MilliSeconds(20)) << "a round trip";
        EXPECT_LT(record.end - record.start, MilliSeconds(21));
    }
    EXPECT_TRUE(client->HasEnded()) << "failed streams count";
    const auto log = ReadLog("client");
    ASSERT_EQ(log.streams.size(), 3u);
    EXPECT_EQ(Get(log.streams[0].transport, "state"), "ERROR");
    EXPECT_EQ(Get(log.streams[0].transport, "error"), "CONNECT");
    EXPECT_EQ(Get(log.streams[0].stream, "error"), "PROXY");
    ExpectNoSocketsLeft();
}

TEST_F(TgenApplicationTest, AServerThatGoesAwayInMidTransfer)
{
    Connect("10Mbps", "10ms");
    const auto server = Install(Server(), WriteServer());
    server->SetStopTime(Seconds(2));
    const auto client =
        Install(Client(), WriteLoop(3, {{"sendsize", "0"}, {"recvsize", "10 mib"}}));
    RunUntil(Seconds(100));
    ASSERT_EQ(m_records.size(), 3u);
    EXPECT_EQ(m_records[0].status, TransferRecord::FAILED);
    EXPECT_TRUE(m_records[0].error == "READEOF" || m_records[0].error == "READ")
        << m_records[0].error;
    EXPECT_GT(m_records[0].receivedBytes, 1000000u);
    EXPECT_EQ(m_records[1].error, "PROXY-CONNECT");
    EXPECT_EQ(m_records[2].error, "PROXY-CONNECT");
    EXPECT_TRUE(client->HasEnded());
    ExpectNoSocketsLeft();
}

TEST_F(TgenApplicationTest, ALinkThatIsCut)
{
    Connect("10Mbps", "10ms");
    const auto server = Install(Server(), WriteServer());
    Install(
        Client(),
        WriteLoop(
            100,
            {{"sendsize", "0"}, {"recvsize", "10 mib"}, {"stallout", "5"}, {"timeout", "1 hour"}}));
    ScheduleLambda(MilliSeconds(2500), [this] { CutLink(); });
    RunUntil(Seconds(120));
    ASSERT_GE(m_records.size(), 2u);
    EXPECT_EQ(m_records[0].error, "STALLOUT");
    // 5 s without a byte, seen at the heartbeat after.
    EXPECT_EQ(m_records[0].end, Seconds(8));
    EXPECT_EQ(m_records[1].start, Seconds(9)) << "the walk goes on";
    EXPECT_EQ(m_records[1].error.rfind("PROXY-", 0), 0u) << m_records[1].error;
    EXPECT_EQ(server->GetCounters().streams.failed, 1u) << "its own stallout of 30 s";
    EXPECT_EQ(server->GetNOpenStreams(), 0u);
}

TEST_F(TgenApplicationTest, APeerThatDoesNotAnswerStallsOut)
{
    Connect();
    LosePackets(1);
    Install(Client(), WriteOneStream({{"sendsize", "0"}, {"recvsize", "1 kb"}, {"stallout", "3"}}));
    RunUntil(Seconds(20));
    ASSERT_EQ(m_records.size(), 1u);
    EXPECT_EQ(m_records[0].error, "PROXY-STALLOUT-CONNECT");
    EXPECT_EQ(m_records[0].end, Seconds(3));
}

TEST_F(TgenApplicationTest, ALossyLinkLosesNoRow)
{
    Connect();
    LosePackets(0.2);
    const auto server = Install(Server(), WriteServer());
    Install(Client(), WriteLoop(30, {{"recvsize", "50 kib"}, {"sendsize", "5 kib"}}, "1 ms"));
    RunUntil(Seconds(3000));
    ASSERT_EQ(m_records.size(), 30u);
    std::size_t succeeded = 0;
    for (const auto& record : m_records)
    {
        succeeded += record.status == TransferRecord::SUCCESS;
        EXPECT_EQ(record.error.empty(), record.status == TransferRecord::SUCCESS);
        if (!record.error.empty())
        {
            // It stood still for 30 s, or for the peer it did.
            EXPECT_TRUE(record.error.find("STALLOUT") != std::string::npos ||
                        record.error == "READEOF" || record.error == "READ" ||
                        record.error == "WRITE")
                << record.error;
        }
    }
    EXPECT_GT(succeeded, 10u);
    EXPECT_EQ(server->GetNOpenStreams(), 0u);
    ExpectNoSocketsLeft();
}

TEST_F(TgenApplicationTest, TimeoutIsSeenAtTheHeartbeatAfter)
{
    Connect("1Mbps", "10ms");
    Install(Server(), WriteServer());
    Install(Client(),
            WriteOneStream({{"sendsize", "0"}, {"recvsize", "10 mib"}, {"timeout", "2500 ms"}},
                           {{"heartbeat", "2 s"}}));
    RunUntil(Seconds(20));
    ASSERT_EQ(m_records.size(), 1u);
    EXPECT_EQ(m_records[0].error, "TIMEOUT");
    EXPECT_EQ(m_records[0].end, Seconds(4));
}

TEST_F(TgenApplicationTest, TimeoutsWorkWithoutHeartbeats)
{
    Connect("1Mbps", "10ms");
    Install(Server(), WriteServer());
    Install(Client(),
            WriteOneStream({{"sendsize", "0"}, {"recvsize", "10 mib"}, {"timeout", "2500 ms"}},
                           {{"heartbeat", "0"}}));
    RunUntil(Seconds(20));
    ASSERT_EQ(m_records.size(), 1u);
    EXPECT_EQ(m_records[0].end, Seconds(3));
    EXPECT_TRUE(ReadLog("client").heartbeats.empty());
}

TEST_F(TgenApplicationTest, WhatIsOpenAtTheEndIsARow)
{
    Connect("1Mbps", "10ms");
    Install(Server(), WriteServer());
    const auto client =
        Install(Client(), WriteOneStream({{"sendsize", "0"}, {"recvsize", "10 mib"}}));
    RunUntil(Seconds(5));
    ASSERT_EQ(m_records.size(), 1u);
    EXPECT_EQ(m_records[0].status, TransferRecord::OPEN);
    EXPECT_EQ(m_records[0].error, "");
    EXPECT_EQ(m_records[0].end, Seconds(5));
    client->ReportOpenTransfers();
    EXPECT_EQ(m_records.size(), 1u) << "once only";
}

TEST_F(TgenApplicationTest, WhatTheEndCutsOffIsARow)
{
    Connect("10Mbps", "10ms");
    const auto server = Install(Server(), WriteServer());
    const auto client = Install(
        Client(),
        WriteGraph("client",
                   {{"start", {{"peers", "server:8888"}}},
                    {"stream_long", {{"sendsize", "0"}, {"recvsize", "100 mib"}}},
                    {"stream_short", {{"sendsize", "0"}, {"recvsize", "1 kib"}}},
                    {"end", {{"count", "1"}}}},
                   {{"start", "stream_long"}, {"start", "stream_short"}, {"stream_short", "end"}}));
    RunUntil(Seconds(20));
    ASSERT_EQ(m_records.size(), 2u);
    EXPECT_EQ(m_records[0].label, "stream_short");
    EXPECT_EQ(m_records[1].label, "stream_long");
    EXPECT_EQ(m_records[1].status, TransferRecord::FAILED);
    EXPECT_EQ(m_records[1].error, "END");
    EXPECT_TRUE(client->HasEnded());
    EXPECT_EQ(server->GetCounters().streams.failed, 1u) << "the server sees it end";
    ExpectNoSocketsLeft();
}

TEST_F(TgenApplicationTest, EndCountIncludesWhatTheHostServes)
{
    // Two hosts that serve and fetch: each end counts the streams of both kinds.
    Connect();
    std::map<std::string, std::string> start{{"serverport", "8888"}, {"peers", "server:8888"}};
    const Edges edges{{"start", "stream"}, {"stream", "pause"}, {"pause", "end"}, {"end", "start"}};
    const auto config = [&](const std::string& name, const std::string& peer) {
        start["peers"] = peer + ":8888";
        return WriteGraph(name,
                          {{"start", start},
                           {"stream", {{"sendsize", "0"}, {"recvsize", "1 kib"}}},
                           {"pause", {{"time", "1"}}},
                           {"end", {{"count", "4"}}}},
                          edges);
    };
    const auto client = Install(Client(), config("client", "server"));
    const auto server = Install(Server(), config("server", "client"));
    RunUntil(Seconds(20));
    EXPECT_TRUE(client->HasEnded());
    EXPECT_TRUE(server->HasEnded());
    EXPECT_EQ(client->GetCounters().streams.created, 4u) << "two of its own, two served";
}

TEST_F(TgenApplicationTest, LocalhostIsTheOnlyHostThatServesThePort)
{
    Connect();
    Install(Server(), WriteServer());
    Install(
        Client(),
        WriteOneStream({{"sendsize", "0"}, {"recvsize", "1 kib"}}, {{"peers", "LocalHost:8888"}}));
    RunUntil(Seconds(5));
    ASSERT_EQ(m_records.size(), 1u);
    EXPECT_EQ(m_records[0].status, TransferRecord::SUCCESS);
    EXPECT_EQ(m_records[0].server, "server");
}

TEST_F(TgenApplicationTest, LocalhostIsTheOwnHostWhereItServesThePort)
{
    Connect();
    Install(Server(), WriteServer());
    Install(Client(),
            WriteOneStream({{"sendsize", "0"}, {"recvsize", "1 kib"}},
                           {{"peers", "localhost:8888"}, {"serverport", "8888"}}));
    RunUntil(Seconds(5));
    ASSERT_EQ(m_records.size(), 1u);
    EXPECT_EQ(m_records[0].status, TransferRecord::SUCCESS) << m_records[0].error;
    EXPECT_EQ(m_records[0].server, "client");
}

TEST_F(TgenApplicationTest, LocalhostThatCouldBeAnybodyIsRefused)
{
    Connect();
    Install(Server(), WriteServer());
    const auto third = CreateObject<Node>();
    Install(third, WriteServer());
    const auto client = Install(
        Client(),
        WriteOneStream({{"sendsize", "0"}, {"recvsize", "1"}}, {{"peers", "localhost:8888"}}));
    EXPECT_THROW(client->ResolvePeers(), InputError);
}

TEST_F(TgenApplicationTest, AnUnknownPeerIsNamedWithItsLine)
{
    Connect();
    const auto client =
        Install(Client(),
                WriteOneStream({{"sendsize", "0"}, {"recvsize", "1"}}, {{"peers", "nobody:8888"}}));
    try
    {
        client->ResolvePeers();
        FAIL();
    }
    catch (const InputError& error)
    {
        EXPECT_NE(std::string(error.what()).find("client.tgenrc.graphml:"), std::string::npos);
        EXPECT_NE(std::string(error.what()).find("'nobody'"), std::string::npos);
    }
}

TEST_F(TgenApplicationTest, ALoopOfFailuresInNoTimeIsCaught)
{
    Connect();
    Install(Client(),
            WriteGraph("client",
                       {{"start", {{"peers", "192.0.2.1:80"}}},
                        {"stream", {{"sendsize", "0"}, {"recvsize", "1"}}}},
                       {{"start", "stream"}, {"stream", "start"}}));
    ExpectInputErrorUntil(Seconds(5));
}

TEST_F(TgenApplicationTest, TraceSourcesTellTheWholeStory)
{
    Connect();
    Install(Server(), WriteServer());
    const auto client =
        Install(Client(), WriteOneStream({{"sendsize", "1 kib"}, {"recvsize", "1 kib"}}));
    std::string story;
    uint64_t rx = 0;
    uint64_t tx = 0;
    client->TraceConnectWithoutContext(
        "Action",
        CallLambda<const std::string&>([&](const std::string& id) { story += id + " "; }));
    client->TraceConnectWithoutContext(
        "StreamStart",
        CallLambda<const TgenStreamReport&>(
            [&](const TgenStreamReport& report) { story += "<" + report.vertexId + " "; }));
    client->TraceConnectWithoutContext(
        "StreamEnd",
        CallLambda<const TgenStreamReport&>([&](const TgenStreamReport& report) {
            story += report.vertexId + (report.IsSuccess() ? "> " : "! ");
        }));
    client->TraceConnectWithoutContext(
        "Rx",
        CallLambda<uint64_t, uint64_t>([&](uint64_t, uint64_t bytes) { rx += bytes; }));
    client->TraceConnectWithoutContext(
        "Tx",
        CallLambda<uint64_t, uint64_t>([&](uint64_t, uint64_t bytes) { tx += bytes; }));
    std::vector<TgenSendState> sendStates;
    client->TraceConnectWithoutContext("StreamState",
                                       CallLambda<uint64_t, TgenSendState, TgenRecvState>(
                                           [&](uint64_t, TgenSendState send, TgenRecvState) {
                                               if (sendStates.empty() || sendStates.back() != send)
                                               {
                                                   sendStates.push_back(send);
                                               }
                                           }));
    RunUntil(Seconds(5));
    EXPECT_EQ(story, "start stream <stream stream> end ");
    EXPECT_EQ(tx, client->GetCounters().bytesWritten);
    EXPECT_EQ(rx, client->GetCounters().bytesRead);
    EXPECT_GT(tx, 3000u);
    EXPECT_GT(rx, 1024u + 37 + 4);
    EXPECT_EQ(sendStates,
              (std::vector<TgenSendState>{TgenSendState::COMMAND,
                                          TgenSendState::PAYLOAD,
                                          TgenSendState::CHECKSUM,
                                          TgenSendState::FOOTER,
                                          TgenSendState::FLUSH,
                                          TgenSendState::SUCCESS}));
}

TEST_F(TgenApplicationTest, SameStreamsSameLogs)
{
    std::vector<std::string> logs;
    for (int run = 0; run < 2; ++run)
    {
        Connect();
        Install(Server(), WriteServer());
        Install(Client(),
                WriteLoop(10, {{"sendsize", "0"}, {"recvsize", "10 kib"}}, "1 s,2 s,3 s,4 s"));
        RunUntil(Seconds(60));
        logs.push_back(ReadFileBytes(m_directory + "/tgen.client.log"));
        m_applications.clear();
        TwoHosts::TearDown();
        m_nodes = NodeContainer();
        m_devices = NetDeviceContainer();
        TwoHosts::SetUp();
    }
    EXPECT_GT(logs[0].size(), 10000u);
    EXPECT_EQ(logs[0], logs[1]);
}

TEST_F(TgenApplicationTest, AFlowThatEndsAtOnceMayGoRoundOnlyWithTime)
{
    Connect();
    const auto model = WriteModel("end", {{"F", 0}});
    const auto client = Install(
        Client(),
        WriteGraph("client",
                   {{"start", {{"peers", "server:8888"}}},
                    {"flow", {{"streammodelpath", model}}},
                    {"pause", {{"time", "1"}}},
                    {"end", {{"time", "10"}}}},
                   {{"start", "flow"}, {"flow", "pause"}, {"pause", "end"}, {"end", "start"}}));
    RunUntil(Seconds(20));
    EXPECT_TRUE(client->HasEnded());
    EXPECT_EQ(client->GetCounters().flows.succeeded, 10u);
    EXPECT_TRUE(m_records.empty());
}

TEST_F(TgenApplicationTest, AFlowThatEndsAtOnceInALoopIsCaught)
{
    Connect();
    const auto model = WriteModel("end", {{"F", 0}});
    Install(
        Client(),
        WriteGraph("client",
                   {{"start", {{"peers", "server:8888"}}}, {"flow", {{"streammodelpath", model}}}},
                   {{"start", "flow"}, {"flow", "start"}}));
    ExpectInputErrorUntil(Seconds(20));
}

TEST_F(TgenApplicationTest, AModelThatOpensStreamsInNoTimeIsCaught)
{
    Connect();
    const auto model = WriteModel("burst", {{"+", 0}});
    Install(
        Client(),
        WriteGraph("client",
                   {{"start", {{"peers", "192.0.2.1:80"}}}, {"flow", {{"streammodelpath", model}}}},
                   {{"start", "flow"}}));
    ExpectInputErrorUntil(Seconds(20));
}

TEST_F(TgenApplicationTest, AModelThatNeverServesUsFailsTheStream)
{
    Connect();
    Install(Server(), WriteServer());
    const auto model = WriteModel("theirs", {{"-", 0}});
    for (const std::string sendsize : {"1 kib", ""})
    {
        std::map<std::string, std::string> options{{"recvsize", "1 kib"},
                                                   {"packetmodelpath", model}};
        options["sendsize"] = sendsize; // empty is unset
        Install(Client(), WriteOneStream(options));
    }
    RunUntil(Seconds(20));
    ASSERT_EQ(m_records.size(), 2u);
    EXPECT_EQ(m_records[0].error, "MODEL");
    EXPECT_EQ(m_records[1].error, "MODEL");
}

TEST_F(TgenApplicationTest, GapsOfThePacketModelAreKeptWhereTheyAreLong)
{
    // Every packet is ours and 50 ms follow it; the checksum waits for the last gap, too.
    Connect("1Gbps", "1ms");
    Install(Server(), WriteServer());
    const auto model = WriteModel("slow", {{"+", 50000}});
    const auto client = Install(Client(),
                                WriteOneStream({{"sendsize", "5736"}, // four packets of 1434
                                                {"recvsize", "0"},
                                                {"packetmodelpath", model}}));
    std::vector<Time> sent;
    client->TraceConnectWithoutContext(
        "Tx",
        CallLambda<uint64_t, uint64_t>([&](uint64_t, uint64_t bytes) {
            if (bytes == 1434 || bytes == 37)
            {
                sent.push_back(Simulator::Now());
            }
        }));
    RunUntil(Seconds(20));
    ASSERT_EQ(m_records.size(), 1u);
    EXPECT_EQ(m_records[0].status, TransferRecord::SUCCESS);
    ASSERT_EQ(sent.size(), 5u);
    for (std::size_t i = 1; i < sent.size(); ++i)
    {
        EXPECT_EQ(sent[i] - sent[i - 1], MilliSeconds(50)) << i;
    }
}

TEST_F(TgenApplicationTest, ShortGapsAreNotKept)
{
    Connect("1Gbps", "1ms");
    Install(Server(), WriteServer());
    const auto model = WriteModel("quick", {{"+", 9000}});
    Install(
        Client(),
        WriteOneStream({{"sendsize", "100 kib"}, {"recvsize", "0"}, {"packetmodelpath", model}}));
    RunUntil(Seconds(20));
    ASSERT_EQ(m_records.size(), 1u);
    EXPECT_LT(m_records[0].end - m_records[0].start, MilliSeconds(20));
}

TEST_F(TgenApplicationTest, APeerThatNoNodeHasIsNamedByItsAddress)
{
    Connect();
    Install(Client(),
            WriteOneStream({{"sendsize", "0"}, {"recvsize", "1"}}, {{"peers", "192.0.2.1:80"}}));
    RunUntil(Seconds(5));
    ASSERT_EQ(m_records.size(), 1u);
    EXPECT_EQ(m_records[0].server, "192.0.2.1");
}

TEST_F(TgenApplicationTest, StatusLinesFollowPayload)
{
    Connect("10Mbps", "10ms");
    Install(Server(), WriteServer());
    Install(Client(),
            WriteOneStream({{"sendsize", "0"}, {"recvsize", "100 kib"}}, {{"loglevel", "info"}}));
    RunUntil(Seconds(5));
    std::istringstream log(ReadFileBytes(m_directory + "/tgen.client.log"));
    std::string lastBytes;
    std::size_t count = 0;
    for (std::string line; std::getline(log, line);)
    {
        if (line.find("[stream-status]") != std::string::npos)
        {
            ++count;
            const auto parts = SplitAtWhitespace(line);
            EXPECT_EQ(parts.at(3), "[info]");
            const auto bytes = Get(ParseTgenLogFields(parts.at(12)), "payload-bytes-recv");
            EXPECT_NE(bytes, lastBytes);
            lastBytes = bytes;
        }
    }
    EXPECT_GT(count, 10u);
}

TEST_F(TgenApplicationTest, AServerOnATakenPortIsAnError)
{
    Connect();
    Install(Server(), WriteServer());
    Install(Server(), WriteServer());
    ExpectInputErrorUntil(Seconds(1));
}

TEST_F(TgenApplicationTest, WithNothingToDoItLeavesAtTheFirstHeartbeat)
{
    Connect();
    const auto idle = Install(Client(), WriteGraph("idle", {{"start", {}}}, {}));
    RunUntil(Seconds(3));
    EXPECT_TRUE(idle->HasEnded());
    EXPECT_EQ(ReadLog("client").heartbeats.size(), 1u);
}

TEST_F(TgenApplicationTest, StreamsThatCannotBeOpenedUseUpTheirSeeds)
{
    Connect();
    Install(Server(), WriteServer());
    const auto model = WriteModel("model", {{"+", 1000}});
    const auto config =
        WriteGraph("client",
                   {{"start", {{"markovmodelseed", "12345"}}},
                    {"flow", {{"streammodelpath", model}}},
                    {"pause", {{"time", "5500 us"}}},
                    {"stream", {{"peers", "server:8888"}, {"sendsize", "1"}, {"recvsize", "1"}}},
                    {"end", {{"count", "1"}}}},
                   {{"start", "flow"}, {"start", "pause"}, {"pause", "stream"}, {"stream", "end"}});
    SentBytes sent(Client());
    Install(Client(), config);
    RunUntil(Seconds(2));
    // One for the flow, and six for its streams at 0, 1, ..., 5 ms.
    std::mt19937 seeds(12345);
    seeds.discard(7);
    EXPECT_NE(sent.Get(1024, 8888).find(" MODEL_SEED=" + std::to_string(seeds()) + " "),
              std::string::npos)
        << sent.Get(1024, 8888).substr(0, 300);
}

} // namespace
