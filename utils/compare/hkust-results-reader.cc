/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "hkust-results-reader.h"

#include "log-fields.h"
#include "log-lines.h"
#include "recorded-run.h"
#include "skipped-lines.h"

#include "ns3/input-error.h"

#include <algorithm>
#include <array>

namespace ns3
{

namespace
{

constexpr int64_t MICROSECOND = 1000;
constexpr uint64_t MOST = INT64_MAX / MICROSECOND;
constexpr std::size_t FLOW_COLUMNS = 5;
constexpr std::size_t REQUEST_COLUMNS = 6;

} // namespace

void
ReadHkustResults(LogLines& lines, RecordedRun& run, SkippedLines& skipped)
{
    const std::string expected = "five whole numbers for a flow, six for a request";
    std::vector<std::string_view> fields;
    std::size_t columns = 0; // of the first row
    while (lines.Next(skipped))
    {
        SplitAtBlanks(lines.Get(), fields);
        if (fields.empty())
        {
            continue;
        }
        std::array<std::optional<uint64_t>, REQUEST_COLUMNS> numbers;
        const auto count = std::min(fields.size(), numbers.size());
        std::transform(fields.begin(),
                       fields.begin() + static_cast<std::ptrdiff_t>(count),
                       numbers.begin(),
                       [](auto field) { return ReadWhole<uint64_t>(field); });
        if (count < FLOW_COLUMNS || fields.size() > REQUEST_COLUMNS ||
            !std::all_of(numbers.begin(),
                         numbers.begin() + static_cast<std::ptrdiff_t>(count),
                         [](const auto& number) { return number && *number <= MOST; }))
        {
            skipped.Add(lines.GetNumber(), "the line is " + QuoteInput(lines.Get()), expected);
            continue;
        }
        if (columns == 0)
        {
            columns = count;
        }
        if (count != columns)
        {
            skipped.Add(lines.GetNumber(),
                        "the line has " + std::to_string(count) + " columns, and those before " +
                            std::to_string(columns),
                        "flows and requests in files of their own");
            continue;
        }
        RecordedTransfer transfer;
        transfer.system = "poisson";
        transfer.kind = columns == FLOW_COLUMNS ? "flow" : "request";
        transfer.requestedBytes = *numbers[0];
        transfer.receivedBytes = *numbers[0];
        transfer.request = 0;
        transfer.end = static_cast<int64_t>(*numbers[1]) * MICROSECOND;
        transfer.lastByte = transfer.end;
        transfer.isStartKnown = false;
        transfer.isPlaced = false;
        run.transfers.push_back(transfer);
    }
}

} // namespace ns3
