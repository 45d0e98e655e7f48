/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NETWORK_BUILDER_H
#define NETWORK_BUILDER_H

#include "ns3/error-model.h"
#include "ns3/network-description.h"
#include "ns3/node-container.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Builds a network of point-to-point links, with IPv4 and global routing on every node. Nodes
 * enter ns3::Names under their names.
 *
 * Every interface has an address with a host mask (/32), so that hosts can have any address: a
 * point-to-point link needs no subnet, and global routing has a host route to every interface.
 * The first interface of a node without a given address gets the next one from 10.0.0.1 up (in a
 * star, host n is 10.0.0.n), further interfaces are numbered from 10.128.0.1 up; given addresses
 * are passed over.
 */
class NetworkBuilder
{
  public:
    /**
     * Build a network. Every rank of a parallel run does it in the same way.
     * @param network checked; its names must not be in ns3::Names yet
     * @param ranks number of processes that the nodes are placed on, see PlaceNodes
     * @return its nodes, in the order of NetworkDescription::nodes
     */
    NodeContainer Build(const NetworkDescription& network, uint32_t ranks = 1);

    /**
     * Fix the random streams of lossy links.
     * @param stream first stream number to use
     * @return how many were used: two for each link, lossy or not
     */
    int64_t AssignStreams(int64_t stream);

  private:
    std::vector<Ptr<RateErrorModel>> m_lossModels; //!< two for each link; null without loss
};

} // namespace ns3

#endif // NETWORK_BUILDER_H
