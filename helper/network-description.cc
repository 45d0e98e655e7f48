/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/network-description.h"

#include <algorithm>
#include <arpa/inet.h>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/connected_components.hpp>
#include <cctype>
#include <set>

namespace ns3
{

namespace
{

std::optional<Ipv4Address>
ParseAddress(const std::string& text)
{
    in_addr quad;
    if (inet_pton(AF_INET, text.c_str(), &quad) != 1)
    {
        return std::nullopt;
    }
    return Ipv4Address(ntohl(quad.s_addr));
}

/// Can a host have this address? Not 0/8, 127/8, and from 224.0.0.0 up.
bool
IsHostAddress(Ipv4Address address)
{
    const auto first = address.Get() >> 24;
    return first != 0 && first != 127 && first < 224;
}

/**
 * Can a host have this name? It stands in ns3::Names (which splits at '/'), in lists of peers
 * (which split at ',' and ':'), in logs (which split at blanks) and in file names.
 */
bool
IsHostName(const std::string& name)
{
    const auto isPlain = [](unsigned char c) { return c < 0x80 && std::isalnum(c); };
    return isPlain(name.front()) && name != "localhost" && !ParseAddress(name) &&
           std::all_of(name.begin(), name.end(), [isPlain](char c) {
               return isPlain(c) || c == '.' || c == '_' || c == '-';
           });
}

LinkProperties
ReadLink(const JsonValue& json)
{
    json.AllowKeys({"rate", "delay", "queue", "loss", "framing", "qdisc"});
    LinkProperties link;
    link.rate = json.Required("rate").AsDataRate();
    link.delay = json.Required("delay").AsTime();

    const auto queue = json.Optional("queue");
    link.queue = queue.AsQueueSize(link.queue);
    // A packet passes through the queue even when the link is idle.
    constexpr uint32_t LARGEST_FRAME = 1502;
    if (link.queue.GetUnit() == QueueSizeUnit::BYTES && link.queue.GetValue() < LARGEST_FRAME)
    {
        queue.Refuse("this queue has no room for a packet of 1500 bytes",
                     "expected at least 1502B");
    }

    const auto loss = json.Optional("loss");
    link.loss = loss.AsNumber(0, 1, link.loss);
    if (link.loss == 1)
    {
        loss.Refuse("this link loses every packet", "expected a probability below 1");
    }

    link.framing = json.Optional("framing").AsChoice({"ppp", "ethernet"}, "ppp") == "ethernet"
                       ? LinkProperties::ETHERNET
                       : LinkProperties::PPP;
    link.fqCodel = json.Optional("qdisc").AsChoice({"fq_codel"}) == "fq_codel";
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
    void ReadFatTree();
    void ReadLinks();
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

    const JsonValue m_json;
    NetworkDescription m_network;
    std::vector<JsonValue> m_mentions; //!< first one of each node
};

NetworkDescription
NetworkReader::Read()
{
    const auto type = m_json.Required("type").AsChoice({"dumbbell", "star", "fat-tree", "links"});
    if (type == "dumbbell")
    {
        ReadDumbbell();
    }
    else if (type == "star")
    {
        ReadStar();
    }
    else if (type == "fat-tree")
    {
        ReadFatTree();
    }
    else if (type == "links")
    {
        ReadLinks();
    }
    else
    {
        return {};
    }
    ReadAddresses();
    ReadRanks();
    CheckConnected();
    return m_network;
}

void
NetworkReader::ReadDumbbell()
{
    m_json.AllowKeys({"type", "addresses", "ranks", "left", "right", "access", "bottleneck"});
    const auto left = ReadHosts(m_json.Required("left"));
    const auto right = ReadHosts(m_json.Required("right"));
    const auto leftRouter = AddRouter("left-router");
    const auto rightRouter = AddRouter("right-router");
    const auto access = ReadLink(m_json.Required("access"));
    for (auto host : left)
    {
        m_network.links.push_back({host, leftRouter, access});
    }
    for (auto host : right)
    {
        m_network.links.push_back({host, rightRouter, access});
    }
    m_network.links.push_back({leftRouter, rightRouter, ReadLink(m_json.Required("bottleneck"))});
}

void
NetworkReader::ReadStar()
{
    m_json.AllowKeys({"type", "addresses", "ranks", "hosts", "link"});
    const auto hosts = ReadHosts(m_json.Required("hosts"));
    const auto router = AddRouter("router");
    const auto link = ReadLink(m_json.Required("link"));
    for (auto host : hosts)
    {
        m_network.links.push_back({host, router, link});
    }
}

void
NetworkReader::ReadFatTree()
{
    constexpr int64_t LARGEST_K = 64;
    m_json.AllowKeys({"type", "addresses", "ranks", "k", "link"});
    const auto number = m_json.Required("k");
    const auto k = static_cast<std::size_t>(number.AsInteger(2, LARGEST_K, 2));
    if (k % 2 != 0)
    {
        number.Refuse("a switch has as many ports up as down", "expected an even number");
    }
    const auto link = ReadLink(m_json.Required("link"));
    const auto half = k / 2;
    const auto addAll = [this](const std::string& name, std::size_t count) {
        const auto first = m_network.nodes.size();
        for (std::size_t i = 1; i <= count; ++i)
        {
            m_network.nodes.push_back(name + std::to_string(i));
            m_mentions.push_back(m_json);
        }
        return first;
    };
    // Hosts come first: hN has the address 10.0.0.N.
    const auto hosts = addAll("h", half * half * k);
    const auto edges = addAll("edge", half * k);
    const auto aggregations = addAll("aggregation", half * k);
    const auto cores = addAll("core", half * half);
    for (std::size_t edge = 0; edge < half * k; ++edge)
    {
        const auto pod = edge / half;
        for (std::size_t port = 0; port < half; ++port)
        {
            m_network.links.push_back({hosts + edge * half + port, edges + edge, link});
        }
        for (std::size_t port = 0; port < half; ++port)
        {
            m_network.links.push_back({edges + edge, aggregations + pod * half + port, link});
        }
    }
    for (std::size_t aggregation = 0; aggregation < half * k; ++aggregation)
    {
        for (std::size_t port = 0; port < half; ++port)
        {
            const auto core = aggregation % half * half + port;
            m_network.links.push_back({aggregations + aggregation, cores + core, link});
        }
    }
}

void
NetworkReader::ReadLinks()
{
    m_json.AllowKeys({"type", "addresses", "ranks", "links"});
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
            m_network.links.push_back({from, FindOrAdd(*b, parts[1]), properties});
        }
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
    for (const auto& [name, value] : addresses.GetMembers())
    {
        const auto node = m_network.Find(name);
        if (!node)
        {
            value.Refuse("there is no host " + QuoteInput(name), "expected a host of this network");
        }
        const auto address = ParseAddress(value.AsString());
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
        else if (node)
        {
            m_network.addresses[*node] = *address;
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
        if (const auto node = m_network.Find(name))
        {
            m_network.ranks[*node] = rank;
        }
        else
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
    int seen = 0;
    for (std::size_t node = 0; node < parts.size(); ++node)
    {
        if (parts[node] > seen)
        {
            seen = parts[node];
            m_mentions[node].Refuse("no links lead from " + QuoteInput(m_network.nodes[node]) +
                                        " to " + QuoteInput(m_network.nodes[0]),
                                    "expected a network in one piece");
        }
    }
}

std::vector<std::size_t>
NetworkReader::ReadHosts(const JsonValue& json)
{
    const auto items = json.GetItems();
    if (json.IsList() && items.empty())
    {
        json.Refuse("there are no hosts", "expected at least one name");
    }
    std::vector<std::size_t> hosts;
    for (const auto& item : items)
    {
        const auto name = ReadName(item);
        if (name && m_network.Find(*name))
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
                    "expected letters, digits, '.', '_' and '-'; no address, not localhost");
        return std::nullopt;
    }
    return name;
}

std::size_t
NetworkReader::FindOrAdd(const std::string& name, const JsonValue& mention)
{
    if (const auto node = m_network.Find(name))
    {
        return *node;
    }
    m_network.nodes.push_back(name);
    m_mentions.push_back(mention);
    return m_network.nodes.size() - 1;
}

std::size_t
NetworkReader::AddRouter(const std::string& name)
{
    if (const auto host = m_network.Find(name))
    {
        m_mentions[*host].Refuse(QuoteInput(name) + " is the name of a router of this network",
                                 "expected another name");
    }
    return FindOrAdd(name, m_json);
}

} // namespace

std::optional<std::size_t>
NetworkDescription::Find(const std::string& name) const
{
    const auto found = std::find(nodes.begin(), nodes.end(), name);
    if (found == nodes.end())
    {
        return std::nullopt;
    }
    return found - nodes.begin();
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
