/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/run-report.h"

#include "ns3/cumulative-curve.h"
#include "ns3/figure-drawing.h"
#include "ns3/html-page.h"
#include "ns3/measure-unit.h"
#include "ns3/result-file.h"
#include "ns3/traffic-figures.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <optional>
#include <system_error>
#include <tuple>
#include <utility>

namespace ns3
{

namespace fs = std::filesystem;

namespace
{

using Json = nlohmann::ordered_json;
using Rows = std::vector<std::vector<std::string>>;

constexpr const char* PAGE = "report.html";
constexpr std::size_t MAX_ROWS = 200;

std::optional<int64_t>
ToNanoseconds(const std::optional<Time>& time)
{
    return time ? std::optional(time->GetNanoSeconds()) : std::nullopt;
}

std::string
NameGroup(const std::string& system, const std::string& label)
{
    return label.empty() ? system : system + " " + label;
}

/// A number as JSON has it; "-" where it is missing.
std::string
FormatCount(const Json& json, const char* key)
{
    return json.contains(key) ? json[key].dump() : "-";
}

std::string
FormatRate(double rate)
{
    const auto unit = ChooseRateUnit(rate);
    return FormatNumber(rate / unit.size) + " " + unit.name;
}

/// The row of an entry in the table of transfers.
std::vector<std::string>
MakeTotalsRow(const std::string& name, const Json& json)
{
    std::vector<std::string> row{name};
    for (const auto* status : {"success", "failed", "open"})
    {
        row.push_back(FormatCount(json["transfers"], status));
    }
    row.push_back(FormatCount(json, "sent_bytes"));
    row.push_back(FormatCount(json, "received_bytes"));
    row.push_back(FormatRate(json["goodput_bps"].get<double>()));
    return row;
}

/// Tell that a table was longer.
void
TellOfMore(HtmlPage& page, std::size_t rows)
{
    if (rows > MAX_ROWS)
    {
        page.AddParagraph("and " + std::to_string(rows - MAX_ROWS) +
                          " more rows, which are in summary.json");
    }
}

constexpr const char* PERCENTILES[] = {"p1", "p5", "p25", "p50", "p75", "p95", "p99"};

/// Add the percentiles that an object of summary.json has.
void
AppendQuantiles(std::vector<std::string>& row, const Json& quantiles, double unit)
{
    for (const auto* percentile : PERCENTILES)
    {
        row.push_back(quantiles.contains(percentile)
                          ? FormatNumber(quantiles[percentile].get<double>() / unit)
                          : "-");
    }
}

std::vector<std::string>
MakeQuantileHead(std::vector<std::string> head)
{
    head.insert(head.end(), std::begin(PERCENTILES), std::end(PERCENTILES));
    return head;
}

void
AddTransfers(HtmlPage& page, const Json& summary)
{
    Rows rows;
    for (const auto& [system, json] : summary["systems"].items())
    {
        if (json.contains("transfers"))
        {
            rows.push_back(MakeTotalsRow(system, json));
        }
    }
    if (rows.size() != 1)
    {
        rows.push_back(MakeTotalsRow("all", summary));
    }
    page.AddHeading("Transfers");
    page.AddTable(
        {"system", "succeeded", "failed", "open", "bytes sent", "bytes received", "goodput"},
        rows);
}

void
AddTimes(HtmlPage& page, const Json& summary)
{
    page.AddHeading("Times of transfers that succeeded");
    for (const auto& [key, name] :
         {std::pair{"completion_s", "Completion time"}, {"first_byte_s", "Time to first byte"}})
    {
        Rows rows;
        std::size_t count = 0;
        for (const auto& [system, json] : summary["systems"].items())
        {
            const auto labels = json.value("labels", Json::object());
            for (const auto& [label, times] : labels.items())
            {
                const auto& quantiles = times[key];
                if (!quantiles.contains("p50") || ++count > MAX_ROWS)
                {
                    continue;
                }
                const auto unit = ChooseTimeUnit(quantiles["p50"].get<double>());
                std::vector<std::string> row{NameGroup(system, label),
                                             unit.name,
                                             FormatCount(quantiles, "count")};
                AppendQuantiles(row, quantiles, unit.size);
                rows.push_back(std::move(row));
            }
        }
        if (!rows.empty())
        {
            page.AddParagraph(name);
            page.AddTable(MakeQuantileHead({"transfers", "unit", "number"}), rows, 2);
            TellOfMore(page, count);
        }
    }
}

/// Slowdowns of Poisson flows by size, where they are in the summary.
void
AddSlowdowns(HtmlPage& page, const Json& summary)
{
    Rows rows;
    const auto labels = summary.value(Json::json_pointer("/systems/poisson/sizes"), Json::object());
    for (const auto& [label, sizes] : labels.items())
    {
        for (const auto& [size, json] : sizes.items())
        {
            if (json.contains("slowdown"))
            {
                auto name = size;
                std::replace(name.begin(), name.end(), '_', ' ');
                std::vector<std::string> row{label, name, FormatCount(json, "count")};
                AppendQuantiles(row, json["slowdown"], 1);
                rows.push_back(std::move(row));
            }
        }
    }
    if (!rows.empty())
    {
        page.AddHeading("Slowdowns of Poisson flows");
        page.AddTable(MakeQuantileHead({"label", "size", "number"}), rows, 2);
    }
}

/// What became of GenSyn's communications, where that is in the summary.
void
AddStates(HtmlPage& page, const Json& summary)
{
    Rows rows;
    const auto labels = summary.value(Json::json_pointer("/systems/gensyn/states"), Json::object());
    for (const auto& [label, states] : labels.items())
    {
        for (const auto& [state, json] : states.items())
        {
            std::vector<std::string> row{label, state};
            for (const auto* key : {"started", "completed", "abandoned", "failed", "open"})
            {
                row.push_back(FormatCount(json, key));
            }
            rows.push_back(std::move(row));
        }
    }
    if (!rows.empty())
    {
        page.AddHeading("Communications of GenSyn's users");
        page.AddTable({"label", "state", "started", "completed", "abandoned", "failed", "open"},
                      rows,
                      2);
    }
}

void
AddQueues(HtmlPage& page, const LinkQueueWatch& queues)
{
    constexpr std::size_t MAX_QUEUES = 10;
    Rows rows;
    for (const auto& queue : queues.Summarise(MAX_QUEUES))
    {
        rows.push_back(
            {queue.from, queue.to, std::to_string(queue.most), std::to_string(queue.drops)});
    }
    if (!rows.empty())
    {
        page.AddHeading("Queues of the busiest links");
        page.AddTable({"from", "to", "most packets", "drops"}, rows, 2);
    }
}

} // namespace

void
RunReport::Add(const TransferRecord& record)
{
    auto& labels = m_goodput[record.system];
    auto found = labels.find(record.label);
    if (found == labels.end())
    {
        found = labels.emplace(record.label, BinnedSeries(BinnedSeries::SUM)).first;
    }
    const auto span = FindPayloadSpan(record.receivedBytes > record.sentBytes,
                                      ToNanoseconds(record.firstByte),
                                      ToNanoseconds(record.lastByte),
                                      record.connect.value_or(record.start).GetNanoSeconds(),
                                      record.end.GetNanoSeconds());
    found->second.Spread(span.begin,
                         span.end,
                         static_cast<double>(record.sentBytes + record.receivedBytes));
}

void
RunReport::WatchQueues(const NodeContainer& nodes)
{
    m_queues.Watch(nodes);
}

void
RunReport::AddFigures(FigureSource source)
{
    m_sources.push_back(std::move(source));
}

nlohmann::json
RunReport::SaveQueues() const
{
    return m_queues.Save();
}

void
RunReport::MergeQueues(const nlohmann::json& saved)
{
    m_queues.Merge(saved);
}

std::vector<PlotFigure>
RunReport::MakeFigures(const RunSummary& transfers) const
{
    /// A group of transfers.
    struct Group
    {
        std::string name;
        std::string system;
        std::string label;
        std::size_t count;
        std::vector<PlotPoint> completion;
        std::vector<PlotPoint> firstByte;
    };

    std::vector<Group> groups;
    transfers.Visit([&groups](const std::string& system,
                              const std::string& label,
                              const DurationQuantiles& completion,
                              const DurationQuantiles&) {
        groups.push_back({NameGroup(system, label), system, label, completion.GetCount(), {}, {}});
    });
    const auto nGroups = groups.size();
    std::stable_sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) {
        return a.count > b.count;
    });
    groups.resize(std::min(groups.size(), PlotFigure::MAX_CURVES));
    transfers.Visit([&groups](const std::string& system,
                              const std::string& label,
                              const DurationQuantiles& completion,
                              const DurationQuantiles& firstByte) {
        for (auto& group : groups)
        {
            if (group.system == system && group.label == label)
            {
                group.completion = MakeCumulativeCurve(completion);
                group.firstByte = MakeCumulativeCurve(firstByte);
            }
        }
    });
    const std::string choice =
        nGroups > groups.size()
            ? "Those of " + std::to_string(nGroups) + " groups of transfers that have most of them."
            : "";

    std::vector<PlotFigure> figures;
    for (const auto& [file, what, curve] :
         {std::tuple{"plot-completion", "Completion time", &Group::completion},
          {"plot-first-byte", "Time to first byte", &Group::firstByte}})
    {
        std::vector<PlotCurve> curves;
        for (const auto& group : groups)
        {
            if (!(group.*curve).empty())
            {
                curves.push_back({group.name, group.*curve});
            }
        }
        if (!curves.empty())
        {
            figures.push_back(MakeDurationFigure(file, what, what, std::move(curves)));
            figures.back().caption = choice;
        }
    }

    std::vector<NamedSeries> rates;
    for (const auto& group : groups)
    {
        const auto& series = m_goodput.at(group.system).at(group.label);
        const auto values = series.GetValues();
        if (std::any_of(values.begin(), values.end(), [](double value) { return value > 0; }))
        {
            rates.emplace_back(group.name, series);
        }
    }
    if (!rates.empty())
    {
        figures.push_back(MakeRateFigure("plot-goodput", "Goodput", "Goodput", std::move(rates)));
        auto& caption = figures.back().caption;
        caption =
            "Payload in both directions, that of each transfer spread evenly over the time in "
            "which it moved, so that around losses it may exceed a link's rate. " +
            caption + (choice.empty() ? "" : " " + choice);
    }
    for (auto& figure : m_queues.MakeFigures())
    {
        figures.push_back(std::move(figure));
    }
    for (const auto& source : m_sources)
    {
        source(figures);
    }
    GiveDistinctNames(figures);
    return figures;
}

std::string
RunReport::Write(const std::string& directory,
                 const std::string& name,
                 const RunSummary& transfers,
                 const Json& summary) const
{
    auto figures = MakeFigures(transfers);
    const double simulated = summary["simulated_s"].get<double>();
    for (auto& figure : figures)
    {
        // All of the time, unless most of it would be empty.
        constexpr double FULL = 0.6;
        const auto isFull = [&](const PlotCurve& curve) {
            return !curve.points.empty() && curve.points.back().x > FULL * simulated;
        };
        const bool isOverTime = figure.xLabel == SIMULATED_TIME &&
                                std::any_of(figure.curves.begin(), figure.curves.end(), isFull);
        figure.xMost = isOverTime ? simulated : 0;
    }
    const auto problem = DrawFigures(directory, figures);
    HtmlPage page(name);
    char text[40];
    std::snprintf(text, sizeof(text), "%.9g", simulated);
    page.AddParagraph(text + (" s simulated with seed " + FormatCount(summary, "seed")) + ", run " +
                      FormatCount(summary, "run") + ": " + FormatCount(summary, "events") +
                      " events.");
    AddTransfers(page, summary);
    if (!problem.empty())
    {
        page.AddWarning("There are no plots: " + problem + ".");
    }
    for (const auto& figure : figures)
    {
        page.AddPicture(ReadPicture(directory, figure), figure.title, figure.caption);
    }
    AddTimes(page, summary);
    AddSlowdowns(page, summary);
    AddStates(page, summary);
    AddQueues(page, m_queues);
    page.AddParagraph("Every transfer is a row of transfers.csv; the tables of this page are in "
                      "summary.json, but for queues: links.json has the drops of a scenario's "
                      "links. Plots are drawn from the scripts beside them: change one and run "
                      "gnuplot on it.");
    ResultFile file((fs::path(directory) / PAGE).string());
    *file << page.ToString();
    file.Close();
    return problem;
}

void
RunReport::RemoveOld(const std::string& directory)
{
    std::error_code ignored;
    fs::remove(fs::path(directory) / PAGE, ignored);
    for (const std::string stem : {"plot-completion",
                                   "plot-first-byte",
                                   "plot-goodput",
                                   "plot-queue",
                                   "plot-drops",
                                   "plot-slowdown",
                                   "plot-states"})
    {
        RemoveFigures(directory, stem);
    }
}

} // namespace ns3
