/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_REQUEST_H
#define POISSON_REQUEST_H

#include "ns3/nstime.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * One planned request: one flow, or several of equal size that start together (incast).
 */
struct PoissonRequest
{
    uint64_t index{0};     //!< order of arrival, from 0
    uint64_t firstFlow{0}; //!< number of its first flow among the flows of all requests, from 0
    double drawnBytes{0};  //!< size as it was drawn
    uint64_t bytes{0};     //!< whole bytes that are asked for
    uint32_t dscp{0};      //!< 0 to 63
    uint32_t rateMbps{0};  //!< that the server keeps to; 0: none
    double gapUs{0};       //!< microseconds since the arrival before, or since the start
    Time arrival;          //!< since the start: the sum of all gaps, to the nanosecond

    /**
     * The server of each flow, by its index in the config. In ascending order where they were drawn
     * at random, otherwise in turn. A request that is filled once more keeps the memory.
     */
    std::vector<uint32_t> servers;

    /// @return the size of each flow: what does not divide is left out, as HKUST's tool does
    uint64_t GetFlowBytes() const
    {
        return bytes / servers.size();
    }
};

/**
 * @ingroup synthetic-traffic
 * Where requests come from, one after the other.
 */
class PoissonRequestSource
{
  public:
    virtual ~PoissonRequestSource() = default;
    /**
     * @param request becomes the next one; it does not arrive before the last one
     * @return false when there is none left; the request is of no use then
     */
    virtual bool Next(PoissonRequest& request) = 0;
};

} // namespace ns3

#endif // POISSON_REQUEST_H
