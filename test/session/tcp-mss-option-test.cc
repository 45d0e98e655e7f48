/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "two-hosts.h"

#include "ns3/boolean.h"
#include "ns3/global-value.h"
#include "ns3/tcp-listener.h"
#include "ns3/tcp-mss-option.h"
#include "ns3/tcp-option.h"
#include "ns3/tcp-session.h"

#include <memory>
#include <vector>

using namespace ns3;

namespace
{

/// Sends a few bytes as soon as it can, and keeps what comes.
class Talker : public TcpSession::Handler
{
  public:
    Talker()
        : session(*this)
    {
    }

    void HandleConnected() override
    {
        session.Write("hello", 5);
        session.Flush();
    }

    void HandleReceive() override
    {
        received += session.Read(65536)->GetSize();
    }

    void HandleFailure(TcpSession::Failure) override
    {
    }

    void HandleWritable() override
    {
    }

    void HandleEndOfStream() override
    {
    }

    TcpSession session;
    uint32_t received{0};
};

/// The bytes of the TCP options in a header, as they are on the wire.
using OptionBytes = std::vector<uint8_t>;

class TcpMssOptionTest : public TwoHosts
{
  protected:
    void SetUp() override
    {
        TwoHosts::SetUp();
        // A segment with a wrong sum would be dropped.
        GlobalValue::Bind("ChecksumEnabled", BooleanValue(true));
    }

    void TearDown() override
    {
        TwoHosts::TearDown();
        GlobalValue::Bind("ChecksumEnabled", BooleanValue(false));
    }

    /// One connection, client to server. @return whether its bytes arrived
    bool Talk()
    {
        for (const auto& node : {Client(), Server()})
        {
            node->GetObject<Ipv4L3Protocol>()->TraceConnectWithoutContext(
                "Tx",
                MakeCallback(&TcpMssOptionTest::See, this));
        }
        Talker client;
        Talker server;
        TcpListener listener;
        listener.Listen(Server(), 80, {}, [&](Ptr<Socket> socket, const InetSocketAddress& remote) {
            server.session.Accept(socket, remote);
        });
        client.session.Connect(Client(), InetSocketAddress("10.1.1.2", 80), {});
        Simulator::Stop(Seconds(1));
        Simulator::Run();
        return server.received == 5;
    }

    std::vector<OptionBytes> m_ofSyns;  //!< in the order of sending
    std::vector<OptionBytes> m_ofOther; //!< segments

  private:
    void See(Ptr<const Packet> sent, Ptr<Ipv4>, uint32_t)
    {
        std::vector<uint8_t> bytes(sent->GetSize());
        sent->CopyData(bytes.data(), sent->GetSize());
        const auto* tcp = bytes.data() + 20;
        OptionBytes options(tcp + 20, tcp + (tcp[12] >> 4) * 4);
        (tcp[13] & TcpHeader::SYN ? m_ofSyns : m_ofOther).push_back(options);
    }
};

TEST_F(TcpMssOptionTest, ASynBeginsWithTheOptionAndKeepsTheOthers)
{
    Connect();
    ASSERT_TRUE(Talk());
    ASSERT_EQ(m_ofSyns.size(), 2u);
    const auto without = m_ofSyns;

    Simulator::Destroy();
    Names::Clear();
    Ipv4AddressGenerator::Reset();
    m_nodes = {};
    m_ofSyns.clear();
    m_ofOther.clear();
    Connect();
    AnnounceSegmentSize(Client(), 1460);
    AnnounceSegmentSize(Server(), 536);
    ASSERT_TRUE(Talk());
    ASSERT_EQ(m_ofSyns.size(), 2u);
    const std::vector<OptionBytes> announced{{2, 4, 1460 >> 8, 1460 & 0xff},
                                             {2, 4, 536 >> 8, 536 & 0xff}};
    for (std::size_t i = 0; i < 2; ++i)
    {
        auto expected = announced[i];
        expected.insert(expected.end(), without[i].begin(), without[i].end());
        EXPECT_EQ(m_ofSyns[i], expected) << i;
    }
    for (const auto& options : m_ofOther)
    {
        EXPECT_EQ(options.size(), 12u) << "timestamps only";
    }
    EXPECT_GE(m_ofOther.size(), 2u);
}

} // namespace
