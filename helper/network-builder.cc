/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/network-builder.h"

#include "ns3/drop-tail-queue.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4.h"
#include "ns3/names.h"
#include "ns3/net-device-container.h"
#include "ns3/node-placement.h"
#include "ns3/ns3-compat.h"
#include "ns3/packet.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/pointer.h"
#include "ns3/shortest-path-routing-helper.h"
#include "ns3/traffic-control-helper.h"

#include <set>

namespace ns3
{

namespace
{

/// What an Ethernet header (14 bytes) costs above ns-3's PPP header (2 bytes).
constexpr uint32_t ETHERNET_EXTRA_BYTES = 12;

NetDeviceContainer
InstallLink(const NetworkLink& link, const NodeContainer& nodes)
{
    const auto& properties = link.properties;
    // A device that sends nothing for 12 byte times after each frame, on a channel that is 12 byte
    // times longer, delivers every packet exactly when one with a longer header would.
    const auto extra = properties.framing == LinkProperties::ETHERNET
                           ? properties.rate.CalculateBytesTxTime(ETHERNET_EXTRA_BYTES)
                           : Time(0);
    PointToPointHelper helper;
    helper.SetDeviceAttribute("DataRate", DataRateValue(properties.rate));
    helper.SetDeviceAttribute("InterframeGap", TimeValue(extra));
    helper.SetChannelAttribute("Delay", TimeValue(properties.delay + extra));
    helper.SetQueue("ns3::DropTailQueue", "MaxSize", QueueSizeValue(properties.queue));
    // With flow control, a full device queue would drop packets above the device, and a queue
    // limited in bytes already when there is no room for a packet of maximum size.
    const bool isFree = !properties.fqCodel && compat::DisableFlowControl(helper, 0);
    const auto devices = helper.Install(nodes.Get(link.a), nodes.Get(link.b));
    for (uint32_t i = 0; !properties.fqCodel && !isFree && i < devices.GetN(); ++i)
    {
        // A queue that nobody watches.
        const auto queue = CreateObject<DropTailQueue<Packet>>();
        queue->SetMaxSize(properties.queue);
        DynamicCast<PointToPointNetDevice>(devices.Get(i))->SetQueue(queue);
    }
    if (link.rateBack)
    {
        devices.Get(1)->SetAttribute("DataRate", DataRateValue(*link.rateBack));
    }
    return devices;
}

/// Hands out addresses upwards from a first one, passing over those that are taken.
class AddressPool
{
  public:
    AddressPool(const char* first, const std::set<Ipv4Address>& taken)
        : m_next(Ipv4Address(first).Get()),
          m_taken(taken)
    {
    }

    Ipv4Address Next()
    {
        while (m_taken.count(Ipv4Address(m_next)) > 0)
        {
            ++m_next;
        }
        return Ipv4Address(m_next++);
    }

  private:
    uint32_t m_next;
    const std::set<Ipv4Address>& m_taken;
};

void
AssignAddresses(const NetworkDescription& network, const NodeContainer& nodes)
{
    std::set<Ipv4Address> taken;
    for (const auto& [node, address] : network.addresses)
    {
        taken.insert(address);
    }
    AddressPool others("10.128.0.1", taken);
    const auto firsts = network.GetFirstAddresses();
    for (std::size_t i = 0; i < network.nodes.size(); ++i)
    {
        const auto node = nodes.Get(i);
        const auto ipv4 = node->GetObject<Ipv4>();
        for (uint32_t device = 0; device < node->GetNDevices(); ++device)
        {
            if (ipv4->GetInterfaceForDevice(node->GetDevice(device)) != -1)
            {
                continue; // loopback
            }
            const auto interface = ipv4->AddInterface(node->GetDevice(device));
            const auto address = interface == 1 ? firsts[i] : others.Next();
            ipv4->AddAddress(interface, {address, Ipv4Mask::GetOnes()});
            ipv4->SetMetric(interface, 1);
            ipv4->SetUp(interface);
        }
    }
}

} // namespace

NodeContainer
NetworkBuilder::Build(const NetworkDescription& network, uint32_t ranks)
{
    NodeContainer nodes;
    const auto placed = PlaceNodes(network, ranks);
    for (std::size_t i = 0; i < network.nodes.size(); ++i)
    {
        nodes.Create(1, placed[i]);
        Names::Add(network.nodes[i], nodes.Get(i));
    }

    InternetStackHelper internet;
    internet.SetIpv6StackInstall(false);
    internet.SetRoutingHelper(ShortestPathRoutingHelper());
    internet.Install(nodes);

    TrafficControlHelper fqCodel;
    fqCodel.SetRootQueueDisc("ns3::FqCoDelQueueDisc");
    for (const auto& link : network.links)
    {
        const auto devices = InstallLink(link, nodes);
        if (link.properties.fqCodel)
        {
            fqCodel.Install(devices);
        }
        for (uint32_t end = 0; end < devices.GetN(); ++end)
        {
            Ptr<RateErrorModel> model;
            if (link.properties.loss > 0)
            {
                model = CreateObject<RateErrorModel>();
                model->SetUnit(RateErrorModel::ERROR_UNIT_PACKET);
                model->SetRate(link.properties.loss);
                devices.Get(end)->SetAttribute("ReceiveErrorModel", PointerValue(model));
            }
            m_lossModels.push_back(model);
        }
    }
    AssignAddresses(network, nodes);
    ShortestPathRoutingHelper::Connect(nodes, network.metric);
    return nodes;
}

int64_t
NetworkBuilder::AssignStreams(int64_t stream)
{
    for (std::size_t i = 0; i < m_lossModels.size(); ++i)
    {
        if (m_lossModels[i])
        {
            m_lossModels[i]->AssignStreams(stream + static_cast<int64_t>(i));
        }
    }
    return static_cast<int64_t>(m_lossModels.size());
}

} // namespace ns3
