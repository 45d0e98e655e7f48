/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_REPORT_H
#define LINK_REPORT_H

#include "ns3/node-container.h"
#include "ns3/results-share.h"

#include <nlohmann/json.hpp>

namespace ns3
{

class ResultsHelper;

/**
 * @ingroup synthetic-traffic
 * What the point-to-point links of nodes have carried and dropped so far, for links.json: a list
 * with an object for each direction of each link, in the order of nodes and their devices,
 *
 *     {"from": "client", "to": "server", "packets": 78742, "bytes": 5301580, "dropped": 0}
 *
 * where packets and bytes (of IP) are those that have left the queue, and dropped those that found
 * it full, or that a queueing discipline above it gave up. What random loss takes is not counted.
 */
nlohmann::ordered_json ReportLinks(const NodeContainer& nodes);

/**
 * @ingroup synthetic-traffic
 * Writes links.json when a run is over.
 */
class LinksShare : public ResultsShare
{
  public:
    /// @param nodes whose links are told of @param results that this is a share of
    LinksShare(const NodeContainer& nodes, ResultsHelper& results);

    void Close() override;
    nlohmann::json Save() const override;
    void Merge(const nlohmann::json& saved) override;
    void Finish(nlohmann::ordered_json& summary) override;

  private:
    const NodeContainer m_nodes;
    ResultsHelper& m_results;
    nlohmann::ordered_json m_links;
};

} // namespace ns3

#endif // LINK_REPORT_H
