/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "../lambdas.h"
#include "input-problems.h"
#include "test-data.h"
#include "tgen-hosts.h"

#include "ns3/scenario-helper.h"

#include <algorithm>
#include <cmath>

using namespace ns3;

namespace
{

/// Legacy configs on hosts "client" and "server".
class TgenLegacyApplicationTest : public TgenHosts
{
  protected:
    /// Times at which bytes of a stream were handed to TCP, and how many.
    using Writes = std::vector<std::pair<int64_t, uint64_t>>;

    static void SeeWrite(Writes* writes, uint64_t, uint64_t bytes)
    {
        writes->emplace_back(Simulator::Now().GetMicroSeconds(), bytes);
    }
};

const std::map<std::string, std::string> GET{{"type", "get"}, {"protocol", "tcp"}};

std::map<std::string, std::string>
Get(const std::string& size)
{
    auto attributes = GET;
    attributes["size"] = size;
    return attributes;
}

TEST_F(TgenLegacyApplicationTest, EndCountsOnlySuccesses)
{
    Connect();
    Install(Server(), WriteServer());
    const auto config = WriteGraph(
        "client",
        {{"start", {{"serverport", "8888"}}},
         {"transfer1",
          {{"type", "get"}, {"protocol", "tcp"}, {"size", "1 kb"}, {"peers", "server:1"}}},
         {"transfer2",
          {{"type", "put"}, {"protocol", "tcp"}, {"size", "2 kb"}, {"peers", "server:8888"}}},
         {"end", {{"count", "3"}}}},
        {{"start", "transfer1"},
         {"transfer1", "transfer2"},
         {"transfer2", "end"},
         {"end", "start"}});
    const auto client = Install(Client(), config);
    RunUntil(Seconds(10));
    EXPECT_TRUE(client->HasEnded());
    EXPECT_EQ(client->GetCounters().streams.succeeded, 3u);
    EXPECT_EQ(client->GetCounters().streams.failed, 3u);
    ASSERT_EQ(m_records.size(), 6u);
    EXPECT_EQ(m_records[1].sentBytes, 2000u);
    EXPECT_EQ(m_records[1].receivedBytes, 0u);
}

TEST_F(TgenLegacyApplicationTest, EndSizeCountsBothDirections)
{
    Connect();
    Install(Server(), WriteServer());
    const auto config = WriteGraph("client",
                                   {{"start", {{"serverport", "8888"}, {"peers", "server:8888"}}},
                                    {"transfer", Get("10 kb")},
                                    {"end", {{"size", "60 kb"}}}},
                                   {{"start", "transfer"}, {"transfer", "end"}, {"end", "start"}});
    const auto client = Install(Client(), config);
    RunUntil(Seconds(10));
    // A transfer takes some 12.3 kB with header and model: five of them are 60 kB together.
    EXPECT_TRUE(client->HasEnded());
    EXPECT_EQ(m_records.size(), 5u);
    const auto& total = client->GetCounters();
    EXPECT_LT(total.bytesRead, 60000u) << "neither direction alone";
    EXPECT_LT(total.bytesWritten, 60000u);
    EXPECT_GE(total.bytesRead + total.bytesWritten, 60000u);
}

TEST_F(TgenLegacyApplicationTest, TheOwnHostIsNoPeer)
{
    Connect();
    Install(Server(), WriteServer());
    const auto config =
        WriteGraph("client",
                   {{"start", {{"serverport", "8888"}, {"peers", "CLIENT:8888,server:8888"}}},
                    {"transfer", Get("1 kb")},
                    {"end", {{"count", "50"}}}},
                   {{"start", "transfer"}, {"transfer", "end"}, {"end", "start"}});
    Install(Client(), config);
    RunUntil(Seconds(10));
    ASSERT_EQ(m_records.size(), 50u);
    for (const auto& record : m_records)
    {
        EXPECT_EQ(record.server, "server");
    }
}

TEST_F(TgenLegacyApplicationTest, StallsOutAfterFifteenSeconds)
{
    Connect();
    Install(Server(), WriteServer({{"stallout", "0"}}));
    const auto config = WriteGraph("client",
                                   {{"start", {{"serverport", "8888"}, {"peers", "server:8888"}}},
                                    {"transfer", Get("100 mb")}},
                                   {{"start", "transfer"}});
    Install(Client(), config);
    ScheduleLambda(MilliSeconds(500), [this] { CutLink(); });
    RunUntil(Seconds(40));
    ASSERT_EQ(m_records.size(), 1u);
    EXPECT_EQ(m_records[0].error, "STALLOUT");
    EXPECT_EQ(m_records[0].end, Seconds(16));
}

TEST_F(TgenLegacyApplicationTest, TheLogSaysOnceHowTheConfigWasUnderstood)
{
    Connect();
    Install(Server(), WriteServer());
    const auto config = WriteGraph(
        "client",
        {{"start", {{"serverport", "8888"}, {"peers", "server:8888"}}}, {"transfer", Get("1 kb")}},
        {{"start", "transfer"}});
    Install(Client(), config);
    RunUntil(Seconds(2));
    const auto log = ReadFileBytes(m_directory + "/tgen.client.log");
    const auto found = log.find("in the vocabulary of TGen 0.0.1");
    ASSERT_NE(found, std::string::npos);
    EXPECT_EQ(log.find("in the vocabulary of TGen 0.0.1", found + 1), std::string::npos);
    EXPECT_NE(log.find("transfer of type get = stream with recvsize"), std::string::npos);
    EXPECT_EQ(ReadLog("client").streams.size(), 1u);
}

TEST_F(TgenLegacyApplicationTest, SchedulesAreKeptOnBothSides)
{
    Connect("1Gbps", "1ms");
    Writes serverWrites;
    Writes clientWrites;
    const auto server = Install(Server(), WriteServer(), "real");
    const auto config = WriteGraph("client",
                                   {{"start", {{"serverport", "8888"}, {"peers", "server:8888"}}},
                                    {"transfer",
                                     {{"type", "schedule"},
                                      {"protocol", "tcp"},
                                      {"localschedule", "0,1000,1,30000,7"},
                                      {"remoteschedule", "5000,600,600,50000,9"}}}},
                                   {{"start", "transfer"}});
    const auto client = Install(Client(), config, "real");
    client->TraceConnectWithoutContext("Tx", MakeBoundCallback(&SeeWrite, &clientWrites));
    server->TraceConnectWithoutContext("Tx", MakeBoundCallback(&SeeWrite, &serverWrites));
    RunUntil(Seconds(5));
    ASSERT_EQ(m_records.size(), 1u);
    EXPECT_EQ(m_records[0].status, TransferRecord::SUCCESS);
    EXPECT_EQ(m_records[0].sentBytes, 5 * 1434u);
    EXPECT_EQ(m_records[0].receivedBytes, 5 * 1434u);

    // Client, after its header: 0 and 1000 and 1 are more than 1000 us together, so three packets
    // go out; 1001 us later one more, and 30 ms later the last. Then come the sum and the footer.
    const auto start = clientWrites.at(0).first;
    ASSERT_EQ(clientWrites.size(), 6u);
    EXPECT_EQ(clientWrites[1], std::pair(start, uint64_t{3 * 1434}));
    EXPECT_EQ(clientWrites[2], std::pair(start + 1001, uint64_t{1434}));
    EXPECT_EQ(clientWrites[3], std::pair(start + 31001, uint64_t{1434}));
    EXPECT_EQ(clientWrites[4], std::pair(start + 31001, uint64_t{37}));
    EXPECT_EQ(clientWrites[5].second, 4u);
    // Server: one, and 5 ms later two (600 + 600 is more than 1000), and 1.2 ms later the others,
    // of which the first has 50 ms behind it.
    const auto answered = serverWrites.at(0).first;
    ASSERT_EQ(serverWrites.size(), 7u);
    EXPECT_EQ(serverWrites[1], std::pair(answered, uint64_t{1434}));
    EXPECT_EQ(serverWrites[2], std::pair(answered + 5000, uint64_t{2 * 1434}));
    EXPECT_EQ(serverWrites[3], std::pair(answered + 6200, uint64_t{1434}));
    EXPECT_EQ(serverWrites[4], std::pair(answered + 56200, uint64_t{1434}));
}

TEST_F(TgenLegacyApplicationTest, ALongScheduleTravels)
{
    Connect("1Gbps", "1ms");
    Install(Server(), WriteServer());
    std::string schedule = "1";
    for (int i = 1; i < 20000; ++i)
    {
        schedule += ",123456"; // 140 kB of text
    }
    const auto config = WriteGraph("client",
                                   {{"start", {{"serverport", "8888"}, {"peers", "server:8888"}}},
                                    {"transfer",
                                     {{"type", "schedule"},
                                      {"protocol", "tcp"},
                                      {"timeout", "2 h"},
                                      {"localschedule", "1"},
                                      {"remoteschedule", schedule}}}},
                                   {{"start", "transfer"}});
    Install(Client(), config);
    RunUntil(Seconds(3000));
    ASSERT_EQ(m_records.size(), 1u);
    EXPECT_EQ(m_records[0].status, TransferRecord::SUCCESS);
    EXPECT_EQ(m_records[0].receivedBytes, 20000 * 1434u);
    // Its first two packets go out together; the last one has nothing behind it.
    EXPECT_NEAR((*m_records[0].lastByte - *m_records[0].firstByte).GetSeconds(),
                19998 * 0.123456 + 0.000001,
                0.0001);
}

TEST_F(TgenLegacyApplicationTest, AScheduleTravelsInTheHeader)
{
    TgenCommand command;
    EXPECT_EQ(ParseTgenCommand("PROTOCOL_VERSION=2.0 HOSTNAME=a TRANSFER_ID=b SEND_SIZE=~ "
                               "RECV_SIZE=1434 MODEL_NAME=m MODEL_SEED=1 MODEL_MODE=path "
                               "MODEL_PATH=internal-packet-model RECV_SCHEDULE=5,6",
                               command),
              TgenStreamError::NONE);
    EXPECT_EQ(command.recvSchedule, "5,6");
    EXPECT_NE(FormatTgenCommand(command).find(" RECV_SCHEDULE=5,6\n"), std::string::npos);
}

/// Configs of old documentation in a scenario: hosts client, server1, server2, on a star.
class TgenLegacySeedTest : public testing::Test
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
        Names::Clear();
        Config::Reset();
    }

    /// @return the transfers of the client, in the order of their ends
    std::vector<TransferRecord> Run(const std::string& config, const std::string& stop)
    {
        const TemporaryFile server("server.graphml", R"(<graphml>
<key id="s" for="node" attr.name="serverport" attr.type="string"/>
<graph edgedefault="directed"><node id="start"><data key="s">8888</data></node></graph></graphml>)");
        const TemporaryFile scenario("scenario.json",
                                     R"({"stop": ")" + stop + R"(", "network":
{"type": "star", "hosts": ["client", "server1", "server2"],
 "link": {"rate": "1Gbps", "delay": "1ms"}}, "applications": [
{"type": "tgen", "hosts": ["server1", "server2"], "config": "server.graphml"},
{"type": "tgen", "hosts": ["client"], "config": ")" +
                                         config + R"("}]})");
        ResultsHelper results(std::filesystem::path(scenario.GetPath()).replace_extension(".d"));
        const auto loaded = ScenarioHelper::Load(scenario.GetPath());
        const auto applications = loaded.Install(results);
        std::vector<TransferRecord> records;
        const auto& last = applications.Get(applications.GetN() - 1);
        last->TraceConnectWithoutContext("Transfer", MakeBoundCallback(&Keep, &records));
        Simulator::Run();
        results.Discard();
        return records;
    }

    /// Whole seconds from the end of each transfer to the start of the next.
    static std::vector<int> ListPauses(const std::vector<TransferRecord>& records)
    {
        std::vector<int> pauses;
        for (std::size_t i = 1; i < records.size(); ++i)
        {
            const auto pause = records[i].start - records[i - 1].end;
            EXPECT_EQ(pause.GetNanoSeconds() % 1000000000, 0);
            pauses.push_back(static_cast<int>(pause.GetSeconds()));
        }
        return pauses;
    }

    /// @return the chi-square statistic of numbers from 1 to 60 in so many equal bins
    static double ChiSquare(const std::vector<int>& numbers, int bins)
    {
        std::vector<double> counts(bins);
        for (const auto number : numbers)
        {
            EXPECT_GE(number, 1);
            EXPECT_LE(number, 60);
            ++counts.at((number - 1) * bins / 60);
        }
        const double expected = static_cast<double>(numbers.size()) / bins;
        double sum = 0;
        for (const auto count : counts)
        {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }

  private:
    static void Keep(std::vector<TransferRecord>* records, const TransferRecord& record)
    {
        records->push_back(record);
    }
};

TEST_F(TgenLegacySeedTest, PausesOfAListAreUniform)
{
    std::string times = "1";
    for (int i = 2; i <= 60; ++i)
    {
        times += "," + std::to_string(i);
    }
    const TemporaryFile config("web.graphml", R"(<graphml>
<key id="d0" for="node" attr.name="serverport" attr.type="string"/>
<key id="d1" for="node" attr.name="peers" attr.type="string"/>
<key id="d2" for="node" attr.name="type" attr.type="string"/>
<key id="d3" for="node" attr.name="protocol" attr.type="string"/>
<key id="d4" for="node" attr.name="size" attr.type="string"/>
<key id="d5" for="node" attr.name="time" attr.type="string"/>
<graph edgedefault="directed">
<node id="start"><data key="d0">8888</data><data key="d1">server1:8888,server2:8888</data></node>
<node id="transfer"><data key="d2">get</data><data key="d3">tcp</data><data key="d4">1</data></node>
<node id="pause"><data key="d5">)" + times + R"(</data></node>
<edge source="start" target="transfer"/><edge source="transfer" target="pause"/>
<edge source="pause" target="start"/></graph></graphml>)");
    const auto records = Run("web.graphml", "100000s");
    const auto pauses = ListPauses(records);
    EXPECT_NEAR(pauses.size(), 100000 / 30.5, 150) << "four standard deviations";
    EXPECT_LT(ChiSquare(pauses, 60), 87.2) << "1 % level of chi-square with 59 degrees of freedom";
    std::size_t first = 0;
    for (const auto& record : records)
    {
        first += record.server == "server1";
    }
    EXPECT_NEAR(first, records.size() / 2.0, 2.58 * std::sqrt(records.size()) / 2)
        << "1 %, two-sided";
}

TEST_F(TgenLegacySeedTest, WebClientDownloadsAndPauses)
{
    SKIP_WITHOUT_TEST_DATA("tgen/seeds/web.graphml.xml");
    const auto records =
        Run(std::filesystem::absolute(GetTestDataPath("tgen/seeds/web.graphml.xml")), "7200s");
    const auto pauses = ListPauses(records);
    ASSERT_GT(pauses.size(), 200u);
    EXPECT_LT(ChiSquare(pauses, 12), 24.7) << "1 % level of chi-square with 11 degrees of freedom";
    for (const auto& record : records)
    {
        if (record.status == TransferRecord::SUCCESS)
        {
            EXPECT_EQ(record.receivedBytes, 320u << 10);
            EXPECT_EQ(record.sentBytes, 0u);
            EXPECT_EQ(record.label, "transfer");
        }
    }
    EXPECT_EQ(records[0].status, TransferRecord::SUCCESS);
}

TEST_F(TgenLegacySeedTest, BulkClientDownloadsAtOnceAgain)
{
    SKIP_WITHOUT_TEST_DATA("tgen/seeds/bulk.graphml.xml");
    const auto records =
        Run(std::filesystem::absolute(GetTestDataPath("tgen/seeds/bulk.graphml.xml")), "3s");
    ASSERT_GT(records.size(), 10u);
    for (const auto pause : ListPauses(records))
    {
        EXPECT_EQ(pause, 0);
    }
    EXPECT_EQ(records[0].receivedBytes, 5u << 20);
}

TEST_F(TgenLegacySeedTest, SyncClientWaitsForAllThree)
{
    SKIP_WITHOUT_TEST_DATA("tgen/seeds/sync.graphml.xml");
    const auto records =
        Run(std::filesystem::absolute(GetTestDataPath("tgen/seeds/sync.graphml.xml")), "300s");
    ASSERT_EQ(records.size() % 3, 0u);
    ASSERT_GE(records.size(), 12u);
    for (std::size_t i = 0; i < records.size(); i += 3)
    {
        std::vector<uint64_t> sizes;
        Time last;
        for (std::size_t k = i; k < i + 3; ++k)
        {
            EXPECT_EQ(records[k].status, TransferRecord::SUCCESS);
            EXPECT_EQ(records[k].start, records[i].start) << "in parallel";
            sizes.push_back(records[k].receivedBytes);
            last = Max(last, records[k].end);
        }
        std::sort(sizes.begin(), sizes.end()); // the largest need not be the last
        EXPECT_EQ(sizes, (std::vector<uint64_t>{50 << 10, 1 << 20, 5 << 20}));
        if (i + 3 < records.size())
        {
            EXPECT_EQ(records[i + 3].start, last + Seconds(60));
        }
    }
}

} // namespace
