/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TRANSFER_QUANTITIES_H
#define TRANSFER_QUANTITIES_H

#include "recorded-run.h"

#include <optional>

namespace ns3
{

/// What completion times and times to first byte count from.
enum class TransferClock
{
    START,   //!< the application decided to start: before connecting
    REQUEST, //!< the request was handed to an open connection
    UNEQUAL, //!< no clock that all runs have: each counts from what it knows
};

/// @return "start", "request" or "unequal"
const char* ToString(TransferClock clock);

/// What is measured of a transfer, as far as its run's files tell.
struct TransferQuantities
{
    std::optional<double> completion; //!< s
    std::optional<double> firstByte;  //!< s
    std::optional<double> goodput;    //!< bit/s
};

/**
 * Measure a transfer. It is complete with its last byte of payload received, or, if it sends more
 * than it receives, with its end. Goodput is the payload of both directions over the completion
 * time, or what the tool counted itself.
 * @return nothing of a transfer that did not succeed
 */
TransferQuantities MeasureTransfer(const RecordedTransfer& transfer, TransferClock clock);

} // namespace ns3

#endif // TRANSFER_QUANTITIES_H
