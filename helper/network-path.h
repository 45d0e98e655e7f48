/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NETWORK_PATH_H
#define NETWORK_PATH_H

#include "ns3/network-description.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * The links that packets take from one node to another: as few as possible, which is what ns-3's
 * global routing counts. Of several such ways it is one that the order of the links decides.
 */
class NetworkPaths
{
  public:
    /// @param network outlives the paths @param from place of a node in it
    NetworkPaths(const NetworkDescription& network, std::size_t from);

    /// @return the links on the way to a node, in order; empty when there is no way, or none is
    ///         needed
    std::vector<const LinkProperties*> To(std::size_t to) const;

  private:
    /// How a node is reached.
    struct Step
    {
        std::size_t node; //!< before it
        const LinkProperties* link;
    };

    std::size_t m_from;
    std::vector<std::optional<Step>> m_steps;
};

} // namespace ns3

#endif // NETWORK_PATH_H
