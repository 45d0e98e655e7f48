/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "run-reader.h"

#include "csv-results-reader.h"
#include "flow-group-log-reader.h"
#include "hkust-results-reader.h"
#include "iperf3-json-reader.h"
#include "log-lines.h"
#include "skipped-lines.h"
#include "tgen-log-reader.h"

#include "ns3/input-error.h"

#include <algorithm>
#include <set>

namespace ns3
{

namespace
{

bool
Has(const RunFiles& run, RunFormat format)
{
    return std::any_of(run.files.begin(), run.files.end(), [format](const auto& file) {
        return file.format == format;
    });
}

void
ReadFile(const RunFile& file, RecordedRun& run)
{
    LogLines lines(file.path);
    SkippedLines skipped(file.path, run.warnings);
    const auto before = run.transfers.size();
    switch (file.format)
    {
    case RunFormat::TRANSFER_TABLE:
        ReadTransferTable(lines, run, skipped);
        break;
    case RunFormat::POISSON_REQUESTS:
        ReadPoissonRequests(lines, run, skipped);
        break;
    case RunFormat::TGEN_LOG:
        ReadTgenLog(lines, run, skipped);
        break;
    case RunFormat::HKUST_RESULTS:
        ReadHkustResults(lines, run, skipped);
        break;
    case RunFormat::PYTHON_RESULTS:
        ReadPythonResults(lines, run, skipped);
        break;
    case RunFormat::IPERF3_JSON:
        ReadIperf3Json(lines, run, skipped);
        break;
    case RunFormat::FLOW_SENDER_CONSOLE:
        ReadFlowSenderConsole(lines, run, skipped);
        break;
    case RunFormat::FLOW_THROUGHPUTS:
        ReadFlowThroughputs(lines, run, skipped);
        break;
    case RunFormat::REQUEST_LATENCIES:
        ReadRequestLatencies(lines, run, skipped);
        break;
    case RunFormat::UNKNOWN:
    case RunFormat::EMPTY:
    case RunFormat::FLOW_RECEIVER_WINDOWS:
        break;
    }
    if (run.transfers.size() > before)
    {
        run.files.push_back(file.path);
    }
}

template <typename Predicate>
void
Remove(RecordedRun& run, Predicate isUnwanted)
{
    auto& transfers = run.transfers;
    transfers.erase(std::remove_if(transfers.begin(), transfers.end(), isUnwanted),
                    transfers.end());
}

/// Streams that their client's log tells of are no longer those of the table.
void
PreferLogs(RecordedRun& run, std::size_t nTableRows)
{
    std::set<std::string_view> clients;
    for (auto i = nTableRows; i < run.transfers.size(); ++i)
    {
        if (run.transfers[i].kind != TGEN_PASSIVE_KIND)
        {
            clients.insert(run.transfers[i].client);
        }
    }
    std::size_t i = 0;
    Remove(run, [&](const RecordedTransfer& transfer) {
        return i++ < nTableRows && transfer.system == "tgen" &&
               transfer.status != TransferRecord::OPEN && clients.count(transfer.client) > 0;
    });
}

RecordedRun
ReadRun(const RunFiles& source, bool usesTgenLogs)
{
    RecordedRun run;
    run.name = source.name;
    run.warnings = source.warnings;
    for (const auto& file : source.files)
    {
        if (file.format != RunFormat::TGEN_LOG)
        {
            ReadFile(file, run);
        }
    }
    const auto nTableRows = run.transfers.size();
    if (usesTgenLogs || !Has(source, RunFormat::TRANSFER_TABLE))
    {
        for (const auto& file : source.files)
        {
            if (file.format == RunFormat::TGEN_LOG)
            {
                ReadFile(file, run);
            }
        }
    }
    PreferLogs(run, nTableRows);
    const auto isActive = [](const RecordedTransfer& transfer) {
        return transfer.system == "tgen" && transfer.kind != TGEN_PASSIVE_KIND;
    };
    if (std::any_of(run.transfers.begin(), run.transfers.end(), isActive))
    {
        Remove(run,
               [](const RecordedTransfer& transfer) { return transfer.kind == TGEN_PASSIVE_KIND; });
    }
    return run;
}

/// @throw InputError with all that was wrong with the run
[[noreturn]] void
RefuseEmpty(const RecordedRun& run)
{
    auto problems = run.warnings;
    problems.push_back(
        {run.name, 0, "nothing in it could be used", "expected one transfer at least"});
    throw InputError(problems);
}

} // namespace

std::vector<RecordedRun>
ReadRuns(const std::vector<std::string>& paths, bool needsRequests)
{
    std::vector<RunFiles> sources;
    std::vector<InputProblem> problems;
    for (const auto& path : paths)
    {
        try
        {
            sources.push_back(FindRunFiles(path));
        }
        catch (const InputError& error)
        {
            const auto& more = error.GetProblems();
            problems.insert(problems.end(), more.begin(), more.end());
        }
    }
    if (!problems.empty())
    {
        throw InputError(problems);
    }
    const bool usesTgenLogs =
        needsRequests || !std::all_of(sources.begin(), sources.end(), [](const auto& source) {
            return Has(source, RunFormat::TRANSFER_TABLE);
        });
    std::vector<RecordedRun> runs;
    for (const auto& source : sources)
    {
        runs.push_back(ReadRun(source, usesTgenLogs));
        if (runs.back().transfers.empty())
        {
            RefuseEmpty(runs.back());
        }
    }
    return runs;
}

} // namespace ns3
