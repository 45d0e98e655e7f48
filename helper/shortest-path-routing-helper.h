/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SHORTEST_PATH_ROUTING_HELPER_H
#define SHORTEST_PATH_ROUTING_HELPER_H

#include "ns3/ipv4-routing-helper.h"
#include "ns3/node-container.h"

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Routing over shortest paths (ShortestPathRouting) in a network of point-to-point links, in place
 * of ns-3's global routing.
 *
 * @code
 *   InternetStackHelper internet;
 *   internet.SetRoutingHelper(ShortestPathRoutingHelper());
 *   internet.Install(nodes);
 *   // links and addresses
 *   ShortestPathRoutingHelper::Connect(nodes);
 * @endcode
 */
class ShortestPathRoutingHelper : public Ipv4RoutingHelper
{
  public:
    /// What makes a path short.
    enum Metric
    {
        HOPS, //!< few links
        DELAY //!< a small sum of their delays, and then few links
    };

    ShortestPathRoutingHelper* Copy() const override;
    Ptr<Ipv4RoutingProtocol> Create(Ptr<Node> node) const override;

    /**
     * Let the nodes of a network find each other, after all links and addresses are there. Links to
     * other nodes do not count. In a parallel run every rank does it, with all nodes.
     * @param nodes with routing of this helper
     * @param metric of paths
     */
    static void Connect(const NodeContainer& nodes, Metric metric = HOPS);
};

} // namespace ns3

#endif // SHORTEST_PATH_ROUTING_HELPER_H
