/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/poisson-size-summary.h"

#include <cmath>
#include <cstdio>

namespace ns3
{

namespace
{

using Json = nlohmann::ordered_json;

constexpr double MILLION = 1e6;

struct BinName
{
    const char* key;
    const char* text;
};

constexpr std::array<BinName, HkustResult::BINS> NAMES{
    {{"under_100KB", "< 100 KB"}, {"100KB_to_10MB", "100 KB - 10 MB"}, {"over_10MB", ">= 10 MB"}}};

/// A percentile of slowdowns, which are kept as durations.
double
GetSlowdown(const DurationQuantiles& slowdowns, double percent)
{
    return static_cast<double>(slowdowns.GetPercentile(percent).GetNanoSeconds()) / MILLION;
}

} // namespace

void
PoissonSizeSummary::Add(uint64_t bytes, Time completion, std::optional<double> slowdown)
{
    for (auto* bin : {&m_all, &m_bins[HkustResult::BinOf(bytes)]})
    {
        ++bin->count;
        bin->bytes += bytes;
        bin->completions.Add(completion);
        bin->completionSum.Add(completion.GetSeconds());
        if (slowdown)
        {
            bin->slowdowns.Add(NanoSeconds(std::llround(*slowdown * MILLION)));
            bin->slowdownSum.Add(*slowdown);
        }
    }
}

Json
PoissonSizeSummary::ToJson(const Bin& bin)
{
    Json json{{"count", bin.count}, {"bytes", bin.bytes}};
    const auto addQuantiles = [&](const char* key, double sum, const auto& quantiles, auto value) {
        if (quantiles.GetCount() == 0)
        {
            return;
        }
        json[key]["mean"] = sum / static_cast<double>(quantiles.GetCount());
        for (const int percent : {1, 5, 25, 50, 75, 95, 99})
        {
            json[key]["p" + std::to_string(percent)] = value(quantiles, percent);
        }
    };
    addQuantiles("fct_s",
                 bin.completionSum.Get(),
                 bin.completions,
                 [](const DurationQuantiles& completions, double percent) {
                     return completions.GetPercentile(percent).GetSeconds();
                 });
    addQuantiles("slowdown", bin.slowdownSum.Get(), bin.slowdowns, GetSlowdown);
    return json;
}

Json
PoissonSizeSummary::ToJson() const
{
    Json json{{"all", ToJson(m_all)}};
    for (std::size_t bin = 0; bin < m_bins.size(); ++bin)
    {
        json[NAMES[bin].key] = ToJson(m_bins[bin]);
    }
    return json;
}

nlohmann::json
PoissonSizeSummary::Save() const
{
    auto saved = nlohmann::json::array();
    const auto save = [&saved](const Bin& bin) {
        saved.push_back({{"count", bin.count},
                         {"bytes", bin.bytes},
                         {"completions", bin.completions.Save()},
                         {"completion_sum", bin.completionSum.Save()},
                         {"slowdowns", bin.slowdowns.Save()},
                         {"slowdown_sum", bin.slowdownSum.Save()}});
    };
    save(m_all);
    for (const auto& bin : m_bins)
    {
        save(bin);
    }
    return saved;
}

void
PoissonSizeSummary::Merge(const nlohmann::json& saved)
{
    const auto merge = [](Bin& bin, const nlohmann::json& other) {
        bin.count += other.at("count").get<uint64_t>();
        bin.bytes += other.at("bytes").get<uint64_t>();
        bin.completions.Merge(other.at("completions"));
        bin.completionSum.Merge(other.at("completion_sum"));
        bin.slowdowns.Merge(other.at("slowdowns"));
        bin.slowdownSum.Merge(other.at("slowdown_sum"));
    };
    merge(m_all, saved.at(0));
    for (std::size_t bin = 0; bin < m_bins.size(); ++bin)
    {
        merge(m_bins[bin], saved.at(bin + 1));
    }
}

std::string
PoissonSizeSummary::ToText() const
{
    std::string text =
        "size                flows    mean FCT us     99 % FCT us  mean slowdown  99 % "
        "slowdown\n";
    const auto addRow = [&text](const char* name, const Bin& bin) {
        if (bin.count == 0)
        {
            return;
        }
        const auto count = static_cast<double>(bin.count);
        char row[160];
        std::snprintf(row,
                      sizeof(row),
                      "%-14s %10llu %14.0f %15.0f",
                      name,
                      static_cast<unsigned long long>(bin.count),
                      bin.completionSum.Get() / count * MILLION,
                      static_cast<double>(bin.completions.GetPercentile(99).GetNanoSeconds()) /
                          1000);
        text += row;
        if (const auto slowdowns = bin.slowdowns.GetCount(); slowdowns > 0)
        {
            std::snprintf(row,
                          sizeof(row),
                          " %14.2f %14.2f",
                          bin.slowdownSum.Get() / static_cast<double>(slowdowns),
                          GetSlowdown(bin.slowdowns, 99));
            text += row;
        }
        text += '\n';
    };
    addRow("all", m_all);
    for (std::size_t bin = 0; bin < m_bins.size(); ++bin)
    {
        addRow(NAMES[bin].text, m_bins[bin]);
    }
    return text;
}

} // namespace ns3
