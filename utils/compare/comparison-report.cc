/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "comparison-report.h"

#include "comparison-format.h"
#include "comparison-summary.h"
#include "text-table.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <vector>

namespace ns3
{

namespace
{

std::string
FormatPValue(double p)
{
    char text[32];
    if (p < 0.0001)
    {
        return "<0.0001";
    }
    std::snprintf(text, sizeof(text), "%.4f", p);
    return text;
}

std::string
Plural(uint64_t number, const std::string& word)
{
    return std::to_string(number) + ' ' + word + (number == 1 ? "" : "s");
}

/// A quantity, and where the values are.
struct Quantity
{
    const char* name;
    const Units* units;
    std::vector<double> GroupSample::*values;
    std::optional<QuantityComparison> GroupComparison::*comparison;
};

const std::array<Quantity, 3> QUANTITIES{
    {{"completion", &TIME_UNITS, &GroupSample::completion, &GroupComparison::completion},
     {"first byte", &TIME_UNITS, &GroupSample::firstByte, &GroupComparison::firstByte},
     {"goodput", &RATE_UNITS, &GroupSample::goodput, &GroupComparison::goodput}}};

void
PrintRuns(std::ostream& stream, const RunComparison& comparison)
{
    for (const auto& run : comparison.runs)
    {
        const auto& totals = run.totals;
        stream << run.id << "  " << run.name << ": " << Plural(totals.GetCount(), "transfer");
        if (totals.failed > 0)
        {
            stream << ", " << totals.failed << " failed";
        }
        if (totals.open > 0)
        {
            stream << ", " << totals.open << " open at the end";
        }
        stream << " (" << Plural(run.files.size(), "file") << ")\n";
    }
    std::string text;
    for (const auto& [system, clock] : comparison.clocks)
    {
        if (clock != TransferClock::UNEQUAL)
        {
            text += (text.empty() ? "" : "; ") + system + " from the " + ToString(clock);
        }
    }
    if (!text.empty())
    {
        stream << "Times count: " << text << ".\n";
    }
    for (const auto& note : comparison.notes)
    {
        stream << "Note: " << note << ".\n";
    }
}

/// Both estimates of a group of pairs: of its medians, and of the pairs.
void
PrintPairs(std::ostream& stream, const RunComparison& comparison, const ComparedGroup& compared)
{
    TextTable table({0, 1});
    for (std::size_t i = 0; i < compared.others.size(); ++i)
    {
        for (const auto& quantity : QUANTITIES)
        {
            const auto& values = compared.others[i].*quantity.comparison;
            if (!values || !values->paired)
            {
                continue;
            }
            const auto& paired = *values->paired;
            if (table.IsEmpty())
            {
                table.AddRow({"paired",
                              "",
                              "of medians",
                              "95 % interval",
                              "pairs",
                              "left out",
                              "of pairs",
                              "95 % interval"});
            }
            table.AddRow({"  " + comparison.runs[i + 1].id + '/' + comparison.runs[0].id,
                          quantity.name,
                          values->medianRatio ? FormatRatio(*values->medianRatio, 5) : "-",
                          FormatInterval(values->interval),
                          std::to_string(paired.pairs),
                          std::to_string(paired.leftOut),
                          FormatRatio(paired.medianRatio, 5),
                          FormatInterval(paired.interval ? std::optional(paired.interval->interval)
                                                         : std::nullopt)});
        }
    }
    table.Print(stream, 2);
}

/// Percentiles of all quantities of a group, side by side.
void
PrintGroup(std::ostream& stream, const RunComparison& comparison, const ComparedGroup& compared)
{
    const auto& group = compared.group;
    stream << '\n' << group.name << '\n';
    TextTable counts({0});
    counts.AddRow({"", "transfers", "succeeded", "failed", "open"});
    for (std::size_t i = 0; i < group.runs.size(); ++i)
    {
        const auto& sample = group.runs[i];
        counts.AddRow({comparison.runs[i].id,
                       std::to_string(sample.GetCount()),
                       FormatShare(sample.GetSuccessRate()),
                       std::to_string(sample.failed),
                       std::to_string(sample.open)});
    }
    counts.Print(stream, 2);

    TextTable table({0});
    for (const auto& quantity : QUANTITIES)
    {
        const auto first =
            std::find_if(group.runs.begin(), group.runs.end(), [&](const auto& sample) {
                return !(sample.*quantity.values).empty();
            });
        if (first == group.runs.end())
        {
            continue;
        }
        const auto& unit = ChooseUnit(*quantity.units, GetPercentile(*first.*quantity.values, 50));
        std::vector<std::string> head{std::string(quantity.name) + ", " + unit.name};
        for (int percent : COMPARED_PERCENTILES)
        {
            head.push_back('p' + std::to_string(percent));
        }
        head.insert(head.end(), {"KS", "p"});
        table.AddRow(head);
        const auto& reference = group.runs[0].*quantity.values;
        for (std::size_t i = 0; i < group.runs.size(); ++i)
        {
            const auto& values = group.runs[i].*quantity.values;
            if (values.empty())
            {
                continue;
            }
            std::vector<std::string> row{"  " + comparison.runs[i].id};
            for (int percent : COMPARED_PERCENTILES)
            {
                row.push_back(FormatDigits(GetPercentile(values, percent) / unit.size));
            }
            table.AddRow(row);
            if (i == 0 || reference.empty())
            {
                continue;
            }
            const auto& test = (compared.others[i - 1].*quantity.comparison)->test;
            std::vector<std::string> ratios{"  " + comparison.runs[i].id + '/' +
                                            comparison.runs[0].id};
            for (int percent : COMPARED_PERCENTILES)
            {
                ratios.push_back(FormatRatio(GetPercentile(values, percent) /
                                             GetPercentile(reference, percent)));
            }
            ratios.push_back(FormatDigits(test.distance, 4));
            ratios.push_back(FormatPValue(test.pValue));
            table.AddRow(ratios);
        }
    }
    table.Print(stream, 2);
    PrintPairs(stream, comparison, compared);
}

void
PrintLoad(std::ostream& stream, const RunComparison& comparison)
{
    constexpr std::size_t MAX_ROWS = 100;
    const auto& load = comparison.load;
    const auto isPlaced = [](const OfferedLoad::Run& run) {
        return std::any_of(run.transfers.begin(), run.transfers.end(), [](auto n) {
            return n > 0;
        });
    };
    stream << '\n';
    if (std::none_of(load.runs.begin(), load.runs.end(), isPlaced))
    {
        stream << "Offered load: no file tells when transfers started.\n";
        return;
    }
    double most = 0;
    for (std::size_t run = 0; run < load.runs.size(); ++run)
    {
        for (std::size_t bin = 0; bin < load.runs[run].bytes.size(); ++bin)
        {
            most = std::max(most, load.GetRate(run, bin));
        }
    }
    const auto& unit = ChooseUnit(RATE_UNITS, most);
    const auto& width = ChooseUnit(TIME_UNITS, static_cast<double>(load.binWidth) * 1e-8);
    stream << "Offered load, " << unit.name << " (transfers started)\n";
    TextTable table({});
    std::vector<std::string> head{std::string("from ") + width.name};
    for (const auto& run : comparison.runs)
    {
        head.insert(head.end(), {run.id, ""});
    }
    table.AddRow(head);
    const auto bins = load.runs[0].bytes.size();
    for (std::size_t bin = 0; bin < std::min(bins, MAX_ROWS); ++bin)
    {
        const double begin = static_cast<double>(bin) * static_cast<double>(load.binWidth) * 1e-9;
        char text[64];
        std::snprintf(text, sizeof(text), "%g", begin / width.size);
        std::vector<std::string> row{text};
        for (std::size_t run = 0; run < load.runs.size(); ++run)
        {
            if (!isPlaced(load.runs[run]))
            {
                row.insert(row.end(), {"-", ""});
                continue;
            }
            row.push_back(FormatDigits(load.GetRate(run, bin) / unit.size));
            row.push_back('(' + std::to_string(load.runs[run].transfers[bin]) + ')');
        }
        table.AddRow(row);
    }
    table.Print(stream, 2);
    if (bins > MAX_ROWS)
    {
        stream << "  and " << bins - MAX_ROWS << " more bins (--json has them)\n";
    }
    for (std::size_t run = 0; run < load.runs.size(); ++run)
    {
        if (load.runs[run].unplaced > 0)
        {
            stream << "  " << comparison.runs[run].id << ": no file tells when "
                   << Plural(load.runs[run].unplaced, "transfer") << " started\n";
        }
    }
}

/// One line a group: a run against the reference.
void
PrintSummary(std::ostream& stream, const RunComparison& comparison, std::size_t other)
{
    const auto& first = comparison.runs[0].id;
    const auto& second = comparison.runs[other].id;
    stream << '\n' << second << " against " << first << '\n';
    const auto summary = SummariseComparison(comparison, other);
    TextTable table(summary.leftColumns);
    table.AddRow(summary.head);
    for (const auto& row : summary.rows)
    {
        table.AddRow(row);
    }
    table.Print(stream, 2);
    if (comparison.areIdentical[other - 1])
    {
        stream << second << " is identical to " << first << ".\n";
    }
}

} // namespace

void
PrintComparison(std::ostream& stream, const RunComparison& comparison, bool isBrief)
{
    PrintRuns(stream, comparison);
    if (!isBrief)
    {
        for (const auto& group : comparison.groups)
        {
            PrintGroup(stream, comparison, group);
        }
        PrintLoad(stream, comparison);
    }
    for (std::size_t other = 1; other < comparison.runs.size(); ++other)
    {
        PrintSummary(stream, comparison, other);
    }
}

} // namespace ns3
