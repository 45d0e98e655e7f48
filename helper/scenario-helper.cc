/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/scenario-helper.h"

#include "ns3/application-streams.h"
#include "ns3/flow-group-scenario-entry.h"
#include "ns3/gensyn-scenario-entry.h"
#include "ns3/host-directory.h"
#include "ns3/integer.h"
#include "ns3/json-document.h"
#include "ns3/link-report.h"
#include "ns3/nearest-name.h"
#include "ns3/network-builder.h"
#include "ns3/node-order-scheduler.h"
#include "ns3/object-factory.h"
#include "ns3/poisson-config.h"
#include "ns3/poisson-flow-server-helper.h"
#include "ns3/poisson-scenario-entry.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tgen-action-graph.h"
#include "ns3/tgen-application.h"
#include "ns3/tgen-helper.h"
#include "ns3/tgen-socks-proxy-helper.h"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fnmatch.h>
#include <limits>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

namespace ns3
{

/// Reads a scenario file; knows what its entries may refer to.
class ScenarioReader
{
  public:
    ScenarioReader(const std::string& path, const std::vector<std::string>& overrides);
    /// For text in memory. @param name stands for the file's name
    ScenarioReader(std::string_view text, const std::string& name);

    ScenarioHelper Read();

  private:
    int64_t ReadEpoch(const JsonValue& json) const;
    static std::string ReadFolder(const JsonValue& json);
    void ReadEntry(const JsonValue& json);
    std::vector<std::size_t> ReadHosts(const JsonValue& json) const;
    ScenarioInstaller ReadTgen(const JsonValue& json, const std::vector<std::size_t>& hosts);
    ScenarioInstaller ReadSocksProxy(const JsonValue& json, const std::vector<std::size_t>& hosts);
    ScenarioInstaller ReadPoisson(const JsonValue& json, const std::vector<std::size_t>& hosts);
    ScenarioInstaller ReadFlowServer(const JsonValue& json, const std::vector<std::size_t>& hosts);
    ScenarioInstaller ReadFlowGroups(const JsonValue& json, std::vector<std::size_t>& hosts);
    ScenarioInstaller ReadGensyn(const JsonValue& json, const std::vector<std::size_t>& hosts);
    ScenarioInstaller ReadContentServer(const JsonValue& json,
                                        const std::vector<std::size_t>& hosts);
    /// Note that hosts listen on a port. @param who as it is called in messages
    void AddServers(const JsonValue& json,
                    const std::string& who,
                    uint16_t port,
                    const std::vector<std::size_t>& hosts);
    void WarnOfOverload(const JsonValue& json,
                        const PoissonLoad& load,
                        const std::vector<std::size_t>& hosts);
    void CheckGensynServers();
    void CheckPoissonServers();
    void CheckPoissonServer(const PoissonConfig::Server& server, const std::string& file);
    void CheckTgenEntries();
    void CheckTgenPeers(const TgenActionGraph& graph, const std::vector<std::size_t>& hosts);
    void CheckTgenPeer(const TgenPeer& peer,
                       int line,
                       const std::string& file,
                       const std::vector<std::size_t>& hosts,
                       InputProblems& problems);

    /// A TGen config, read at its first mention; nullptr when it has problems.
    std::shared_ptr<const TgenActionGraph> LoadTgenGraph(const JsonValue& json);

    /// An entry of type tgen, for the checks across all of them.
    struct TgenEntry
    {
        JsonValue json;
        std::vector<std::size_t> hosts;
        std::shared_ptr<const TgenActionGraph> graph; //!< null when it has problems
        std::string payload;
    };

    JsonDocument m_document;
    ScenarioHelper m_scenario;
    std::shared_ptr<const NetworkDescription> m_network; //!< for whoever outlives this reader
    std::vector<TgenEntry> m_tgenEntries;
    /// Servers that Poisson clients ask, with the file that names them.
    std::vector<std::pair<PoissonConfig::Server, std::string>> m_poissonServers;
    std::vector<GensynScenarioEntry::Server> m_gensynServers;
    std::set<std::pair<uint16_t, std::size_t>> m_datagramServers; //!< UDP port and host
    std::map<uint16_t, std::set<std::size_t>> m_servers; //!< hosts by the port they listen on
    std::set<std::pair<uint16_t, std::size_t>> m_flowGroupListeners;
    int64_t m_epoch{0}; //!< seconds since 1970
    std::map<std::string, std::shared_ptr<const TgenActionGraph>> m_tgenGraphs; //!< by path
};

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
    m_scenario.m_name = name.AsString(std::filesystem::path(m_document.GetFile()).stem().string());
    if (m_scenario.m_name.front() == '.' || m_scenario.m_name.find('/') != std::string::npos)
    {
        name.Refuse(QuoteInput(m_scenario.m_name) + " cannot be part of a file name",
                    "expected a name without '/' that does not start with '.'");
    }

    const auto stop = root.Required("stop");
    m_scenario.m_stop = stop.AsTime(Seconds(1));
    if (m_scenario.m_stop.IsZero())
    {
        stop.Refuse("this run has no duration", "expected a time above 0");
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
    m_scenario.m_warnings = m_network->warnings;
    for (const auto& entry : root.Required("applications").GetItems())
    {
        ReadEntry(entry);
    }
    CheckTgenEntries();
    CheckPoissonServers();
    CheckGensynServers();
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
    if (!end || *end != '\0' || date.tm_mday != written.tm_mday)
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
    entry.install = isFlowGroups            ? ReadFlowGroups(json, entry.hosts)
                    : name == "tgen"        ? ReadTgen(json, entry.hosts)
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
    const auto items = json.GetItems();
    if (json.IsList() && items.empty())
    {
        json.Refuse("there are no hosts", "expected at least one name");
    }
    const auto& network = m_scenario.m_network;
    for (const auto& item : items)
    {
        const auto name = item.AsString();
        if (name.find('*') != std::string::npos)
        {
            const auto nBefore = hosts.size();
            for (std::size_t node = 0; node < network.nodes.size(); ++node)
            {
                constexpr int MATCHES = 0;
                if (network.routers.count(node) == 0 &&
                    fnmatch(name.c_str(), network.nodes[node].c_str(), 0) == MATCHES &&
                    seen.insert(node).second)
                {
                    hosts.push_back(node);
                }
            }
            if (hosts.size() == nBefore && !network.nodes.empty())
            {
                item.Refuse("no further host matches " + QuoteInput(name),
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
ScenarioReader::ReadTgen(const JsonValue& json, const std::vector<std::size_t>& hosts)
{
    json.AllowKeys({"type", "hosts", "start", "stop", "label", "config", "payload"});
    const auto label = json.Optional("label").AsString();
    const auto payload = json.Optional("payload").AsChoice({"virtual", "real"}, "virtual");
    const auto config = json.Required("config").AsString();
    const auto graph = config.empty() ? nullptr : LoadTgenGraph(json.Required("config"));
    m_tgenEntries.push_back({json, hosts, graph, payload});
    return [=, epoch = m_epoch](const NodeContainer& hosts, ResultsHelper& results) {
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

ScenarioInstaller
ScenarioReader::ReadSocksProxy(const JsonValue& json, const std::vector<std::size_t>& hosts)
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
    AddServers(json, "a SOCKS proxy", port, hosts);
    return [=](const NodeContainer& hosts, ResultsHelper&) {
        TgenSocksProxyHelper proxy(port);
        proxy.SetAttribute("Label", StringValue(label));
        proxy.SetAttribute("Username", StringValue(username));
        proxy.SetAttribute("Password", StringValue(password));
        return proxy.Install(hosts);
    };
}

ScenarioInstaller
ScenarioReader::ReadPoisson(const JsonValue& json, const std::vector<std::size_t>& hosts)
{
    const auto entry = PoissonScenarioEntry::Read(json, {m_network, hosts});
    const auto& names = m_network->nodes;
    if (entry.config)
    {
        m_scenario.m_warnings.insert(m_scenario.m_warnings.end(),
                                     entry.config->warnings.begin(),
                                     entry.config->warnings.end());
        std::vector<PoissonConfig::Server> servers;
        for (const auto& server : entry.config->servers)
        {
            if (!HostDirectory::IsLocalhost(server.host))
            {
                servers.push_back(server);
                continue;
            }
            for (const auto host : hosts)
            {
                servers.push_back({names[host], server.port, server.weight, server.line});
            }
        }
        for (std::size_t i = 0; entry.config->serversAreOtherHosts && i < hosts.size(); ++i)
        {
            servers.push_back({names[hosts[i]], entry.config->otherHostsPort, 1, json.GetLine()});
        }
        for (const auto& server : servers)
        {
            m_poissonServers.emplace_back(server, entry.config->file);
        }
        WarnOfOverload(json, entry.load, hosts);
    }
    if (entry.list)
    {
        const auto& warnings = entry.list->warnings;
        m_scenario.m_warnings.insert(m_scenario.m_warnings.end(), warnings.begin(), warnings.end());
        std::map<uint16_t, std::set<std::size_t>> servers;
        for (const auto& flow : entry.list->flows)
        {
            servers[flow.port].insert(hosts[flow.destination]);
        }
        for (const auto& [port, onPort] : servers)
        {
            AddServers(json, "a flow server", port, {onPort.begin(), onPort.end()});
        }
    }
    return entry.install;
}

ScenarioInstaller
ScenarioReader::ReadFlowServer(const JsonValue& json, const std::vector<std::size_t>& hosts)
{
    json.AllowKeys({"type", "hosts", "start", "stop", "label", "port"});
    const auto label = json.Optional("label").AsString();
    const auto port = static_cast<uint16_t>(
        json.Optional("port").AsInteger(1, 65535, PoissonConfig::DEFAULT_PORT));
    AddServers(json, "a flow server", port, hosts);
    return [=](const NodeContainer& hosts, ResultsHelper&) {
        PoissonFlowServerHelper server(port);
        server.SetAttribute("Label", StringValue(label));
        return server.Install(hosts);
    };
}

ScenarioInstaller
ScenarioReader::ReadGensyn(const JsonValue& json, const std::vector<std::size_t>& hosts)
{
    const auto entry = GensynScenarioEntry::Read(json, {m_network, hosts});
    m_gensynServers.insert(m_gensynServers.end(), entry.servers.begin(), entry.servers.end());
    m_scenario.m_warnings.insert(m_scenario.m_warnings.end(),
                                 entry.warnings.begin(),
                                 entry.warnings.end());
    return entry.install;
}

ScenarioInstaller
ScenarioReader::ReadContentServer(const JsonValue& json, const std::vector<std::size_t>& hosts)
{
    const auto entry = ContentServerScenarioEntry::Read(json);
    AddServers(json, "a content server", entry.port, hosts);
    for (const auto host : hosts)
    {
        if (!m_datagramServers.insert({entry.udpPort, host}).second)
        {
            json.Refuse("UDP port " + std::to_string(entry.udpPort) + " of host " +
                            QuoteInput(m_network->nodes[host]) + " is served already",
                        "expected one server for a port of a host");
        }
    }
    return entry.install;
}

void
ScenarioReader::CheckGensynServers()
{
    const auto refuse = [&](const GensynScenarioEntry::Server& server, const std::string& port) {
        server.json.Refuse("there is no content server on " + port + " of " +
                               QuoteInput(m_network->nodes[server.host]),
                           "expected an entry of type \"content-server\" for it");
    };
    for (const auto& server : m_gensynServers)
    {
        if (server.port && m_servers[*server.port].count(server.host) == 0)
        {
            refuse(server, "port " + std::to_string(*server.port));
        }
        if (server.udpPort && m_datagramServers.count({*server.udpPort, server.host}) == 0)
        {
            refuse(server, "UDP port " + std::to_string(*server.udpPort));
        }
    }
}

void
ScenarioReader::WarnOfOverload(const JsonValue& json,
                               const PoissonLoad& load,
                               const std::vector<std::size_t>& hosts)
{
    std::vector<double> rates(m_network->nodes.size());
    for (const auto& link : m_network->links)
    {
        const auto rate = static_cast<double>(link.properties.rate.GetBitRate());
        rates[link.a] += rate;
        rates[link.b] += rate;
    }
    for (const auto host : hosts)
    {
        if (rates[host] > 0 && load.megabitsPerSecond * 1e6 > rates[host])
        {
            m_scenario.m_warnings.push_back(
                InputProblem{json.GetFile(),
                             json.GetLine(),
                             "host " + QuoteInput(m_network->nodes[host]) +
                                 " is to get more than its link carries: flows will pile up",
                             "a smaller bandwidth"}
                    .ToString());
        }
    }
}

void
ScenarioReader::CheckPoissonServers()
{
    for (const auto& [server, file] : m_poissonServers)
    {
        CheckPoissonServer(server, file);
    }
}

void
ScenarioReader::CheckPoissonServer(const PoissonConfig::Server& server, const std::string& file)
{
    const auto& network = m_scenario.m_network;
    if (network.nodes.empty())
    {
        return;
    }
    auto host = network.Find(server.host);
    if (!host && HostDirectory::IsAddress(server.host))
    {
        const auto addresses = network.GetFirstAddresses();
        const auto found =
            std::find(addresses.begin(), addresses.end(), Ipv4Address(server.host.c_str()));
        if (found != addresses.end())
        {
            host = found - addresses.begin();
        }
    }
    if (!host)
    {
        m_document.Add(InputError(file,
                                  server.line,
                                  "server " + QuoteInput(server.host) +
                                      " is not a host of the network" +
                                      SuggestName(server.host, network.nodes),
                                  "the name or the address of a host"));
    }
    else if (m_servers[server.port].count(*host) == 0)
    {
        m_scenario.m_warnings.push_back(InputProblem{
            file,
            server.line,
            "nobody serves port " + std::to_string(server.port) + " of " + QuoteInput(server.host),
            "its flows are refused"}
                                            .ToString());
    }
}

ScenarioInstaller
ScenarioReader::ReadFlowGroups(const JsonValue& json, std::vector<std::size_t>& hosts)
{
    const auto entry = FlowGroupEntry::Read(json,
                                            m_scenario.m_network,
                                            m_scenario.m_seed,
                                            m_scenario.m_run,
                                            m_scenario.m_warnings);
    if (!json.Optional("hosts"))
    {
        hosts = entry.GetHosts();
    }
    for (const auto& [port, listeners] :
         {std::pair{FlowGroupEntry::FLOW_PORT, entry.GetReceivers()},
          {FlowGroupEntry::KEY_VALUE_PORT, entry.GetServers()}})
    {
        // Entries share what listens.
        std::vector<std::size_t> isNew;
        for (const auto host : listeners)
        {
            if (m_flowGroupListeners.insert({port, host}).second)
            {
                isNew.push_back(host);
            }
        }
        AddServers(json, "a receiver of this trace", port, isNew);
    }
    return [entry](const NodeContainer& hosts, ResultsHelper& results) {
        return entry.Install(hosts, results);
    };
}

void
ScenarioReader::AddServers(const JsonValue& json,
                           const std::string& who,
                           uint16_t port,
                           const std::vector<std::size_t>& hosts)
{
    for (const auto host : hosts)
    {
        if (!m_servers[port].insert(host).second)
        {
            json.Refuse("port " + std::to_string(port) + " of host " +
                            QuoteInput(m_scenario.m_network.nodes[host]) +
                            " is served already, so " + who + " cannot listen there",
                        "expected one server for a port of a host");
        }
    }
}

/// What only all entries together can get wrong.
void
ScenarioReader::CheckTgenEntries()
{
    for (const auto& entry : m_tgenEntries)
    {
        if (entry.payload != m_tgenEntries.front().payload)
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
            AddServers(entry.json, "TGen", *port, entry.hosts);
        }
    }
    for (const auto& entry : m_tgenEntries)
    {
        if (entry.graph)
        {
            CheckTgenPeers(*entry.graph, entry.hosts);
        }
    }
}

void
ScenarioReader::CheckTgenPeers(const TgenActionGraph& graph, const std::vector<std::size_t>& hosts)
{
    const auto& network = m_scenario.m_network;
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
                if (!network.nodes.empty() && !isForProxy &&
                    seen.insert({peer.name, peer.port}).second)
                {
                    CheckTgenPeer(peer, graph[vertex].line, graph.GetFile(), hosts, problems);
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
        m_document.Add(error);
    }
}

void
ScenarioReader::CheckTgenPeer(const TgenPeer& peer,
                              int line,
                              const std::string& file,
                              const std::vector<std::size_t>& hosts,
                              InputProblems& problems)
{
    const auto& network = m_scenario.m_network;
    const auto warn = [&](const std::string& what) {
        m_scenario.m_warnings.push_back(
            InputProblem{file, line, what, "streams to it are refused"}.ToString());
    };
    const auto port = std::to_string(peer.port);
    const auto& servers = m_servers[peer.port];
    if (HostDirectory::IsLocalhost(peer.name))
    {
        const bool isOwn = std::all_of(hosts.begin(), hosts.end(), [&](auto host) {
            return servers.count(host) > 0;
        });
        if (servers.empty())
        {
            warn("nobody serves port " + port);
        }
        if (servers.size() > 1 && !isOwn)
        {
            problems.Add(line,
                         "peer '" + peer.name + ":" + port + "' could be any of the " +
                             std::to_string(servers.size()) + " hosts that serve this port",
                         "the name of one of them");
        }
    }
    else if (const auto host = network.Find(peer.name))
    {
        if (servers.count(*host) == 0)
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

std::shared_ptr<const TgenActionGraph>
ScenarioReader::LoadTgenGraph(const JsonValue& json)
{
    const auto path = json.AsPath();
    std::error_code error;
    if (!std::filesystem::exists(path, error))
    {
        json.Refuse("there is no file " + json.Quote(),
                    "expected a TGen config, relative to this file");
        return nullptr;
    }
    const auto [known, isNew] = m_tgenGraphs.try_emplace(path);
    if (isNew)
    {
        try
        {
            known->second = TgenActionGraph::Load(path);
            const auto& warnings = known->second->GetWarnings();
            m_scenario.m_warnings.insert(m_scenario.m_warnings.end(),
                                         warnings.begin(),
                                         warnings.end());
        }
        catch (const InputError& error)
        {
            m_document.Add(error);
        }
    }
    return known->second;
}

ScenarioHelper
ScenarioHelper::Load(const std::string& path, const std::vector<std::string>& overrides)
{
    return ScenarioReader(path, overrides).Read();
}

ScenarioHelper
ScenarioHelper::Parse(std::string_view text, const std::string& name)
{
    return ScenarioReader(text, name).Read();
}

const std::string&
ScenarioHelper::GetName() const
{
    return m_name;
}

Time
ScenarioHelper::GetStop() const
{
    return m_stop;
}

const NetworkDescription&
ScenarioHelper::GetNetwork() const
{
    return m_network;
}

std::size_t
ScenarioHelper::GetNApplications() const
{
    std::size_t count = 0;
    for (const auto& entry : m_entries)
    {
        count += entry.hosts.size();
    }
    return count;
}

std::vector<ScenarioHelper::Part>
ScenarioHelper::GetParts() const
{
    std::vector<Part> parts;
    for (const auto& entry : m_entries)
    {
        parts.push_back({entry.type, entry.hosts});
    }
    return parts;
}

const std::vector<std::string>&
ScenarioHelper::GetWarnings() const
{
    return m_warnings;
}

namespace
{

/// What links have carried, for links.json.
class LinksShare : public ResultsShare
{
  public:
    LinksShare(const NodeContainer& nodes, ResultsHelper& results)
        : m_nodes(nodes),
          m_results(results)
    {
    }

    void Close() override
    {
        m_links = ReportLinks(m_nodes);
    }

    nlohmann::json Save() const override
    {
        return m_links;
    }

    void Merge(const nlohmann::json& saved) override
    {
        // All ranks have all links; a direction has counted where its sender is, and only there.
        for (std::size_t i = 0; i < m_links.size(); ++i)
        {
            for (const auto* key : {"packets", "bytes", "dropped"})
            {
                m_links[i][key] =
                    m_links[i][key].get<uint64_t>() + saved.at(i).at(key).get<uint64_t>();
            }
        }
    }

    void Finish(nlohmann::ordered_json&) override
    {
        m_results.WriteJson("links.json", m_links);
    }

  private:
    const NodeContainer m_nodes;
    ResultsHelper& m_results; //!< which owns this
    nlohmann::ordered_json m_links;
};

} // namespace

ApplicationContainer
ScenarioHelper::Install(ResultsHelper& results) const
{
    ObjectFactory scheduler;
    scheduler.SetTypeId(NodeOrderScheduler::GetTypeId());
    Simulator::SetScheduler(scheduler);
    RngSeedManager::SetSeed(m_seed);
    RngSeedManager::SetRun(m_run);
    m_tcp.Apply();
    NetworkBuilder network;
    const auto nodes = network.Build(m_network, results.GetParallelRun().ranks);
    results.WatchQueues(nodes);

    ApplicationContainer applications;
    for (const auto& entry : m_entries)
    {
        NodeContainer hosts;
        for (auto host : entry.hosts)
        {
            hosts.Add(nodes.Get(host));
        }
        auto installed = entry.install(hosts, results);
        installed.Start(entry.start);
        if (entry.stop)
        {
            installed.Stop(*entry.stop);
        }
        applications.Add(installed);
    }
    results.Collect(applications);
    results.AddShare(std::make_shared<LinksShare>(nodes, results));

    // The network comes last: a loss rate on a link leaves the draws of applications as they are.
    int64_t stream = 0;
    stream += AssignApplicationStreams(nodes, stream);
    network.AssignStreams(stream);

    Simulator::Stop(m_stop);
    return applications;
}

} // namespace ns3
