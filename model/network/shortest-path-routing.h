/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SHORTEST_PATH_ROUTING_H
#define SHORTEST_PATH_ROUTING_H

#include "ns3/ipv4-routing-protocol.h"
#include "ns3/ipv4.h"
#include "ns3/shortest-paths.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * What the nodes of a network know together. The same on every rank of a parallel run.
 */
struct ShortestPathMap
{
    ShortestPaths paths; //!< nodes by their place; ports are interfaces of Ipv4
    std::unordered_map<uint32_t, uint32_t> nodes; //!< by address of any interface
};

/**
 * @ingroup synthetic-traffic
 * Routing over the shortest paths of a network of point-to-point links that does not change, for
 * networks of thousands of nodes. ShortestPathRoutingHelper sets it up.
 *
 * Where several paths are equally short, each flow takes one of them: every node takes a hash of
 * both addresses, the protocol, both ports (TCP and UDP) and its own number, as switches do (ECMP,
 * RFC 2992 with hashing modulo the number of next hops). Fragments, and datagrams at the host that
 * sends them, have no ports for it. No random numbers: the paths are the same in each run.
 */
class ShortestPathRouting : public Ipv4RoutingProtocol
{
  public:
    /// @return the class of the protocol
    static TypeId GetTypeId();

    /**
     * Take part in a network.
     * @param map of the network
     * @param self place of this node in it
     */
    void Join(std::shared_ptr<ShortestPathMap> map, uint32_t self);

    /// @return the interfaces where shortest paths to an address begin; none when there are none
    std::vector<uint32_t> GetInterfaces(Ipv4Address destination) const;

    // From Ipv4RoutingProtocol
    Ptr<Ipv4Route> RouteOutput(Ptr<Packet> packet,
                               const Ipv4Header& header,
                               Ptr<NetDevice> device,
                               Socket::SocketErrno& error) override;

  private:
    /// The types of the callbacks: by value up to some release of ns-3, by reference from there on.
    template <typename Method>
    struct Parameters;

    template <typename P, typename H, typename D, typename U, typename M, typename L, typename E>
    struct Parameters<bool (Ipv4RoutingProtocol::*)(P, H, D, U, M, L, E)>
    {
        using Unicast = U;
        using Multicast = M;
        using Local = L;
        using Error = E;
    };

    using Input = Parameters<decltype(&Ipv4RoutingProtocol::RouteInput)>;

  public:
    bool RouteInput(Ptr<const Packet> packet,
                    const Ipv4Header& header,
                    Ptr<const NetDevice> device,
                    Input::Unicast unicast,
                    Input::Multicast multicast,
                    Input::Local local,
                    Input::Error error) override;
    void NotifyInterfaceUp(uint32_t interface) override;
    void NotifyInterfaceDown(uint32_t interface) override;
    void NotifyAddAddress(uint32_t interface, Ipv4InterfaceAddress address) override;
    void NotifyRemoveAddress(uint32_t interface, Ipv4InterfaceAddress address) override;
    void SetIpv4(Ptr<Ipv4> ipv4) override;
    void PrintRoutingTable(Ptr<OutputStreamWrapper> stream,
                           Time::Unit unit = Time::S) const override;

  protected:
    void DoDispose() override;

  private:
    /// @return the place of the node that has this address, or none
    std::optional<uint32_t> Find(Ipv4Address address) const;
    /// Which interface a packet leaves by. @return 0 (loopback) when nothing leads there
    uint32_t Choose(ShortestPaths::Ports ports,
                    const Packet* packet,
                    const Ipv4Header& header) const;
    /// The route by an interface.
    Ptr<Ipv4Route> GetRoute(uint32_t interface);

    Ptr<Ipv4> m_ipv4;
    std::shared_ptr<ShortestPathMap> m_map;
    uint32_t m_self{0};
    std::vector<Ptr<Ipv4Route>> m_routes; //!< by interface, made at their first use
};

} // namespace ns3

#endif // SHORTEST_PATH_ROUTING_H
