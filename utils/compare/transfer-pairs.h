/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TRANSFER_PAIRS_H
#define TRANSFER_PAIRS_H

#include "recorded-run.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace ns3
{

/// Places of transfers in the list of their run.
using TransferPlaces = std::vector<uint32_t>;

/**
 * Find out whether two runs made the same requests, and which are the same.
 *
 * What each client asked of each server, for each size under each label, for the k-th time in order
 * of start, whatever became of it, is the same request as the k-th in the other run. Those that start
 * in the same nanosecond are in the order of the file. One run may go on for longer, or ask more
 * often; they made the same requests when at least nine in ten of the shorter run, and half of the
 * longer, are in the other.
 *
 * A name (client, server, label) that one run has for none is not compared, nor is one that all
 * transfers have, in each run its own: the only client may be called differently. Transfers of
 * which no file tells the order of start are no pairs, and those that are listed in that order
 * without their times are pairs of such, or of those of a single client.
 *
 * @param one a run
 * @param ofOne the transfers of it to pair, none twice
 * @param other another run
 * @param ofOther the transfers of that
 * @return a place in one and a place in the other run for each transfer that is in both, by client,
 * server, label, size and start; none when the requests are not the same
 */
std::optional<std::vector<std::pair<uint32_t, uint32_t>>> PairTransfers(
    const RecordedRun& one,
    const TransferPlaces& ofOne,
    const RecordedRun& other,
    const TransferPlaces& ofOther);

} // namespace ns3

#endif // TRANSFER_PAIRS_H
