/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/host-name.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cctype>

namespace ns3
{

bool
IsHostName(const std::string& name)
{
    const auto isPlain = [](unsigned char c) { return c < 0x80 && std::isalnum(c); };
    return !name.empty() && isPlain(name.front()) && name != "localhost" &&
           !ParseIpv4Address(name) && std::all_of(name.begin(), name.end(), [isPlain](char c) {
               return isPlain(c) || c == '.' || c == '_' || c == '-';
           });
}

std::optional<Ipv4Address>
ParseIpv4Address(const std::string& text)
{
    in_addr quad;
    if (text.find('\0') != std::string::npos || inet_pton(AF_INET, text.c_str(), &quad) != 1)
    {
        return std::nullopt;
    }
    return Ipv4Address(ntohl(quad.s_addr));
}

bool
IsHostAddress(Ipv4Address address)
{
    const auto first = address.Get() >> 24;
    return first != 0 && first != 127 && first < 224;
}

std::vector<JsonValue>
GetHostItems(const JsonValue& json)
{
    if (json.IsString())
    {
        json.Refuse(json.Quote() + " is not a list", "expected [" + json.Quote() + "]");
        return {};
    }
    const auto items = json.GetItems();
    if (json.IsList() && items.empty())
    {
        json.Refuse("there are no hosts", "expected at least one name");
    }
    return items;
}

} // namespace ns3
