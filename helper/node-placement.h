/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NODE_PLACEMENT_H
#define NODE_PLACEMENT_H

#include "ns3/network-description.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Place the nodes of a network on the ranks of a parallel run.
 *
 * Where the network names ranks (NetworkDescription::ranks), rank r is process r modulo the number
 * of processes, so that one file serves any number of them, and a node without a rank goes where
 * the nearest node with one is, by the delay of the links between them.
 *
 * Else the network is cut along its longest links: ranks run ahead of each other by the delay of
 * the shortest link between them. As many links as possible are kept within a rank, the shortest
 * ones first, until the parts can just be dealt to all ranks; the work of a part is estimated as
 * the number of its links' ends.
 *
 * @param network checked
 * @param ranks number of processes
 * @return the rank of each node, in the order of NetworkDescription::nodes
 * @throw InputError when a link without delay would lie between ranks, or a rank had no node
 */
std::vector<uint32_t> PlaceNodes(const NetworkDescription& network, uint32_t ranks);

} // namespace ns3

#endif // NODE_PLACEMENT_H
