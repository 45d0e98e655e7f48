/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "flow-group-log-reader.h"

#include "log-fields.h"
#include "log-lines.h"
#include "recorded-run.h"
#include "skipped-lines.h"

#include "ns3/input-error.h"

#include <cmath>
#include <functional>
#include <string>

namespace ns3
{

namespace
{

constexpr double KBIT = 1000;

/// @return a transfer of this system of which only durations are known, and success
RecordedTransfer
MakeTransfer(std::string_view kind)
{
    RecordedTransfer transfer;
    transfer.system = "flow-group";
    transfer.kind = kind;
    transfer.isPlaced = false;
    transfer.isOrdered = false; // but of ends
    return transfer;
}

/// @return the number between two texts of a line, or none
std::optional<double>
Between(std::string_view line, std::string_view before, std::string_view after)
{
    if (line.substr(0, before.size()) != before || line.size() < before.size() + after.size() ||
        line.substr(line.size() - after.size()) != after)
    {
        return std::nullopt;
    }
    return ReadNumber(line.substr(before.size(), line.size() - before.size() - after.size()));
}

void
ReadNumbers(LogLines& lines,
            SkippedLines& skipped,
            const std::string& expected,
            const std::function<void(double)>& add)
{
    constexpr double MOST = 1e12;
    while (lines.Next(skipped))
    {
        const auto line = lines.Get();
        if (line.empty())
        {
            continue;
        }
        const auto number = ReadNumber(line);
        if (!lines.IsEnded())
        {
            // Half a number is a number.
            skipped.Add(lines.GetNumber(), "the last line has no end", expected);
        }
        else if (!number || *number < 0 || *number > MOST)
        {
            skipped.Add(lines.GetNumber(), "the line is " + QuoteInput(line), expected);
        }
        else
        {
            add(*number);
        }
    }
}

} // namespace

void
ReadFlowSenderConsole(LogLines& lines, RecordedRun& run, SkippedLines& skipped)
{
    constexpr double LONGEST = 1e9; // seconds
    constexpr double UNKNOWN = -1;
    constexpr std::string_view THROUGHPUT = "Average throughput: ";
    double seconds = UNKNOWN; // of the flow that comes next
    while (lines.Next(skipped))
    {
        const auto line = lines.Get();
        if (const auto time = Between(line, "Total time: ", " seconds"))
        {
            seconds = *time < LONGEST ? *time : UNKNOWN;
        }
        if (line.substr(0, THROUGHPUT.size()) != THROUGHPUT)
        {
            continue;
        }
        const double throughput = Between(line, THROUGHPUT, "Kbps").value_or(UNKNOWN);
        if (throughput < 0)
        {
            skipped.Add(lines.GetNumber(),
                        "the line is " + QuoteInput(line),
                        "\"Average throughput: NUMBERKbps\"");
            continue;
        }
        auto transfer = MakeTransfer("iperf");
        transfer.goodput = throughput * KBIT;
        transfer.isEndKnown = seconds >= 0;
        if (transfer.isEndKnown)
        {
            // "Total bytes" is printed in whole kilobytes.
            transfer.end = std::llround(seconds * 1e9);
            transfer.sentBytes =
                static_cast<uint64_t>(std::llround(throughput * KBIT * seconds / 8));
        }
        run.transfers.push_back(transfer);
        seconds = UNKNOWN;
    }
}

void
ReadFlowThroughputs(LogLines& lines, RecordedRun& run, SkippedLines& skipped)
{
    ReadNumbers(lines, skipped, "kbit/s of a flow", [&run](double throughput) {
        auto transfer = MakeTransfer("iperf");
        transfer.isEndKnown = false;
        transfer.goodput = throughput * KBIT;
        if (throughput == 0)
        {
            transfer.status = TransferRecord::FAILED;
        }
        run.transfers.push_back(transfer);
    });
}

void
ReadRequestLatencies(LogLines& lines, RecordedRun& run, SkippedLines& skipped)
{
    ReadNumbers(lines, skipped, "microseconds of a request", [&run](double latency) {
        auto transfer = MakeTransfer("request");
        transfer.end = std::llround(latency * 1000);
        run.transfers.push_back(transfer);
    });
}

} // namespace ns3
