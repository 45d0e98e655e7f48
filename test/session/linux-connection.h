/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINUX_CONNECTION_H
#define LINUX_CONNECTION_H

#include "two-hosts.h"

#include "ns3/tcp-listener.h"
#include "ns3/tcp-option-ts.h"
#include "ns3/tcp-preset.h"
#include "ns3/tcp-session.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/// Two hosts with the preset "linux"; times are from the end of the handshake.
class LinuxConnection : public TwoHosts
{
  protected:
    static constexpr uint16_t PORT = 80;
    static constexpr uint32_t SEGMENT = 1448;

    /// One end of a connection: reads at once unless told not to, writes when told to.
    class End : public TcpSession::Handler
    {
      public:
        End()
            : session(*this)
        {
        }

        void Write(uint64_t size)
        {
            session.WriteVirtual(size);
            session.Flush();
        }

        void HandleConnected() override
        {
            isConnected = true;
        }

        void HandleFailure(TcpSession::Failure) override
        {
            isConnected = false;
        }

        void HandleReceive() override
        {
            if (!isReading)
            {
                return;
            }
            while (const auto packet = session.Read(UINT32_MAX))
            {
                received += packet->GetSize();
                lastReceipt = Simulator::Now();
            }
        }

        void HandleWritable() override
        {
            session.Flush();
        }

        void HandleEndOfStream() override
        {
        }

        TcpSession session;
        bool isConnected{false};
        bool isReading{true};
        uint64_t received{0};
        Time lastReceipt;
    };

    /// Payload sizes, times and timestamps of what a node sends over TCP.
    struct Segment
    {
        Time time;
        uint32_t size;
        uint32_t timestamp;
        uint32_t echo;
    };

    void SetUp() override
    {
        TwoHosts::SetUp();
        TcpPreset().Apply();
    }

    /// Connect two ends over a link, with Nagle's rule or not.
    void Start(const std::string& rate, const std::string& delay, bool nagle = true)
    {
        Connect(rate, delay);
        m_options.nagle = nagle;
        m_listener.Listen(Server(), PORT, m_options, [this](auto socket, const auto& remote) {
            m_accepted = socket;
            m_server.session.Accept(socket, remote);
        });
        Record(Client(), m_up);
        Record(Server(), m_down);
        m_client.session.Connect(Client(), {"10.1.1.2", PORT}, m_options);
        Simulator::Stop(MilliSeconds(500));
        Simulator::Run();
        ASSERT_TRUE(m_client.isConnected);
        m_up.clear();
        m_down.clear();
        m_start = Simulator::Now();
    }

    void TearDown() override
    {
        m_client.session.Detach();
        m_server.session.Detach();
        m_accepted = nullptr;
        TwoHosts::TearDown();
    }

    static void Record(Ptr<Node> node, std::vector<Segment>& segments)
    {
        node->GetObject<Ipv4L3Protocol>()->TraceConnectWithoutContext(
            "Tx",
            MakeBoundCallback(&LinuxConnection::See, &segments));
    }

    static void See(std::vector<Segment>* segments, Ptr<const Packet> sent, Ptr<Ipv4>, uint32_t)
    {
        const auto packet = sent->Copy();
        Ipv4Header ip;
        packet->RemoveHeader(ip);
        TcpHeader tcp;
        packet->RemoveHeader(tcp);
        const auto option = DynamicCast<const TcpOptionTS>(tcp.GetOption(TcpOption::TS));
        segments->push_back({Simulator::Now(),
                             packet->GetSize(),
                             option ? option->GetTimestamp() : 0,
                             option ? option->GetEcho() : 0});
    }

    void RunFor(Time duration)
    {
        Simulator::Stop(duration);
        Simulator::Run();
    }

    /// Sizes of segments of data.
    static std::vector<uint32_t> SizesOf(const std::vector<Segment>& segments)
    {
        std::vector<uint32_t> sizes;
        for (const auto& segment : segments)
        {
            if (segment.size > 0)
            {
                sizes.push_back(segment.size);
            }
        }
        return sizes;
    }

    static std::size_t CountAcks(const std::vector<Segment>& segments)
    {
        return segments.size() - SizesOf(segments).size();
    }

    TcpSessionOptions m_options;
    TcpListener m_listener;
    End m_client;
    End m_server;
    Ptr<Socket> m_accepted;
    std::vector<Segment> m_up;
    std::vector<Segment> m_down;
    Time m_start;
};

} // namespace ns3

#endif // LINUX_CONNECTION_H
