/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-legacy-reader.h"

#include "ns3/nearest-name.h"

#include <algorithm>
#include <array>
#include <boost/algorithm/string.hpp>
#include <tuple>
#include <type_traits>

namespace ns3
{

namespace
{

/// In the order in which the old versions looked for them in an id.
constexpr std::array<TgenActionGraphReader::ActionWord, 8> LEGACY_WORDS{{
    {"start", TgenAction::START},
    {"end", TgenAction::END},
    {"pause", TgenAction::PAUSE},
    {"synchronize", TgenAction::PAUSE},
    {"transfer", TgenAction::STREAM},
    {"choose", TgenAction::PAUSE}, // without time, and so passed through: see ReadVertex()
    {"model", TgenAction::FLOW},
    {"generate", TgenAction::FLOW},
}};

const std::vector<std::string> LEGACY_ATTRIBUTES{
    "time",           "serverport",      "peers",           "socksproxy",    "count",
    "size",           "oursize",         "theirsize",       "type",          "protocol",
    "timeout",        "stallout",        "heartbeat",       "loglevel",      "localschedule",
    "remoteschedule", "streammodelpath", "packetmodelpath", "socksusername", "sockspassword"};

/// Those that only the old vocabulary has and that no other reader would want.
const std::array LEGACY_ONLY_ATTRIBUTES{"type",
                                        "protocol",
                                        "oursize",
                                        "theirsize",
                                        "localschedule",
                                        "remoteschedule"};

const Time DEFAULT_TIMEOUT = Seconds(60);
const Time DEFAULT_STALLOUT = Seconds(15);

const TgenActionGraphReader::ActionWord*
FindLegacyWord(const std::string& id)
{
    const auto found = std::find_if(LEGACY_WORDS.begin(), LEGACY_WORDS.end(), [&](const auto& w) {
        return id.find(w.word) != std::string::npos;
    });
    return found == LEGACY_WORDS.end() ? nullptr : &*found;
}

bool
HasWord(const std::string& id, const std::string& word)
{
    const auto* found = FindLegacyWord(id);
    return found && found->word == word;
}

/// The old versions counted in milliseconds.
Time
TruncateToMilliseconds(Time time)
{
    return MilliSeconds(time.GetNanoSeconds() / 1000000);
}

Time
ParseMilliseconds(std::string_view text)
{
    return TruncateToMilliseconds(ParseTgenTime(text));
}

std::vector<Time>
ParseListOfMilliseconds(std::string_view text)
{
    auto times = ParseTgenTimes(text);
    std::transform(times.begin(), times.end(), times.begin(), TruncateToMilliseconds);
    return times;
}

} // namespace

bool
TgenLegacyReader::Reads(const GraphmlDocument& document)
{
    const auto& graph = document.graph;
    bool hasLegacyAction = false;
    bool hasModernAction = false;
    for (const auto vertex : boost::make_iterator_range(boost::vertices(graph)))
    {
        const auto& id = graph[vertex].id;
        const auto* modern = FindModernWord(id);
        hasLegacyAction = hasLegacyAction || (!modern && FindLegacyWord(id));
        hasModernAction = hasModernAction || (modern && !FindLegacyWord(id));
    }
    const bool hasLegacyAttribute =
        std::any_of(document.keys.begin(), document.keys.end(), [](const GraphmlKey& key) {
            return key.forNode &&
                   std::any_of(LEGACY_ONLY_ATTRIBUTES.begin(),
                               LEGACY_ONLY_ATTRIBUTES.end(),
                               [&](const char* name) { return boost::iequals(key.name, name); });
        });
    return hasLegacyAction || (hasLegacyAttribute && !hasModernAction);
}

TgenLegacyReader::TgenLegacyReader(const GraphmlDocument& document)
    : TgenActionGraphReader(document)
{
    Understand("times in milliseconds");
}

void
TgenLegacyReader::Understand(const std::string& how)
{
    m_understood.insert(how);
    auto& note = m_result->m_legacyNote;
    note = "this config is in the vocabulary of TGen 0.0.1 or earlier and was understood as: ";
    note += boost::algorithm::join(m_understood, "; ");
}

const TgenActionGraphReader::ActionWord*
TgenLegacyReader::FindWord(const std::string& id) const
{
    return FindLegacyWord(id);
}

void
TgenLegacyReader::RefuseVertex(Vertex vertex)
{
    const auto& [id, line] = std::tie(m_source[vertex].id, m_source[vertex].line);
    if (FindModernWord(id))
    {
        m_problems.Add(line,
                       "vertex " + QuoteInput(id) +
                           " is an action of TGen 1.0 in a config with words of TGen 0.0.1",
                       "one vocabulary: transfer and model, or stream, flow and traffic");
    }
    else
    {
        m_problems.Add(line,
                       "vertex " + QuoteInput(id) + " names no action",
                       "an id that begins with start, end, pause, transfer or model, in lower "
                       "case");
    }
}

void
TgenLegacyReader::CheckAttributeNames()
{
    for (const auto& key : m_document.keys)
    {
        const std::string name = boost::algorithm::to_lower_copy(key.name);
        const bool isKnown =
            (!key.forNode && !key.forEdge) ||
            (key.forNode &&
             (name == "id" || std::find(LEGACY_ATTRIBUTES.begin(), LEGACY_ATTRIBUTES.end(), name) !=
                                  LEGACY_ATTRIBUTES.end())) ||
            (key.forEdge && name == "weight");
        if (isKnown)
        {
            WarnOfUpperCase(key);
        }
        else
        {
            Warn(key.line,
                 "attribute " + QuoteInput(key.name) + " is ignored" +
                     SuggestName(key.name, LEGACY_ATTRIBUTES),
                 "one of: " + JoinNames(LEGACY_ATTRIBUTES));
        }
    }
}

/// Of a `choose` vertex one edge is followed: edges without weight get equal ones.
void
TgenLegacyReader::AdjustEdges()
{
    const auto vertices = Vertices();
    if (std::none_of(vertices.begin(), vertices.end(), [this](Vertex vertex) {
            return HasWord(m_graph[vertex].id, "choose");
        }))
    {
        return;
    }
    Understand("choose = follow one of its edges");
    for (const auto vertex : vertices)
    {
        AdjustChoice(vertex);
    }
}

void
TgenLegacyReader::AdjustChoice(Vertex vertex)
{
    const bool isChoice = HasWord(m_graph[vertex].id, "choose");
    const auto edges = boost::make_iterator_range(boost::out_edges(vertex, m_graph));
    const auto nWeighted = std::count_if(edges.begin(), edges.end(), [this](const auto& edge) {
        return bool(m_graph[edge].weight);
    });
    if (isChoice && nWeighted != 0 && nWeighted != std::distance(edges.begin(), edges.end()))
    {
        m_problems.Add(m_graph[vertex].line,
                       Describe(vertex) + " has edges with and without weight",
                       "a weight on all of its edges, or on none");
    }
    if (!isChoice && nWeighted > 0)
    {
        Warn(m_graph[vertex].line,
             "weights of the edges from " + Describe(vertex) +
                 " are ignored: in the days of choose only its edges had any");
    }
    for (const auto& edge : edges)
    {
        auto& weight = m_graph[edge].weight;
        weight = isChoice ? std::optional<double>(weight.value_or(1)) : std::nullopt;
    }
}

template <typename T, typename Parser>
void
TgenLegacyReader::ReadUnlessZero(Vertex vertex, const char* name, Parser parser, T& place)
{
    std::optional<std::decay_t<decltype(parser(std::string_view()))>> value;
    ReadValue(vertex, name, parser, value);
    if (value && *value != std::decay_t<decltype(*value)>())
    {
        place = *value;
    }
}

bool
TgenLegacyReader::Require(Vertex vertex, const char* name, const std::string& expected)
{
    if (!m_source[vertex].Text(name).empty())
    {
        return true;
    }
    m_problems.Add(m_graph[vertex].line, Describe(vertex) + " has no " + name, expected);
    return false;
}

std::optional<uint64_t>
TgenLegacyReader::ReadSize(Vertex vertex, const char* name)
{
    std::optional<uint64_t> size;
    if (Require(vertex, name, "a size such as 10240 or 10 KiB"))
    {
        ReadValue(vertex, name, ParseTgenSize, size);
    }
    return size;
}

void
TgenLegacyReader::ReadStart()
{
    const Vertex start = m_result->m_start;
    auto& options = m_result->m_startOptions;
    ReadValue(start, "serverport", ParsePort, options.serverPort);
    ReadValue(start, "time", ParseMilliseconds, options.delay);
    ReadUnlessZero(start, "heartbeat", ParseMilliseconds, options.heartbeat);
    ReadValue(start, "loglevel", ParseLogLevel, options.logLevel);
    auto& stream = m_graph[start].stream;
    ReadValue(start, "peers", ParsePeers, stream.peers);
    ReadValue(start, "socksproxy", ParsePeers, stream.socksProxies);
    stream.timeout = DEFAULT_TIMEOUT;
    stream.stallout = DEFAULT_STALLOUT;
    ReadUnlessZero(start, "timeout", ParseMilliseconds, stream.timeout);
    ReadUnlessZero(start, "stallout", ParseMilliseconds, stream.stallout);
    Understand("timeout " + std::to_string(stream.timeout.GetMilliSeconds()) + " ms and stallout " +
               std::to_string(stream.stallout.GetMilliSeconds()) +
               " ms where a transfer has none of its own");
    if (!options.serverPort)
    {
        Warn(m_graph[start].line,
             Describe(start) + " has no serverport",
             "TGen 0.0.1 asks for one");
    }
}

void
TgenLegacyReader::ReadVertex(Vertex vertex)
{
    auto& result = m_graph[vertex];
    switch (result.action)
    {
    case TgenAction::END:
        ReadEnd(vertex);
        break;
    case TgenAction::PAUSE:
        if (HasWord(result.id, "pause"))
        {
            ReadPause(vertex, ParseListOfMilliseconds);
        }
        else if (HasWord(result.id, "choose"))
        {
            result.pauseTimes = {Time(0)}; // nobody is waited for
        }
        else
        {
            Understand("synchronize = pause without time");
        }
        break;
    case TgenAction::STREAM:
        ReadTransfer(vertex);
        break;
    case TgenAction::FLOW:
        ReadModel(vertex);
        break;
    default:
        break;
    }
}

void
TgenLegacyReader::ReadEnd(Vertex vertex)
{
    auto& result = m_graph[vertex];
    ReadUnlessZero(vertex, "time", ParseMilliseconds, result.endTime);
    ReadUnlessZero(vertex, "count", ParseCount, result.endSuccesses);
    ReadUnlessZero(vertex, "size", ParseTgenSize, result.endTotalSize);
    if (result.endSuccesses)
    {
        Understand("count of an end = streams that succeeded");
    }
    if (result.endTotalSize)
    {
        Understand("size of an end = bytes sent and received");
    }
}

void
TgenLegacyReader::ReadTransfer(Vertex vertex)
{
    m_graph[vertex].stream = m_graph[m_result->m_start].stream;
    auto& options = m_graph[vertex].stream;
    ReadValue(vertex, "peers", ParsePeers, options.peers);
    ReadUnlessZero(vertex, "timeout", ParseMilliseconds, options.timeout);
    ReadUnlessZero(vertex, "stallout", ParseMilliseconds, options.stallout);
    ReadCredentials(vertex);

    std::string protocol;
    if (Require(vertex, "protocol", "tcp"))
    {
        ReadValue(
            vertex,
            "protocol",
            [](std::string_view text) {
                return ParseWord(text, {"tcp", "udp", "pipe", "socketpair"});
            },
            protocol);
    }
    if (!protocol.empty() && protocol != "tcp")
    {
        Warn(m_source[vertex].Find("protocol")->line,
             Describe(vertex) + " is carried by TCP, as in TGen 0.0.1, not by " +
                 QuoteInput(protocol),
             "tcp");
    }

    std::string type;
    const std::vector<std::string> types{"get", "put", "getput", "schedule"};
    if (Require(vertex, "type", "one of: " + JoinNames(types)))
    {
        ReadValue(
            vertex,
            "type",
            [&](std::string_view text) { return ParseWord(text, types); },
            type);
    }
    if (type == "get")
    {
        Understand("transfer of type get = stream with recvsize");
        options.sendSize = 0;
        options.recvSize = ReadSize(vertex, "size");
    }
    else if (type == "put")
    {
        Understand("transfer of type put = stream with sendsize");
        options.sendSize = ReadSize(vertex, "size");
        options.recvSize = 0;
    }
    else if (type == "getput")
    {
        Understand("transfer of type getput = stream with sendsize and recvsize");
        options.sendSize = ReadSize(vertex, "oursize");
        options.recvSize = ReadSize(vertex, "theirsize");
    }
    else if (type == "schedule")
    {
        Understand("transfer of type schedule = stream with the packets of its schedules");
        options.sendSchedule = ReadSchedule(vertex, "localschedule");
        options.recvSchedule = ReadSchedule(vertex, "remoteschedule");
        options.sendSize = options.sendSchedule->GetSize();
        options.recvSize = options.recvSchedule->GetSize();
    }
}

std::shared_ptr<const TgenPacketSchedule>
TgenLegacyReader::ReadSchedule(Vertex vertex, const char* name)
{
    TgenPacketSchedule schedule;
    if (Require(vertex, name, "delays in microseconds with commas between them"))
    {
        ReadValue(
            vertex,
            name,
            [](std::string_view text) { return TgenPacketSchedule(text); },
            schedule);
    }
    return std::make_shared<TgenPacketSchedule>(schedule);
}

void
TgenLegacyReader::ReadModel(Vertex vertex)
{
    m_graph[vertex].stream = m_graph[m_result->m_start].stream;
    auto& options = m_graph[vertex].stream;
    Understand("model or generate = flow");
    for (auto [name, place] : {std::pair{"streammodelpath", &options.streamModelPath},
                               std::pair{"packetmodelpath", &options.packetModelPath}})
    {
        if (Require(vertex, name, "the path of a Markov model"))
        {
            ReadModelPath(vertex, name, *place);
        }
    }
    ReadValue(vertex, "peers", ParsePeers, options.peers);
    ReadCredentials(vertex);
}

void
TgenLegacyReader::ReadCredentials(Vertex vertex)
{
    auto& options = m_graph[vertex].stream;
    ReadValue(vertex, "socksusername", ParseText, options.socksUsername);
    ReadValue(vertex, "sockspassword", ParseText, options.socksPassword);
}

} // namespace ns3
