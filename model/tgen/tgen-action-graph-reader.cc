/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-action-graph-reader.h"

#include "ns3/nearest-name.h"
#include "ns3/tgen-instant-loops.h"

#include <algorithm>
#include <array>
#include <boost/graph/incremental_components.hpp>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <tuple>

namespace ns3
{

namespace
{

/// In the order in which TGen looks for them in an id.
constexpr std::array<TgenActionGraphReader::ActionWord, 6> MODERN_WORDS{{
    {"start", TgenAction::START},
    {"end", TgenAction::END},
    {"pause", TgenAction::PAUSE},
    {"stream", TgenAction::STREAM},
    {"flow", TgenAction::FLOW},
    {"traffic", TgenAction::TRAFFIC},
}};

const std::vector<std::string> VERTEX_ATTRIBUTES{"serverport",
                                                 "time",
                                                 "heartbeat",
                                                 "loglevel",
                                                 "flowmodelpath",
                                                 "streammodelpath",
                                                 "packetmodelpath",
                                                 "packetmodelmode",
                                                 "markovmodelseed",
                                                 "peers",
                                                 "socksproxy",
                                                 "socksusername",
                                                 "sockspassword",
                                                 "socksauthseed",
                                                 "sendsize",
                                                 "recvsize",
                                                 "timeout",
                                                 "stallout",
                                                 "count"};

std::string
ToLower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return std::tolower(c);
    });
    return text;
}

bool
IsOneOf(const std::string& name, const std::vector<std::string>& names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// TGen counts in microseconds.
Time
Truncate(Time time)
{
    return MicroSeconds(time.GetNanoSeconds() / 1000);
}

template <typename T>
T
ParseInteger(std::string_view text)
{
    return static_cast<T>(ParseTgenInteger(text, std::numeric_limits<T>::max()));
}

/// @return the names of vertices for a message, not too many of them
template <typename Graph>
std::string
ListVertices(const std::vector<std::size_t>& vertices, const Graph& graph)
{
    constexpr std::size_t MAX_SHOWN = 8;
    std::string text;
    for (std::size_t i = 0; i < std::min(vertices.size(), MAX_SHOWN); ++i)
    {
        text += (i == 0 ? "" : ", ") + QuoteInput(graph[vertices[i]].id);
    }
    return vertices.size() > MAX_SHOWN
               ? text + " and " + std::to_string(vertices.size() - MAX_SHOWN) + " more"
               : text;
}

} // namespace

Time
TgenActionGraphReader::ParseTruncatedTime(std::string_view text)
{
    return Truncate(ParseTgenTime(text));
}

std::vector<Time>
TgenActionGraphReader::ParseTruncatedTimes(std::string_view text)
{
    auto times = ParseTgenTimes(text);
    std::transform(times.begin(), times.end(), times.begin(), Truncate);
    return times;
}

uint16_t
TgenActionGraphReader::ParsePort(std::string_view text)
{
    return ParseInteger<uint16_t>(text);
}

uint64_t
TgenActionGraphReader::ParseCount(std::string_view text)
{
    return ParseInteger<uint64_t>(text);
}

std::string
TgenActionGraphReader::ParseText(std::string_view text)
{
    return std::string(text);
}

std::vector<TgenPeer>
TgenActionGraphReader::ParsePeers(std::string_view text)
{
    auto peers = ParseTgenPeers(text);
    if (peers.empty())
    {
        throw ValueError(QuoteInput(text) + " holds no peer", "host:port, such as server:8888");
    }
    return peers;
}

std::string
TgenActionGraphReader::ParseWord(std::string_view text, const std::vector<std::string>& words)
{
    const std::string word = ToLower(std::string(text));
    if (!IsOneOf(word, words))
    {
        throw ValueError(QuoteInput(text) + " is unknown" + SuggestName(word, words),
                         "one of: " + JoinNames(words));
    }
    return word;
}

std::string
TgenActionGraphReader::ParseLogLevel(std::string_view text)
{
    return ParseWord(text, {"error", "critical", "warning", "message", "info", "debug"});
}

const TgenActionGraphReader::ActionWord*
TgenActionGraphReader::FindModernWord(const std::string& id)
{
    const auto found = std::find_if(MODERN_WORDS.begin(), MODERN_WORDS.end(), [&](const auto& w) {
        return id.find(w.word) != std::string::npos;
    });
    return found == MODERN_WORDS.end() ? nullptr : &*found;
}

TgenActionGraphReader::TgenActionGraphReader(const GraphmlDocument& document)
    : m_document(document),
      m_source(document.graph),
      m_problems(document.file),
      m_result(new TgenActionGraph(document.file, boost::num_vertices(document.graph))),
      m_graph(m_result->m_graph)
{
}

std::shared_ptr<const TgenActionGraph>
TgenActionGraphReader::Read()
{
    CheckAttributeNames();
    ReadIds();
    ReadEdges();
    AdjustEdges();
    ListExits();
    CheckConnected();
    if (m_hasStart)
    {
        ReadStart();
    }
    for (const auto vertex : Vertices())
    {
        if (m_words[vertex])
        {
            ReadVertex(vertex);
        }
    }
    CheckPeers();
    CheckExits();
    m_problems.ThrowIfAny();
    CheckLoops(); // needs a sound graph
    m_problems.ThrowIfAny();
    return m_result;
}

boost::iterator_range<GraphmlGraph::vertex_iterator>
TgenActionGraphReader::Vertices() const
{
    return boost::make_iterator_range(boost::vertices(m_source));
}

std::string
TgenActionGraphReader::Describe(Vertex vertex) const
{
    return std::string(m_words[vertex] ? m_words[vertex]->word : "vertex") + " " +
           QuoteInput(m_graph[vertex].id);
}

void
TgenActionGraphReader::Warn(int line, const std::string& what, const std::string& expected)
{
    m_result->m_warnings.push_back(InputProblem{m_document.file, line, what, expected}.ToString());
}

void
TgenActionGraphReader::CheckAttributeNames()
{
    static const std::vector<std::string> EDGE_ATTRIBUTES{"weight"};
    for (const auto& key : m_document.keys)
    {
        const std::string name = ToLower(key.name);
        const bool isKnown = (!key.forNode && !key.forEdge) ||
                             (key.forNode && (name == "id" || IsOneOf(name, VERTEX_ATTRIBUTES))) ||
                             (key.forEdge && IsOneOf(name, EDGE_ATTRIBUTES));
        if (!isKnown)
        {
            const auto& names = key.forNode ? VERTEX_ATTRIBUTES : EDGE_ATTRIBUTES;
            m_problems.Add(key.line,
                           std::string("unknown ") + (key.forNode ? "vertex" : "edge") +
                               " attribute " + QuoteInput(key.name) + SuggestName(key.name, names),
                           "one of: " + JoinNames(names));
        }
        else
        {
            WarnOfUpperCase(key);
        }
    }
}

void
TgenActionGraphReader::WarnOfUpperCase(const GraphmlKey& key)
{
    const std::string name = ToLower(key.name);
    if (name != key.name && (key.forNode || key.forEdge))
    {
        Warn(key.line,
             "the values of attribute " + QuoteInput(key.name) + " are ignored",
             "names in lower case: " + name);
    }
}

const TgenActionGraphReader::ActionWord*
TgenActionGraphReader::FindWord(const std::string& id) const
{
    return FindModernWord(id);
}

void
TgenActionGraphReader::RefuseVertex(Vertex vertex)
{
    m_problems.Add(m_source[vertex].line,
                   "vertex " + QuoteInput(m_source[vertex].id) + " names no action",
                   "an id that begins with start, end, pause, stream, flow or traffic, in lower "
                   "case");
}

void
TgenActionGraphReader::ReadIds()
{
    m_words.resize(boost::num_vertices(m_source));
    std::optional<Vertex> start;
    for (const auto vertex : Vertices())
    {
        const auto& [id, line] = std::tie(m_source[vertex].id, m_source[vertex].line);
        m_graph[vertex].id = id;
        m_graph[vertex].line = line;
        const auto* word = FindWord(id);
        if (!word)
        {
            RefuseVertex(vertex);
            continue;
        }
        m_words[vertex] = word;
        m_graph[vertex].action = word->action;
        WarnAboutId(vertex);
        if (word->action == TgenAction::START && start)
        {
            m_problems.Add(line,
                           "a second start vertex, " + QuoteInput(id),
                           "only one; the first is " + QuoteInput(m_source[*start].id) +
                               " in line " + std::to_string(m_source[*start].line));
        }
        else if (word->action == TgenAction::START)
        {
            start = vertex;
        }
    }
    m_hasStart = start.has_value();
    m_result->m_start = start.value_or(0);
    if (!start)
    {
        m_problems.Add(m_document.graphLine,
                       "there is no start vertex",
                       "one vertex whose id begins with start");
    }
}

void
TgenActionGraphReader::WarnAboutId(Vertex vertex)
{
    const auto& [id, line] = std::tie(m_graph[vertex].id, m_graph[vertex].line);
    const std::string name = m_words[vertex]->word;
    if (id.compare(0, name.size(), name) != 0)
    {
        Warn(line,
             "the action of vertex " + QuoteInput(id) + " is " + name +
                 ", because its id contains that word",
             "an id that begins with its action");
    }
    if (id.find_first_of(" \t\n,[]") != std::string::npos)
    {
        Warn(line,
             "the id " + QuoteInput(id) + " breaks stream headers and log lines",
             "an id without blanks, commas and brackets");
    }
}

void
TgenActionGraphReader::ReadEdges()
{
    for (const auto edge : boost::make_iterator_range(boost::edges(m_source)))
    {
        const Vertex source = boost::source(edge, m_source);
        const Vertex target = boost::target(edge, m_source);
        const TgenEdge result{ReadWeight(m_source[edge]), m_source[edge].line};
        boost::add_edge(source, target, result, m_graph);
        if (source != target && !m_document.directed)
        {
            boost::add_edge(target, source, result, m_graph);
        }
        if (source == target && m_words[source] && m_graph[source].action == TgenAction::START)
        {
            m_problems.Add(result.line, Describe(source) + " leads to itself");
        }
    }
    if (!m_document.directed)
    {
        Warn(m_document.graphLine,
             "the graph is undirected: each edge leads both ways",
             "edgedefault=\"directed\"");
    }
}

void
TgenActionGraphReader::AdjustEdges()
{
}

void
TgenActionGraphReader::ListExits()
{
    for (const auto vertex : Vertices())
    {
        auto& exits = m_result->m_exits.emplace_back();
        for (const auto edge : boost::make_iterator_range(boost::out_edges(vertex, m_graph)))
        {
            exits.push_back({boost::target(edge, m_graph), m_graph[edge].weight});
        }
        std::stable_sort(exits.begin(), exits.end(), [](const auto& a, const auto& b) {
            return a.target < b.target;
        });
    }
}

std::optional<double>
TgenActionGraphReader::ReadWeight(const GraphmlEdge& edge)
{
    const auto* value = edge.Find("weight");
    if (!value || value->value.empty())
    {
        return std::nullopt;
    }
    // TGen takes what strtod() makes of the text, down to 0 for a word.
    char* end = nullptr;
    const double weight = std::strtod(value->value.c_str(), &end);
    if (!std::isfinite(weight) || weight < 0)
    {
        m_problems.Add(value->line,
                       "weight " + QuoteInput(value->value) + " is refused",
                       "a number of at least 0");
        return std::nullopt;
    }
    if (*end != '\0' || end == value->value.c_str())
    {
        Warn(value->line,
             "weight " + QuoteInput(value->value) + " is not a number",
             "it counts as " + std::to_string(weight));
    }
    return weight;
}

void
TgenActionGraphReader::CheckConnected()
{
    std::vector<std::size_t> rank(boost::num_vertices(m_graph));
    std::vector<Vertex> parent(boost::num_vertices(m_graph));
    boost::disjoint_sets<std::size_t*, Vertex*> components(rank.data(), parent.data());
    boost::initialize_incremental_components(m_graph, components);
    boost::incremental_components(m_graph, components);
    for (const auto vertex : Vertices())
    {
        if (!boost::same_component(vertex, m_result->m_start, components))
        {
            m_problems.Add(m_graph[vertex].line,
                           "the graph is not connected: no edges lead from " +
                               QuoteInput(m_graph[m_result->m_start].id) + " to " +
                               QuoteInput(m_graph[vertex].id) + ", in whatever direction",
                           "one connected graph");
            return;
        }
    }
}

void
TgenActionGraphReader::ReadStart()
{
    const Vertex start = m_result->m_start;
    auto& options = m_result->m_startOptions;
    ReadValue(start, "serverport", ParsePort, options.serverPort);
    ReadValue(start, "time", ParseTruncatedTime, options.delay);
    ReadValue(start, "heartbeat", ParseTruncatedTime, options.heartbeat);
    ReadValue(start, "loglevel", ParseLogLevel, options.logLevel);
    ReadStreamOptions(start);
    if (options.serverPort == 0)
    {
        Warn(m_source[start].Find("serverport")->line, "serverport is 0", "a port from 1");
    }
}

void
TgenActionGraphReader::ReadVertex(Vertex vertex)
{
    auto& result = m_graph[vertex];
    switch (result.action)
    {
    case TgenAction::START:
        break;
    case TgenAction::END:
        ReadValue(vertex, "time", ParseTruncatedTime, result.endTime);
        ReadValue(vertex, "count", ParseCount, result.endCount);
        ReadValue(vertex, "sendsize", ParseTgenSize, result.endSendSize);
        ReadValue(vertex, "recvsize", ParseTgenSize, result.endRecvSize);
        break;
    case TgenAction::PAUSE:
        ReadPause(vertex, ParseTruncatedTimes);
        break;
    case TgenAction::STREAM:
    case TgenAction::FLOW:
    case TgenAction::TRAFFIC:
        result.stream = m_graph[m_result->m_start].stream;
        ReadStreamOptions(vertex);
        break;
    }
}

void
TgenActionGraphReader::ReadPause(Vertex vertex, std::vector<Time> (*parser)(std::string_view))
{
    ReadValue(vertex, "time", parser, m_graph[vertex].pauseTimes);
    if (boost::in_degree(vertex, m_graph) == 0)
    {
        Warn(m_graph[vertex].line, Describe(vertex) + " is never reached", "an edge to it");
    }
}

void
TgenActionGraphReader::ReadStreamOptions(Vertex vertex)
{
    const TgenAction action = m_graph[vertex].action;
    auto& options = m_graph[vertex].stream;
    if (action == TgenAction::START || action == TgenAction::TRAFFIC)
    {
        ReadModelPath(vertex, "flowmodelpath", options.flowModelPath);
    }
    else
    {
        options.flowModelPath.reset();
    }
    if (action != TgenAction::STREAM)
    {
        ReadModelPath(vertex, "streammodelpath", options.streamModelPath);
    }
    else
    {
        options.streamModelPath.reset();
    }
    ReadModelPath(vertex, "packetmodelpath", options.packetModelPath);
    ReadValue(
        vertex,
        "packetmodelmode",
        [](std::string_view text) {
            return ParseWord(text, {"path", "graphml"}) == "path";
        },
        options.packetModelByPath);
    std::optional<uint32_t> ownSeed;
    ReadValue(vertex, "markovmodelseed", ParseInteger<uint32_t>, ownSeed);
    if (ownSeed)
    {
        options.markovModelSeed = ownSeed;
        options.seedOwner = static_cast<int>(vertex);
    }
    ReadValue(vertex, "peers", ParsePeers, options.peers);
    ReadValue(vertex, "socksproxy", ParsePeers, options.socksProxies);
    ReadValue(vertex, "socksusername", ParseText, options.socksUsername);
    ReadValue(vertex, "sockspassword", ParseText, options.socksPassword);
    std::optional<uint32_t> ownAuthSeed;
    ReadValue(vertex, "socksauthseed", ParseInteger<uint32_t>, ownAuthSeed);
    if (ownAuthSeed)
    {
        options.socksAuthSeed = ownAuthSeed;
        options.socksAuthOwner = static_cast<int>(vertex);
    }
    ReadValue(vertex, "sendsize", ParseTgenSize, options.sendSize);
    ReadValue(vertex, "recvsize", ParseTgenSize, options.recvSize);
    ReadValue(vertex, "timeout", ParseTruncatedTime, options.timeout);
    ReadValue(vertex, "stallout", ParseTruncatedTime, options.stallout);
    WarnAboutModel(vertex);
}

void
TgenActionGraphReader::ReadModelPath(Vertex vertex,
                                     const char* name,
                                     std::optional<std::string>& place)
{
    ReadValue(
        vertex,
        name,
        [this](std::string_view text) {
            if (!m_result->FindFile(text))
            {
                throw ValueError(QuoteInput(text) + " does not exist",
                                 "a file beside this one or in the working directory");
            }
            return std::string(text);
        },
        place);
    if (!place || m_result->m_models.count(*place) != 0)
    {
        return;
    }
    auto& model = m_result->m_models[*place];
    try
    {
        model = TgenMarkovModel::Load(m_result->FindFile(*place).value());
    }
    catch (const InputError& error)
    {
        m_problems.Add(error);
    }
}

void
TgenActionGraphReader::WarnAboutModel(Vertex vertex)
{
    const auto& options = m_graph[vertex].stream;
    const auto model =
        options.packetModelPath ? m_result->m_models[*options.packetModelPath] : nullptr;
    if (m_graph[vertex].action == TgenAction::START || !model)
    {
        return;
    }
    const int line = m_graph[vertex].line;
    const auto stalloutUs = static_cast<double>(options.stallout.GetMicroSeconds());
    if (stalloutUs > 0 && model->GetLargestMeanDelayUs() > stalloutUs)
    {
        Warn(line,
             Describe(vertex) + ": the delays of its packet model are longer than its stallout",
             "a larger stallout, or 0 for none");
    }
    if (options.sendSize.value_or(0) > 0 &&
        !model->CanShow(TgenMarkovModel::Observation::TO_SERVER))
    {
        Warn(line,
             Describe(vertex) + ": its packet model never sends to the server, so that all its "
                                "streams fail",
             "a packet model that shows +, or no sendsize");
    }
    if (options.recvSize.value_or(0) > 0 &&
        !model->CanShow(TgenMarkovModel::Observation::TO_ORIGIN))
    {
        Warn(line,
             Describe(vertex) + ": its packet model never sends to the client, so that all its "
                                "streams fail",
             "a packet model that shows -, or no recvsize");
    }
    if (options.packetModelByPath &&
        options.packetModelPath->find_first_of(" \t\n") != std::string::npos)
    {
        Warn(line,
             Describe(vertex) + ": the path " + QuoteInput(*options.packetModelPath) +
                 " breaks stream headers",
             "a path without blanks, or packetmodelmode graphml");
    }
}

void
TgenActionGraphReader::CheckPeers()
{
    if (!m_hasStart || !m_source[m_result->m_start].Text("peers").empty())
    {
        return;
    }
    for (const auto vertex : Vertices())
    {
        const auto& [action, line] = std::tie(m_graph[vertex].action, m_graph[vertex].line);
        const bool opensStreams =
            m_words[vertex] && (action == TgenAction::STREAM || action == TgenAction::FLOW ||
                                action == TgenAction::TRAFFIC);
        if (!opensStreams || !m_source[vertex].Text("peers").empty())
        {
            continue;
        }
        if (action == TgenAction::STREAM)
        {
            m_problems.Add(line,
                           Describe(vertex) + " has no peers",
                           "peers in the start vertex or in every stream vertex");
        }
        else
        {
            Warn(line,
                 Describe(vertex) + " has no peers: all its streams fail",
                 "peers here or in the start vertex");
        }
    }
}

void
TgenActionGraphReader::CheckExits()
{
    for (const auto vertex : Vertices())
    {
        const auto& exits = m_result->m_exits[vertex];
        double total = 0;
        bool isWeighted = false;
        for (std::size_t i = 0; i < exits.size(); ++i)
        {
            isWeighted = isWeighted || exits[i].weight;
            total += exits[i].weight.value_or(0);
            if (i > 0 && exits[i].target == exits[i - 1].target &&
                exits[i].weight != exits[i - 1].weight)
            {
                Warn(m_graph[vertex].line,
                     "edges from " + QuoteInput(m_graph[vertex].id) + " to " +
                         QuoteInput(m_graph[exits[i].target].id) +
                         " differ in weight: TGen gives all the weight of one of them");
            }
        }
        if (isWeighted && !(total > 0 && std::isfinite(total)))
        {
            m_problems.Add(m_graph[vertex].line,
                           "the weights of the edges from " + QuoteInput(m_graph[vertex].id) +
                               " add up to " + (total > 0 ? "infinity" : "0"),
                           "a positive sum");
        }
    }
}

void
TgenActionGraphReader::CheckLoops()
{
    for (const auto& loop : FindInstantLoops(*m_result))
    {
        m_problems.Add(m_graph[loop.front()].line,
                       "a loop that never lets time pass: " + ListVertices(loop, m_graph),
                       "a stream, a flow, traffic, or a pause with a time in it");
    }
}

} // namespace ns3
