/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "../lambdas.h"
#include "poisson/poisson-hosts.h"
#include "test-data.h"

#include "ns3/boolean.h"
#include "ns3/flow-request.h"
#include "ns3/input-error.h"
#include "ns3/poisson-flow-application.h"
#include "ns3/string.h"

#include <cmath>
#include <gtest/gtest.h>
#include <set>
#include <string>

namespace ns3
{

namespace
{

class PoissonFlowApplicationTest : public PoissonHosts
{
};

std::string
HeaderOf(uint32_t id, uint32_t bytes, uint32_t dscp = 0, uint32_t rateMbps = 0)
{
    const auto header = FlowRequest::For(id, bytes, dscp, rateMbps).Encode();
    return {header.begin(), header.end()};
}

std::string
LastHeader()
{
    const auto header = FlowRequest::Last().Encode();
    return {header.begin(), header.end()};
}

/// The TOS bytes of the packets with payload that a node sends.
class TosBytes
{
  public:
    explicit TosBytes(Ptr<Node> node)
    {
        node->GetObject<Ipv4L3Protocol>()->TraceConnectWithoutContext(
            "Tx",
            MakeCallback(&TosBytes::See, this));
    }

    std::set<uint8_t> withPayload;

  private:
    void See(Ptr<const Packet> sent, Ptr<Ipv4>, uint32_t)
    {
        const auto packet = sent->Copy();
        Ipv4Header ip;
        packet->RemoveHeader(ip);
        TcpHeader tcp;
        packet->RemoveHeader(tcp);
        if (packet->GetSize() > 0)
        {
            withPayload.insert(ip.GetTos());
        }
    }
};

TEST_F(PoissonFlowApplicationTest, TheBytesAreThoseOfHkustsTool)
{
    Connect();
    InstallServer();
    InstallClient({MakeRequest(MilliSeconds(10), 100, {0}, 4, 0),
                   MakeRequest(MilliSeconds(50), 100, {0}, 4, 0)});
    SentBytes client(Client());
    SentBytes server(Server());
    RunUntil(Seconds(1));
    ASSERT_EQ(m_flows.size(), 2U);
    // One connection, and at its end a request of id 0.
    const auto header1 = HeaderOf(1, 100, 4);
    const auto header2 = HeaderOf(2, 100, 4);
    const std::string body(100, '\0');
    EXPECT_EQ(client.Get(1024, PORT), header1 + header2 + LastHeader());
    EXPECT_EQ(server.Get(PORT, 1024), header1 + body + header2 + body + LastHeader() + body);
    ExpectNothingLeft();
}

TEST_F(PoissonFlowApplicationTest, TosIsThatOfTheFlowAtBothEnds)
{
    Connect();
    InstallServer();
    InstallClient({MakeRequest(MilliSeconds(10), 5000, {0}, 46)});
    TosBytes client(Client());
    TosBytes server(Server());
    RunUntil(Seconds(1));
    // 0 is that of the last request.
    EXPECT_EQ(client.withPayload, (std::set<uint8_t>{0, 184}));
    EXPECT_EQ(server.withPayload, (std::set<uint8_t>{0, 184}));
}

TEST_F(PoissonFlowApplicationTest, AFlowAloneTakesARoundTripAndItsBytes)
{
    Connect("100Mbps", "5ms");
    InstallServer();
    InstallClient({MakeRequest(Seconds(1), 1432, {0})})
        ->SetAttribute("InitialConnections", UintegerValue(1));
    RunUntil(Seconds(2));
    ASSERT_EQ(m_flows.size(), 1U);
    EXPECT_TRUE(m_flows[0].isSuccess);
    EXPECT_EQ(*m_flows[0].requested, Seconds(1)) << "the handshake is over by then";
    // Header and body each in one segment, with 54 bytes of headers around it. The echo leaves
    // before the body, in a segment of its own, as from the tool.
    const double expected = 10e-3 + (16 + 54 + 16 + 54 + 1432 + 54) * 8 / 100e6;
    EXPECT_NEAR(CompletionOf(m_flows[0]).GetSeconds(), expected, 1e-6);
    ASSERT_EQ(m_records.size(), 1U);
    EXPECT_EQ(m_records[0].status, TransferRecord::SUCCESS);
    EXPECT_EQ(m_records[0].receivedBytes, 1432U);
    EXPECT_EQ(m_records[0].requestedBytes, 1432U);
    EXPECT_EQ(m_records[0].start, Seconds(1));
    EXPECT_EQ(*m_records[0].firstByte, m_records[0].end);
}

TEST_F(PoissonFlowApplicationTest, ANewConnectionIsNoPartOfTheCompletionTime)
{
    Connect("100Mbps", "5ms");
    InstallServer();
    InstallClient({MakeRequest(Seconds(1), 100)});
    RunUntil(Seconds(2));
    ASSERT_EQ(m_flows.size(), 1U);
    EXPECT_EQ(m_flows[0].arrival, Seconds(1));
    EXPECT_NEAR((*m_flows[0].requested - Seconds(1)).GetSeconds(), 10e-3, 1e-4);
    EXPECT_NEAR(CompletionOf(m_flows[0]).GetSeconds(), 10e-3, 1e-4);
    EXPECT_EQ(m_records[0].start, Seconds(1));
    EXPECT_EQ(*m_records[0].connect, *m_flows[0].requested);
}

TEST_F(PoissonFlowApplicationTest, ARateIsKeptPieceByPiece)
{
    // HKUST's tool took 32491 us for this flow; its own bound is 32113 us.
    Connect("10Gbps", "50us");
    InstallServer();
    InstallClient({MakeRequest(MilliSeconds(1), 3258207, {0}, 0, 800)});
    RunUntil(Seconds(1));
    ASSERT_EQ(m_flows.size(), 1U);
    const double pieces = std::ceil(3258207 / 65536.0);
    EXPECT_GE(CompletionOf(m_flows[0]).GetMicroSeconds(), (pieces - 1) * 524288 / 800);
    EXPECT_LE(CompletionOf(m_flows[0]).GetMicroSeconds(), 32491);
}

TEST_F(PoissonFlowApplicationTest, AFlowOfOnePieceKnowsNoRate)
{
    Connect("10Gbps", "50us");
    InstallServer();
    InstallClient({MakeRequest(MilliSeconds(1), 65536, {0}, 0, 1)});
    RunUntil(Seconds(2));
    ASSERT_EQ(m_flows.size(), 1U);
    EXPECT_LT(CompletionOf(m_flows[0]), MilliSeconds(2)) << "1 Mbit/s would be half a second";
}

TEST_F(PoissonFlowApplicationTest, AFlowOfNoBytesCompletes)
{
    Connect();
    InstallServer();
    InstallClient({MakeRequest(MilliSeconds(1), 0), MakeRequest(MilliSeconds(20), 0)});
    RunUntil(Seconds(1));
    ASSERT_EQ(m_flows.size(), 2U);
    for (const auto& record : m_records)
    {
        EXPECT_EQ(record.status, TransferRecord::SUCCESS);
        EXPECT_EQ(record.receivedBytes, 0U);
        EXPECT_FALSE(record.firstByte);
    }
    ExpectNothingLeft();
}

TEST_F(PoissonFlowApplicationTest, TheOldestIdleConnectionIsTaken)
{
    Connect();
    InstallServer();
    // Two at once need two connections; the third and the fourth one find the first one idle.
    const auto client = InstallClient({MakeRequest(MilliSeconds(10), 1000000),
                                       MakeRequest(MilliSeconds(11), 1000000),
                                       MakeRequest(MilliSeconds(500), 100),
                                       MakeRequest(MilliSeconds(600), 100)});
    SentBytes sent(Client());
    RunUntil(Seconds(2));
    EXPECT_EQ(m_flows.size(), 4U);
    EXPECT_EQ(sent.Get(1024, PORT),
              HeaderOf(1, 1000000) + HeaderOf(3, 100) + HeaderOf(4, 100) + LastHeader());
    EXPECT_EQ(sent.Get(1025, PORT), HeaderOf(2, 1000000) + LastHeader());
    EXPECT_EQ(client->GetNConnections(), 0U);
    ExpectNothingLeft();
}

TEST_F(PoissonFlowApplicationTest, ConnectionsAreOpenedBeforehand)
{
    Connect();
    const auto server = InstallServer();
    const auto client = InstallClient({MakeRequest(Seconds(1), 100)}, 3);
    client->SetAttribute("InitialConnections", UintegerValue(5));
    ScheduleLambda(MilliSeconds(900), [&] {
        EXPECT_EQ(client->GetNConnections(), 15U);
        EXPECT_EQ(server->GetNOpenConnections(), 15U);
    });
    RunUntil(Seconds(2));
    EXPECT_EQ(client->GetNConnections(), 0U);
    EXPECT_EQ(server->GetNOpenConnections(), 0U);
    EXPECT_TRUE(client->IsFinished());
    ExpectNothingLeft();
}

TEST_F(PoissonFlowApplicationTest, EachFlowCanHaveAConnectionOfItsOwn)
{
    Connect();
    InstallServer();
    const auto client =
        InstallClient({MakeRequest(MilliSeconds(10), 100), MakeRequest(MilliSeconds(50), 200)});
    client->SetAttribute("Connections", StringValue("PerFlow"));
    SentBytes sent(Client());
    SentBytes served(Server());
    RunUntil(Seconds(1));
    EXPECT_EQ(sent.Get(1024, PORT), HeaderOf(1, 100));
    EXPECT_EQ(sent.Get(1025, PORT), HeaderOf(2, 200));
    EXPECT_EQ(served.Get(PORT, 1025), HeaderOf(2, 200) + std::string(200, '\0'));
    EXPECT_EQ(m_flows.size(), 2U);
    ExpectNothingLeft();
}

TEST_F(PoissonFlowApplicationTest, TheClientCanSend)
{
    Connect();
    InstallServer();
    const auto client =
        InstallClient({MakeRequest(MilliSeconds(10), 300000), MakeRequest(MilliSeconds(500), 0)});
    client->SetAttribute("Direction", StringValue("Push"));
    SentBytes sent(Client());
    SentBytes served(Server());
    RunUntil(Seconds(1));
    auto request = FlowRequest::For(1, 300000, 0, 0);
    request.isPush = true;
    auto empty = FlowRequest::For(2, 0, 0, 0);
    empty.isPush = true;
    const auto first = request.Encode();
    const auto second = empty.Encode();
    const std::string header1(first.begin(), first.end());
    const std::string header2(second.begin(), second.end());
    EXPECT_EQ(sent.Get(1024, PORT), header1 + std::string(300000, '\0') + header2 + LastHeader());
    EXPECT_EQ(served.Get(PORT, 1024), header1 + header2 + LastHeader() + std::string(100, '\0'));
    ASSERT_EQ(m_records.size(), 2U);
    EXPECT_EQ(m_records[0].sentBytes, 300000U);
    EXPECT_EQ(m_records[0].receivedBytes, 0U);
    EXPECT_EQ(m_records[0].status, TransferRecord::SUCCESS);
    ExpectNothingLeft();
}

TEST_F(PoissonFlowApplicationTest, AConnectionForOnePushedFlowIsAnsweredByItsEnd)
{
    Connect();
    const auto server = InstallServer();
    const auto client = InstallClient({MakeRequest(MilliSeconds(10), 300000),
                                       MakeRequest(MilliSeconds(300), 0),
                                       MakeRequest(MilliSeconds(600), 100)});
    client->SetAttribute("Direction", StringValue("Push"));
    client->SetAttribute("Connections", StringValue("PerFlow"));
    SentBytes served(Server());
    RunUntil(Seconds(1));
    ASSERT_EQ(m_records.size(), 3U);
    for (const auto& record : m_records)
    {
        EXPECT_EQ(record.status, TransferRecord::SUCCESS);
        EXPECT_EQ(record.sentBytes, record.requestedBytes);
    }
    EXPECT_GE(CompletionOf(m_flows[0]).GetSeconds(), 2e-3 + 300000 * 8 / 100e6);
    EXPECT_LE(CompletionOf(m_flows[0]).GetSeconds(), 60e-3);
    EXPECT_EQ(served.Get(PORT, 1024), "") << "no echo";
    EXPECT_EQ(server->GetNOpenConnections(), 0U);
    ExpectNothingLeft();
}

TEST_F(PoissonFlowApplicationTest, APushedFlowKeepsToItsRate)
{
    Connect("10Gbps", "50us");
    InstallServer();
    for (const std::string connections : {"Persistent", "PerFlow"})
    {
        const auto client = InstallClient({MakeRequest(MilliSeconds(1), 3258207, {0}, 0, 800)});
        client->SetAttribute("Direction", StringValue("Push"));
        client->SetAttribute("Connections", StringValue(connections));
    }
    RunUntil(Seconds(1));
    ASSERT_EQ(m_flows.size(), 2U);
    for (const auto& flow : m_flows)
    {
        EXPECT_GE(CompletionOf(flow).GetMicroSeconds(), 32112);
        EXPECT_LE(CompletionOf(flow).GetMicroSeconds(), 32491);
    }
}

TEST_F(PoissonFlowApplicationTest, AnyPushedFlowWithARateEnds)
{
    // Their last bytes are acknowledged before, or after, the end of what they send is told.
    Connect("1Gbps", "100us");
    InstallServer();
    for (const std::string connections : {"Persistent", "PerFlow"})
    {
        for (const uint32_t rate : {1, 50, 1000})
        {
            std::vector<PoissonRequest> requests;
            int64_t milliseconds = 0;
            for (const uint64_t bytes : {0, 1, 1000, 8000, 16000, 65536, 65537, 200000})
            {
                requests.push_back(
                    MakeRequest(MilliSeconds(milliseconds += 3000), bytes, {0}, 0, rate));
            }
            const auto client = InstallClient(std::move(requests));
            client->SetAttribute("Direction", StringValue("Push"));
            client->SetAttribute("Connections", StringValue(connections));
        }
    }
    RunUntil(Seconds(40));
    EXPECT_EQ(m_flows.size(), 48U);
    for (const auto& flow : m_flows)
    {
        EXPECT_TRUE(flow.isSuccess);
        if (flow.bytes <= 65536)
        {
            EXPECT_LE(CompletionOf(flow), MilliSeconds(10)) << "one piece is not slowed down";
        }
    }
    ExpectNothingLeft();
}

TEST_F(PoissonFlowApplicationTest, ARequestOfSeveralFlowsEndsWithTheLastOfThem)
{
    Connect("100Mbps", "1ms");
    InstallServer();
    InstallClient({MakeRequest(MilliSeconds(100), 100001, {0, 0, 1, 2}, 3)}, 3)
        ->SetAttribute("InitialConnections", UintegerValue(2));
    RunUntil(Seconds(1));
    ASSERT_EQ(m_flows.size(), 4U);
    for (const auto& flow : m_flows)
    {
        EXPECT_EQ(flow.bytes, 25000U) << "the remainder is left out";
        EXPECT_EQ(*flow.requested, MilliSeconds(100)) << "all of them at once";
    }
    ASSERT_EQ(m_requests.size(), 1U);
    const auto& request = m_requests[0];
    EXPECT_EQ(request.bytes, 100001U);
    EXPECT_EQ(request.fanout, 4U);
    EXPECT_EQ(request.nFinished, 4U);
    EXPECT_EQ(*request.requested, MilliSeconds(100));
    EXPECT_EQ(request.end, m_flows.back().end);
    // Four flows with their headers through one link.
    const double floor = 2e-3 + 4 * (25016 + 18 * 54) * 8 / 100e6;
    EXPECT_GE((request.end - *request.requested).GetSeconds(), floor);
    EXPECT_LE((request.end - *request.requested).GetSeconds(), 1.6 * floor);
    EXPECT_EQ(m_records[0].kind, "incast");
}

TEST_F(PoissonFlowApplicationTest, ARequestWaitsForAllItsConnections)
{
    Connect("1Gbps", "5ms");
    InstallServer();
    // Two are idle by then, and two have to be made.
    InstallClient({MakeRequest(MilliSeconds(10), 400, {0}),
                   MakeRequest(MilliSeconds(10), 400, {0}),
                   MakeRequest(Seconds(1), 400, {0, 0, 0, 0})});
    RunUntil(Seconds(2));
    ASSERT_EQ(m_requests.size(), 3U);
    EXPECT_EQ(m_requests[2].arrival, Seconds(1));
    EXPECT_NEAR((*m_requests[2].requested - Seconds(1)).GetSeconds(), 10e-3, 1e-4);
    EXPECT_NEAR((m_requests[2].end - *m_requests[2].requested).GetSeconds(), 10e-3, 1e-4)
        << "no handshake";
    ASSERT_EQ(m_flows.size(), 6U);
    for (std::size_t i = 2; i < m_flows.size(); ++i)
    {
        EXPECT_EQ(m_flows[i].requested, m_requests[2].requested);
    }
    ExpectNothingLeft();
}

TEST_F(PoissonFlowApplicationTest, ARequestGoesOnWithoutFlowsThatCannotConnect)
{
    Connect();
    InstallServer();
    const auto client = InstallClient({MakeRequest(MilliSeconds(10), 400, {0, 1})});
    client->SetSource(std::make_unique<ListedRequests>(std::vector<PoissonRequest>{
                          MakeRequest(MilliSeconds(10), 400, {0, 1}),
                          MakeRequest(MilliSeconds(50), 400, {1, 1, 0})}),
                      {{"server", PORT, 1, 0}, {"server", PORT + 1, 1, 0}});
    client->SetAttribute("Retries", UintegerValue(2));
    RunUntil(Seconds(2));
    ASSERT_EQ(m_requests.size(), 2U);
    for (const auto& request : m_requests)
    {
        EXPECT_EQ(request.nFinished, 1U) << "nobody listens on the other port";
        EXPECT_TRUE(request.requested);
    }
    EXPECT_EQ(m_flows.size(), 5U);
    EXPECT_TRUE(client->IsFinished());
    EXPECT_EQ(client->GetNRetries(), 6U);
    ExpectNothingLeft();
}

TEST_F(PoissonFlowApplicationTest, AStopEndsRequestsThatWait)
{
    Connect("1Gbps", "50ms");
    InstallServer();
    InstallClient({MakeRequest(MilliSeconds(10), 400, {0, 0})})->SetStopTime(MilliSeconds(50));
    RunUntil(Seconds(70));
    ASSERT_EQ(m_flows.size(), 2U);
    EXPECT_FALSE(m_flows[0].requested);
    EXPECT_EQ(m_requests[0].nFinished, 0U);
    EXPECT_EQ(m_requests[0].nOpen, 0U);
    EXPECT_EQ(m_records[0].error, "STOPPED");
    ExpectNothingLeft();
}

TEST_F(PoissonFlowApplicationTest, AConnectionThatIsRefusedIsTriedAgain)
{
    Connect();
    InstallServer(MilliSeconds(16));
    const auto client = InstallClient({MakeRequest(MilliSeconds(10), 1000)});
    client->SetAttribute("Retries", UintegerValue(3));
    RunUntil(Seconds(1));
    // Each refusal takes a round trip of two milliseconds: the third retry is served.
    ASSERT_EQ(m_records.size(), 1U);
    EXPECT_EQ(m_records[0].status, TransferRecord::SUCCESS);
    EXPECT_EQ(m_records[0].start, MilliSeconds(10));
    EXPECT_EQ(client->GetNRetries(), 3U);
    EXPECT_EQ(client->GetNStarted(), 1U);
    ExpectNothingLeft();
}

TEST_F(PoissonFlowApplicationTest, RetriesAreCountedAndEnd)
{
    Connect();
    const auto client =
        InstallClient({MakeRequest(MilliSeconds(10), 1000), MakeRequest(MilliSeconds(20), 1000)});
    client->SetAttribute("Retries", UintegerValue(3));
    RunUntil(Seconds(1));
    ASSERT_EQ(m_records.size(), 2U);
    for (const auto& record : m_records)
    {
        EXPECT_EQ(record.status, TransferRecord::FAILED);
        EXPECT_EQ(record.error, "REFUSED");
    }
    EXPECT_EQ(client->GetNRetries(), 6U);
    EXPECT_TRUE(client->IsFinished());
    ExpectNothingLeft();
}

TEST_F(PoissonFlowApplicationTest, WithoutRetriesAFailureIsOne)
{
    Connect();
    const auto client = InstallClient({MakeRequest(MilliSeconds(10), 1000)});
    RunUntil(Seconds(1));
    ASSERT_EQ(m_records.size(), 1U);
    EXPECT_EQ(m_records[0].status, TransferRecord::FAILED);
    EXPECT_EQ(client->GetNRetries(), 0U);
}

TEST_F(PoissonFlowApplicationTest, AFlowThatTakesTooLongIsGivenUp)
{
    Connect("1Mbps", "1ms");
    InstallServer();
    const auto client = InstallClient({MakeRequest(MilliSeconds(10), 1000000)});
    client->SetAttribute("FlowTimeout", TimeValue(MilliSeconds(500)));
    client->SetAttribute("Retries", UintegerValue(1));
    RunUntil(Seconds(70));
    ASSERT_EQ(m_records.size(), 1U);
    EXPECT_EQ(m_records[0].status, TransferRecord::FAILED);
    EXPECT_EQ(m_records[0].error, "TIMEOUT");
    EXPECT_EQ(m_records[0].end, MilliSeconds(1010));
    EXPECT_GT(m_records[0].receivedBytes, 0U);
    EXPECT_EQ(client->GetNRetries(), 1U);
    ExpectNothingLeft();
}

TEST_F(PoissonFlowApplicationTest, AServerThatStopsBreaksItsFlows)
{
    Connect("1Mbps", "1ms");
    InstallServer()->SetStopTime(MilliSeconds(100));
    InstallClient({MakeRequest(MilliSeconds(10), 1000000)});
    RunUntil(Seconds(70));
    ASSERT_EQ(m_records.size(), 1U);
    EXPECT_EQ(m_records[0].status, TransferRecord::FAILED);
    EXPECT_EQ(m_records[0].error, "RESET");
    ExpectNothingLeft();
}

TEST_F(PoissonFlowApplicationTest, AClientThatStopsFailsItsFlows)
{
    Connect("1Mbps", "1ms");
    const auto server = InstallServer();
    const auto client =
        InstallClient({MakeRequest(MilliSeconds(10), 1000000), MakeRequest(MilliSeconds(500), 1)});
    client->SetStopTime(MilliSeconds(100));
    RunUntil(Seconds(70));
    ASSERT_EQ(m_records.size(), 1U) << "what comes after the stop was not started";
    EXPECT_EQ(m_records[0].status, TransferRecord::FAILED);
    EXPECT_EQ(m_records[0].error, "STOPPED");
    EXPECT_EQ(m_records[0].end, MilliSeconds(100));
    EXPECT_EQ(server->GetNOpenConnections(), 0U);
    EXPECT_EQ(client->GetNConnections(), 0U);
    ExpectNothingLeft();
}

TEST_F(PoissonFlowApplicationTest, WhatIsOpenAtTheEndIsARow)
{
    Connect("1Mbps", "1ms");
    InstallServer();
    const auto client = InstallClient(
        {MakeRequest(MilliSeconds(10), 1000000), MakeRequest(MilliSeconds(20), 1000000)});
    RunUntil(MilliSeconds(500));
    EXPECT_EQ(m_records.size(), 0U);
    client->ReportOpenTransfers();
    ASSERT_EQ(m_records.size(), 2U);
    for (const auto& record : m_records)
    {
        EXPECT_EQ(record.status, TransferRecord::OPEN);
        EXPECT_EQ(record.end, MilliSeconds(500));
        EXPECT_GT(record.receivedBytes, 0U);
    }
    ASSERT_EQ(m_requests.size(), 2U);
    EXPECT_EQ(m_requests[0].nOpen, 1U);
    EXPECT_EQ(m_requests[0].nFinished, 0U);
    client->ReportOpenTransfers();
    EXPECT_EQ(m_records.size(), 2U);
}

TEST_F(PoissonFlowApplicationTest, ALossyLinkLosesNoRow)
{
    Connect("10Mbps", "1ms");
    LosePackets(0.2);
    const auto server = InstallServer();
    std::vector<PoissonRequest> requests;
    for (int i = 0; i < 60; ++i)
    {
        requests.push_back(MakeRequest(MilliSeconds(20 * i), 3000 * (i % 7)));
    }
    for (const std::string connections : {"Persistent", "PerFlow"})
    {
        for (const std::string direction : {"Pull", "Push"})
        {
            const auto client = InstallClient(requests);
            client->SetAttribute("Connections", StringValue(connections));
            client->SetAttribute("Direction", StringValue(direction));
            client->SetAttribute("FlowTimeout", TimeValue(Seconds(600)));
        }
    }
    RunUntil(Seconds(3000));
    EXPECT_EQ(m_records.size(), 240U);
    std::size_t succeeded = 0;
    for (const auto& record : m_records)
    {
        succeeded += record.status == TransferRecord::SUCCESS;
        if (record.status == TransferRecord::SUCCESS)
        {
            EXPECT_EQ(record.sentBytes + record.receivedBytes, record.requestedBytes);
        }
    }
    EXPECT_GE(succeeded, 200U);
    // A client that cannot end a connection in order resets it in the end. Where that is lost as
    // well, its server does not know.
    ExpectNothingLeft(server->GetNOpenConnections());
}

TEST_F(PoissonFlowApplicationTest, MoreFlowsThanThereArePorts)
{
    Connect("10Gbps", "10us");
    InstallServer();
    std::vector<PoissonRequest> requests;
    for (int i = 0; i < 20000; ++i)
    {
        requests.push_back(MakeRequest(MicroSeconds(100 * i), 100));
    }
    InstallClient(std::move(requests))->SetAttribute("Connections", StringValue("PerFlow"));
    RunUntil(Seconds(3));
    EXPECT_EQ(m_records.size(), 20000U);
    for (const auto& record : m_records)
    {
        ASSERT_EQ(record.status, TransferRecord::SUCCESS);
    }
    ExpectNothingLeft();
}

TEST_F(PoissonFlowApplicationTest, CopiedSocketsAndThoseOfTheFactoryGiveTheSameTimes)
{
    std::vector<PoissonRequest> requests;
    for (int i = 0; i < 200; ++i)
    {
        requests.push_back(MakeRequest(MicroSeconds(700 * i), 20000 + 37 * i));
    }
    std::vector<std::vector<PoissonFlowRecord>> runs;
    for (const bool isCopied : {true, false})
    {
        SetUp();
        Connect("100Mbps", "1ms");
        const auto server = InstallServer();
        const auto client = InstallClient(requests);
        client->SetAttribute("Connections", StringValue("PerFlow"));
        client->SetAttribute("CopySockets", BooleanValue(isCopied));
        server->SetAttribute("CopySockets", BooleanValue(isCopied));
        RunUntil(Seconds(20));
        runs.push_back(std::exchange(m_flows, {}));
        TearDown();
    }
    ASSERT_EQ(runs[0].size(), 200U);
    ASSERT_EQ(runs[1].size(), 200U);
    for (std::size_t i = 0; i < 200; ++i)
    {
        EXPECT_EQ(runs[0][i].number, runs[1][i].number);
        EXPECT_EQ(runs[0][i].requested, runs[1][i].requested) << i;
        EXPECT_EQ(runs[0][i].end, runs[1][i].end) << i;
    }
}

TEST_F(PoissonFlowApplicationTest, RequestsArriveAsThePlanSaysWhateverBecomesOfThem)
{
    PoissonLoad load;
    load.megabitsPerSecond = 50;
    load.requests = 100;
    const auto config = PoissonConfig::Parse("server server 5001\nreq_size_dist dctcp\n", "f");
    PoissonPlan plan(config, load, PoissonSources::Streams(77));

    Connect("10Mbps", "1ms"); // much less than is asked for
    InstallServer();
    const auto client = CreateObject<PoissonFlowApplication>();
    Client()->AddApplication(client);
    client->SetPlan(config, load);
    EXPECT_EQ(client->AssignStreams(77), PoissonFlowApplication::N_RANDOM_STREAMS);
    std::vector<TransferRecord> records;
    client->TraceConnectWithoutContext(
        "Transfer",
        CallLambda<const TransferRecord&>(
            [&records](const TransferRecord& record) { records.push_back(record); }));
    client->SetStartTime(Seconds(2));
    RunUntil(Seconds(60));
    client->ReportOpenTransfers();
    ASSERT_EQ(records.size(), 100U);
    std::sort(records.begin(), records.end(), [](const auto& a, const auto& b) {
        return a.sequence < b.sequence;
    });
    PoissonRequest request;
    for (const auto& record : records)
    {
        ASSERT_TRUE(plan.Next(request));
        EXPECT_EQ(record.start, Seconds(2) + request.arrival);
        EXPECT_EQ(record.requestedBytes, request.bytes);
    }
    EXPECT_FALSE(plan.Next(request));
}

TEST_F(PoissonFlowApplicationTest, ApplicationsOfAHostHaveStreamsOfTheirOwn)
{
    // With streams that overlap, sizes of one source would be gaps of another one.
    Connect();
    InstallServer();
    PoissonLoad load;
    load.megabitsPerSecond = 10;
    load.requests = 20;
    const auto config = PoissonConfig::Parse("server server 5001\nreq_size_dist dctcp\n", "f");
    std::vector<std::vector<uint64_t>> sizes(3);
    std::vector<Ptr<PoissonFlowApplication>> clients;
    for (auto& drawn : sizes)
    {
        const auto client = CreateObject<PoissonFlowApplication>();
        Client()->AddApplication(client);
        client->SetPlan(config, load);
        client->TraceConnectWithoutContext(
            "Arrival",
            CallLambda<const PoissonRequestRecord&>(
                [&drawn](const PoissonRequestRecord& request) { drawn.push_back(request.bytes); }));
        clients.push_back(client);
    }
    RunUntil(Seconds(60));
    for (std::size_t i = 0; i < sizes.size(); ++i)
    {
        ASSERT_EQ(sizes[i].size(), 20U);
        EXPECT_NE(sizes[i], sizes[(i + 1) % sizes.size()]);
    }
}

TEST_F(PoissonFlowApplicationTest, ServersThatAreNotThereAreNamedWithTheirLine)
{
    Connect();
    const auto client = CreateObject<PoissonFlowApplication>();
    Client()->AddApplication(client);
    PoissonLoad load;
    load.megabitsPerSecond = 1;
    load.requests = 1;
    client->SetPlan(PoissonConfig::Parse("server server 5001\nserver sevrer 5001\n"
                                         "req_size_dist dctcp\n",
                                         "clients.conf"),
                    load);
    try
    {
        client->ResolveServers();
        FAIL() << "no error";
    }
    catch (const InputError& error)
    {
        EXPECT_EQ(std::string(error.what()).rfind("clients.conf:2: server ", 0), 0U)
            << error.what();
    }
}

} // namespace

} // namespace ns3
