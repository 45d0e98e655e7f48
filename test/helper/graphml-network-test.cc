/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/graphml-network.h"
#include "ns3/input-error.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/// A document with keys that name themselves.
std::string
MakeGraphml(const std::string& body, const std::string& direction = "undirected")
{
    std::string text = "<graphml>";
    for (const auto* name : {"rate",
                             "delay",
                             "queue",
                             "loss",
                             "framing",
                             "qdisc",
                             "LinkSpeedRaw",
                             "latency",
                             "packet_loss"})
    {
        text += std::string("<key id=\"") + name + "\" for=\"edge\" attr.name=\"" + name +
                "\" attr.type=\"string\"/>";
    }
    for (const auto* name : {"name", "label", "role", "address", "Latitude", "Longitude"})
    {
        text += std::string("<key id=\"") + name + "\" for=\"node\" attr.name=\"" + name +
                "\" attr.type=\"string\"/>";
    }
    return text + "<graph edgedefault=\"" + direction + "\">\n" + body + "</graph></graphml>\n";
}

GraphmlNetwork
Parse(const std::string& text, const GraphmlLinkDefaults& defaults = {})
{
    return ReadGraphmlNetwork(ParseGraphml(text, "net.graphml"), defaults);
}

std::string
ProblemsOf(const std::string& body, const std::string& direction = "undirected")
{
    try
    {
        Parse(MakeGraphml(body, direction));
    }
    catch (const InputError& error)
    {
        return error.what();
    }
    return "";
}

TEST(GraphmlNetworkTest, EdgesHaveTheAttributesOfLinks)
{
    const auto read =
        Parse(MakeGraphml(R"(<node id="a"/><node id="b"><data key="address">192.0.2.1</data></node>
<node id="r"><data key="role">router</data></node>
<edge source="a" target="r"><data key="rate">10Mbps</data><data key="delay">5ms</data></edge>
<edge source="r" target="b"><data key="rate">1Gbps</data><data key="delay">1us</data>
  <data key="queue">30p</data><data key="loss">0.25</data><data key="framing">ethernet</data>
  <data key="qdisc">fq_codel</data></edge>
)"));
    const auto& network = read.network;
    EXPECT_EQ(network.nodes, (std::vector<std::string>{"a", "b", "r"}));
    EXPECT_EQ(network.routers, (std::set<std::size_t>{2}));
    EXPECT_EQ(network.addresses,
              (std::map<std::size_t, Ipv4Address>{{1, Ipv4Address("192.0.2.1")}}));
    ASSERT_EQ(network.links.size(), 2U);
    EXPECT_EQ(network.links[0].a, 0U);
    EXPECT_EQ(network.links[0].b, 2U);
    EXPECT_EQ(network.links[0].properties.rate, DataRate("10Mbps"));
    EXPECT_EQ(network.links[0].properties.delay, MilliSeconds(5));
    EXPECT_EQ(network.links[0].properties.queue, QueueSize("100p"));
    EXPECT_EQ(network.links[0].properties.framing, LinkProperties::PPP);
    const auto& link = network.links[1].properties;
    EXPECT_EQ(link.queue, QueueSize("30p"));
    EXPECT_EQ(link.loss, 0.25);
    EXPECT_EQ(link.framing, LinkProperties::ETHERNET);
    EXPECT_TRUE(link.fqCodel);
    EXPECT_EQ(read.lines, (std::vector<int>{2, 2, 3}));
}

TEST(GraphmlNetworkTest, DefaultsFillInWhatEdgesDoNotSay)
{
    GraphmlLinkDefaults defaults;
    defaults.rate = DataRate("3Mbps");
    defaults.delay = MilliSeconds(7);
    defaults.others.queue = QueueSize("9p");
    const auto network = Parse(MakeGraphml(R"(<node id="a"/><node id="b"/>
<edge source="a" target="b"/><edge source="a" target="b"><data key="rate">4Mbps</data></edge>)"),
                               defaults)
                             .network;
    ASSERT_EQ(network.links.size(), 2U);
    EXPECT_EQ(network.links[0].properties.rate, DataRate("3Mbps"));
    EXPECT_EQ(network.links[0].properties.delay, MilliSeconds(7));
    EXPECT_EQ(network.links[1].properties.rate, DataRate("4Mbps"));
    EXPECT_EQ(network.links[1].properties.queue, QueueSize("9p"));
}

TEST(GraphmlNetworkTest, ReportsAllProblemsWithTheirLines)
{
    const auto problems = ProblemsOf(R"(<node id="a"><data key="name">x</data></node>
<node id="b"><data key="name">x</data></node>
<node id="c d"/>
<node id="e"><data key="role">switch</data></node>
<node id="f"><data key="address">10.0.0.300</data></node>
<edge source="a" target="b"><data key="rate">10</data><data key="delay">1ms</data></edge>
<edge source="a" target="b"><data key="rate">10Mbps</data><data key="delay">1</data></edge>
<edge source="a" target="b"><data key="delay">1ms</data></edge>
<edge source="a" target="b"><data key="rate">1Mbps</data></edge>
<edge source="e" target="e"><data key="rate">1Mbps</data><data key="delay">1ms</data></edge>
<edge source="a" target="e"><data key="rate">1Mbps</data><data key="delay">1ms</data>
  <data key="loss">1</data></edge>
<edge source="a" target="e"><data key="rate">1Mbps</data><data key="delay">1ms</data>
  <data key="queue">100B</data></edge>
)");
    const std::vector<std::string> beginnings{
        R"(net.graphml:3: there are two nodes "x", the other one in line 2)",
        R"(net.graphml:4: node "c d" has no name, and its id cannot be)",
        R"(net.graphml:5: "switch" is no role of a node (host or router))",
        R"(net.graphml:6: "10.0.0.300" is no address of a host)",
        R"(net.graphml:7: rate: "10" is not a rate)",
        R"(net.graphml:8: delay: "1" is not a time)",
        "net.graphml:9: this edge has no rate",
        "net.graphml:10: this edge has no delay",
        R"(net.graphml:11: "e" has a link to itself)",
        "net.graphml:13: loss: this link loses every packet",
        "net.graphml:15: queue: this queue has no room"};
    std::size_t position = 0;
    for (const auto& beginning : beginnings)
    {
        const auto found = problems.find(beginning, position);
        ASSERT_NE(found, std::string::npos) << beginning << "\nin\n" << problems;
        position = found;
    }
    EXPECT_EQ(std::count(problems.begin(), problems.end(), '\n') + 1, 11) << problems;
}

TEST(GraphmlNetworkTest, ALinkToNowhereIsRefused)
{
    EXPECT_NE(
        ProblemsOf("<node id=\"a\"/>\n<edge source=\"a\" target=\"zz\"/>").find("net.graphml:3:"),
        std::string::npos);
}

TEST(GraphmlNetworkTest, AnEdgeAndTheOppositeOneAreOneLink)
{
    const std::string nodes = R"(<node id="a"/><node id="b"/>)";
    const auto edge = [](const char* from, const char* to, const char* rate) {
        return std::string("<edge source=\"") + from + "\" target=\"" + to +
               "\"><data key=\"rate\">" + rate + "</data><data key=\"delay\">1ms</data></edge>\n";
    };
    const auto both = nodes + edge("a", "b", "1Mbps") + edge("b", "a", "1Mbps");
    EXPECT_EQ(Parse(MakeGraphml(both, "directed")).network.links.size(), 1U);
    EXPECT_EQ(Parse(MakeGraphml(both)).network.links.size(), 2U);
    EXPECT_NE(
        ProblemsOf(nodes + "\n" + edge("a", "b", "1Mbps") + edge("b", "a", "2Mbps"), "directed")
            .find("net.graphml:4: this edge differs"),
        std::string::npos);
}

/// In the manner of the Internet Topology Zoo (our own cities and numbers).
TEST(GraphmlNetworkTest, ReadsTheVocabularyOfTheTopologyZoo)
{
    const auto node = [](int id, const char* label, double latitude, double longitude) {
        return "<node id=\"" + std::to_string(id) + "\"><data key=\"label\">" + label +
               "</data><data key=\"Latitude\">" + std::to_string(latitude) +
               "</data><data key=\"Longitude\">" + std::to_string(longitude) + "</data></node>\n";
    };
    const auto network =
        Parse(
            MakeGraphml(node(0, "New York", 0, 0) + node(1, "Z\xC3\xBCrich", 0, 90) +
                        node(2, "?", 0, 0) + node(3, "Oslo", 1, 1) + node(4, "Oslo", 2, 2) +
                        R"(<edge source="0" target="1"><data key="LinkSpeedRaw">1.0E9</data></edge>
<edge source="1" target="2"><data key="LinkSpeedRaw">155000000</data><data key="delay">3ms</data></edge>
<edge source="2" target="3"><data key="rate">1Mbps</data></edge>
<edge source="3" target="4"><data key="rate">1Mbps</data></edge>)"))
            .network;
    EXPECT_EQ(network.nodes, (std::vector<std::string>{"New-York", "Z-rich", "2", "3", "4"}));
    EXPECT_EQ(network.links[0].properties.rate, DataRate("1Gbps"));
    EXPECT_EQ(network.links[1].properties.rate, DataRate("155Mbps"));
    // A quarter of the equator at 200 000 km a second.
    EXPECT_NEAR(network.links[0].properties.delay.GetSeconds(), 6371 * M_PI / 2 / 200'000, 1e-9);
    EXPECT_EQ(network.links[1].properties.delay, MilliSeconds(3));
}

TEST(GraphmlNetworkTest, PlacesBeyondTheGlobeAreRefused)
{
    const auto problems = ProblemsOf(
        R"(<node id="a"><data key="Latitude">200</data><data key="Longitude">0</data></node>
<node id="b"><data key="Latitude">0</data><data key="Longitude">-1e308</data></node>
<edge source="a" target="b"><data key="rate">1Mbps</data></edge>)");
    EXPECT_NE(problems.find("\"200\" is no Latitude (degrees from -90 to 90)"), std::string::npos)
        << problems;
    EXPECT_NE(problems.find("\"-1e308\" is no Longitude (degrees from -360 to 360)"),
              std::string::npos)
        << problems;
}

/// In the manner of Shadow (our own numbers).
TEST(GraphmlNetworkTest, ReadsTheVocabularyOfShadow)
{
    const std::string text = R"(<graphml>
<key id="d0" for="edge" attr.name="packet_loss" attr.type="double"/>
<key id="d1" for="edge" attr.name="latency" attr.type="string"/>
<key id="d2" for="node" attr.name="host_bandwidth_down" attr.type="string"/>
<key id="d3" for="node" attr.name="host_bandwidth_up" attr.type="string"/>
<key id="d4" for="node" attr.name="label" attr.type="string"/>
<graph edgedefault="undirected">
<node id="0"><data key="d4">node at 1.2.3.4</data><data key="d2">1 Gbit</data><data key="d3">10 Mbit</data></node>
<node id="1"><data key="d2">512 Kibit</data><data key="d3">512 Kibit</data></node>
<edge source="0" target="0"><data key="d1">1 ms</data><data key="d0">0.0</data></edge>
<edge source="0" target="1"><data key="d1">50 ms</data><data key="d0">0.01</data></edge>
</graph></graphml>)";
    const auto network = Parse(text).network;
    EXPECT_EQ(
        network.nodes,
        (std::vector<std::string>{"node-at-1.2.3.4", "1", "node-at-1.2.3.4-router", "1-router"}));
    EXPECT_EQ(network.routers, (std::set<std::size_t>{2, 3}));
    ASSERT_EQ(network.links.size(), 3U);
    EXPECT_EQ(network.links[0].properties.rate, DataRate("10Mbps"));
    EXPECT_EQ(network.links[0].rateBack, DataRate("1Gbps"));
    EXPECT_EQ(network.links[1].properties.rate, DataRate(512 * 1024));
    EXPECT_FALSE(network.links[1].rateBack);
    EXPECT_EQ(network.links[2].a, 2U);
    EXPECT_EQ(network.links[2].b, 3U);
    EXPECT_EQ(network.links[2].properties.delay, MilliSeconds(50));
    EXPECT_EQ(network.links[2].properties.loss, 0.01);
    EXPECT_EQ(network.links[2].properties.rate, DataRate("100Gbps"));
    ASSERT_EQ(network.warnings.size(), 1U);
    EXPECT_NE(network.warnings[0].find("1 edges lead from a node to itself"), std::string::npos);
}

TEST(GraphmlNetworkTest, MisspeltAttributesAreTold)
{
    const auto network =
        Parse(R"(<graphml><key id="d" for="edge" attr.name="dealy" attr.type="string"/>
<key id="w" for="edge" attr.name="weight" attr.type="string"/>
<graph edgedefault="undirected"><node id="a"/></graph></graphml>)")
            .network;
    ASSERT_EQ(network.warnings.size(), 1U);
    EXPECT_NE(network.warnings[0].find("did you mean \"delay\""), std::string::npos);
}

TEST(GraphmlNetworkTest, KnowsNetworksFromOtherGraphs)
{
    const auto is = [](const std::string& text) {
        return IsGraphmlNetwork(ParseGraphml(text, "x"));
    };
    EXPECT_TRUE(is(MakeGraphml("<node id=\"a\"/>")));
    EXPECT_FALSE(is(R"(<graphml><key id="d" for="edge" attr.name="weight" attr.type="double"/>
<key id="c" for="node" attr.name="count" attr.type="string"/>
<graph edgedefault="directed"><node id="start"/></graph></graphml>)"));
}

} // namespace
