/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_NETWORK_H
#define POISSON_NETWORK_H

#include "ns3/network-description.h"
#include "ns3/poisson-config.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/// A network in which a Poisson client and its servers have a place.
struct PoissonNetwork
{
    /**
     * A star of the client and a host for each server: links of the smallest usual rate that is at
     * least twice the load. Servers keep their addresses, but for those that no host on a network
     * can have (127.0.0.1).
     */
    static PoissonNetwork Assume(const PoissonConfig& config, double megabitsPerSecond);

    /**
     * A network from a file: an object like that of the key `network` of a scenario.
     * @param client name of the client's host; by default "client", or else the first one of the
     *        network that is no server
     * @throw InputError with every problem found
     */
    static PoissonNetwork Load(const std::string& path,
                               const PoissonConfig& config,
                               const std::optional<std::string>& client);

    std::shared_ptr<const NetworkDescription> description;
    std::size_t client{0};            //!< by its place among the nodes
    std::vector<std::size_t> servers; //!< the same for each server of the config
    std::string text;                 //!< what it is, in a line
    std::vector<std::string> notes;   //!< what is worth a word
};

} // namespace ns3

#endif // POISSON_NETWORK_H
