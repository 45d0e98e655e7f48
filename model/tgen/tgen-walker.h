/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_WALKER_H
#define TGEN_WALKER_H

#include "ns3/nstime.h"
#include "ns3/tgen-action-graph.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Walks through an action graph (TGen 1.1.2, tgen-driver.c): decides what happens when, and leaves
 * the doing to its surroundings. There is no one place where the walk is: each action that is under
 * way is a walk of its own.
 */
class TgenWalker
{
  public:
    /// An action.
    using Vertex = TgenActionGraph::Vertex;

    /// What end conditions look at: totals of the whole application since it started.
    struct Progress
    {
        uint64_t bytesSent{0};        //!< everything written to connections
        uint64_t bytesReceived{0};    //!< everything read from connections
        uint64_t streamsCompleted{0}; //!< succeeded or failed, active or passive
        uint64_t streamsSucceeded{0}; //!< active or passive
    };

    /// Whoever carries out the actions.
    class Surroundings
    {
      public:
        virtual ~Surroundings() = default;
        /// @return simulated time
        virtual Time GetNow() const = 0;
        /// @return what limits of end vertices are held against
        virtual Progress GetProgress() const = 0;
        /// @return a number drawn uniformly from [0, 1)
        virtual double Draw() = 0;
        /// @return a number drawn uniformly from 0 to n - 1
        virtual std::size_t Pick(std::size_t n) = 0;
        /// The walk came to a vertex; what it does there follows.
        virtual void ActionEntered(Vertex vertex) = 0;
        /// Carry out a stream, flow or traffic action; after this call, call Continue(vertex).
        virtual void StartAction(Vertex vertex) = 0;
        /// Call Continue(vertex) after a time that is not zero.
        virtual void Wait(Vertex vertex, Time delay) = 0;
        /// An end condition is met. @param vertex the end @param reason for the log
        virtual void EndReached(Vertex vertex, const std::string& reason) = 0;
    };

    /// @param graph what it walks through @param surroundings outlive the walker
    TgenWalker(std::shared_ptr<const TgenActionGraph> graph, Surroundings& surroundings);

    /// Begin at the start vertex.
    void Start();
    /**
     * The action of a vertex is over: go on to the vertices after it.
     * @throw InputError when the walk goes round and round without time passing
     */
    void Continue(Vertex vertex);
    /// No more actions.
    void Stop();
    /// @return whether no more actions begin
    bool HasEnded() const;

  private:
    /// Put the vertices that follow on the stack, so that the first of them is on top.
    void PushExits(Vertex vertex);
    /// @return whether the walk goes straight on to the vertices after this one
    bool Enter(Vertex vertex);
    bool EnterPause(Vertex vertex);
    bool EnterEnd(Vertex vertex);
    void CheckPace(Vertex vertex);

    std::shared_ptr<const TgenActionGraph> m_graph;
    Surroundings& m_surroundings;
    std::vector<std::size_t> m_visits; //!< of barriers, since they last let a walk pass
    std::vector<Vertex> m_stack;       //!< to be entered, the next one last
    Time m_startTime;
    Time m_instant; //!< of the last step
    std::size_t m_stepsAtThisInstant{0};
    bool m_ended{false};
};

} // namespace ns3

#endif // TGEN_WALKER_H
