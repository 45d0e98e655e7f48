/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GRAPHML_H
#define GRAPHML_H

#include <boost/graph/adjacency_list.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{

/// A `<key>` of a GraphML file: the declaration of an attribute.
struct GraphmlKey
{
    std::string name; //!< attr.name
    std::string
        type;     //!< attr.type: string, int, long, float, double, boolean; "string" when absent
    bool forNode; //!< may sit on nodes
    bool forEdge; //!< may sit on edges
    int line;     //!< in the file, from 1
};

/// A `<data>` of a node or an edge.
struct GraphmlValue
{
    std::string name;  //!< attr.name of its key
    std::string type;  //!< attr.type of its key
    std::string value; //!< text as written
    int line;          //!< in the file, from 1
};

/// The attributes of one node or edge, in file order.
class GraphmlAttributes
{
  public:
    /// @return the value with this exact name, or nullptr when the file has none
    const GraphmlValue* Find(std::string_view name) const;
    /// @return the text of the value with this exact name, or "" when the file has none
    const std::string& Text(std::string_view name) const;

    std::vector<GraphmlValue> values; //!< in the order of the file, with defaults of keys
};

/// A node.
struct GraphmlVertex : GraphmlAttributes
{
    std::string id; //!< as written
    int line{0};    //!< in the file, from 1; 0 when only edges name it
};

/// An edge.
struct GraphmlEdge : GraphmlAttributes
{
    std::string id;       //!< as written; "" when there is none
    std::size_t index{0}; //!< place among the edges of the file, from 0
    int line{0};          //!< in the file, from 1
};

/**
 * Vertex descriptors are indices in the order in which the file first mentions a node, be it in
 * its `<node>` element or as the end of an edge (the order that igraph gives them).
 */
using GraphmlGraph = boost::
    adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, GraphmlVertex, GraphmlEdge>;

/// One GraphML file: its declarations and its first graph.
struct GraphmlDocument
{
    std::string file;             //!< name for messages
    std::vector<GraphmlKey> keys; //!< in the order of the file
    bool directed{true};          //!< edgedefault of the graph
    int graphLine{0};             //!< in the file, from 1
    GraphmlGraph graph;           //!< nodes in the order in which the file mentions them
};

/**
 * @ingroup synthetic-traffic
 * Read a GraphML file.
 * @throw InputError when it cannot be read, is not XML, has no graph, or is inconsistent
 *        (duplicate node, edge to a node that is not there, data without key)
 */
GraphmlDocument ReadGraphml(const std::string& path);

/**
 * @ingroup synthetic-traffic
 * The same for text in memory.
 * @param text GraphML
 * @param name stands for the file's name in messages
 */
GraphmlDocument ParseGraphml(std::string_view text, const std::string& name);

} // namespace ns3

#endif // GRAPHML_H
