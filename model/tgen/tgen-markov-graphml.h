/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_MARKOV_GRAPHML_H
#define TGEN_MARKOV_GRAPHML_H

#include "ns3/graphml.h"
#include "ns3/input-error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * The attributes of all nodes, or of all edges, of a GraphML file the way igraph 0.10 has them
 * (graphml.c): a table with one column for each name that a `<key>` declares. int, long, float and
 * double are all numbers. Where a name is declared twice, the first declaration gives the type, and
 * values of another type do not count.
 */
class IgraphAttributes
{
  public:
    /// What igraph keeps of an attribute.
    enum class Type : uint8_t
    {
        STRING,
        NUMBER,
        BOOLEAN
    };

    /// An attribute of nodes or edges.
    struct Column
    {
        std::string name; //!< attr.name
        Type type;        //!< see Type
    };

    /**
     * @param keys of the file, in its order
     * @param domain GraphmlKey::forNode or GraphmlKey::forEdge
     */
    IgraphAttributes(const std::vector<GraphmlKey>& keys, bool GraphmlKey::*domain);

    /// In the order of their declarations.
    const std::vector<Column>& GetColumns() const;
    /// @return whether there is an attribute of this name
    bool Has(std::string_view name) const;
    /// @param name of an attribute, which may be absent
    void Remove(std::string_view name);
    /**
     * @return the value that a node or an edge has in a column, or nullptr when it has none or the
     *         column is of another type
     */
    const GraphmlValue* Find(const GraphmlAttributes& row, std::string_view name, Type type) const;
    /// @return the text of a string, "" where Find() has none
    const std::string& Text(const GraphmlAttributes& row, std::string_view name) const;

  private:
    std::vector<Column> m_columns;
};

/**
 * @ingroup synthetic-traffic
 * A number as igraph 0.10 reads it: what strtod takes, with blanks around it.
 * @return NaN for blanks alone, nothing for what is no number or out of a double's range
 */
std::optional<double> ParseIgraphNumber(const std::string& text);

/**
 * @ingroup synthetic-traffic
 * Find what igraph 0.10 would not read: values of a numeric attribute that are no numbers, and the
 * same for booleans.
 */
void CheckIgraphValues(const GraphmlGraph& graph, InputProblems& problems);

/**
 * @ingroup synthetic-traffic
 * Write a graph the way igraph 0.10 does (igraph_write_graph_graphml without prefixes): nodes are
 * called n0, n1 and so on, keys after their attributes, numbers have 15 digits, and the ids of
 * edges are one more attribute of theirs. An attribute "id" of the nodes is left out, for TGen
 * removes it before it writes; attributes of the whole graph are left out because nobody reads
 * them.
 * @param document one that CheckIgraphValues() finds no fault with
 */
std::string WriteIgraphGraphml(const GraphmlDocument& document);

} // namespace ns3

#endif // TGEN_MARKOV_GRAPHML_H
