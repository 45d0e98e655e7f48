/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/graphml-network.h"

#include "ns3/host-name.h"
#include "ns3/input-error.h"
#include "ns3/nearest-name.h"
#include "ns3/quantities.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace ns3
{

namespace
{

const std::vector<std::string> EDGE_WORDS{"rate", "delay", "queue", "loss", "framing", "qdisc"};
const std::vector<std::string> NODE_WORDS{"name", "role", "address"};

/// What only networks of others declare for their edges or nodes.
const std::vector<std::string> FOREIGN_EDGE_WORDS{"latency",
                                                  "packet_loss",
                                                  "packetloss",
                                                  "LinkSpeedRaw",
                                                  "LinkSpeed",
                                                  "LinkLabel"};
const std::vector<std::string> FOREIGN_NODE_WORDS{"host_bandwidth_up",
                                                  "host_bandwidth_down",
                                                  "bandwidthup",
                                                  "bandwidthdown",
                                                  "Latitude",
                                                  "Longitude"};

constexpr double LARGEST_RATE = 1e18; // bit/s

bool
Contains(const std::vector<std::string>& words, const std::string& word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// A whole text as a number.
std::optional<double>
ParseNumber(std::string_view text)
{
    double number = 0;
    const auto* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, number);
    if (text.empty() || result.ec != std::errc() || result.ptr != end || !std::isfinite(number))
    {
        return std::nullopt;
    }
    return number;
}

std::string
WithoutBlanks(std::string text)
{
    text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
    return text;
}

/// "10 ms", or a number of milliseconds as in Shadow 1.x.
Time
ParseLatency(const std::string& text)
{
    const auto plain = WithoutBlanks(text);
    return ParseTime(ParseNumber(plain) ? plain + "ms" : plain);
}

/// "1 Gbit", "100Mbit" and "512 Kibit" as in Shadow, a number of KiB/s as in Shadow 1.x, or a rate.
DataRate
ParseBandwidth(const std::string& text)
{
    constexpr double KIB = 1024;
    const auto plain = WithoutBlanks(text);
    if (const auto number = ParseNumber(plain); number && *number < LARGEST_RATE / 8 / KIB)
    {
        return ParseDataRate(std::to_string(std::llround(*number * KIB)) + "B/s");
    }
    constexpr std::string_view BIT = "bit";
    if (plain.size() <= BIT.size() || plain.substr(plain.size() - BIT.size()) != BIT)
    {
        return ParseDataRate(plain);
    }
    const std::map<std::string, double> scales{{"", 1},
                                               {"k", 1e3},
                                               {"K", 1e3},
                                               {"M", 1e6},
                                               {"G", 1e9},
                                               {"T", 1e12},
                                               {"Ki", KIB},
                                               {"Mi", KIB * KIB},
                                               {"Gi", KIB * KIB * KIB}};
    const auto unit = plain.find_first_not_of("0123456789.");
    const auto scale = scales.find(plain.substr(unit, plain.size() - BIT.size() - unit));
    const auto number = ParseNumber(plain.substr(0, unit));
    if (scale == scales.end() || !number || *number >= LARGEST_RATE / scale->second)
    {
        throw ValueError(QuoteInput(text) + " is not a bandwidth", "one such as \"10 Mbit\"");
    }
    return ParseDataRate(std::to_string(std::llround(*number * scale->second)) + "bps");
}

double
ParseLoss(const std::string& text)
{
    const auto loss = ParseNumber(text);
    if (!loss || *loss < 0 || *loss > 1)
    {
        throw ValueError(QuoteInput(text) + " is not the loss of a link", "a number from 0 to 1");
    }
    CheckLinkLoss(*loss);
    return *loss;
}

QueueSize
ParseQueue(const std::string& text)
{
    const auto queue = ParseQueueSize(text);
    CheckLinkQueue(queue);
    return queue;
}

LinkProperties::Framing
ParseFraming(const std::string& text)
{
    if (text != "ppp" && text != "ethernet")
    {
        throw ValueError(QuoteInput(text) + " is no framing", "ppp or ethernet");
    }
    return text == "ppp" ? LinkProperties::PPP : LinkProperties::ETHERNET;
}

bool
ParseQdisc(const std::string& text)
{
    if (text != "fq_codel")
    {
        throw ValueError(QuoteInput(text) + " is no queueing discipline", "fq_codel");
    }
    return true;
}

/// How long light in glass takes between two points, given in degrees.
Time
MeasureFibre(double latitude1, double longitude1, double latitude2, double longitude2)
{
    constexpr double RADIAN = M_PI / 180;
    constexpr double EARTH_KM = 6371;
    constexpr double KM_A_SECOND = 200'000;
    const double half = std::pow(std::sin((latitude2 - latitude1) * RADIAN / 2), 2) +
                        std::cos(latitude1 * RADIAN) * std::cos(latitude2 * RADIAN) *
                            std::pow(std::sin((longitude2 - longitude1) * RADIAN / 2), 2);
    if (!(half >= 0))
    {
        return Time(); // not on the globe, which is a problem already
    }
    const double km = 2 * EARTH_KM * std::asin(std::sqrt(std::min(half, 1.0)));
    return NanoSeconds(std::llround(km / KM_A_SECOND * 1e9));
}

/// Turns one document into a network.
class GraphmlNetworkReader
{
  public:
    GraphmlNetworkReader(const GraphmlDocument& document, const GraphmlLinkDefaults& defaults)
        : m_document(document),
          m_defaults(defaults),
          m_problems(document.file)
    {
    }

    GraphmlNetwork Read()
    {
        FindOddWords();
        CountLabels();
        ReadNodes();
        ReadEdges();
        m_problems.ThrowIfAny();
        return std::move(m_result);
    }

  private:
    using Vertex = boost::graph_traits<GraphmlGraph>::vertex_descriptor;

    void FindOddWords();
    void CountLabels();
    void ReadNodes();
    std::string NameNode(const GraphmlVertex& node);
    void ReadRole(const GraphmlVertex& node, std::size_t place);
    void ReadAddress(const GraphmlVertex& node, std::size_t place);
    void ReadAccess(const GraphmlVertex& node, std::size_t place);
    void CheckCoordinate(const GraphmlVertex& node, const char* name, double largest);
    void ReadEdges();
    LinkProperties ReadEdge(const GraphmlEdge& edge, Vertex from, Vertex to);
    std::optional<Time> MeasureDelay(Vertex from, Vertex to) const;
    std::size_t Add(const std::string& name, int line);

    /// @return the text of the first attribute of these names, or nullptr
    static const GraphmlValue* FindFirst(const GraphmlAttributes& attributes,
                                         std::initializer_list<const char*> names)
    {
        for (const auto* name : names)
        {
            const auto* value = attributes.Find(name);
            if (value && !value->value.empty())
            {
                return value;
            }
        }
        return nullptr;
    }

    /// @return what a parser makes of a value; none when it is absent or wrong, which is noted
    template <typename T>
    std::optional<T> Parse(const GraphmlValue* value, T (*parser)(const std::string&))
    {
        if (!value)
        {
            return std::nullopt;
        }
        try
        {
            return parser(value->value);
        }
        catch (const ValueError& error)
        {
            m_problems.Add(value->line, value->name + ": " + error.what(), error.GetExpected());
            return std::nullopt;
        }
    }

    const GraphmlDocument& m_document;
    const GraphmlLinkDefaults& m_defaults;
    InputProblems m_problems;
    GraphmlNetwork m_result;
    std::map<std::string, int> m_nLabels;           //!< nodes by what is made of their label
    std::map<std::string, int> m_names;             //!< line by name
    std::map<Ipv4Address, std::size_t> m_addressed; //!< nodes by their address
    std::vector<std::size_t> m_ends;                //!< the node that has the edges, by vertex
    bool m_hasAccessLinks{false};                   //!< Shadow: rates belong to hosts
};

/// A label as a host may have it: "New York" becomes "New-York".
std::string
MakeHostName(const std::string& label)
{
    std::string name;
    for (const auto c : label)
    {
        if (IsHostName(std::string("a") + c))
        {
            name += c;
        }
        else if (!name.empty() && name.back() != '-')
        {
            name += '-';
        }
    }
    while (!name.empty() && name.back() == '-')
    {
        name.pop_back();
    }
    return IsHostName(name) ? name : "";
}

void
GraphmlNetworkReader::FindOddWords()
{
    for (const auto& key : m_document.keys)
    {
        m_hasAccessLinks |=
            key.forNode && (key.name == "host_bandwidth_up" || key.name == "host_bandwidth_down" ||
                            key.name == "bandwidthup" || key.name == "bandwidthdown");
        const auto& words = key.forEdge ? EDGE_WORDS : NODE_WORDS;
        const auto& foreign = key.forEdge ? FOREIGN_EDGE_WORDS : FOREIGN_NODE_WORDS;
        if (Contains(words, key.name) || Contains(foreign, key.name) || key.name == "label")
        {
            continue;
        }
        const auto suggestion = SuggestName(key.name, words);
        if (!suggestion.empty())
        {
            m_result.network.warnings.push_back(InputProblem{
                m_document.file,
                key.line,
                "attribute " + QuoteInput(key.name) + " means nothing in a network" + suggestion,
                "it is left alone"}
                                                    .ToString());
        }
    }
}

void
GraphmlNetworkReader::CountLabels()
{
    for (const auto vertex : boost::make_iterator_range(boost::vertices(m_document.graph)))
    {
        ++m_nLabels[MakeHostName(m_document.graph[vertex].Text("label"))];
    }
}

std::string
GraphmlNetworkReader::NameNode(const GraphmlVertex& node)
{
    const auto* name = node.Find("name");
    if (name && !name->value.empty())
    {
        if (!IsHostName(name->value))
        {
            m_problems.Add(name->line,
                           QuoteInput(name->value) + " cannot be the name of a host",
                           HOST_NAME_RULE);
        }
        return name->value;
    }
    const auto label = MakeHostName(node.Text("label"));
    if (!label.empty() && m_nLabels[label] == 1)
    {
        return label;
    }
    if (!IsHostName(node.id))
    {
        m_problems.Add(node.line,
                       "node " + QuoteInput(node.id) +
                           " has no name, and its id cannot be the name of a host",
                       HOST_NAME_RULE);
    }
    return node.id;
}

std::size_t
GraphmlNetworkReader::Add(const std::string& name, int line)
{
    const auto [known, isNew] = m_names.emplace(name, line);
    if (!isNew)
    {
        m_problems.Add(line,
                       "there are two nodes " + QuoteInput(name) + ", the other one in line " +
                           std::to_string(known->second),
                       "different names");
    }
    m_result.network.nodes.push_back(name);
    m_result.lines.push_back(line);
    return m_result.network.nodes.size() - 1;
}

void
GraphmlNetworkReader::ReadNodes()
{
    const auto& graph = m_document.graph;
    if (boost::num_vertices(graph) == 0)
    {
        m_problems.Add(m_document.graphLine, "there are no nodes", "a network");
    }
    for (const auto vertex : boost::make_iterator_range(boost::vertices(graph)))
    {
        const auto& node = graph[vertex];
        m_ends.push_back(Add(NameNode(node), node.line));
        ReadRole(node, m_ends.back());
        ReadAddress(node, m_ends.back());
        CheckCoordinate(node, "Latitude", 90);
        CheckCoordinate(node, "Longitude", 360);
    }
    // Behind the others, so that those have the first addresses.
    for (const auto vertex : boost::make_iterator_range(boost::vertices(graph)))
    {
        ReadAccess(graph[vertex], vertex);
    }
}

void
GraphmlNetworkReader::ReadRole(const GraphmlVertex& node, std::size_t place)
{
    const auto* role = node.Find("role");
    if (!role || role->value == "host" || role->value.empty())
    {
        return;
    }
    if (role->value != "router")
    {
        m_problems.Add(role->line,
                       QuoteInput(role->value) + " is no role of a node",
                       "host or router");
    }
    m_result.network.routers.insert(place);
}

void
GraphmlNetworkReader::ReadAddress(const GraphmlVertex& node, std::size_t place)
{
    const auto* text = FindFirst(node, {"address", "ip_address"});
    // Shadow writes the address 0.0.0.0 for none.
    if (!text || (text->name == "ip_address" && text->value == "0.0.0.0"))
    {
        return;
    }
    const auto address = ParseIpv4Address(text->value);
    if (!address || !IsHostAddress(*address))
    {
        m_problems.Add(text->line,
                       QuoteInput(text->value) + " is no address of a host",
                       "an IPv4 address such as 10.0.0.1");
        return;
    }
    const auto [other, isNew] = m_addressed.emplace(*address, place);
    if (!isNew)
    {
        m_problems.Add(text->line,
                       QuoteInput(text->value) + " is the address of " +
                           QuoteInput(m_result.network.nodes[other->second]) + ", too",
                       "different addresses");
    }
    m_result.network.addresses[place] = *address;
}

void
GraphmlNetworkReader::ReadAccess(const GraphmlVertex& node, std::size_t place)
{
    const auto* up = FindFirst(node, {"host_bandwidth_up", "bandwidthup"});
    const auto* down = FindFirst(node, {"host_bandwidth_down", "bandwidthdown"});
    if (!up && !down)
    {
        return;
    }
    const auto rateUp = Parse(up ? up : down, ParseBandwidth);
    const auto rateDown = Parse(down ? down : up, ParseBandwidth);
    const auto name = m_result.network.nodes[place];
    const auto router = Add(name + "-router", node.line);
    m_result.network.routers.insert(router);
    NetworkLink link{place, router, m_defaults.others};
    link.properties.loss = 0;
    if (rateUp && rateDown)
    {
        link.properties.rate = *rateUp;
        if (*rateDown != *rateUp)
        {
            link.rateBack = *rateDown;
        }
    }
    m_result.network.links.push_back(link);
    m_ends[place] = router;
}

void
GraphmlNetworkReader::CheckCoordinate(const GraphmlVertex& node, const char* name, double largest)
{
    const auto* value = node.Find(name);
    const auto degrees = value ? ParseNumber(value->value) : std::nullopt;
    if (degrees && std::abs(*degrees) > largest)
    {
        m_problems.Add(value->line,
                       QuoteInput(value->value) + " is no " + name,
                       "degrees from " + std::to_string(-static_cast<int>(largest)) + " to " +
                           std::to_string(static_cast<int>(largest)));
    }
}

std::optional<Time>
GraphmlNetworkReader::MeasureDelay(Vertex from, Vertex to) const
{
    const auto& a = m_document.graph[from];
    const auto& b = m_document.graph[to];
    const auto latitude1 = ParseNumber(a.Text("Latitude"));
    const auto longitude1 = ParseNumber(a.Text("Longitude"));
    const auto latitude2 = ParseNumber(b.Text("Latitude"));
    const auto longitude2 = ParseNumber(b.Text("Longitude"));
    if (!latitude1 || !longitude1 || !latitude2 || !longitude2)
    {
        return std::nullopt;
    }
    return MeasureFibre(*latitude1, *longitude1, *latitude2, *longitude2);
}

LinkProperties
GraphmlNetworkReader::ReadEdge(const GraphmlEdge& edge, Vertex from, Vertex to)
{
    auto link = m_defaults.others;
    const auto problem = [&](const char* what, const char* expected) {
        m_problems.Add(edge.line, what, expected);
    };

    const auto* rateText = edge.Find("rate");
    const auto* speedText = FindFirst(edge, {"LinkSpeedRaw"});
    auto rate =
        Parse<DataRate>(rateText, [](const std::string& text) { return ParseDataRate(text); });
    if (!rateText && speedText)
    {
        rate = Parse<DataRate>(speedText, [](const std::string& text) {
            const auto speed = ParseNumber(text);
            return ParseDataRate(speed && *speed >= 0 && *speed < LARGEST_RATE
                                     ? std::to_string(std::llround(*speed)) + "bps"
                                     : text);
        });
    }
    if (!rateText && !speedText)
    {
        rate = m_defaults.rate;
        if (!rate && m_hasAccessLinks)
        {
            rate = DataRate("100Gbps");
        }
        if (!rate)
        {
            problem("this edge has no rate",
                    R"(attribute "rate" such as 10Mbps, or a "link" with one in the scenario)");
        }
    }
    link.rate = rate.value_or(DataRate("1bps"));

    const auto* delayText = edge.Find("delay");
    const auto* latencyText = FindFirst(edge, {"latency"});
    auto delay = Parse<Time>(delayText, [](const std::string& text) { return ParseTime(text); });
    if (!delayText && latencyText)
    {
        delay = Parse(latencyText, ParseLatency);
    }
    if (!delayText && !latencyText)
    {
        delay = MeasureDelay(from, to);
        if (!delay)
        {
            delay = m_defaults.delay;
        }
        if (!delay)
        {
            problem("this edge has no delay",
                    R"(attribute "delay" such as 10ms, or a "link" with one in the scenario)");
        }
    }
    link.delay = delay.value_or(Time());

    link.queue = Parse(edge.Find("queue"), ParseQueue).value_or(link.queue);
    link.loss = Parse(FindFirst(edge, {"loss", "packet_loss", "packetloss"}), ParseLoss)
                    .value_or(link.loss);
    link.framing = Parse(edge.Find("framing"), ParseFraming).value_or(link.framing);
    link.fqCodel = Parse(edge.Find("qdisc"), ParseQdisc).value_or(link.fqCodel);
    return link;
}

bool
AreEqual(const LinkProperties& a, const LinkProperties& b)
{
    return a.rate == b.rate && a.delay == b.delay && a.queue == b.queue && a.loss == b.loss &&
           a.framing == b.framing && a.fqCodel == b.fqCodel;
}

void
GraphmlNetworkReader::ReadEdges()
{
    const auto& graph = m_document.graph;
    using Edge = boost::graph_traits<GraphmlGraph>::edge_descriptor;
    std::vector<Edge> edges;
    for (const auto edge : boost::make_iterator_range(boost::edges(graph)))
    {
        edges.push_back(edge);
    }
    std::sort(edges.begin(), edges.end(), [&](const Edge& a, const Edge& b) {
        return graph[a].index < graph[b].index;
    });
    // In a directed graph: links that wait for the edge in the other direction.
    std::map<std::pair<Vertex, Vertex>, std::vector<std::size_t>> halves;
    std::size_t nLoops = 0;
    for (const auto& edge : edges)
    {
        const auto from = boost::source(edge, graph);
        const auto to = boost::target(edge, graph);
        if (from == to && m_hasAccessLinks)
        {
            ++nLoops;
            continue;
        }
        const auto link = ReadEdge(graph[edge], from, to);
        if (from == to)
        {
            m_problems.Add(graph[edge].line,
                           QuoteInput(m_result.network.nodes[m_ends[from]]) +
                               " has a link to itself",
                           "two different nodes");
            continue;
        }
        const auto opposite = halves.find({to, from});
        if (m_document.directed && opposite != halves.end() && !opposite->second.empty())
        {
            const auto half = opposite->second.front();
            opposite->second.erase(opposite->second.begin());
            if (!AreEqual(m_result.network.links[half].properties, link))
            {
                m_problems.Add(graph[edge].line,
                               "this edge differs from the one in the other direction",
                               "the same attributes, as both are one link");
            }
            continue;
        }
        if (m_document.directed)
        {
            halves[{from, to}].push_back(m_result.network.links.size());
        }
        m_result.network.links.push_back({m_ends[from], m_ends[to], link});
    }
    if (nLoops > 0)
    {
        m_result.network.warnings.push_back(
            InputProblem{m_document.file,
                         m_document.graphLine,
                         std::to_string(nLoops) +
                             " edges lead from a node to itself: they are for several hosts on it",
                         "each node is one host, and they are left out"}
                .ToString());
    }
}

} // namespace

GraphmlNetwork
ReadGraphmlNetwork(const std::string& path, const GraphmlLinkDefaults& defaults)
{
    return ReadGraphmlNetwork(ReadGraphml(path), defaults);
}

GraphmlNetwork
ReadGraphmlNetwork(const GraphmlDocument& document, const GraphmlLinkDefaults& defaults)
{
    return GraphmlNetworkReader(document, defaults).Read();
}

bool
IsGraphmlNetwork(const GraphmlDocument& document)
{
    return std::any_of(document.keys.begin(), document.keys.end(), [](const GraphmlKey& key) {
        return (key.forEdge &&
                (Contains(EDGE_WORDS, key.name) || Contains(FOREIGN_EDGE_WORDS, key.name))) ||
               (key.forNode && (key.name == "role" || Contains(FOREIGN_NODE_WORDS, key.name)));
    });
}

} // namespace ns3
