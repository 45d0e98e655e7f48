/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "two-hosts.h"

#include "ns3/host-directory.h"

using namespace ns3;

namespace
{

using HostDirectoryTest = TwoHosts;

TEST_F(HostDirectoryTest, FindsHostsByNameNumberAndAddress)
{
    Connect();
    HostDirectory directory;
    EXPECT_EQ(directory.Resolve("client"), Ipv4Address("10.1.1.1"));
    EXPECT_EQ(directory.Resolve("server"), Ipv4Address("10.1.1.2"));
    EXPECT_EQ(directory.Resolve("192.0.2.7"), Ipv4Address("192.0.2.7"));
    EXPECT_FALSE(directory.Resolve("nobody"));
    EXPECT_FALSE(directory.Resolve("300.0.0.1"));
    EXPECT_FALSE(directory.Resolve(""));
}

TEST_F(HostDirectoryTest, ANodeWithoutNameHasANumber)
{
    Connect();
    const auto nameless = CreateObject<Node>();
    HostDirectory directory;
    EXPECT_EQ(HostDirectory::NameOf(Ptr<const Node>(nameless)), "node2");
    EXPECT_FALSE(directory.Resolve("node2")) << "it has no address";
    EXPECT_FALSE(HostDirectory::AddressOf(nameless));
}

TEST_F(HostDirectoryTest, NamesAddresses)
{
    Connect();
    HostDirectory directory;
    EXPECT_EQ(directory.NameOf(Ipv4Address("10.1.1.2")), "server");
    EXPECT_EQ(directory.NameOf(Ipv4Address("127.0.0.1")), "localhost");
    EXPECT_EQ(directory.NameOf(Ipv4Address("10.9.9.9")), "");
}

TEST_F(HostDirectoryTest, KnowsWhoServesAPort)
{
    Connect();
    HostDirectory directory;
    directory.AddServer(Server(), 80);
    directory.AddServer(Client(), 80);
    directory.AddServer(Client(), 80);
    EXPECT_EQ(directory.ServersOn(80), (std::set<uint32_t>{0, 1}));
    EXPECT_TRUE(directory.ServersOn(81).empty());
}

} // namespace
