/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-mss-option.h"

#include "ns3/abort.h"
#include "ns3/ipv4-route.h"
#include "ns3/tcp-header.h"
#include "ns3/tcp-l4-protocol.h"
#include "ns3/tcp-option-rfc793.h"

namespace ns3
{

namespace
{

using DownTarget = IpL4Protocol::DownTargetCallback;

/// Stands between TCP and IP.
void
SendWithOption(DownTarget ip,
               uint16_t size,
               Ptr<Packet> packet,
               Ipv4Address source,
               Ipv4Address destination,
               uint8_t protocol,
               Ptr<Ipv4Route> route)
{
    TcpHeader header;
    packet->PeekHeader(header);
    if (header.GetFlags() & TcpHeader::SYN)
    {
        packet->RemoveHeader(header);
        // A new one: nothing can be put behind the padding of a header that was read.
        TcpHeader complete;
        complete.SetSourcePort(header.GetSourcePort());
        complete.SetDestinationPort(header.GetDestinationPort());
        complete.SetSequenceNumber(header.GetSequenceNumber());
        complete.SetAckNumber(header.GetAckNumber());
        complete.SetFlags(header.GetFlags());
        complete.SetWindowSize(header.GetWindowSize());
        complete.SetUrgentPointer(header.GetUrgentPointer());
        const auto option = CreateObject<TcpOptionMSS>();
        option->SetMSS(size);
        complete.AppendOption(option);
        for (const auto& other : header.GetOptionList())
        {
            if (other->GetKind() != TcpOption::END)
            {
                complete.AppendOption(other);
            }
        }
        if (Node::ChecksumEnabled())
        {
            complete.EnableChecksums();
        }
        complete.InitializeChecksum(source, destination, protocol);
        packet->AddHeader(complete);
    }
    ip(packet, source, destination, protocol, route);
}

} // namespace

void
AnnounceSegmentSize(Ptr<Node> node, uint16_t size)
{
    const auto tcp = node->GetObject<TcpL4Protocol>();
    NS_ABORT_MSG_IF(!tcp, "node " << node->GetId() << " has no internet stack");
    tcp->SetDownTarget(MakeBoundCallback(&SendWithOption, tcp->GetDownTarget(), size));
}

} // namespace ns3
