/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GRAPHML_NETWORK_H
#define GRAPHML_NETWORK_H

#include "ns3/graphml.h"
#include "ns3/network-description.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/// What holds of edges that do not say it themselves.
struct GraphmlLinkDefaults
{
    std::optional<DataRate> rate; //!< none: each edge has to say
    std::optional<Time> delay;    //!< none: each edge has to say
    LinkProperties others;        //!< queue, loss and framing
};

/// A network as a GraphML file has it.
struct GraphmlNetwork
{
    NetworkDescription network; //!< nodes in the order of the file
    std::vector<int> lines;     //!< of each node
};

/**
 * @ingroup synthetic-traffic
 * Read a network from GraphML. Attributes of edges are those of links in a scenario file, as text:
 * `rate` and `delay` (both needed, here or in the defaults), `queue`, `loss`, `framing` and
 * `qdisc`. Attributes of nodes: `name`, `role` (`host`, which is what a node is without, or
 * `router`) and `address`. Others are left alone.
 *
 * Two vocabularies of other people are understood as well:
 * - The Internet Topology Zoo: a node is called by its `label`, with '-' for what a host name
 * cannot have, or by its `id` when another node has the same label; `LinkSpeedRaw` (bit/s) is a
 * rate; where no delay is given, light in glass takes it from `Latitude`, `Longitude` to those of
 * the other end (200 km a millisecond, along the great circle).
 * - Shadow (and its 1.x versions): `latency` of an edge is its delay, `packet_loss` (`packetloss`)
 *   its loss, and it has no rate of its own: 100 Gbit/s. A node with `host_bandwidth_up` and
 *   `host_bandwidth_down` (`bandwidthup`, `bandwidthdown`) is a host whose link of these rates,
 *   without delay, leads to a router `<name>-router`, which has the edges. `ip_address` is its
 *   address. Edges from a node to itself, which are for several hosts on one node, are left out.
 *
 * A node without any of these names is called by its `id`. An edge is a link in both directions; in
 * a directed graph, an edge and the opposite one are the same link.
 *
 * @param path the file
 * @param defaults of edges
 * @return what it says; whether it is in one piece is not checked
 * @throw InputError with all problems of the file
 */
GraphmlNetwork ReadGraphmlNetwork(const std::string& path, const GraphmlLinkDefaults& defaults);

/// The same for a file that is read already.
GraphmlNetwork ReadGraphmlNetwork(const GraphmlDocument& document,
                                  const GraphmlLinkDefaults& defaults);

/**
 * @ingroup synthetic-traffic
 * @return whether a file wants to be a network, be it a good one or not: it declares what only
 *         networks have
 */
bool IsGraphmlNetwork(const GraphmlDocument& document);

} // namespace ns3

#endif // GRAPHML_NETWORK_H
