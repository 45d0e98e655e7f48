/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "comparison-json.h"

#include <cmath>
#include <string>

namespace ns3
{

namespace
{

using Json = nlohmann::ordered_json;

std::string
NamePercentile(int percent)
{
    return 'p' + std::to_string(percent);
}

/// Twelve digits: what is beyond may differ from machine to machine.
Json
ToNumber(double number)
{
    if (!std::isfinite(number))
    {
        return nullptr;
    }
    char text[40];
    std::snprintf(text, sizeof(text), "%.12g", number);
    return std::stod(text);
}

template <typename Value>
Json
ToNumber(const std::optional<Value>& number)
{
    return number ? ToNumber(*number) : Json(nullptr);
}

Json
ToQuantiles(const std::vector<double>& values)
{
    Json json{{"count", values.size()}};
    for (int percent : COMPARED_PERCENTILES)
    {
        if (!values.empty())
        {
            json[NamePercentile(percent)] = ToNumber(GetPercentile(values, percent));
        }
    }
    return json;
}

Json
ToSample(const std::string& id, const GroupSample& sample)
{
    return {{"run", id},
            {"transfers", sample.GetCount()},
            {"succeeded", sample.succeeded},
            {"failed", sample.failed},
            {"open", sample.open},
            {"success_rate", ToNumber(sample.GetSuccessRate())},
            {"bytes", sample.bytes},
            {"completion_s", ToQuantiles(sample.completion)},
            {"first_byte_s", ToQuantiles(sample.firstByte)},
            {"goodput_bps", ToQuantiles(sample.goodput)}};
}

Json
ToPaired(const std::optional<PairedComparison>& paired)
{
    if (!paired)
    {
        return nullptr;
    }
    const auto& interval = paired->interval;
    return {{"pairs", paired->pairs},
            {"left_out", paired->leftOut},
            {"above", paired->above},
            {"equal", paired->equal},
            {"below", paired->below},
            {"median_ratio", ToNumber(paired->medianRatio)},
            {"median_ratio_interval_95",
             interval ? Json{ToNumber(interval->interval.low), ToNumber(interval->interval.high)}
                      : Json(nullptr)},
            {"coverage", interval ? ToNumber(interval->coverage) : Json(nullptr)}};
}

Json
ToQuantity(const std::optional<QuantityComparison>& compared,
           const std::vector<double>& reference,
           const std::vector<double>& other)
{
    if (!compared)
    {
        return nullptr;
    }
    Json json{{"ks", ToNumber(compared->test.distance)},
              {"p_value", ToNumber(compared->test.pValue)},
              {"median_ratio", ToNumber(compared->medianRatio)}};
    json["median_ratio_interval_95"] = compared->interval ? Json{ToNumber(compared->interval->low),
                                                                 ToNumber(compared->interval->high)}
                                                          : Json(nullptr);
    json["paired"] = ToPaired(compared->paired);
    for (int percent : COMPARED_PERCENTILES)
    {
        json["ratios"][NamePercentile(percent)] =
            ToNumber(GetPercentile(other, percent) / GetPercentile(reference, percent));
    }
    return json;
}

Json
ToGroup(const RunComparison& comparison, const ComparedGroup& compared)
{
    const auto& [group, others] = compared;
    const auto& key = group.key;
    Json json{{"name", group.name}};
    for (const auto& [name, text] : {std::pair{"system", &key.system},
                                     {"kind", &key.kind},
                                     {"label", &key.label},
                                     {"client", &key.client},
                                     {"server", &key.server},
                                     {"size", &key.size}})
    {
        if (!text->empty())
        {
            json[name] = *text;
        }
    }
    json["runs"] = Json::array();
    json["against_reference"] = Json::array();
    for (std::size_t i = 0; i < group.runs.size(); ++i)
    {
        json["runs"].push_back(ToSample(comparison.runs[i].id, group.runs[i]));
    }
    for (std::size_t i = 0; i < others.size(); ++i)
    {
        const auto& one = group.runs[0];
        const auto& two = group.runs[i + 1];
        const auto& other = others[i];
        json["against_reference"].push_back(
            {{"run", comparison.runs[i + 1].id},
             {"identical", other.isIdentical},
             {"verdict", other.verdict},
             {"completion_s", ToQuantity(other.completion, one.completion, two.completion)},
             {"first_byte_s", ToQuantity(other.firstByte, one.firstByte, two.firstByte)},
             {"goodput_bps", ToQuantity(other.goodput, one.goodput, two.goodput)}});
    }
    return json;
}

} // namespace

Json
ToJson(const RunComparison& comparison, const ComparisonLimits& limits)
{
    Json json;
    json["runs"] = Json::array();
    for (const auto& run : comparison.runs)
    {
        json["runs"].push_back({{"run", run.id},
                                {"name", run.name},
                                {"files", run.files},
                                {"transfers", run.totals.GetCount()},
                                {"succeeded", run.totals.succeeded},
                                {"failed", run.totals.failed},
                                {"open", run.totals.open},
                                {"bytes", run.totals.bytes}});
    }
    json["clocks"] = Json::object();
    for (const auto& [system, clock] : comparison.clocks)
    {
        json["clocks"][system] = ToString(clock);
    }
    json["notes"] = comparison.notes;
    json["groups"] = Json::array();
    for (const auto& group : comparison.groups)
    {
        json["groups"].push_back(ToGroup(comparison, group));
    }
    const auto& load = comparison.load;
    json["offered_load"] = {{"bin_s", static_cast<double>(load.binWidth) * 1e-9},
                            {"runs", Json::array()}};
    for (std::size_t i = 0; i < load.runs.size(); ++i)
    {
        json["offered_load"]["runs"].push_back({{"run", comparison.runs[i].id},
                                                {"transfers", load.runs[i].transfers},
                                                {"bytes", load.runs[i].bytes},
                                                {"unplaced", load.runs[i].unplaced}});
    }
    json["limits"] = {{"max_ks", ToNumber(limits.maxKs)},
                      {"max_ratio", ToNumber(limits.maxRatio)},
                      {"exceeded", FindExcesses(comparison, limits)}};
    json["identical"] = Json::object();
    for (std::size_t i = 0; i < comparison.areIdentical.size(); ++i)
    {
        json["identical"][comparison.runs[i + 1].id] = bool(comparison.areIdentical[i]);
    }
    return json;
}

} // namespace ns3
