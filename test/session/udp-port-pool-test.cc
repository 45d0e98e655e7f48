/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "two-hosts.h"

#include "ns3/inet-socket-address.h"
#include "ns3/udp-port-pool.h"

#include <gtest/gtest.h>

namespace ns3
{

namespace
{

class UdpPortPoolTest : public TwoHosts
{
};

uint16_t
PortOf(Ptr<Socket> socket)
{
    Address address;
    socket->GetSockName(address);
    return InetSocketAddress::ConvertFrom(address).GetPort();
}

TEST_F(UdpPortPoolTest, PortsComeBackAfterARest)
{
    Connect();
    UdpPortPool pool(Client(), Seconds(10));
    const auto first = pool.Take();
    const auto second = pool.Take();
    EXPECT_NE(PortOf(first), PortOf(second));
    pool.GiveBack(first);
    EXPECT_NE(pool.Take(), first) << "it rests";
    EXPECT_EQ(pool.GetNSockets(), 3U);
    Simulator::Stop(Seconds(10));
    Simulator::Run();
    EXPECT_EQ(pool.Take(), first);
    EXPECT_EQ(pool.GetNSockets(), 3U);
}

} // namespace

} // namespace ns3
