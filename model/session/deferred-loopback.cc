/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/deferred-loopback.h"

#include "ns3/ipv4-route.h"
#include "ns3/simulator.h"
#include "ns3/tcp-l4-protocol.h"

namespace ns3
{

namespace
{

using Target = IpL4Protocol::DownTargetCallback;

void
Forward(Target target,
        Ptr<Packet> packet,
        Ipv4Address source,
        Ipv4Address destination,
        uint8_t protocol,
        Ptr<Ipv4Route> route)
{
    target(packet, source, destination, protocol, route);
}

void
Send(Target target,
     Ptr<Packet> packet,
     Ipv4Address source,
     Ipv4Address destination,
     uint8_t protocol,
     Ptr<Ipv4Route> route)
{
    if (source == destination)
    {
        Simulator::ScheduleNow(&Forward, target, packet, source, destination, protocol, route);
    }
    else
    {
        target(packet, source, destination, protocol, route);
    }
}

} // namespace

void
DeferLoopback(Ptr<Node> node)
{
    if (const auto tcp = node->GetObject<TcpL4Protocol>())
    {
        tcp->SetDownTarget(MakeBoundCallback(&Send, tcp->GetDownTarget()));
    }
}

} // namespace ns3
