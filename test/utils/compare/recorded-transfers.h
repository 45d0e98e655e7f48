/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RECORDED_TRANSFERS_H
#define RECORDED_TRANSFERS_H

#include "compare/recorded-run.h"

#include <cmath>
#include <vector>

namespace ns3
{

/// A download of one size that took so many seconds; it began at the given second.
inline RecordedTransfer
MakeDownload(double seconds, uint64_t bytes = 1000, double start = 0)
{
    RecordedTransfer transfer;
    transfer.system = "tgen";
    transfer.kind = "stream";
    transfer.label = "page";
    transfer.client = "client";
    transfer.server = "server";
    transfer.requestedBytes = bytes;
    transfer.receivedBytes = bytes;
    transfer.start = std::llround(start * 1e9);
    const auto duration = std::llround(seconds * 1e9);
    transfer.request = transfer.start + duration / 4;
    transfer.firstByte = transfer.start + duration / 2;
    transfer.lastByte = transfer.start + duration;
    transfer.end = *transfer.lastByte + 1000;
    return transfer;
}

inline RecordedRun
MakeRun(const std::vector<RecordedTransfer>& transfers)
{
    RecordedRun run;
    run.transfers = transfers;
    return run;
}

/// Runs cannot be copied into a list.
template <typename... Runs>
std::vector<RecordedRun>
Together(Runs&&... runs)
{
    std::vector<RecordedRun> list;
    (list.push_back(std::move(runs)), ...);
    return list;
}

} // namespace ns3

#endif // RECORDED_TRANSFERS_H
