/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/flow-group-scenario-entry.h"

#include "ns3/flow-group-config.h"
#include "ns3/flow-trace-generator.h"
#include "ns3/flow-trace-helper.h"
#include "ns3/flow-trace-reader.h"
#include "ns3/input-error.h"
#include "ns3/python-random.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <filesystem>
#include <optional>
#include <utility>

namespace ns3
{

namespace
{

/// The hosts of a network, with the addresses that they will have.
FlowGroupHosts
GetNetworkHosts(const NetworkDescription& network)
{
    const auto addresses = network.GetFirstAddresses();
    std::vector<std::pair<std::string, Ipv4Address>> hosts;
    for (std::size_t i = 0; i < network.nodes.size(); ++i)
    {
        hosts.emplace_back(network.nodes[i], addresses[i]);
    }
    return FlowGroupHosts(hosts);
}

/// @return the path of a file that is there, or "" after a word
std::string
FindFile(const JsonValue& json, const char* what)
{
    const auto path = json.AsPath();
    std::error_code error;
    if (path.empty() || std::filesystem::exists(path, error))
    {
        return path;
    }
    json.Refuse("there is no file " + json.Quote(),
                std::string("expected ") + what + ", relative to this file");
    return "";
}

/// The seed of the original's generator for a seed and a run of ns-3's.
int64_t
MakeSeed(uint32_t seed, uint64_t run)
{
    constexpr int BITS = 32;
    constexpr uint64_t MASK = INT64_MAX; // its sign does not count
    return static_cast<int64_t>(((run - 1) << BITS | seed) & MASK);
}

} // namespace

FlowGroupEntry
FlowGroupEntry::Read(const JsonValue& json,
                     const NetworkDescription& network,
                     uint32_t seed,
                     uint64_t run,
                     std::vector<std::string>& warnings)
{
    FlowGroupEntry entry;
    try
    {
        if (json.Required("type").AsString() == "flow-groups")
        {
            entry.ReadConfig(json, network, seed, run, warnings);
        }
        else
        {
            entry.ReadTrace(json, network);
        }
    }
    catch (const InputError& error)
    {
        json.Add(error);
    }
    entry.FindHosts(json, network);
    return entry;
}

void
FlowGroupEntry::ReadConfig(const JsonValue& json,
                           const NetworkDescription& network,
                           uint32_t seed,
                           uint64_t run,
                           std::vector<std::string>& warnings)
{
    json.AllowKeys({"type",
                    "hosts",
                    "start",
                    "stop",
                    "label",
                    "config",
                    "seed",
                    "protocol",
                    "rate",
                    "inFlight"});
    PythonRandom random(json.Optional("seed").AsInteger(0, INT64_MAX, MakeSeed(seed, run)));
    ReadPlaying(json, 1);
    const auto path = FindFile(json.Required("config"), "a config of flow groups");
    if (path.empty() || network.nodes.empty())
    {
        return;
    }
    const auto config = FlowGroupConfig::Load(path, GetNetworkHosts(network));
    warnings.insert(warnings.end(), config->warnings.begin(), config->warnings.end());
    if (!json.Optional("inFlight"))
    {
        m_inFlight = config->inFlight;
    }
    auto trace = GenerateFlowTrace(*config, random);
    trace.Sort();
    m_trace = std::make_shared<const FlowTrace>(std::move(trace));
}

void
FlowGroupEntry::ReadTrace(const JsonValue& json, const NetworkDescription& network)
{
    json.AllowKeys({"type",
                    "hosts",
                    "start",
                    "stop",
                    "label",
                    "trace",
                    "variant",
                    "hostsFile",
                    "protocol",
                    "rate",
                    "inFlight"});
    ReadPlaying(json, 1);
    const auto variant = json.Optional("variant").AsChoice({"current", "2021"}, "current") == "2021"
                             ? FlowTrace::Variant::SECONDS_2021
                             : FlowTrace::Variant::CURRENT;
    const auto path = FindFile(json.Required("trace"), "a trace");
    if (path.empty() || network.nodes.empty())
    {
        return;
    }
    const auto list = json.Optional("hostsFile");
    const auto hosts = list ? FlowGroupHosts::Load(list.AsPath()) : GetNetworkHosts(network);
    m_trace = std::make_shared<const FlowTrace>(LoadFlowTrace(path, hosts, variant));
}

void
FlowGroupEntry::ReadPlaying(const JsonValue& json, uint32_t inFlight)
{
    m_label = json.Optional("label").AsString();
    m_protocol = json.Optional("protocol").AsChoice({"tcp", "udp"}, "tcp");
    const auto rate = json.Optional("rate");
    m_rate = rate.AsDataRate();
    if (m_protocol == "udp" && !rate)
    {
        json.Optional("protocol")
            .Refuse("flows over UDP need a rate", R"(expected "rate", such as "10Mbps")");
    }
    m_inFlight = static_cast<uint32_t>(json.Optional("inFlight").AsInteger(1, 1'000'000, inFlight));
}

void
FlowGroupEntry::FindHosts(const JsonValue& json, const NetworkDescription& network)
{
    if (!m_trace)
    {
        return;
    }
    InputProblems problems(m_trace->GetFile());
    std::vector<std::optional<std::size_t>> places;
    for (const auto& host : m_trace->GetHosts())
    {
        places.push_back(network.Find(host.name));
        if (places.back())
        {
            m_hosts.push_back(*places.back());
        }
        else
        {
            problems.Add(host.line,
                         "there is no host " + QuoteInput(host.name) + " in this network",
                         "the name or the address of one");
        }
    }
    try
    {
        problems.ThrowIfAny();
    }
    catch (const InputError& error)
    {
        json.Add(error);
        return;
    }
    std::vector<bool> receives(places.size());
    for (const auto& flow : m_trace->GetFlows())
    {
        receives[flow.destination] = true;
    }
    for (std::size_t i = 0; i < places.size(); ++i)
    {
        if (receives[i])
        {
            m_receivers.push_back(*places[i]);
        }
    }
    for (const auto server : m_trace->GetServers())
    {
        m_servers.push_back(*places[server]);
    }
}

const std::vector<std::size_t>&
FlowGroupEntry::GetHosts() const
{
    return m_hosts;
}

const std::vector<std::size_t>&
FlowGroupEntry::GetReceivers() const
{
    return m_receivers;
}

const std::vector<std::size_t>&
FlowGroupEntry::GetServers() const
{
    return m_servers;
}

ApplicationContainer
FlowGroupEntry::Install(const NodeContainer& hosts, ResultsHelper& results) const
{
    FlowTraceHelper helper(m_trace);
    helper.SetAttribute("Label", StringValue(m_label));
    helper.SetAttribute("Protocol", StringValue(m_protocol));
    helper.SetAttribute("InFlight", UintegerValue(m_inFlight));
    if (m_rate.GetBitRate() > 0)
    {
        helper.SetAttribute(m_protocol == "udp" ? "UdpRate" : "TcpRate", DataRateValue(m_rate));
    }
    helper.SetLogDirectory(results.GetDirectory());
    const auto receivers = helper.InstallReceivers();
    const auto players = helper.InstallPlayers(hosts);
    for (const auto* applications : {&receivers, &players})
    {
        for (const auto& file : FlowTraceHelper::GetLogFiles(*applications))
        {
            results.Claim(file);
        }
    }
    results.Collect(receivers);
    return players;
}

} // namespace ns3
