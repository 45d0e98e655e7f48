/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_HELPER_H
#define TGEN_HELPER_H

#include "ns3/node-container.h"
#include "ns3/tgen-action-graph.h"
#include "ns3/traffic-helper.h"

#include <cstdint>
#include <memory>
#include <string>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Installs a TgenApplication for one action graph on any number of nodes.
 *
 * Nodes of other ranks of a parallel run are skipped, but counted.
 */
class TgenHelper : public TrafficHelper
{
  public:
    /**
     * @param config a TGen action graph (GraphML)
     * @throw InputError when the graph is not valid
     */
    explicit TgenHelper(const std::string& config);
    /// For a graph that was read already.
    explicit TgenHelper(std::shared_ptr<const TgenActionGraph> graph);

    /**
     * Let each application write its TGen log to @c tgen.HOST.log in a directory that exists.
     * Without this call there are no logs.
     */
    void SetLogDirectory(const std::string& directory);

    /**
     * Fix the random streams of the TGen applications on some nodes.
     * @param nodes nodes, those of other ranks included
     * @param stream first stream number to use
     * @return how many stream numbers were used up
     */
    static int64_t AssignStreams(const NodeContainer& nodes, int64_t stream);

  private:
    std::optional<uint16_t> GetServerPort() const override;
    Ptr<Application> Create(Ptr<Node> node) const override;

    std::shared_ptr<const TgenActionGraph> m_graph;
    std::string m_logDirectory;
};

} // namespace ns3

#endif // TGEN_HELPER_H
