/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONTENT_SERVER_HELPER_H
#define CONTENT_SERVER_HELPER_H

#include "ns3/application-container.h"
#include "ns3/attribute.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"

#include <cstdint>
#include <map>
#include <string>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Installs a ContentServerApplication on any number of nodes.
 *
 * Nodes of other ranks of a parallel run are skipped.
 */
class ContentServerHelper
{
  public:
    /// @param port TCP port of files; @param udpPort UDP port of datagrams
    explicit ContentServerHelper(uint16_t port = 80, uint16_t udpPort = 9000);

    /// @param content bytes by path, beside the paths that say sizes ("/154000")
    void SetContent(const std::map<std::string, uint64_t>& content);
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
    std::map<std::string, uint64_t> m_content;
    ObjectFactory m_factory;
};

} // namespace ns3

#endif // CONTENT_SERVER_HELPER_H
