/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/scenario-listeners.h"

#include "ns3/input-error.h"

namespace ns3
{

ScenarioListeners::ScenarioListeners(std::shared_ptr<const NetworkDescription> network)
    : m_network(std::move(network))
{
}

void
ScenarioListeners::AddTo(Hosts& listeners,
                         const JsonValue& json,
                         const std::string& who,
                         const std::string& portName,
                         uint16_t port,
                         const std::vector<std::size_t>& hosts)
{
    for (const auto host : hosts)
    {
        if (!listeners[port].insert(host).second)
        {
            json.Refuse(portName + " " + std::to_string(port) + " of host " +
                            QuoteInput(m_network->nodes[host]) + " is served already, so " + who +
                            " cannot listen there",
                        "expected one server for a port of a host");
        }
    }
}

void
ScenarioListeners::Add(const JsonValue& json,
                       const std::string& who,
                       uint16_t port,
                       const std::vector<std::size_t>& hosts)
{
    AddTo(m_tcp, json, who, "port", port, hosts);
}

void
ScenarioListeners::AddUdp(const JsonValue& json,
                          const std::string& who,
                          uint16_t port,
                          const std::vector<std::size_t>& hosts)
{
    AddTo(m_udp, json, who, "UDP port", port, hosts);
}

bool
ScenarioListeners::Has(uint16_t port, std::size_t host) const
{
    const auto found = m_tcp.find(port);
    return found != m_tcp.end() && found->second.count(host) > 0;
}

bool
ScenarioListeners::HasUdp(uint16_t port, std::size_t host) const
{
    const auto found = m_udp.find(port);
    return found != m_udp.end() && found->second.count(host) > 0;
}

std::set<std::size_t>
ScenarioListeners::GetHosts(uint16_t port) const
{
    const auto found = m_tcp.find(port);
    return found == m_tcp.end() ? std::set<std::size_t>() : found->second;
}

} // namespace ns3
