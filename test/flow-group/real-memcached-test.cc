/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "flow-trace-hosts.h"

#include "ns3/tcp-session.h"

#include <arpa/inet.h>
#include <chrono>
#include <csignal>
#include <gtest/gtest.h>
#include <string>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace ns3
{

namespace
{

/// A real memcached on a port of this machine, as long as it lives.
class RealMemcached
{
  public:
    RealMemcached()
    {
        sockaddr_in address = Loopback(0);
        const int probe = socket(AF_INET, SOCK_STREAM, 0);
        socklen_t size = sizeof(address);
        if (bind(probe, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0 &&
            getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) == 0)
        {
            m_port = ntohs(address.sin_port);
        }
        close(probe);
        const auto port = std::to_string(m_port);
        m_process = fork();
        if (m_process == 0)
        {
            execlp("memcached",
                   "memcached",
                   "-l",
                   "127.0.0.1",
                   "-p",
                   port.c_str(),
                   "-U",
                   "0",
                   "-u",
                   "nobody",
                   nullptr);
            _exit(127);
        }
    }

    ~RealMemcached()
    {
        kill(m_process, SIGTERM);
        waitpid(m_process, nullptr, 0);
    }

    RealMemcached(const RealMemcached&) = delete;
    RealMemcached& operator=(const RealMemcached&) = delete;

    static bool IsInstalled()
    {
        return std::system("command -v memcached >/dev/null 2>&1") == 0;
    }

    /// @return what it says to a text that ends with "quit"
    std::string Ask(const std::string& text) const
    {
        const auto address = Loopback(m_port);
        int client = -1;
        for (int attempt = 0; attempt < 100; ++attempt)
        {
            client = socket(AF_INET, SOCK_STREAM, 0);
            if (connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0)
            {
                break;
            }
            close(client);
            client = -1;
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        EXPECT_GE(client, 0) << "memcached does not answer";
        std::string answer;
        std::thread writer([&] {
            for (std::size_t sent = 0; sent < text.size();)
            {
                const auto n = send(client, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
                if (n <= 0)
                {
                    break;
                }
                sent += static_cast<std::size_t>(n);
            }
        });
        char bytes[4096];
        for (ssize_t n = 0; (n = recv(client, bytes, sizeof(bytes), 0)) > 0;)
        {
            answer.append(bytes, static_cast<std::size_t>(n));
        }
        writer.join();
        close(client);
        return answer;
    }

  private:
    static sockaddr_in Loopback(uint16_t port)
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return address;
    }

    uint16_t m_port{0};
    pid_t m_process{0};
};

/// Sends a text to a simulated server, and takes what it says.
class RawClient : private TcpSession::Handler
{
  public:
    RawClient(Ptr<Node> node, const InetSocketAddress& server, std::string text)
        : m_session(*static_cast<TcpSession::Handler*>(this)),
          m_text(std::move(text))
    {
        m_session.Connect(node, server, TcpSessionOptions());
    }

    const std::string& GetAnswer() const
    {
        return m_answer;
    }

    bool IsOver() const
    {
        return m_isOver;
    }

  private:
    void HandleConnected() override
    {
        m_session.Write(m_text.data(), static_cast<uint32_t>(m_text.size()));
        m_session.Flush();
    }

    void HandleFailure(TcpSession::Failure) override
    {
    }

    void HandleReceive() override
    {
        while (const auto packet = m_session.Read(m_session.GetReadable()))
        {
            const auto before = m_answer.size();
            m_answer.resize(before + packet->GetSize());
            packet->CopyData(reinterpret_cast<uint8_t*>(m_answer.data() + before),
                             packet->GetSize());
        }
    }

    void HandleWritable() override
    {
        m_session.Flush();
    }

    void HandleEndOfStream() override
    {
        m_isOver = true;
        m_session.Close();
    }

    TcpSession m_session;
    std::string m_text;
    std::string m_answer;
    bool m_isOver{false};
};

class RealMemcachedTest : public FlowTraceHosts
{
  protected:
    void SetUp() override
    {
        FlowTraceHosts::SetUp();
        if (!RealMemcached::IsInstalled())
        {
            GTEST_SKIP() << "memcached is not installed";
        }
    }
};

TEST_F(RealMemcachedTest, UnderstandsWhatSimulatedClientsSay)
{
    Connect();
    SentBytes sentByClient(Client());
    SentBytes sentByServer(Server());
    std::string text = "server 10.1.1.2 \n";
    for (int i = 0; i < 200; ++i)
    {
        const auto start = "client " + std::to_string(i * 10'000);
        const auto key = "key" + std::to_string(i * 7 % 31);
        text += i % 3 == 0 ? start + " 0 " + key + " " + std::string(1 + i * 37, 'v') + "\n"
                           : start + " 1 " + key + "\n";
    }
    Play(text);
    const auto said = sentByClient.Get(1024, 11211);
    ASSERT_GT(said.size(), 1000U);
    EXPECT_EQ(RealMemcached().Ask(said + "quit\r\n"), sentByServer.Get(11211, 1024));
}

TEST_F(RealMemcachedTest, SaysWhatSimulatedServersSay)
{
    Connect();
    // Not the other way round: memcached 1.6.18 loses "ERROR" before a key that is too long.
    const std::string dialogue = "get a\r\n"
                                 "set a 5 0 3\r\nabc\r\n"
                                 "get a\r\n"
                                 "set b 0 0 0\r\n\r\n"
                                 "set c 0 0 4 noreply\r\n\r\n\r\n\r\n"
                                 "get a b c d\r\n"
                                 "get " +
                                 std::string(251, 'k') +
                                 "\r\n"
                                 "get\r\n"
                                 "bogus\r\n"
                                 "set a 0 0 x\r\n"
                                 "set huge 0 0 2000000\r\n" +
                                 std::string(2'000'000, 'x') +
                                 "\r\n"
                                 "get huge\r\n"
                                 "set a 0 0 3\r\nABC\r\n"
                                 "get a\r\n"
                                 "quit\r\n";
    Install("server 10.1.1.2 \nclient 0 1 key\n");
    RawClient client(Client(), InetSocketAddress(Ipv4Address("10.1.1.2"), 11211), dialogue);
    RunUntil(Seconds(60));
    EXPECT_TRUE(client.IsOver());
    EXPECT_EQ(client.GetAnswer(), RealMemcached().Ask(dialogue));
}

} // namespace

} // namespace ns3
