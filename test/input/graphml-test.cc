/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "input-problems.h"
#include "test-data.h"

#include "ns3/graphml.h"

using namespace ns3;

namespace
{

GraphmlDocument
Parse(const std::string& text)
{
    return ParseGraphml(text, "g");
}

/// Keys t (nodes) and w (edges) before a graph with this body, which begins in line 4.
std::string
WithBody(const std::string& body)
{
    return "<graphml>\n"
           "<key id=\"t\" for=\"node\" attr.name=\"time\" attr.type=\"string\"/>"
           "<key id=\"w\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n"
           "<graph edgedefault=\"directed\">\n" +
           body + "\n</graph></graphml>";
}

std::string
ProblemsOfText(const std::string& text)
{
    return ProblemsOf([&] { Parse(text); });
}

} // namespace

TEST(Graphml, ReadsNodesEdgesAndValues)
{
    const auto document = Parse(WithBody("<node id=\"a\">\n<data key=\"t\"> 1 </data></node>\n"
                                         "<node id=\"b\"/>\n"
                                         "<edge source=\"a\" target=\"b\">"
                                         "<data key=\"w\">2.5</data></edge>\n"
                                         "<edge source=\"b\" target=\"b\"/>"));
    const auto& graph = document.graph;
    ASSERT_EQ(boost::num_vertices(graph), 2U);
    EXPECT_EQ(document.file, "g");
    EXPECT_TRUE(document.directed);
    EXPECT_EQ(document.graphLine, 3);
    EXPECT_EQ(graph[0].id, "a");
    EXPECT_EQ(graph[0].line, 4);
    ASSERT_NE(graph[0].Find("time"), nullptr);
    EXPECT_EQ(graph[0].Find("time")->value, " 1 "); // as written
    EXPECT_EQ(graph[0].Find("time")->type, "string");
    EXPECT_EQ(graph[0].Find("time")->line, 5);
    EXPECT_EQ(graph[1].Find("time"), nullptr);
    EXPECT_EQ(graph[1].Text("time"), "");
    ASSERT_EQ(boost::num_edges(graph), 2U);
    const auto edge = *boost::out_edges(0, graph).first;
    EXPECT_EQ(boost::target(edge, graph), 1U);
    EXPECT_EQ(graph[edge].Text("weight"), "2.5");
    EXPECT_EQ(graph[edge].index, 0U);
    EXPECT_EQ(graph[edge].line, 7);
    EXPECT_EQ(graph[*boost::out_edges(1, graph).first].index, 1U);
}

TEST(Graphml, VerticesAreNumberedByFirstMention)
{
    const auto document =
        Parse(WithBody("<edge source=\"c\" target=\"a\"/><node id=\"b\"/><node id=\"a\"/>"
                       "<edge source=\"b\" target=\"a\"/><node id=\"c\"/>"));
    ASSERT_EQ(boost::num_vertices(document.graph), 3U);
    EXPECT_EQ(document.graph[0].id, "c");
    EXPECT_EQ(document.graph[1].id, "a");
    EXPECT_EQ(document.graph[2].id, "b");
}

TEST(Graphml, KeysCarryDefaults)
{
    const auto document = Parse("<graphml><key id=\"d0\" for=\"all\" attr.name=\"x\">\n"
                                "<default>7</default></key>"
                                "<key id=\"y\" attr.type=\"int\"/>\n"
                                "<key id=\"g\" for=\"graph\"/>\n"
                                "<graph edgedefault=\"undirected\"><data key=\"g\">1</data>"
                                "<node id=\"a\"/><node id=\"b\"><data key=\"d0\">8</data>"
                                "<data key=\"y\">9</data></node>"
                                "<edge source=\"a\" target=\"b\"/></graph></graphml>");
    EXPECT_FALSE(document.directed);
    ASSERT_EQ(document.keys.size(), 3U);
    EXPECT_EQ(document.keys[0].type, "string");
    EXPECT_TRUE(document.keys[0].forNode && document.keys[0].forEdge);
    EXPECT_EQ(document.keys[1].name, "y"); // its id
    EXPECT_TRUE(document.keys[1].forNode && document.keys[1].forEdge);
    EXPECT_FALSE(document.keys[2].forNode || document.keys[2].forEdge);
    EXPECT_EQ(document.graph[0].Text("x"), "7");
    EXPECT_EQ(document.graph[0].Find("x")->line, 2);
    EXPECT_EQ(document.graph[0].Find("y"), nullptr);
    EXPECT_EQ(document.graph[1].Text("x"), "8");
    EXPECT_EQ(document.graph[1].Text("y"), "9");
    EXPECT_EQ(document.graph[*boost::edges(document.graph).first].Text("x"), "7");
}

TEST(Graphml, NodesAndEdgesHaveKeysOfTheirOwn)
{
    const auto document =
        Parse("<graphml><key id=\"k\" for=\"node\" attr.name=\"time\"/>"
              "<key id=\"k\" for=\"edge\" attr.name=\"weight\"/><graph>"
              "<node id=\"a\"><data key=\"k\">1</data></node>"
              "<edge source=\"a\" target=\"a\"><data key=\"k\">2</data></edge></graph></graphml>");
    EXPECT_EQ(document.graph[0].Text("time"), "1");
    EXPECT_EQ(document.graph[*boost::edges(document.graph).first].Text("weight"), "2");
}

TEST(Graphml, XmlInAllItsForms)
{
    const auto document =
        Parse("\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- one --><!DOCTYPE graphml>\n"
              "<g:graphml xmlns:g='http://graphml.graphdrawing.org/xmlns' xmlns:y='yworks'>"
              "<g:key id='t' for='node' attr.name='time' attr.type='string'/>"
              "<y:graph/><g:graph edgedefault='directed'>\n"
              "<g:node id='a&amp;b&#x21;'><g:data key='t'>1<!-- two -->0 <![CDATA[< &]]></g:data>"
              "<y:data key='none'/></g:node></g:graph>\n<!-- three --></g:graphml>\n");
    EXPECT_EQ(document.graph[0].id, "a&b!");
    EXPECT_EQ(document.graph[0].line, 4);
    EXPECT_EQ(document.graph[0].Text("time"), "10 < &");
}

TEST(Graphml, LinesAreCountedInFilesOfAllSystems)
{
    const auto document = Parse("<graphml>\r\n<graph>\r\n<node\r\nid=\"a\"/></graph></graphml>");
    EXPECT_EQ(document.graph[0].line, 3);
}

TEST(Graphml, TakesTheFirstOfSeveralGraphs)
{
    const auto document = Parse("<graphml><graph><node id=\"a\"/></graph>"
                                "<graph><node id=\"b\"/><node id=\"c\"/></graph></graphml>");
    ASSERT_EQ(boost::num_vertices(document.graph), 1U);
    EXPECT_EQ(document.graph[0].id, "a");
}

TEST(Graphml, RefusesWhatIsInconsistent)
{
    EXPECT_EQ(ProblemsOfText(WithBody("<node id=\"a\"/>\n<node id=\"a\"/>")),
              "g:5: node \"a\" is there twice (one <node> for each id; the first is in line 4)");
    EXPECT_EQ(ProblemsOfText(WithBody("<node/>")),
              "g:4: <node> without an id (every <node> has one, such as id=\"start\")");
    EXPECT_EQ(ProblemsOfText(WithBody("<node id=\"a\"/><edge source=\"a\" target=\"b\"/>")),
              "g:4: edge to or from \"b\", which no <node> element declares (the id of a node)");
    EXPECT_EQ(ProblemsOfText(WithBody("<node id=\"a\"/><edge source=\"b\" target=\"a\"/>")),
              "g:4: edge to or from \"b\", which no <node> element declares (the id of a node)");
    EXPECT_EQ(ProblemsOfText(WithBody("<node id=\"a\"/><edge source=\"a\"/>")),
              "g:4: <edge> without a target (both source and target, the ids of nodes)");
    EXPECT_EQ(ProblemsOfText(WithBody("<node id=\"a\"/><edge target=\"a\"/>")),
              "g:4: <edge> without a source (both source and target, the ids of nodes)");
    EXPECT_EQ(ProblemsOfText(WithBody("<node id=\"a\">\n<data key=\"w\">1</data></node>")),
              "g:5: <data> of nodes with the key \"w\", which is not declared for nodes (a key "
              "that a <key> element declares)");
    EXPECT_EQ(ProblemsOfText(WithBody("<node id=\"a\">\n<data>1</data></node>")),
              "g:5: <data> of nodes with the key \"\", which is not declared for nodes (a key "
              "that a <key> element declares)");
    EXPECT_EQ(ProblemsOfText(WithBody("<node id=\"a\"><data key=\"t\">1</data>\n"
                                      "<data key=\"t\">1</data></node>")),
              "g:5: \"time\" is set twice (one <data> for each key)");
    EXPECT_EQ(ProblemsOfText(WithBody("<node id=\"a\">\n<graph/></node>")),
              "g:5: node \"a\" holds a graph of its own (a flat graph: nested ones are not "
              "supported)");
    EXPECT_EQ(ProblemsOfText(WithBody("<hyperedge/>")),
              "g:4: <hyperedge> is not supported (<edge>)");
    EXPECT_EQ(ProblemsOfText("<graphml><key for=\"node\"/><graph/></graphml>"),
              "g:1: <key> without an id (every <key> has one, such as id=\"d0\")");
    EXPECT_EQ(ProblemsOfText("<graphml><key id=\"k\" for=\"node\"/>\n<key id=\"k\"/><graph/>"
                             "</graphml>"),
              "g:2: key \"k\" is declared again (one <key> for each id; the first is in line 1)");
    EXPECT_EQ(ProblemsOfText("<graphml><key id=\"k\" attr.type=\"text\"/><graph/></graphml>"),
              "g:1: key \"k\": unknown attr.type \"text\" (boolean, int, long, float, double or "
              "string)");
    EXPECT_EQ(ProblemsOfText("<graphml><key id=\"k\" for=\"vertex\"/><graph/></graphml>"),
              "g:1: key \"k\": unknown for=\"vertex\" (node, edge or all)");
    EXPECT_EQ(ProblemsOfText("<graphml>\n<graph edgedefault=\"both\"/></graphml>"),
              "g:2: unknown edgedefault \"both\" (directed or undirected)");
    EXPECT_EQ(ProblemsOfText("<graphml/>"),
              "g:1: there is no <graph> (one <graph> inside "
              "<graphml>)");
}

TEST(Graphml, ReportsAllProblemsTogether)
{
    EXPECT_EQ(ProblemsOfText(WithBody("<edge source=\"a\" target=\"x\"/>\n<node/>\n"
                                      "<node id=\"a\"/>")),
              "g:4: edge to or from \"x\", which no <node> element declares (the id of a node)\n"
              "g:5: <node> without an id (every <node> has one, such as id=\"start\")");
}

TEST(Graphml, RefusesWhatIsNoGraphml)
{
    EXPECT_EQ(ProblemsOfText("<html>\n</html>"),
              "g:1: the root element is <html> (a GraphML file has the root element <graphml>)");
    EXPECT_EQ(ProblemsOfText(""),
              "g:1: there is no XML element in the file (a GraphML file has "
              "the root element <graphml>)");
    for (const char* text : {"<graphml>\n<graph>\n</graphml>",
                             "<graphml>\n",
                             "<graphml",
                             "<",
                             "<graphml><!--",
                             "<graphml><graph a=b/></graphml>",
                             "<graphml/>text",
                             "text<graphml/>",
                             "<graphml/><graphml/>"})
    {
        EXPECT_NE(ProblemsOfText(text).find("not well-formed XML"), std::string::npos) << text;
    }
    EXPECT_EQ(ProblemsOfText("<graphml>\n<graph>\n</graphml>"),
              "g:3: not well-formed XML: Start-end tags mismatch");
}

TEST(Graphml, DeepNestingDoesNoHarm)
{
    std::string text = "<graphml><graph>";
    for (int i = 0; i < 200'000; ++i)
    {
        text += "<a>";
    }
    EXPECT_NE(ProblemsOfText(text), "");
    for (int i = 0; i < 200'000; ++i)
    {
        text += "</a>";
    }
    EXPECT_EQ(ProblemsOfText(text + "</graph></graphml>"), "");
}

TEST(Graphml, ReadsTheStockFiles)
{
    SKIP_WITHOUT_TEST_DATA("tgen");
    for (const char* directory : {"tgen/configs", "tgen/rejected", "tgen/seeds", "tgen/wire"})
    {
        for (const auto& entry : std::filesystem::directory_iterator(GetTestDataPath(directory)))
        {
            const std::string path = entry.path().string();
            if (path.find(".graphml") != std::string::npos)
            {
                EXPECT_EQ(ProblemsOf([&] { ReadGraphml(path); }), "");
            }
        }
    }
}
