/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-scenario-entry.h"

#include "ns3/host-directory.h"
#include "ns3/input-error.h"
#include "ns3/integer.h"
#include "ns3/nearest-name.h"
#include "ns3/results-helper.h"
#include "ns3/string.h"
#include "ns3/tgen-application.h"
#include "ns3/tgen-helper.h"
#include "ns3/tgen-socks-proxy-helper.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

namespace ns3
{

ScenarioInstaller
TgenScenarioEntries::Read(const JsonValue& json, const ScenarioPlace& place, int64_t epoch)
{
    json.AllowKeys({"type", "hosts", "start", "stop", "label", "config", "payload"});
    const auto label = json.Optional("label").AsString();
    const auto payload = json.Optional("payload").AsChoice({"virtual", "real"}, "virtual");
    const auto config = json.Required("config").AsString();
    const auto graph = config.empty() ? nullptr : LoadGraph(json.Required("config"));
    m_entries.push_back({json, place, graph, payload});
    return [=](const NodeContainer& hosts, ResultsHelper& results) {
        TgenHelper tgen(graph);
        tgen.SetAttribute("Label", StringValue(label));
        tgen.SetAttribute("Payload", StringValue(payload));
        tgen.SetAttribute("Epoch", IntegerValue(epoch));
        tgen.SetLogDirectory(results.GetDirectory());
        const auto installed = tgen.Install(hosts);
        for (auto each = installed.Begin(); each != installed.End(); ++each)
        {
            results.Claim(DynamicCast<TgenApplication>(*each)->GetLogFile());
        }
        return installed;
    };
}

std::shared_ptr<const TgenActionGraph>
TgenScenarioEntries::LoadGraph(const JsonValue& json)
{
    const auto path = json.AsPath();
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
    {
        json.Refuse("there is no file " + json.Quote(),
                    "expected a TGen config, relative to this file");
        return nullptr;
    }
    const auto [known, isNew] = m_graphs.try_emplace(path);
    if (isNew)
    {
        try
        {
            known->second = TgenActionGraph::Load(path);
            const auto& warnings = known->second->GetWarnings();
            m_warnings.insert(m_warnings.end(), warnings.begin(), warnings.end());
        }
        catch (const InputError& error)
        {
            json.Add(error);
        }
    }
    return known->second;
}

std::vector<std::string>
TgenScenarioEntries::Check(ScenarioListeners& listeners)
{
    for (const auto& entry : m_entries)
    {
        if (entry.payload != m_entries.front().payload)
        {
            entry.json.Refuse(
                "its payload differs from that of other TGen entries: checksums would fail",
                "expected the same payload on all hosts");
        }
        if (!entry.graph)
        {
            continue;
        }
        if (const auto port = entry.graph->GetStartOptions().serverPort)
        {
            listeners.Add(entry.json, "TGen", *port, entry.place.hosts);
        }
    }
    for (const auto& entry : m_entries)
    {
        if (entry.graph)
        {
            CheckPeers(entry, listeners);
        }
    }
    return m_warnings;
}

void
TgenScenarioEntries::CheckPeers(const Entry& entry, const ScenarioListeners& listeners)
{
    const auto& graph = *entry.graph;
    if (entry.place.network->nodes.empty())
    {
        return; // it is the network that has problems
    }
    InputProblems problems(graph.GetFile());
    std::set<std::pair<std::string, uint16_t>> seen;
    for (std::size_t vertex = 0; vertex < graph.GetNVertices(); ++vertex)
    {
        const auto& options = graph[vertex].stream;
        for (const auto* list : {&options.peers, &options.socksProxies})
        {
            for (const auto& peer : *list)
            {
                const bool isForProxy = peer.IsOnion() && graph[vertex].LeavesOnionsToProxies();
                if (!isForProxy && seen.insert({peer.name, peer.port}).second)
                {
                    CheckPeer(entry, peer, graph[vertex].line, listeners, problems);
                }
            }
        }
    }
    try
    {
        problems.ThrowIfAny();
    }
    catch (const InputError& error)
    {
        entry.json.Add(error);
    }
}

void
TgenScenarioEntries::CheckPeer(const Entry& entry,
                               const TgenPeer& peer,
                               int line,
                               const ScenarioListeners& listeners,
                               InputProblems& problems)
{
    const auto warn = [&](const std::string& what) {
        m_warnings.push_back(
            InputProblem{entry.graph->GetFile(), line, what, "streams to it are refused"}
                .ToString());
    };
    const auto& network = *entry.place.network;
    const auto port = std::to_string(peer.port);
    if (HostDirectory::IsLocalhost(peer.name))
    {
        const auto& hosts = entry.place.hosts;
        const bool isOwn = std::all_of(hosts.begin(), hosts.end(), [&](auto host) {
            return listeners.Has(peer.port, host);
        });
        const auto nServers = listeners.GetHosts(peer.port).size();
        if (nServers == 0)
        {
            warn("nobody serves port " + port);
        }
        if (nServers > 1 && !isOwn)
        {
            problems.Add(line,
                         "peer '" + peer.name + ":" + port + "' could be any of the " +
                             std::to_string(nServers) + " hosts that serve this port",
                         "the name of one of them");
        }
    }
    else if (const auto host = network.FindHost(peer.name))
    {
        if (!listeners.Has(peer.port, *host))
        {
            warn("nobody serves port " + port + " of '" + peer.name + "'");
        }
    }
    else if (!HostDirectory::IsAddress(peer.name))
    {
        problems.Add(line,
                     "peer '" + peer.name + "' is not a host of the network" +
                         SuggestName(peer.name, network.nodes),
                     "a host name or an IPv4 address");
    }
}

SocksProxyScenarioEntry
SocksProxyScenarioEntry::Read(const JsonValue& json)
{
    json.AllowKeys({"type", "hosts", "start", "stop", "label", "port", "username", "password"});
    const auto label = json.Optional("label").AsString();
    const auto port = static_cast<uint16_t>(json.Optional("port").AsInteger(1, 65535, 1080));
    const auto username = json.Optional("username").AsString();
    const auto password = json.Optional("password").AsString();
    for (const auto* key : {"username", "password"})
    {
        constexpr std::size_t MOST = 255;
        const auto value = json.Optional(key);
        if (value && value.AsString().size() > MOST)
        {
            value.Refuse("this is longer than clients can say", "255 bytes at most");
        }
    }
    SocksProxyScenarioEntry entry;
    entry.port = port;
    entry.install = [=](const NodeContainer& hosts, ResultsHelper&) {
        TgenSocksProxyHelper proxy(port);
        proxy.SetAttribute("Label", StringValue(label));
        proxy.SetAttribute("Username", StringValue(username));
        proxy.SetAttribute("Password", StringValue(password));
        return proxy.Install(hosts);
    };
    return entry;
}

} // namespace ns3
