/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_LIST_SOURCE_H
#define FLOW_LIST_SOURCE_H

#include "ns3/flow-list.h"
#include "ns3/poisson-request.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * The flows of a list that one host sends, as requests of one flow each.
 */
class FlowListSource : public PoissonRequestSource
{
  public:
    /// Where flows go: the index of a host in the list, and a port.
    using Destination = std::pair<uint32_t, uint16_t>;

    /// The flows of a list by the host that sends them, in order.
    static std::map<uint32_t, std::vector<ListedFlow>> GroupBySource(const FlowList& list);

    /// @param flows in the order of their starts
    explicit FlowListSource(std::vector<ListedFlow> flows);

    bool Next(PoissonRequest& request) override;

    /// @return the destinations, which requests have for servers by their index here
    const std::vector<Destination>& GetDestinations() const;

  private:
    std::vector<ListedFlow> m_flows;
    std::size_t m_next{0};
    std::vector<Destination> m_destinations;
    std::map<Destination, uint32_t> m_indices;
};

} // namespace ns3

#endif // FLOW_LIST_SOURCE_H
