/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "../input-problems.h"
#include "../test-data.h"
#include "flow-trace-hosts.h"

#include "ns3/udp-header.h"
#include "ns3/udp-l4-protocol.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <regex>
#include <sstream>

namespace ns3
{

namespace
{

/// When data came to a node, by the port that it came from.
class Arrivals
{
  public:
    explicit Arrivals(Ptr<Node> node)
    {
        node->GetObject<Ipv4L3Protocol>()->TraceConnectWithoutContext(
            "Rx",
            MakeCallback(&Arrivals::See, this));
    }

    const std::map<uint16_t, std::vector<Time>>& Get() const
    {
        return m_times;
    }

    /// What a switch with this timeout takes for flowlets.
    static int CountFlowlets(const std::vector<Time>& times, Time timeout)
    {
        int flowlets = times.empty() ? 0 : 1;
        for (std::size_t i = 1; i < times.size(); ++i)
        {
            flowlets += times[i] - times[i - 1] > timeout;
        }
        return flowlets;
    }

  private:
    void See(Ptr<const Packet> received, Ptr<Ipv4>, uint32_t)
    {
        const auto packet = received->Copy();
        Ipv4Header ip;
        packet->RemoveHeader(ip);
        uint16_t port = 0;
        if (ip.GetProtocol() == 6)
        {
            TcpHeader tcp;
            packet->RemoveHeader(tcp);
            port = tcp.GetSourcePort();
        }
        else
        {
            UdpHeader udp;
            packet->RemoveHeader(udp);
            port = udp.GetSourcePort();
        }
        if (packet->GetSize() > 0)
        {
            m_times[port].push_back(Simulator::Now());
        }
    }

    std::map<uint16_t, std::vector<Time>> m_times;
};

class FlowTraceApplicationTest : public FlowTraceHosts
{
};

// Flows

TEST_F(FlowTraceApplicationTest, FlowsAreThoseOfTheOriginalInASimulator)
{
    Connect();
    SentBytes sent(Client());
    // The flows of the recorded run.
    Play("\n"
         "client 0 2 10.1.1.2 3000000 0 0\n"
         "client 500000 2 10.1.1.2 3000000 500000 500000\n"
         "client 200000 2 10.1.1.2 2000000 10000 3000\n");
    ASSERT_EQ(m_flows.size(), 3U);
    std::sort(m_flows.begin(), m_flows.end(), [](const auto& a, const auto& b) {
        return a.number < b.number;
    });
    const auto expect = [this](std::size_t i, uint64_t writes, double start, double end) {
        const auto& flow = m_flows[i];
        EXPECT_EQ(flow.writes, writes);
        EXPECT_EQ(flow.bytes, writes * 1400);
        EXPECT_EQ(flow.start, Seconds(start));
        EXPECT_EQ(flow.end - flow.start, Seconds(end)) << i;
        EXPECT_DOUBLE_EQ(flow.throughput, std::floor(writes * 1400 * 8 / 1000.0) / end);
        EXPECT_EQ(flow.status, TransferRecord::SUCCESS);
    };
    expect(0, 268, 0, 3.0016);
    expect(1, 154, 0.2, 2.0002);
    EXPECT_EQ(m_flows[1].flowlets, 154U);
    expect(2, 135, 0.5, 3);
    EXPECT_EQ(m_flows[2].flowlets, 3U);
    ASSERT_EQ(m_received.size(), 3U);
    for (const auto& received : m_received)
    {
        EXPECT_TRUE(received.isComplete);
        EXPECT_EQ(received.source, Ipv4Address("10.1.1.1"));
    }
    ExpectNoSocketsLeft();
}

TEST_F(FlowTraceApplicationTest, AFlowThatIsConnectedAheadHasTheFiguresOfTheDescription)
{
    Connect();
    Play("\nclient 1000000 2 10.1.1.2 3000000 0 0\n");
    ASSERT_EQ(m_flows.size(), 1U);
    const auto& flow = m_flows[0];
    EXPECT_EQ(flow.writes, 268U);
    EXPECT_EQ(flow.bytes, 375'200U);
    EXPECT_EQ(flow.end - flow.start, MicroSeconds(3'001'600));
    EXPECT_DOUBLE_EQ(flow.throughput, 3001 / 3.0016);
    ASSERT_TRUE(flow.connected);
    EXPECT_LT(*flow.connected, MilliSeconds(10)) << "a second ahead";
    ASSERT_EQ(m_received.size(), 1U);
    EXPECT_EQ(m_received[0].bytes, 375'200U);
    EXPECT_NEAR(m_received[0].throughput, flow.throughput, 0.2);
    EXPECT_EQ(m_received[0].sourcePort, flow.localPort);

    ASSERT_EQ(m_records.size(), 1U);
    const auto& record = m_records[0];
    EXPECT_EQ(record.system, "flow-group");
    EXPECT_EQ(record.kind, "iperf");
    EXPECT_EQ(record.client, "client");
    EXPECT_EQ(record.server, "server");
    EXPECT_EQ(record.sentBytes, 375'200U);
    EXPECT_EQ(record.receivedBytes, 0U);
    EXPECT_FALSE(record.requestedBytes);
    EXPECT_EQ(record.start, Seconds(1));
    EXPECT_EQ(record.end, MicroSeconds(4'001'600));
    EXPECT_EQ(record.status, TransferRecord::SUCCESS);
    const auto& score = Find<FlowTraceApplication>(Client())->GetScore();
    EXPECT_DOUBLE_EQ(score.tcpSent.GetMean(), 3001 / 3.0016);
}

TEST_F(FlowTraceApplicationTest, AFlowStandsStillUntilItIsConnected)
{
    // A round trip of 3 s, where a connection has 1 s.
    Connect("100Mbps", "1500ms");
    Play("\n"
         "client 0 2 10.1.1.2 10000000 0 0\n"        // writes for 1 s, then from 3 s on
         "client 10000000 2 10.1.1.2 10000000 0 0\n" // connected at 12 s
         "client 20000000 2 10.1.1.2 1000000 0 0\n"  // connected at 22 s, too late
         "client 500000 3 10.1.1.2 1400 0 0 0\n");   // waits for its connection
    std::map<uint64_t, FlowletReport> flows;
    for (const auto& flow : m_flows)
    {
        flows[flow.number] = flow;
    }
    ASSERT_EQ(flows.size(), 4U);
    EXPECT_EQ(flows[0].connected->GetMilliSeconds(), 3000);
    EXPECT_EQ(flows[0].writes, 90U + 625U);
    EXPECT_EQ(flows[1].bytes, 1400U);
    EXPECT_EQ(flows[1].end.GetMilliSeconds(), 3000);
    EXPECT_EQ(flows[2].writes, 715U);
    EXPECT_EQ(flows[2].end.GetMilliSeconds(), 20008) << "12 s and 715 pauses";
    EXPECT_EQ(flows[3].error, "LATE");
    EXPECT_EQ(flows[3].end.GetMilliSeconds(), 22000);
    for (const auto& received : m_received)
    {
        EXPECT_EQ(received.bytes,
                  std::find_if(m_flows.begin(), m_flows.end(), [&](const auto& flow) {
                      return flow.localPort == received.sourcePort;
                  })->bytes);
    }
    ExpectNoSocketsLeft();
}

TEST_F(FlowTraceApplicationTest, ADetectorSeesTheFlowletsThatTheTraceSays)
{
    Connect("1Gbps", "1ms");
    Arrivals arrivals(Server());
    Play("\n"
         "client 2000000 2 10.1.1.2 2000000 200000 100000\n" // gaps beyond the timeout
         "client 2000000 2 10.1.1.2 2000000 200000 20000\n"  // and below it
         "client 2000000 2 10.1.1.2 1950000 0 0\n"
         "client 2000000 2 10.1.1.2 20000000 1000000 51000\n");
    const Time timeout = MilliSeconds(50);
    ASSERT_EQ(m_flows.size(), 4U);
    for (const auto& flow : m_flows)
    {
        const auto cycle = flow.flow.on + flow.flow.gap;
        const int expected = flow.flow.gap > timeout.GetMicroSeconds()
                                 ? static_cast<int>((flow.flow.duration + cycle - 1) / cycle)
                                 : 1;
        const auto& times = arrivals.Get().at(flow.localPort);
        EXPECT_EQ(Arrivals::CountFlowlets(times, timeout), expected) << flow.number;
    }
}

TEST_F(FlowTraceApplicationTest, RateOfTcpIsFree)
{
    Connect();
    m_attributes = {{"TcpRate", "2Mbps"}, {"WriteSize", "700"}};
    Play("\nclient 1000000 2 10.1.1.2 1000000 0 0\n");
    EXPECT_EQ(m_flows[0].writes, static_cast<uint64_t>(std::ceil(1e6 / 2800)));
}

TEST_F(FlowTraceApplicationTest, WithoutPausesTcpFillsTheLink)
{
    Connect("10Mbps", "1ms");
    m_attributes = {{"TcpRate", "0bps"}};
    Play("\nclient 1000000 2 10.1.1.2 2000000 0 0\n");
    ASSERT_EQ(m_received.size(), 1U);
    // 1448 bytes of payload in 1502: but for the slow start and the round trips.
    EXPECT_NEAR(m_received[0].throughput, 1e4 * 1448 / 1502, 200);
    ExpectNoSocketsLeft();
}

TEST_F(FlowTraceApplicationTest, WithoutPausesAFlowWaitsForItsConnection)
{
    Connect("10Mbps", "1ms");
    m_attributes = {{"TcpRate", "0bps"}};
    Play("\nclient 0 2 10.1.1.2 1000000 0 0\n"); // launched at its start
    ASSERT_EQ(m_received.size(), 1U);
    EXPECT_NEAR(m_received[0].throughput, 1e4 * 1448 / 1502, 200);
}

TEST_F(FlowTraceApplicationTest, WithoutPausesTimeGoesOnWithinAHost)
{
    Connect();
    m_attributes = {{"TcpRate", "0bps"}};
    Play("\nclient 1000000 2 10.1.1.1 10000 0 0\n");
    ASSERT_EQ(m_received.size(), 1U);
    EXPECT_NEAR(m_received[0].throughput, 1e7, 1e5) << "10 Gbit/s";
}

TEST_F(FlowTraceApplicationTest, SlowDatagramsAreOneFlow)
{
    Connect();
    m_attributes = {{"Protocol", "udp"}, {"UdpRate", "1kbps"}}; // a packet every 11.2 s
    Play("\nclient 0 2 10.1.1.2 60000000 0 0\n", Seconds(100));
    ASSERT_EQ(m_received.size(), 1U);
    EXPECT_EQ(m_received[0].packets, 6U);
}

TEST_F(FlowTraceApplicationTest, ReceiversAndServersHaveAttributesOfTheirOwn)
{
    Connect();
    FlowTraceHelper helper(std::make_shared<const FlowTrace>(
        ParseFlowTrace("server 10.1.1.2\nclient 0 2 10.1.1.2 1 0 0\n",
                       "f",
                       FlowGroupHosts::Parse("client 10.1.1.1\nserver 10.1.1.2\n", "hosts"))));
    helper.SetReceiverAttribute("UdpIdleTime", StringValue("77s"));
    helper.SetServerAttribute("MemoryLimit", StringValue("12345"));
    helper.Install(m_nodes);
    TimeValue idle;
    Find<FlowReceiverApplication>(Server())->GetAttribute("UdpIdleTime", idle);
    EXPECT_EQ(idle.Get(), Seconds(77));
    UintegerValue limit;
    Find<KeyValueServerApplication>(Server())->GetAttribute("MemoryLimit", limit);
    EXPECT_EQ(limit.Get(), 12345U);
}

TEST_F(FlowTraceApplicationTest, AWriteThatBlocksDelaysTheNext)
{
    // 100 kbit/s instead of 1 Mbit/s: the buffer is full soon, and the sender waits.
    Config::SetDefault("ns3::TcpSocket::SndBufSize", UintegerValue(8192));
    Connect("100kbps", "1ms");
    Play("\nclient 1000000 2 10.1.1.2 10000000 0 0\n", Seconds(100));
    ASSERT_EQ(m_flows.size(), 1U);
    EXPECT_EQ(m_flows[0].status, TransferRecord::SUCCESS);
    EXPECT_NEAR(static_cast<double>(m_flows[0].bytes), 10 * 12500.0, 12500);
    ASSERT_EQ(m_received.size(), 1U);
    EXPECT_EQ(m_received[0].bytes, m_flows[0].bytes) << "what was taken is delivered";
}

TEST_F(FlowTraceApplicationTest, FlowsOfBytesSendThem)
{
    Connect();
    Play("\nclient 1000000 3 10.1.1.2 100000 0 0 0\n");
    ASSERT_EQ(m_flows.size(), 1U);
    EXPECT_EQ(m_flows[0].bytes, 100'000U);
    EXPECT_EQ(m_flows[0].writes, 72U);
    EXPECT_EQ(m_flows[0].end - m_flows[0].start, MilliSeconds(800));
    EXPECT_EQ(m_records[0].requestedBytes, 100'000U);
    EXPECT_EQ(m_received[0].bytes, 100'000U);
}

TEST_F(FlowTraceApplicationTest, ARefusedFlowIsAFailedOne)
{
    Connect();
    Install("\nclient 3000000 2 10.1.1.2 1000000 0 0\n");
    Find<FlowReceiverApplication>(Server())->SetStopTime(Seconds(1));
    RunUntil(Seconds(10));
    ASSERT_EQ(m_records.size(), 1U);
    EXPECT_EQ(m_records[0].status, TransferRecord::FAILED);
    EXPECT_EQ(m_records[0].error, "REFUSED");
    EXPECT_LE(m_records[0].start, m_records[0].end);
    EXPECT_EQ(m_flows[0].throughput, 0) << "as the original logs it";
    ExpectNoSocketsLeft();
}

TEST_F(FlowTraceApplicationTest, OpenFlowsAreReported)
{
    Connect();
    Play("\n"
         "client 0 2 10.1.1.2 1000000 0 0\n"
         "client 2000000 2 10.1.1.2 9000000 0 0\n"
         "client 5500000 2 10.1.1.2 1000000 0 0\n"
         "client 9000000 2 10.1.1.2 1000000 0 0\n",
         Seconds(5));
    ASSERT_EQ(m_records.size(), 3U) << "the last has not been launched";
    EXPECT_EQ(m_records[0].status, TransferRecord::SUCCESS);
    EXPECT_EQ(m_records[1].status, TransferRecord::OPEN);
    EXPECT_EQ(m_records[1].end, Seconds(5));
    EXPECT_EQ(m_records[1].sentBytes, 268 * 1400U);
    EXPECT_EQ(m_records[2].status, TransferRecord::OPEN);
    EXPECT_EQ(m_records[2].start, Seconds(5));
    EXPECT_EQ(m_records[2].sentBytes, 0U);
    EXPECT_EQ(Find<FlowTraceApplication>(Client())->GetScore().tcpSent.GetCount(), 1U);
    EXPECT_EQ(m_received.size(), 3U);
}

TEST_F(FlowTraceApplicationTest, AStoppedApplicationCutsOffItsFlows)
{
    Connect();
    Install("\nclient 0 2 10.1.1.2 9000000 0 0\nclient 8000000 2 10.1.1.2 9000000 0 0\n");
    Find<FlowTraceApplication>(Client())->SetStopTime(Seconds(3));
    RunUntil(Seconds(20));
    ASSERT_EQ(m_records.size(), 1U);
    EXPECT_EQ(m_records[0].status, TransferRecord::FAILED);
    EXPECT_EQ(m_records[0].error, "STOPPED");
    EXPECT_EQ(m_records[0].end, Seconds(3));
    ExpectNoSocketsLeft();
}

TEST_F(FlowTraceApplicationTest, TimesCountFromTheStartOfTheApplication)
{
    Connect();
    Install("\nclient 1000000 2 10.1.1.2 1000000 0 0\n");
    Find<FlowTraceApplication>(Client())->SetStartTime(Seconds(10));
    RunUntil(Seconds(20));
    EXPECT_EQ(m_records[0].start, Seconds(11));
}

TEST_F(FlowTraceApplicationTest, AHostMaySendToItself)
{
    Connect();
    Play("\nclient 1000000 2 10.1.1.1 1000000 0 0\n");
    ASSERT_EQ(m_received.size(), 1U);
    EXPECT_EQ(m_received[0].bytes, 90 * 1400U);
}

TEST_F(FlowTraceApplicationTest, WhatAHostSaysToItselfDoesNotLeaveIt)
{
    Connect("10Mbps", "50ms");
    Arrivals arrivals(Server());
    Play("client 10.1.1.1\nclient 0 0 key value\nclient 1000000 1 key\n"
         "client 2000000 2 10.1.1.1 1000000 0 0\n");
    ASSERT_EQ(m_requests.size(), 2U);
    for (const auto& request : m_requests)
    {
        EXPECT_EQ(request.status, TransferRecord::SUCCESS);
        EXPECT_LT(request.end - request.start, MicroSeconds(1));
    }
    ASSERT_EQ(m_received.size(), 1U);
    EXPECT_EQ(m_received[0].bytes, 90 * 1400U);
    EXPECT_TRUE(arrivals.Get().empty()) << "nothing crossed the link";
    ExpectNoSocketsLeft(2);
}

TEST_F(FlowTraceApplicationTest, DatagramsToItselfDoNotLeaveAHost)
{
    Connect("10Mbps", "50ms");
    Arrivals arrivals(Server());
    m_attributes = {{"Protocol", "udp"}, {"UdpRate", "1Mbps"}};
    Play("\nclient 0 2 10.1.1.1 1000000 0 0\n");
    ASSERT_EQ(m_received.size(), 1U);
    EXPECT_EQ(m_received[0].packets, 90U);
    EXPECT_TRUE(arrivals.Get().empty());
}

TEST_F(FlowTraceApplicationTest, ManyFlowsLeaveNothingBehind)
{
    Connect();
    std::string text = "\n";
    for (int i = 0; i < 500; ++i)
    {
        text += "client " + std::to_string(i * 10'000) + " 2 10.1.1.2 30000 0 0\n";
    }
    Play(text, Seconds(20));
    EXPECT_EQ(m_records.size(), 500U);
    for (const auto& record : m_records)
    {
        EXPECT_EQ(record.status, TransferRecord::SUCCESS);
        EXPECT_EQ(record.sentBytes, 3 * 1400U);
    }
    EXPECT_EQ(m_received.size(), 500U);
    EXPECT_EQ(Find<FlowTraceApplication>(Client())->GetNOpenFlows(), 0U);
    ExpectNoSocketsLeft();
}

TEST_F(FlowTraceApplicationTest, HostsThatAreNotThereAreTold)
{
    Connect();
    const auto hosts = FlowGroupHosts::Parse("client 10.1.1.1\nmars 10.1.1.9\n", "hosts");
    FlowTraceHelper helper(std::make_shared<const FlowTrace>(
        ParseFlowTrace("\nclient 0 2 10.1.1.9 1 0 0\nclient 0 2 10.9.9.9 1 0 0\n", "f", hosts)));
    EXPECT_EQ(ProblemsOf([&] { helper.Install(m_nodes); }),
              "f:2: host \"mars\" is not in this simulation (the name or the address of a node)\n"
              "f:3: host \"10.9.9.9\" is not in this simulation (the name or the address of a "
              "node)");
}

// Flows over UDP

TEST_F(FlowTraceApplicationTest, UdpSendsAtItsRate)
{
    Connect();
    m_attributes = {{"Protocol", "udp"}, {"UdpRate", "8.96Mbps"}};
    Arrivals arrivals(Server());
    // A packet of 1400 bytes takes 1.25 ms.
    Play("\n"
         "client 1000000 2 10.1.1.2 1000000 0 0\n"
         "client 5000000 2 10.1.1.2 1000000 10000 90000\n");
    ASSERT_EQ(m_flows.size(), 2U);
    EXPECT_TRUE(m_flows[0].isUdp);
    EXPECT_EQ(m_flows[0].writes, 800U);
    EXPECT_DOUBLE_EQ(m_flows[0].throughput, 8960);
    EXPECT_EQ(m_flows[1].writes, 10 * 8U);
    EXPECT_EQ(m_flows[1].flowlets, 10U);
    ASSERT_EQ(arrivals.Get().size(), 2U) << "a port for each";
    for (const auto& flow : m_flows)
    {
        EXPECT_EQ(Arrivals::CountFlowlets(arrivals.Get().at(flow.localPort), MilliSeconds(50)),
                  static_cast<int>(flow.flowlets));
    }
    ASSERT_EQ(m_received.size(), 2U);
    EXPECT_EQ(m_received[0].packets, 800U);
    EXPECT_EQ(m_received[0].bytes, 800 * 1400U);
    EXPECT_EQ(m_received[0].throughput, std::floor(800 * 11.2) / (799 * 0.00125));
    EXPECT_EQ(m_received[1].packets, 80U);
    EXPECT_EQ(Find<FlowReceiverApplication>(Server())->GetNOpenFlows(), 0U);
}

TEST_F(FlowTraceApplicationTest, UdpIsLoggedInWindowsAsTheOriginalDoes)
{
    Connect();
    m_attributes = {{"Protocol", "udp"}, {"UdpRate", "1.12Mbps"}};
    // 100 packets a second, from 1 s to 13 s.
    Play("\nclient 1000000 2 10.1.1.2 12000000 0 0\n");
    const auto& windows = Find<FlowReceiverApplication>(Server())->GetScore().windows;
    ASSERT_EQ(windows.GetCount(), 2U) << "and the last is lost";
    // 400 packets in the first, 500 in the second.
    EXPECT_NEAR(windows.GetMean(), (896 + 1120) / 2.0, 2);
}

TEST_F(FlowTraceApplicationTest, SilencesWithinAFlowOfUdpAreNoEnd)
{
    Connect();
    m_attributes = {{"Protocol", "udp"}, {"UdpRate", "1.12Mbps"}};
    Play("\nclient 0 2 10.1.1.2 70000000 100000 30000000\n", Seconds(200));
    ASSERT_EQ(m_received.size(), 1U);
    EXPECT_EQ(m_received[0].packets, 30U);
}

TEST_F(FlowTraceApplicationTest, EachFlowOfUdpHasAPort)
{
    Connect();
    m_attributes = {{"Protocol", "udp"}, {"UdpRate", "11.2Mbps"}};
    std::string text = "\n";
    for (int i = 0; i < 300; ++i)
    {
        text += "client " + std::to_string(i * 1'000'000) + " 2 10.1.1.2 1000 0 0\n";
    }
    Play(text, Seconds(400));
    EXPECT_EQ(m_received.size(), 300U);
    std::set<uint16_t> ports;
    for (const auto& flow : m_flows)
    {
        ports.insert(flow.localPort);
    }
    EXPECT_EQ(ports.size(), 300U);
}

TEST_F(FlowTraceApplicationTest, MoreFlowsOfUdpThanEphemeralPorts)
{
    Connect("1Gbps", "1ms");
    m_attributes = {{"Protocol", "udp"}, {"UdpRate", "1Gbps"}};
    constexpr int FLOWS = 17000; // in 17 s
    std::string text = "\n";
    for (int i = 0; i < FLOWS; ++i)
    {
        text += "client " + std::to_string(i * 1000) + " 2 10.1.1.2 1 0 0\n";
    }
    Play(text);
    ASSERT_EQ(m_records.size(), std::size_t{FLOWS});
    EXPECT_TRUE(std::all_of(m_records.begin(), m_records.end(), [](const auto& record) {
        return record.status == TransferRecord::SUCCESS;
    }));
    EXPECT_EQ(m_received.size(), std::size_t{FLOWS});
    ObjectVectorValue sockets;
    Client()->GetObject<UdpL4Protocol>()->GetAttribute("SocketList", sockets);
    EXPECT_EQ(sockets.GetN(), 0U);
    // A single packet has no throughput at its receiver.
    EXPECT_EQ(Find<FlowReceiverApplication>(Server())->GetScore().udpReceived.GetCount(), 0U);
}

TEST_F(FlowTraceApplicationTest, TimeGoesOnAtAnyRate)
{
    Connect();
    m_attributes = {{"Protocol", "udp"}, {"UdpRate", "99999999Mbps"}};
    Play("\nclient 0 2 10.1.1.2 1 0 0\n", Seconds(1));
    ASSERT_EQ(m_flows.size(), 1U);
    EXPECT_EQ(m_flows[0].writes, 1000U) << "one a nanosecond";
}

TEST_F(FlowTraceApplicationTest, UdpNeedsARate)
{
    Connect();
    m_attributes = {{"Protocol", "udp"}};
    EXPECT_DEATH(Play("\nclient 0 2 10.1.1.2 1 0 0\n"), "UDP need a rate");
}

// Key-value requests

/// A reader of memcached's text, for what one client says: it knows no more than the protocol.
std::vector<std::string>
ParseWire(std::string text)
{
    std::vector<std::string> commands;
    const std::regex set("^set ([!-~]{1,250}) ([0-9]+) ([0-9]+) ([0-9]+)\r\n");
    const std::regex get("^get ([!-~]{1,250})\r\n");
    std::smatch match;
    while (!text.empty())
    {
        if (std::regex_search(text, match, set))
        {
            const auto size = std::stoul(match[4]);
            const auto head = static_cast<std::size_t>(match[0].length());
            EXPECT_EQ(text.substr(head + size, 2), "\r\n");
            commands.push_back("set " + match[1].str() + "=" + text.substr(head, size));
            text.erase(0, head + size + 2);
        }
        else if (std::regex_search(text, match, get))
        {
            commands.push_back("get " + match[1].str());
            text.erase(0, match[0].length());
        }
        else
        {
            ADD_FAILURE() << "not memcached: " << text;
            break;
        }
    }
    return commands;
}

TEST_F(FlowTraceApplicationTest, RequestsAreRealTextAndValuesComeBack)
{
    Connect();
    SentBytes sentByClient(Client());
    SentBytes sentByServer(Server());
    Play("server 10.1.1.2 \n"
         "client 0 0 key value\n"
         "client 1000000 1 key\n"
         "client 2000000 0 key other-value\n"
         "client 3000000 1 key\n"
         "client 4000000 1 nothing\n");
    EXPECT_EQ(sentByClient.Get(1024, 11211),
              "set key 0 0 5\r\nvalue\r\nget key\r\nset key 0 0 11\r\nother-value\r\nget key\r\n"
              "get nothing\r\n");
    EXPECT_EQ(ParseWire(sentByClient.Get(1024, 11211)),
              (std::vector<std::string>{"set key=value",
                                        "get key",
                                        "set key=other-value",
                                        "get key",
                                        "get nothing"}));
    EXPECT_EQ(sentByServer.Get(11211, 1024),
              "STORED\r\nVALUE key 0 5\r\nvalue\r\nEND\r\nSTORED\r\nVALUE key 0 11\r\nother-value"
              "\r\nEND\r\nEND\r\n");
    ASSERT_EQ(m_requests.size(), 5U);
    EXPECT_EQ(m_requests[1].value, "value");
    EXPECT_EQ(m_requests[3].value, "other-value");
    EXPECT_FALSE(m_requests[4].isHit);

    ASSERT_EQ(m_records.size(), 5U);
    for (const auto& record : m_records)
    {
        EXPECT_EQ(record.status, TransferRecord::SUCCESS);
        EXPECT_EQ(record.client, "client");
        EXPECT_EQ(record.server, "server");
    }
    EXPECT_EQ(m_records[0].kind, "set");
    EXPECT_EQ(m_records[0].sentBytes, 22U);
    EXPECT_EQ(m_records[0].receivedBytes, 8U);
    EXPECT_EQ(m_records[1].kind, "get");
    EXPECT_EQ(m_records[1].sentBytes, 9U);
    EXPECT_EQ(m_records[1].receivedBytes, 27U);
    EXPECT_EQ(m_records[1].error, "");
    EXPECT_EQ(m_records[4].error, "MISS");
    // A connection and a request take two round trips, a request one.
    EXPECT_NEAR(m_records[0].end.GetSeconds(), 0.004, 0.0001);
    EXPECT_TRUE(m_records[0].connect);
    EXPECT_NEAR((m_records[1].end - m_records[1].start).GetSeconds(), 0.002, 0.0001);
    EXPECT_FALSE(m_records[1].connect);
    ExpectNoSocketsLeft();
}

TEST_F(FlowTraceApplicationTest, KeysGoToTheServerOfTheirHash)
{
    Connect();
    std::string text = "client 10.1.1.1 server 10.1.1.2 \n";
    for (int i = 0; i < 40; ++i)
    {
        const auto key = "key" + std::to_string(i);
        text += "client " + std::to_string(i * 100'000) + " 0 " + key + " v" + std::to_string(i) +
                "\nserver " + std::to_string(i * 100'000 + 50'000) + " 1 " + key + "\n";
    }
    Play(text);
    ASSERT_EQ(m_requests.size(), 80U);
    std::map<std::size_t, int> servers;
    for (const auto& request : m_requests)
    {
        EXPECT_EQ(request.server, ChooseMemcachedServer(request.key, 2));
        ++servers[request.server];
        if (request.isGet)
        {
            EXPECT_EQ("v" + std::string(request.key.substr(3)), request.value);
        }
    }
    EXPECT_EQ(servers.size(), 2U);
    EXPECT_EQ(Find<KeyValueServerApplication>(Client())->GetStore().GetNItems(), servers[0] / 2U);
    EXPECT_EQ(Find<KeyValueServerApplication>(Server())->GetNConnections(), 0U)
        << "clients close when they are over";
}

TEST_F(FlowTraceApplicationTest, OneRequestIsOpenAtATime)
{
    Connect("100Mbps", "50ms");
    std::string text = "server 10.1.1.2 \n";
    for (int i = 0; i < 10; ++i)
    {
        text += "client " + std::to_string(i) + " 0 k v\n";
    }
    Play(text);
    ASSERT_EQ(m_records.size(), 10U);
    for (std::size_t i = 1; i < m_records.size(); ++i)
    {
        EXPECT_EQ(m_records[i].start, m_records[i - 1].end);
        // The latency is that of the call: waiting for the one before does not count.
        EXPECT_NEAR((m_records[i].end - m_records[i].start).GetSeconds(), 0.1, 0.001);
    }
}

TEST_F(FlowTraceApplicationTest, SeveralRequestsMayBeOpen)
{
    Connect("100Mbps", "50ms");
    m_attributes = {{"InFlight", "4"}};
    std::string text = "server 10.1.1.2 \n";
    for (int i = 0; i < 12; ++i)
    {
        text += "client " + std::to_string(i) + (i % 2 == 0 ? " 0 k v" : " 1 k") +
                (i % 2 == 0 ? std::to_string(i) : "") + "\n";
    }
    Play(text);
    ASSERT_EQ(m_requests.size(), 12U);
    for (std::size_t i = 0; i < 12; ++i)
    {
        EXPECT_EQ(m_requests[i].number, i);
        EXPECT_EQ(m_requests[i].status, TransferRecord::SUCCESS);
        if (i % 2 == 1)
        {
            EXPECT_EQ(m_requests[i].value, "v" + std::to_string(i - 1));
        }
    }
    EXPECT_NEAR(m_records.back().end.GetSeconds(), 0.1 + 3 * 0.1, 0.002);
}

TEST_F(FlowTraceApplicationTest, LargeValuesComeBackWhole)
{
    Connect("100Mbps", "5ms");
    const std::string large(300'000, 'x');
    Play("server 10.1.1.2 \nclient 0 0 k " + large + "\nclient 1 1 k\n");
    ASSERT_EQ(m_requests.size(), 2U);
    EXPECT_EQ(m_requests[1].value, large);
    EXPECT_EQ(m_records[1].receivedBytes, 300'000 + std::string("VALUE k 0 300000\r\n").size() + 7);
    EXPECT_LT(*m_records[1].firstByte, m_records[1].end);
    EXPECT_EQ(m_records[1].lastByte, m_records[1].end);
}

TEST_F(FlowTraceApplicationTest, RequestsOfAServerThatIsGoneFail)
{
    Connect();
    Install("server 10.1.1.2 \n"
            "client 0 0 k v\n"
            "client 3000000 1 k\n"
            "client 4000000 1 k\n");
    Find<KeyValueServerApplication>(Server())->SetStopTime(Seconds(2));
    RunUntil(Seconds(10));
    ASSERT_EQ(m_records.size(), 3U);
    EXPECT_EQ(m_records[0].status, TransferRecord::SUCCESS);
    EXPECT_EQ(m_records[1].status, TransferRecord::FAILED);
    EXPECT_EQ(m_records[1].error, "REFUSED");
    EXPECT_EQ(m_records[2].error, "REFUSED");
    EXPECT_EQ(Find<FlowTraceApplication>(Client())->GetScore().latency.GetCount(), 1U);
    ExpectNoSocketsLeft();
}

TEST_F(FlowTraceApplicationTest, OpenRequestsAreReported)
{
    Connect("100Mbps", "2s");
    m_attributes = {{"InFlight", "2"}};
    Play("server 10.1.1.2 \n"
         "client 0 0 a v\n"
         "client 1 0 b v\n"
         "client 2 0 c v\n",
         Seconds(5));
    ASSERT_EQ(m_records.size(), 2U) << "the third has not been made";
    for (const auto& record : m_records)
    {
        EXPECT_EQ(record.status, TransferRecord::OPEN);
        EXPECT_EQ(record.end, Seconds(5));
    }
}

// Logs

TEST_F(FlowTraceApplicationTest, LogsAreThoseOfTheOriginal)
{
    Connect();
    m_logDirectory = testing::TempDir() + "flow-trace-logs-" + std::to_string(getpid());
    std::filesystem::create_directories(m_logDirectory);
    // The one that starts first ends last.
    Play("server 10.1.1.2 \n"
         "client 1000000 2 10.1.1.2 3000000 0 0\n"
         "client 2000000 2 10.1.1.2 1000000 0 0\n"
         "client 0 0 k v\n"
         "client 1000000 1 k\n");
    EXPECT_EQ(ReadFileBytes(m_logDirectory + "/client_iperf.log"), "999.8\n1000\n");
    const auto latencies = ReadFileBytes(m_logDirectory + "/client_mc.log");
    EXPECT_TRUE(std::regex_match(latencies, std::regex("40[0-9]{2}\n2[01][0-9]{2}\n")))
        << latencies;
    EXPECT_EQ(ReadFileBytes(m_logDirectory + "/server_iperf_server.log"), "");
    const auto sent = ReadFileBytes(m_logDirectory + "/flow-group.client.sent.csv");
    EXPECT_NE(sent.find("tcp,server,1024,1.000000000,3000000,0,0,,"), std::string::npos) << sent;
    EXPECT_NE(sent.find(",4.001600000,268,1,375200,999.8,success,\n"), std::string::npos) << sent;
    const auto received = ReadFileBytes(m_logDirectory + "/flow-group.server.received.csv");
    EXPECT_EQ(std::count(received.begin(), received.end(), '\n'), 3) << received;
    EXPECT_NE(received.find(",375200,"), std::string::npos) << received;
    std::filesystem::remove_all(m_logDirectory);
}

// The recorded run

TEST_F(FlowTraceApplicationTest, TheRecordedTraceHasTheFiguresOfTheDescription)
{
    SKIP_WITHOUT_TEST_DATA("flow-groups/run-logs");
    Connect();
    Names::Clear();
    Names::Add("h1", Client());
    Names::Add("h2", Server());
    Install(ReadFileBytes(GetTestDataPath("flow-groups/run-logs/t.trace")));
    RunUntil(Seconds(20));
    ASSERT_EQ(m_flows.size(), 3U);
    std::map<uint64_t, uint64_t> writes;
    for (const auto& flow : m_flows)
    {
        writes[flow.number] = flow.writes;
    }
    EXPECT_EQ(writes, (std::map<uint64_t, uint64_t>{{0, 268}, {1, 154}, {2, 135}}));
    ASSERT_EQ(m_requests.size(), 2U);
    EXPECT_EQ(m_requests[1].value, "fghij");
}

} // namespace

} // namespace ns3
