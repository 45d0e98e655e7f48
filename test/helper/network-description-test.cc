/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/network-description.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <sstream>
#include <unistd.h>

using namespace ns3;

namespace
{

NetworkDescription
Read(const std::string& text)
{
    auto document = JsonDocument::FromText(text, "network.json");
    const auto network = ReadNetwork(document.GetRoot());
    document.ThrowIfAny();
    return network;
}

/// All messages about a network, one a line.
std::string
ProblemsOf(const std::string& text)
{
    try
    {
        Read(text);
    }
    catch (const InputError& error)
    {
        return error.what();
    }
    return "";
}

/// Do the messages say this? Every line of it starts one of them.
testing::AssertionResult
Says(const std::string& problems, const std::vector<std::string>& beginnings)
{
    std::istringstream lines(problems);
    std::size_t seen = 0;
    for (std::string line; std::getline(lines, line); ++seen)
    {
        if (seen >= beginnings.size() || line.find(beginnings[seen]) == std::string::npos)
        {
            return testing::AssertionFailure() << problems;
        }
    }
    return seen == beginnings.size() ? testing::AssertionSuccess()
                                     : testing::AssertionFailure() << problems;
}

TEST(NetworkDescriptionTest, Dumbbell)
{
    const auto network = Read(R"({
        "type": "dumbbell", "left": ["c1", "c2"], "right": ["s1"],
        "access": {"rate": "1Gbps", "delay": "100us"},
        "bottleneck": {"rate": "50Mbps", "delay": "10ms", "queue": "20p", "loss": 0.25,
                       "framing": "ethernet", "qdisc": "fq_codel"}})");
    EXPECT_EQ(network.nodes,
              (std::vector<std::string>{"c1", "c2", "s1", "left-router", "right-router"}));
    ASSERT_EQ(network.links.size(), 4U);
    EXPECT_EQ(network.links[0].a, 0U);
    EXPECT_EQ(network.links[0].b, 3U);
    EXPECT_EQ(network.links[2].a, 2U);
    EXPECT_EQ(network.links[2].b, 4U);
    const auto& access = network.links[1].properties;
    EXPECT_EQ(access.rate, DataRate("1Gbps"));
    EXPECT_EQ(access.delay, MicroSeconds(100));
    EXPECT_EQ(access.queue, QueueSize("100p"));
    EXPECT_EQ(access.loss, 0);
    EXPECT_EQ(access.framing, LinkProperties::PPP);
    EXPECT_FALSE(access.fqCodel);
    const auto& bottleneck = network.links[3].properties;
    EXPECT_EQ(network.links[3].a, 3U);
    EXPECT_EQ(network.links[3].b, 4U);
    EXPECT_EQ(bottleneck.queue, QueueSize("20p"));
    EXPECT_EQ(bottleneck.loss, 0.25);
    EXPECT_EQ(bottleneck.framing, LinkProperties::ETHERNET);
    EXPECT_TRUE(bottleneck.fqCodel);
}

TEST(NetworkDescriptionTest, StarWithAddresses)
{
    const auto network = Read(R"({
        "type": "star", "hosts": ["h1", "h2"], "link": {"rate": "1Gbps", "delay": "0s"},
        "addresses": {"h2": "192.0.2.7"}})");
    EXPECT_EQ(network.nodes, (std::vector<std::string>{"h1", "h2", "router"}));
    EXPECT_EQ(network.links.size(), 2U);
    EXPECT_EQ(network.addresses,
              (std::map<std::size_t, Ipv4Address>{{1, Ipv4Address("192.0.2.7")}}));
    EXPECT_EQ(network.Find("h2"), 1U);
    EXPECT_FALSE(network.Find("h3"));
    EXPECT_FALSE(network.Find("10.0.0.1"));
    EXPECT_EQ(network.FindHost("h2"), 1U);
    EXPECT_EQ(network.FindHost("10.0.0.1"), 0U);
    EXPECT_EQ(network.FindHost("192.0.2.7"), 1U);
    EXPECT_FALSE(network.FindHost("192.0.2.8"));
    EXPECT_FALSE(network.FindHost("h3"));
}

TEST(NetworkDescriptionTest, LinksNameTheNodes)
{
    const auto network = Read(R"({"type": "links", "links": [
        ["b", "a", {"rate": "1Mbps", "delay": "1ms"}],
        ["a", "c", {"rate": "2Mbps", "delay": "2ms"}],
        ["c", "b", {"rate": "3Mbps", "delay": "3ms"}]]})");
    EXPECT_EQ(network.nodes, (std::vector<std::string>{"b", "a", "c"}));
    ASSERT_EQ(network.links.size(), 3U);
    EXPECT_EQ(network.links[2].a, 2U);
    EXPECT_EQ(network.links[2].b, 0U);
    EXPECT_EQ(network.links[1].properties.rate, DataRate("2Mbps"));
}

TEST(NetworkDescriptionTest, ReportsAllProblemsWithTheirLines)
{
    EXPECT_TRUE(Says(ProblemsOf(R"({
        "type": "links", "links": [
            ["a", "b", {"rate": "1Mbps"}],
            ["b", "c", {"delay": "1ms"}],
            ["c", "d", {"rate": "10", "delay": "1ms"}],
            ["d", "e", {"rate": "1Mbps", "delay": "1ms", "loss": 1}],
            ["e", "f", {"rate": "1Mbps", "delay": "1ms", "loss": -0.1}],
            ["f", "f", {"rate": "1Mbps", "delay": "1ms"}],
            ["e", "",  {"rate": "1Mbps", "delay": "1ms"}],
            ["e", null,  {"rate": "1Mbps", "delay": "1ms"}],
            ["e", "g"],
            ["e", "f", {"rate": "1Mbps", "delay": "1ms", "queue": "100B"}],
            ["e", "f", {"rate": "1Mbps", "delay": "1ms", "framing": "atm"}],
            ["e", "f", {"rate": "1Mbps", "delay": "1ms", "qdisc": "red"}],
            ["e", "f", {"rate": "1Mbps", "delay": "1ms", "colour": "red"}],
            7
        ],
        "addresses": {
            "a": "10.0.0.1",
            "nobody": "10.0.0.2",
            "b": "10.0.0.1",
            "c": "10.0.0.256",
            "d": "224.0.0.1",
            "e": 5
        }})"),
                     {"network.json:3: ",
                      "network.json:4: ",
                      "network.json:5: ",
                      "network.json:6: ",
                      "network.json:7: ",
                      "network.json:8: ",
                      "network.json:9: ",
                      "network.json:10: ",
                      "network.json:11: ",
                      "network.json:12: ",
                      "network.json:13: ",
                      "network.json:14: ",
                      "network.json:15: ",
                      "network.json:16: ",
                      "network.json:20: ",
                      "network.json:21: ",
                      "network.json:22: ",
                      "network.json:23: ",
                      "network.json:24: "}));
}

TEST(NetworkDescriptionTest, RefusesAnUnknownTypeAndNamesTheKnownOnes)
{
    const auto problems = ProblemsOf("{\n\"type\": \"ring\"}");
    EXPECT_TRUE(Says(problems, {"network.json:2: "}));
    for (const auto* known : {"dumbbell", "star", "leaf-spine", "fat-tree", "links", "graphml"})
    {
        EXPECT_NE(problems.find(known), std::string::npos) << problems;
    }
    EXPECT_TRUE(Says(ProblemsOf("{}"), {"network.json:1: "}));
    EXPECT_TRUE(Says(ProblemsOf("[]"), {"network.json:1: "}));
}

TEST(NetworkDescriptionTest, RefusesNetworksInPieces)
{
    EXPECT_TRUE(Says(ProblemsOf(R"({"type": "links", "links": [
            ["a", "b", {"rate": "1Mbps", "delay": "1ms"}],
            ["c", "d", {"rate": "1Mbps", "delay": "1ms"}],
            ["e", "c", {"rate": "1Mbps", "delay": "1ms"}],
            ["f", "g", {"rate": "1Mbps", "delay": "1ms"}]]})"),
                     {R"(network.json:3: links.1.0: no links lead from "c" to "a")",
                      R"(network.json:5: links.3.0: no links lead from "f" to "a")"}));
    EXPECT_TRUE(Says(ProblemsOf(R"({"type": "links", "links": []})"), {"there are no links"}));
}

TEST(NetworkDescriptionTest, RefusesListsWithoutHosts)
{
    EXPECT_TRUE(Says(ProblemsOf(R"({"type": "star", "hosts": [],
                                    "link": {"rate": "1Mbps", "delay": "1ms"}})"),
                     {"network.json:1: hosts: there are no hosts"}));
    EXPECT_TRUE(Says(
        ProblemsOf(R"({"type": "dumbbell", "left": [],
                                    "right": [],
                                    "access": {"rate": "1Mbps", "delay": "1ms"},
                                    "bottleneck": {"rate": "1Mbps", "delay": "1ms"}})"),
        {"network.json:1: left: there are no hosts", "network.json:2: right: there are no hosts"}));
    EXPECT_TRUE(Says(ProblemsOf(R"({"type": "dumbbell"})"), {"left", "right", "access", "bottle"}));
}

TEST(NetworkDescriptionTest, RefusesNamesThatAreTaken)
{
    EXPECT_TRUE(Says(ProblemsOf(R"({"type": "dumbbell", "left": ["a", "b"],
                                    "right": ["c", "b", "left-router"],
                                    "access": {"rate": "1Mbps", "delay": "1ms"},
                                    "bottleneck": {"rate": "1Mbps", "delay": "1ms"}})"),
                     {R"(network.json:2: right.1: there are two hosts "b")",
                      R"(network.json:2: right.2: "left-router" is the name of a router)"}));
}

class HostNameTest : public testing::TestWithParam<std::pair<std::string, bool>>
{
};

TEST_P(HostNameTest, IsUsableOrNot)
{
    const auto [name, isUsable] = GetParam();
    const auto problems = ProblemsOf(R"({"type": "star", "hosts": [")" + name +
                                     R"("], "link": {"rate": "1Mbps", "delay": "1ms"}})");
    EXPECT_EQ(problems.empty(), isUsable) << problems;
}

INSTANTIATE_TEST_SUITE_P(Names,
                         HostNameTest,
                         testing::Values(std::pair{"h1", true},
                                         std::pair{"web-server_1.example.org", true},
                                         std::pair{"7", true},
                                         std::pair{"", false},
                                         std::pair{" ", false},
                                         std::pair{"a b", false},
                                         std::pair{"a/b", false},
                                         std::pair{"a::b", false},
                                         std::pair{"a:1", false},
                                         std::pair{"a,b", false},
                                         std::pair{"a\\n", false},
                                         std::pair{"..", false},
                                         std::pair{"localhost", false},
                                         std::pair{"10.0.0.1", false}));

TEST(NetworkDescriptionTest, FatTreeOfFourHasSixteenHosts)
{
    const auto network = Read(R"({"type": "fat-tree", "k": 4,
        "link": {"rate": "1Gbps", "delay": "1us"}, "addresses": {"h2": "10.0.0.1"}})");
    ASSERT_EQ(network.nodes.size(), 16U + 8 + 8 + 4);
    EXPECT_EQ(network.nodes[0], "h1");
    EXPECT_EQ(network.nodes[15], "h16");
    EXPECT_EQ(network.links.size(), 48U);
    std::map<std::string, std::set<std::string>> neighbours;
    for (const auto& link : network.links)
    {
        const auto& a = network.nodes[link.a];
        const auto& b = network.nodes[link.b];
        EXPECT_TRUE(neighbours[a].insert(b).second) << "twice";
        neighbours[b].insert(a);
        EXPECT_EQ(link.properties.rate, DataRate("1Gbps"));
    }
    using Names = std::set<std::string>;
    EXPECT_EQ(neighbours["h1"], Names{"edge1"});
    EXPECT_EQ(neighbours["h16"], Names{"edge8"});
    EXPECT_EQ(neighbours["edge1"], (Names{"h1", "h2", "aggregation1", "aggregation2"}));
    EXPECT_EQ(neighbours["edge8"], (Names{"h15", "h16", "aggregation7", "aggregation8"}));
    EXPECT_EQ(neighbours["aggregation1"], (Names{"edge1", "edge2", "core1", "core2"}));
    EXPECT_EQ(neighbours["aggregation8"], (Names{"edge7", "edge8", "core3", "core4"}));
    EXPECT_EQ(neighbours["core1"],
              (Names{"aggregation1", "aggregation3", "aggregation5", "aggregation7"}));
    const auto addresses = network.GetFirstAddresses();
    EXPECT_EQ(addresses[0], Ipv4Address("10.0.0.2"));
    EXPECT_EQ(addresses[1], Ipv4Address("10.0.0.1"));
    EXPECT_EQ(addresses[15], Ipv4Address("10.0.0.16"));
}

TEST(NetworkDescriptionTest, FatTreesHaveEvenSwitches)
{
    const std::string link = R"("link": {"rate": "1Gbps", "delay": "1us"})";
    EXPECT_TRUE(Says(ProblemsOf(R"({"type": "fat-tree", "k": 3, )" + link + "}"),
                     {"k: a switch has as many ports up as down (expected an even number)"}));
    EXPECT_TRUE(Says(ProblemsOf(R"({"type": "fat-tree", "k": 0, )" + link + "}"), {"k: 0 is not"}));
    EXPECT_TRUE(Says(ProblemsOf(R"({"type": "fat-tree", )" + link + "}"), {"\"k\" is missing"}));
}

TEST(NetworkDescriptionTest, ALeafSpineFabricIsComplete)
{
    const auto network = Read(R"({"type": "leaf-spine", "leaves": 3, "spines": 2, "hostsPerLeaf": 4,
        "hostLink": {"rate": "10Gbps", "delay": "1us"},
        "fabricLink": {"rate": "40Gbps", "delay": "2us"}})");
    ASSERT_EQ(network.nodes.size(), 12U + 3 + 2);
    EXPECT_EQ(network.nodes[0], "h1");
    EXPECT_EQ(network.nodes[11], "h12");
    EXPECT_EQ(network.routers, (std::set<std::size_t>{12, 13, 14, 15, 16}));
    std::map<std::string, std::set<std::string>> neighbours;
    for (const auto& link : network.links)
    {
        const auto& a = network.nodes[link.a];
        const auto& b = network.nodes[link.b];
        EXPECT_TRUE(neighbours[a].insert(b).second) << "twice";
        neighbours[b].insert(a);
        EXPECT_EQ(link.properties.rate, DataRate(a[0] == 'h' ? "10Gbps" : "40Gbps"));
    }
    using Names = std::set<std::string>;
    EXPECT_EQ(neighbours["h1"], Names{"leaf1"});
    EXPECT_EQ(neighbours["h12"], Names{"leaf3"});
    EXPECT_EQ(neighbours["leaf2"], (Names{"h5", "h6", "h7", "h8", "spine1", "spine2"}));
    EXPECT_EQ(neighbours["spine2"], (Names{"leaf1", "leaf2", "leaf3"}));
    EXPECT_EQ(network.GetFirstAddresses()[11], Ipv4Address("10.0.0.12"));
}

TEST(NetworkDescriptionTest, LeafSpineFabricsHaveAllTheirNumbers)
{
    EXPECT_TRUE(Says(ProblemsOf(R"({"type": "leaf-spine", "leaves": 0, "spines": "two",
                                    "hostsPerLeaf": 1.5,
                                    "hostLink": {"rate": "10", "delay": "1us"},
                                    "fabricLinks": {}})"),
                     {"leaves: 0 is not",
                      "spines: ",
                      "\"fabricLink\" is missing",
                      "hostsPerLeaf: ",
                      "hostLink.rate: ",
                      "fabricLinks"}));
}

TEST(NetworkDescriptionTest, LinksHaveTheHostsThatAreNamed)
{
    const std::string links = R"("links": [
        ["a", "r", {"rate": "1Mbps", "delay": "1ms"}],
        ["b", "r", {"rate": "1Mbps", "delay": "1ms"}],
        ["r", "nowhere", {"rate": "1Mbps", "delay": "1ms"}]]})";
    EXPECT_TRUE(Read(R"({"type": "links", )" + links).routers.empty());
    EXPECT_EQ(Read(R"({"type": "links", "hosts": ["a", "b", "nowhere"], )" + links).routers,
              (std::set<std::size_t>{1}));
    EXPECT_TRUE(
        Says(ProblemsOf(R"({"type": "links", "hosts": ["a", "b", "c", "a"], )" + links),
             {R"(network.json:1: hosts.2: host "c" has no link)",
              R"(network.json:1: hosts.3: there are two hosts "a")",
              R"(network.json:4: links.2.1: this link leads nowhere: "nowhere" is no host)"}));
}

TEST(NetworkDescriptionTest, OnlyNodesThatAreNoHostsYetAreSuggested)
{
    const std::string links = R"("links": [
        ["c1", "router", {"rate": "1Mbps", "delay": "1ms"}],
        ["c3", "router", {"rate": "1Mbps", "delay": "1ms"}],
        ["server", "router", {"rate": "1Mbps", "delay": "1ms"}]]})";
    const auto problems =
        ProblemsOf(R"({"type": "links", "hosts": ["c2", "c1", "c3", "server"], )" + links);
    EXPECT_TRUE(Says(problems,
                     {"network.json:1: hosts.0: host \"c2\" has no link (expected at least one "
                      "in \"links\")"}));
    EXPECT_EQ(problems.find("did you mean"), std::string::npos) << problems;
    EXPECT_TRUE(Says(ProblemsOf(R"({"type": "links", "hosts": ["c1", "c3", "sevrer"], )" + links),
                     {R"(hosts.2: host "sevrer" has no link, did you mean "server"? (expected)",
                      R"(links.2.0: this link leads nowhere: "server" is no host)"}));
}

TEST(NetworkDescriptionTest, WithoutAListOfHostsNothingElseIsSaidOfThem)
{
    const std::string rest = R"("addresses": {"c1": "10.0.0.9"}, "ranks": {"c1": 0},
        "access": {"rate": "1Mbps", "delay": "1ms"}, "bottleneck": {"rate": "1Mbps",
        "delay": "1ms"}})";
    EXPECT_EQ(ProblemsOf(R"({"type": "dumbbell", "left": "c1", "right": ["c2"], )" + rest),
              "network.json:1: left: \"c1\" is not a list (expected [\"c1\"])");
    EXPECT_EQ(ProblemsOf(R"({"type": "dumbbell", "left": ["c1"], "right": 7, )" + rest),
              "network.json:1: right: 7 is not a list");
    EXPECT_EQ(ProblemsOf(R"({"type": "links", "hosts": "a", "links": [
        ["a", "b", {"rate": "1Mbps", "delay": "1ms"}]]})"),
              "network.json:1: hosts: \"a\" is not a list (expected [\"a\"])");
}

TEST(NetworkDescriptionTest, PathsAreShortInHopsOrInDelay)
{
    const std::string rest = R"("links": [["a", "b", {"rate": "1Mbps", "delay": "1ms"}]]})";
    EXPECT_EQ(Read(R"({"type": "links", )" + rest).metric, ShortestPathRoutingHelper::HOPS);
    EXPECT_EQ(Read(R"({"type": "links", "metric": "delay", )" + rest).metric,
              ShortestPathRoutingHelper::DELAY);
    EXPECT_TRUE(Says(ProblemsOf(R"({"type": "links", "metric": "rate", )" + rest), {"metric: "}));
}

class GraphmlFileTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        std::filesystem::create_directories(m_directory);
        std::ofstream(m_directory / "net.graphml") << R"(<graphml>
<key id="r" for="edge" attr.name="rate" attr.type="string"/>
<graph edgedefault="undirected">
<node id="a"/><node id="b"/>
<node id="lonely"/>
<edge source="a" target="b"><data key="r">5Mbps</data></edge>
</graph></graphml>
)";
    }

    void TearDown() override
    {
        std::filesystem::remove_all(m_directory);
    }

    std::string ProblemsOfFile(const std::string& text)
    {
        try
        {
            auto document = JsonDocument::FromText(text, (m_directory / "network.json").string());
            ReadNetwork(document.GetRoot());
            document.ThrowIfAny();
        }
        catch (const InputError& error)
        {
            return error.what();
        }
        return "";
    }

    const std::filesystem::path m_directory = std::filesystem::path(testing::TempDir()) /
                                              ("graphml-file-test-" + std::to_string(getpid()));
};

TEST_F(GraphmlFileTest, IsSoughtBesideTheScenarioAndToldWithItsOwnLines)
{
    EXPECT_TRUE(Says(ProblemsOfFile(R"({"type": "graphml", "file": "net.graphml",
                                        "link": {"delay": "1ms"}})"),
                     {R"(net.graphml:5: "lonely" has no link (expected a network in one piece))"}));
    EXPECT_TRUE(Says(ProblemsOfFile(R"({"type": "graphml", "file": "net.graphml"})"),
                     {"net.graphml:6: this edge has no delay"}));
    EXPECT_TRUE(
        Says(ProblemsOfFile(R"({"type": "graphml", "file": "other.graphml"})"), {"other.graphml"}));
}

} // namespace
