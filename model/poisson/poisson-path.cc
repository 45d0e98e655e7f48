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
    const double perByte = 8e9 / static_cast<double>(bottleneck.GetBitRate());
    const double header = FlowRequest::SIZE + overheadBytes;
    const double request = header * (beforeNsPerByte + perByte + afterNsPerByte);
    double answer = request;
    if (bytes > 0)
    {
        const uint64_t segments = (bytes + segmentBytes - 1) / segmentBytes;
        const double first = std::min<uint64_t>(bytes, segmentBytes) + overheadBytes;
        const double last = bytes - (segments - 1) * segmentBytes + overheadBytes;
        const double all = static_cast<double>(bytes + segments * overheadBytes);
        answer = std::max(first * beforeNsPerByte, header * (beforeNsPerByte + perByte)) +
                 all * perByte + last * afterNsPerByte;
    }
    return roundTrip + NanoSeconds(static_cast<int64_t>(std::floor(request + answer)));
}

double
PoissonPath::GetSlowdown(uint64_t bytes, Time completion) const
{
    return static_cast<double>(completion.GetNanoSeconds()) /
           static_cast<double>(GetIdealTime(bytes).GetNanoSeconds());
}

} // namespace ns3
