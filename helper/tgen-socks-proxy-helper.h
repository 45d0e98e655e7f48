/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_SOCKS_PROXY_HELPER_H
#define TGEN_SOCKS_PROXY_HELPER_H

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
 * Installs a TgenSocksProxyApplication on any number of nodes, and lets `localhost` in the configs
 * of TGen hosts find it. Nodes of other ranks of a parallel run are skipped, but counted.
 */
class TgenSocksProxyHelper
{
  public:
    /// @param port that the proxy listens on
    explicit TgenSocksProxyHelper(uint16_t port = 1080);

    /// Set an attribute of the applications that are installed from now on; the port stays.
    void SetAttribute(const std::string& name, const AttributeValue& value);

    ApplicationContainer Install(const NodeContainer& nodes);
    ApplicationContainer Install(Ptr<Node> node);
    /// @param nodeName a name in ns3::Names
    ApplicationContainer Install(const std::string& nodeName);

    /// A proxy draws nothing. @return 0
    static int64_t AssignStreams(const NodeContainer& nodes, int64_t stream);

  private:
    uint16_t m_port;
    ObjectFactory m_factory;
};

} // namespace ns3

#endif // TGEN_SOCKS_PROXY_HELPER_H
