/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/poisson-path.h"

#include "ns3/flow-request.h"

#include <cmath>

namespace ns3
{

Time
PoissonPath::GetIdealTime(uint64_t bytes) const
{
    const uint64_t payload = bytes + FlowRequest::SIZE;
    const uint64_t segments = (payload + segmentBytes - 1) / segmentBytes;
    const auto bits = static_cast<long double>(8 * (payload + segments * overheadBytes));
    const auto nanoseconds = bits * 1e9L / static_cast<long double>(bottleneck.GetBitRate());
    return roundTrip + NanoSeconds(static_cast<int64_t>(std::floor(nanoseconds)));
}

double
PoissonPath::GetSlowdown(uint64_t bytes, Time completion) const
{
    return static_cast<double>(completion.GetNanoSeconds()) /
           static_cast<double>(GetIdealTime(bytes).GetNanoSeconds());
}

} // namespace ns3
