/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef QUANTITIES_H
#define QUANTITIES_H

#include "ns3/data-rate.h"
#include "ns3/nstime.h"
#include "ns3/queue-size.h"

#include <cstdint>
#include <string_view>

namespace ns3
{

/**
 * The longest time that a user may give, in nanoseconds: half of what ns-3's clock can hold, so
 * that the sum of two stays within it (146 years).
 */
inline constexpr int64_t LONGEST_TIME_NS = INT64_MAX / 2;

/**
 * @name Quantities of our JSON files and of the command line
 *
 * A number (digits, perhaps a decimal point and an exponent, no sign) and its unit, with nothing
 * between them. They are checked here because ns-3's own parsers end the process over bad text.
 * All throw ValueError.
 * @{
 */
/// "60s", "1.5ms": a time that is not negative, in s, ms, us, ns, ps, fs, min, h, d or y.
Time ParseTime(std::string_view text);
/// "50Mbps", "1.5GB/s": a positive rate in bits (b) or bytes (B) a second (ps or /s).
DataRate ParseDataRate(std::string_view text);
/// "100p", "1MB": a positive number of packets (p) or bytes (B).
QueueSize ParseQueueSize(std::string_view text);
/// "1500", "10KiB", "1.5MB": whole bytes.
uint64_t ParseBytes(std::string_view text);
/// @}

} // namespace ns3

#endif // QUANTITIES_H
