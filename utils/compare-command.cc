/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "compare-command.h"

#include "compare/comparison-json.h"
#include "compare/comparison-page.h"
#include "compare/comparison-report.h"
#include "compare/run-comparison.h"
#include "compare/run-reader.h"

#include "ns3/input-error.h"
#include "ns3/quantities.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace ns3
{

namespace
{

/// What the user asked for.
struct CompareOptions
{
    std::vector<std::string> runs;
    std::string json; //!< "": none, "-": in place of the table
    std::string plot; //!< directory; "": none
    std::vector<std::string> by{"system", "kind", "label", "size"};
    std::string from; //!< "": what all runs know
    std::string bin;
    bool isBrief{false};
    ComparisonLimits limits;
};

ComparisonOptions
ToComparisonOptions(const CompareOptions& options)
{
    ComparisonOptions result;
    const auto isGrouped = [&options](const std::string& word) {
        return std::find(options.by.begin(), options.by.end(), word) != options.by.end();
    };
    auto& grouping = result.grouping;
    grouping.bySystem = isGrouped("system");
    grouping.byKind = isGrouped("kind");
    grouping.byLabel = isGrouped("label");
    grouping.byClient = isGrouped("client");
    grouping.byServer = isGrouped("server");
    grouping.bySize = isGrouped("size");
    if (!options.from.empty())
    {
        grouping.clock = options.from == "start" ? TransferClock::START : TransferClock::REQUEST;
    }
    if (!options.bin.empty())
    {
        try
        {
            result.binWidth = ParseTime(options.bin).GetNanoSeconds();
        }
        catch (const ValueError& error)
        {
            throw InputError("--bin", 0, error.what(), error.GetExpected());
        }
        if (*result.binWidth <= 0)
        {
            throw InputError("--bin", 0, "the time is 0", "expected one above 0");
        }
    }
    return result;
}

/// A limit that is no number would never be exceeded, and is within every range.
std::string
CheckNumber(const std::string& text)
{
    return std::isnan(std::strtod(text.c_str(), nullptr)) ? text + " is no number" : std::string();
}

/// Write the JSON file; what could not be written completely does not stay. A device does.
void
SaveJson(const std::string& path, const std::string& text)
{
    std::ofstream file(path, std::ios::binary);
    if (!file)
    {
        throw InputError(path,
                         0,
                         std::string("no file can be written here: ") + std::strerror(errno),
                         "expected the name of a file in a directory that exists");
    }
    file << text;
    file.close();
    if (!file)
    {
        std::error_code error;
        if (std::filesystem::is_regular_file(std::filesystem::symlink_status(path, error)))
        {
            std::filesystem::remove(path, error);
        }
        throw std::runtime_error(path + ": the comparison could not be written to its end");
    }
}

void
Compare(const CompareOptions& options)
{
    const auto how = ToComparisonOptions(options);
    const bool needsRequests = how.grouping.clock == TransferClock::REQUEST;
    const auto runs = ReadRuns(options.runs, needsRequests);
    for (const auto& run : runs)
    {
        for (const auto& warning : run.warnings)
        {
            std::cerr << "warning: " << warning.ToString() << "\n";
        }
    }
    if (!options.plot.empty())
    {
        PrepareComparisonPage(options.plot, runs);
    }
    const auto comparison = CompareRuns(runs, how);

    // What comes of it: a file, pictures or a page each have their own option and their own line.
    if (!options.json.empty())
    {
        const auto text = ToJson(comparison, options.limits)
                              .dump(2, ' ', false, nlohmann::json::error_handler_t::replace) +
                          '\n';
        options.json == "-" ? void(std::cout << text) : SaveJson(options.json, text);
    }
    if (options.json != "-")
    {
        PrintComparison(std::cout, comparison, options.isBrief);
    }

    if (!options.plot.empty())
    {
        const auto problem = WriteComparisonPage(options.plot, runs, comparison);
        if (!problem.empty())
        {
            std::cerr << "warning: no plots: " << problem << "\n";
        }
    }

    const auto excesses = FindExcesses(comparison, options.limits);
    if (excesses.empty())
    {
        return;
    }
    if (!std::cout.flush())
    {
        throw std::runtime_error("standard output took only a part of what was printed");
    }
    for (const auto& excess : excesses)
    {
        std::cerr << excess << "\n";
    }
    throw std::runtime_error(std::to_string(excesses.size()) +
                             (excesses.size() == 1 ? " limit is" : " limits are") + " exceeded");
}

} // namespace

void
AddCompareCommand(CLI::App& app)
{
    auto options = std::make_shared<CompareOptions>();
    auto* compare =
        app.add_subcommand("compare", "Set runs, simulated or real, beside the first of them");
    compare
        ->add_option("runs",
                     options->runs,
                     "Directories or files of runs: transfers.csv, TGen's logs, results of HKUST's "
                     "and the Python traffic generator, iperf3 -J, logs of flow groups; .gz, too")
        ->option_text("REFERENCE RUN...")
        ->expected(2, std::numeric_limits<int>::max())
        ->required();
    compare
        ->add_option("--by",
                     options->by,
                     "What to group by, of system,kind,label,client,server,size, or all for one "
                     "group [system,kind,label,size]")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::IsMember({"system", "kind", "label", "client", "server", "size", "all"}))
        ->option_text("WORDS");
    compare
        ->add_option(
            "--from",
            options->from,
            "What times count from: start (before connecting), or request (handed to an open "
            "connection) [start, where all runs know it]")
        ->check(CLI::IsMember({"start", "request"}))
        ->option_text("WORD");
    compare->add_option("--bin", options->bin, "Bins of the offered load, such as 1s [at most 20]")
        ->type_name("TIME");
    compare
        ->add_option("--json",
                     options->json,
                     "Write the comparison as JSON, - for standard output in place of the table")
        ->type_name("FILE");
    compare
        ->add_option("--plot",
                     options->plot,
                     "Draw the runs into a directory, with a page report.html that shows them")
        ->type_name("DIR");
    compare->add_flag("--brief", options->isBrief, "One line a group, without percentiles");
    compare
        ->add_option("--max-ks",
                     options->limits.maxKs,
                     "Exit status 1 when a group's Kolmogorov-Smirnov distance is above this")
        ->check(CLI::Range(0.0, 1.0))
        ->check(CheckNumber)
        ->option_text("X");
    compare
        ->add_option(
            "--max-ratio",
            options->limits.maxRatio,
            "Exit status 1 when a group's ratio, of pairs or else of medians, is beyond this "
            "factor (1.05) or its inverse")
        ->check(CLI::Range(1.0, 1e9))
        ->check(CheckNumber)
        ->option_text("X");
    compare->callback([options] { Compare(*options); });
}

} // namespace ns3
