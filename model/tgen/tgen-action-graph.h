/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_ACTION_GRAPH_H
#define TGEN_ACTION_GRAPH_H

#include "ns3/graphml.h"
#include "ns3/tgen-packet-schedule.h"
#include "ns3/tgen-values.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{

class TgenMarkovModel;

/// What a vertex of an action graph does; found in its id (TGen 1.1.2: first match, anywhere).
enum class TgenAction
{
    START,
    END,
    PAUSE,
    STREAM,
    FLOW,
    TRAFFIC
};

/// @return start, end, pause, stream, flow or traffic
const char* TgenActionName(TgenAction action);

/**
 * Options of streams, flows and traffic, after the vertex' own values were laid over those of
 * the start vertex. An optional without value was set in neither place.
 */
struct TgenStreamOptions
{
    // Paths as written; TgenActionGraph::GetModel() knows what is in the files.
    std::optional<std::string> flowModelPath;   //!< start and traffic only
    std::optional<std::string> streamModelPath; //!< start, traffic and flow only
    std::optional<std::string> packetModelPath; //!< as written; none: internal-packet-model
    bool packetModelByPath{false};              //!< packetmodelmode is "path"
    std::optional<uint32_t> markovModelSeed; //!< none: drawn from the application's random stream
    int seedOwner{-1}; //!< vertex whose generator hands out model seeds; -1: nobody set a seed
    std::vector<TgenPeer> peers;              //!< one is drawn for each stream
    std::vector<TgenPeer> socksProxies;       //!< one is drawn for each flow or stream action
    std::optional<std::string> socksUsername; //!< none: not offered
    std::optional<std::string> socksPassword; //!< none: not offered
    std::optional<uint32_t> socksAuthSeed; //!< seed of credentials that are drawn; none: as above
    int socksAuthOwner{-1};           //!< vertex whose generator draws credentials; -1: none does
    std::optional<uint64_t> sendSize; //!< bytes; 0 is an explicit zero, none is driven by the model
    std::optional<uint64_t> recvSize; //!< bytes; likewise
    Time timeout;                     //!< 0 disables
    Time stallout{Seconds(30)};       //!< 0 disables
    /// Legacy `schedule` transfers: when each side sends. Null: by the packet model.
    std::shared_ptr<const TgenPacketSchedule> sendSchedule;
    std::shared_ptr<const TgenPacketSchedule> recvSchedule; //!< the same for the server's side
};

/// A vertex of an action graph, checked and complete.
struct TgenVertex
{
    std::string id;                       //!< as written; what the log calls it
    int line{0};                          //!< in the file
    TgenAction action{TgenAction::START}; //!< by a word in the id
    std::vector<Time> pauseTimes; //!< pause: one is picked for each visit; empty is a barrier
    TgenStreamOptions stream;     //!< stream, flow, traffic; on start: what passive streams use
    // Limits of an end vertex; none is no limit.
    /// Since the start of the application; evaluated when a walk arrives.
    std::optional<Time> endTime;
    std::optional<uint64_t> endCount;    //!< streams that ended, well or not
    std::optional<uint64_t> endSendSize; //!< bytes written, headers included
    std::optional<uint64_t> endRecvSize; //!< bytes read, headers included
    // Limits that only legacy configs have.
    std::optional<uint64_t> endSuccesses; //!< streams that succeeded
    std::optional<uint64_t> endTotalSize; //!< bytes, sent and received

    /// Whether peers in the domain .onion are found by proxies: no stream starts without one here.
    bool LeavesOnionsToProxies() const
    {
        return action == TgenAction::START || !stream.socksProxies.empty();
    }
};

/// A way from one action to another.
struct TgenEdge
{
    std::optional<double> weight; //!< none: always followed
    int line{0};                  //!< in the file, from 1
};

/// Options that only the start vertex has.
struct TgenStartOptions
{
    std::optional<uint16_t> serverPort; //!< none: no server
    Time delay;                         //!< before the walk starts
    Time heartbeat{Seconds(1)};         //!< 0 disables the heartbeat line
    std::string logLevel{"message"};    //!< error, critical, warning, message, info or debug
};

/**
 * @ingroup synthetic-traffic
 * A TGen action graph (TGen 1.1.2, GraphML): read once, checked whole, immutable after. Graphs in
 * the vocabulary of TGen 0.0.1 and earlier are understood as well (see TgenLegacyReader).
 *
 * Vertex numbers are igraph's: the order of first mention in the file. Times are whole
 * microseconds, as TGen truncates them where it uses them. Relative paths of models are those
 * beside the file, or else those in the working directory (where TGen looks).
 *
 * It refuses what TGen refuses, and what makes TGen crash or hang: no start, weights that are all
 * zero or no numbers, loops that never let time pass. Numeric attribute types, which TGen cannot
 * read, are fine. The edges of an undirected graph lead both ways.
 */
class TgenActionGraph
{
  public:
    /// With the attributes of both.
    using Graph = boost::
        adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, TgenVertex, TgenEdge>;
    /// Index, in the order in which the file mentions vertices.
    using Vertex = std::size_t;

    /// One way out of a vertex.
    struct Exit
    {
        Vertex target;                //!< the next action
        std::optional<double> weight; //!< none: always followed
    };

    /**
     * Read and check a file, and the models that it names.
     * @throw InputError with every problem found
     */
    static std::shared_ptr<const TgenActionGraph> Load(const std::string& path);

    /// The same from a document that was read already.
    static std::shared_ptr<const TgenActionGraph> FromDocument(const GraphmlDocument& document);

    /// @return for messages
    const std::string& GetFile() const;
    /**
     * @param path of a file, as a config or a client writes it
     * @return where it is: relative to the directory of this config, or else to the working
     *         directory; none when it is in neither
     */
    std::optional<std::string> FindFile(std::string_view path) const;
    /// @return all of it
    const Graph& GetGraph() const;
    /// @return the action
    const TgenVertex& operator[](Vertex vertex) const;
    /// @return how many actions there are
    std::size_t GetNVertices() const;
    /// @return how many edges there are, parallel ones included
    std::size_t GetNEdges() const;
    /// @return the start vertex; there is one
    Vertex GetStart() const;
    /// @return options of the start vertex
    const TgenStartOptions& GetStartOptions() const;
    /// Ways out of a vertex by ascending target number, parallel edges in file order.
    const std::vector<Exit>& GetExits(Vertex vertex) const;
    /// Number of incoming edges, parallel ones and self-loops included.
    std::size_t GetInDegree(Vertex vertex) const;
    /// The model that a path in an option stands for, read with the graph. @param path as written
    std::shared_ptr<const TgenMarkovModel> GetModel(const std::string& path) const;
    /// Whether the config is in the vocabulary of TGen 0.0.1 or earlier.
    bool IsLegacy() const;
    /// How a legacy config was understood, in one line; empty for any other.
    const std::string& GetLegacyNote() const;
    /// Things that are allowed but probably not meant, one line each ("file:line: ...").
    const std::vector<std::string>& GetWarnings() const;

  private:
    friend class TgenActionGraphReader;
    friend class TgenLegacyReader;

    TgenActionGraph(std::string file, std::size_t nVertices);

    std::string m_file;
    Graph m_graph;
    Vertex m_start{0};
    TgenStartOptions m_startOptions;
    std::vector<std::vector<Exit>> m_exits;
    std::map<std::string, std::shared_ptr<const TgenMarkovModel>> m_models; //!< by path as written
    std::vector<std::string> m_warnings;
    std::string m_legacyNote;
};

} // namespace ns3

#endif // TGEN_ACTION_GRAPH_H
