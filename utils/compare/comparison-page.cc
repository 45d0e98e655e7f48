/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "comparison-page.h"

#include "comparison-figures.h"
#include "comparison-summary.h"

#include "ns3/figure-drawing.h"
#include "ns3/html-page.h"
#include "ns3/measure-unit.h"
#include "ns3/result-file.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace ns3
{

namespace fs = std::filesystem;

namespace
{

using Rows = std::vector<std::vector<std::string>>;

constexpr const char* PAGE = "report.html";

void
AddRuns(HtmlPage& page, const RunComparison& comparison)
{
    Rows rows;
    for (const auto& run : comparison.runs)
    {
        rows.push_back({run.id,
                        run.name,
                        std::to_string(run.totals.succeeded),
                        std::to_string(run.totals.failed),
                        std::to_string(run.totals.open),
                        std::to_string(run.totals.bytes)});
    }
    page.AddTable({"", "run", "succeeded", "failed", "open", "bytes"}, rows, 2);
    for (const auto& [system, clock] : comparison.clocks)
    {
        if (clock != TransferClock::UNEQUAL)
        {
            page.AddParagraph("Times of " + system + " count from the " + ToString(clock) + ".");
        }
    }
    for (const auto& note : comparison.notes)
    {
        page.AddWarning(note + ".");
    }
}

/// One row a group: a run against the reference.
void
AddVerdicts(HtmlPage& page, const RunComparison& comparison, std::size_t other)
{
    const auto& first = comparison.runs[0].id;
    const auto& second = comparison.runs[other].id;
    page.AddHeading(second + " against " + first);
    if (comparison.areIdentical[other - 1])
    {
        page.AddParagraph(second + " is identical to " + first + ".");
    }
    const auto summary = SummariseComparison(comparison, other);
    page.AddTable(summary.head, summary.rows);
}

/// Percentiles of the groups that are drawn.
void
AddPercentiles(HtmlPage& page, const RunComparison& comparison)
{
    std::vector<std::string> head{"", "quantity", "unit"};
    for (const int percent : COMPARED_PERCENTILES)
    {
        head.push_back("p" + std::to_string(percent));
    }
    page.AddHeading("Percentiles");
    for (const auto place : ChooseDrawnGroups(comparison))
    {
        const auto& group = comparison.groups[place].group;
        Rows rows;
        for (const auto& [name, values] : {std::pair{"completion time", &GroupSample::completion},
                                           {"time to first byte", &GroupSample::firstByte},
                                           {"goodput", &GroupSample::goodput}})
        {
            std::optional<MeasureUnit> unit;
            for (std::size_t run = 0; run < group.runs.size(); ++run)
            {
                const auto& sample = group.runs[run].*values;
                if (sample.empty())
                {
                    continue;
                }
                if (!unit)
                {
                    const double median = GetPercentile(sample, 50);
                    unit = values == &GroupSample::goodput ? ChooseRateUnit(median)
                                                           : ChooseTimeUnit(median);
                }
                std::vector<std::string> row{comparison.runs[run].id, name, unit->name};
                for (const int percent : COMPARED_PERCENTILES)
                {
                    row.push_back(FormatNumber(GetPercentile(sample, percent) / unit->size));
                }
                rows.push_back(std::move(row));
            }
        }
        if (!rows.empty())
        {
            page.AddParagraph(group.name);
            page.AddTable(head, rows, 3);
        }
    }
}

} // namespace

void
PrepareComparisonPage(const std::string& directory, const std::vector<RecordedRun>& runs)
{
    std::error_code error;
    fs::create_directories(directory, error);
    if (error || !fs::is_directory(directory))
    {
        throw InputError(directory,
                         0,
                         "no pictures can be drawn here" + (error ? ": " + error.message() : ""),
                         "expected a directory that exists or can be created");
    }
    const bool isOfRun = std::any_of(runs.begin(), runs.end(), [&](const auto& run) {
        return fs::equivalent(run.name, directory, error);
    });
    if (isOfRun || fs::exists(fs::path(directory) / "transfers.csv", error))
    {
        throw InputError(directory,
                         0,
                         "the run that is here has a report of its own",
                         "expected another directory");
    }
    fs::remove(fs::path(directory) / PAGE, error);
    for (const std::string stem : {"compare-completion",
                                   "compare-first-byte",
                                   "compare-goodput-of-transfers",
                                   "compare-size",
                                   "compare-goodput",
                                   "compare-load"})
    {
        RemoveFigures(directory, stem);
    }
}

std::string
WriteComparisonPage(const std::string& directory,
                    const std::vector<RecordedRun>& runs,
                    const RunComparison& comparison)
{
    auto figures = MakeComparisonFigures(runs, comparison);
    GiveDistinctNames(figures);
    const auto problem = DrawFigures(directory, figures);
    HtmlPage page("Comparison of runs");
    AddRuns(page, comparison);
    for (std::size_t other = 1; other < comparison.runs.size(); ++other)
    {
        AddVerdicts(page, comparison, other);
    }
    page.AddHeading("Pictures");
    if (!problem.empty())
    {
        page.AddWarning("There are no plots: " + problem + ".");
    }
    if (comparison.groups.size() > MAX_DRAWN_GROUPS)
    {
        page.AddParagraph("Of " + std::to_string(comparison.groups.size()) + " groups the " +
                          std::to_string(MAX_DRAWN_GROUPS) +
                          " with most transfers are drawn here and in the table below.");
    }
    if (comparison.runs.size() > PlotFigure::MAX_CURVES)
    {
        page.AddParagraph("Only the first " + std::to_string(PlotFigure::MAX_CURVES) +
                          " runs are in the pictures.");
    }
    for (const auto& figure : figures)
    {
        page.AddPicture(ReadPicture(directory, figure), figure.title, figure.caption);
    }
    AddPercentiles(page, comparison);
    page.AddParagraph("Plots are drawn from the scripts beside this page: change one and run "
                      "gnuplot on it.");
    ResultFile file((fs::path(directory) / PAGE).string());
    *file << page.ToString();
    file.Close();
    return problem;
}

} // namespace ns3
