/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_PATH_H
#define POISSON_PATH_H

#include "ns3/nstime.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * The way between a client and a server, for the time that a flow would take with nothing else on
 * it: the measure of slowdown.
 */
struct PoissonPath
{
    /// A link on the way.
    struct Link
    {
        double nsPerByte;           //!< nanoseconds that a byte takes
        uint32_t overheadBytes{90}; //!< around the payload of a segment: 90 on Ethernet, with
                                    //!< preamble, gap, and TCP timestamps
    };

    Time roundTrip;              //!< of the links alone, without the time to send packets
    std::vector<Link> links;     //!< in the direction of the body
    uint32_t segmentBytes{1448}; //!< payload of a full segment

    /**
     * The time from the request to the last byte with nothing else on the way, and a connection
     * that is open: a round trip, the header in the one direction, and header and body in the other
     * one, in full segments that every link forwards as a whole. TCP has to grow its window, so
     * that even a flow alone takes longer on a long path.
     * @param bytes of the flow
     */
    Time GetIdealTime(uint64_t bytes) const;
    /// @return how many times longer than GetIdealTime() a flow took
    double GetSlowdown(uint64_t bytes, Time completion) const;
};

} // namespace ns3

#endif // POISSON_PATH_H
