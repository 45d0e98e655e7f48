/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/content-server-application.h"
#include "ns3/content-server-helper.h"
#include "ns3/flow-trace-helper.h"
#include "ns3/gensyn-helper.h"
#include "ns3/host-directory.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/names.h"
#include "ns3/poisson-flow-helper.h"
#include "ns3/poisson-flow-server-helper.h"
#include "ns3/simulation-singleton.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tgen-helper.h"
#include "ns3/tgen-socks-proxy-helper.h"
#include "ns3/traffic-helper.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <set>
#include <utility>

using namespace ns3;

namespace
{

/// What every helper can be asked.
template <typename Helper>
class HelperFaceTest : public testing::Test
{
};

using AllHelpers = testing::Types<ContentServerHelper,
                                  FlowTraceHelper,
                                  GensynHelper,
                                  PoissonFlowHelper,
                                  PoissonFlowServerHelper,
                                  TgenHelper,
                                  TgenSocksProxyHelper>;
TYPED_TEST_SUITE(HelperFaceTest, AllHelpers);

TYPED_TEST(HelperFaceTest, HasTheSameMethods)
{
    using Attribute = void (TypeParam::*)(const std::string&, const AttributeValue&);
    using OnAll = ApplicationContainer (TypeParam::*)(const NodeContainer&);
    using OnNode = ApplicationContainer (TypeParam::*)(Ptr<Node>);
    using OnName = ApplicationContainer (TypeParam::*)(const std::string&);
    using Streams = int64_t (*)(const NodeContainer&, int64_t);
    EXPECT_TRUE(static_cast<Attribute>(&TypeParam::SetAttribute));
    EXPECT_TRUE(static_cast<OnAll>(&TypeParam::Install));
    EXPECT_TRUE(static_cast<OnNode>(&TypeParam::Install));
    EXPECT_TRUE(static_cast<OnName>(&TypeParam::Install));
    EXPECT_TRUE(static_cast<Streams>(&TypeParam::AssignStreams));
}

class TrafficHelperTest : public testing::Test
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
        Names::Clear();
    }

    /// A node with a name; one of another rank where it says so.
    static Ptr<Node> MakeNode(const std::string& name, uint32_t rank = 0)
    {
        const auto node = CreateObject<Node>(rank);
        InternetStackHelper().Install(node);
        Names::Add(name, node);
        return node;
    }

    static std::set<uint32_t> ServersOn(uint16_t port)
    {
        return SimulationSingleton<HostDirectory>::Get()->ServersOn(port);
    }
};

TEST_F(TrafficHelperTest, InstallsOnContainersNodesAndNames)
{
    const auto a = MakeNode("a");
    const auto b = MakeNode("b");
    NodeContainer both(a, b);
    ContentServerHelper helper(80, 9000);
    EXPECT_EQ(helper.Install(both).GetN(), 2U);
    helper.SetAttribute("Port", UintegerValue(81));
    helper.SetAttribute("UdpPort", UintegerValue(9001));
    EXPECT_EQ(helper.Install(a).GetN(), 1U);
    const auto named = helper.Install("b");
    ASSERT_EQ(named.GetN(), 1U);
    EXPECT_EQ(named.Get(0)->GetNode(), b);
    EXPECT_EQ(a->GetNApplications(), 2U);
    EXPECT_EQ(b->GetNApplications(), 2U);
}

TEST_F(TrafficHelperTest, WhatListensIsKnownByThePortThatItIsSetTo)
{
    const auto a = MakeNode("a");
    PoissonFlowServerHelper servers;
    servers.SetAttribute("Port", UintegerValue(7777));
    servers.Install(a);
    EXPECT_EQ(ServersOn(7777), (std::set<uint32_t>{a->GetId()}));
    EXPECT_TRUE(ServersOn(5001).empty());
    TgenSocksProxyHelper proxies;
    proxies.SetAttribute("Port", UintegerValue(7778));
    proxies.Install("a");
    EXPECT_EQ(ServersOn(7778), (std::set<uint32_t>{a->GetId()}));
}

TEST_F(TrafficHelperTest, NodesOfOtherRanksAreKnownButGetNothing)
{
    const auto a = MakeNode("a");
    const auto far = MakeNode("far", 1);
    PoissonFlowServerHelper servers(5001);
    EXPECT_EQ(servers.Install(NodeContainer(far, a)).GetN(), 1U);
    EXPECT_EQ(far->GetNApplications(), 0U);
    EXPECT_EQ(ServersOn(5001), (std::set<uint32_t>{a->GetId(), far->GetId()}));
}

TEST_F(TrafficHelperTest, AnUnknownNameEndsTheProgram)
{
    EXPECT_DEATH(PoissonFlowServerHelper().Install("nobody"), "no node is named 'nobody'");
}

} // namespace
