/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "offered-load.h"

#include <algorithm>

namespace ns3
{

namespace
{

constexpr int64_t MAX_BINS = 20;
constexpr int64_t MAX_ASKED_BINS = 100'000;
constexpr int64_t SHORTEST = 1000; // ns

/// The shortest round width with which a span has at most so many bins.
int64_t
FindWidth(int64_t span, int64_t bins)
{
    int64_t decade = SHORTEST;
    while (true)
    {
        for (int64_t factor : {1, 2, 5})
        {
            if (span / (factor * decade) < bins)
            {
                return factor * decade;
            }
        }
        decade *= 10;
    }
}

} // namespace

bool
IsCounted(const RecordedTransfer& transfer)
{
    return !(transfer.system == "iperf3" && transfer.kind == "stream");
}

double
OfferedLoad::GetRate(std::size_t run, std::size_t bin) const
{
    return 8e9 * static_cast<double>(runs[run].bytes[bin]) / static_cast<double>(binWidth);
}

OfferedLoad
MeasureOfferedLoad(const std::vector<RecordedRun>& runs, std::optional<int64_t> binWidth)
{
    std::vector<int64_t> firsts;
    int64_t longest = 0;
    for (const auto& run : runs)
    {
        int64_t first = INT64_MAX;
        int64_t last = INT64_MIN;
        for (const auto& transfer : run.transfers)
        {
            if (transfer.isPlaced && IsCounted(transfer))
            {
                first = std::min(first, transfer.start);
                last = std::max(last, transfer.start);
            }
        }
        firsts.push_back(first);
        longest = std::max(longest, first <= last ? last - first : 0);
    }
    OfferedLoad load;
    load.binWidth = binWidth ? std::max(*binWidth, FindWidth(longest, MAX_ASKED_BINS))
                             : FindWidth(longest, MAX_BINS);
    const auto bins = static_cast<std::size_t>(longest / load.binWidth + 1);
    for (std::size_t i = 0; i < runs.size(); ++i)
    {
        OfferedLoad::Run offered{std::vector<uint64_t>(bins), std::vector<uint64_t>(bins), 0};
        for (const auto& transfer : runs[i].transfers)
        {
            if (!IsCounted(transfer))
            {
                continue;
            }
            if (!transfer.isPlaced)
            {
                ++offered.unplaced;
                continue;
            }
            const auto bin = static_cast<std::size_t>((transfer.start - firsts[i]) / load.binWidth);
            ++offered.transfers[bin];
            offered.bytes[bin] +=
                transfer.requestedBytes.value_or(transfer.sentBytes + transfer.receivedBytes);
        }
        load.runs.push_back(std::move(offered));
    }
    return load;
}

} // namespace ns3
