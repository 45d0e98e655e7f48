/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "csv-results-reader.h"

#include "log-fields.h"
#include "log-lines.h"
#include "recorded-run.h"
#include "skipped-lines.h"

#include "ns3/input-error.h"

#include <cmath>
#include <functional>
#include <string>
#include <vector>

namespace ns3
{

namespace
{

using Row = std::vector<std::string>;

/// Thrown for a row that cannot be used.
struct BadRow
{
    std::string what;
    std::string expected;
};

/// Read the rows below a header. @param add takes a row with as many values as the header has
void
ReadRows(LogLines& lines,
         std::string_view header,
         SkippedLines& skipped,
         const std::function<void(const Row&)>& add)
{
    Row names;
    SplitCsv(header, names);
    Row row;
    while (lines.Next(skipped))
    {
        const auto line = lines.Get();
        if (line.empty() || line == header)
        {
            continue; // tables may have been put together
        }
        try
        {
            if (!SplitCsv(line, row))
            {
                throw BadRow{"a quoted value does not end", "a closing quote on the same line"};
            }
            if (row.size() != names.size())
            {
                throw BadRow{"the row has " + std::to_string(row.size()) + " values",
                             std::to_string(names.size()) + " values"};
            }
            add(row);
        }
        catch (const BadRow& bad)
        {
            skipped.Add(lines.GetNumber(), bad.what, bad.expected);
        }
    }
}

uint64_t
ToBytes(const std::string& text)
{
    const auto bytes = ReadWhole<uint64_t>(text);
    if (!bytes)
    {
        throw BadRow{"a size is " + QuoteInput(text), "bytes, as a whole number"};
    }
    return *bytes;
}

int64_t
ToTime(const std::string& text)
{
    const auto time = ReadSeconds(text);
    if (!time)
    {
        throw BadRow{"a time is " + QuoteInput(text), "seconds"};
    }
    return *time;
}

std::optional<int64_t>
ToTimeIfAny(const std::string& text)
{
    return text.empty() ? std::nullopt : std::optional(ToTime(text));
}

TransferRecord::Status
ToStatus(const std::string& text)
{
    for (auto status : {TransferRecord::SUCCESS, TransferRecord::FAILED, TransferRecord::OPEN})
    {
        if (text == TransferRecord::StatusName(status))
        {
            return status;
        }
    }
    throw BadRow{"the status is " + QuoteInput(text), "success, failed or open"};
}

void
CheckOrder(const RecordedTransfer& transfer)
{
    if (transfer.end < transfer.start)
    {
        throw BadRow{"the transfer ends before it begins", "an end after the start"};
    }
}

} // namespace

void
ReadTransferTable(LogLines& lines, RecordedRun& run, SkippedLines& skipped)
{
    ReadRows(lines, TRANSFERS_HEADER, skipped, [&run](const Row& row) {
        RecordedTransfer transfer;
        transfer.system = run.Keep(row[1]);
        transfer.kind = run.Keep(row[2]);
        transfer.client = run.Keep(row[3]);
        transfer.server = run.Keep(row[4]);
        transfer.label = run.Keep(row[5]);
        if (!row[6].empty())
        {
            transfer.requestedBytes = ToBytes(row[6]);
        }
        transfer.sentBytes = ToBytes(row[7]);
        transfer.receivedBytes = ToBytes(row[8]);
        transfer.start = ToTime(row[9]);
        transfer.request = ToTimeIfAny(row[10]);
        transfer.firstByte = ToTimeIfAny(row[11]);
        transfer.lastByte = ToTimeIfAny(row[12]);
        transfer.end = ToTime(row[13]);
        transfer.status = ToStatus(row[14]);
        transfer.error = run.Keep(row[15]);
        CheckOrder(transfer);
        run.transfers.push_back(transfer);
    });
}

void
ReadPoissonRequests(LogLines& lines, RecordedRun& run, SkippedLines& skipped)
{
    ReadRows(lines, POISSON_REQUESTS_HEADER, skipped, [&run](const Row& row) {
        RecordedTransfer transfer;
        transfer.system = "poisson";
        transfer.kind = "request";
        transfer.requestedBytes = ToBytes(row[1]);
        const bool isComplete = row[2] == row[8];
        transfer.receivedBytes = isComplete ? *transfer.requestedBytes : 0;
        transfer.start = ToTime(row[5]);
        transfer.request = ToTimeIfAny(row[6]);
        transfer.end = row[7].empty() ? transfer.start : ToTime(row[7]);
        if (isComplete)
        {
            transfer.lastByte = transfer.end;
        }
        transfer.status = isComplete      ? TransferRecord::SUCCESS
                          : row[9] == "0" ? TransferRecord::FAILED
                                          : TransferRecord::OPEN;
        CheckOrder(transfer);
        run.transfers.push_back(transfer);
    });
}

void
ReadPythonResults(LogLines& lines, RecordedRun& run, SkippedLines& skipped)
{
    ReadRows(lines, PYTHON_RESULTS_HEADER, skipped, [&run](const Row& row) {
        RecordedTransfer transfer;
        transfer.system = "poisson";
        transfer.kind = "flow";
        const auto bytes = ReadNumber(row[1]);
        if (!bytes || *bytes < 0 || *bytes > 1e18)
        {
            throw BadRow{"the size is " + QuoteInput(row[1]), "bytes"};
        }
        transfer.requestedBytes = static_cast<uint64_t>(std::llround(*bytes));
        std::string_view server = row[3];
        if (server.size() >= 2 && server.front() == '\'' && server.back() == '\'')
        {
            server = server.substr(1, server.size() - 2);
        }
        transfer.server = run.Keep(server);
        transfer.start = ToTime(row[4]);
        // Not the difference of start and end: those are printed less exactly.
        transfer.end = transfer.start + ToTime(row[6]);
        if (row[8] != "1" && row[8] != "0")
        {
            throw BadRow{"success is " + QuoteInput(row[8]), "1 or 0"};
        }
        if (row[8] == "1")
        {
            transfer.receivedBytes = *transfer.requestedBytes;
            transfer.lastByte = transfer.end;
        }
        else
        {
            transfer.status = TransferRecord::FAILED;
            transfer.error = run.Keep(row[10].substr(0, 60));
        }
        CheckOrder(transfer);
        run.transfers.push_back(transfer);
    });
}

} // namespace ns3
