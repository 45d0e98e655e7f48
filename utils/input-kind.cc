/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "input-kind.h"

#include "ns3/graphml-network.h"
#include "ns3/host-name.h"
#include "ns3/input-error.h"
#include "ns3/json-document.h"
#include "ns3/tgen-legacy-markov.h"

#include <algorithm>
#include <boost/algorithm/string/predicate.hpp>
#include <cstdlib>
#include <map>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

namespace ns3
{

const char* const INPUT_OPENINGS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                   "0123456789<{[#+-._\"'/(:;,=*!&|~^%$@?>)]}\\`";

namespace
{

using Words = std::vector<std::string>;

struct KindName
{
    InputKind kind;
    const char* name;
    const char* mark; //!< by what we tell it
};

const KindName KIND_NAMES[] = {
    {InputKind::SCENARIO, "a scenario", R"(JSON with "network" and "applications")"},
    {InputKind::NETWORK,
     "a network",
     R"(JSON with a "type" such as "star", or GraphML whose edges have "rate", "delay" or "latency")"},
    {InputKind::GENSYN_MODEL, "a GenSyn model", R"(JSON with "states")"},
    {InputKind::FLOW_GROUPS, "a config of flow groups", R"(JSON with "flow_groups")"},
    {InputKind::DISTRIBUTION, "a distribution", R"(JSON with "distribution")"},
    {InputKind::ACTION_GRAPH, "a TGen action graph", R"(GraphML with a node "start")"},
    {InputKind::MARKOV_MODEL,
     "a Markov model",
     R"(GraphML whose edges have "type" and "distribution")"},
    {InputKind::POISSON_CONFIG, "a config of Poisson flows", R"(lines such as "server HOST PORT")"},
    {InputKind::SIZES, "a flow-size distribution", R"(lines of a size and a cumulative fraction)"},
    {InputKind::FLOW_LIST, "a list of flows", R"(a number of flows, and lines of 5 or 6 numbers)"},
    {InputKind::FLOW_TRACE, "a flow trace", R"(lines such as "h1 1000 2 10.0.0.2 500 0 0")"},
    {InputKind::HOST_LIST, "a list of hosts", R"(lines such as "h1 10.0.0.1")"}};

const char*
NameOf(InputKind kind)
{
    for (const auto& each : KIND_NAMES)
    {
        if (each.kind == kind)
        {
            return each.name;
        }
    }
    return NameOf(InputKind::FLOW_TRACE); // of 2021
}

InputError
NotRecognized(const std::string& file, int line, const std::string& what)
{
    return InputError(file,
                      line,
                      "this is none of the files that we know" + what,
                      ListInputKinds());
}

// JSON --------------------------------------------------------------------------------------------

InputKind
RecognizeJson(const std::string& text, const std::string& file)
{
    auto document = JsonDocument::FromText(text, file);
    const auto root = document.GetRoot();
    const auto has = [&](const std::string& key) {
        const auto value = root.IsObject() ? root.Optional(key) : root;
        return root.IsObject() && value && (key != "network" || value.IsObject());
    };
    const std::pair<InputKind, std::vector<const char*>> kinds[] = {
        {InputKind::SCENARIO, {"applications", "network", "stop", "epoch", "tcp"}},
        {InputKind::GENSYN_MODEL, {"states", "modules", "start"}},
        {InputKind::FLOW_GROUPS,
         {"flow_groups", "mc_host_list", "mc_gap_distribution", "length", "output"}},
        {InputKind::NETWORK,
         {"type",
          "addresses",
          "metric",
          "left",
          "right",
          "access",
          "bottleneck",
          "hosts",
          "link",
          "links",
          "leaves",
          "spines",
          "hostsPerLeaf",
          "hostLink",
          "fabricLink",
          "k",
          "file"}},
        {InputKind::DISTRIBUTION, {"distribution"}}};
    std::ptrdiff_t most = 0;
    InputKind best{};
    for (const auto& [kind, keys] : kinds)
    {
        const auto count = std::count_if(keys.begin(), keys.end(), has);
        if (count > most)
        {
            most = count;
            best = kind;
        }
    }
    if (most == 0)
    {
        std::string keys;
        for (const auto& [key, value] :
             root.IsObject() ? root.GetMembers() : std::vector<std::pair<std::string, JsonValue>>())
        {
            keys += (keys.empty() ? "" : ", ") + QuoteInput(key);
            if (keys.size() > 100)
            {
                keys += ", ...";
                break;
            }
        }
        throw NotRecognized(file, 1, keys.empty() ? "" : ": its keys are " + keys);
    }
    return best;
}

// GraphML -----------------------------------------------------------------------------------------

bool
Declares(const GraphmlDocument& document, bool GraphmlKey::*domain, const std::string& name)
{
    return std::any_of(document.keys.begin(), document.keys.end(), [&](const GraphmlKey& key) {
        return key.*domain && key.name == name;
    });
}

/// Be it a good one or not. Edges of action graphs have nothing but weights.
bool
IsMarkovModel(const GraphmlDocument& document)
{
    return IsLegacyTgenMarkov(document) ||
           Declares(document, &GraphmlKey::forEdge, "distribution") ||
           (Declares(document, &GraphmlKey::forNode, "name") &&
            Declares(document, &GraphmlKey::forEdge, "type"));
}

/// Is a node called like an action, of any version? TGen looks for the word anywhere in the id.
bool
HasAction(const GraphmlDocument& document)
{
    const auto vertices = boost::make_iterator_range(boost::vertices(document.graph));
    return std::any_of(vertices.begin(), vertices.end(), [&](auto vertex) {
        for (const auto* action : {"start",
                                   "end",
                                   "pause",
                                   "stream",
                                   "flow",
                                   "traffic",
                                   "transfer",
                                   "model",
                                   "generate",
                                   "synchronize",
                                   "choose"})
        {
            if (boost::icontains(document.graph[vertex].id, action))
            {
                return true;
            }
        }
        return false;
    });
}

// Text --------------------------------------------------------------------------------------------

bool
IsNumber(const std::string& word)
{
    char* end = nullptr;
    std::strtod(word.c_str(), &end);
    return !word.empty() && *end == '\0';
}

bool
AreNumbers(const Words& words)
{
    return std::all_of(words.begin(), words.end(), IsNumber);
}

bool
IsWhole(const std::string& word)
{
    return !word.empty() && word.find_first_not_of("0123456789") == std::string::npos;
}

bool
IsPoissonLine(const Words& words)
{
    for (const auto* key : {"server", "req_size_dist", "dscp", "rate", "fanout", "client_path"})
    {
        if (words.front() == key)
        {
            return true;
        }
    }
    return false;
}

bool
IsSizeLine(const Words& words)
{
    return AreNumbers(words) && (words.size() == 2 || words.size() == 3);
}

bool
IsListedFlow(const Words& words)
{
    return (words.size() == 5 || words.size() == 6) && AreNumbers({words.begin() + 2, words.end()});
}

/// HOST TIME KIND, and what the kind has.
bool
IsTraceEvent(const Words& words)
{
    if (words.size() < 4 || IsNumber(words[0]) || !IsNumber(words[1]))
    {
        return false;
    }
    const bool isFlow = words[2] == "2" || words[2] == "3";
    return isFlow ? ParseIpv4Address(words[3]).has_value() : words[2] == "0" || words[2] == "1";
}

/// NAME ADDRESS, once or more often.
bool
IsHostLine(const Words& words)
{
    bool isOne = words.size() % 2 == 0;
    for (std::size_t i = 0; isOne && i < words.size(); i += 2)
    {
        isOne = !IsNumber(words[i]) && ParseIpv4Address(words[i + 1]).has_value();
    }
    return isOne;
}

InputKind
RecognizeText(const std::string& text, const std::string& file)
{
    constexpr int MOST_LINES = 200;
    std::map<InputKind, int> scores;
    int nLines = 0;
    int nHostLines = 0;
    int nDecimals = 0;
    bool isCounted = false; // one whole number stands in the first line
    std::istringstream stream(text);
    for (std::string line; nLines < MOST_LINES && std::getline(stream, line);)
    {
        line.erase(std::min(line.find('#'), line.size()));
        const bool hasBraces = line.find('{') != std::string::npos;
        std::replace_if(
            line.begin(),
            line.end(),
            [](char c) { return c == ',' || c == '{' || c == '}' || c == ';'; },
            ' ');
        std::istringstream stream(line);
        Words words;
        for (std::string word; stream >> word;)
        {
            words.push_back(word);
        }
        if (words.empty())
        {
            continue;
        }
        if (nLines == 0 && words.size() == 1 && IsNumber(words[0]))
        {
            // Also how Homa's files of sizes begin: with their mean.
            isCounted = IsWhole(words[0]);
            continue;
        }
        ++nLines;
        scores[InputKind::POISSON_CONFIG] += IsPoissonLine(words);
        scores[InputKind::SIZES] += IsSizeLine(words) || (hasBraces && AreNumbers(words));
        scores[InputKind::FLOW_LIST] += isCounted && IsListedFlow(words);
        scores[InputKind::FLOW_TRACE] += IsTraceEvent(words);
        nDecimals += IsTraceEvent(words) && words[1].find('.') != std::string::npos;
        nHostLines += IsHostLine(words);
    }
    // The servers of a trace stand in its first line, like a host of a list.
    if (scores[InputKind::FLOW_TRACE] == 0)
    {
        scores[InputKind::HOST_LIST] = nHostLines;
    }
    const auto best =
        std::max_element(scores.begin(), scores.end(), [](const auto& a, const auto& b) {
            return a.second < b.second;
        });
    if (best == scores.end() || 2 * best->second < nLines || best->second == 0)
    {
        std::string could;
        for (const auto& [kind, score] : scores)
        {
            if (score > 0)
            {
                could += (could.empty() ? ", though " : ", and ") + std::to_string(score) + " of " +
                         std::to_string(nLines) + " lines could be those of " + NameOf(kind);
            }
        }
        throw NotRecognized(file, 0, could);
    }
    return best->first == InputKind::FLOW_TRACE && nDecimals > 0 ? InputKind::FLOW_TRACE_2021
                                                                 : best->first;
}

} // namespace

std::string
ListInputKinds()
{
    std::string list;
    for (const auto& kind : KIND_NAMES)
    {
        list += (list.empty() ? "" : "; ") + std::string(kind.name) + ": " + kind.mark;
    }
    return list;
}

InputKind
RecognizeGraphml(const GraphmlDocument& document)
{
    if (IsGraphmlNetwork(document))
    {
        return InputKind::GRAPHML_NETWORK;
    }
    if (IsMarkovModel(document))
    {
        return InputKind::MARKOV_MODEL;
    }
    if (!HasAction(document))
    {
        throw NotRecognized(document.file,
                            document.graphLine,
                            ", though it is GraphML: no node is called like an action of TGen, and "
                            "no edge says what a Markov model or a network would");
    }
    return InputKind::ACTION_GRAPH;
}

InputKind
RecognizeInput(const std::string& text, const std::string& file)
{
    const auto first = text.find_first_of(INPUT_OPENINGS);
    const auto second = text.find_first_not_of(" \t\r\n", first + 1);
    if (text[first] == '<')
    {
        return RecognizeGraphml(ParseGraphml(text, file));
    }
    // Braces are around the points of HomaModule's distributions, too.
    const bool isTable =
        second != std::string::npos &&
        (std::string_view("0123456789.{").find(text[second]) != std::string_view::npos);
    if (text[first] == '[' || (text[first] == '{' && !isTable))
    {
        return RecognizeJson(text, file);
    }
    return RecognizeText(text, file);
}

} // namespace ns3
