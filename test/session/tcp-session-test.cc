/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "../lambdas.h"
#include "two-hosts.h"

#include "ns3/tcp-listener.h"
#include "ns3/tcp-session.h"
#include "ns3/tcp-socket-access.h"

#include <algorithm>
#include <memory>
#include <vector>

using namespace ns3;

namespace
{

constexpr uint16_t PORT = 8888;

/// Writes down what a session tells it, and reads everything.
class Recorder : public TcpSession::Handler
{
  public:
    Recorder()
        : session(*this)
    {
    }

    void HandleConnected() override
    {
        said += "connected ";
        when = Simulator::Now();
        if (onConnected)
        {
            onConnected();
        }
    }

    void HandleFailure(TcpSession::Failure failure) override
    {
        static const char* const names[] = {"refused ", "timed-out ", "no-route ", "reset "};
        said += names[failure];
        when = Simulator::Now();
    }

    void HandleReceive() override
    {
        if (isDeaf)
        {
            return;
        }
        while (const auto packet = session.Read(65536))
        {
            std::string bytes(packet->GetSize(), 0);
            packet->CopyData(reinterpret_cast<uint8_t*>(bytes.data()), packet->GetSize());
            received += bytes;
        }
        if (onReceive)
        {
            onReceive();
        }
    }

    void HandleWritable() override
    {
        ++writableCalls;
        session.Flush();
    }

    void HandleEndOfStream() override
    {
        said += "end ";
        when = Simulator::Now();
        if (onEnd)
        {
            onEnd();
        }
    }

    void HandleDeadline() override
    {
        said += "deadline ";
        when = Simulator::Now();
    }

    TcpSession session;
    std::string said;
    std::string received;
    Time when; //!< of the last thing said
    int writableCalls{0};
    bool isDeaf{false};
    std::function<void()> onConnected;
    std::function<void()> onReceive;
    std::function<void()> onEnd;
};

/// Loses the first packet of a size.
class LoseOne : public ErrorModel
{
  public:
    explicit LoseOne(uint32_t size)
        : m_size(size)
    {
    }

    bool HasLost() const
    {
        return m_hasLost;
    }

  private:
    bool DoCorrupt(Ptr<Packet> packet) override
    {
        const bool isIt = !m_hasLost && packet->GetSize() == m_size;
        m_hasLost = m_hasLost || isIt;
        return isIt;
    }

    void DoReset() override
    {
    }

    uint32_t m_size;
    bool m_hasLost{false};
};

class TcpSessionTest : public TwoHosts
{
  protected:
    void Listen()
    {
        ASSERT_TRUE(m_listener.Listen(Server(),
                                      PORT,
                                      m_options,
                                      [this](Ptr<Socket> socket, const InetSocketAddress& remote) {
                                          m_accepted.push_back(std::make_unique<Recorder>());
                                          m_accepted.back()->session.Accept(socket, remote);
                                          if (m_onAccept)
                                          {
                                              m_onAccept(*m_accepted.back());
                                          }
                                      }));
    }

    void Open(Recorder& client)
    {
        client.session.Connect(Client(), InetSocketAddress("10.1.1.2", PORT), m_options);
    }

    void RunFor(Time time)
    {
        Simulator::Stop(time);
        Simulator::Run();
    }

    void ExpectNothingLeft()
    {
        for (const auto& node : {Client(), Server()})
        {
            const auto host = TcpSessionHost::Of(node);
            EXPECT_EQ(host->GetNClosing(), 0u);
            EXPECT_EQ(host->GetPorts().GetNTaken(), 0u);
            EXPECT_LE(CountSockets(node), node == Server() ? 1u : 0u) << "a listener at most";
        }
    }

    TcpSessionOptions m_options;
    TcpListener m_listener;
    std::vector<std::unique_ptr<Recorder>> m_accepted;
    std::function<void(Recorder&)> m_onAccept;
    Recorder m_client;
};

TEST_F(TcpSessionTest, BytesArriveInOrderAndBothSidesEndInOrder)
{
    Connect();
    Listen();
    m_onAccept = [](Recorder& server) {
        server.onReceive = [&server] {
            if (server.received == "hello")
            {
                server.session.Write("world", 5);
                server.session.Flush();
                server.session.Close();
            }
        };
    };
    Open(m_client);
    m_client.onConnected = [this] {
        m_client.session.Write("hel", 3);
        m_client.session.Write("lo", 2);
        EXPECT_TRUE(m_client.session.Flush());
    };
    m_client.onEnd = [this] { m_client.session.Close(); };
    RunFor(Seconds(2));
    EXPECT_EQ(m_client.said, "connected end ");
    EXPECT_EQ(m_client.received, "world");
    ASSERT_EQ(m_accepted.size(), 1u);
    EXPECT_EQ(m_accepted[0]->received, "hello");
    EXPECT_FALSE(m_client.session.IsOpen());
    ExpectNothingLeft();
}

TEST_F(TcpSessionTest, VirtualBytesGoBesideRealOnesWithBackPressure)
{
    Config::SetDefault("ns3::TcpSocket::SndBufSize", UintegerValue(20000));
    Connect();
    Listen();
    Open(m_client);
    m_client.onConnected = [this] {
        m_client.session.Write("begin", 5);
        m_client.session.WriteVirtual(300000);
        m_client.session.Write("end", 3);
        EXPECT_FALSE(m_client.session.Flush());
        EXPECT_EQ(m_client.session.GetUnsent(), 300008u - 20000u);
    };
    RunFor(Seconds(5));
    EXPECT_GT(m_client.writableCalls, 10);
    EXPECT_EQ(m_client.session.GetUnsent(), 0u);
    EXPECT_EQ(m_client.session.GetBytesWritten(), 300008u);
    ASSERT_EQ(m_accepted.size(), 1u);
    const auto& received = m_accepted[0]->received;
    ASSERT_EQ(received.size(), 300008u);
    EXPECT_EQ(received.substr(0, 5), "begin");
    EXPECT_EQ(std::count(received.begin() + 5, received.end() - 3, '\0'), 300000);
    EXPECT_EQ(received.substr(300005), "end");
    EXPECT_EQ(m_accepted[0]->session.GetBytesRead(), 300008u);
}

TEST_F(TcpSessionTest, NobodyListening)
{
    Connect("100Mbps", "10ms");
    Open(m_client);
    RunFor(Seconds(1));
    EXPECT_EQ(m_client.said, "refused ");
    EXPECT_GE(m_client.when, MilliSeconds(20));
    EXPECT_LT(m_client.when, MilliSeconds(21));
    EXPECT_FALSE(m_client.session.IsOpen());
    ExpectNothingLeft();
}

TEST_F(TcpSessionTest, NoRoute)
{
    Connect();
    m_client.session.Connect(Client(), InetSocketAddress("172.16.0.1", PORT), m_options);
    EXPECT_EQ(m_client.said, "") << "told before Connect returned";
    EXPECT_TRUE(m_client.session.IsOpen());
    RunFor(Seconds(1));
    EXPECT_EQ(m_client.said, "no-route ");
    ExpectNothingLeft();
}

TEST_F(TcpSessionTest, SynLostForEverTimesOut)
{
    Config::SetDefault("ns3::TcpSocket::ConnTimeout", TimeValue(Seconds(1)));
    Config::SetDefault("ns3::TcpSocket::ConnCount", UintegerValue(3));
    Connect();
    LosePackets(1.0);
    Listen();
    Open(m_client);
    RunFor(Seconds(30));
    EXPECT_EQ(m_client.said, "timed-out ");
    EXPECT_EQ(m_client.when, Seconds(7)); // 1 + 2 + 4
    ExpectNothingLeft();
}

TEST_F(TcpSessionTest, AResetIsToldFromAnEnd)
{
    Connect();
    Listen();
    m_onAccept = [](Recorder& server) { server.onReceive = [&server] { server.session.Abort(); }; };
    Open(m_client);
    m_client.onConnected = [this] {
        m_client.session.Write("x", 1);
        m_client.session.Flush();
    };
    RunFor(Seconds(2));
    EXPECT_EQ(m_client.said, "connected reset ");
    EXPECT_FALSE(m_client.session.IsOpen());
    ExpectNothingLeft();
}

TEST_F(TcpSessionTest, AfterAResetNoFinIsSent)
{
    Connect();
    SentBytes sent(Client());
    Listen();
    m_onAccept = [](Recorder& server) { server.onReceive = [&server] { server.session.Abort(); }; };
    Open(m_client);
    m_client.onConnected = [this] {
        m_client.session.Write("x", 1);
        m_client.session.Flush();
    };
    RunFor(Seconds(2));
    EXPECT_EQ(sent.CountSegments(TcpHeader::FIN | TcpHeader::ACK), 0u);
}

TEST_F(TcpSessionTest, DataForAClosedSessionIsAnsweredByAReset)
{
    Connect();
    Listen();
    m_onAccept = [](Recorder& server) { server.onReceive = [&server] { server.session.Close(); }; };
    Open(m_client);
    m_client.onConnected = [this] {
        m_client.session.WriteVirtual(1000000);
        m_client.session.Flush();
    };
    RunFor(Seconds(5));
    EXPECT_NE(m_client.said.find("reset"), std::string::npos) << m_client.said;
    ExpectNothingLeft();
}

TEST_F(TcpSessionTest, HalfClose)
{
    Connect();
    Listen();
    m_onAccept = [](Recorder& server) {
        server.onEnd = [&server] {
            server.session.Write(server.received.data(), server.received.size());
            server.session.Flush();
            server.session.Close();
        };
    };
    Open(m_client);
    m_client.onConnected = [this] {
        m_client.session.Write("question", 8);
        m_client.session.Flush();
        m_client.session.ShutdownSend();
    };
    m_client.onEnd = [this] { m_client.session.Close(); };
    RunFor(Seconds(2));
    EXPECT_EQ(m_client.received, "question");
    EXPECT_EQ(m_client.said, "connected end ");
    ExpectNothingLeft();
}

TEST_F(TcpSessionTest, HalfCloseWhileBytesAreInFlight)
{
    // Everything is out, nothing is acknowledged: ns-3 would wait for a segment that could carry
    // the FIN. The bytes may be lost on their way, or not.
    for (const bool isLost : {false, true})
    {
        SCOPED_TRACE(isLost);
        const auto loss = CreateObject<LoseOne>(8u + 2 + 20 + 20 + 12);
        Connect("100Mbps", "10ms");
        if (isLost)
        {
            m_devices.Get(1)->SetAttribute("ReceiveErrorModel", PointerValue(loss));
        }
        Listen();
        m_onAccept = [](Recorder& server) { server.onEnd = [&server] { server.session.Close(); }; };
        Open(m_client);
        m_client.onConnected = [this] {
            m_client.session.Write("question", 8);
            m_client.session.Flush();
            ScheduleLambda(MilliSeconds(5), [this] { m_client.session.ShutdownSend(); });
        };
        m_client.onEnd = [this] { m_client.session.Close(); };
        RunFor(Seconds(5));
        EXPECT_EQ(loss->HasLost(), isLost);
        ASSERT_EQ(m_accepted.size(), 1U);
        EXPECT_EQ(m_accepted[0]->received, "question");
        EXPECT_EQ(m_accepted[0]->said, "end ");
        EXPECT_EQ(m_client.said, "connected end ");
        ExpectNothingLeft();
        m_client.said.clear();
        m_accepted.clear();
        m_listener.Close();
        TwoHosts::TearDown();
        TwoHosts::SetUp();
    }
}

TEST_F(TcpSessionTest, TheEndOfThePeerIsAcknowledgedOnce)
{
    Connect();
    SentBytes sent(Server());
    Listen();
    m_onAccept = [](Recorder& server) { server.onEnd = [&server] { server.session.Close(); }; };
    Open(m_client);
    m_client.onConnected = [this] {
        m_client.session.Write("x", 1);
        m_client.session.Flush();
        m_client.session.ShutdownSend();
    };
    m_client.onEnd = [this] { m_client.session.Close(); };
    RunFor(Seconds(2));
    EXPECT_EQ(m_client.said, "connected end ");
    EXPECT_EQ(sent.CountSegments(TcpHeader::ACK), 1u) << "of the byte and the FIN behind it";
    EXPECT_EQ(sent.CountSegments(TcpHeader::FIN | TcpHeader::ACK), 1u);
    ExpectNothingLeft();
}

TEST_F(TcpSessionTest, ALossOnAnOldConnectionIsMendedAsSoonAsOnANewOne)
{
    // Questions and answers, all of which acknowledge what they answer: the last question is lost.
    Connect();
    Listen();
    m_onAccept = [](Recorder& server) {
        server.onReceive = [&server] {
            server.session.Write("a", 1);
            server.session.Flush();
        };
    };
    std::size_t left = 150;
    std::function<void()> ask = [&] {
        m_client.session.Write("q", 1);
        m_client.session.Flush();
        if (--left > 0)
        {
            ScheduleLambda(MilliSeconds(100), [&] { ask(); });
        }
    };
    m_client.onConnected = ask;
    Time answered;
    m_client.onReceive = [&] { answered = Simulator::Now(); };
    const auto loss = CreateObject<RateErrorModel>();
    loss->SetUnit(RateErrorModel::ERROR_UNIT_PACKET);
    loss->SetRate(1);
    loss->Disable();
    m_devices.Get(1)->SetAttribute("ReceiveErrorModel", PointerValue(loss));
    ScheduleLambda(MilliSeconds(14850), [&] { loss->Enable(); });
    ScheduleLambda(MilliSeconds(14950), [&] { loss->Disable(); });
    Open(m_client);
    RunFor(Seconds(60));
    EXPECT_EQ(m_client.received.size(), 150u);
    EXPECT_GT(answered, Seconds(15)) << "not lost";
    EXPECT_LT(answered, Seconds(16.1)) << "ns-3 waits for a second at least";
}

TEST_F(TcpSessionTest, APeerThatReadsAgainIsWrittenToAtOnce)
{
    Connect("100Mbps", "1ms");
    Listen();
    m_onAccept = [](Recorder& server) { server.isDeaf = true; };
    Open(m_client);
    m_client.onConnected = [this] {
        m_client.session.WriteVirtual(3 << 20);
        m_client.session.Flush();
    };
    ScheduleLambda(Seconds(2), [this] {
        m_accepted.at(0)->isDeaf = false;
        m_accepted.at(0)->HandleReceive(); // a mebibyte, the whole buffer
    });
    RunFor(Seconds(3));
    EXPECT_EQ(m_accepted.at(0)->received.size(), 3u << 20) << "the rest takes 0.2 s";
}

TEST_F(TcpSessionTest, PacketsPassFromOneSessionToAnother)
{
    Connect();
    Listen();
    m_onAccept = [](Recorder& server) {
        server.isDeaf = true; // it echoes packets as they come, in pieces of 7 bytes
        server.onReceive = nullptr;
        ScheduleLambda(MilliSeconds(50), [&server] {
            while (const auto packet = server.session.Read(7))
            {
                server.session.Write(packet);
            }
            server.session.Flush();
        });
    };
    Open(m_client);
    m_client.onConnected = [this] {
        m_client.session.Write("some bytes in pieces", 20);
        m_client.session.Write(Create<Packet>());
        m_client.session.Flush();
    };
    RunFor(Seconds(1));
    EXPECT_EQ(m_client.received, "some bytes in pieces");
    EXPECT_EQ(m_client.session.GetUnsent(), 0u);
}

TEST_F(TcpSessionTest, DeadlineRunsAndIsForgottenOnClose)
{
    Connect();
    Listen();
    Open(m_client);
    m_client.session.SetDeadline(Seconds(1));
    RunFor(Seconds(2));
    EXPECT_EQ(m_client.said, "connected deadline ");
    EXPECT_EQ(m_client.when, Seconds(1));
    m_client.session.SetDeadline(Seconds(1));
    m_client.session.Close();
    RunFor(Seconds(4));
    EXPECT_EQ(m_client.said, "connected deadline ");
}

TEST_F(TcpSessionTest, CloseDeliversWhatTcpHasTaken)
{
    Connect("1Mbps", "10ms");
    Listen();
    Open(m_client);
    m_client.onConnected = [this] {
        m_client.session.WriteVirtual(500000);
        EXPECT_TRUE(m_client.session.Flush());
        m_client.session.Close();
    };
    m_onAccept = [](Recorder& server) { server.onEnd = [&server] { server.session.Close(); }; };
    RunFor(Seconds(20));
    ASSERT_EQ(m_accepted.size(), 1u);
    EXPECT_EQ(m_accepted[0]->received.size(), 500000u);
    EXPECT_EQ(m_accepted[0]->said, "end ");
    ExpectNothingLeft();
}

TEST_F(TcpSessionTest, ASlowButMovingCloseIsNotCutOff)
{
    Connect("32kbps", "10ms"); // 500 kB take more than two minutes
    Listen();
    Open(m_client);
    m_client.onConnected = [this] {
        m_client.session.WriteVirtual(500000);
        m_client.session.Flush();
        m_client.session.Close();
    };
    m_onAccept = [](Recorder& server) { server.onEnd = [&server] { server.session.Close(); }; };
    RunFor(Seconds(400));
    ASSERT_EQ(m_accepted.size(), 1u);
    EXPECT_EQ(m_accepted[0]->received.size(), 500000u);
    ExpectNothingLeft();
}

TEST_F(TcpSessionTest, ACloseThatThePeerNeverSeesComesToAnEnd)
{
    Connect();
    Listen();
    Open(m_client);
    RunFor(Seconds(1));
    LosePackets(1.0);
    m_client.session.Close();
    m_accepted[0]->session.Close();
    RunFor(Seconds(200));
    ExpectNothingLeft();
}

TEST_F(TcpSessionTest, APeerThatNeverClosesIsLeftAfterAWhile)
{
    Connect();
    Listen();
    Open(m_client);
    RunFor(Seconds(1));
    m_client.session.Close();
    RunFor(Seconds(1));
    EXPECT_EQ(TcpSessionHost::Of(Client())->GetNClosing(), 1u);
    RunFor(Seconds(70));
    ExpectNothingLeft();
    EXPECT_EQ(m_accepted[0]->said, "end reset ");
}

TEST_F(TcpSessionTest, ALongTimeWaitIsLeftInPeace)
{
    m_options.maxSegLifetime = Seconds(60);
    Connect();
    SentBytes fromClient(Client());
    SentBytes fromServer(Server());
    Listen();
    m_onAccept = [](Recorder& server) { server.onEnd = [&server] { server.session.Close(); }; };
    Open(m_client);
    m_client.onConnected = [this] { m_client.session.Close(); };
    RunFor(Seconds(100));
    EXPECT_EQ(TcpSessionHost::Of(Client())->GetNClosing(), 1u);
    RunFor(Seconds(30));
    ExpectNothingLeft();
    EXPECT_EQ(fromClient.CountSegments(TcpHeader::RST | TcpHeader::ACK) +
                  fromClient.CountSegments(TcpHeader::RST) +
                  fromServer.CountSegments(TcpHeader::RST),
              0u);
}

TEST_F(TcpSessionTest, APortThatAStrangerHoldsIsPassedOver)
{
    Connect();
    Listen();
    const auto stranger = TcpSessionHost::Of(Client())->CreateSocket(m_options);
    stranger->Bind(InetSocketAddress(Ipv4Address::GetAny(), 1024));
    Open(m_client);
    RunFor(Seconds(1));
    EXPECT_EQ(m_client.session.GetLocal().GetPort(), 1025);
    EXPECT_EQ(TcpSessionHost::Of(Client())->GetPorts().GetNTaken(), 1u);
}

TEST_F(TcpSessionTest, ADestroyedSessionLeavesNothing)
{
    Connect();
    Listen();
    auto client = std::make_unique<Recorder>();
    Open(*client);
    RunFor(Seconds(1));
    client.reset();
    RunFor(Seconds(1));
    ASSERT_EQ(m_accepted.size(), 1u);
    EXPECT_EQ(m_accepted[0]->said, "reset ");
    ExpectNothingLeft();
}

TEST_F(TcpSessionTest, MoreConnectionsThanNs3HasEphemeralPorts)
{
    // One after the other, as fast as they go: 20 000 of them in less than TIME_WAIT's 240 s.
    Connect("1Gbps", "10us");
    Listen();
    m_onAccept = [](Recorder& server) { server.onEnd = [&server] { server.session.Close(); }; };
    constexpr int N = 20000;
    int done = 0;
    std::unique_ptr<Recorder> current;
    std::unique_ptr<Recorder> last;
    std::function<void()> next = [&] {
        last = std::move(current);
        current = std::make_unique<Recorder>();
        Open(*current);
        current->onConnected = [&] {
            current->session.Close();
            if (++done < N)
            {
                Simulator::ScheduleNow(&std::function<void()>::operator(), &next);
            }
        };
    };
    next();
    Simulator::Run();
    EXPECT_EQ(done, N);
    ExpectNothingLeft();
    EXPECT_LT(Simulator::Now(), Seconds(20));
}

TEST_F(TcpSessionTest, SkipsPortsThatAreListenedOn)
{
    Connect();
    TcpListener own;
    ASSERT_TRUE(
        own.Listen(Client(), 1024, m_options, [](Ptr<Socket>, const InetSocketAddress&) {}));
    Listen();
    Open(m_client);
    RunFor(Seconds(1));
    EXPECT_EQ(m_client.said, "connected ");
    EXPECT_EQ(m_client.session.GetLocal().GetPort(), 1025);
    EXPECT_EQ(m_client.session.GetLocal().GetIpv4(), Ipv4Address("10.1.1.1"));
}

TEST_F(TcpSessionTest, APortIsListenedOnOnce)
{
    Connect();
    Listen();
    TcpListener second;
    EXPECT_FALSE(
        second.Listen(Server(), PORT, m_options, [](Ptr<Socket>, const InetSocketAddress&) {}));
    m_listener.Close();
    EXPECT_TRUE(
        second.Listen(Server(), PORT, m_options, [](Ptr<Socket>, const InetSocketAddress&) {}));
}

TEST_F(TcpSessionTest, AListenerClosedInTheHandshakeResetsIt)
{
    Connect("100Mbps", "10ms");
    Listen();
    Open(m_client);
    Simulator::Schedule(MilliSeconds(15), &TcpListener::Close, &m_listener);
    RunFor(Seconds(1));
    EXPECT_TRUE(m_accepted.empty());
    EXPECT_EQ(m_client.said, "connected reset ");
}

/// Congestion control of both hosts.
class TcpSessionCopyTest : public TcpSessionTest, public testing::WithParamInterface<const char*>
{
  protected:
    /// @return when each of many transfers over a lossy link was over
    std::vector<Time> RunTransfers(bool copySockets)
    {
        Config::SetDefault("ns3::TcpL4Protocol::SocketType", StringValue(GetParam()));
        Config::SetDefault("ns3::TcpSocket::DelAckCount", UintegerValue(1));
        Connect("10Mbps", "5ms");
        LosePackets(0.02);
        m_options.copySockets = copySockets;
        Listen();
        std::vector<std::unique_ptr<Recorder>> clients;
        m_onAccept = [](Recorder& server) {
            server.onReceive = [&server] {
                server.session.WriteVirtual(60000);
                server.session.Flush();
                server.session.Close();
            };
        };
        for (int i = 0; i < 40; ++i)
        {
            clients.push_back(std::make_unique<Recorder>());
            auto& client = *clients.back();
            client.onConnected = [&client] {
                client.session.WriteVirtual(16);
                client.session.Flush();
            };
            client.onEnd = [&client] { client.session.Close(); };
            ScheduleLambda(MilliSeconds(30 * i), [this, &client] { Open(client); });
        }
        RunFor(Seconds(100));
        std::vector<Time> ends;
        for (const auto& client : clients)
        {
            EXPECT_EQ(client->received.size(), 60000u);
            ends.push_back(client->when);
        }
        m_listener.Close();
        m_accepted.clear();
        clients.clear();
        TearDown();
        SetUp();
        return ends;
    }
};

TEST_P(TcpSessionCopyTest, CopiedSocketsGiveTheSameTimes)
{
    const auto byFactory = RunTransfers(false);
    const auto byCopy = RunTransfers(true);
    EXPECT_EQ(byFactory, byCopy);
    EXPECT_NE(byFactory.front(), Time(0));
}

INSTANTIATE_TEST_SUITE_P(
    All,
    TcpSessionCopyTest,
    testing::Values("ns3::TcpCubic", "ns3::TcpNewReno", "ns3::TcpVegas", "ns3::TcpBbr"));

TEST_F(TcpSessionTest, LossWhileThePeersWindowIsFullOnlyDelays)
{
    Config::SetDefault("ns3::TcpSocket::RcvBufSize", UintegerValue(20 * 1448));
    Connect("100Mbps", "5ms");
    LosePackets(0.01);
    Listen();
    Open(m_client);
    m_client.onConnected = [this] {
        m_client.session.WriteVirtual(2000000);
        m_client.session.Flush();
    };
    RunFor(Seconds(60));
    ASSERT_EQ(m_accepted.size(), 1u);
    EXPECT_EQ(m_accepted[0]->received.size(), 2000000u);
}

TEST_F(TcpSessionTest, AShortSegmentThatWasLostIsRepeatedAlsoWithNagle)
{
    m_options.nagle = true;
    // 33 bytes of payload behind the headers of PPP, IPv4 and TCP with its timestamps.
    const auto loss = CreateObject<LoseOne>(33u + 2 + 20 + 20 + 12);
    Connect();
    m_devices.Get(1)->SetAttribute("ReceiveErrorModel", PointerValue(loss));
    Listen();
    Open(m_client);
    m_client.onConnected = [this] {
        m_client.session.WriteVirtual(3 * 1448 + 33);
        m_client.session.Flush();
    };
    RunFor(Seconds(5));
    ASSERT_EQ(m_accepted.size(), 1u);
    EXPECT_TRUE(loss->HasLost());
    EXPECT_EQ(m_accepted[0]->received.size(), 3u * 1448 + 33);
}

TEST_F(TcpSessionTest, NagleHoldsBackShortSegmentsAgainAfterALoss)
{
    m_options.nagle = true;
    const auto loss = CreateObject<LoseOne>(33u + 2 + 20 + 20 + 12);
    Connect("100Mbps", "10ms");
    SentBytes sent(Client());
    m_devices.Get(1)->SetAttribute("ReceiveErrorModel", PointerValue(loss));
    Listen();
    Open(m_client);
    m_client.onConnected = [this] {
        m_client.session.WriteVirtual(33);
        m_client.session.Flush();
    };
    RunFor(Seconds(3));
    ASSERT_EQ(m_accepted.size(), 1u);
    ASSERT_EQ(m_accepted[0]->received.size(), 33u);
    const auto before = sent.CountSegments(TcpHeader::ACK);
    for (int i = 0; i < 5; ++i)
    {
        m_client.session.WriteVirtual(10);
        m_client.session.Flush();
        RunFor(MilliSeconds(1));
    }
    RunFor(Seconds(1));
    EXPECT_EQ(m_accepted[0]->received.size(), 83u);
    EXPECT_EQ(sent.CountSegments(TcpHeader::ACK) - before, 2u) << "10 bytes, then 40";
}

TEST_F(TcpSessionTest, LossOnlyDelays)
{
    Connect();
    LosePackets(0.2);
    Listen();
    m_onAccept = [](Recorder& server) { server.onEnd = [&server] { server.session.Close(); }; };
    Open(m_client);
    m_client.onConnected = [this] {
        m_client.session.Write("real", 4);
        m_client.session.WriteVirtual(50000);
        m_client.session.Flush();
        m_client.session.Close();
    };
    RunFor(Seconds(300));
    ASSERT_EQ(m_accepted.size(), 1u);
    EXPECT_EQ(m_accepted[0]->received.size(), 50004u);
    ExpectNothingLeft();
}

} // namespace
