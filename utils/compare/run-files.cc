/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "run-files.h"

#include "csv-results-reader.h"
#include "log-fields.h"
#include "log-lines.h"

#include "ns3/input-error.h"

#include <algorithm>
#include <filesystem>
#include <string_view>

namespace ns3
{

namespace
{

const std::string EXPECTED =
    "expected transfers.csv, a log of TGen, flows.txt or reqs.txt of HKUST's client, the table of "
    "the Python traffic generator, iperf3 -J, or a log of flow groups";

bool
EndsWith(std::string_view text, std::string_view end)
{
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

/// The file's name, without ".gz".
std::string
NameOf(const std::string& path)
{
    const std::filesystem::path name = std::filesystem::path(path).filename();
    return name.extension() == ".gz" ? name.stem().string() : name.string();
}

bool
Contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

bool
IsTgenLine(std::string_view line)
{
    return Contains(line, "] Initializing TGen v") || Contains(line, " [driver-heartbeat] ") ||
           Contains(line, " [stream-success] ") || Contains(line, " [stream-error] ") ||
           Contains(line, " [transfer-complete] ") || Contains(line, " [transfer-error] ");
}

/// A list of numbers alone says nothing of what they are.
RunFormat
RecogniseByName(const std::string& path)
{
    const auto name = NameOf(path);
    return EndsWith(name, "_mc.log")             ? RunFormat::REQUEST_LATENCIES
           : EndsWith(name, "_iperf_server.log") ? RunFormat::FLOW_RECEIVER_WINDOWS
           : EndsWith(name, "_iperf.log")        ? RunFormat::FLOW_THROUGHPUTS
                                                 : RunFormat::UNKNOWN;
}

RunFormat
RecogniseLine(std::string_view line, const std::string& path)
{
    if (line == TRANSFERS_HEADER)
    {
        return RunFormat::TRANSFER_TABLE;
    }
    if (line == POISSON_REQUESTS_HEADER)
    {
        return RunFormat::POISSON_REQUESTS;
    }
    if (line == PYTHON_RESULTS_HEADER)
    {
        return RunFormat::PYTHON_RESULTS;
    }
    if (IsTgenLine(line))
    {
        return RunFormat::TGEN_LOG;
    }
    if (line.substr(0, 12) == "Trace file: " || line.substr(0, 19) == "Sending traffic to ")
    {
        return RunFormat::FLOW_SENDER_CONSOLE;
    }
    std::vector<std::string_view> fields;
    SplitAtBlanks(line, fields);
    if (fields.empty() || !std::all_of(fields.begin(), fields.end(), ReadNumber))
    {
        return RunFormat::UNKNOWN;
    }
    const bool isWhole = std::all_of(fields.begin(), fields.end(), ReadWhole<uint64_t>);
    return isWhole && (fields.size() == 5 || fields.size() == 6) ? RunFormat::HKUST_RESULTS
           : fields.size() == 1                                  ? RecogniseByName(path)
                                                                 : RunFormat::UNKNOWN;
}

/// Would somebody expect transfers in a file of this name?
bool
IsNamedAsResult(const std::string& path)
{
    const auto name = NameOf(path);
    return name == "transfers.csv" || EndsWith(name, "flows.txt") || EndsWith(name, "reqs.txt") ||
           (name.substr(0, 4) == "tgen" && EndsWith(name, ".log")) ||
           (name.substr(0, 6) == "iperf3" && EndsWith(name, ".json"));
}

/// Leave out what tells the same as another file of the directory.
void
DropRepetitions(std::vector<RunFile>& files)
{
    const auto has = [&files](RunFormat format) {
        return std::any_of(files.begin(), files.end(), [format](const auto& file) {
            return file.format == format;
        });
    };
    const bool hasTable = has(RunFormat::TRANSFER_TABLE);
    const auto repeats = [&](const RunFile& file) {
        if (file.format == RunFormat::FLOW_THROUGHPUTS)
        {
            // The sender's console says more of the same flows.
            auto console = file.path;
            console.replace(console.rfind("_iperf.log"), 10, "_iperf_error.log");
            const auto isThere = std::any_of(files.begin(), files.end(), [&](const auto& other) {
                return other.path == console && other.format == RunFormat::FLOW_SENDER_CONSOLE;
            });
            return hasTable || isThere;
        }
        return hasTable && file.format != RunFormat::TRANSFER_TABLE &&
               file.format != RunFormat::TGEN_LOG && file.format != RunFormat::POISSON_REQUESTS &&
               file.format != RunFormat::IPERF3_JSON;
    };
    std::vector<RunFile> kept;
    std::copy_if(files.begin(), files.end(), std::back_inserter(kept), [&](const auto& file) {
        return !repeats(file);
    });
    files = std::move(kept);
}

RunFiles
FindInDirectory(const std::string& directory)
{
    RunFiles run{directory, {}, {}};
    std::vector<std::string> paths;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(directory, error), end; !error && entry != end;
         entry.increment(error))
    {
        std::error_code isLost; // a link to nowhere, or to itself
        if (entry->is_regular_file(isLost))
        {
            paths.push_back(entry->path().string());
        }
    }
    if (error)
    {
        throw InputError(directory, 0, "cannot be read: " + error.message());
    }
    std::sort(paths.begin(), paths.end());
    for (const auto& path : paths)
    {
        RunFormat format{};
        try
        {
            format = RecogniseRunFile(path);
        }
        catch (const InputError& unreadable)
        {
            // The others may be enough.
            const auto& problems = unreadable.GetProblems();
            run.warnings.insert(run.warnings.end(), problems.begin(), problems.end());
            continue;
        }
        const bool isMissed = IsNamedAsResult(path);
        if (format == RunFormat::EMPTY && isMissed)
        {
            run.warnings.push_back({path, 0, "the file is empty", ""});
        }
        else if (format == RunFormat::UNKNOWN && isMissed)
        {
            run.warnings.push_back({path, 0, "its beginning tells of no transfers", EXPECTED});
        }
        else if (format != RunFormat::UNKNOWN && format != RunFormat::EMPTY &&
                 format != RunFormat::FLOW_RECEIVER_WINDOWS)
        {
            run.files.push_back({path, format});
        }
    }
    DropRepetitions(run.files);
    if (run.files.empty())
    {
        auto problems = run.warnings;
        problems.push_back(
            {directory, 0, "nothing in this directory tells of transfers", EXPECTED});
        throw InputError(problems);
    }
    return run;
}

} // namespace

RunFormat
RecogniseRunFile(const std::string& path)
{
    constexpr std::size_t HEAD = 1 << 16;
    const auto head = LogLines::ReadHead(path, HEAD);
    if (head.empty())
    {
        return RunFormat::EMPTY;
    }
    if (const auto first = head.find_first_not_of(" \t\r\n");
        first != std::string::npos && head[first] == '{')
    {
        return Contains(head, "\"iperf 3") ? RunFormat::IPERF3_JSON : RunFormat::UNKNOWN;
    }
    // The first line may be broken.
    constexpr int MAX_LINES = 100;
    std::string_view rest = head;
    for (int i = 0; i < MAX_LINES && !rest.empty(); ++i)
    {
        const auto end = std::min(rest.find('\n'), rest.size());
        auto line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (!line.empty() && line.back() == '\r')
        {
            line.remove_suffix(1);
        }
        if (const auto format = RecogniseLine(line, path); format != RunFormat::UNKNOWN)
        {
            return format;
        }
    }
    return RunFormat::UNKNOWN;
}

RunFiles
FindRunFiles(const std::string& path)
{
    std::error_code error; // which the file will have, too
    if (std::filesystem::is_directory(path, error))
    {
        return FindInDirectory(path);
    }
    const auto format = RecogniseRunFile(path);
    if (format == RunFormat::EMPTY)
    {
        throw InputError(path, 0, "the file is empty", EXPECTED);
    }
    if (format == RunFormat::UNKNOWN || format == RunFormat::FLOW_RECEIVER_WINDOWS)
    {
        throw InputError(path, 0, "nothing in this file tells of transfers", EXPECTED);
    }
    return {path, {{path, format}}, {}};
}

} // namespace ns3
