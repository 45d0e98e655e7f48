/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TRAFFIC_HELPER_H
#define TRAFFIC_HELPER_H

#include "ns3/application-container.h"
#include "ns3/application.h"
#include "ns3/attribute.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * What all helpers of applications have in common: attributes, and installing on nodes.
 *
 * In a parallel run every rank installs on all nodes. Those of other ranks get no application, but
 * what listens there is known everywhere (HostDirectory).
 */
class TrafficHelper
{
  public:
    virtual ~TrafficHelper();

    /// Set an attribute of the applications that are installed from now on.
    void SetAttribute(const std::string& name, const AttributeValue& value);

    /// @return the applications on nodes of this rank
    ApplicationContainer Install(const NodeContainer& nodes);
    /// @return the application, or none on a node of another rank
    ApplicationContainer Install(Ptr<Node> node);
    /// @param nodeName a name in ns3::Names; aborts when there is no such node
    ApplicationContainer Install(const std::string& nodeName);

    /// Whether this process simulates a node.
    static bool IsLocal(Ptr<const Node> node);

  protected:
    /// @param application type of the applications
    explicit TrafficHelper(TypeId application);

    /// @return the attribute Port of the applications as it is set now
    uint16_t GetPortAttribute() const;

    /// Install on some nodes; where helpers do not say otherwise, one by one.
    virtual ApplicationContainer DoInstall(const NodeContainer& nodes);
    /// @return the TCP port that the applications listen on, or none
    virtual std::optional<uint16_t> GetServerPort() const;
    /// @return an application for a node of this rank, which is added to it afterwards
    virtual Ptr<Application> Create(Ptr<Node> node) const = 0;

    ObjectFactory m_factory; //!< what Create() makes applications with
};

} // namespace ns3

#endif // TRAFFIC_HELPER_H
