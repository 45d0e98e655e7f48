/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/poisson-path.h"

#include "ns3/flow-request.h"

#include <algorithm>
#include <cmath>

namespace ns3
{

Time
PoissonPath::GetIdealTime(uint64_t bytes) const
{
    const uint64_t payload = bytes + FlowRequest::SIZE;
    const uint64_t segments = (payload + segmentBytes - 1) / segmentBytes;
    const double first = std::min<uint64_t>(payload, segmentBytes);
    const double last = payload - (segments - 1) * segmentBytes;
    const long double perByte = 8e9L / static_cast<long double>(bottleneck.GetBitRate());
    const long double request =
        (FlowRequest::SIZE + overheadBytes) * (perByte + beforeNsPerByte + afterNsPerByte);
    const long double flow = static_cast<long double>(payload + segments * overheadBytes) * perByte;
    const long double ends =
        (first + overheadBytes) * beforeNsPerByte + (last + overheadBytes) * afterNsPerByte;
    return roundTrip + NanoSeconds(static_cast<int64_t>(std::floor(request + flow + ends)));
}

double
PoissonPath::GetSlowdown(uint64_t bytes, Time completion) const
{
    return static_cast<double>(completion.GetNanoSeconds()) /
           static_cast<double>(GetIdealTime(bytes).GetNanoSeconds());
}

} // namespace ns3
