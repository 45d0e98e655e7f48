/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef HOST_DIRECTORY_H
#define HOST_DIRECTORY_H

#include "ns3/inet-socket-address.h"
#include "ns3/ipv4-address.h"
#include "ns3/node.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Who is who in a simulation: host names (ns3::Names) to IPv4 addresses and back, and who listens
 * on which port. Use it as SimulationSingleton<HostDirectory>::Get().
 *
 * Every rank of a parallel run fills it in the same way: helpers report servers on all nodes, not
 * only on those of their own rank.
 */
class HostDirectory
{
  public:
    /// Name of a node in ns3::Names, or "node<id>" when it has none.
    static std::string NameOf(Ptr<const Node> node);
    /// First address of a node that is not a loopback one; none when it has no such address yet.
    static std::optional<Ipv4Address> AddressOf(Ptr<const Node> node);

    /**
     * How a node speaks to a remote end point: one of its own is reached through its loopback
     * device, as on every host. ns-3 would send it over a link, and the neighbour send it back.
     */
    static InetSocketAddress EndPointFrom(Ptr<const Node> node, const InetSocketAddress& remote);

    /// Whether a name means the host that says it: localhost, 127.0.0.1 or 0.0.0.0.
    static bool IsLocalhost(const std::string& name);
    /// Whether a name is a dotted quad.
    static bool IsAddress(const std::string& name);

    /**
     * Address of a host.
     * @param name a name in ns3::Names, "node<id>", or a dotted quad
     * @return none when there is no such host, or when it has no address
     */
    std::optional<Ipv4Address> Resolve(const std::string& name) const;

    /// Name of the host that has this address, or "" when none has ("localhost" for 127.0.0.1).
    const std::string& NameOf(Ipv4Address address);

    /// Say that a host listens on a port.
    void AddServer(Ptr<const Node> node, uint16_t port);

    /// Node ids of the hosts that listen on a port.
    const std::set<uint32_t>& ServersOn(uint16_t port) const;

  private:
    std::map<uint16_t, std::set<uint32_t>> m_servers;
    std::map<Ipv4Address, std::string> m_names; //!< filled at the first question
};

} // namespace ns3

#endif // HOST_DIRECTORY_H
