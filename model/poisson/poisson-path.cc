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
    const uint64_t fullSegments = payload / segmentBytes;
    const auto rest = static_cast<double>(payload % segmentBytes);
    double request = 0;
    double firstDone = 0; // the first full segment, on the links so far
    double slowest = 0;   // a full segment on the slowest of them
    double allDone = 0;   // everything
    for (const auto& link : links)
    {
        request += (FlowRequest::SIZE + link.overheadBytes) * link.nsPerByte;
        const double full = (segmentBytes + link.overheadBytes) * link.nsPerByte;
        firstDone += full;
        slowest = std::max(slowest, full);
        const double fullDone =
            fullSegments > 0 ? firstDone + static_cast<double>(fullSegments - 1) * slowest : 0;
        allDone = rest == 0
                      ? fullDone
                      : std::max(fullDone, allDone) + (rest + link.overheadBytes) * link.nsPerByte;
    }
    return roundTrip + NanoSeconds(static_cast<int64_t>(std::floor(request + allDone)));
}

double
PoissonPath::GetSlowdown(uint64_t bytes, Time completion) const
{
    return static_cast<double>(completion.GetNanoSeconds()) /
           static_cast<double>(GetIdealTime(bytes).GetNanoSeconds());
}

} // namespace ns3
