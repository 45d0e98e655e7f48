/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "transfer-quantities.h"

#include <algorithm>

namespace ns3
{

namespace
{

constexpr double NANOSECOND = 1e-9;

/// @return ns that durations of the transfer count from; none when it does not know
std::optional<int64_t>
GetOrigin(const RecordedTransfer& transfer, TransferClock clock)
{
    switch (clock)
    {
    case TransferClock::START:
        return transfer.isStartKnown ? std::optional(transfer.start) : std::nullopt;
    case TransferClock::REQUEST:
        return transfer.request;
    case TransferClock::UNEQUAL:
        break;
    }
    return transfer.isStartKnown ? std::optional(transfer.start) : transfer.request;
}

} // namespace

const char*
ToString(TransferClock clock)
{
    return clock == TransferClock::START     ? "start"
           : clock == TransferClock::REQUEST ? "request"
                                             : "unequal";
}

TransferQuantities
MeasureTransfer(const RecordedTransfer& transfer, TransferClock clock)
{
    TransferQuantities result;
    if (transfer.status != TransferRecord::SUCCESS)
    {
        return result;
    }
    const auto origin = transfer.isEndKnown ? GetOrigin(transfer, clock) : std::nullopt;
    if (origin)
    {
        const bool isDownload = transfer.lastByte && transfer.receivedBytes >= transfer.sentBytes;
        const auto finish = isDownload ? *transfer.lastByte : transfer.end;
        result.completion =
            static_cast<double>(std::max<int64_t>(0, finish - *origin)) * NANOSECOND;
        if (transfer.firstByte)
        {
            result.firstByte =
                static_cast<double>(std::max<int64_t>(0, *transfer.firstByte - *origin)) *
                NANOSECOND;
        }
    }
    const auto moved = transfer.sentBytes + transfer.receivedBytes;
    if (transfer.goodput)
    {
        result.goodput = transfer.goodput;
    }
    else if (result.completion && *result.completion > 0 && moved > 0)
    {
        result.goodput = 8 * static_cast<double>(moved) / *result.completion;
    }
    return result;
}

} // namespace ns3
