/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_RECORDS_H
#define POISSON_RECORDS_H

#include "ns3/nstime.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * What became of one flow.
 */
struct PoissonFlowRecord
{
    uint64_t number{0};            //!< among the flows of its source, from 0
    uint64_t request{0};           //!< that it belongs to, from 0
    uint32_t fanout{1};            //!< of that request
    uint32_t server{0};            //!< by its index
    uint64_t bytes{0};             //!< of payload, asked for
    double drawnBytes{0};          //!< size of its request as it was drawn
    uint32_t dscp{0};              //!< 0 to 63
    uint32_t rateMbps{0};          //!< 0: none
    Time arrival;                  //!< of its request
    std::optional<Time> requested; //!< its header was handed to TCP, on an open connection
    Time end;                      //!< of the flow, or of the simulation
    bool isSuccess{false};         //!< all of it has come
    std::string error;             //!< that of its transfer
};

/**
 * @ingroup synthetic-traffic
 * What became of one request, all flows of which are over.
 */
struct PoissonRequestRecord
{
    uint64_t index{0};             //!< from 0
    uint64_t bytes{0};             //!< of all flows together, as asked for
    uint32_t fanout{1};            //!< flows
    uint32_t dscp{0};              //!< 0 to 63
    uint32_t rateMbps{0};          //!< 0: none
    Time arrival;                  //!< as planned, before any connection
    std::optional<Time> requested; //!< the first header was handed to TCP
    Time end;                      //!< of the last flow that succeeded
    uint32_t nFinished{0};         //!< flows that succeeded
    uint32_t nOpen{0};             //!< flows that the end of the run met
};

} // namespace ns3

#endif // POISSON_RECORDS_H
