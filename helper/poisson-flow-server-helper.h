/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_FLOW_SERVER_HELPER_H
#define POISSON_FLOW_SERVER_HELPER_H

#include "ns3/node-container.h"
#include "ns3/traffic-helper.h"

#include <cstdint>
#include <string>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Installs a PoissonFlowServerApplication on any number of nodes.
 *
 * Nodes of other ranks of a parallel run are skipped.
 */
class PoissonFlowServerHelper : public TrafficHelper
{
  public:
    /// @param port TCP port that the servers listen on; that of HKUST's server by default
    explicit PoissonFlowServerHelper(uint16_t port = 5001);

    /// Servers draw nothing. @return 0
    static int64_t AssignStreams(const NodeContainer& nodes, int64_t stream);

  private:
    std::optional<uint16_t> GetServerPort() const override;
    Ptr<Application> Create(Ptr<Node> node) const override;
};

} // namespace ns3

#endif // POISSON_FLOW_SERVER_HELPER_H
