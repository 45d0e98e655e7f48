/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_LIST_HELPER_H
#define FLOW_LIST_HELPER_H

#include "ns3/application-container.h"
#include "ns3/attribute.h"
#include "ns3/flow-list.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"

#include <memory>
#include <string>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Replays a list of flows: a PoissonFlowApplication on each host that sends any, which pushes each
 * of them over a connection of its own at its start, and a PoissonFlowServerApplication for each
 * port of each host that receives any. Start times count from the start of the applications.
 *
 * Nodes of other ranks of a parallel run are skipped.
 */
class FlowListHelper
{
  public:
    /// @param list flows between hosts by index; not null
    explicit FlowListHelper(std::shared_ptr<const FlowList> list);

    /// Set an attribute of the applications that send.
    void SetAttribute(const std::string& name, const AttributeValue& value);

    /**
     * @param hosts the hosts of the list, in its order, with their addresses. Aborts when they are
     *        too few.
     */
    ApplicationContainer Install(const NodeContainer& hosts);

    /// Nothing is drawn. @return 0
    static int64_t AssignStreams(const NodeContainer& nodes, int64_t stream);

  private:
    std::shared_ptr<const FlowList> m_list;
    ObjectFactory m_factory;
};

} // namespace ns3

#endif // FLOW_LIST_HELPER_H
