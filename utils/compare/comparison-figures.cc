/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "comparison-figures.h"

#include "ns3/binned-series.h"
#include "ns3/cumulative-curve.h"
#include "ns3/measure-unit.h"
#include "ns3/traffic-figures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

namespace ns3
{

namespace
{

constexpr const char* FROM_FIRST_START = "Time since the first start [s]";

std::size_t
CountDrawnRuns(const RunComparison& comparison)
{
    return std::min(comparison.runs.size(), PlotFigure::MAX_CURVES);
}

/// @return how many letters of all names are directories that they have in common
std::size_t
CountCommon(const std::vector<ComparedRun>& runs)
{
    const auto& first = runs.front().name;
    std::size_t common = first.size();
    for (const auto& run : runs)
    {
        std::size_t equal = 0;
        while (equal < std::min(common, run.name.size()) && run.name[equal] == first[equal])
        {
            ++equal;
        }
        common = equal;
    }
    const auto slash = common == 0 ? std::string::npos : first.rfind('/', common - 1);
    return slash == std::string::npos ? 0 : slash + 1;
}

/// A name for a legend: what tells a run from the others is at the end of a path.
std::string
NameRun(const RunComparison& comparison, std::size_t run)
{
    constexpr std::size_t MOST = 36;
    auto name = comparison.runs[run].name.substr(CountCommon(comparison.runs));
    if (name.size() > MOST)
    {
        auto begin = name.size() - MOST;
        while (begin < name.size() && (static_cast<unsigned char>(name[begin]) & 0xC0) == 0x80)
        {
            ++begin; // not within a letter
        }
        name = "..." + name.substr(begin);
    }
    return comparison.runs[run].id + (name.empty() ? "" : ": " + name);
}

/// The distribution of one quantity in all runs.
std::vector<PlotCurve>
MakeCurves(const RunComparison& comparison,
           const TransferGroup& group,
           std::vector<double> GroupSample::*values)
{
    std::vector<PlotCurve> curves;
    for (std::size_t run = 0; run < CountDrawnRuns(comparison); ++run)
    {
        auto points = MakeCumulativeCurve(group.runs[run].*values);
        if (!points.empty())
        {
            curves.push_back({NameRun(comparison, run), std::move(points)});
        }
    }
    return curves;
}

/// The distribution of goodput, where a run tells no times.
PlotFigure
MakeGoodputDistribution(const std::string& title, std::vector<PlotCurve> curves)
{
    double most = 0;
    for (const auto& curve : curves)
    {
        most = std::max(most, curve.points.back().x);
    }
    const auto unit = ChooseRateUnit(most);
    for (auto& curve : curves)
    {
        for (auto& point : curve.points)
        {
            point.x /= unit.size;
        }
    }
    PlotFigure figure;
    figure.file = "compare-goodput-of-transfers";
    figure.title = title;
    figure.xLabel = std::string("Goodput [") + unit.name + "]";
    figure.yLabel = "Share of transfers";
    figure.yMost = 1;
    figure.style = PlotFigure::STEPS;
    figure.curves = std::move(curves);
    return figure;
}

void
AddDistributions(std::vector<PlotFigure>& figures,
                 const RunComparison& comparison,
                 const TransferGroup& group)
{
    for (const auto& [file, what, values] :
         {std::tuple{"compare-completion", "Completion time", &GroupSample::completion},
          {"compare-first-byte", "Time to first byte", &GroupSample::firstByte}})
    {
        auto curves = MakeCurves(comparison, group, values);
        if (!curves.empty())
        {
            figures.push_back(MakeDurationFigure(file,
                                                 std::string(what) + ": " + group.name,
                                                 what,
                                                 std::move(curves)));
        }
    }
    const bool tellTimes =
        std::all_of(group.runs.begin(), group.runs.end(), [](const auto& sample) {
            return sample.goodput.empty() || !sample.completion.empty();
        });
    if (tellTimes)
    {
        return;
    }
    auto curves = MakeCurves(comparison, group, &GroupSample::goodput);
    if (!curves.empty())
    {
        figures.push_back(
            MakeGoodputDistribution("Goodput of transfers: " + group.name, std::move(curves)));
    }
}

/// Median completion times by size, of groups that differ in it alone.
void
AddTimesBySize(std::vector<PlotFigure>& figures, const RunComparison& comparison)
{
    constexpr std::size_t LEAST_SIZES = 3;
    using Family = std::tuple<std::string, std::string, std::string, std::string, std::string>;
    std::map<Family, std::vector<const TransferGroup*>> families;
    for (const auto& compared : comparison.groups)
    {
        const auto& key = compared.group.key;
        if (!key.size.empty() && key.leastSize != UINT64_MAX)
        {
            families[{key.system, key.kind, key.label, key.client, key.server}].push_back(
                &compared.group);
        }
    }
    std::size_t drawn = 0;
    for (const auto& [family, groups] : families)
    {
        if (groups.size() < LEAST_SIZES || ++drawn > MAX_DRAWN_GROUPS)
        {
            continue;
        }
        auto named = groups.front()->key;
        named.size = "";
        PlotFigure figure;
        figure.file = "compare-size";
        figure.title = "Completion time by size: " + named.ToString(true);
        figure.caption = "Medians of each class of sizes, at the least size of the class.";
        figure.xLabel = "Requested size";
        figure.style = PlotFigure::LINES_AND_POINTS;
        figure.isLogX = true;
        figure.isXBytes = true;
        figure.isLogY = true;
        double least = 0;
        double most = 0;
        for (std::size_t run = 0; run < CountDrawnRuns(comparison); ++run)
        {
            PlotCurve curve{NameRun(comparison, run), {}};
            for (const auto* group : groups)
            {
                const auto& values = group->runs[run].completion;
                if (!values.empty() && values[values.size() / 2] > 0)
                {
                    const double median = GetPercentile(values, 50);
                    // The class of the smallest has no least size to draw it at.
                    const auto size = std::max<uint64_t>(group->key.leastSize, 100);
                    curve.points.push_back({static_cast<double>(size), median});
                    least = least == 0 ? median : std::min(least, median);
                    most = std::max(most, median);
                }
            }
            if (!curve.points.empty())
            {
                figure.curves.push_back(std::move(curve));
            }
        }
        if (figure.curves.empty())
        {
            continue;
        }
        const auto unit = ChooseTimeUnit(std::sqrt(least * most));
        for (auto& curve : figure.curves)
        {
            for (auto& point : curve.points)
            {
                point.y /= unit.size;
            }
        }
        figure.yLabel = std::string("Median completion time [") + unit.name + "]";
        figures.push_back(std::move(figure));
    }
}

/// What a run moved over time, from its first start.
std::optional<BinnedSeries>
MeasureGoodput(const RecordedRun& run)
{
    std::optional<int64_t> first;
    for (const auto& transfer : run.transfers)
    {
        if (transfer.isPlaced && IsCounted(transfer))
        {
            first = std::min(first.value_or(transfer.start), transfer.start);
        }
    }
    if (!first)
    {
        return std::nullopt;
    }
    BinnedSeries series(BinnedSeries::SUM);
    for (const auto& transfer : run.transfers)
    {
        if (!transfer.isPlaced || !IsCounted(transfer) || !transfer.isEndKnown)
        {
            continue;
        }
        const auto span = FindPayloadSpan(transfer.receivedBytes > transfer.sentBytes,
                                          transfer.firstByte,
                                          transfer.lastByte,
                                          transfer.request.value_or(transfer.start),
                                          transfer.end);
        const auto begin = std::max<int64_t>(0, span.begin - *first);
        series.Spread(begin,
                      span.end - *first,
                      static_cast<double>(transfer.sentBytes + transfer.receivedBytes));
    }
    // iperf3 does not tell when its bytes came.
    return series.GetValues().empty() ? std::nullopt : std::optional(series);
}

void
AddGoodput(std::vector<PlotFigure>& figures,
           const std::vector<RecordedRun>& runs,
           const RunComparison& comparison)
{
    std::vector<NamedSeries> series;
    for (std::size_t run = 0; run < CountDrawnRuns(comparison); ++run)
    {
        if (auto one = MeasureGoodput(runs[run]))
        {
            series.emplace_back(NameRun(comparison, run), std::move(*one));
        }
    }
    if (!series.empty())
    {
        auto figure =
            MakeRateFigure("compare-goodput", "Goodput of all transfers", "Goodput", series);
        figure.xLabel = FROM_FIRST_START;
        figure.caption = "Payload in both directions, that of each transfer spread evenly over the "
                         "time in which it moved, so that around losses it may exceed a link's "
                         "rate. " +
                         figure.caption;
        figures.push_back(std::move(figure));
    }
}

void
AddLoad(std::vector<PlotFigure>& figures, const RunComparison& comparison)
{
    const auto& load = comparison.load;
    double most = 0;
    for (std::size_t run = 0; run < load.runs.size(); ++run)
    {
        for (std::size_t bin = 0; bin < load.runs[run].bytes.size(); ++bin)
        {
            most = std::max(most, load.GetRate(run, bin));
        }
    }
    const auto unit = ChooseRateUnit(most);
    PlotFigure figure;
    figure.file = "compare-load";
    figure.title = "Offered load";
    figure.caption =
        "What transfers that started in spans of " + FormatSpan(load.binWidth) + " asked for.";
    figure.xLabel = FROM_FIRST_START;
    figure.yLabel = std::string("Offered load [") + unit.name + "]";
    figure.style = PlotFigure::STEPS;
    const double width = static_cast<double>(load.binWidth) * 1e-9;
    for (std::size_t run = 0; run < CountDrawnRuns(comparison); ++run)
    {
        PlotCurve curve{NameRun(comparison, run), {}};
        const auto& transfers = load.runs[run].transfers;
        if (std::all_of(transfers.begin(), transfers.end(), [](auto count) { return count == 0; }))
        {
            continue; // nobody knows when they started
        }
        for (std::size_t bin = 0; bin < transfers.size(); ++bin)
        {
            curve.points.push_back(
                {static_cast<double>(bin) * width, load.GetRate(run, bin) / unit.size});
        }
        const double end = static_cast<double>(transfers.size()) * width;
        curve.points.push_back({end, curve.points.back().y});
        curve.points.push_back({end, 0});
        figure.curves.push_back(std::move(curve));
    }
    if (!figure.curves.empty())
    {
        figures.push_back(std::move(figure));
    }
}

} // namespace

std::vector<std::size_t>
ChooseDrawnGroups(const RunComparison& comparison)
{
    const auto count = [&comparison](std::size_t place) {
        uint64_t sum = 0;
        for (const auto& sample : comparison.groups[place].group.runs)
        {
            sum += sample.GetCount();
        }
        return sum;
    };
    std::vector<std::size_t> places(comparison.groups.size());
    std::iota(places.begin(), places.end(), 0);
    std::stable_sort(places.begin(), places.end(), [&count](auto a, auto b) {
        return count(a) > count(b);
    });
    places.resize(std::min(places.size(), MAX_DRAWN_GROUPS));
    std::sort(places.begin(), places.end());
    return places;
}

std::vector<PlotFigure>
MakeComparisonFigures(const std::vector<RecordedRun>& runs, const RunComparison& comparison)
{
    std::vector<PlotFigure> figures;
    AddTimesBySize(figures, comparison);
    for (const auto place : ChooseDrawnGroups(comparison))
    {
        AddDistributions(figures, comparison, comparison.groups[place].group);
    }
    AddGoodput(figures, runs, comparison);
    AddLoad(figures, comparison);
    return figures;
}

} // namespace ns3
