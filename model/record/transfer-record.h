/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TRANSFER_RECORD_H
#define TRANSFER_RECORD_H

#include "ns3/nstime.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * What happened to one transfer: the unit whose completion a user would time (a TGen stream, an
 * HKUST flow, a GenSyn download, a flowlet flow, a key-value request). Every started transfer
 * becomes exactly one record. Byte counts are payload as the client sees it; times are simulated.
 */
struct TransferRecord
{
    /// How it ended; OPEN: it was running when the simulation stopped.
    enum Status
    {
        SUCCESS,
        FAILED,
        OPEN //!< still running when the simulation stopped
    };

    /// @return "success", "failed" or "open"
    static const char* StatusName(Status status);

    uint32_t host{0};     //!< node id of the client: first tie-breaker among equal end times
    uint64_t sequence{0}; //!< order of start on that host: second tie-breaker
    std::string system;   //!< tgen, gensyn, poisson, flow-group
    std::string kind;     //!< the system's own word: stream, get, set, iperf, web, ...
    std::string client;   //!< name of the host that started it
    std::string server;   //!< name of the other host
    std::string label;    //!< what the user calls this kind of transfer
    std::optional<uint64_t> requestedBytes; //!< sent and received together; none when open-ended
    uint64_t sentBytes{0};                  //!< payload, as the client sees it
    uint64_t receivedBytes{0};              //!< payload, as the client sees it
    Time start;                    //!< when the application decided to start, before connecting
    std::optional<Time> connect;   //!< connection established
    std::optional<Time> firstByte; //!< first payload byte received
    std::optional<Time> lastByte;  //!< last payload byte received
    Time end;                      //!< success, failure, or the end of the simulation
    Status status{OPEN};           //!< see Status
    std::string error;             //!< empty, or a short code
};

} // namespace ns3

#endif // TRANSFER_RECORD_H
