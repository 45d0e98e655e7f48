/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONTENT_SERVER_HELPER_H
#define CONTENT_SERVER_HELPER_H

#include "ns3/node-container.h"
#include "ns3/traffic-helper.h"

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
class ContentServerHelper : public TrafficHelper
{
  public:
    /// @param port TCP port of files; @param udpPort UDP port of datagrams
    explicit ContentServerHelper(uint16_t port = 80, uint16_t udpPort = 9000);

    /// @param content bytes by path, beside the paths that say sizes ("/154000")
    void SetContent(const std::map<std::string, uint64_t>& content);
    /// Servers draw nothing. @return 0
    static int64_t AssignStreams(const NodeContainer& nodes, int64_t stream);

  private:
    std::optional<uint16_t> GetServerPort() const override;
    Ptr<Application> Create(Ptr<Node> node) const override;

    std::map<std::string, uint64_t> m_content;
};

} // namespace ns3

#endif // CONTENT_SERVER_HELPER_H
