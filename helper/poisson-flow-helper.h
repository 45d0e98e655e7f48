/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_FLOW_HELPER_H
#define POISSON_FLOW_HELPER_H

#include "ns3/node-container.h"
#include "ns3/poisson-config.h"
#include "ns3/poisson-plan.h"
#include "ns3/traffic-helper.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Installs a PoissonFlowApplication on any number of nodes that have their addresses.
 *
 * Where the servers of the config are "others", they are the other nodes of the same call of
 * Install(). Where the load is a fraction, it is that of the rate of a node's link. Nodes of other
 * ranks of a parallel run are skipped, but counted.
 *
 * Install() throws an InputError when a server is no host of the simulation, when there can be no
 * such plan, or when a node has not one link whose rate a fraction could be of.
 */
class PoissonFlowHelper : public TrafficHelper
{
  public:
    /**
     * @param config a config of HKUST's or the Python tool
     * @param load how much of it
     * @throw InputError when the config is not valid
     */
    PoissonFlowHelper(const std::string& config, const PoissonLoad& load);
    /// For a config that was read already.
    PoissonFlowHelper(std::shared_ptr<const PoissonConfig> config, const PoissonLoad& load);

    /**
     * Fix the random streams of the Poisson flow applications on some nodes.
     * @param nodes nodes, those of other ranks included
     * @param stream first stream number to use
     * @return how many stream numbers were used up
     */
    static int64_t AssignStreams(const NodeContainer& nodes, int64_t stream);

  private:
    ApplicationContainer DoInstall(const NodeContainer& nodes) override;
    Ptr<Application> Create(Ptr<Node> node) const override;
    /**
     * @param node that asks
     * @param config with the servers of this node;
     * @param self its place among them
     */
    Ptr<Application> Create(Ptr<Node> node,
                            std::shared_ptr<const PoissonConfig> config,
                            std::optional<uint32_t> self) const;

    std::shared_ptr<const PoissonConfig> m_config;
    PoissonLoad m_load;
};

} // namespace ns3

#endif // POISSON_FLOW_HELPER_H
