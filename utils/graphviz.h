/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GRAPHVIZ_H
#define GRAPHVIZ_H

#include "ns3/gensyn-model.h"
#include "ns3/graphml.h"
#include "ns3/network-description.h"

#include <cstddef>
#include <ostream>
#include <set>
#include <string>

namespace ns3
{

/**
 * @name Graphs in the language of Graphviz's `dot`
 * @param out where to
 * @param name of the graph
 * @{
 */
/// A TGen action graph: each action with its attributes, each edge with its weight.
void DrawActionGraph(std::ostream& out, const std::string& name, const GraphmlDocument& document);
/**
 * A Markov model: states, observations in boxes, and each edge with its probability and, where an
 * observation has one, the distribution of the delay after it.
 * @param document a model that TgenMarkovReader finds no fault with
 */
void DrawMarkovModel(std::ostream& out, const std::string& name, const GraphmlDocument& document);
/**
 * A GenSyn model: stochastic states with their mean, communication states in boxes with their
 * module; each transition with its probability, dashed where a communication fails or is abandoned.
 */
void DrawGensynModel(std::ostream& out, const GensynModel& model);

/// Links of a GraphML file that leave something to the scenario.
struct PartialLinks
{
    std::set<std::size_t> withoutRate;
    std::set<std::size_t> withoutDelay;
};

/// A network: hosts in boxes, routers, each link with what is known of its rate and delay.
void DrawNetwork(std::ostream& out,
                 const std::string& name,
                 const NetworkDescription& network,
                 const PartialLinks& partial = {});
/// @}

} // namespace ns3

#endif // GRAPHVIZ_H
