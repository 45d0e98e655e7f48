/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_LISTENERS_H
#define SCENARIO_LISTENERS_H

#include "ns3/json-document.h"
#include "ns3/network-description.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Which hosts of a scenario listen on which ports. Hosts are named by their place among the nodes
 * of the network.
 */
class ScenarioListeners
{
  public:
    /// @param network names nodes in messages
    explicit ScenarioListeners(std::shared_ptr<const NetworkDescription> network);

    /**
     * Note that hosts listen on a TCP port; where somebody does already, that is a problem.
     * @param json what has them listen
     * @param who listens, as it is called in messages
     * @param port that is listened on
     * @param hosts that listen
     */
    void Add(const JsonValue& json,
             const std::string& who,
             uint16_t port,
             const std::vector<std::size_t>& hosts);
    /// The same for a UDP port.
    void AddUdp(const JsonValue& json,
                const std::string& who,
                uint16_t port,
                const std::vector<std::size_t>& hosts);

    /// @return whether that host listens on that TCP port
    bool Has(uint16_t port, std::size_t host) const;
    /// The same for a UDP port.
    bool HasUdp(uint16_t port, std::size_t host) const;
    /// @return all that listen on a TCP port
    std::set<std::size_t> GetHosts(uint16_t port) const;

  private:
    using Hosts = std::map<uint16_t, std::set<std::size_t>>; //!< by port

    void AddTo(Hosts& listeners,
               const JsonValue& json,
               const std::string& who,
               const std::string& portName,
               uint16_t port,
               const std::vector<std::size_t>& hosts);

    std::shared_ptr<const NetworkDescription> m_network;
    Hosts m_tcp;
    Hosts m_udp;
};

} // namespace ns3

#endif // SCENARIO_LISTENERS_H
