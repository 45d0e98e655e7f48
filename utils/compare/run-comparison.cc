/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "run-comparison.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

namespace ns3
{

namespace
{

constexpr double CONFIDENCE = 0.95;
/// (1/2)^5: five values are all on one side of the median in more than one of twenty cases.
constexpr std::size_t FEWEST_VALUES = 6;

std::optional<QuantityComparison>
CompareQuantity(const std::vector<double>& reference, const std::vector<double>& other)
{
    if (reference.empty() || other.empty())
    {
        return std::nullopt;
    }
    QuantityComparison result;
    result.test = CompareDistributions(reference, other);
    const double median = GetPercentile(reference, 50);
    if (median > 0)
    {
        result.medianRatio = GetPercentile(other, 50) / median;
    }
    const bool isPositive = reference.front() > 0 && other.front() > 0;
    if (isPositive && std::min(reference.size(), other.size()) >= FEWEST_VALUES)
    {
        result.interval = GetMedianRatioInterval(reference, other, CONFIDENCE);
    }
    return result;
}

/// A quantity of a transfer, of a sample, and of what is compared.
struct Quantity
{
    std::optional<double> TransferQuantities::*measured;
    std::vector<double> GroupSample::*values;
    std::optional<QuantityComparison> GroupComparison::*comparison;
};

constexpr std::array<Quantity, 3> QUANTITIES{
    {{&TransferQuantities::completion, &GroupSample::completion, &GroupComparison::completion},
     {&TransferQuantities::firstByte, &GroupSample::firstByte, &GroupComparison::firstByte},
     {&TransferQuantities::goodput, &GroupSample::goodput, &GroupComparison::goodput}}};

double
GetPairRatio(double reference, double other)
{
    return reference > 0 ? other / reference
           : other > 0   ? std::numeric_limits<double>::infinity()
                         : 1;
}

/// Compare what both runs measured of the same requests, where they made the same.
void
CompareSameRequests(const std::vector<RecordedRun>& runs,
                    std::size_t other,
                    const TransferGroup& group,
                    const std::map<std::string, TransferClock, std::less<>>& clocks,
                    GroupComparison& comparison)
{
    const auto& a = runs[0].transfers;
    const auto& b = runs[other].transfers;
    const auto pairs = PairTransfers(runs[0], group.places[0], runs[other], group.places[other]);
    if (!pairs)
    {
        return;
    }
    const auto measure = [&clocks](const RecordedTransfer& transfer) {
        // A system without a clock has no times, whichever they would count from.
        const auto clock = clocks.find(transfer.system);
        return MeasureTransfer(transfer,
                               clock == clocks.end() ? TransferClock::UNEQUAL : clock->second);
    };
    for (const auto& quantity : QUANTITIES)
    {
        auto& compared = comparison.*quantity.comparison;
        if (!compared)
        {
            continue;
        }
        std::vector<double> ratios;
        ratios.reserve(pairs->size());
        for (const auto& [one, two] : *pairs)
        {
            const auto reference = measure(a[one]).*quantity.measured;
            const auto value = measure(b[two]).*quantity.measured;
            if (reference && value)
            {
                ratios.push_back(GetPairRatio(*reference, *value));
            }
        }
        const auto leftOut =
            std::max(group.places[0].size(), group.places[other].size()) - ratios.size();
        compared->paired = ComparePairs(std::move(ratios), leftOut, CONFIDENCE);
    }
}

/// "10.2 %" for ratios of 1.102 and 0.898.
std::string
FormatChange(double ratio)
{
    char text[64];
    const double percent = 100 * std::abs(ratio - 1);
    std::snprintf(text, sizeof(text), "%.*f %%", percent < 0.1 ? 2 : 1, percent);
    return text;
}

std::string
Judge(const GroupSample& reference,
      const GroupSample& other,
      const GroupComparison& comparison,
      const std::string& referenceId,
      const std::string& otherId)
{
    constexpr double SIGNIFICANT = 0.05;
    if (reference.GetCount() == 0 && other.GetCount() == 0)
    {
        return "in neither";
    }
    if (reference.GetCount() == 0 || other.GetCount() == 0)
    {
        return "only in " + (other.GetCount() == 0 ? referenceId : otherId);
    }
    if (comparison.isIdentical)
    {
        return "identical";
    }
    const auto headline = comparison.GetHeadline();
    if (!headline)
    {
        return "no times to compare";
    }
    const auto interval = headline->GetInterval();
    if (!interval)
    {
        return std::min(reference.succeeded, other.succeeded) < FEWEST_VALUES
                   ? "too few to tell"
                   : "no ratio: values of 0";
    }
    if (interval->low > 1 || interval->high < 1)
    {
        const bool isSlower = (interval->low > 1) == bool(comparison.completion);
        return (isSlower ? "slower by " : "faster by ") + FormatChange(*headline->GetRatio());
    }
    if (headline->test.pValue < SIGNIFICANT)
    {
        return "another distribution";
    }
    if (headline->IsPaired() && headline->paired->equal > headline->paired->pairs / 2)
    {
        // Not a word about the others: their number may be far too small for one.
        return "equal in " + std::to_string(headline->paired->equal) + " of " +
               std::to_string(headline->paired->pairs) + " pairs";
    }
    return "no difference seen";
}

/// "A" to "Z", and numbers after them.
std::string
NameRun(std::size_t index)
{
    constexpr std::size_t LETTERS = 26;
    return index < LETTERS ? std::string(1, static_cast<char>('A' + index))
                           : "R" + std::to_string(index + 1);
}

} // namespace

double
GetPercentile(const std::vector<double>& sorted, double percent)
{
    const double rank = percent / 100 * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(rank);
    const auto above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (rank - static_cast<double>(below));
}

bool
QuantityComparison::IsPaired() const
{
    return paired && paired->interval;
}

std::optional<double>
QuantityComparison::GetRatio() const
{
    return IsPaired() ? paired->medianRatio : medianRatio;
}

std::optional<Interval>
QuantityComparison::GetInterval() const
{
    return IsPaired() ? paired->interval->interval : interval;
}

const QuantityComparison*
GroupComparison::GetHeadline() const
{
    return completion ? &*completion : goodput ? &*goodput : nullptr;
}

RunComparison
CompareRuns(const std::vector<RecordedRun>& runs, const ComparisonOptions& options)
{
    RunComparison result;
    auto grouped = GroupTransfers(runs, options.grouping);
    result.clocks = std::move(grouped.clocks);
    result.notes = std::move(grouped.notes);
    result.load = MeasureOfferedLoad(runs, options.binWidth);
    for (std::size_t i = 0; i < runs.size(); ++i)
    {
        ComparedRun run{NameRun(i), runs[i].name, runs[i].files, {}};
        for (const auto& group : grouped.groups)
        {
            run.totals.succeeded += group.runs[i].succeeded;
            run.totals.failed += group.runs[i].failed;
            run.totals.open += group.runs[i].open;
            run.totals.bytes += group.runs[i].bytes;
        }
        result.runs.push_back(std::move(run));
        if (i > 0)
        {
            const auto& one = result.load.runs[0];
            const auto& other = result.load.runs[i];
            result.areIdentical.push_back(one.transfers == other.transfers &&
                                          one.bytes == other.bytes);
        }
    }
    for (auto& group : grouped.groups)
    {
        ComparedGroup compared;
        for (std::size_t i = 1; i < runs.size(); ++i)
        {
            const auto& reference = group.runs[0];
            const auto& other = group.runs[i];
            GroupComparison comparison;
            comparison.isIdentical = reference == other;
            for (const auto& quantity : QUANTITIES)
            {
                comparison.*quantity.comparison =
                    CompareQuantity(reference.*quantity.values, other.*quantity.values);
            }
            CompareSameRequests(runs, i, group, result.clocks, comparison);
            comparison.verdict =
                Judge(reference, other, comparison, result.runs[0].id, result.runs[i].id);
            result.areIdentical[i - 1] = result.areIdentical[i - 1] && comparison.isIdentical;
            compared.others.push_back(std::move(comparison));
        }
        compared.group = std::move(group);
        compared.group.places = {}; // which nobody needs any more
        result.groups.push_back(std::move(compared));
    }
    return result;
}

std::vector<std::string>
FindExcesses(const RunComparison& comparison, const ComparisonLimits& limits)
{
    std::vector<std::string> excesses;
    if (!limits.maxKs && !limits.maxRatio)
    {
        return excesses;
    }
    for (const auto& [group, others] : comparison.groups)
    {
        for (std::size_t i = 0; i < others.size(); ++i)
        {
            const auto& other = others[i];
            const auto begin = group.name + ", " + comparison.runs[i + 1].id + ": ";
            const auto headline = other.GetHeadline();
            if (other.isIdentical)
            {
                continue;
            }
            if (!headline)
            {
                excesses.push_back(begin + other.verdict);
                continue;
            }
            char text[96];
            if (limits.maxKs && headline->test.distance > *limits.maxKs)
            {
                std::snprintf(text,
                              sizeof(text),
                              "Kolmogorov-Smirnov distance %.4f is above %g",
                              headline->test.distance,
                              *limits.maxKs);
                excesses.push_back(begin + text);
            }
            if (!limits.maxRatio)
            {
                continue;
            }
            const double ratio = headline->GetRatio().value_or(0);
            if (!(ratio > 0) || std::max(ratio, 1 / ratio) > *limits.maxRatio)
            {
                std::snprintf(text,
                              sizeof(text),
                              "%s %.4f is beyond %g",
                              headline->IsPaired() ? "median ratio of pairs" : "ratio of medians",
                              ratio,
                              *limits.maxRatio);
                excesses.push_back(begin + text);
            }
        }
    }
    return excesses;
}

} // namespace ns3
