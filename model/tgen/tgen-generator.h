/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_GENERATOR_H
#define TGEN_GENERATOR_H

#include "ns3/event-id.h"
#include "ns3/tgen-action-graph.h"
#include "ns3/tgen-markov-model.h"
#include "ns3/tgen-socks.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace ns3
{

/// The proxy that all streams of a stream action, or of a flow, go through.
struct TgenProxyChoice
{
    TgenPeer proxy;                   //!< host and port
    TgenSocksCredentials credentials; //!< for that proxy
};

/**
 * @ingroup synthetic-traffic
 * Carries out one stream, flow or traffic action: opens its children, waits for them, and is
 * complete (TGen 1.1.2, tgen-generator.c). A traffic opens flows by its flow model, a flow opens
 * streams by its stream model, a stream action opens one stream.
 */
class TgenGenerator
{
  public:
    /// What it generates: flows, streams, or one stream.
    enum class Kind
    {
        STREAM, //!< one stream
        FLOW,   //!< streams, by a model
        TRAFFIC //!< flows, by a model
    };

    /// Whoever opens the children.
    class Owner
    {
      public:
        virtual ~Owner() = default;
        /// Open a stream for a generator. @return false when there will be none
        virtual bool OpenStream(TgenGenerator& generator) = 0;
        /// Open a flow for a traffic generator. @return false when there will be none
        virtual bool OpenFlow(TgenGenerator& traffic) = 0;
        /// All children are done and none follows. The generator may not be destroyed in this call.
        virtual void GeneratorCompleted(TgenGenerator& generator) = 0;
    };

    /**
     * @param owner outlives the generator
     * @param kind what it generates
     * @param vertex whose action this is
     * @param parent the traffic that a flow belongs to, or null
     * @param model of flows or streams; null for a stream action
     * @param seed of the model's walk
     */
    TgenGenerator(Owner& owner,
                  Kind kind,
                  TgenActionGraph::Vertex vertex,
                  TgenGenerator* parent,
                  std::shared_ptr<const TgenMarkovModel> model,
                  uint32_t seed);
    ~TgenGenerator();

    /// Let the streams of this generator go through a proxy. Call it before Start().
    void SetProxy(TgenProxyChoice proxy);
    /// @return none: streams connect directly
    const std::optional<TgenProxyChoice>& GetProxy() const;

    /**
     * Open the first child at once.
     * @throw InputError when the model goes on opening children without time passing; so may the
     *        events that follow
     */
    void Start();
    /// A child that was opened is done.
    void ChildCompleted();

    /// @return see Kind
    Kind GetKind() const;
    /// @return action that it belongs to
    TgenActionGraph::Vertex GetVertex() const;
    /// @return the traffic that a flow belongs to; null for an action of the graph
    TgenGenerator* GetParent() const;
    /// @return children that began
    uint64_t GetGenerated() const;
    /// @return children that ended, well or not
    uint64_t GetCompleted() const;
    /// Whether Start has not returned yet.
    bool IsStarting() const;
    /// False when the only stream of a stream action could not be opened.
    bool HasSucceeded() const;

  private:
    /// Open the one stream of a stream action.
    void OpenOnly();
    void Step();
    /// @throw InputError when the model opens children without time passing
    void CheckPace();
    void CompleteIfDone();

    Owner& m_owner;
    Kind m_kind;
    TgenActionGraph::Vertex m_vertex;
    TgenGenerator* m_parent;
    std::unique_ptr<TgenMarkovWalk> m_walk;
    std::optional<TgenProxyChoice> m_proxy;
    uint64_t m_generated{0};
    uint64_t m_completed{0};
    bool m_reachedEnd{false};
    bool m_isComplete{false};
    bool m_succeeded{true};
    bool m_isStarting{false};
    Time m_instant; //!< of the last step
    uint32_t m_stepsAtThisInstant{0};
    EventId m_next;
};

} // namespace ns3

#endif // TGEN_GENERATOR_H
