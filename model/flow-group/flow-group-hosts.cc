/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/flow-group-hosts.h"

#include "ns3/host-directory.h"
#include "ns3/input-error.h"
#include "ns3/nearest-name.h"
#include "ns3/text-file.h"

#include <algorithm>
#include <sstream>

namespace ns3
{

namespace
{

constexpr uint32_t RULE_BASE = 10U << 24;
/// The rule ends where NetworkBuilder begins to number the further interfaces of nodes.
constexpr uint32_t RULE_LAST = (128U << 16) - 1;

} // namespace

FlowGroupHosts::FlowGroupHosts(const std::vector<std::pair<std::string, Ipv4Address>>& hosts)
{
    for (const auto& [name, address] : hosts)
    {
        m_addresses.emplace(name, address);
        m_names.emplace(address, name);
    }
}

FlowGroupHosts
FlowGroupHosts::Load(const std::string& path)
{
    constexpr std::string_view OPENINGS = "#abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                          "0123456789_";
    return Parse(ReadTextFile(path, OPENINGS, "a list of hosts, NAME ADDRESS a line,"), path);
}

FlowGroupHosts
FlowGroupHosts::Parse(std::string_view text, const std::string& name)
{
    FlowGroupHosts hosts;
    InputProblems problems(name);
    std::istringstream stream{std::string(text)};
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number)
    {
        std::istringstream words(line.substr(0, line.find('#')));
        std::string host;
        std::string address;
        std::string more;
        if (!(words >> host))
        {
            continue;
        }
        if (!(words >> address) || words >> more || !HostDirectory::IsAddress(address))
        {
            problems.Add(number, QuoteInput(line) + " is not a host", "NAME ADDRESS");
        }
        else if (!hosts.m_addresses.emplace(host, Ipv4Address(address.c_str())).second)
        {
            problems.Add(number, "host " + QuoteInput(host) + " is there twice", "different names");
        }
        else if (!hosts.m_names.emplace(Ipv4Address(address.c_str()), host).second)
        {
            problems.Add(number,
                         QuoteInput(address) + " is the address of another host",
                         "different addresses");
        }
    }
    if (hosts.m_addresses.empty() && problems.IsEmpty())
    {
        problems.Add(0, "there are no hosts", "NAME ADDRESS a line");
    }
    problems.ThrowIfAny();
    return hosts;
}

std::optional<Ipv4Address>
FlowGroupHosts::AddressOf(const std::string& name) const
{
    if (!m_addresses.empty())
    {
        const auto found = m_addresses.find(name);
        return found == m_addresses.end() ? std::nullopt : std::optional(found->second);
    }
    constexpr std::size_t MAX_SIZE = 8; // of h8388607
    if (name.size() < 2 || name.size() > MAX_SIZE || name[0] != 'h' || name[1] == '0' ||
        name.find_first_not_of("0123456789", 1) != std::string::npos)
    {
        return std::nullopt;
    }
    const auto number = static_cast<uint32_t>(std::stoul(name.substr(1)));
    return number > RULE_LAST ? std::nullopt : std::optional(Ipv4Address(RULE_BASE + number));
}

std::optional<std::string>
FlowGroupHosts::NameOf(Ipv4Address address) const
{
    if (!m_addresses.empty())
    {
        const auto found = m_names.find(address);
        return found == m_names.end() ? std::nullopt : std::optional(found->second);
    }
    const uint32_t number = address.Get() - RULE_BASE;
    return number < 1 || number > RULE_LAST ? std::nullopt
                                            : std::optional("h" + std::to_string(number));
}

std::string
FlowGroupHosts::Suggest(const std::string& name) const
{
    std::vector<std::string> names;
    for (const auto& [each, address] : m_addresses)
    {
        names.push_back(each);
    }
    return SuggestName(name, names);
}

std::string
FlowGroupHosts::Describe() const
{
    return m_addresses.empty() ? "hN with the address 10.0.0.N, or a list of hosts"
                               : "a host of the list or the network";
}

} // namespace ns3
