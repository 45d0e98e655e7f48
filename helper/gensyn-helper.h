/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GENSYN_HELPER_H
#define GENSYN_HELPER_H

#include "ns3/gensyn-model.h"
#include "ns3/node-container.h"
#include "ns3/traffic-helper.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Installs a GensynApplication, a population of users, on any number of nodes that have their
 * addresses. Install() throws an InputError when a server is no host of the simulation.
 *
 * Nodes of other ranks of a parallel run are skipped.
 */
class GensynHelper : public TrafficHelper
{
  public:
    /**
     * @param model a file, or the name of a template: `ftp`, `web`, `voice`, `combined`, `video`
     * @param users on each node
     * @throw InputError when the model is not valid
     */
    GensynHelper(const std::string& model, uint64_t users);
    /// For a model that was read already.
    GensynHelper(std::shared_ptr<const GensynModel> model, uint64_t users);

    /**
     * Who serves the users.
     * @param hosts names of hosts that run content servers; a host does not serve its own users
     *        where there are others
     */
    void SetServers(const std::vector<std::string>& hosts);

    /**
     * Fix the random streams of the GenSyn applications on some nodes.
     * @param nodes nodes, those of other ranks included
     * @param stream first stream number to use
     * @return how many stream numbers were used up
     */
    static int64_t AssignStreams(const NodeContainer& nodes, int64_t stream);

  private:
    Ptr<Application> Create(Ptr<Node> node) const override;

    std::shared_ptr<const GensynModel> m_model;
    uint64_t m_users;
    std::vector<std::string> m_servers;
};

} // namespace ns3

#endif // GENSYN_HELPER_H
