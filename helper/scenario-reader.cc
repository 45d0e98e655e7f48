/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/scenario-reader.h"

#include "ns3/flow-group-scenario-entry.h"
#include "ns3/gensyn-scenario-entry.h"
#include "ns3/host-name.h"
#include "ns3/input-error.h"
#include "ns3/nearest-name.h"
#include "ns3/poisson-scenario-entry.h"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fnmatch.h>
#include <limits>

namespace ns3
{

ScenarioReader::ScenarioReader(const std::string& path, const std::vector<std::string>& overrides)
    : m_document(path)
{
    for (const auto& override : overrides)
    {
        m_document.Override(override);
    }
}

ScenarioReader::ScenarioReader(std::string_view text, const std::string& name)
    : m_document(JsonDocument::FromText(text, name))
{
}

ScenarioHelper
ScenarioReader::Read()
{
    // ns-3's generator takes no larger seed.
    constexpr int64_t LARGEST_SEED = 4294944442;

    const auto root = m_document.GetRoot();
    root.AllowKeys({"$schema",
                    "name",
                    "stop",
                    "seed",
                    "run",
                    "tcp",
                    "epoch",
                    "files",
                    "network",
                    "applications"});

    root.Optional("$schema").AsString(); // for editors
    const auto name = root.Optional("name");
    const auto stem = std::filesystem::path(m_document.GetFile()).stem().string();
    m_scenario.m_name = name.AsString(stem.empty() ? "scenario" : stem);
    if (m_scenario.m_name.empty() || m_scenario.m_name.front() == '.' ||
        m_scenario.m_name.find_first_of(std::string("/\0", 2)) != std::string::npos)
    {
        name.Refuse(QuoteInput(m_scenario.m_name) + " cannot be part of a file name",
                    "expected a name without '/' that does not start with '.'");
    }

    const auto stop = root.Required("stop");
    // Without an end, nothing is after it.
    m_scenario.m_stop = stop.AsTime(Time::Max());
    if (m_scenario.m_stop.IsZero())
    {
        stop.Refuse("this run has no duration", "expected a time above 0");
        m_scenario.m_stop = Time::Max();
    }
    m_scenario.m_seed = root.Optional("seed").AsInteger(1, LARGEST_SEED, 1);
    m_scenario.m_run = root.Optional("run").AsInteger(0, std::numeric_limits<int64_t>::max(), 1);
    if (const auto files = root.Optional("files"))
    {
        m_document.SetFolder(ReadFolder(files));
    }
    m_scenario.m_tcp = TcpPreset::Read(root.Optional("tcp"));
    m_epoch = ReadEpoch(root.Optional("epoch"));
    m_scenario.m_network = ReadNetwork(root.Required("network"));
    m_network = std::make_shared<const NetworkDescription>(m_scenario.m_network);
    m_listeners.emplace(m_network);
    m_scenario.m_warnings = m_network->warnings;
    const auto applications = root.Required("applications");
    const auto entries = applications.GetItems();
    for (const auto& entry : entries)
    {
        ReadEntry(entry);
    }
    if (entries.empty())
    {
        Warn({InputProblem{applications.GetFile(),
                           applications.GetLine(),
                           applications.GetPath() + ": there are no applications",
                           "nothing happens"}
                  .ToString()});
    }
    Warn(m_tgenEntries.Check(*m_listeners));
    for (const auto& check : m_checks)
    {
        check();
    }
    m_document.ThrowIfAny();
    return std::move(m_scenario);
}

int64_t
ScenarioReader::ReadEpoch(const JsonValue& json) const
{
    const auto text = json.AsString("2000-01-01");
    std::tm written{};
    const auto end = strptime(text.c_str(), "%Y-%m-%d", &written);
    std::tm date = written;
    const auto seconds = timegm(&date); // makes 1 March of 30 February
    constexpr std::size_t LENGTH = 10;  // strptime() takes blanks and short numbers as well
    if (text.size() != LENGTH || end != text.c_str() + LENGTH || date.tm_mday != written.tm_mday ||
        text[0] == '0') // such years are written with fewer digits
    {
        json.Refuse(json.Quote() + " is no date", "expected one such as \"2000-01-01\"");
    }
    return seconds;
}

std::string
ScenarioReader::ReadFolder(const JsonValue& json)
{
    const auto folder = json.AsFolder();
    std::error_code ignored;
    if (!folder.empty() && !std::filesystem::is_directory(folder, ignored))
    {
        json.Refuse("there is no folder " + QuoteInput(folder));
    }
    return folder;
}

void
ScenarioReader::ReadEntry(const JsonValue& json)
{
    const auto type = json.Required("type");
    const auto name = type ? type.AsChoice({"tgen",
                                            "socks-proxy",
                                            "poisson",
                                            "flow-server",
                                            "flow-groups",
                                            "flow-trace",
                                            "gensyn",
                                            "content-server"})
                           : "";
    if (name.empty())
    {
        return;
    }

    ScenarioHelper::Entry entry;
    entry.type = name;
    const bool isFlowGroups = name == "flow-groups" || name == "flow-trace";
    // A trace names its hosts itself.
    const auto hosts = isFlowGroups ? json.Optional("hosts") : json.Required("hosts");
    entry.hosts = ReadHosts(hosts);
    const auto start = json.Optional("start");
    entry.start = start.AsTime();
    if (start && entry.start >= m_scenario.m_stop)
    {
        start.Refuse("this application starts after the end of the run",
                     "expected a time before its \"stop\"");
    }
    if (const auto stop = json.Optional("stop"))
    {
        entry.stop = stop.AsTime(Time::Max());
        if (*entry.stop <= entry.start)
        {
            stop.Refuse("this application stops before it starts",
                        "expected a time after its \"start\"");
        }
    }
    entry.install = isFlowGroups     ? ReadFlowGroups(json, entry.hosts)
                    : name == "tgen" ? m_tgenEntries.Read(json, {m_network, entry.hosts}, m_epoch)
                    : name == "socks-proxy" ? ReadSocksProxy(json, entry.hosts)
                    : name == "poisson"     ? ReadPoisson(json, entry.hosts)
                    : name == "gensyn"      ? ReadGensyn(json, entry.hosts)
                    : name == "flow-server" ? ReadFlowServer(json, entry.hosts)
                                            : ReadContentServer(json, entry.hosts);
    m_scenario.m_entries.push_back(std::move(entry));
}

std::vector<std::size_t>
ScenarioReader::ReadHosts(const JsonValue& json) const
{
    std::vector<std::size_t> hosts;
    std::set<std::size_t> seen;
    const auto& network = m_scenario.m_network;
    for (const auto& item : GetHostItems(json))
    {
        const auto name = item.AsString();
        if (name.find('*') != std::string::npos)
        {
            const auto nBefore = hosts.size();
            bool isTaken = false;
            for (std::size_t node = 0; node < network.nodes.size(); ++node)
            {
                constexpr int MATCHES = 0;
                if (network.routers.count(node) == 0 &&
                    fnmatch(name.c_str(), network.nodes[node].c_str(), 0) == MATCHES)
                {
                    if (seen.insert(node).second)
                    {
                        hosts.push_back(node);
                    }
                    else
                    {
                        isTaken = true;
                    }
                }
            }
            if (hosts.size() == nBefore && !network.nodes.empty())
            {
                item.Refuse((isTaken ? "no further host matches " : "no host matches ") +
                                QuoteInput(name),
                            "expected a pattern of hosts of the network");
            }
            continue;
        }
        const auto host = network.Find(name);
        if (!host)
        {
            // Without nodes it is the network that has problems.
            if (!name.empty() && !network.nodes.empty())
            {
                item.Refuse("there is no host " + QuoteInput(name) +
                                SuggestName(name, network.nodes),
                            "expected a host of the network");
            }
        }
        else if (!seen.insert(*host).second)
        {
            item.Refuse("host " + QuoteInput(name) + " is in this list twice",
                        "expected different hosts");
        }
        else
        {
            hosts.push_back(*host);
        }
    }
    return hosts;
}

ScenarioInstaller
ScenarioReader::ReadSocksProxy(const JsonValue& json, const std::vector<std::size_t>& hosts)
{
    const auto entry = SocksProxyScenarioEntry::Read(json);
    m_listeners->Add(json, "a SOCKS proxy", entry.port, hosts);
    return entry.install;
}

ScenarioInstaller
ScenarioReader::ReadPoisson(const JsonValue& json, const std::vector<std::size_t>& hosts)
{
    const auto entry = PoissonScenarioEntry::Read(json, {m_network, hosts});
    Warn(entry.warnings);
    for (const auto& [port, servers] : entry.listServers)
    {
        m_listeners->Add(json, "a flow server", port, {servers.begin(), servers.end()});
    }
    m_checks.push_back(
        [this, entry, json] { Warn(entry.CheckServers(json, *m_network, *m_listeners)); });
    return entry.install;
}

ScenarioInstaller
ScenarioReader::ReadFlowServer(const JsonValue& json, const std::vector<std::size_t>& hosts)
{
    const auto entry = FlowServerScenarioEntry::Read(json);
    m_listeners->Add(json, "a flow server", entry.port, hosts);
    return entry.install;
}

ScenarioInstaller
ScenarioReader::ReadGensyn(const JsonValue& json, const std::vector<std::size_t>& hosts)
{
    const auto entry = GensynScenarioEntry::Read(json, {m_network, hosts});
    Warn(entry.warnings);
    m_checks.push_back([this, entry] { entry.CheckServers(*m_network, *m_listeners); });
    return entry.install;
}

ScenarioInstaller
ScenarioReader::ReadContentServer(const JsonValue& json, const std::vector<std::size_t>& hosts)
{
    const auto entry = ContentServerScenarioEntry::Read(json);
    m_listeners->Add(json, "a content server", entry.port, hosts);
    m_listeners->AddUdp(json, "a content server", entry.udpPort, hosts);
    return entry.install;
}

ScenarioInstaller
ScenarioReader::ReadFlowGroups(const JsonValue& json, std::vector<std::size_t>& hosts)
{
    const auto entry = FlowGroupEntry::Read(json,
                                            m_scenario.m_network,
                                            m_scenario.m_seed,
                                            m_scenario.m_run,
                                            m_scenario.m_warnings);
    const auto& players = entry.GetHosts();
    if (const auto given = json.Optional("hosts"); !given)
    {
        hosts = players;
    }
    else if (std::none_of(hosts.begin(), hosts.end(), [&players](auto host) {
                 return std::find(players.begin(), players.end(), host) != players.end();
             }))
    {
        Warn({InputProblem{given.GetFile(),
                           given.GetLine(),
                           given.GetPath() + ": the trace names none of these hosts",
                           "nothing is played"}
                  .ToString()});
    }
    for (const auto& [port, listeners] :
         {std::pair{FlowGroupEntry::FLOW_PORT, entry.GetReceivers()},
          {FlowGroupEntry::KEY_VALUE_PORT, entry.GetServers()}})
    {
        // Entries share what listens.
        std::vector<std::size_t> isNew;
        for (const auto host : listeners)
        {
            if (m_traceListeners.insert({port, host}).second)
            {
                isNew.push_back(host);
            }
        }
        m_listeners->Add(json, "a receiver of this trace", port, isNew);
        if (port == FlowGroupEntry::FLOW_PORT)
        {
            // It takes flows over either, whatever this entry plays.
            m_listeners->AddUdp(json, "a receiver of this trace", port, isNew);
        }
    }
    return [entry](const NodeContainer& hosts, ResultsHelper& results) {
        return entry.Install(hosts, results);
    };
}

void
ScenarioReader::Warn(const std::vector<std::string>& warnings)
{
    m_scenario.m_warnings.insert(m_scenario.m_warnings.end(), warnings.begin(), warnings.end());
}

} // namespace ns3
