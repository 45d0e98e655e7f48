/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "comparison-summary.h"

#include "comparison-format.h"

#include <algorithm>
#include <array>

namespace ns3
{

namespace
{

/// What a line may be about.
struct Quantity
{
    const Units& units;
    std::vector<double> GroupSample::*values;
    std::optional<QuantityComparison> GroupComparison::*comparison;
};

/// Completion time says most; some tools tell goodput alone. What both runs know can be compared.
Quantity
ChooseQuantity(const GroupSample& one, const GroupSample& two)
{
    const Quantity completion{TIME_UNITS, &GroupSample::completion, &GroupComparison::completion};
    const Quantity goodput{RATE_UNITS, &GroupSample::goodput, &GroupComparison::goodput};
    const auto knows = [](const GroupSample& sample, const Quantity& quantity) {
        return !(sample.*quantity.values).empty();
    };
    for (const auto& quantity : {completion, goodput})
    {
        if (knows(one, quantity) && knows(two, quantity))
        {
            return quantity;
        }
    }
    return knows(one, completion) || knows(two, completion) ? completion : goodput;
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
    const auto quantity = ChooseQuantity(one, two);
    const auto& a = one.*quantity.values;
    const auto& b = two.*quantity.values;
    if (a.empty() && b.empty())
    {
        row.insert(row.end(), {"-", "-", ""});
    }
    else
    {
        const auto& unit = ChooseUnit(quantity.units, GetPercentile(a.empty() ? b : a, 50));
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

} // namespace

ComparisonSummary
SummariseComparison(const RunComparison& comparison, std::size_t other)
{
    const auto& first = comparison.runs[0].id;
    const auto& second = comparison.runs[other].id;
    const auto& groups = comparison.groups;
    const bool hasRates = std::any_of(groups.begin(), groups.end(), [other](const auto& group) {
        return group.group.runs[0].failed + group.group.runs[other].failed > 0;
    });
    const bool hasPairs = std::any_of(groups.begin(), groups.end(), [other](const auto& group) {
        const auto headline = group.others[other - 1].GetHeadline();
        return headline && headline->IsPaired();
    });
    ComparisonSummary summary;
    auto& head = summary.head;
    head = {"group", "n " + first, "n " + second};
    if (hasRates)
    {
        head.insert(head.end(), {"ok " + first, "ok " + second});
    }
    head.insert(head.end(), {"median " + first, "median " + second, ""});
    summary.leftColumns = {0, head.size() - 1};
    head.insert(head.end(), {second + '/' + first, "95 % interval"});
    if (hasPairs)
    {
        summary.leftColumns.insert(head.size());
        head.emplace_back("");
    }
    head.insert(head.end(), {"KS", "verdict"});
    summary.leftColumns.insert(head.size() - 1);
    for (const auto& group : groups)
    {
        summary.rows.push_back(MakeSummaryRow(group, other, hasRates, hasPairs));
    }
    return summary;
}

} // namespace ns3
