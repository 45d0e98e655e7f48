/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_GROUP_HOSTS_H
#define FLOW_GROUP_HOSTS_H

#include "ns3/ipv4-address.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Which host of a flow-group config or a trace has which IPv4 address. Immutable.
 */
class FlowGroupHosts
{
  public:
    /// The rule that hN is 10.0.0.0 + N: h1 is 10.0.0.1, as in the networks of the course.
    FlowGroupHosts() = default;
    /// @param hosts names and addresses, all different
    explicit FlowGroupHosts(const std::vector<std::pair<std::string, Ipv4Address>>& hosts);

    /**
     * Read a file that has `NAME ADDRESS` a line. Blank lines and what follows a `#` do not count.
     * @throw InputError with every line that is not so
     */
    static FlowGroupHosts Load(const std::string& path);
    /**
     * The same for text in memory.
     * @param text "NAME ADDRESS" a line
     * @param name stands for the file's name
     */
    static FlowGroupHosts Parse(std::string_view text, const std::string& name);

    /// @return none when there is no such host
    std::optional<Ipv4Address> AddressOf(const std::string& name) const;
    /// @return none when no host has this address
    std::optional<std::string> NameOf(Ipv4Address address) const;

    /// @return "" or a host that may be meant, for a message
    std::string Suggest(const std::string& name) const;
    /// @return what a host may be called, for a message
    std::string Describe() const;

  private:
    std::map<std::string, Ipv4Address> m_addresses; //!< empty: the rule
    std::map<Ipv4Address, std::string> m_names;
};

} // namespace ns3

#endif // FLOW_GROUP_HOSTS_H
