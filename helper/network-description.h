/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NETWORK_DESCRIPTION_H
#define NETWORK_DESCRIPTION_H

#include "ns3/data-rate.h"
#include "ns3/ipv4-address.h"
#include "ns3/json-document.h"
#include "ns3/nstime.h"
#include "ns3/queue-size.h"
#include "ns3/shortest-path-routing-helper.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3
{

/// What a link does to packets; the same in both directions.
struct LinkProperties
{
    /// What a frame costs besides its packet: PPP 2 bytes, Ethernet 14.
    enum Framing
    {
        PPP,     //!< a frame costs 2 bytes more than its IP packet: ns-3's own
        ETHERNET //!< 14 bytes, as on a testbed
    };

    DataRate rate;                                //!< of each direction
    Time delay;                                   //!< one way
    QueueSize queue{QueueSizeUnit::PACKETS, 100}; //!< drop-tail queue of each of the two devices
    double loss{0};                               //!< probability that a packet is lost, < 1
    Framing framing{PPP};                         //!< see Framing
    bool fqCodel{false};                          //!< fq_codel above the queue instead of nothing
};

/// @throw ValueError when the queue has no room for a packet
void CheckLinkQueue(const QueueSize& queue);
/// @throw ValueError when nothing gets through
void CheckLinkLoss(double loss);

/// A link between two nodes, by their place in NetworkDescription::nodes.
struct NetworkLink
{
    std::size_t a;                      //!< index of a node
    std::size_t b;                      //!< index of the other node
    LinkProperties properties;          //!< of both directions, but for rateBack
    std::optional<DataRate> rateBack{}; //!< from b to a, when it is another one
};

/**
 * @ingroup synthetic-traffic
 * A network as a scenario file describes it, checked: all names are different and usable, and
 * everybody can reach everybody. NetworkBuilder makes it.
 */
struct NetworkDescription
{
    std::vector<std::string> nodes; //!< names, in the order of node ids
    std::set<std::size_t> routers;  //!< those of them that only forward; all others are hosts
    std::vector<NetworkLink> links; //!< in the order in which they are made
    std::map<std::size_t, Ipv4Address> addresses; //!< of nodes that have a given address
    std::map<std::size_t, uint32_t> ranks; //!< of nodes that have a given one, see PlaceNodes
    ShortestPathRoutingHelper::Metric metric{ShortestPathRoutingHelper::HOPS}; //!< of paths
    std::vector<std::string> warnings; //!< what is allowed but probably not meant, one line each

    /// Of nodes by name, once Find() was asked. Nodes may be added afterwards, but not renamed.
    mutable std::unordered_map<std::string, std::size_t> places;
    /// The same by first addresses, once FindHost() was asked for one: they stay then.
    mutable std::map<Ipv4Address, std::size_t> placesByAddress;

    /// @return the place of a name in nodes, or none
    std::optional<std::size_t> Find(const std::string& name) const;
    /// @return the place of what has that name, or that address at its first interface, or none
    std::optional<std::size_t> FindHost(const std::string& nameOrAddress) const;

    /**
     * The address of each node's first interface: its given one, or else the next one from 10.0.0.1
     * up that is not given to another node.
     */
    std::vector<Ipv4Address> GetFirstAddresses() const;
};

/**
 * @ingroup synthetic-traffic
 * Read the key `network` of a scenario file: an object whose `type` is
 * - `dumbbell`: hosts `left` and `right`, their links `access`, and `bottleneck` between the nodes
 *   `left-router` and `right-router`;
 * - `star`: `hosts`, each with a `link` to the node `router`;
 * - `leaf-spine`: each of `leaves` switches has a `fabricLink` to each of `spines` switches, and
 *   `hostsPerLeaf` hosts with a `hostLink` each. Hosts are `h1`, `h2`, ... from leaf to leaf;
 *   switches are `leaf1`, ... and `spine1`, ...;
 * - `fat-tree`: `k`, an even number, and `link`: k pods, each of k/2 edge and k/2 aggregation
 *   switches with k/2 ports up and down, and k^2/4 core switches (Al-Fares, Loukissas and Vahdat,
 *   "A scalable, commodity data center network architecture", SIGCOMM 2008). Hosts are `h1`, `h2`,
 *   ... from edge to edge; switches are `edge1`, ..., `aggregation1`, ..., `core1`, ...;
 * - `links`: a list of `["a", "b", {link}]`; nodes are what is named there. All of them are hosts,
 *   unless there is a list `hosts`;
 * - `graphml`: `file`, see ReadGraphmlNetwork(), and `link`, which says what edges do not.
 *
 * A link has `rate` and `delay`, and may have `queue`, `loss`, `framing` and `qdisc`
 * (LinkProperties). `addresses` gives IPv4 addresses to nodes by name. `metric` is `hops` or
 * `delay`: what makes a path short. `ranks` says by name which rank of a parallel run simulates
 * nodes (PlaceNodes).
 *
 * @return what it says; of no use when the document has problems afterwards
 */
NetworkDescription ReadNetwork(const JsonValue& json);

} // namespace ns3

#endif // NETWORK_DESCRIPTION_H
