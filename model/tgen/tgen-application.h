/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_APPLICATION_H
#define TGEN_APPLICATION_H

#include "ns3/deferred-deletion.h"
#include "ns3/event-id.h"
#include "ns3/random-variable-stream.h"
#include "ns3/tcp-listener.h"
#include "ns3/tgen-action-graph.h"
#include "ns3/tgen-generator.h"
#include "ns3/tgen-log.h"
#include "ns3/tgen-stream.h"
#include "ns3/tgen-walker.h"
#include "ns3/traced-callback.h"
#include "ns3/traffic-application.h"

#include <map>
#include <memory>
#include <queue>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * One TGen process (TGen 1.1.2): walks through its action graph as a client and, when the graph
 * has a server port, serves others.
 *
 * Peers are host names in ns3::Names, "node<id>", or dotted quads. `localhost:PORT` means the own
 * host where it serves that port, else the only host that does, else the own host.
 */
class TgenApplication : public TrafficApplication,
                        private TgenWalker::Surroundings,
                        private TgenGenerator::Owner,
                        private TgenStream::Owner
{
  public:
    /// @return the class and its attributes
    static TypeId GetTypeId();
    TgenApplication();
    ~TgenApplication() override;

    /// What to do. Call it before the application starts.
    void SetGraph(std::shared_ptr<const TgenActionGraph> graph);
    /// Write a log to this file from the start of the application on; "" for none.
    void SetLogFile(const std::string& path);
    /// @return "" for none
    const std::string& GetLogFile() const;
    /**
     * Find the addresses of all peers and proxies now. Without this call each is found when it is
     * first needed.
     * @throw InputError with every host that is not there
     */
    void ResolvePeers();

    /// How many random streams AssignStreams uses.
    static constexpr int64_t N_RANDOM_STREAMS = 4;
    int64_t AssignStreams(int64_t stream) override;
    void ReportOpenTransfers() override;

    /// Streams that are open now, active and passive.
    std::size_t GetNOpenStreams() const;
    /// @return since the start of the application
    const TgenCounters& GetCounters() const;
    /// Whether an end action was reached.
    bool HasEnded() const;

    /// @param vertexId of the action
    typedef void (*ActionTracedCallback)(const std::string& vertexId);
    /// @param report of the stream as it stands
    typedef void (*StreamTracedCallback)(const TgenStreamReport& report);
    /**
     * @param streamId order of creation in this application, from 0
     * @param sendState,recvState where the stream is now
     */
    typedef void (*StateTracedCallback)(uint64_t streamId,
                                        TgenSendState sendState,
                                        TgenRecvState recvState);
    /**
     * @param streamId order of creation in this application, from 0
     * @param bytes that went through its connection, headers included
     */
    typedef void (*BytesTracedCallback)(uint64_t streamId, uint64_t bytes);

  protected:
    void DoInitialize() override;
    void DoDispose() override;

  private:
    using Vertex = TgenActionGraph::Vertex;

    void StartApplication() override;
    void StopApplication() override;

    // Driver.
    /// Name of the config's file: a log does not depend on the directory that it is seen from.
    std::string GetConfigName() const;
    Time GetHeartbeatInterval() const;
    void StartServer();
    void StartClient();
    void Heartbeat();
    void AcceptStream(Ptr<Socket> socket, const InetSocketAddress& remote);
    /// The process ends. @param error of the transfers that are cut off
    void TearDown(const std::string& error);
    void CancelTimers();
    /// Cut off a stream.
    void Drop(uint64_t id, const std::string& error);

    // TgenWalker::Surroundings.
    Time GetNow() const override;
    TgenWalker::Progress GetProgress() const override;
    double Draw() override;
    std::size_t Pick(std::size_t n) override;
    void ActionEntered(Vertex vertex) override;
    void StartAction(Vertex vertex) override;
    void Wait(Vertex vertex, Time delay) override;
    void EndReached(Vertex vertex, const std::string& reason) override;
    void EndWait(uint64_t number, Vertex vertex);

    // TgenGenerator::Owner.
    bool OpenStream(TgenGenerator& generator) override;
    bool OpenFlow(TgenGenerator& traffic) override;
    void GeneratorCompleted(TgenGenerator& generator) override;

    // TgenStream::Owner.
    void StreamMoved(TgenStream& stream, uint64_t bytesRead, uint64_t bytesWritten) override;
    void StreamChanged(TgenStream& stream) override;
    void StreamProgressed(TgenStream& stream) override;
    void StreamWarned(TgenStream& stream, const std::string& warning) override;
    void StreamEnded(TgenStream& stream, const TgenStreamReport& report) override;
    std::shared_ptr<const TgenMarkovModel> ParseModel(const std::string& name,
                                                      std::string_view graphml) override;
    std::shared_ptr<const TgenMarkovModel> LoadModel(const std::string& path) override;
    char DrawLetter() override;

    /// A stream and the action it belongs to; a passive one has none.
    struct OpenStreamEntry
    {
        std::unique_ptr<TgenStream> stream;
        TgenGenerator* generator;
    };

    TgenGenerator& AddGenerator(TgenGenerator::Kind kind, Vertex vertex, TgenGenerator* parent);
    TgenStream& AddStream(TgenGenerator* generator);
    uint32_t DrawSeed(const TgenStreamOptions& options);
    /// @return none: direct connections
    std::optional<TgenProxyChoice> DrawProxy(const TgenStreamOptions& options);
    const TgenPeer& DrawPeer(const std::vector<TgenPeer>& peers);
    InetSocketAddress Resolve(const TgenPeer& peer, int line);
    /// Whom a stream of a generator talks to, with a peer and a proxy that were drawn.
    TgenRemote FindRemote(const TgenPeer& peer,
                          const std::optional<TgenProxyChoice>& proxy,
                          int line);
    void Count(TgenCounters::Counter TgenCounters::*what, uint64_t TgenCounters::Counter::*how);
    /// What the transfer table calls the other host.
    std::string NameServer(const TgenStreamReport& report) const;
    void RecordTransfer(const TgenStreamReport& report,
                        TransferRecord::Status status,
                        const std::string& error);
    void Bury(uint64_t id);
    int TakeDescriptor();
    void Say(TgenLog::Level level, const char* function, const std::string& text);

    void SetPacketSize(uint32_t size);
    uint32_t GetPacketSize() const;
    void SetCoalescingTime(Time time);
    Time GetCoalescingTime() const;

    // Configuration.
    std::shared_ptr<const TgenActionGraph> m_graph;
    TgenStreamParameters m_parameters;
    TgenPayload::Kind m_payload{TgenPayload::VIRTUAL};
    bool m_nagle{true};
    int64_t m_epoch{0};
    std::string m_logFile;
    bool m_streamsAssigned{false};

    // Random draws that no config of TGen can fix.
    Ptr<UniformRandomVariable> m_walkDraw;   //!< weighted exits, pause times
    Ptr<UniformRandomVariable> m_peerDraw;   //!< peers and proxies
    Ptr<UniformRandomVariable> m_seedDraw;   //!< models without markovmodelseed
    Ptr<UniformRandomVariable> m_letterDraw; //!< payload
    std::map<int, GlibRandom> m_seedOwners;  //!< by vertex: generators of markovmodelseed
    std::map<int, GlibRandom> m_authOwners;  //!< by vertex: generators of socksauthseed

    // State.
    std::string m_hostname;
    TgenLog m_log;
    TcpListener m_listener;
    std::unique_ptr<TgenWalker> m_walker;
    std::map<uint64_t, OpenStreamEntry> m_streams; //!< open ones, by id
    std::unordered_map<const TgenGenerator*, std::unique_ptr<TgenGenerator>> m_generators;
    DeferredDeletion<TgenStream> m_deadStreams;
    DeferredDeletion<TgenGenerator> m_deadGenerators;
    uint64_t m_nextStreamId{0};
    std::priority_queue<int, std::vector<int>, std::greater<>> m_freeDescriptors;
    int m_nextDescriptor{7};
    std::map<std::pair<std::string, uint16_t>, InetSocketAddress> m_addresses;
    /// By vertex, in legacy configs: TGen 0.0.1 leaves the own host out of a list of peers.
    std::vector<std::vector<TgenPeer>> m_foreignPeers;
    /// Of clients: named by path, and sent as text.
    std::map<std::string, std::shared_ptr<const TgenMarkovModel>> m_modelsByPath;
    std::map<std::string, std::shared_ptr<const TgenMarkovModel>, std::less<>> m_modelsByText;
    TgenCounters m_total;
    TgenCounters m_sinceHeartbeat;
    bool m_hasEnded{false};
    EventId m_start;
    EventId m_heartbeat;
    EventId m_tearDown;
    std::map<uint64_t, EventId> m_waits; //!< pauses under way, by number
    uint64_t m_nextWait{0};

    TracedCallback<const std::string&> m_actionTrace;
    TracedCallback<const TgenStreamReport&> m_streamStartTrace;
    TracedCallback<const TgenStreamReport&> m_streamEndTrace;
    TracedCallback<uint64_t, TgenSendState, TgenRecvState> m_stateTrace;
    TracedCallback<uint64_t, uint64_t> m_rxTrace;
    TracedCallback<uint64_t, uint64_t> m_txTrace;
};

} // namespace ns3

#endif // TGEN_APPLICATION_H
