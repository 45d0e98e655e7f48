/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GENSYN_HELPER_H
#define GENSYN_HELPER_H

#include "ns3/application-container.h"
#include "ns3/attribute.h"
#include "ns3/gensyn-model.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Installs a GensynApplication, a population of users, on any number of nodes that have their
 * addresses.
 *
 * Nodes of other ranks of a parallel run are skipped.
 */
class GensynHelper
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
    /// Set an attribute of the applications that are installed from now on.
    void SetAttribute(const std::string& name, const AttributeValue& value);

    /**
     * Install users who know the addresses of their servers.
     * @throw InputError when a server is no host of the simulation, or when users communicate and
     *        there are no servers
     */
    ApplicationContainer Install(const NodeContainer& nodes);
    ApplicationContainer Install(Ptr<Node> node);
    /// @param nodeName a name in ns3::Names
    ApplicationContainer Install(const std::string& nodeName);

    /**
     * Fix the random streams of the GenSyn applications on some nodes.
     * @param nodes nodes, those of other ranks included
     * @param stream first stream number to use
     * @return how many stream numbers were used up
     */
    static int64_t AssignStreams(const NodeContainer& nodes, int64_t stream);

  private:
    std::shared_ptr<const GensynModel> m_model;
    uint64_t m_users;
    std::vector<std::string> m_servers;
    ObjectFactory m_factory;
};

} // namespace ns3

#endif // GENSYN_HELPER_H
