/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "comparison-report.h"

#include "text-table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <set>
#include <string>
#include <vector>

namespace ns3
{

namespace
{

/// A unit, and how much one of it is.
struct Unit
{
    const char* name;
    double size;
};

/// Units of one quantity, the largest first.
using Units = std::vector<Unit>;

const Units SECONDS{{"s", 1}, {"ms", 1e-3}, {"us", 1e-6}};
const Units BIT_RATES{{"Gbit/s", 1e9}, {"Mbit/s", 1e6}, {"kbit/s", 1e3}, {"bit/s", 1}};

/// @return the largest unit of which there are ten; of times, which may be read as hundreds, one
const Unit&
ChooseUnit(const Units& units, double value)
{
    const double least = &units == &SECONDS ? 10 : 1;
    const auto found = std::find_if(units.begin(), units.end(), [value, least](const auto& unit) {
        return value >= unit.size * (unit.size == 1 ? least : 1);
    });
    return found == units.end() ? units.back() : *found;
}

/// @return five digits, or all before the point
std::string
FormatDigits(double number, int digits = 5)
{
    const int before =
        number == 0 ? 1
                    : std::max(1, static_cast<int>(std::floor(std::log10(std::abs(number)))) + 1);
    char text[400];
    std::snprintf(text, sizeof(text), "%.*f", std::max(0, digits - before), number);
    return text;
}

std::string
FormatRatio(double ratio, int digits = 4)
{
    return std::isfinite(ratio) ? FormatDigits(ratio, digits) : "-";
}

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
FormatShare(const std::optional<double>& share)
{
    if (!share)
    {
        return "-";
    }
    char text[32];
    const bool isWhole = *share == 1 || *share == 0;
    std::snprintf(text, sizeof(text), isWhole ? "%.0f %%" : "%.2f %%", 100 * *share);
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
    {{"completion", &SECONDS, &GroupSample::completion, &GroupComparison::completion},
     {"first byte", &SECONDS, &GroupSample::firstByte, &GroupComparison::firstByte},
     {"goodput", &BIT_RATES, &GroupSample::goodput, &GroupComparison::goodput}}};

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

std::string
FormatInterval(const std::optional<Interval>& interval)
{
    return interval ? FormatRatio(interval->low, 5) + " to " + FormatRatio(interval->high, 5) : "-";
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
    const auto& unit = ChooseUnit(BIT_RATES, most);
    const auto& width = ChooseUnit(SECONDS, static_cast<double>(load.binWidth) * 1e-8);
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

/// @return "" where pairs do not decide
std::string
DescribePairs(const std::optional<QuantityComparison>& values)
{
    if (!values || !values->IsPaired())
    {
        return "";
    }
    const auto leftOut = values->paired->leftOut;
    return leftOut == 0 ? "paired" : "paired, " + std::to_string(leftOut) + " left out";
}

/// The columns of the summary for one group: a run against the reference.
std::vector<std::string>
MakeSummaryRow(const ComparedGroup& compared, std::size_t other, bool hasRates, bool hasPairs)
{
    const auto& one = compared.group.runs[0];
    const auto& two = compared.group.runs[other];
    const auto& result = compared.others[other - 1];
    std::vector<std::string> row{compared.group.name,
                                 std::to_string(one.GetCount()),
                                 std::to_string(two.GetCount())};
    if (hasRates)
    {
        row.insert(row.end(),
                   {FormatShare(one.GetSuccessRate()), FormatShare(two.GetSuccessRate())});
    }
    // Completion time says most; some tools tell goodput alone.
    const bool hasTimes = !one.completion.empty() || !two.completion.empty();
    const auto& quantity = QUANTITIES[hasTimes ? 0 : 2];
    const auto& a = one.*quantity.values;
    const auto& b = two.*quantity.values;
    if (a.empty() && b.empty())
    {
        row.insert(row.end(), {"-", "-", ""});
    }
    else
    {
        const auto& unit = ChooseUnit(*quantity.units, GetPercentile(a.empty() ? b : a, 50));
        for (const auto* values : {&a, &b})
        {
            row.push_back(values->empty() ? "-"
                                          : FormatDigits(GetPercentile(*values, 50) / unit.size));
        }
        row.push_back(unit.name);
    }
    const auto& values = result.*quantity.comparison;
    const auto ratio = values ? values->GetRatio() : std::nullopt;
    row.insert(row.end(),
               {ratio ? FormatRatio(*ratio, 5) : "-",
                FormatInterval(values ? values->GetInterval() : std::nullopt)});
    if (hasPairs)
    {
        row.push_back(DescribePairs(values));
    }
    row.insert(row.end(), {values ? FormatDigits(values->test.distance, 4) : "-", result.verdict});
    return row;
}

/// One line a group: a run against the reference.
void
PrintSummary(std::ostream& stream, const RunComparison& comparison, std::size_t other)
{
    const auto& first = comparison.runs[0].id;
    const auto& second = comparison.runs[other].id;
    const bool hasRates =
        std::any_of(comparison.groups.begin(), comparison.groups.end(), [other](const auto& group) {
            const auto& one = group.group.runs[0];
            const auto& two = group.group.runs[other];
            return one.failed + two.failed > 0;
        });
    const bool hasPairs =
        std::any_of(comparison.groups.begin(), comparison.groups.end(), [other](const auto& group) {
            const auto headline = group.others[other - 1].GetHeadline();
            return headline && headline->IsPaired();
        });
    stream << '\n' << second << " against " << first << '\n';
    std::vector<std::string> head{"group", "n " + first, "n " + second};
    if (hasRates)
    {
        head.insert(head.end(), {"ok " + first, "ok " + second});
    }
    head.insert(head.end(), {"median " + first, "median " + second, ""});
    std::set<std::size_t> leftColumns{0, head.size() - 1};
    head.insert(head.end(), {second + '/' + first, "95 % interval"});
    if (hasPairs)
    {
        leftColumns.insert(head.size());
        head.emplace_back("");
    }
    head.insert(head.end(), {"KS", "verdict"});
    leftColumns.insert(head.size() - 1);
    TextTable table(leftColumns);
    table.AddRow(head);
    for (const auto& group : comparison.groups)
    {
        table.AddRow(MakeSummaryRow(group, other, hasRates, hasPairs));
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
