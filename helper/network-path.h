/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NETWORK_PATH_H
#define NETWORK_PATH_H

#include "ns3/network-description.h"
#include "ns3/shortest-paths.h"

#include <cstddef>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * The links that packets take from one node to another: one of the shortest paths that
 * NetworkDescription::metric means. Of several such ways it is the one that begins with the link
 * that is mentioned first, and so on from node to node; each flow takes one of them.
 */
class NetworkPaths
{
  public:
    /// @param network outlives the paths
    explicit NetworkPaths(const NetworkDescription& network);

    /**
     * @param from place of a node in the network
     * @param to place of another one
     * @return the links on the way, in order and in this direction; empty when there is no way, or
     *         none is needed
     */
    std::vector<LinkProperties> Find(std::size_t from, std::size_t to) const;

  private:
    const NetworkDescription& m_network;
    ShortestPaths m_paths; //!< ports are places of links
};

} // namespace ns3

#endif // NETWORK_PATH_H
