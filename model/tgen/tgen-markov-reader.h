/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_MARKOV_READER_H
#define TGEN_MARKOV_READER_H

#include "ns3/graphml.h"
#include "ns3/input-error.h"
#include "ns3/tgen-markov-graphml.h"
#include "ns3/tgen-markov-model.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Makes a Markov model of a GraphML file, by the rules of TGen 1.1.2 (tgen-markovmodel.c). Keywords
 * are compared without regard to case, and only as far as the keyword goes: a vertex named
 * "start_again" is a start, and one named "foo" is an observation because it begins with an F.
 */
class TgenMarkovReader
{
  public:
    /// @param document of a model; it has to outlive the reader
    explicit TgenMarkovReader(const GraphmlDocument& document);

    /**
     * @param name of the model
     * @throw InputError with every problem found
     */
    std::shared_ptr<const TgenMarkovModel> Read(const std::string& name);

  private:
    using Vertex = GraphmlGraph::vertex_descriptor;
    using Edge = GraphmlGraph::edge_descriptor;

    /// What a number has to be.
    struct Range
    {
        bool (*contains)(double number);
        const char* expected;
    };

    static const Range NOT_NEGATIVE;
    static const Range POSITIVE;
    static const Range FINITE;

    void ReadVertex(Vertex vertex);
    /// The edges that leave a vertex, in the order in which igraph 0.10 lists them.
    std::vector<Edge> ListEdges(Vertex source) const;
    void ReadEdge(const Edge& edge);
    void ReadTransition(const Edge& edge, double weight);
    void ReadEmission(const Edge& edge, double weight);
    std::optional<TgenMarkovModel::Delay> ReadDelay(const Edge& edge);
    /// @return nothing, and a problem, where the edge has no number of that name in that range
    std::optional<double> ReadNumber(const Edge& edge, const char* name, const Range& range);

    const std::string& NameOf(Vertex vertex) const;
    /// @return whether TGen takes the vertex for an observation, whatever its type says
    bool HasObservationName(Vertex vertex) const;
    std::string Describe(Vertex vertex) const;
    std::string Describe(const Edge& edge) const;

    const GraphmlDocument& m_document;
    const GraphmlGraph& m_graph;
    IgraphAttributes m_nodeAttributes;
    IgraphAttributes m_edgeAttributes;
    InputProblems m_problems;
    std::optional<Vertex> m_start;
    std::shared_ptr<TgenMarkovModel> m_model;
};

} // namespace ns3

#endif // TGEN_MARKOV_READER_H
