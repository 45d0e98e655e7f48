/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef HOST_NAME_H
#define HOST_NAME_H

#include "ns3/ipv4-address.h"
#include "ns3/json-document.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Can a host have this name? It stands in ns3::Names (which splits at '/'), in lists of peers
 * (which split at ',' and ':'), in logs (which split at blanks) and in file names.
 */
bool IsHostName(const std::string& name);

/// What a host name may be, for messages.
inline constexpr const char* HOST_NAME_RULE =
    "letters, digits, '.', '_' and '-'; no address, not localhost";

/**
 * @ingroup synthetic-traffic
 * @return the address that a text such as "10.0.0.1" is, or none
 */
std::optional<Ipv4Address> ParseIpv4Address(const std::string& text);

/**
 * @ingroup synthetic-traffic
 * Can a host have this address? Not 0/8, 127/8, and from 224.0.0.0 up.
 */
bool IsHostAddress(Ipv4Address address);

/**
 * @ingroup synthetic-traffic
 * @param json a list of hosts
 * @return its items; one that is no list, or is empty, is a problem
 */
std::vector<JsonValue> GetHostItems(const JsonValue& json);

} // namespace ns3

#endif // HOST_NAME_H
