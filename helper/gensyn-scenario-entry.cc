/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/gensyn-scenario-entry.h"

#include "ns3/content-server-helper.h"
#include "ns3/gensyn-helper.h"
#include "ns3/gensyn-results-helper.h"
#include "ns3/gensyn-templates.h"
#include "ns3/input-error.h"
#include "ns3/nearest-name.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>

namespace ns3
{

namespace
{

constexpr int64_t DEFAULT_PORT = 80;
constexpr int64_t DEFAULT_UDP_PORT = 9000;
/// Counts of users are exact in a double.
constexpr int64_t MOST_USERS = 1'000'000'000'000'000;
constexpr double MOST_SECONDS = 1e9;

uint16_t
ReadPort(const JsonValue& json, int64_t fallback)
{
    return static_cast<uint16_t>(json.AsInteger(1, 65535, fallback));
}

std::vector<std::string>
ReadParameters(const JsonValue& json)
{
    std::vector<std::string> overrides;
    for (const auto& [path, value] :
         json ? json.GetMembers() : std::vector<std::pair<std::string, JsonValue>>())
    {
        overrides.push_back(path + "=" + value.ToJson());
    }
    return overrides;
}

/// @return null when it has problems, which are the document's then
std::shared_ptr<const GensynModel>
ReadModel(const JsonValue& json, const JsonValue& parameters)
{
    const auto overrides = ReadParameters(parameters);
    if (!json.IsString())
    {
        if (parameters)
        {
            parameters.Refuse("this does not go with a model that stands here",
                              "expected a file, or the name of a template, as \"model\"");
        }
        return json ? GensynModel::Read(json) : nullptr;
    }
    const auto name = json.AsString();
    const bool isTemplate = FindGensynTemplate(name) != nullptr;
    std::error_code ignored;
    if (!isTemplate && !std::filesystem::is_regular_file(json.AsPath(), ignored))
    {
        if (!name.empty())
        {
            json.Refuse("there is no file " + json.Quote() +
                            SuggestName(name, GetGensynTemplates()),
                        "expected a model, relative to this file, or one of: " +
                            JoinNames(GetGensynTemplates()));
        }
        return nullptr;
    }
    try
    {
        return GensynModel::Load(isTemplate ? name : json.AsPath(), overrides);
    }
    catch (const InputError& error)
    {
        for (const auto& problem : error.GetProblems())
        {
            if (problem.file == "command line")
            {
                parameters.Refuse(problem.what, problem.expected);
            }
            else
            {
                json.Add(InputError({problem}));
            }
        }
        return nullptr;
    }
}

/// Whether users communicate over UDP, or over TCP.
bool
UsesTransport(const GensynModel& model, bool isUdp)
{
    for (uint32_t i = 0; i < model.GetStates().size(); ++i)
    {
        if (!model.GetStates()[i].IsStochastic() && model.GetModuleOf(i).IsUdp() == isUdp)
        {
            return true;
        }
    }
    return false;
}

} // namespace

GensynScenarioEntry
GensynScenarioEntry::Read(const JsonValue& json, const ScenarioPlace& place)
{
    json.AllowKeys({"type",
                    "hosts",
                    "start",
                    "stop",
                    "label",
                    "model",
                    "users",
                    "servers",
                    "parameters",
                    "sample",
                    "port",
                    "udpPort"});
    GensynScenarioEntry entry;
    const auto label = json.Optional("label").AsString();
    const auto users = static_cast<uint64_t>(json.Required("users").AsInteger(0, MOST_USERS));
    const auto model = ReadModel(json.Required("model"), json.Optional("parameters"));
    const auto interval = json.Optional("sample");
    Time sample;
    if (interval)
    {
        // As in a model, a number is seconds.
        sample = interval.IsString() ? interval.AsTime(Seconds(1))
                                     : Seconds(interval.AsNumber(0, MOST_SECONDS, 1));
        if (sample.IsZero())
        {
            interval.Refuse("there is no time between samples", "expected more than 0");
        }
    }
    const auto port = ReadPort(json.Optional("port"), DEFAULT_PORT);
    const auto udpPort = ReadPort(json.Optional("udpPort"), DEFAULT_UDP_PORT);

    const auto list = json.Optional("servers");
    std::vector<std::string> names;
    const auto add = [&](std::size_t host, const JsonValue& item) {
        const auto uses = [&](bool isUdp) { return model && UsesTransport(*model, isUdp); };
        names.push_back(place.network->nodes[host]);
        entry.servers.push_back({host,
                                 uses(false) ? std::optional(port) : std::nullopt,
                                 uses(true) ? std::optional(udpPort) : std::nullopt,
                                 item});
    };
    if (list.IsString())
    {
        if (list.AsString() != "others")
        {
            list.Refuse(
                list.Quote() + " is no list",
                "expected a list of hosts, or \"others\" for all other hosts of this entry");
        }
        for (const auto host : place.hosts)
        {
            add(host, list);
        }
    }
    for (const auto& item : list && !list.IsString() ? list.GetItems() : std::vector<JsonValue>())
    {
        const auto name = item.AsString();
        if (const auto host = place.network->Find(name))
        {
            add(*host, item);
        }
        else if (place.network->Find(name.substr(0, name.find(':'))))
        {
            item.Refuse(QuoteInput(name) + " names a port",
                        "expected the host alone: \"port\" and \"udpPort\" of this entry are "
                        "those of its servers");
        }
        else if (!name.empty() && !place.network->nodes.empty())
        {
            item.Refuse("there is no host " + QuoteInput(name) +
                            SuggestName(name, place.network->nodes),
                        "expected a host of the network");
        }
    }
    const bool isListed = list && (!list.IsList() || !list.GetItems().empty());
    if (model && model->HasCommunication() && !isListed)
    {
        (list ? list : json)
            .Refuse("users of " + QuoteInput(model->GetName()) +
                        " communicate, but there is no server",
                    "expected \"servers\", a list of hosts with content servers");
    }
    const bool isOne = !names.empty() && std::all_of(names.begin(), names.end(), [&](auto& name) {
        return name == names.front();
    });
    for (const auto host : place.hosts)
    {
        if (isOne && place.network->nodes[host] == names.front())
        {
            list.Refuse("users of host " + QuoteInput(names.front()) +
                            " would have only itself as a server",
                        "expected another host");
        }
    }
    for (const auto& warning : model ? model->GetWarnings() : std::vector<std::string>())
    {
        const auto at = json.Optional("model");
        entry.warnings.push_back(
            InputProblem{json.GetFile(), at.GetLine(), at.GetPath() + ": " + warning, ""}
                .ToString());
    }
    entry.install = [=](const NodeContainer& hosts, ResultsHelper& results) {
        GensynHelper helper(model, users);
        helper.SetServers(names);
        helper.SetAttribute("Label", StringValue(label));
        helper.SetAttribute("SampleInterval", TimeValue(sample));
        helper.SetAttribute("Port", UintegerValue(port));
        helper.SetAttribute("UdpPort", UintegerValue(udpPort));
        const auto applications = helper.Install(hosts);
        GensynResultsHelper::Collect(applications, results);
        return applications;
    };
    return entry;
}

void
GensynScenarioEntry::CheckServers(const NetworkDescription& network,
                                  const ScenarioListeners& listeners) const
{
    for (const auto& server : servers)
    {
        const auto refuse = [&](const std::string& port) {
            server.json.Refuse("there is no content server on " + port + " of " +
                                   QuoteInput(network.nodes[server.host]),
                               "expected an entry of type \"content-server\" for it");
        };
        if (server.port && !listeners.Has(*server.port, server.host))
        {
            refuse("port " + std::to_string(*server.port));
        }
        if (server.udpPort && !listeners.HasUdp(*server.udpPort, server.host))
        {
            refuse("UDP port " + std::to_string(*server.udpPort));
        }
    }
}

ContentServerScenarioEntry
ContentServerScenarioEntry::Read(const JsonValue& json)
{
    json.AllowKeys({"type", "hosts", "start", "stop", "label", "port", "udpPort", "content"});
    ContentServerScenarioEntry entry;
    const auto label = json.Optional("label").AsString();
    const auto port = ReadPort(json.Optional("port"), DEFAULT_PORT);
    const auto udpPort = ReadPort(json.Optional("udpPort"), DEFAULT_UDP_PORT);
    std::map<std::string, uint64_t> content;
    const auto files = json.Optional("content");
    for (const auto& [path, value] :
         files ? files.GetMembers() : std::vector<std::pair<std::string, JsonValue>>())
    {
        if (path.empty() || path.front() != '/' || path.find(' ') != std::string::npos)
        {
            value.Refuse(QuoteInput(path) + " is no path", "expected one such as \"/index.html\"");
        }
        content[path] = value.AsBytes(1);
    }
    entry.port = port;
    entry.udpPort = udpPort;
    entry.install = [=](const NodeContainer& hosts, ResultsHelper& results) {
        ContentServerHelper helper(port, udpPort);
        helper.SetContent(content);
        helper.SetAttribute("Label", StringValue(label));
        const auto applications = helper.Install(hosts);
        GensynResultsHelper::Collect(applications, results);
        return applications;
    };
    return entry;
}

} // namespace ns3
