/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/host-directory.h"

#include "ns3/ipv4.h"
#include "ns3/names.h"
#include "ns3/node-list.h"

#include <arpa/inet.h>
#include <strings.h>

namespace ns3
{

std::string
HostDirectory::NameOf(Ptr<const Node> node)
{
    const auto name = Names::FindName(ConstCast<Node>(node));
    return name.empty() ? "node" + std::to_string(node->GetId()) : name;
}

std::optional<Ipv4Address>
HostDirectory::AddressOf(Ptr<const Node> node)
{
    if (const auto ipv4 = node->GetObject<Ipv4>())
    {
        for (uint32_t interface = 0; interface < ipv4->GetNInterfaces(); ++interface)
        {
            for (uint32_t i = 0; i < ipv4->GetNAddresses(interface); ++i)
            {
                const auto address = ipv4->GetAddress(interface, i).GetLocal();
                if (!address.IsLocalhost())
                {
                    return address;
                }
            }
        }
    }
    return std::nullopt;
}

InetSocketAddress
HostDirectory::EndPointFrom(Ptr<const Node> node, const InetSocketAddress& remote)
{
    const auto ipv4 = node->GetObject<Ipv4>();
    return ipv4 && ipv4->GetInterfaceForAddress(remote.GetIpv4()) >= 0
               ? InetSocketAddress(Ipv4Address::GetLoopback(), remote.GetPort())
               : remote;
}

bool
HostDirectory::IsLocalhost(const std::string& name)
{
    return strcasecmp(name.c_str(), "localhost") == 0 || name == "127.0.0.1" || name == "0.0.0.0";
}

bool
HostDirectory::IsAddress(const std::string& name)
{
    in_addr quad;
    return inet_pton(AF_INET, name.c_str(), &quad) == 1;
}

std::optional<Ipv4Address>
HostDirectory::Resolve(const std::string& name) const
{
    if (IsAddress(name))
    {
        return Ipv4Address(name.c_str());
    }
    if (const auto node = Names::Find<Node>(name))
    {
        return AddressOf(node);
    }
    for (auto node = NodeList::Begin(); node != NodeList::End(); ++node)
    {
        if (NameOf(Ptr<const Node>(*node)) == name)
        {
            return AddressOf(*node);
        }
    }
    return std::nullopt;
}

const std::string&
HostDirectory::NameOf(Ipv4Address address)
{
    if (m_names.empty())
    {
        m_names[Ipv4Address::GetLoopback()] = "localhost";
        for (auto node = NodeList::Begin(); node != NodeList::End(); ++node)
        {
            const auto ipv4 = (*node)->GetObject<Ipv4>();
            for (uint32_t interface = 0; ipv4 && interface < ipv4->GetNInterfaces(); ++interface)
            {
                for (uint32_t i = 0; i < ipv4->GetNAddresses(interface); ++i)
                {
                    m_names.emplace(ipv4->GetAddress(interface, i).GetLocal(),
                                    NameOf(Ptr<const Node>(*node)));
                }
            }
        }
    }
    return m_names[address];
}

void
HostDirectory::AddServer(Ptr<const Node> node, uint16_t port)
{
    m_servers[port].insert(node->GetId());
}

const std::set<uint32_t>&
HostDirectory::ServersOn(uint16_t port) const
{
    static const std::set<uint32_t> nobody;
    const auto found = m_servers.find(port);
    return found == m_servers.end() ? nobody : found->second;
}

} // namespace ns3
