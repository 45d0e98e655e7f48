/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "../lambdas.h"
#include "tgen-hosts.h"

#include "ns3/tgen-socks-proxy-application.h"
#include "ns3/tgen-socks-proxy-helper.h"

#include <set>

using namespace ns3;

namespace
{

const std::map<std::string, std::string> UP_AND_DOWN{{"sendsize", "300 kib"},
                                                     {"recvsize", "200 kib"}};

/// Host "client" and host "server" on one link; proxies run on either.
class TgenSocksProxyTest : public TgenHosts
{
  protected:
    Ptr<TgenSocksProxyApplication> InstallProxy(Ptr<Node> node,
                                                uint16_t port = 1080,
                                                const std::string& username = "",
                                                const std::string& password = "")
    {
        TgenSocksProxyHelper helper(port);
        helper.SetAttribute("Username", StringValue(username));
        helper.SetAttribute("Password", StringValue(password));
        const auto proxy = DynamicCast<TgenSocksProxyApplication>(helper.Install(node).Get(0));
        proxy->TraceConnectWithoutContext("Request",
                                          MakeCallback(&TgenSocksProxyTest::SeeRequest, this));
        proxy->TraceConnectWithoutContext("RelayEnd",
                                          MakeCallback(&TgenSocksProxyTest::SeeRelay, this));
        return proxy;
    }

    /// Clients run one stream with these attributes.
    Ptr<TgenApplication> InstallClient(std::map<std::string, std::string> stream,
                                       const std::map<std::string, std::string>& attributes,
                                       const std::map<std::string, std::string>& start = {})
    {
        stream.insert(attributes.begin(), attributes.end());
        return Install(Client(), WriteOneStream(stream, start), "real");
    }

    const TransferRecord& OnlyRecord() const
    {
        EXPECT_EQ(m_records.size(), 1u);
        return m_records.at(0);
    }

    std::vector<TgenSocksTarget> m_targets;
    std::vector<TgenSocksStatus> m_statuses;
    uint64_t m_bytesUp{0};
    uint64_t m_bytesDown{0};
    int m_relays{0};

  private:
    void SeeRequest(const InetSocketAddress&, const TgenSocksTarget& target, TgenSocksStatus status)
    {
        m_targets.push_back(target);
        m_statuses.push_back(status);
    }

    void SeeRelay(const InetSocketAddress&, uint64_t bytesUp, uint64_t bytesDown)
    {
        m_bytesUp += bytesUp;
        m_bytesDown += bytesDown;
        ++m_relays;
    }
};

TEST_F(TgenSocksProxyTest, AStreamGoesThroughIt)
{
    Connect();
    Install(Server(), WriteServer(), "real");
    const auto proxy = InstallProxy(Server());
    InstallClient(UP_AND_DOWN, {{"socksproxy", "server:1080"}});
    RunUntil(Seconds(30));

    EXPECT_EQ(OnlyRecord().status, TransferRecord::SUCCESS);
    EXPECT_EQ(OnlyRecord().server, "server");
    ASSERT_EQ(m_statuses, std::vector{TgenSocksStatus::GRANTED});
    EXPECT_EQ(m_targets[0].address, Ipv4Address("10.1.1.2"));
    EXPECT_EQ(m_targets[0].port, 8888);

    const auto log = ReadLog("client");
    ASSERT_EQ(log.streams.size(), 1u);
    const auto& stream = log.streams[0];
    EXPECT_EQ(Get(stream.transport, "proxy"), "server:10.1.1.2:1080");
    EXPECT_EQ(Get(stream.transport, "remote"), "server:10.1.1.2:8888");
    EXPECT_EQ(Get(stream.transport, "state"), "SUCCESS_OPEN");
    // In this order, with a round trip of 2 ms between what we say and what we hear.
    const auto time = [&](const std::string& key) { return std::stol(Get(stream.times, key)); };
    EXPECT_GE(time("usecs-to-socket-connect"), 2000);
    EXPECT_EQ(time("usecs-to-proxy-init"), time("usecs-to-socket-connect"));
    EXPECT_GE(time("usecs-to-proxy-choice"), time("usecs-to-proxy-init") + 2000);
    EXPECT_EQ(time("usecs-to-proxy-request"), time("usecs-to-proxy-choice"));
    EXPECT_GE(time("usecs-to-proxy-response"), time("usecs-to-proxy-request") + 2000);
    EXPECT_EQ(time("usecs-to-command"), time("usecs-to-proxy-response"));

    // The handshake, 3 + 10 and 2 + 10 bytes, is in the totals of the process, not of the stream.
    const auto sent = std::stoul(Get(stream.bytes, "total-bytes-send"));
    const auto received = std::stoul(Get(stream.bytes, "total-bytes-recv"));
    EXPECT_EQ(m_applications[1]->GetCounters().bytesWritten, sent + 13);
    EXPECT_EQ(m_applications[1]->GetCounters().bytesRead, received + 12);
    EXPECT_EQ(m_bytesUp, sent);
    EXPECT_EQ(m_bytesDown, received);
    EXPECT_EQ(m_relays, 1);
    EXPECT_EQ(proxy->GetNOpenRelays(), 0u);
    for (uint32_t i = 0; i < 2; ++i)
    {
        EXPECT_EQ(TcpSessionHost::Of(m_nodes.Get(i))->GetNClosing(), 0u);
        EXPECT_EQ(TcpSessionHost::Of(m_nodes.Get(i))->GetPorts().GetNTaken(), 0u);
    }
    EXPECT_EQ(CountSockets(Client()), 0u);
    EXPECT_EQ(CountSockets(Server()), 2u) << "two listeners";
}

TEST_F(TgenSocksProxyTest, CredentialsAreDrawnFromTheSeedAsInTheRealProgram)
{
    Connect();
    Install(Server(), WriteServer(), "real");
    InstallProxy(Server(), 1080, "wILdYP4", "wILdYP4"); // from socksauthseed 99
    SentBytes sent(Client());
    InstallClient({{"sendsize", "100"}, {"recvsize", "200"}},
                  {{"socksproxy", "server:1080"}, {"socksauthseed", "99"}});
    RunUntil(Seconds(10));
    EXPECT_EQ(OnlyRecord().status, TransferRecord::SUCCESS);
    const std::string head = "\x05\x01\x02\x01\x07wILdYP4\x07wILdYP4\x05\x01";
    const std::string tail("\x00\x01\x0a\x01\x01\x02\x22\xb8T8nNx9L95LATtckJkR5n PROTOCOL", 37);
    EXPECT_EQ(sent.Get(1024, 1080).substr(0, head.size() + tail.size()), head + tail);
}

TEST_F(TgenSocksProxyTest, CredentialsOfTheConfig)
{
    Connect();
    Install(Server(), WriteServer(), "real");
    InstallProxy(Server(), 1080, "me", "secret");
    InstallClient(UP_AND_DOWN,
                  {{"socksproxy", "server:1080"}, {"sockspassword", "secret"}},
                  {{"socksusername", "me"}});
    RunUntil(Seconds(10));
    EXPECT_EQ(OnlyRecord().status, TransferRecord::SUCCESS);
}

TEST_F(TgenSocksProxyTest, RefusalsAreNamed)
{
    Connect();
    Install(Server(), WriteServer(), "real");
    InstallProxy(Server(), 1080, "me", "secret");
    const auto proxy = InstallProxy(Server(), 1081);
    // No credentials; the wrong ones; nobody listens at the target; nobody has the address; no
    // proxy.
    const auto config =
        WriteGraph("client",
                   {{"start", {{"peers", "server:8888"}, {"sendsize", "1"}, {"recvsize", "1"}}},
                    {"stream1", {{"socksproxy", "server:1080"}}},
                    {"stream2", {{"socksproxy", "server:1080"}, {"socksusername", "you"}}},
                    {"stream3", {{"socksproxy", "server:1081"}, {"peers", "server:8889"}}},
                    {"stream4", {{"socksproxy", "server:1081"}, {"peers", "192.0.2.1:80"}}},
                    {"stream5", {{"socksproxy", "server:1082"}}}},
                   {{"start", "stream1"},
                    {"stream1", "stream2"},
                    {"stream2", "stream3"},
                    {"stream3", "stream4"},
                    {"stream4", "stream5"}});
    Install(Client(), config, "real");
    RunUntil(Seconds(30));
    std::vector<std::string> errors;
    for (const auto& record : m_records)
    {
        errors.push_back(record.error);
    }
    EXPECT_EQ(errors,
              (std::vector<std::string>{"PROXY-CHOICE",
                                        "PROXY-AUTH",
                                        "PROXY-STATUS",
                                        "PROXY-STATUS",
                                        "PROXY-CONNECT"}));
    EXPECT_EQ(m_statuses,
              (std::vector{TgenSocksStatus::REFUSED, TgenSocksStatus::NETWORK_UNREACHABLE}));
    const auto log = ReadFileBytes(m_directory + "/tgen.client.log");
    EXPECT_NE(log.find("[warning]"), std::string::npos);
    EXPECT_NE(log.find("our request was not granted by the SOCKS server: connection refused by "
                       "destination host"),
              std::string::npos);
    EXPECT_EQ(proxy->GetNOpenRelays(), 0u);
    EXPECT_EQ(CountSockets(Client()), 0u);
}

TEST_F(TgenSocksProxyTest, OnionNamesAreTheProxysBusiness)
{
    Connect();
    Names::Add("abcdefgh.onion", m_nodes.Get(1)->GetDevice(0)); // a name, but not of a host
    Install(Server(), WriteServer(), "real");
    InstallProxy(Server());
    Names::Rename("server", "hidden.onion");
    const auto config = WriteGraph(
        "client",
        {{"start", {{"sendsize", "10"}, {"recvsize", "10"}, {"socksproxy", "10.1.1.2:1080"}}},
         {"stream1", {{"peers", "hidden.onion:8888"}}},
         {"stream2", {{"peers", "nobody.onion:8888"}}}},
        {{"start", "stream1"}, {"stream1", "stream2"}});
    Install(Client(), config, "real");
    RunUntil(Seconds(10));
    ASSERT_EQ(m_records.size(), 2u);
    EXPECT_EQ(m_records[0].status, TransferRecord::SUCCESS);
    EXPECT_EQ(m_records[0].server, "hidden.onion");
    EXPECT_EQ(m_records[1].error, "PROXY-STATUS");
    ASSERT_EQ(m_targets.size(), 2u);
    EXPECT_EQ(m_targets[0].name, "hidden.onion");
    EXPECT_EQ(m_statuses[1], TgenSocksStatus::HOST_UNREACHABLE);
    const auto log = ReadLog("client");
    EXPECT_EQ(Get(log.streams[0].transport, "remote"), "hidden.onion:0.0.0.0:8888");
}

TEST_F(TgenSocksProxyTest, OneSideIsReadOnlyAsFastAsTheOtherTakes)
{
    // The proxy runs beside the client: its client's side is the loopback device, the other a slow
    // link. The sender may be ahead of the receiver by what buffers hold, and not by more.
    Connect("8Mbps", "1ms");
    Install(Server(), WriteServer());
    InstallProxy(Client());
    const auto client =
        Install(Client(),
                WriteOneStream(
                    {{"sendsize", "16 mib"}, {"recvsize", "0"}, {"socksproxy", "localhost:1080"}}));
    uint64_t written = 0;
    uint64_t passedOn = 0;
    ScheduleLambda(Seconds(4), [&] {
        written = client->GetCounters().bytesWritten;
        passedOn = m_applications[0]->GetCounters().bytesRead;
    });
    RunUntil(Seconds(22));
    EXPECT_EQ(OnlyRecord().status, TransferRecord::SUCCESS) << "16.8 s are needed for the bytes";
    EXPECT_GT(passedOn, 3000000u) << "the slow link is full";
    EXPECT_LT(written, passedOn + 5 * (1 << 20)) << "four buffers of a mebibyte are on the way";
    EXPECT_EQ(m_bytesUp, client->GetCounters().bytesWritten - 13);
}

TEST_F(TgenSocksProxyTest, OneHalfOfTheCredentialsIsEnoughForAProxyThatHasNoMore)
{
    Connect();
    Install(Server(), WriteServer());
    InstallProxy(Server(), 1080, "me");
    const auto config = [this](const std::string& user) {
        return WriteOneStream({{"sendsize", "1"},
                               {"recvsize", "1"},
                               {"socksproxy", "server:1080"},
                               {"socksusername", user}});
    };
    Install(Client(), config("me"));
    RunUntil(Seconds(3));
    EXPECT_EQ(OnlyRecord().status, TransferRecord::SUCCESS) << OnlyRecord().error;
    Install(Client(), config("you"));
    m_records.clear();
    RunUntil(Seconds(3));
    EXPECT_EQ(OnlyRecord().error, "PROXY-AUTH");
}

TEST_F(TgenSocksProxyTest, OnionNamesAreNotLookedUpHere)
{
    Connect();
    InstallProxy(Server());
    Install(Client(),
            WriteOneStream({{"peers", "expyuzz4wqqyqhjn.onion:80"},
                            {"sendsize", "1"},
                            {"recvsize", "1"},
                            {"socksproxy", "server:1080"}}));
    RunUntil(Seconds(3));
    EXPECT_EQ(OnlyRecord().status, TransferRecord::FAILED);
    EXPECT_EQ(OnlyRecord().error, "PROXY-STATUS") << "the proxy does not know it";
}

TEST_F(TgenSocksProxyTest, AProxyIsPickedForEachActionAndFlow)
{
    Connect();
    Install(Server(), WriteServer());
    InstallProxy(Server(), 1080);
    InstallProxy(Server(), 1081);
    const auto config = WriteGraph("client",
                                   {{"start",
                                     {{"peers", "server:8888"},
                                      {"sendsize", "1"},
                                      {"recvsize", "1"},
                                      {"socksproxy", "server:1080,server:1081"}}},
                                    {"stream", {}},
                                    {"end", {{"count", "200"}}}},
                                   {{"start", "stream"}, {"stream", "end"}, {"end", "start"}});
    Install(Client(), config);
    std::map<std::string, int> picked;
    RunUntil(Seconds(100));
    for (const auto& stream : ReadLog("client").streams)
    {
        ++picked[Get(stream.transport, "proxy")];
    }
    // Two-sided binomial test at 0.1 %: 200 fair draws lie within 77 and 123.
    EXPECT_EQ(picked.size(), 2u);
    EXPECT_EQ(picked["server:10.1.1.2:1080"] + picked["server:10.1.1.2:1081"], 200);
    EXPECT_GE(picked["server:10.1.1.2:1080"], 77);
    EXPECT_LE(picked["server:10.1.1.2:1080"], 123);
}

TEST_F(TgenSocksProxyTest, AllStreamsOfAFlowGoThroughOneProxyWithOneSetOfCredentials)
{
    Connect();
    Install(Server(), WriteServer());
    InstallProxy(Server(), 1080);
    InstallProxy(Server(), 1081);
    const auto model = WriteModel("streams", {{"+", 20000}});
    const auto config = WriteGraph("client",
                                   {{"start",
                                     {{"peers", "server:8888"},
                                      {"sendsize", "1"},
                                      {"recvsize", "1"},
                                      {"socksauthseed", "99"},
                                      {"streammodelpath", model},
                                      {"socksproxy", "server:1080,server:1081"}}},
                                    {"flow", {}}},
                                   {{"start", "flow"}});
    SentBytes sent(Client());
    Install(Client(), config);
    RunUntil(Seconds(1));
    const auto log = ReadLog("client");
    ASSERT_GE(log.streams.size(), 40u);
    std::set<std::string> picked;
    for (const auto& stream : log.streams)
    {
        const auto proxy = Get(stream.transport, "proxy");
        picked.insert(proxy);
        const auto local = Get(stream.transport, "local");
        const auto said = sent.Get(std::stoi(local.substr(local.rfind(':') + 1)),
                                   std::stoi(proxy.substr(proxy.rfind(':') + 1)));
        EXPECT_EQ(said.substr(3, 17), std::string("\x01\x07wILdYP4\x07wILdYP4"));
    }
    EXPECT_EQ(picked.size(), 1u);
}

TEST_F(TgenSocksProxyTest, AProxyThatIsSilentStallsTheStreamOut)
{
    Connect();
    Install(Server(), WriteServer());
    InstallProxy(Server());
    InstallClient(UP_AND_DOWN, {{"socksproxy", "server:1080"}}, {{"stallout", "5"}});
    ScheduleLambda(MilliSeconds(3), [this] { CutLink(); }); // connected, and init is out
    RunUntil(Seconds(20));
    EXPECT_EQ(OnlyRecord().error, "PROXY-STALLOUT-CHOICE");
    EXPECT_TRUE(OnlyRecord().connect);
    EXPECT_EQ(OnlyRecord().end, Seconds(6)) << "the first heartbeat 5 s after the last progress";
}

TEST_F(TgenSocksProxyTest, AProxyThatGoesAwayTakesItsStreamsAlong)
{
    Connect("8Mbps", "1ms");
    Install(Server(), WriteServer());
    const auto proxy = InstallProxy(Server());
    InstallClient({{"sendsize", "0"}, {"recvsize", "8 mib"}}, {{"socksproxy", "server:1080"}});
    proxy->SetStopTime(Seconds(2));
    RunUntil(Seconds(60));
    EXPECT_EQ(OnlyRecord().status, TransferRecord::FAILED);
    EXPECT_EQ(OnlyRecord().error, "READ");
    EXPECT_GT(OnlyRecord().receivedBytes, 1000000u);
    EXPECT_EQ(m_relays, 1);
    EXPECT_EQ(m_applications[0]->GetCounters().streams.failed, 1u);
    EXPECT_EQ(m_applications[0]->GetNOpenStreams(), 0u);
    EXPECT_EQ(CountSockets(Client()), 0u);
    EXPECT_EQ(CountSockets(Server()), 1u);
}

TEST_F(TgenSocksProxyTest, AServerThatGoesAwayIsSeenThroughIt)
{
    Connect("8Mbps", "1ms");
    const auto server = Install(Server(), WriteServer());
    const auto proxy = InstallProxy(Client());
    InstallClient({{"sendsize", "0"}, {"recvsize", "8 mib"}}, {{"socksproxy", "client:1080"}});
    server->SetStopTime(Seconds(2));
    RunUntil(Seconds(60));
    EXPECT_EQ(OnlyRecord().status, TransferRecord::FAILED);
    EXPECT_EQ(proxy->GetNOpenRelays(), 0u);
    EXPECT_EQ(CountSockets(Client()), 1u);
    EXPECT_EQ(CountSockets(Server()), 0u);
}

TEST_F(TgenSocksProxyTest, LossOnlyDelays)
{
    Connect();
    LosePackets(0.05);
    Install(Server(), WriteServer(), "real");
    const auto proxy = InstallProxy(Server());
    InstallClient(UP_AND_DOWN, {{"socksproxy", "server:1080"}}, {{"stallout", "0"}});
    RunUntil(Seconds(600));
    EXPECT_EQ(OnlyRecord().status, TransferRecord::SUCCESS);
    EXPECT_EQ(proxy->GetNOpenRelays(), 0u);
    EXPECT_EQ(CountSockets(Server()), 2u);
}

TEST_F(TgenSocksProxyTest, WhatIsOpenAtTheEndIsARow)
{
    Connect("8Mbps", "1ms");
    Install(Server(), WriteServer());
    const auto proxy = InstallProxy(Server());
    InstallClient({{"sendsize", "0"}, {"recvsize", "8 mib"}}, {{"socksproxy", "server:1080"}});
    RunUntil(Seconds(2));
    EXPECT_EQ(OnlyRecord().status, TransferRecord::OPEN);
    EXPECT_EQ(proxy->GetNOpenRelays(), 1u);
}

} // namespace
