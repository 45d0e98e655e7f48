/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/network-description.h"

#include "ns3/graphml-network.h"
#include "ns3/host-directory.h"
#include "ns3/host-name.h"
#include "ns3/nearest-name.h"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/connected_components.hpp>
#include <functional>
#include <unordered_map>
#include <utility>

namespace ns3
{

void
CheckLinkQueue(const QueueSize& queue)
{
    // A packet passes through the queue even when the link is idle.
    constexpr uint32_t LARGEST_FRAME = 1502;
    if (queue.GetUnit() == QueueSizeUnit::BYTES && queue.GetValue() < LARGEST_FRAME)
    {
        throw ValueError("this queue has no room for a packet of 1500 bytes", "at least 1502B");
    }
}

void
CheckLinkLoss(double loss)
{
    if (loss == 1)
    {
        throw ValueError("this link loses every packet", "a probability below 1");
    }
}

namespace
{

/// Have the value checked that a part of a document became.
template <typename T>
void
Check(const JsonValue& json, void (*check)(T), T value)
{
    try
    {
        check(value);
    }
    catch (const ValueError& error)
    {
        json.Refuse(error.what(), "expected " + error.GetExpected());
    }
}

/// All but the rate and the delay of a link.
LinkProperties
ReadLinkOptions(const JsonValue& json)
{
    json.AllowKeys({"rate", "delay", "queue", "loss", "framing", "qdisc"});
    LinkProperties link;
    const auto queue = json.Optional("queue");
    link.queue = queue.AsQueueSize(link.queue);
    Check<const QueueSize&>(queue, CheckLinkQueue, link.queue);
    const auto loss = json.Optional("loss");
    link.loss = loss.AsNumber(0, 1, link.loss);
    Check(loss, CheckLinkLoss, link.loss);

    link.framing = json.Optional("framing").AsChoice({"ppp", "ethernet"}, "ppp") == "ethernet"
                       ? LinkProperties::ETHERNET
                       : LinkProperties::PPP;
    link.fqCodel = json.Optional("qdisc").AsChoice({"fq_codel"}) == "fq_codel";
    return link;
}

LinkProperties
ReadLink(const JsonValue& json)
{
    auto link = ReadLinkOptions(json);
    link.rate = json.Required("rate").AsDataRate();
    link.delay = json.Required("delay").AsTime();
    return link;
}

/// Gathers a network, and where each of its nodes is mentioned first.
class NetworkReader
{
  public:
    explicit NetworkReader(const JsonValue& json)
        : m_json(json)
    {
    }

    NetworkDescription Read();

  private:
    void ReadDumbbell();
    void ReadStar();
    void ReadLeafSpine();
    void ReadFatTree();
    void ReadLinks();
    /// The list `hosts` of a network of links.
    void ReadHostsOfLinks();
    void ReadGraphml();
    void ReadAddresses();
    void ReadRanks();
    void CheckConnected() const;

    /// A list of new hosts.
    std::vector<std::size_t> ReadHosts(const JsonValue& json);
    std::optional<std::string> ReadName(const JsonValue& json) const;
    /// The node that has this name, a new one if there is none.
    std::size_t FindOrAdd(const std::string& name, const JsonValue& mention);
    /// A node that comes with the type of the network.
    std::size_t AddRouter(const std::string& name);
    /// A number of nodes: "NAME1", "NAME2", ... @return the place of the first one
    std::size_t AddAll(const std::string& name, std::size_t count, bool areHosts);
    void Connect(std::size_t a, std::size_t b, const LinkProperties& link);

    /// Says what is wrong, and what was expected, where a node is mentioned first.
    using Complaint = std::function<void(const std::string&, const std::string&)>;

    static Complaint About(const JsonValue& json)
    {
        return [json](const std::string& what, const std::string& expected) {
            json.Refuse(what, expected);
        };
    }

    const JsonValue m_json;
    NetworkDescription m_network;
    std::vector<Complaint> m_complaints;                   //!< by node
    std::unordered_map<std::string, std::size_t> m_places; //!< of nodes by name
    bool m_isComplete{true};                               //!< no list of hosts is missing
};

NetworkDescription
NetworkReader::Read()
{
    const std::pair<const char*, void (NetworkReader::*)()> types[] = {
        {"dumbbell", &NetworkReader::ReadDumbbell},
        {"star", &NetworkReader::ReadStar},
        {"leaf-spine", &NetworkReader::ReadLeafSpine},
        {"fat-tree", &NetworkReader::ReadFatTree},
        {"links", &NetworkReader::ReadLinks},
        {"graphml", &NetworkReader::ReadGraphml}};
    std::vector<std::string> words;
    for (const auto& type : types)
    {
        words.emplace_back(type.first);
    }
    const auto word = m_json.Required("type").AsChoice(words);
    const auto type = std::find_if(std::begin(types), std::end(types), [&](const auto& t) {
        return t.first == word;
    });
    if (type == std::end(types))
    {
        return {};
    }
    (this->*type->second)();
    m_network.metric = m_json.Optional("metric").AsChoice({"hops", "delay"}, "hops") == "delay"
                           ? ShortestPathRoutingHelper::DELAY
                           : ShortestPathRoutingHelper::HOPS;
    if (!m_isComplete)
    {
        // Whatever names one of these hosts would be wrong.
        m_network.nodes.clear();
        m_network.links.clear();
        m_network.routers.clear();
        m_places.clear();
    }
    ReadAddresses();
    ReadRanks();
    CheckConnected();
    return m_network;
}

void
NetworkReader::ReadDumbbell()
{
    m_json.AllowKeys(
        {"type", "addresses", "metric", "ranks", "left", "right", "access", "bottleneck"});
    const auto left = ReadHosts(m_json.Required("left"));
    const auto right = ReadHosts(m_json.Required("right"));
    const auto leftRouter = AddRouter("left-router");
    const auto rightRouter = AddRouter("right-router");
    const auto access = ReadLink(m_json.Required("access"));
    for (auto host : left)
    {
        Connect(host, leftRouter, access);
    }
    for (auto host : right)
    {
        Connect(host, rightRouter, access);
    }
    Connect(leftRouter, rightRouter, ReadLink(m_json.Required("bottleneck")));
}

void
NetworkReader::ReadStar()
{
    m_json.AllowKeys({"type", "addresses", "metric", "ranks", "hosts", "link"});
    const auto hosts = ReadHosts(m_json.Required("hosts"));
    const auto router = AddRouter("router");
    const auto link = ReadLink(m_json.Required("link"));
    for (auto host : hosts)
    {
        Connect(host, router, link);
    }
}

void
NetworkReader::ReadLeafSpine()
{
    constexpr int64_t MOST = 4096;
    m_json.AllowKeys({"type",
                      "addresses",
                      "metric",
                      "ranks",
                      "leaves",
                      "spines",
                      "hostsPerLeaf",
                      "hostLink",
                      "fabricLink"});
    const auto count = [&](const char* key) {
        return static_cast<std::size_t>(m_json.Required(key).AsInteger(1, MOST, 1));
    };
    const auto nLeaves = count("leaves");
    const auto nSpines = count("spines");
    const auto nHosts = count("hostsPerLeaf");
    const auto hostLink = ReadLink(m_json.Required("hostLink"));
    const auto fabricLink = ReadLink(m_json.Required("fabricLink"));
    constexpr std::size_t MOST_LINKS = 1'000'000;
    if (nLeaves * (nHosts + nSpines) > MOST_LINKS)
    {
        m_json.Refuse("this network has more than a million links", "expected a smaller one");
        return;
    }
    const auto hosts = AddAll("h", nLeaves * nHosts, true);
    const auto leaves = AddAll("leaf", nLeaves, false);
    const auto spines = AddAll("spine", nSpines, false);
    for (std::size_t leaf = 0; leaf < nLeaves; ++leaf)
    {
        for (std::size_t port = 0; port < nHosts; ++port)
        {
            Connect(hosts + leaf * nHosts + port, leaves + leaf, hostLink);
        }
        for (std::size_t spine = 0; spine < nSpines; ++spine)
        {
            Connect(leaves + leaf, spines + spine, fabricLink);
        }
    }
}

void
NetworkReader::ReadFatTree()
{
    constexpr int64_t LARGEST_K = 64;
    m_json.AllowKeys({"type", "addresses", "metric", "ranks", "k", "link"});
    const auto number = m_json.Required("k");
    const auto k = static_cast<std::size_t>(number.AsInteger(2, LARGEST_K, 2));
    if (k % 2 != 0)
    {
        number.Refuse("a switch has as many ports up as down", "expected an even number");
    }
    const auto link = ReadLink(m_json.Required("link"));
    const auto half = k / 2;
    // Hosts come first: hN has the address 10.0.0.N.
    const auto hosts = AddAll("h", half * half * k, true);
    const auto edges = AddAll("edge", half * k, false);
    const auto aggregations = AddAll("aggregation", half * k, false);
    const auto cores = AddAll("core", half * half, false);
    for (std::size_t edge = 0; edge < half * k; ++edge)
    {
        const auto pod = edge / half;
        for (std::size_t port = 0; port < half; ++port)
        {
            Connect(hosts + edge * half + port, edges + edge, link);
        }
        for (std::size_t port = 0; port < half; ++port)
        {
            Connect(edges + edge, aggregations + pod * half + port, link);
        }
    }
    for (std::size_t aggregation = 0; aggregation < half * k; ++aggregation)
    {
        for (std::size_t port = 0; port < half; ++port)
        {
            const auto core = aggregation % half * half + port;
            Connect(aggregations + aggregation, cores + core, link);
        }
    }
}

void
NetworkReader::ReadLinks()
{
    m_json.AllowKeys({"type", "addresses", "metric", "ranks", "hosts", "links"});
    const auto links = m_json.Required("links");
    const auto items = links.GetItems();
    if (links.IsList() && items.empty())
    {
        links.Refuse("there are no links", "expected at least one");
    }
    for (const auto& item : items)
    {
        const auto parts = item.GetItems();
        if (parts.size() != 3)
        {
            if (item.IsList())
            {
                item.Refuse("this is not a link", R"(expected ["a", "b", {link}])");
            }
            continue;
        }
        const auto a = ReadName(parts[0]);
        const auto b = ReadName(parts[1]);
        const auto properties = ReadLink(parts[2]);
        if (a && a == b)
        {
            item.Refuse(QuoteInput(*a) + " has a link to itself", "expected two different nodes");
        }
        else if (a && b)
        {
            const auto from = FindOrAdd(*a, parts[0]);
            Connect(from, FindOrAdd(*b, parts[1]), properties);
        }
    }
    ReadHostsOfLinks();
}

void
NetworkReader::ReadHostsOfLinks()
{
    const auto items = GetHostItems(m_json.Optional("hosts"));
    if (items.empty())
    {
        return;
    }
    std::vector<std::optional<std::string>> names;
    std::set<std::string> listed;
    for (const auto& item : items)
    {
        names.push_back(ReadName(item));
        listed.insert(names.back().value_or(""));
    }
    // What the list has already nobody means by another name.
    std::vector<std::string> others;
    for (const auto& node : m_network.nodes)
    {
        if (listed.count(node) == 0)
        {
            others.push_back(node);
        }
    }
    std::set<std::size_t> hosts;
    for (std::size_t i = 0; i < items.size(); ++i)
    {
        const auto& name = names[i];
        const auto found = name ? m_places.find(*name) : m_places.end();
        if (found != m_places.end() && !hosts.insert(found->second).second)
        {
            items[i].Refuse("there are two hosts " + QuoteInput(*name), "expected different names");
        }
        else if (name && found == m_places.end())
        {
            items[i].Refuse("host " + QuoteInput(*name) + " has no link" +
                                SuggestName(*name, others),
                            "expected at least one in \"links\"");
        }
    }
    std::vector<std::size_t> nLinks(m_network.nodes.size());
    for (const auto& link : m_network.links)
    {
        ++nLinks[link.a];
        ++nLinks[link.b];
    }
    for (std::size_t node = 0; node < m_network.nodes.size(); ++node)
    {
        if (hosts.count(node) == 0)
        {
            m_network.routers.insert(node);
            if (nLinks[node] == 1)
            {
                m_complaints[node]("this link leads nowhere: " + QuoteInput(m_network.nodes[node]) +
                                       " is no host and has no other link",
                                   "expected a host or another link");
            }
        }
    }
}

void
NetworkReader::ReadGraphml()
{
    m_json.AllowKeys({"type", "addresses", "metric", "ranks", "file", "link"});
    const auto file = m_json.Required("file");
    GraphmlLinkDefaults defaults;
    if (const auto link = m_json.Optional("link"))
    {
        defaults.others = ReadLinkOptions(link);
        if (const auto rate = link.Optional("rate"))
        {
            defaults.rate = rate.AsDataRate();
        }
        if (const auto delay = link.Optional("delay"))
        {
            defaults.delay = delay.AsTime();
        }
    }
    const auto path = file.AsPath();
    if (path.empty())
    {
        return;
    }
    try
    {
        auto read = ReadGraphmlNetwork(path, defaults);
        m_network = std::move(read.network);
        for (std::size_t node = 0; node < m_network.nodes.size(); ++node)
        {
            m_places[m_network.nodes[node]] = node;
            m_complaints.push_back(
                [path, file, line = read.lines[node]](const std::string& what,
                                                      const std::string& expected) {
                    file.Add(InputError(path, line, what, expected));
                });
        }
    }
    catch (const InputError& error)
    {
        file.Add(error);
    }
}

void
NetworkReader::ReadAddresses()
{
    const auto addresses = m_json.Optional("addresses");
    if (!addresses)
    {
        return;
    }
    std::set<Ipv4Address> taken;
    for (const auto& [node, address] : m_network.addresses)
    {
        taken.insert(address);
    }
    for (const auto& [name, value] : addresses.GetMembers())
    {
        const auto place = m_places.find(name);
        const bool isNode = place != m_places.end();
        if (!isNode && !m_network.nodes.empty())
        {
            value.Refuse("there is no host " + QuoteInput(name) +
                             SuggestName(name, m_network.nodes),
                         "expected a host of this network");
        }
        const auto address = ParseIpv4Address(value.AsString());
        if (!address || !IsHostAddress(*address))
        {
            if (value.IsString())
            {
                value.Refuse(value.Quote() + " is no address of a host",
                             "expected an IPv4 address such as \"10.0.0.1\"");
            }
        }
        else if (!taken.insert(*address).second)
        {
            value.Refuse(value.Quote() + " is the address of another host",
                         "expected different addresses");
        }
        else if (isNode)
        {
            m_network.addresses[place->second] = *address;
        }
    }
}

void
NetworkReader::ReadRanks()
{
    constexpr int64_t MOST = 65535;
    const auto ranks = m_json.Optional("ranks");
    for (const auto& [name, value] :
         ranks ? ranks.GetMembers() : std::vector<std::pair<std::string, JsonValue>>())
    {
        const auto rank = static_cast<uint32_t>(value.AsInteger(0, MOST));
        const auto node = m_places.find(name);
        if (node != m_places.end())
        {
            m_network.ranks[node->second] = rank;
        }
        else if (!m_network.nodes.empty())
        {
            value.Refuse("there is no node " + QuoteInput(name), "expected a node of this network");
        }
    }
}

void
NetworkReader::CheckConnected() const
{
    boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS> graph(
        m_network.nodes.size());
    for (const auto& link : m_network.links)
    {
        boost::add_edge(link.a, link.b, graph);
    }
    std::vector<int> parts(m_network.nodes.size());
    boost::connected_components(graph, parts.data());
    std::vector<std::size_t> nLinks(m_network.nodes.size());
    for (const auto& link : m_network.links)
    {
        ++nLinks[link.a];
        ++nLinks[link.b];
    }
    int seen = 0;
    for (std::size_t node = 0; node < parts.size(); ++node)
    {
        if (parts[node] > seen)
        {
            seen = parts[node];
            const auto name = QuoteInput(m_network.nodes[node]);
            m_complaints[node](nLinks[node] == 0 ? name + " has no link"
                                                 : "no links lead from " + name + " to " +
                                                       QuoteInput(m_network.nodes[0]),
                               "expected a network in one piece");
        }
    }
}

std::vector<std::size_t>
NetworkReader::ReadHosts(const JsonValue& json)
{
    m_isComplete = m_isComplete && json.IsList();
    std::vector<std::size_t> hosts;
    for (const auto& item : GetHostItems(json))
    {
        const auto name = ReadName(item);
        if (name && m_places.count(*name) > 0)
        {
            item.Refuse("there are two hosts " + QuoteInput(*name), "expected different names");
        }
        else if (name)
        {
            hosts.push_back(FindOrAdd(*name, item));
        }
    }
    return hosts;
}

std::optional<std::string>
NetworkReader::ReadName(const JsonValue& json) const
{
    const auto name = json.AsString();
    if (name.empty())
    {
        return std::nullopt;
    }
    if (!IsHostName(name))
    {
        json.Refuse(json.Quote() + " cannot be the name of a host",
                    std::string("expected ") + HOST_NAME_RULE);
        return std::nullopt;
    }
    return name;
}

std::size_t
NetworkReader::FindOrAdd(const std::string& name, const JsonValue& mention)
{
    const auto [place, isNew] = m_places.try_emplace(name, m_network.nodes.size());
    if (isNew)
    {
        m_network.nodes.push_back(name);
        m_complaints.push_back(About(mention));
    }
    return place->second;
}

std::size_t
NetworkReader::AddRouter(const std::string& name)
{
    const auto found = m_places.find(name);
    if (found != m_places.end())
    {
        m_complaints[found->second](QuoteInput(name) + " is the name of a router of this network",
                                    "expected another name");
    }
    const auto router = FindOrAdd(name, m_json);
    m_network.routers.insert(router);
    return router;
}

std::size_t
NetworkReader::AddAll(const std::string& name, std::size_t count, bool areHosts)
{
    const auto first = m_network.nodes.size();
    for (std::size_t i = 1; i <= count; ++i)
    {
        const auto node = FindOrAdd(name + std::to_string(i), m_json);
        if (!areHosts)
        {
            m_network.routers.insert(node);
        }
    }
    return first;
}

void
NetworkReader::Connect(std::size_t a, std::size_t b, const LinkProperties& link)
{
    m_network.links.push_back({a, b, link});
}

} // namespace

std::optional<std::size_t>
NetworkDescription::Find(const std::string& name) const
{
    if (places.size() != nodes.size())
    {
        places.clear();
        for (std::size_t node = 0; node < nodes.size(); ++node)
        {
            places.emplace(nodes[node], node);
        }
    }
    const auto found = places.find(name);
    return found == places.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::size_t>
NetworkDescription::FindHost(const std::string& nameOrAddress) const
{
    const auto named = Find(nameOrAddress);
    if (named || !HostDirectory::IsAddress(nameOrAddress))
    {
        return named;
    }
    if (placesByAddress.size() != nodes.size())
    {
        placesByAddress.clear();
        const auto firsts = GetFirstAddresses();
        for (std::size_t node = 0; node < nodes.size(); ++node)
        {
            placesByAddress.emplace(firsts[node], node);
        }
    }
    const auto found = placesByAddress.find(Ipv4Address(nameOrAddress.c_str()));
    return found == placesByAddress.end() ? std::nullopt : std::optional(found->second);
}

std::vector<Ipv4Address>
NetworkDescription::GetFirstAddresses() const
{
    std::set<Ipv4Address> taken;
    for (const auto& [node, address] : addresses)
    {
        taken.insert(address);
    }
    std::vector<Ipv4Address> firsts;
    uint32_t next = Ipv4Address("10.0.0.1").Get();
    for (std::size_t i = 0; i < nodes.size(); ++i)
    {
        const auto given = addresses.find(i);
        if (given != addresses.end())
        {
            firsts.push_back(given->second);
            continue;
        }
        while (taken.count(Ipv4Address(next)) > 0)
        {
            ++next;
        }
        firsts.emplace_back(next++);
    }
    return firsts;
}

NetworkDescription
ReadNetwork(const JsonValue& json)
{
    return NetworkReader(json).Read();
}

} // namespace ns3
