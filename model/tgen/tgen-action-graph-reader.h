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
 * Makes an action graph of a GraphML document, by the rules of TGen 1.1.2 (tgen-graph.c). What
 * belongs to a vocabulary, words and attributes, is virtual: older ones derive from it.
 */
class TgenActionGraphReader
{
  public:
    /// @param document must outlive the reader
    explicit TgenActionGraphReader(const GraphmlDocument& document);
    virtual ~TgenActionGraphReader() = default;

    /// @throw InputError with every problem found
    std::shared_ptr<const TgenActionGraph> Read();

    /// A word that may stand in the id of a vertex, and what it makes of the vertex.
    struct ActionWord
    {
        const char* word;  //!< in the id of a vertex
        TgenAction action; //!< what it stands for
    };

    /// @return the first of the words of TGen 1.1.2 that stands anywhere in an id, or nullptr
    static const ActionWord* FindModernWord(const std::string& id);

  protected:
    /// A vertex of the graph that is made.
    using Vertex = TgenActionGraph::Vertex;

    // The vocabulary.
    /// @return the word that says what a vertex does, or nullptr when its id has none
    virtual const ActionWord* FindWord(const std::string& id) const;
    /// Say that a vertex names no action.
    virtual void RefuseVertex(Vertex vertex);
    /// TGen looks at what is declared, be it used or not.
    virtual void CheckAttributeNames();
    /// Reads the options of the start vertex.
    virtual void ReadStart();
    /// Start comes first: the others take over its stream options.
    virtual void ReadVertex(Vertex vertex);
    /// Change edges before they are checked.
    virtual void AdjustEdges();

    // What readers of all vocabularies need.
    /// @return the numbers of all vertices
    boost::iterator_range<GraphmlGraph::vertex_iterator> Vertices() const;
    /// @return what a vertex is called in messages: stream "stream1"
    std::string Describe(Vertex vertex) const;
    /// @param line from 1 @param what is odd @param expected what would not be
    void Warn(int line, const std::string& what, const std::string& expected = "");
    /// Declared names that are known, but not in lower case, have no values to TGen.
    void WarnOfUpperCase(const GraphmlKey& key);
    /// Let the vertex' own value, where it has one, take the place of what stands there.
    template <typename T, typename Parser>
    void ReadValue(Vertex vertex, const char* name, Parser parser, T& place);
    /// Reads the path of a model, and the model. A file that is bad is a problem of this one.
    void ReadModelPath(Vertex vertex, const char* name, std::optional<std::string>& place);
    /// Reads the times of a pause. @param vertex the pause @param parser of the list
    void ReadPause(Vertex vertex, std::vector<Time> (*parser)(std::string_view));

    // Parsers for ReadValue.
    /// @return cut down to whole microseconds
    static Time ParseTruncatedTime(std::string_view text);
    /// @return cut down to whole microseconds each
    static std::vector<Time> ParseTruncatedTimes(std::string_view text);
    /// @return 0 to 65535
    static uint16_t ParsePort(std::string_view text);
    /// @return as strtoull has it
    static uint64_t ParseCount(std::string_view text);
    /// @return as it is
    static std::string ParseText(std::string_view text);
    /// @return name:port, separated by commas
    static std::vector<TgenPeer> ParsePeers(std::string_view text);
    /// @return in small letters
    static std::string ParseLogLevel(std::string_view text);
    /// @return one of a few words, in lower case
    static std::string ParseWord(std::string_view text, const std::vector<std::string>& words);

    const GraphmlDocument& m_document;         //!< what is read
    const GraphmlGraph& m_source;              //!< the graph of the document
    InputProblems m_problems;                  //!< all are told together
    std::shared_ptr<TgenActionGraph> m_result; //!< what is made
    TgenActionGraph::Graph& m_graph;           //!< of the result

  private:
    /// What each vertex does follows from its id alone.
    void ReadIds();
    void WarnAboutId(Vertex vertex);
    void ReadEdges();
    std::optional<double> ReadWeight(const GraphmlEdge& edge);
    void ListExits();
    /// From every vertex there must be a way to every other, whatever the direction of the edges.
    void CheckConnected();
    void ReadStreamOptions(Vertex vertex);
    /// What a packet model may do to a stream.
    void WarnAboutModel(Vertex vertex);
    /// Every stream vertex must have somebody to talk to.
    void CheckPeers();
    /// The weights at each vertex must allow a choice.
    void CheckExits();
    /// No walk may go round for ever without time passing.
    void CheckLoops();

    bool m_hasStart{false};
    std::vector<const ActionWord*> m_words; //!< by vertex; nullptr where the id has none
};

template <typename T, typename Parser>
void
TgenActionGraphReader::ReadValue(Vertex vertex, const char* name, Parser parser, T& place)
{
    const auto* value = m_source[vertex].Find(name);
    if (!value || value->value.empty())
    {
        return;
    }
    try
    {
        place = parser(value->value);
    }
    catch (const ValueError& error)
    {
        m_problems.Add(value->line,
                       Describe(vertex) + ": " + name + " " + error.what(),
                       error.GetExpected());
    }
}

} // namespace ns3

#endif // TGEN_ACTION_GRAPH_READER_H
