/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef OFFERED_LOAD_H
#define OFFERED_LOAD_H

#include "recorded-run.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/// What was started in equal spans of time.
struct OfferedLoad
{
    /// Of one run. Both lists are equally long.
    struct Run
    {
        std::vector<uint64_t> transfers; //!< that started in each bin
        std::vector<uint64_t> bytes;     //!< that those asked for, or moved when open-ended
        uint64_t unplaced{0};            //!< transfers of which nobody knows when they started
    };

    /// @return bit/s of a run in a bin
    double GetRate(std::size_t run, std::size_t bin) const;

    int64_t binWidth{0}; //!< ns
    std::vector<Run> runs;
};

/// @return whether a transfer is what its bytes count for: iperf3 tells of a test and its streams
bool IsCounted(const RecordedTransfer& transfer);

/**
 * Count what runs offered over time, each from its first start.
 * @param runs any number
 * @param binWidth ns; none: the shortest of 1, 2 or 5 times a power of ten with which there are at
 * most 20 bins. It grows, too, where there would be more than 100000
 */
OfferedLoad MeasureOfferedLoad(const std::vector<RecordedRun>& runs,
                               std::optional<int64_t> binWidth);

} // namespace ns3

#endif // OFFERED_LOAD_H
