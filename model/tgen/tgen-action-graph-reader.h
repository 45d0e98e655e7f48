/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_ACTION_GRAPH_READER_H
#define TGEN_ACTION_GRAPH_READER_H

#include "ns3/input-error.h"
#include "ns3/tgen-action-graph.h"
#include "ns3/tgen-markov-model.h"

#include <boost/range/iterator_range.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Makes an action graph of a GraphML document, by the rules of TGen 1.1.2 (tgen-graph.c).
 */
class TgenActionGraphReader
{
  public:
    /// @param document must outlive the reader
    explicit TgenActionGraphReader(const GraphmlDocument& document);

    /// @throw InputError with every problem found
    std::shared_ptr<const TgenActionGraph> Read();

  private:
    using Vertex = TgenActionGraph::Vertex;

    /// @return the numbers of all vertices
    boost::iterator_range<GraphmlGraph::vertex_iterator> Vertices() const;
    /// @return what a vertex is called in messages: stream "stream1"
    std::string Describe(Vertex vertex) const;
    void Warn(int line, const std::string& what, const std::string& expected = "");
    /// TGen looks at what is declared, be it used or not.
    void CheckAttributeNames();
    /// What each vertex does follows from its id alone.
    void ReadIds();
    void WarnAboutId(Vertex vertex);
    void ReadEdges();
    std::optional<double> ReadWeight(const GraphmlEdge& edge);
    /// From every vertex there must be a way to every other, whatever the direction of the edges.
    void CheckConnected();
    /// Let the vertex' own value, where it has one, take the place of what stands there.
    template <typename T, typename Parser>
    void ReadValue(Vertex vertex, const char* name, Parser parser, T& place);
    void ReadStart();
    /// Start comes first: the others take over its stream options.
    void ReadVertex(Vertex vertex);
    void ReadStreamOptions(Vertex vertex);
    void ReadModelPath(Vertex vertex, const char* name, std::optional<std::string>& place);
    /// @return the path of a file that exists
    std::string FindModel(std::string_view text) const;
    /// A stream gives up when it makes no progress, also where its model pauses.
    void WarnAboutStalls(Vertex vertex);
    /// Every stream vertex must have somebody to talk to.
    void CheckPeers();
    /// The weights at each vertex must allow a choice.
    void CheckExits();
    /// No walk may go round for ever without time passing.
    void CheckLoops();

    const GraphmlDocument& m_document;
    const GraphmlGraph& m_source;
    InputProblems m_problems;
    std::shared_ptr<TgenActionGraph> m_result;
    TgenActionGraph::Graph& m_graph; //!< of the result
    bool m_hasStart{false};
    std::vector<bool> m_isAction; //!< by vertex: does its id name an action?
};

} // namespace ns3

#endif // TGEN_ACTION_GRAPH_READER_H
