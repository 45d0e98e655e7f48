/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/flow-trace-helper.h"

#include "ns3/abort.h"
#include "ns3/data-rate.h"
#include "ns3/flow-receiver-application.h"
#include "ns3/flow-trace-application.h"
#include "ns3/flow-trace-reader.h"
#include "ns3/host-directory.h"
#include "ns3/input-error.h"
#include "ns3/ipv4.h"
#include "ns3/key-value-server-application.h"
#include "ns3/names.h"
#include "ns3/node-list.h"
#include "ns3/simulation-singleton.h"
#include "ns3/traffic-helper.h"
#include "ns3/uinteger.h"

#include <map>

namespace ns3
{

namespace
{

/// Silence that ends a flow of UDP, beyond those that the trace tells of.
const Time UDP_PATIENCE = Seconds(10);

template <typename T>
uint32_t
CountApplications(Ptr<Node> node)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < node->GetNApplications(); ++i)
    {
        count += bool(DynamicCast<T>(node->GetApplication(i)));
    }
    return count;
}

/// @return the application of a kind that listens on a port, or null
template <typename T>
Ptr<T>
FindListener(Ptr<Node> node, uint16_t port)
{
    for (uint32_t i = 0; i < node->GetNApplications(); ++i)
    {
        const auto application = DynamicCast<T>(node->GetApplication(i));
        if (application && application->GetPort() == port)
        {
            return application;
        }
    }
    return nullptr;
}

} // namespace

FlowTraceHelper::FlowTraceHelper(const std::string& path)
    : FlowTraceHelper(std::make_shared<const FlowTrace>(LoadFlowTrace(path)))
{
}

FlowTraceHelper::FlowTraceHelper(std::shared_ptr<const FlowTrace> trace)
    : m_trace(std::move(trace))
{
    m_player.SetTypeId(FlowTraceApplication::GetTypeId());
    m_receiver.SetTypeId(FlowReceiverApplication::GetTypeId());
    m_server.SetTypeId(KeyValueServerApplication::GetTypeId());
}

void
FlowTraceHelper::SetAttribute(const std::string& name, const AttributeValue& value)
{
    m_player.Set(name, value);
    const bool isOfAll = name == "MaxSegLifetime" || name == "CopySockets";
    if (isOfAll || name == "Port")
    {
        m_receiver.Set(name, value);
    }
    if (isOfAll || name == "KeyValuePort")
    {
        m_server.Set(isOfAll ? name : "Port", value);
    }
}

void
FlowTraceHelper::SetReceiverAttribute(const std::string& name, const AttributeValue& value)
{
    m_receiver.Set(name, value);
}

void
FlowTraceHelper::SetServerAttribute(const std::string& name, const AttributeValue& value)
{
    m_server.Set(name, value);
}

void
FlowTraceHelper::SetLogDirectory(const std::string& directory)
{
    m_logDirectory = directory;
}

std::vector<std::string>
FlowTraceHelper::GetLogFiles(const ApplicationContainer& applications)
{
    std::vector<std::string> files;
    const auto add = [&files](const std::string& file) {
        if (!file.empty())
        {
            files.push_back(file);
        }
    };
    for (auto each = applications.Begin(); each != applications.End(); ++each)
    {
        if (const auto player = DynamicCast<FlowTraceApplication>(*each))
        {
            add(player->GetLogFile());
            add(player->GetThroughputLogFile());
            add(player->GetLatencyLogFile());
        }
        if (const auto receiver = DynamicCast<FlowReceiverApplication>(*each))
        {
            add(receiver->GetLogFile());
            add(receiver->GetWindowLogFile());
        }
    }
    return files;
}

std::vector<Ptr<Node>>
FlowTraceHelper::FindNodes() const
{
    std::map<std::string, Ptr<Node>> byName;
    std::map<Ipv4Address, Ptr<Node>> byAddress;
    for (auto node = NodeList::Begin(); node != NodeList::End(); ++node)
    {
        byName.emplace(HostDirectory::NameOf(Ptr<const Node>(*node)), *node);
        const auto ipv4 = (*node)->GetObject<Ipv4>();
        for (uint32_t interface = 0; ipv4 && interface < ipv4->GetNInterfaces(); ++interface)
        {
            for (uint32_t i = 0; i < ipv4->GetNAddresses(interface); ++i)
            {
                byAddress.emplace(ipv4->GetAddress(interface, i).GetLocal(), *node);
            }
        }
    }
    InputProblems problems(m_trace->GetFile());
    std::vector<Ptr<Node>> nodes;
    for (const auto& host : m_trace->GetHosts())
    {
        const auto named = byName.find(host.name);
        nodes.push_back(named == byName.end() ? nullptr : named->second);
        if (!nodes.back() && HostDirectory::IsAddress(host.name))
        {
            const auto found = byAddress.find(Ipv4Address(host.name.c_str()));
            nodes.back() = found == byAddress.end() ? nullptr : found->second;
        }
        if (!nodes.back())
        {
            problems.Add(host.line,
                         "host " + QuoteInput(host.name) + " is not in this simulation",
                         "the name or the address of a node");
        }
    }
    problems.ThrowIfAny();
    return nodes;
}

ApplicationContainer
FlowTraceHelper::Install(const NodeContainer& nodes)
{
    auto applications = InstallReceivers();
    applications.Add(InstallPlayers(nodes));
    return applications;
}

ApplicationContainer
FlowTraceHelper::Install(Ptr<Node> node)
{
    return Install(NodeContainer(node));
}

ApplicationContainer
FlowTraceHelper::Install(const std::string& nodeName)
{
    const auto node = Names::Find<Node>(nodeName);
    NS_ABORT_MSG_IF(!node, "no node is named '" << nodeName << "'");
    return Install(node);
}

ApplicationContainer
FlowTraceHelper::InstallReceivers()
{
    const auto nodes = FindNodes();
    auto& directory = *SimulationSingleton<HostDirectory>::Get();
    ApplicationContainer applications;
    auto idle = UDP_PATIENCE + MicroSeconds(m_trace->GetLongestGap());
    const auto player = m_player.Create<FlowTraceApplication>();
    DataRateValue rate;
    UintegerValue writeSize;
    player->GetAttribute("UdpRate", rate);
    player->GetAttribute("WriteSize", writeSize);
    if (player->GetProtocol() == FlowTraceApplication::UDP && rate.Get().GetBitRate() > 0)
    {
        idle += rate.Get().CalculateBytesTxTime(static_cast<uint32_t>(writeSize.Get()));
    }
    UintegerValue port;

    std::vector<bool> receives(nodes.size());
    for (const auto& flow : m_trace->GetFlows())
    {
        receives[flow.destination] = true;
    }
    for (std::size_t i = 0; i < nodes.size(); ++i)
    {
        if (!receives[i])
        {
            continue;
        }
        auto receiver = m_receiver.Create<FlowReceiverApplication>();
        receiver->GetAttribute("Port", port);
        directory.AddServer(nodes[i], port.Get());
        if (!TrafficHelper::IsLocal(nodes[i]))
        {
            continue;
        }
        if (const auto known = FindListener<FlowReceiverApplication>(nodes[i], port.Get()))
        {
            known->ExtendUdpIdleTime(idle);
            continue;
        }
        receiver->ExtendUdpIdleTime(idle);
        if (!m_logDirectory.empty())
        {
            const auto name = HostDirectory::NameOf(Ptr<const Node>(nodes[i]));
            receiver->SetLogFile(m_logDirectory + "/flow-group." + name + ".received.csv");
            receiver->SetWindowLogFile(m_logDirectory + "/" + name + "_iperf_server.log");
        }
        nodes[i]->AddApplication(receiver);
        applications.Add(receiver);
    }
    for (const auto host : m_trace->GetServers())
    {
        const auto server = m_server.Create<KeyValueServerApplication>();
        server->GetAttribute("Port", port);
        directory.AddServer(nodes[host], port.Get());
        if (TrafficHelper::IsLocal(nodes[host]) &&
            !FindListener<KeyValueServerApplication>(nodes[host], port.Get()))
        {
            nodes[host]->AddApplication(server);
            applications.Add(server);
        }
    }
    return applications;
}

ApplicationContainer
FlowTraceHelper::InstallPlayers(const NodeContainer& nodes)
{
    FindNodes(); // are all hosts there?
    ApplicationContainer applications;
    for (auto node = nodes.Begin(); node != nodes.End(); ++node)
    {
        const auto name = HostDirectory::NameOf(Ptr<const Node>(*node));
        const auto host = m_trace->FindHost(name);
        if (!host || !TrafficHelper::IsLocal(*node))
        {
            continue;
        }
        const auto flows = m_trace->GetFlowsOf(*host);
        const auto requests = m_trace->GetRequestsOf(*host);
        const bool hasFlows = flows.begin() != flows.end();
        const bool hasRequests = requests.begin() != requests.end();
        if (!hasFlows && !hasRequests)
        {
            continue;
        }
        const auto player = m_player.Create<FlowTraceApplication>();
        player->SetTrace(m_trace);
        if (!m_logDirectory.empty())
        {
            // A second player on the same host has logs of its own.
            const auto before = CountApplications<FlowTraceApplication>(*node);
            const auto suffix = before == 0 ? "" : "-" + std::to_string(before + 1);
            const auto path = m_logDirectory + "/" + name + suffix;
            if (hasFlows)
            {
                player->SetThroughputLogFile(path + "_iperf.log");
                player->SetLogFile(m_logDirectory + "/flow-group." + name + suffix + ".sent.csv");
            }
            if (hasRequests)
            {
                player->SetLatencyLogFile(path + "_mc.log");
            }
        }
        (*node)->AddApplication(player);
        applications.Add(player);
    }
    return applications;
}

int64_t
FlowTraceHelper::AssignStreams(const NodeContainer&, int64_t)
{
    return 0;
}

std::optional<FlowTraceScore>
FlowTraceHelper::Summarize(const NodeContainer& nodes)
{
    FlowTraceScore score;
    bool hasAny = false; // a receiver's player can be on another rank
    for (auto node = nodes.Begin(); node != nodes.End(); ++node)
    {
        for (uint32_t i = 0; i < (*node)->GetNApplications(); ++i)
        {
            const auto application = (*node)->GetApplication(i);
            if (const auto player = DynamicCast<FlowTraceApplication>(application))
            {
                hasAny = true;
                score.Add(player->GetScore());
            }
            if (const auto receiver = DynamicCast<FlowReceiverApplication>(application))
            {
                hasAny = true;
                score.Add(receiver->GetScore());
            }
        }
    }
    return hasAny ? std::optional(score) : std::nullopt;
}

} // namespace ns3
