/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "../lambdas.h"
#include "gensyn/gensyn-hosts.h"

#include "ns3/gensyn-datagram.h"
#include "ns3/gensyn-port-book.h"
#include "ns3/gensyn-templates.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/map-scheduler.h"
#include "ns3/object-factory.h"
#include "ns3/socket.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/udp-header.h"
#include "ns3/udp-l4-protocol.h"

#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>

namespace ns3
{

namespace
{

using GensynApplicationTest = GensynHosts;

/// @return a model of users who do one thing again and again
std::string
Make(const std::string& modules,
     const std::string& module,
     const std::string& pause = "1s",
     const std::string& more = "",
     const std::string& start = "pause")
{
    return R"({"name": "m", "start": ")" + start + R"(", "states": {
        "pause": {"mean": ")" +
           pause + R"(", "to": {"busy": 1}},
        "busy": {"module": ")" +
           module + R"(", "to": {"pause": 1})" + more + R"(}}, "modules": {)" + modules + "}}";
}

/// Datagrams that a node sends, or receives.
class SentDatagrams
{
  public:
    /// @param trace "Tx", or "Rx" for those that come
    explicit SentDatagrams(Ptr<Node> node, const std::string& trace = "Tx")
    {
        node->GetObject<Ipv4L3Protocol>()->TraceConnectWithoutContext(
            trace,
            MakeCallback(&SentDatagrams::See, this));
    }

    struct Datagram
    {
        Time time;
        uint16_t turn;
        uint32_t number;
        uint32_t bytes;
    };

    std::map<uint16_t, std::vector<Datagram>> m_byPort;
    std::set<uint16_t> m_destinations;

  private:
    void See(Ptr<const Packet> sent, Ptr<Ipv4>, uint32_t)
    {
        const auto packet = sent->Copy();
        Ipv4Header ip;
        packet->RemoveHeader(ip);
        if (ip.GetProtocol() != UdpL4Protocol::PROT_NUMBER)
        {
            return;
        }
        UdpHeader udp;
        packet->RemoveHeader(udp);
        const auto bytes = packet->GetSize();
        GensynDatagram datagram;
        packet->RemoveHeader(datagram);
        m_byPort[udp.GetSourcePort()].push_back(
            {Simulator::Now(), datagram.GetTurn(), datagram.GetNumber(), bytes});
        m_destinations.insert(udp.GetDestinationPort());
    }
};

// HTTP --------------------------------------------------------------------------------------------

TEST_F(GensynApplicationTest, ACaptureReadsAsHttp)
{
    Connect();
    const SentBytes client(Client());
    const SentBytes server(Server());
    Install(Make(R"("ftp": {"sizes": 3000})", "ftp"), 1);
    Run(2);
    const std::string request = "GET /3000 HTTP/1.1\r\nHost: server\r\nUser-Agent: GenSyn\r\n"
                                "Accept: */*\r\nConnection: close\r\n\r\n";
    const std::string response =
        "HTTP/1.1 200 OK\r\nServer: content-server\r\nContent-Type: application/octet-stream\r\n"
        "Content-Length: 3000\r\nConnection: close\r\n\r\n" +
        std::string(3000, '\0');
    ASSERT_FALSE(m_records.empty());
    EXPECT_EQ(client.Get(1024, 80), request);
    EXPECT_EQ(server.Get(80, 1024), response);
}

TEST_F(GensynApplicationTest, FilesAreTransfersAndNothingIsLeftBehind)
{
    Connect();
    Install(Make(R"("ftp": {"sizes": {"distribution": "uniform", "min": 0, "max": 50000}})", "ftp"),
            20);
    m_users->SetStopTime(Seconds(50));
    Run(60);
    const auto& population = *m_users->GetPopulation();
    EXPECT_GT(m_records.size(), 800U);
    EXPECT_EQ(m_records.size(), population.GetTally(1).started);
    uint64_t bytes = 0;
    for (const auto& record : m_records)
    {
        EXPECT_EQ(record.system, "gensyn");
        EXPECT_EQ(record.kind, "ftp");
        EXPECT_EQ(record.client, "client");
        EXPECT_EQ(record.server, "server");
        EXPECT_EQ(record.label, "m");
        if (record.status == TransferRecord::SUCCESS)
        {
            EXPECT_EQ(record.requestedBytes, record.receivedBytes);
            EXPECT_LE(record.start, *record.connect);
            EXPECT_LE(*record.lastByte, record.end);
            bytes += record.receivedBytes;
        }
        else
        {
            EXPECT_EQ(record.error, "STOPPED");
        }
    }
    EXPECT_GT(bytes, 800U * 20000);
    EXPECT_EQ(m_users->GetNStreams(), 0U);
    EXPECT_EQ(m_server->GetNOpenConnections(), 0U);
    EXPECT_EQ(TcpSessionHost::Of(Client())->GetNClosing(), 0U);
    EXPECT_EQ(TcpSessionHost::Of(Client())->GetPorts().GetNTaken(), 0U);
    EXPECT_LE(CountSockets(Client()), 1U); // the template of copies
    EXPECT_LE(CountSockets(Server()), 2U); // the same, and that which listens
}

TEST_F(GensynApplicationTest, OpenTransfersAreReported)
{
    Connect("1Mbps");
    Install(Make(R"("ftp": {"sizes": 10000000})", "ftp"), 5);
    Run(20);
    EXPECT_TRUE(m_records.empty());
    m_users->ReportOpenTransfers();
    m_users->ReportOpenTransfers();
    ASSERT_EQ(m_records.size(), 5U);
    EXPECT_EQ(Count(TransferRecord::OPEN), 5U);
    uint64_t received = 0;
    for (std::size_t i = 0; i < 5; ++i)
    {
        EXPECT_EQ(m_records[i].sequence, i);
        received += m_records[i].receivedBytes;
    }
    EXPECT_GT(received, 2000000U);
}

TEST_F(GensynApplicationTest, ARefusedUserComesBack)
{
    Connect();
    m_users = InstallUsers(Make(R"("ftp": {"sizes": 1000})", "ftp"), 3);
    Run(20);
    EXPECT_GT(m_records.size(), 10U);
    for (const auto& record : m_records)
    {
        EXPECT_EQ(record.error, "REFUSED");
    }
    EXPECT_EQ(m_users->GetPopulation()->GetTally(1).failed, m_records.size());
    m_users->ReportOpenTransfers();
}

TEST_F(GensynApplicationTest, AUserWithoutARouteDoesNotStopTheClock)
{
    Connect();
    m_users = InstallUsers(
        Make(R"("ftp": {"sizes": 1000})", "ftp", "1s", R"(, "abandoned": {"busy": 1})"),
        1);
    m_users->SetServers({"192.0.2.1"});
    Run(10);
    EXPECT_GT(m_records.size(), 5U);
    EXPECT_LT(m_records.size(), 11U);
    EXPECT_EQ(m_records.front().error, "NO-ROUTE");
}

// Impatience --------------------------------------------------------------------------------------

TEST_F(GensynApplicationTest, ImpatientUsersBreakOff)
{
    Connect("1Mbps");
    Install(Make(R"("ftp": {"sizes": 10000000})", "ftp", "1s", R"(, "impatience": "3s")"), 4);
    Run(60);
    EXPECT_GT(m_records.size(), 30U);
    for (const auto& record : m_records)
    {
        EXPECT_EQ(record.error, "IMPATIENT");
        EXPECT_EQ(record.end - record.start, Seconds(3));
    }
    EXPECT_EQ(m_users->GetPopulation()->GetTally(1).abandoned, m_records.size());
    EXPECT_LE(m_server->GetNOpenConnections(), 5U);
    m_users->ReportOpenTransfers();
}

TEST_F(GensynApplicationTest, ExponentialPatienceIsPartOfTheRace)
{
    Connect("1Mbps");
    Install(Make(R"("ftp": {"sizes": 10000000})",
                 "ftp",
                 "1s",
                 R"(, "impatience": {"distribution": "exponential", "mean": "3s"})"),
            10);
    ApplicationWork work(m_users);
    Run(300);
    ASSERT_GT(m_records.size(), 300U);
    double sum = 0;
    for (const auto& record : m_records)
    {
        EXPECT_EQ(record.error, "IMPATIENT");
        sum += (record.end - record.start).GetSeconds();
    }
    const auto n = static_cast<double>(m_records.size());
    EXPECT_LT(std::abs(sum / n - 3) / 3 * std::sqrt(n), 2.576);
    work.m_works.Check();
    EXPECT_EQ(work.m_wrong, 0U);
    m_users->ReportOpenTransfers();
}

TEST_F(GensynApplicationTest, TimesOfNothingDoNotStopTheClock)
{
    // Patience and durations that are 0 as often as not, and users who come back at once.
    Connect();
    Install(R"({"name": "m", "start": "get", "states": {
        "get": {"module": "ftp", "to": {"send": 1}, "abandoned": {"get": 0.9, "send": 0.1},
            "impatience": {"distribution": "uniform", "min": 0, "max": "2ns"}},
        "send": {"module": "cbr", "to": {"send": 0.9, "talk": 0.1}},
        "talk": {"module": "voip", "to": {"get": 1}}},
        "modules": {"ftp": {"sizes": 1},
            "cbr": {"packet": 10, "interval": "1s",
                "duration": {"distribution": "uniform", "min": 0, "max": "2ns"}},
            "voip": {"packet": 10, "interval": "1s", "duration": "10ns",
                "talk": {"distribution": "uniform", "min": 0, "max": "2ns"}, "silence": 0}}})",
            2);
    Run(0.001001);
    EXPECT_GT(m_records.size(), 100U);
    for (const auto& record : m_records)
    {
        EXPECT_GT(record.end, record.start);
    }
    m_users->ReportOpenTransfers();
}

/// ns-3's list of events, which says how many are in it.
class CountingScheduler : public MapScheduler
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ns3::CountingScheduler")
                                .SetParent<MapScheduler>()
                                .AddConstructor<CountingScheduler>();
        return tid;
    }

    void Insert(const Event& event) override
    {
        ++g_count;
        MapScheduler::Insert(event);
    }

    Event RemoveNext() override
    {
        --g_count;
        return MapScheduler::RemoveNext();
    }

    void Remove(const Event& event) override
    {
        --g_count;
        MapScheduler::Remove(event);
    }

    static int g_count;
};

int CountingScheduler::g_count = 0;

TEST_F(GensynApplicationTest, NoEventsAreLeftBehind)
{
    CountingScheduler::g_count = 0;
    ObjectFactory scheduler;
    scheduler.SetTypeId(CountingScheduler::GetTypeId());
    Simulator::SetScheduler(scheduler);
    // Long patience and a slow race, of which each stream would leave an event.
    Connect();
    Install(R"({"name": "m", "start": "send", "states": {
        "pause": {"mean": "1000s", "to": {"send": 1}},
        "send": {"module": "cbr", "impatience": {"distribution": "uniform", "min": "500s",
            "max": "1000s"}, "to": {"send": 0.99, "pause": 0.01}}},
        "modules": {"cbr": {"packet": 10, "interval": "1s", "duration": "5ms"}}})",
            10);
    Run(5);
    EXPECT_GT(m_records.size(), 500U);
    EXPECT_LT(CountingScheduler::g_count, 50);
    m_users->ReportOpenTransfers();
}

TEST_F(GensynApplicationTest, NoEventsAreLeftOfDatagramsThatAreBrokenOff)
{
    CountingScheduler::g_count = 0;
    ObjectFactory scheduler;
    scheduler.SetTypeId(CountingScheduler::GetTypeId());
    Simulator::SetScheduler(scheduler);
    Connect();
    Install(R"({"name": "m", "start": "send", "states": {
        "pause": {"mean": "1ms", "to": {"send": 1}},
        "send": {"module": "cbr", "impatience": "5ms", "to": {"pause": 1},
            "abandoned": {"send": 0.9, "pause": 0.1}}},
        "modules": {"cbr": {"packet": 10, "interval": "1000s", "duration": "2000s"}}})",
            10);
    Run(5);
    EXPECT_GT(m_records.size(), 500U);
    EXPECT_LT(CountingScheduler::g_count, 50);
    m_users->ReportOpenTransfers();
}

TEST_F(GensynApplicationTest, PatienceThatEndsWithTheDatagramsIsEnough)
{
    Connect();
    Install(R"({"name": "m", "start": "stationary", "states": {
        "pause": {"mean": "1s", "to": {"busy": 1}},
        "busy": {"module": "cbr", "impatience": "2s", "to": {"pause": 1},
            "abandoned": {"sulk": 1}},
        "sulk": {"mean": "20s", "to": {"pause": 1}}},
        "modules": {"cbr": {"packet": 10, "interval": "100s", "duration": "2s"}}})",
            300);
    Run(10);
    EXPECT_GT(m_records.size(), 500U);
    for (const auto& record : m_records)
    {
        EXPECT_EQ(record.error, "");
    }
    EXPECT_EQ(m_users->GetPopulation()->GetCounts()[2], 0U);
    m_users->ReportOpenTransfers();
}

// Web ---------------------------------------------------------------------------------------------

TEST_F(GensynApplicationTest, PagesAreFetchedWithTheirObjects)
{
    Connect();
    Install(Make(R"("web": {"pages": {"source": 20000, "objects": 4, "size": 5000}})", "web"), 2);
    std::map<std::string, int> requests;
    m_server->TraceConnectWithoutContext(
        "Request",
        CallLambda<const std::string&, uint64_t>(
            [&](const std::string& path, uint64_t) { ++requests[path]; }));
    Run(20);
    EXPECT_GT(m_records.size(), 20U);
    for (const auto& record : m_records)
    {
        EXPECT_EQ(record.kind, "web");
        EXPECT_EQ(record.status, TransferRecord::SUCCESS);
        EXPECT_EQ(record.receivedBytes, 40000U);
        EXPECT_EQ(record.requestedBytes, 40000U);
    }
    EXPECT_EQ(requests.size(), 2U);
    EXPECT_EQ(requests["/5000"], 4 * requests["/20000"]);
    m_users->ReportOpenTransfers();
}

TEST_F(GensynApplicationTest, APageWhoseSourceIsShortIsComplete)
{
    Connect();
    Install(Make(R"("web": {"pages": {"source": 20000, "objects": 4, "size": 5000}})", "web"), 2);
    m_server->SetContent({{"/20000", 20}});
    Run(20);
    EXPECT_GT(m_records.size(), 20U);
    for (const auto& record : m_records)
    {
        EXPECT_EQ(record.status, TransferRecord::SUCCESS);
        EXPECT_EQ(record.receivedBytes, 20020U);
    }
    m_users->ReportOpenTransfers();
}

/// @return seconds that a page of many objects takes, over 200 ms of round trip
double
TimePage(const std::string& parallel)
{
    struct Fixture : GensynHosts
    {
        void TestBody() override
        {
        }

        double Measure(const std::string& more)
        {
            SetUp();
            Connect("100Mbps", "100ms");
            Install(Make(R"("web": {"pages": {"source": 1000, "objects": 8, "size": 1000})" + more +
                             "}",
                         "web"),
                    1);
            Run(30);
            const auto taken = (m_records.at(0).end - m_records.at(0).start).GetSeconds();
            m_users->ReportOpenTransfers();
            TearDown();
            return taken;
        }
    };

    return Fixture().Measure(parallel);
}

TEST(GensynWebTest, ObjectsAreFetchedInParallelUpToALimit)
{
    // A file takes two round trips. All objects after the source: two times that; one after
    // another: nine times.
    EXPECT_NEAR(TimePage(""), 0.8, 0.02);
    EXPECT_NEAR(TimePage(R"(, "parallel": 4)"), 1.2, 0.02);
    EXPECT_NEAR(TimePage(R"(, "parallel": 1)"), 3.6, 0.05);
}

TEST_F(GensynApplicationTest, ObjectsStartBeforeTheSourceIsComplete)
{
    Connect("100Mbps", "100ms");
    Install(Make(R"("web": {"pages": {"source": 400000, "objects": 1, "size": 1000}})", "web"), 1);
    std::vector<std::pair<std::string, double>> requests;
    m_server->TraceConnectWithoutContext(
        "Request",
        CallLambda<const std::string&, uint64_t>([&](const std::string& path, uint64_t) {
            requests.emplace_back(path, Simulator::Now().GetSeconds());
        }));
    Run(10);
    ASSERT_GE(requests.size(), 2U);
    EXPECT_EQ(requests[1].first, "/1000");
    // In slow start (10 segments) the middle of the source comes in the fourth round trip, its end
    // in the fifth. Then a connection is made.
    EXPECT_NEAR(requests[1].second - requests[0].second, 1.0, 0.05);
    m_users->ReportOpenTransfers();
}

TEST(GensynPagesTest, APageAddsItsLinksOnce)
{
    const auto model = GensynModel::Parse(
        Make(R"("web": {"pages": {"source": 1000, "objects": 2, "size": 10, "count": 1},
            "growth": {"links": 1, "share": 0.5, "limit": 1000}})",
             "web"),
        "m");
    // Half of the pages link to another one, and no page does twice: the list comes to an end.
    SeededSource uniform(3);
    GensynPages pages(model, model->GetModules()[0]);
    for (int i = 0; i < 1000; ++i)
    {
        pages.Visit(uniform);
    }
    EXPECT_LT(pages.GetN(), 20U);
}

TEST(GensynPagesTest, ListsGrowByLinks)
{
    const auto model = GensynModel::Parse(
        Make(R"("web": {"pages": {"source": 1000, "objects": 2, "size": 10, "count": 5},
            "growth": {"links": 2, "share": 0.5, "limit": 40}})",
             "web"),
        "m");
    SeededSource uniform(1);
    GensynPages pages(model, model->GetModules()[0]);
    pages.Visit(uniform);
    EXPECT_GE(pages.GetN(), 5U);
    EXPECT_LE(pages.GetN(), 7U);
    for (int i = 0; i < 1000; ++i)
    {
        EXPECT_EQ(pages.Visit(uniform).objects.size(), 2U);
    }
    EXPECT_EQ(pages.GetN(), 40U);
}

TEST(GensynPagesTest, ListsThatDoNotGrowKeepTheirPages)
{
    const auto model = GensynModel::Parse(
        Make(R"("web": {"pages": {"source": {"distribution": "uniform", "min": 1, "max": 1000000},
            "objects": 0, "size": 10, "count": 5}})",
             "web"),
        "m");
    SeededSource uniform(1);
    GensynPages pages(model, model->GetModules()[0]);
    std::set<uint64_t> sources;
    for (int i = 0; i < 200; ++i)
    {
        sources.insert(pages.Visit(uniform).source);
    }
    EXPECT_EQ(sources.size(), 5U);
}

// Datagrams ---------------------------------------------------------------------------------------

TEST_F(GensynApplicationTest, CbrSendsOneSizeAtOneInterval)
{
    Connect("10Mbps", "5ms");
    const SentDatagrams sent(Client());
    Install(Make(R"("cbr": {"packet": 1024, "interval": "125ms", "duration": "2s"})", "cbr"), 3);
    Run(30);
    EXPECT_GT(m_records.size(), 10U);
    EXPECT_EQ(sent.m_destinations, std::set<uint16_t>{9000});
    for (const auto& [port, datagrams] : sent.m_byPort)
    {
        EXPECT_GT(port, 30000);
        EXPECT_LE(port, 35000);
        for (std::size_t i = 0; i < datagrams.size(); ++i)
        {
            EXPECT_EQ(datagrams[i].bytes, 1024U);
            if (i > 0 && datagrams[i].number > 0)
            {
                EXPECT_EQ(datagrams[i].number, datagrams[i - 1].number + 1);
                EXPECT_EQ(datagrams[i].time - datagrams[i - 1].time, MilliSeconds(125));
            }
        }
    }
    for (const auto& record : m_records)
    {
        EXPECT_EQ(record.kind, "cbr");
        EXPECT_EQ(record.sentBytes, 16U * 1024);
        EXPECT_EQ(record.end - record.start, Seconds(2));
        EXPECT_FALSE(record.requestedBytes);
    }
    const auto& summary = m_server->GetSink().GetSummaries().begin()->second;
    EXPECT_EQ(summary.lost, 0U);
    // 1024 + 8 + 20 + 2 bytes at 10 Mbit/s, and 5 ms.
    EXPECT_NEAR(summary.delayMax, 0.0058432, 0.0018);
    EXPECT_NEAR(summary.GetMeanDelay(), 0.0058432, 0.0001);
    const auto open = m_users->GetNStreams();
    EXPECT_EQ(GensynPortBook::Of(Client())->GetNTaken(), open);
    m_users->ReportOpenTransfers();
    EXPECT_EQ(m_records.size(), summary.streams);
    EXPECT_EQ(GensynPortBook::Of(Client())->GetNTaken(), 0U);
}

TEST_F(GensynApplicationTest, VoipTalksAndIsSilent)
{
    Connect();
    const SentDatagrams sent(Client());
    Install(Make(R"("voip": {"packet": 10, "interval": "10ms", "duration": "100s",
        "talk": "1s", "silence": "1.35s"})",
                 "voip"),
            10);
    Run(90);
    double talk = 0;
    double silence = 0;
    int spurts = 0;
    for (const auto& [port, datagrams] : sent.m_byPort)
    {
        EXPECT_GT(port, 20000);
        EXPECT_LE(port, 25000);
        for (std::size_t i = 1; i < datagrams.size(); ++i)
        {
            const auto gap = (datagrams[i].time - datagrams[i - 1].time).GetSeconds();
            if (gap > 0.0100001)
            {
                silence += gap - 0.01;
                ++spurts;
            }
            talk += 0.01;
        }
    }
    ASSERT_GT(spurts, 250);
    // A spurt of packets ends within an interval of the talk.
    EXPECT_NEAR(talk / spurts, 1 + 0.005, 2.576 / std::sqrt(spurts));
    EXPECT_NEAR(silence / spurts, 1.35, 0.01 + 2.576 * 1.35 / std::sqrt(spurts));
    m_users->ReportOpenTransfers();
}

TEST_F(GensynApplicationTest, MpegSendsTheFramesOfATraceOverAndOver)
{
    Connect();
    const SentDatagrams sent(Client());
    Install(Make(R"("mpeg": {"trace": [8192, 8193, 30000, 0], "duration": "2s"})", "mpeg"), 1);
    Run(4);
    ASSERT_EQ(sent.m_byPort.size(), m_users->GetPopulation()->GetTally(1).started);
    const auto& [port, datagrams] = *sent.m_byPort.begin();
    EXPECT_GT(port, 25000);
    EXPECT_LE(port, 30000);
    std::map<int64_t, uint32_t> frames;
    for (const auto& datagram : datagrams)
    {
        EXPECT_EQ(datagram.bytes, 1024U);
        ++frames[(datagram.time - datagrams.front().time).GetMilliSeconds()];
    }
    std::vector<uint32_t> sizes;
    for (const auto& [time, size] : frames)
    {
        EXPECT_EQ(time % 40, 0);
        sizes.push_back(size);
    }
    ASSERT_GE(sizes.size(), 30U); // of 50 frames a quarter is empty
    for (std::size_t i = 0; i + 3 < sizes.size(); ++i)
    {
        EXPECT_EQ(sizes[i] + sizes[i + 1] + sizes[i + 2], 1U + 2 + 4);
        EXPECT_EQ(sizes[i], sizes[i + 3]);
    }
    m_users->ReportOpenTransfers();
}

TEST_F(GensynApplicationTest, ThereAre5000PortsForAModule)
{
    Connect("1Gbps");
    Install(Make(R"("cbr": {"packet": 10, "interval": "10s", "duration": "1000s"})", "cbr", "1ms"),
            5010);
    Run(2.5);
    EXPECT_EQ(GensynPortBook::Of(Client())->GetNTaken(), 5000U);
    ASSERT_FALSE(m_records.empty());
    for (const auto& record : m_records)
    {
        EXPECT_EQ(record.error, "NO-PORT");
    }
    m_users->ReportOpenTransfers();
}

TEST_F(GensynApplicationTest, DatagramsStartInEquilibrium)
{
    Connect("1Gbps");
    Install(Make(R"("cbr": {"packet": 10, "interval": "100s", "duration": "4s"})",
                 "cbr",
                 "4s",
                 "",
                 "stationary"),
            2000);
    uint64_t first = 0;
    ScheduleLambda(MilliSeconds(2), [&] { first = m_users->GetPopulation()->GetCounts()[1]; });
    Run(2.001);
    // Constant durations seen at any time: half of those under way are over after half of it.
    EXPECT_NEAR(static_cast<double>(first), 1000, 2.576 * std::sqrt(500));
    EXPECT_NEAR(static_cast<double>(m_records.size()),
                static_cast<double>(first) / 2,
                2.576 * std::sqrt(250));
    m_users->ReportOpenTransfers();
}

TEST_F(GensynApplicationTest, ImpatientDatagramUsersStartInEquilibrium)
{
    // Durations of 100 s, patience of 1 s: a second in each state.
    Connect("1Gbps");
    Install(Make(R"("cbr": {"packet": 10, "interval": "100s",
        "duration": {"distribution": "exponential", "mean": "100s"}})",
                 "cbr",
                 "1s",
                 R"(, "impatience": {"distribution": "exponential", "mean": "1s"})",
                 "stationary"),
            4000);
    std::vector<double> counts;
    for (const double at : {0.002, 0.5, 1.0, 2.0, 4.0})
    {
        ScheduleLambda(Seconds(at), [&] {
            counts.push_back(static_cast<double>(m_users->GetPopulation()->GetCounts()[1]));
        });
    }
    Run(4.1);
    const double share = (100 / 101.0) / (1 + 100 / 101.0);
    ASSERT_EQ(counts.size(), 5U);
    for (const double count : counts)
    {
        EXPECT_NEAR(count, 4000 * share, 2.576 * std::sqrt(4000 * share * (1 - share)));
    }
    m_users->ReportOpenTransfers();
}

TEST_F(GensynApplicationTest, UsersOfConstantPatienceStartInEquilibriumWhereverTheyGo)
{
    // With 3 s of patience, durations uniform up to 4 s take 1.875 s. A quarter is given up, and
    // they sulk for 6 s: 1 to 1.875 to 1.5.
    Connect("1Gbps");
    Install(R"({"name": "m", "start": "stationary", "states": {
        "pause": {"mean": "1s", "to": {"busy": 1}},
        "busy": {"module": "cbr", "impatience": "3s", "to": {"pause": 1},
            "abandoned": {"sulk": 1}},
        "sulk": {"mean": "6s", "to": {"pause": 1}}},
        "modules": {"cbr": {"packet": 10, "interval": "100s",
            "duration": {"distribution": "uniform", "min": 0, "max": 4}}}})",
            4000);
    std::vector<std::vector<uint64_t>> counts;
    for (const double at : {0.002, 0.5, 1.0, 2.0, 4.0})
    {
        ScheduleLambda(Seconds(at),
                       [&] { counts.push_back(m_users->GetPopulation()->GetCounts()); });
    }
    Run(4.1);
    const double shares[] = {1 / 4.375, 1.875 / 4.375, 1.5 / 4.375};
    ASSERT_EQ(counts.size(), 5U);
    for (const auto& each : counts)
    {
        for (int state = 0; state < 3; ++state)
        {
            EXPECT_NEAR(static_cast<double>(each[state]),
                        4000 * shares[state],
                        2.576 * std::sqrt(4000 * shares[state] * (1 - shares[state])));
        }
    }
    m_users->ReportOpenTransfers();
}

TEST_F(GensynApplicationTest, PopulationsOfAHostShareItsPorts)
{
    Connect("1Gbps");
    const SentDatagrams sent(Client());
    const auto model =
        Make(R"("voip": {"packet": 10, "interval": "100ms", "duration": "2s"})", "voip", "1s");
    Install(model, 400);
    const auto others = InstallUsers(model, 400);
    Run(10);
    for (const auto& [port, datagrams] : sent.m_byPort)
    {
        // One stream after another.
        for (std::size_t i = 1; i < datagrams.size(); ++i)
        {
            const bool isNext = datagrams[i].turn == datagrams[i - 1].turn &&
                                datagrams[i].number == datagrams[i - 1].number + 1;
            const bool isNew =
                datagrams[i].turn == datagrams[i - 1].turn + 1 && datagrams[i].number == 0;
            ASSERT_TRUE(isNext || isNew);
        }
    }
    EXPECT_EQ(GensynPortBook::Of(Client())->GetNTaken(),
              m_users->GetNStreams() + others->GetNStreams());
    m_users->ReportOpenTransfers();
    others->ReportOpenTransfers();
    EXPECT_EQ(GensynPortBook::Of(Client())->GetNTaken(), 0U);
    const auto& summary = m_server->GetSink().GetSummaries().begin()->second;
    EXPECT_GT(summary.streams, 2000U);
    EXPECT_EQ(summary.streams, m_records.size());
    EXPECT_EQ(summary.lost, 0U);
}

TEST_F(GensynApplicationTest, DatagramsFarApartAreOneStream)
{
    Connect();
    Install(Make(R"("cbr": {"packet": 10, "interval": "100s", "duration": "2000s"})", "cbr"), 20);
    Run(1900);
    const auto& summary = m_server->GetSink().GetSummaries().begin()->second;
    EXPECT_GE(summary.packets, 20U * 18);
    EXPECT_EQ(summary.streams, 20U);
    EXPECT_EQ(summary.lost, 0U);
    m_users->ReportOpenTransfers();
}

TEST_F(GensynApplicationTest, LossesAreTheGapsOfStreams)
{
    Connect();
    LosePackets(0.1);
    const SentDatagrams received(Server(), "Rx");
    // Many short streams, so that ports are used again.
    Install(
        Make(R"("voip": {"packet": 10, "interval": "10ms", "duration": "50ms"})", "voip", "10ms"),
        400);
    Run(3);
    std::map<std::pair<uint16_t, uint16_t>, std::set<uint32_t>> streams;
    for (const auto& [port, datagrams] : received.m_byPort)
    {
        for (const auto& datagram : datagrams)
        {
            streams[{port, datagram.turn}].insert(datagram.number);
        }
    }
    uint64_t lost = 0;
    uint64_t packets = 0;
    for (const auto& [key, numbers] : streams)
    {
        lost += *numbers.rbegin() + 1 - numbers.size();
        packets += numbers.size();
    }
    const auto& summary = m_server->GetSink().GetSummaries().begin()->second;
    EXPECT_GT(streams.size(), 3U * 5000); // more than there are ports
    EXPECT_EQ(summary.streams, streams.size());
    EXPECT_EQ(summary.packets, packets);
    EXPECT_EQ(summary.lost, lost);
    EXPECT_GT(lost, packets / 20);
    m_users->ReportOpenTransfers();
}

// The server --------------------------------------------------------------------------------------

TEST_F(GensynApplicationTest, AClientThatAsksForNothingIsTurnedAway)
{
    Connect("1Mbps");
    // One takes minutes for its file.
    Install(Make(R"("ftp": {"sizes": 40000000})", "ftp", "1ms"), 1);
    const auto silent = Socket::CreateSocket(Client(), TcpSocketFactory::GetTypeId());
    silent->Bind();
    silent->Connect(InetSocketAddress("10.1.1.2", 80));
    std::vector<std::size_t> open;
    for (const double at : {1.0, 59.0, 121.0, 200.0})
    {
        ScheduleLambda(Seconds(at), [&] { open.push_back(m_server->GetNOpenConnections()); });
    }
    Run(201);
    EXPECT_EQ(open, (std::vector<std::size_t>{2, 2, 1, 1}));
    m_users->ReportOpenTransfers();
}

// All together ------------------------------------------------------------------------------------

const std::string MIX = R"({"name": "mix", "start": "stationary", "states": {
    "idle": {"mean": "9s", "to": {"download": 0.5, "browse": 0.2, "connect": 0.2, "watch": 0.1}},
    "read": {"phases": [{"weight": 0.8, "mean": "1s"}, {"weight": 0.2, "mean": "6s"}],
        "to": {"download": 0.7, "idle": 0.3}},
    "download": {"module": "ftp", "impatience": "2s", "to": {"read": 1}, "abandoned": {"idle": 1}},
    "browse": {"module": "web", "to": {"read": 1},
        "impatience": {"distribution": "exponential", "mean": "5s"}},
    "connect": {"module": "voip", "to": {"idle": 1}},
    "watch": {"module": "mpeg", "to": {"idle": 1}}},
  "modules": {"ftp": {"sizes": {"distribution": "exponential", "mean": 100000}},
    "web": {"pages": {"source": 8000, "objects": {"distribution": "uniform", "min": 0, "max": 6},
        "size": {"distribution": "exponential", "mean": 10000}}, "parallel": 3},
    "voip": {"packet": 50, "interval": "100ms", "talk": "1s", "silence": "1.35s",
        "duration": {"distribution": "exponential", "mean": "10s"}},
    "mpeg": {"trace": [4000, 20000, 9000], "duration": {"distribution": "exponential",
        "mean": "5s"}}}})";

TEST_F(GensynApplicationTest, TimeRescalingHoldsOverARealNetwork)
{
    // The link is full: 100 users would load it by 1.5, could they.
    Connect("6Mbps", "10ms");
    Install(MIX, 100);
    ApplicationWork work(m_users);
    Run(40);
    EXPECT_GT(work.m_works.GetN(), 500U);
    work.m_works.Check();
    EXPECT_EQ(work.m_wrong, 0U);
    EXPECT_GT(Count(TransferRecord::FAILED), 10U);
    EXPECT_GT(Count(TransferRecord::SUCCESS), 200U);
    m_users->ReportOpenTransfers();
    uint64_t started = 0;
    for (uint32_t state = 0; state < 6; ++state)
    {
        started += m_users->GetPopulation()->GetTally(state).started;
    }
    EXPECT_EQ(started, m_records.size());
}

TEST_F(GensynApplicationTest, TimeRescalingHoldsForFtpUsersWithoutPhases)
{
    Connect("6Mbps", "10ms");
    Install(R"({"name": "m", "start": "stationary", "states": {
        "idle": {"mean": "18s", "to": {"download": 1}},
        "read": {"mean": "4s", "to": {"download": 0.8, "idle": 0.2}},
        "download": {"module": "ftp", "to": {"read": 1}}},
        "modules": {"ftp": {"sizes": {"distribution": "pareto", "scale": 20000, "shape": 1.5}}}})",
            100);
    ApplicationWork work(m_users);
    Run(60);
    EXPECT_GT(work.m_works.GetN(), 500U);
    work.m_works.Check();
    EXPECT_EQ(work.m_wrong, 0U);
    m_users->ReportOpenTransfers();
}

/// A template, as much faster as it takes for enough events in a short run.
struct FastTemplate
{
    const char* name;
    std::vector<std::string> parameters;
    uint64_t users;
};

class GensynTemplateTest : public GensynHosts, public testing::WithParamInterface<FastTemplate>
{
};

TEST_P(GensynTemplateTest, TimeRescalingHoldsOverARealNetwork)
{
    Connect("10Mbps", "10ms");
    Install(FindGensynTemplate(GetParam().name), GetParam().users, GetParam().parameters);
    ApplicationWork work(m_users);
    Run(30);
    EXPECT_GT(work.m_works.GetN(), 300U);
    work.m_works.Check();
    EXPECT_EQ(work.m_wrong, 0U);
    EXPECT_GT(Count(TransferRecord::SUCCESS), 100U);
    m_users->ReportOpenTransfers();
    EXPECT_EQ(GensynPortBook::Of(Client())->GetNTaken(), 0U);
}

INSTANTIATE_TEST_SUITE_P(
    Templates,
    GensynTemplateTest,
    testing::Values(
        FastTemplate{"combined",
                     {"states.idle.mean=15s",
                      "modules.voip.interval=100ms",
                      "modules.voip.duration.mean=2s",
                      "modules.ftp.sizes=20KB"},
                     600},
        FastTemplate{"ftp", {"states.idle.mean=20s", "modules.ftp.sizes=30KB"}, 600},
        FastTemplate{"video", {"states.idle.mean=20s", "modules.mpeg.duration.mean=200ms"}, 400},
        FastTemplate{"voice",
                     {"states.idle.mean=10s",
                      "modules.voip.interval=100ms",
                      "modules.voip.duration.mean=2s"},
                     200},
        FastTemplate{"web", {"states.idle.mean=20s", "states.download.impatience=500ms"}, 600}),
    [](const auto& each) { return each.param.name; });

TEST_F(GensynApplicationTest, TimeRescalingHoldsWithConditions)
{
    // Who downloads keeps others away.
    Connect("3Mbps", "10ms");
    Install(R"({"name": "m", "start": "idle", "states": {
        "idle": {"mean": "2s", "to": {
            "download": {"probability": 0.8, "when": {"state": "download", "below": 15}},
            "read": {"probability": 0.2, "scale": {"state": "download", "until": 30}}}},
        "read": {"phases": [{"weight": 0.7, "mean": "1s"}, {"weight": 0.3, "mean": "5s"}],
            "to": {"idle": 1}},
        "download": {"module": "ftp", "to": {"read": 0.5, "idle": 0.5}}},
        "modules": {"ftp": {"sizes": {"distribution": "exponential", "mean": 50000}}}})",
            60);
    ApplicationWork work(m_users);
    Run(60);
    EXPECT_GT(work.m_works.GetN(), 400U);
    work.m_works.Check();
    EXPECT_EQ(work.m_wrong, 0U);
    m_users->ReportOpenTransfers();
}

TEST_F(GensynApplicationTest, BytesAreConservedByModule)
{
    Connect("100Mbps");
    const SentDatagrams sent(Client());
    Install(MIX, 50);
    m_users->SetStopTime(Seconds(20));
    Run(21);
    std::map<std::string, uint64_t> records;
    std::map<std::string, uint64_t> started;
    for (const auto& record : m_records)
    {
        records[record.kind] += record.kind == "voip" || record.kind == "mpeg"
                                    ? record.sentBytes
                                    : record.receivedBytes;
        ++started[record.kind];
        if (record.status == TransferRecord::SUCCESS && record.requestedBytes)
        {
            EXPECT_EQ(*record.requestedBytes, record.receivedBytes);
        }
    }
    const std::pair<const char*, GensynModule::Type> modules[] = {{"voip", GensynModule::VOIP},
                                                                  {"mpeg", GensynModule::MPEG}};
    for (const auto& [kind, type] : modules)
    {
        uint64_t bytes = 0;
        for (const auto& [port, datagrams] : sent.m_byPort)
        {
            for (const auto& datagram : datagrams)
            {
                bytes += GensynPorts::TypeOf(port) == type ? datagram.bytes : 0;
            }
        }
        const auto& summary = m_server->GetSink().GetSummaries().at({"10.1.1.1", type});
        EXPECT_GT(bytes, 10000U);
        EXPECT_EQ(records[kind], bytes) << kind;
        EXPECT_EQ(summary.bytes, bytes) << kind;
        EXPECT_EQ(summary.streams, started[kind]) << kind;
        EXPECT_EQ(summary.lost, 0U);
    }
    EXPECT_GT(records["ftp"], 100000U);
    EXPECT_GT(records["web"], 100000U);
}

TEST_F(GensynApplicationTest, SameSeedSameTransfers)
{
    std::string runs[2];
    for (auto& run : runs)
    {
        SetUp();
        m_records.clear();
        Connect("6Mbps", "10ms");
        Install(MIX, 50);
        Run(30);
        m_users->ReportOpenTransfers();
        run = Describe();
        TearDown();
    }
    EXPECT_GT(runs[0].size(), 5000U);
    EXPECT_EQ(runs[0], runs[1]);
}

TEST_F(GensynApplicationTest, TenMillionUsersAreIdleForAnHour)
{
    Connect();
    Install(Make(R"("ftp": {"sizes": 1000})", "ftp", "10000000s"), 10'000'000);
    Run(3600);
    const auto& population = *m_users->GetPopulation();
    EXPECT_NEAR(static_cast<double>(population.GetTally(1).started), 3600, 2.576 * 60);
    EXPECT_EQ(population.GetNUsers(), 10'000'000U);
    EXPECT_EQ(Count(TransferRecord::SUCCESS), m_records.size());
    m_users->ReportOpenTransfers();
}

TEST_F(GensynApplicationTest, SamplesComeAtTheirInterval)
{
    Connect();
    Install(Make(R"("ftp": {"sizes": 1000})", "ftp"), 10);
    m_users->SetAttribute("SampleInterval", TimeValue(Seconds(2)));
    std::vector<double> times;
    m_users->TraceConnectWithoutContext(
        "Sample",
        CallLambda<const GensynPopulation&>([&](const GensynPopulation& population) {
            times.push_back(Simulator::Now().GetSeconds());
            EXPECT_EQ(population.GetCounts()[0] + population.GetCounts()[1], 10U);
        }));
    Run(6.5);
    EXPECT_EQ(times, (std::vector<double>{0.001, 2.001, 4.001, 6.001}));
    m_users->ReportOpenTransfers();
}

} // namespace

} // namespace ns3
