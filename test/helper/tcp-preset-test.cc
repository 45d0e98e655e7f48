/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/boolean.h"
#include "ns3/config.h"
#include "ns3/enum.h"
#include "ns3/nstime.h"
#include "ns3/tcp-l4-protocol.h"
#include "ns3/tcp-preset.h"
#include "ns3/tcp-socket-base.h"
#include "ns3/type-id.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <gtest/gtest.h>

using namespace ns3;

namespace
{

class TcpPresetTest : public testing::Test
{
  protected:
    void TearDown() override
    {
        Config::Reset();
    }

    static void Apply(const std::string& json)
    {
        auto document = JsonDocument::FromText(json, "tcp.json");
        const auto preset = TcpPreset::Read(document.GetRoot());
        document.ThrowIfAny();
        preset.Apply();
    }

    static std::string ProblemsOf(const std::string& json)
    {
        try
        {
            Apply(json);
        }
        catch (const InputError& error)
        {
            return error.what();
        }
        return "";
    }

    /// The default value that objects are made with from now on.
    static std::string GetDefault(const std::string& name)
    {
        const auto colons = name.rfind("::");
        const auto type = TypeId::LookupByName(name.substr(0, colons));
        for (std::size_t i = 0; i < type.GetAttributeN(); ++i)
        {
            const auto attribute = type.GetAttribute(i);
            if (attribute.name == name.substr(colons + 2))
            {
                return attribute.initialValue->SerializeToString(attribute.checker);
            }
        }
        return "no such attribute";
    }
};

TEST_F(TcpPresetTest, APresetThatNobodyChangedIsLinux)
{
    TcpPreset().Apply();
    EXPECT_EQ(GetDefault("ns3::TcpSocket::SegmentSize"), "1448");
    Config::Reset();
    TcpPreset::Ns3().Apply();
    EXPECT_EQ(GetDefault("ns3::TcpSocket::SegmentSize"), "536");
}

TEST_F(TcpPresetTest, LinuxIsWhatALinuxHostDoes)
{
    Apply("\"linux\"");
    EXPECT_EQ(GetDefault("ns3::TcpSocket::SegmentSize"), "1448");
    EXPECT_EQ(GetDefault("ns3::TcpSocket::InitialCwnd"), "10");
    EXPECT_EQ(GetDefault("ns3::TcpSocket::DelAckCount"), "1");
    EXPECT_EQ(GetDefault("ns3::TcpSocket::SndBufSize"), "4194304");
    EXPECT_EQ(GetDefault("ns3::TcpSocket::RcvBufSize"), "6291456");
    EXPECT_EQ(GetDefault("ns3::TcpSocket::DataRetries"), "15");
    EXPECT_EQ(GetDefault("ns3::TcpSocketBase::Sack"), "true");
    EXPECT_EQ(GetDefault("ns3::TcpL4Protocol::SocketType"), "ns3::TcpLinuxCubic");
    EXPECT_EQ(GetDefault("ns3::TcpL4Protocol::RecoveryType"), "ns3::TcpPrrRecovery");
    EXPECT_EQ(GetDefault("ns3::TcpSessionHost::SocketType"), "ns3::TcpLinuxSocket");
    TimeValue time;
    CreateObject<TcpSocketBase>()->GetAttribute("MinRto", time);
    EXPECT_EQ(time.Get(), MilliSeconds(200));
}

TEST_F(TcpPresetTest, Ns3ChangesNothing)
{
    const auto before = GetDefault("ns3::TcpSocket::SegmentSize");
    Apply("\"ns3\"");
    EXPECT_EQ(GetDefault("ns3::TcpSocket::SegmentSize"), before);
}

TEST_F(TcpPresetTest, AnObjectLiesOverLinux)
{
    Apply(R"({"ns3::TcpSocket::InitialCwnd": 2, "ns3::TcpSocketBase::Sack": false,
              "ns3::TcpSocket::DelAckTimeout": "200ms", "ns3::TcpSocketBase::UseEcn": "On",
              "ns3::TcpL4Protocol::SocketType": "ns3::TcpNewReno",
              "ns3::TcpSocketState::MaxPacingRate": "1Gbps", "ns3::TcpCubic::Beta": 0.5})");
    EXPECT_EQ(GetDefault("ns3::TcpSocket::SegmentSize"), "1448");
    EXPECT_EQ(GetDefault("ns3::TcpSocket::InitialCwnd"), "2");
    EXPECT_EQ(GetDefault("ns3::TcpSocketBase::Sack"), "false");
    EXPECT_EQ(GetDefault("ns3::TcpSocketBase::UseEcn"), "On");
    EXPECT_EQ(GetDefault("ns3::TcpL4Protocol::SocketType"), "ns3::TcpNewReno");
    EXPECT_EQ(GetDefault("ns3::TcpSocketState::MaxPacingRate"), "1000000000bps");
    EXPECT_EQ(GetDefault("ns3::TcpCubic::Beta"), "0.5");
    TimeValue time;
    CreateObject<TcpSocketBase>()->GetAttribute("DelAckTimeout", time);
    EXPECT_EQ(time.Get(), MilliSeconds(200));
}

TEST_F(TcpPresetTest, RefusesBadAttributesAndValues)
{
    const auto problems = ProblemsOf(R"({
        "ns3::TcpSocket::NoSuchThing": 1,
        "ns3::UdpSocket::RcvBufSize": 1,
        "SegmentSize": 1,
        "ns3::TcpNowhere::SegmentSize": 1,
        "ns3::TcpSocket::SegmentSize": 0,
        "ns3::TcpSocket::InitialCwnd": -1,
        "ns3::TcpSocket::DelAckCount": "two",
        "ns3::TcpSocket::SndBufSize": 5000000000,
        "ns3::TcpSocketBase::Sack": "yes",
        "ns3::TcpSocketBase::MinRto": "soon",
        "ns3::TcpSocketBase::UseEcn": "Maybe",
        "ns3::TcpL4Protocol::SocketType": "ns3::Node",
        "ns3::TcpL4Protocol::RecoveryType": "ns3::TcpCubic",
        "ns3::TcpSocketBase::TxBuffer": "ns3::TcpTxBuffer"
        })");
    std::istringstream lines(problems);
    int number = 2;
    for (std::string line; std::getline(lines, line); ++number)
    {
        EXPECT_EQ(line.rfind("tcp.json:" + std::to_string(number) + ": ", 0), 0U) << line;
    }
    EXPECT_EQ(number, 16) << problems;
}

TEST_F(TcpPresetTest, RefusesUnknownPresets)
{
    const auto problems = ProblemsOf("\"windows\"");
    EXPECT_NE(problems.find("linux"), std::string::npos) << problems;
    EXPECT_NE(problems.find("ns3"), std::string::npos) << problems;
    EXPECT_NE(ProblemsOf("7"), "");
    EXPECT_NE(ProblemsOf("[]"), "");
    EXPECT_NE(ProblemsOf("null"), "");
}

} // namespace
