/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "two-hosts.h"

#include "ns3/udp-port-book.h"

#include <gtest/gtest.h>
#include <set>

namespace ns3
{

namespace
{

class UdpPortBookTest : public TwoHosts
{
};

TEST_F(UdpPortBookTest, PortsComeBackAfterARest)
{
    Connect();
    const auto book = UdpPortBook::Of(Client());
    for (int port = 1024; port <= 65535; ++port)
    {
        ASSERT_EQ(book->Take(), port) << "new ones first";
        book->GiveBack(port, port == 1024 ? Seconds(20) : Seconds(port == 2000 ? 10 : 30));
    }
    EXPECT_EQ(book->Take(), 0U) << "all of them rest";
    Simulator::Stop(Seconds(20));
    Simulator::Run();
    EXPECT_EQ(book->Take(), 2000U) << "whose rest was over first";
    EXPECT_EQ(book->Take(), 1024U);
    EXPECT_EQ(book->Take(), 0U);
}

TEST_F(UdpPortBookTest, ANodeHasOneBookAndItHasAnEnd)
{
    Connect();
    std::set<uint16_t> ports;
    for (int i = 0; i < 64512; ++i)
    {
        ports.insert(UdpPortBook::Of(Client())->Take());
    }
    EXPECT_EQ(ports.size(), 64512U);
    EXPECT_EQ(*ports.begin(), 1024U);
    EXPECT_EQ(UdpPortBook::Of(Client())->Take(), 0U);
    EXPECT_EQ(UdpPortBook::Of(Server())->Take(), 1024U) << "another node's";
}

} // namespace

} // namespace ns3
