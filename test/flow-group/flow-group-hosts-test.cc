/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "../input-problems.h"

#include "ns3/flow-group-hosts.h"

#include <gtest/gtest.h>

namespace ns3
{

namespace
{

TEST(FlowGroupHosts, RuleIsThatOfTheCourse)
{
    const FlowGroupHosts hosts;
    EXPECT_EQ(hosts.AddressOf("h1"), Ipv4Address("10.0.0.1"));
    EXPECT_EQ(hosts.AddressOf("h16"), Ipv4Address("10.0.0.16"));
    EXPECT_EQ(hosts.AddressOf("h300"), Ipv4Address("10.0.1.44"));
    EXPECT_EQ(hosts.NameOf(Ipv4Address("10.0.1.44")), "h300");
    EXPECT_EQ(hosts.AddressOf("h8388607"), Ipv4Address("10.127.255.255"));
    for (const auto* name :
         {"", "h", "h0", "h01", "H1", "h1a", "s1", "h-1", "h8388608", "h99999999999999999999"})
    {
        EXPECT_FALSE(hosts.AddressOf(name)) << name;
    }
    for (const auto* address : {"10.0.0.0", "10.128.0.1", "9.255.255.255", "192.168.0.1"})
    {
        EXPECT_FALSE(hosts.NameOf(Ipv4Address(address))) << address;
    }
}

TEST(FlowGroupHosts, ListTakesThePlaceOfTheRule)
{
    const auto hosts =
        FlowGroupHosts::Parse("# the lab\nalpha 192.168.0.1\n\n beta\t10.0.0.7 \n", "f");
    EXPECT_EQ(hosts.AddressOf("beta"), Ipv4Address("10.0.0.7"));
    EXPECT_EQ(hosts.NameOf(Ipv4Address("192.168.0.1")), "alpha");
    EXPECT_FALSE(hosts.AddressOf("h7"));
    EXPECT_FALSE(hosts.NameOf(Ipv4Address("10.0.0.1")));
    EXPECT_EQ(hosts.Suggest("betta"), ", did you mean \"beta\"?");
}

TEST(FlowGroupHosts, EveryBadLineIsTold)
{
    EXPECT_EQ(ProblemsOf([] {
                  FlowGroupHosts::Parse("a 10.0.0.1\nb\na 10.0.0.2\nc 10.0.0.1\nd 10.0.0\n"
                                        "e 10.0.0.3 x\n",
                                        "f");
              }),
              "f:2: \"b\" is not a host (NAME ADDRESS)\n"
              "f:3: host \"a\" is there twice (different names)\n"
              "f:4: \"10.0.0.1\" is the address of another host (different addresses)\n"
              "f:5: \"d 10.0.0\" is not a host (NAME ADDRESS)\n"
              "f:6: \"e 10.0.0.3 x\" is not a host (NAME ADDRESS)");
    EXPECT_EQ(ProblemsOf([] { FlowGroupHosts::Parse("# nobody\n", "f"); }),
              "f: there are no hosts (NAME ADDRESS a line)");
}

} // namespace

} // namespace ns3
