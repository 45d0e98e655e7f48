/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_PATH_H
#define POISSON_PATH_H

#include "ns3/data-rate.h"
#include "ns3/nstime.h"

#include <cstdint>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * The way between a client and a server, for the time that a flow would take with nothing else on
 * it: the measure of slowdown.
 */
struct PoissonPath
{
    Time roundTrip;      //!< of the links alone, without the time that packets take to be sent
    DataRate bottleneck; //!< of the slowest link towards the one that receives
    uint32_t segmentBytes{1448}; //!< payload of a full segment
    uint32_t overheadBytes{90};  //!< around each segment on that link: 90 on Ethernet, with
                                 //!< preamble, gap, and TCP timestamps
    /// What a byte takes on the links before and behind the slowest one, in nanoseconds: packets
    /// are forwarded when they are there as a whole.
    double beforeNsPerByte{0};
    double afterNsPerByte{0};

    /**
     * The least time from the request to the last byte, on a connection that is open: a round trip;
     * the request; the header, in a segment of its own, and the flow behind it at the rate of the
     * slowest link; its first segment on the links before, and its last one on those behind. TCP
     * has to grow its window, so that even a flow alone takes longer on a long path.
     * @param bytes of the flow
     */
    Time GetIdealTime(uint64_t bytes) const;
    /// @return how many times longer than GetIdealTime() a flow took
    double GetSlowdown(uint64_t bytes, Time completion) const;
};

} // namespace ns3

#endif // POISSON_PATH_H
