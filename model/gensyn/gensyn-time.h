/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GENSYN_TIME_H
#define GENSYN_TIME_H

#include "ns3/nstime.h"

#include <algorithm>
#include <cstdint>

namespace ns3
{

/// Beyond this nothing is waited for, seconds: the sum of a few is what ns-3's clock can hold.
constexpr double GENSYN_LONGEST_WAIT = 2e9;

/**
 * @ingroup synthetic-traffic
 * @param seconds that were drawn
 * @return whole nanoseconds, and at least one: else users could do any number of things at once
 */
inline int64_t
ToGensynNanoseconds(double seconds)
{
    return std::max<int64_t>(
        1,
        static_cast<int64_t>(std::min(seconds, GENSYN_LONGEST_WAIT) * 1e9 + 0.5));
}

/// The same.
inline Time
ToGensynTime(double seconds)
{
    return NanoSeconds(ToGensynNanoseconds(seconds));
}

} // namespace ns3

#endif // GENSYN_TIME_H
