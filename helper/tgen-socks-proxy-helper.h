/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_SOCKS_PROXY_HELPER_H
#define TGEN_SOCKS_PROXY_HELPER_H

#include "ns3/node-container.h"
#include "ns3/traffic-helper.h"

#include <cstdint>
#include <string>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Installs a TgenSocksProxyApplication on any number of nodes, and lets `localhost` in the configs
 * of TGen hosts find it. Nodes of other ranks of a parallel run are skipped, but counted.
 */
class TgenSocksProxyHelper : public TrafficHelper
{
  public:
    /// @param port that the proxy listens on
    explicit TgenSocksProxyHelper(uint16_t port = 1080);

    /// A proxy draws nothing. @return 0
    static int64_t AssignStreams(const NodeContainer& nodes, int64_t stream);

  private:
    std::optional<uint16_t> GetServerPort() const override;
    Ptr<Application> Create(Ptr<Node> node) const override;
};

} // namespace ns3

#endif // TGEN_SOCKS_PROXY_HELPER_H
