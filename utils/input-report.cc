/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "input-report.h"

#include "graphviz.h"
#include "input-kind.h"

#include "ns3/flow-group-config.h"
#include "ns3/flow-list.h"
#include "ns3/flow-trace-reader.h"
#include "ns3/gensyn-model.h"
#include "ns3/graphml-network.h"
#include "ns3/input-error.h"
#include "ns3/json-document.h"
#include "ns3/poisson-config.h"
#include "ns3/scenario-helper.h"
#include "ns3/size-distribution-reader.h"
#include "ns3/text-file.h"
#include "ns3/tgen-action-graph.h"
#include "ns3/tgen-legacy-markov.h"
#include "ns3/tgen-markov-model.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <utility>
#include <vector>

namespace ns3
{

namespace
{

std::string
CountOf(std::size_t n, const std::string& singular, const std::string& plural)
{
    return std::to_string(n) + " " + (n == 1 ? singular : plural);
}

std::string
CountOf(std::size_t n, const std::string& singular)
{
    return CountOf(n, singular, singular + "s");
}

/// A number with up to six digits that count.
std::string
ToShortText(double number)
{
    char text[32];
    std::snprintf(text, sizeof(text), "%.6g", number);
    return text;
}

/// Bytes: whole ones, unless there are few.
std::string
ToBytesText(double bytes)
{
    constexpr double FEW = 1000;
    char text[32];
    std::snprintf(text, sizeof(text), bytes < FEW ? "%.6g" : "%.0f", bytes);
    return text;
}

/// @return the file without its directories, which is what the real program calls a model
std::string
BaseName(const std::string& path)
{
    return std::filesystem::path(path).filename().string();
}

void
Warn(const std::vector<std::string>& warnings)
{
    for (const auto& warning : warnings)
    {
        std::cerr << "warning: " << warning << "\n";
    }
}

/// Names, the first few of them.
std::string
ListSome(const std::vector<std::string>& names)
{
    constexpr std::size_t MOST = 8;
    std::string list;
    for (std::size_t i = 0; i < std::min(names.size(), MOST); ++i)
    {
        list += (i == 0 ? "" : ", ") + names[i];
    }
    return names.size() > MOST ? list + ", ... (" + std::to_string(names.size()) + ")" : list;
}

// Networks and scenarios --------------------------------------------------------------------------

/// "4 hosts, 2 routers, 5 links"
std::string
DescribeNetwork(const NetworkDescription& network)
{
    const auto nRouters = network.routers.size();
    return CountOf(network.nodes.size() - nRouters, "host") + ", " +
           (nRouters > 0 ? CountOf(nRouters, "router") + ", " : "") +
           CountOf(network.links.size(), "link");
}

/// @return the range of a property of the links that say it: "10", or "10 to 20"; "" if none does
template <typename Get>
std::string
RangeOf(const NetworkDescription& network, const std::set<std::size_t>& without, Get get)
{
    double least = std::numeric_limits<double>::infinity();
    double most = 0;
    for (std::size_t i = 0; i < network.links.size(); ++i)
    {
        if (without.count(i) == 0)
        {
            least = std::min(least, get(network.links[i].properties));
            most = std::max(most, get(network.links[i].properties));
        }
    }
    return least > most    ? ""
           : least == most ? ToShortText(least)
                           : ToShortText(least) + " to " + ToShortText(most);
}

void
PrintLinks(const NetworkDescription& network, const PartialLinks& partial = {})
{
    const auto rates = RangeOf(network, partial.withoutRate, [](const LinkProperties& properties) {
        return static_cast<double>(properties.rate.GetBitRate()) * 1e-6;
    });
    const auto delays =
        RangeOf(network, partial.withoutDelay, [](const LinkProperties& properties) {
            return properties.delay.GetSeconds() * 1e3;
        });
    if (!rates.empty() || !delays.empty())
    {
        std::cout << "  links: " << rates << (rates.empty() ? "" : " Mbit/s")
                  << (rates.empty() || delays.empty() ? "" : ", ") << delays
                  << (delays.empty() ? "" : " ms") << "\n";
    }
}

void
ReportNetwork(const std::string& file, const NetworkDescription& network)
{
    Warn(network.warnings);
    std::cout << file << ": a network: " << DescribeNetwork(network) << "\n";
    PrintLinks(network);
}

NetworkDescription
ReadNetworkFile(const std::string& text, const std::string& file)
{
    auto document = JsonDocument::FromText(text, file);
    auto network = ReadNetwork(document.GetRoot());
    document.ThrowIfAny();
    return network;
}

/// A GraphML network as a scenario beside the file would have it, with that "link".
NetworkDescription
ReadGraphmlFile(const std::string& file, const nlohmann::ordered_json& link)
{
    nlohmann::ordered_json json{{"type", "graphml"}, {"file", BaseName(file)}};
    if (!link.is_null())
    {
        json["link"] = link;
    }
    const auto beside = std::filesystem::path(file).parent_path() / "scenario";
    return ReadNetworkFile(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
                           beside.string());
}

/// A GraphML network, and what its links leave to the "link" of a scenario.
struct GraphmlFile
{
    NetworkDescription network;
    PartialLinks partial;
};

GraphmlFile
ReadGraphmlFile(const std::string& file)
{
    try
    {
        return {ReadGraphmlFile(file, nullptr), {}};
    }
    catch (const InputError&)
    {
        // With values for what edges leave out, the real problems remain.
    }
    GraphmlFile result{ReadGraphmlFile(file, {{"rate", "1Gbps"}, {"delay", "0s"}}), {}};
    const auto other = ReadGraphmlFile(file, {{"rate", "2Gbps"}, {"delay", "1s"}});
    for (std::size_t i = 0; i < other.links.size(); ++i)
    {
        const auto& one = result.network.links[i].properties;
        const auto& two = other.links[i].properties;
        if (one.rate != two.rate)
        {
            result.partial.withoutRate.insert(i);
        }
        if (one.delay != two.delay)
        {
            result.partial.withoutDelay.insert(i);
        }
    }
    return result;
}

void
ReportGraphmlNetwork(const std::string& file)
{
    const auto [network, partial] = ReadGraphmlFile(file);
    Warn(network.warnings);
    std::cout << file << ": a network: " << DescribeNetwork(network);
    const auto tell = [](const std::set<std::size_t>& links, const std::string& what) {
        if (!links.empty())
        {
            std::cout << "; the scenario's \"link\" gives the " << what << " of "
                      << CountOf(links.size(), "link");
        }
    };
    tell(partial.withoutRate, "rate");
    tell(partial.withoutDelay, "delay");
    std::cout << "\n";
    PrintLinks(network, partial);
}

void
ReportScenario(const std::string& file)
{
    const auto scenario = ScenarioHelper::Load(file);
    Warn(scenario.GetWarnings());
    const auto& network = scenario.GetNetwork();
    std::cout << file << ": a scenario: " << DescribeNetwork(network) << ", "
              << CountOf(scenario.GetNApplications(), "application") << ", "
              << scenario.GetStop().GetSeconds() << " s\n";
    PrintLinks(network);
    for (const auto& part : scenario.GetParts())
    {
        std::vector<std::string> names;
        for (const auto host : part.hosts)
        {
            names.push_back(network.nodes[host]);
        }
        std::cout << "  " << part.type << " on " << ListSome(names) << "\n";
    }
}

// TGen --------------------------------------------------------------------------------------------

/// "shows + and -, never ends, largest mean delay 5000 us"
std::string
DescribeWalk(const TgenMarkovModel& model)
{
    using Observation = TgenMarkovModel::Observation;
    const bool showsServer = model.CanShow(Observation::TO_SERVER);
    const bool showsOrigin = model.CanShow(Observation::TO_ORIGIN);
    std::ostringstream text;
    text.precision(9); // whole microseconds up to the largest delay
    text << "shows "
         << (showsServer && showsOrigin ? "+ and -"
             : showsServer              ? "+"
             : showsOrigin              ? "-"
                                        : "nothing")
         << ", " << (model.CanShow(Observation::END) ? "may end" : "never ends")
         << ", largest mean delay " << model.GetLargestMeanDelayUs() << " us";
    return text.str();
}

void
ReportMarkovModel(const GraphmlDocument& document, bool isDrawn)
{
    const bool isLegacy = IsLegacyTgenMarkov(document);
    const auto translated = isLegacy ? TranslateLegacyTgenMarkov(document) : document;
    const auto model = TgenMarkovModel::FromDocument(translated, BaseName(document.file));
    if (isDrawn)
    {
        DrawMarkovModel(std::cout, model->GetName(), translated);
        return;
    }
    std::cout << document.file << ": a Markov model" << (isLegacy ? " of TGen 0.0.1" : "") << ": "
              << CountOf(boost::num_vertices(document.graph), "vertex", "vertices") << ", "
              << CountOf(boost::num_edges(document.graph), "edge") << "; " << DescribeWalk(*model)
              << "\n";
}

void
ReportActionGraph(const GraphmlDocument& document, bool isDrawn)
{
    const auto graph = TgenActionGraph::FromDocument(document);
    Warn(graph->GetWarnings());
    if (isDrawn)
    {
        DrawActionGraph(std::cout, BaseName(document.file), document);
        return;
    }
    std::cout << document.file << ": a TGen action graph"
              << (graph->IsLegacy() ? " of TGen 0.0.1 or earlier" : "") << ": "
              << CountOf(graph->GetNVertices(), "vertex", "vertices") << ", "
              << CountOf(graph->GetNEdges(), "edge");
    for (const auto action : {TgenAction::STREAM,
                              TgenAction::FLOW,
                              TgenAction::TRAFFIC,
                              TgenAction::PAUSE,
                              TgenAction::END})
    {
        std::size_t count = 0;
        for (std::size_t vertex = 0; vertex < graph->GetNVertices(); ++vertex)
        {
            count += (*graph)[vertex].action == action;
        }
        if (count > 0)
        {
            const std::string name = TgenActionName(action);
            std::cout << ", "
                      << CountOf(count, name, action == TgenAction::TRAFFIC ? name : name + "s");
        }
    }
    if (const auto port = graph->GetStartOptions().serverPort)
    {
        std::cout << ", serves port " << *port;
    }
    std::cout << "\n";
}

// GenSyn ------------------------------------------------------------------------------------------

void
ReportGensynModel(const std::string& file)
{
    const auto model = GensynModel::Load(file);
    const auto& states = model->GetStates();
    std::cout << file << ": a GenSyn model: " << CountOf(states.size(), "state") << ", "
              << CountOf(model->GetModules().size(), "module");
    std::vector<double> shares;
    try
    {
        shares = model->GetEquilibrium();
    }
    catch (const ValueError& error)
    {
        std::cout << "; " << error.what();
    }
    std::cout << "\n";
    for (std::size_t i = 0; i < states.size(); ++i)
    {
        const auto state = static_cast<uint32_t>(i);
        std::cout << "  " << states[i].name << ": ";
        if (states[i].IsStochastic())
        {
            std::cout << ToShortText(model->GetMeanSojourn(state)) << " s";
        }
        else
        {
            const auto& module = model->GetModuleOf(state);
            std::cout << GensynModule::TypeName(module.type);
            if (module.sizes)
            {
                std::cout << ", mean " << ToBytesText(module.sizes->GetMean()) << " bytes";
            }
            if (const auto mean = model->GetMeanSojourn(state); mean > 0)
            {
                std::cout << ", " << ToShortText(mean) << " s";
            }
        }
        if (!shares.empty())
        {
            std::cout << ", " << ToShortText(100 * shares[i]) << " % of users in equilibrium";
        }
        std::cout << "\n";
    }
}

// Sizes -------------------------------------------------------------------------------------------

void
PrintPercentiles(const SizeDistribution& sizes)
{
    std::cout << "  percentiles:";
    for (const double percent : {1.0, 5.0, 25.0, 50.0, 75.0, 90.0, 95.0, 99.0, 99.9})
    {
        std::cout << (percent == 1 ? " " : ", ") << percent << " % "
                  << ToBytesText(std::round(sizes.GetQuantile(percent / 100)));
    }
    std::cout << ", largest " << ToBytesText(sizes.GetQuantile(1)) << "\n";
}

void
ReportDistribution(const std::string& file, const Distribution& distribution)
{
    const auto* table = dynamic_cast<const SizeDistribution*>(&distribution);
    if (!table)
    {
        std::cout << file << ": a distribution: " << distribution.GetName() << ", mean "
                  << ToBytesText(distribution.GetMean()) << " bytes\n";
        return;
    }
    std::cout << file
              << ": a flow-size distribution: " << CountOf(table->GetPoints().size(), "point")
              << ", "
              << (table->GetSampling() == SizeDistribution::Sampling::LINEAR
                      ? "straight lines between them"
                      : "steps")
              << ", mean " << ToBytesText(table->GetMean()) << " bytes\n";
    PrintPercentiles(*table);
}

void
ReportDistribution(const std::string& file, const std::string& text)
{
    auto document = JsonDocument::FromText(text, file);
    const auto distribution = Distribution::Read(document.GetRoot(), Distribution::Quantity::BYTES);
    document.ThrowIfAny();
    ReportDistribution(file, *distribution);
}

// Flows -------------------------------------------------------------------------------------------

double
MeanOf(const WeightedChoice& choice)
{
    double sum = 0;
    for (const auto& entry : choice.GetEntries())
    {
        sum += static_cast<double>(entry.value) * entry.weight;
    }
    return sum / static_cast<double>(choice.GetTotal());
}

void
ReportPoissonConfig(const std::string& file)
{
    const auto config = PoissonConfig::Load(file);
    Warn(config->warnings);
    std::cout << file << ": a config of Poisson flows, "
              << (config->dialect == PoissonConfig::Dialect::HKUST ? "HKUST's"
                                                                   : "the Python tool's")
              << ": " << CountOf(config->servers.size(), "server") << ", sizes of mean "
              << ToBytesText(config->sizes->GetMean()) << " bytes";
    if (config->isIncast)
    {
        std::cout << ", " << ToShortText(MeanOf(config->fanouts)) << " flows a request";
    }
    std::cout << "\n";
    std::vector<std::string> servers;
    for (const auto& server : config->servers)
    {
        servers.push_back(server.ToString());
    }
    std::cout << "  servers: " << ListSome(servers) << "\n";
    for (const auto& [name, choice] : {std::pair{"dscp", &config->dscp},
                                       {"Mbit/s", &config->rates},
                                       {"fan-out", &config->fanouts}})
    {
        if (choice->GetEntries().size() > 1)
        {
            std::cout << "  " << name << ":";
            for (const auto& entry : choice->GetEntries())
            {
                std::cout << " " << entry.value << " ("
                          << ToShortText(100.0 * entry.weight /
                                         static_cast<double>(choice->GetTotal()))
                          << " %)";
            }
            std::cout << "\n";
        }
    }
    if (const auto* table = dynamic_cast<const SizeDistribution*>(config->sizes.get()))
    {
        PrintPercentiles(*table);
    }
}

/// The hosts that a list of flows speaks of: those it names, or else as many as it numbers.
std::vector<std::string>
FindListedHosts(const std::string& text)
{
    std::vector<std::string> names;
    std::set<std::string> seen;
    std::size_t most = 0;
    bool areNumbers = true;
    std::istringstream lines(text);
    std::string line;
    std::getline(lines, line); // the number of flows
    while (std::getline(lines, line))
    {
        std::istringstream words(line);
        std::string word;
        for (int end = 0; end < 2 && words >> word; ++end)
        {
            const bool isNumber =
                word.size() < 7 && word.find_first_not_of("0123456789") == std::string::npos;
            areNumbers = areNumbers && isNumber;
            most = isNumber ? std::max<std::size_t>(most, std::stoul(word)) : most;
            if (seen.insert(word).second)
            {
                names.push_back(word);
            }
        }
    }
    if (areNumbers)
    {
        names.clear();
        for (std::size_t i = 0; i <= most; ++i)
        {
            names.push_back("h" + std::to_string(i));
        }
    }
    return names;
}

void
ReportFlowList(const std::string& file, const std::string& text)
{
    const auto hosts = FindListedHosts(text);
    const auto list = FlowList::Parse(text, file, hosts);
    Warn(list.warnings);
    double bytes = 0;
    std::set<uint32_t> used;
    for (const auto& flow : list.flows)
    {
        bytes += static_cast<double>(flow.bytes);
        used.insert({flow.source, flow.destination});
    }
    std::cout << file << ": a list of flows: " << CountOf(list.flows.size(), "flow") << " between "
              << CountOf(used.size(), "host") << ", " << ToBytesText(bytes) << " bytes";
    if (!list.flows.empty())
    {
        std::cout << ", from " << list.flows.front().start.GetSeconds() << " s to "
                  << list.flows.back().start.GetSeconds() << " s";
    }
    std::cout << "\n";
}

void
ReportFlowTrace(const std::string& file, FlowTrace::Variant variant)
{
    const auto trace = LoadFlowTrace(file, {}, variant);
    int64_t last = 0;
    for (const auto& flow : trace.GetFlows())
    {
        last = std::max(last, flow.time);
    }
    std::size_t nGets = 0;
    for (const auto& request : trace.GetRequests())
    {
        last = std::max(last, request.time);
        nGets += request.isGet;
    }
    const auto nRequests = trace.GetRequests().size();
    std::cout << file << ": a flow trace"
              << (variant == FlowTrace::Variant::SECONDS_2021 ? " of 2021" : "") << ": "
              << CountOf(trace.GetHosts().size(), "host") << ", "
              << CountOf(trace.GetFlows().size(), "flow") << ", "
              << CountOf(nRequests, "key-value request") << " (" << CountOf(nGets, "GET") << ") to "
              << CountOf(trace.GetServers().size(), "server") << ", the last event at "
              << static_cast<double>(last) * 1e-6 << " s\n";
}

void
ReportFlowGroups(const std::string& file)
{
    const auto config = FlowGroupConfig::Load(file);
    Warn(config->warnings);
    std::cout << file << ": a config of flow groups: " << CountOf(config->groups.size(), "group")
              << ", " << CountOf(config->hosts.size(), "host") << ", "
              << CountOf(config->keyValueHosts.size(), "key-value host") << ", "
              << static_cast<double>(config->length) * 1e-6 << " s\n";
    for (const auto& group : config->groups)
    {
        std::cout << "  flows from " << static_cast<double>(group.start) * 1e-6 << " s to "
                  << static_cast<double>(group.start + group.length) * 1e-6
                  << " s: " << CountOf(group.sources.size(), "source") << ", "
                  << CountOf(group.destinations.size(), "destination") << "\n";
    }
}

void
ReportHosts(const std::string& file, const std::string& text)
{
    FlowGroupHosts::Parse(text, file);
    std::size_t count = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
    {
        line.erase(std::min(line.find('#'), line.size()));
        count += line.find_first_not_of(" \t\r") != std::string::npos;
    }
    std::cout << file << ": a list of hosts: " << CountOf(count, "host") << "\n";
}

std::string
ReadInput(const std::string& file)
{
    return ReadTextFile(file, INPUT_OPENINGS, "one of the files that we know");
}

} // namespace

void
ReportInput(const std::string& file)
{
    const auto text = ReadInput(file);
    switch (RecognizeInput(text, file))
    {
    case InputKind::SCENARIO:
        ReportScenario(file);
        break;
    case InputKind::NETWORK:
        ReportNetwork(file, ReadNetworkFile(text, file));
        break;
    case InputKind::GRAPHML_NETWORK:
        ReportGraphmlNetwork(file);
        break;
    case InputKind::GENSYN_MODEL:
        ReportGensynModel(file);
        break;
    case InputKind::FLOW_GROUPS:
        ReportFlowGroups(file);
        break;
    case InputKind::DISTRIBUTION:
        ReportDistribution(file, text);
        break;
    case InputKind::SIZES:
        ReportDistribution(file, *ParseSizeDistribution(text, file));
        break;
    case InputKind::MARKOV_MODEL:
        ReportMarkovModel(ParseGraphml(text, file), false);
        break;
    case InputKind::ACTION_GRAPH:
        ReportActionGraph(ParseGraphml(text, file), false);
        break;
    case InputKind::POISSON_CONFIG:
        ReportPoissonConfig(file);
        break;
    case InputKind::FLOW_LIST:
        ReportFlowList(file, text);
        break;
    case InputKind::FLOW_TRACE:
        ReportFlowTrace(file, FlowTrace::Variant::CURRENT);
        break;
    case InputKind::FLOW_TRACE_2021:
        ReportFlowTrace(file, FlowTrace::Variant::SECONDS_2021);
        break;
    case InputKind::HOST_LIST:
        ReportHosts(file, text);
        break;
    }
}

void
DrawInput(const std::string& file)
{
    const auto text = ReadInput(file);
    switch (RecognizeInput(text, file))
    {
    case InputKind::SCENARIO: {
        const auto scenario = ScenarioHelper::Load(file);
        Warn(scenario.GetWarnings());
        DrawNetwork(std::cout, scenario.GetName(), scenario.GetNetwork());
        break;
    }
    case InputKind::NETWORK:
        DrawNetwork(std::cout, BaseName(file), ReadNetworkFile(text, file));
        break;
    case InputKind::GRAPHML_NETWORK: {
        const auto [network, partial] = ReadGraphmlFile(file);
        DrawNetwork(std::cout, BaseName(file), network, partial);
        break;
    }
    case InputKind::GENSYN_MODEL:
        DrawGensynModel(std::cout, *GensynModel::Load(file));
        break;
    case InputKind::MARKOV_MODEL:
        ReportMarkovModel(ParseGraphml(text, file), true);
        break;
    case InputKind::ACTION_GRAPH:
        ReportActionGraph(ParseGraphml(text, file), true);
        break;
    default:
        throw InputError(file,
                         0,
                         "there is no graph in such a file",
                         "a scenario, a network, a GenSyn model, or a graph of TGen's");
    }
}

} // namespace ns3
