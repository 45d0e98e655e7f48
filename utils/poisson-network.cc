/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "poisson-network.h"

#include "ns3/host-directory.h"
#include "ns3/input-error.h"
#include "ns3/json-document.h"
#include "ns3/nearest-name.h"

#include <algorithm>
#include <map>
#include <utility>

namespace ns3
{

namespace
{

/// Usual rates of network cards, in Mbit/s.
constexpr double RATES[] = {1000, 10000, 25000, 40000, 100000, 200000, 400000, 800000};
constexpr const char* DELAY = "10us";

/// @return whether a host of a network can have an address
bool
IsHostAddress(Ipv4Address address)
{
    constexpr uint32_t FIRST_MULTICAST = 0xe0000000;
    const auto number = address.Get();
    return number >> 24 != 0 && number >> 24 != 127 && number < FIRST_MULTICAST;
}

/// @return the place of a host by its name or its address
std::optional<std::size_t>
FindHost(const NetworkDescription& network, const std::string& host)
{
    if (const auto place = network.Find(host))
    {
        return place;
    }
    for (const auto& [place, address] : network.addresses)
    {
        if (HostDirectory::IsAddress(host) && address == Ipv4Address(host.c_str()))
        {
            return place;
        }
    }
    return std::nullopt;
}

} // namespace

PoissonNetwork
PoissonNetwork::Assume(const PoissonConfig& config, double megabitsPerSecond)
{
    const auto rate = std::find_if(std::begin(RATES), std::end(RATES) - 1, [&](double rate) {
        return rate >= 2 * megabitsPerSecond;
    });
    LinkProperties link;
    link.rate = DataRate(static_cast<uint64_t>(*rate * 1e6));
    link.delay = Time(DELAY);
    link.queue = QueueSize("1000p");
    link.framing = LinkProperties::ETHERNET;

    PoissonNetwork network;
    const auto star = std::make_shared<NetworkDescription>();
    star->nodes = {"client"};
    std::map<std::string, std::size_t> places;
    for (const auto& server : config.servers)
    {
        const auto [known, isNew] = places.emplace(server.host, star->nodes.size());
        network.servers.push_back(known->second);
        if (!isNew)
        {
            continue;
        }
        star->nodes.push_back("server" + std::to_string(places.size()));
        if (HostDirectory::IsAddress(server.host) &&
            IsHostAddress(Ipv4Address(server.host.c_str())))
        {
            star->addresses.emplace(known->second, Ipv4Address(server.host.c_str()));
        }
        else
        {
            network.notes.push_back("server " + server.host + " is the simulated host " +
                                    star->nodes.back() + " with an address of its own");
        }
    }
    star->nodes.push_back("switch");
    for (std::size_t host = 0; host + 1 < star->nodes.size(); ++host)
    {
        star->links.push_back({host, star->nodes.size() - 1, link});
    }
    network.text = "a star of the client and " + std::to_string(places.size()) +
                   (places.size() == 1 ? " server" : " servers") + ", with links of " +
                   std::to_string(static_cast<int>(*rate / 1000)) + " Gbit/s and " + DELAY +
                   " (--network FILE gives another one)";
    network.description = star;
    return network;
}

PoissonNetwork
PoissonNetwork::Load(const std::string& path,
                     const PoissonConfig& config,
                     const std::optional<std::string>& client)
{
    JsonDocument document(path);
    PoissonNetwork network;
    const auto description = std::make_shared<NetworkDescription>(ReadNetwork(document.GetRoot()));
    document.ThrowIfAny();
    const auto& nodes = description->nodes;

    InputProblems problems(config.file);
    for (const auto& server : config.servers)
    {
        const auto place = FindHost(*description, server.host);
        if (!place)
        {
            problems.Add(server.line,
                         "server " + QuoteInput(server.host) + " is not a host of the network in " +
                             path + SuggestName(server.host, nodes),
                         "a name of it, or an address that it gives to a host");
        }
        network.servers.push_back(place.value_or(0));
    }
    problems.ThrowIfAny();

    const auto isServer = [&](std::size_t place) {
        return std::find(network.servers.begin(), network.servers.end(), place) !=
               network.servers.end();
    };
    auto place = description->Find(client.value_or("client"));
    for (std::size_t i = 0; !client && !place && i < nodes.size(); ++i)
    {
        place = isServer(i) ? std::nullopt : std::optional(i);
    }
    if (!place || isServer(*place))
    {
        throw InputError(path,
                         0,
                         client ? "the client " + QuoteInput(*client) +
                                      (place ? " is a server too" : " is not a host here")
                                : std::string("there is no host for the client"),
                         "a host that is no server");
    }
    network.client = *place;
    network.text = path + ", with the client on " + nodes[*place];
    network.description = description;
    return network;
}

} // namespace ns3
