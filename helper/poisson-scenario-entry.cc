/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/poisson-scenario-entry.h"

#include "ns3/flow-list-helper.h"
#include "ns3/host-directory.h"
#include "ns3/input-error.h"
#include "ns3/nearest-name.h"
#include "ns3/poisson-flow-helper.h"
#include "ns3/poisson-flow-server-helper.h"
#include "ns3/poisson-plan.h"
#include "ns3/poisson-results-helper.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

namespace
{

/// What both kinds of entries have, as attributes of PoissonFlowApplication.
struct Attributes
{
    template <typename Helper>
    void SetOn(Helper& helper) const
    {
        helper.SetAttribute("Label", StringValue(label));
        helper.SetAttribute("Connections", StringValue(isPerFlow ? "PerFlow" : "Persistent"));
        helper.SetAttribute("InitialConnections", UintegerValue(initialConnections));
        helper.SetAttribute("Direction", StringValue(isPush ? "Push" : "Pull"));
        helper.SetAttribute("Retries", UintegerValue(retries));
        helper.SetAttribute("FlowTimeout", TimeValue(flowTimeout));
    }

    std::string label;
    bool isPerFlow;
    uint32_t initialConnections;
    bool isPush;
    uint32_t retries;
    Time flowTimeout;
};

const std::vector<std::string> COMMON_KEYS{"type",
                                           "hosts",
                                           "start",
                                           "stop",
                                           "label",
                                           "connections",
                                           "initialConnections",
                                           "retries",
                                           "flowTimeout",
                                           "results"};

Attributes
ReadAttributes(const JsonValue& json)
{
    constexpr int64_t DEFAULT_CONNECTIONS = 5; // that of HKUST's tool
    constexpr int64_t MOST = 1000;
    const bool isList = static_cast<bool>(json.Optional("flowList"));
    Attributes attributes;
    attributes.label = json.Optional("label").AsString();
    const auto connections = json.Optional("connections").AsChoice({"persistent", "per-flow"});
    attributes.isPerFlow = connections.empty() ? isList : connections == "per-flow";
    attributes.initialConnections = static_cast<uint32_t>(
        json.Optional("initialConnections").AsInteger(0, MOST, DEFAULT_CONNECTIONS));
    attributes.isPush = isList || json.Optional("direction").AsChoice({"pull", "push"}) == "push";
    attributes.retries = static_cast<uint32_t>(
        json.Optional("retries").AsInteger(0, std::numeric_limits<int32_t>::max()));
    attributes.flowTimeout = json.Optional("flowTimeout").AsTime();
    return attributes;
}

PoissonResultsHelper::Options
ReadResults(const JsonValue& json)
{
    PoissonResultsHelper::Options options;
    options.label = json.Optional("label").AsString();
    const auto results = json.Optional("results");
    for (const auto& item : results ? results.GetItems() : std::vector<JsonValue>())
    {
        const auto word = item.AsChoice({"hkust", "flow-list"});
        options.writesHkust = options.writesHkust || word == "hkust";
        options.writesFlowList = options.writesFlowList || word == "flow-list";
    }
    return options;
}

/// @return null when it has problems, which are the document's then
std::shared_ptr<const FlowList>
ReadList(const JsonValue& json, const ScenarioPlace& place)
{
    const auto path = json.AsPath();
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored))
    {
        if (!path.empty())
        {
            json.Refuse("there is no file " + json.Quote(),
                        "expected a list of flows, relative to this file");
        }
        return nullptr;
    }
    std::vector<std::string> names;
    for (const auto host : place.hosts)
    {
        names.push_back(place.network->nodes[host]);
    }
    try
    {
        return std::make_shared<FlowList>(FlowList::Load(path, names));
    }
    catch (const InputError& error)
    {
        json.Add(error);
        return nullptr;
    }
}

/// Find out whether there can be such a plan.
void
CheckPlan(const JsonValue& json, PoissonConfig config, const PoissonLoad& load, std::size_t nHosts)
{
    constexpr double LEAST_MBPS = 1e-5; // what is read of a bandwidth that is wrong
    const bool hasOneEnd = load.requests.has_value() != load.duration.has_value();
    if (load.fraction || load.megabitsPerSecond < LEAST_MBPS || !hasOneEnd)
    {
        return;
    }
    if (config.serversAreOtherHosts)
    {
        config.servers.resize(std::max<std::size_t>(nHosts, 2) - 1, {"", 0, 1, 0});
    }
    try
    {
        PoissonPlan(std::make_shared<PoissonConfig>(config), load, PoissonSources::Streams(0));
    }
    catch (const InputError& error)
    {
        json.Add(error);
    }
}

std::vector<std::string>
Join(std::vector<std::string> all, const std::vector<std::string>& more)
{
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

/// All servers of a config: its own hosts in place of those that it names by what they are.
std::vector<PoissonScenarioEntry::Server>
FindServers(const JsonValue& json, const PoissonConfig& config, const ScenarioPlace& place)
{
    const auto& names = place.network->nodes;
    std::vector<PoissonScenarioEntry::Server> servers;
    for (const auto& server : config.servers)
    {
        if (!HostDirectory::IsLocalhost(server.host))
        {
            servers.push_back({server, config.file});
            continue;
        }
        for (const auto host : place.hosts)
        {
            servers.push_back(
                {{names[host], server.port, server.weight, server.line}, config.file});
        }
    }
    for (std::size_t i = 0; config.serversAreOtherHosts && i < place.hosts.size(); ++i)
    {
        servers.push_back(
            {{names[place.hosts[i]], config.otherHostsPort, 1, json.GetLine()}, config.file});
    }
    return servers;
}

/// A warning for each host that is to get more than its links carry.
std::vector<std::string>
FindOverload(const JsonValue& json, const PoissonLoad& load, const ScenarioPlace& place)
{
    std::vector<std::string> warnings;
    std::vector<double> rates(place.network->nodes.size());
    for (const auto& link : place.network->links)
    {
        const auto rate = static_cast<double>(link.properties.rate.GetBitRate());
        rates[link.a] += rate;
        rates[link.b] += rate;
    }
    for (const auto host : place.hosts)
    {
        if (rates[host] > 0 && load.megabitsPerSecond * 1e6 > rates[host])
        {
            warnings.push_back(
                InputProblem{json.GetFile(),
                             json.GetLine(),
                             "host " + QuoteInput(place.network->nodes[host]) +
                                 " is to get more than its link carries: flows will pile up",
                             "a smaller bandwidth"}
                    .ToString());
        }
    }
    return warnings;
}

} // namespace

PoissonScenarioEntry
PoissonScenarioEntry::Read(const JsonValue& json, const ScenarioPlace& place)
{
    PoissonScenarioEntry entry;
    const auto attributes = ReadAttributes(json);
    auto options = ReadResults(json);
    if (const auto list = json.Optional("flowList"))
    {
        json.AllowKeys(Join(COMMON_KEYS, {"flowList"}));
        const auto flows = ReadList(list, place);
        if (flows)
        {
            entry.warnings = flows->warnings;
            for (const auto& flow : flows->flows)
            {
                entry.listServers[flow.port].insert(place.hosts[flow.destination]);
            }
        }
        entry.install = [=, network = place.network](const NodeContainer& hosts,
                                                     ResultsHelper& results) {
            FlowListHelper helper(flows);
            attributes.SetOn(helper);
            const auto applications = helper.Install(hosts);
            PoissonResultsHelper(options, network).Collect(applications, results);
            return applications;
        };
        return entry;
    }

    json.AllowKeys(
        Join(Join(Join(COMMON_KEYS, {"direction"}), PoissonConfig::Keys()), PoissonLoad::Keys()));
    const auto load = PoissonLoad::Read(json);
    const auto config = PoissonConfig::Read(json, load.compat);
    if (config && config->serversAreOtherHosts && place.hosts.size() == 1)
    {
        json.Optional("servers").Refuse("there are no other hosts in this entry",
                                        "expected two hosts or more");
    }
    else if (config)
    {
        CheckPlan(json, *config, load, place.hosts.size());
    }
    if (config)
    {
        entry.servers = FindServers(json, *config, place);
        entry.warnings = Join(config->warnings, FindOverload(json, load, place));
    }
    options.hasRequests = config && config->isIncast;
    entry.install = [=, network = place.network](const NodeContainer& hosts,
                                                 ResultsHelper& results) {
        PoissonFlowHelper helper(config, load);
        attributes.SetOn(helper);
        const auto applications = helper.Install(hosts);
        PoissonResultsHelper(options, network).Collect(applications, results);
        return applications;
    };
    return entry;
}

std::vector<std::string>
PoissonScenarioEntry::CheckServers(const JsonValue& json,
                                   const NetworkDescription& network,
                                   const ScenarioListeners& listeners) const
{
    std::vector<std::string> found;
    if (network.nodes.empty())
    {
        return found; // it is the network that has problems
    }
    for (const auto& [server, file] : servers)
    {
        const auto host = network.FindHost(server.host);
        if (!host)
        {
            json.Add(InputError(file,
                                server.line,
                                "server " + QuoteInput(server.host) +
                                    " is not a host of the network" +
                                    SuggestName(server.host, network.nodes),
                                "the name or the address of a host"));
        }
        else if (!listeners.Has(server.port, *host))
        {
            found.push_back(InputProblem{file,
                                         server.line,
                                         "nobody serves port " + std::to_string(server.port) +
                                             " of " + QuoteInput(server.host),
                                         "its flows are refused"}
                                .ToString());
        }
    }
    return found;
}

FlowServerScenarioEntry
FlowServerScenarioEntry::Read(const JsonValue& json)
{
    json.AllowKeys({"type", "hosts", "start", "stop", "label", "port"});
    const auto label = json.Optional("label").AsString();
    const auto port = static_cast<uint16_t>(
        json.Optional("port").AsInteger(1, 65535, PoissonConfig::DEFAULT_PORT));
    FlowServerScenarioEntry entry;
    entry.port = port;
    entry.install = [=](const NodeContainer& hosts, ResultsHelper&) {
        PoissonFlowServerHelper server(port);
        server.SetAttribute("Label", StringValue(label));
        return server.Install(hosts);
    };
    return entry;
}

} // namespace ns3
