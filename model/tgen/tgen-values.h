/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_VALUES_H
#define TGEN_VALUES_H

#include "ns3/nstime.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{

/// A peer or a proxy as it stands in a config.
struct TgenPeer
{
    std::string name; //!< host name or dotted quad, as written
    uint16_t port{0}; //!< TCP; 0 to 65535

    /// Whether it has a name that the real program leaves to its proxy to find.
    bool IsOnion() const;
};

/**
 * @name Values of an action graph
 *
 * They read what TGen 1.1.2 reads (tgen-optionparser.c), odd cases included, and refuse what it
 * refuses; beyond that they refuse what overflows, where TGen goes on with a wrong number. They
 * throw ValueError. The empty string means unset to TGen and never comes here.
 * @{
 */
/**
 * Bytes: "1024", "10 KiB", "5 megabytes". Digits, then at most one blank and a unit: b, byte,
 * bytes, and k, m, g, t with b, ib, or written out; case does not count. No digits at all are 0.
 * A product of 0 with a unit above the byte is refused.
 */
uint64_t ParseTgenSize(std::string_view text);
/**
 * A time: "10", "10 seconds", "5 ms". Digits, then at most one blank and a unit from nanoseconds
 * to hours; none is seconds. Exact: TGen truncates to whole microseconds where it uses a time,
 * and TgenActionGraph when it stores one.
 */
Time ParseTgenTime(std::string_view text);
/// Times with commas between them and nothing else: "1,2,3", "5 s,10 s". None may be empty.
std::vector<Time> ParseTgenTimes(std::string_view text);
/**
 * Peers with commas between them: "host:port,host:port". Empty ones are skipped; what follows the
 * digits of a port is ignored, and a port without digits is 0.
 */
std::vector<TgenPeer> ParseTgenPeers(std::string_view text);
/// As C's strtoull() reads it, then clamped to a maximum: no text is refused, words are 0.
uint64_t ParseTgenInteger(std::string_view text, uint64_t maximum);
/// @}

} // namespace ns3

#endif // TGEN_VALUES_H
