/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_FLOW_SERVER_HELPER_H
#define POISSON_FLOW_SERVER_HELPER_H

#include "ns3/application-container.h"
#include "ns3/attribute.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"

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
class PoissonFlowServerHelper
{
  public:
    /// @param port TCP port that the servers listen on; that of HKUST's server by default
    explicit PoissonFlowServerHelper(uint16_t port = 5001);

    /// Set an attribute of the applications that are installed from now on.
    void SetAttribute(const std::string& name, const AttributeValue& value);

    ApplicationContainer Install(const NodeContainer& nodes);
    ApplicationContainer Install(Ptr<Node> node);
    /// @param nodeName a name in ns3::Names
    ApplicationContainer Install(const std::string& nodeName);

    /// Servers draw nothing. @return 0
    static int64_t AssignStreams(const NodeContainer& nodes, int64_t stream);

  private:
    uint16_t m_port;
    ObjectFactory m_factory;
};

} // namespace ns3

#endif // POISSON_FLOW_SERVER_HELPER_H
