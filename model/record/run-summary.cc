/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/run-summary.h"

namespace ns3
{

namespace
{

using Json = nlohmann::ordered_json;

Json
TotalsToJson(const RunSummary::Totals& totals, Time simulated)
{
    Json transfers;
    for (auto status : {TransferRecord::SUCCESS, TransferRecord::FAILED, TransferRecord::OPEN})
    {
        transfers[TransferRecord::StatusName(status)] = totals.transfers[status];
    }
    const auto bits = 8.0 * static_cast<double>(totals.sentBytes + totals.receivedBytes);
    return {{"transfers", transfers},
            {"sent_bytes", totals.sentBytes},
            {"received_bytes", totals.receivedBytes},
            {"goodput_bps", simulated.IsZero() ? 0.0 : bits / simulated.GetSeconds()}};
}

Json
QuantilesToJson(const DurationQuantiles& durations)
{
    Json json{{"count", durations.GetCount()}};
    if (durations.GetCount() > 0)
    {
        for (int percent : {1, 5, 25, 50, 75, 95, 99})
        {
            json["p" + std::to_string(percent)] = durations.GetPercentile(percent).GetSeconds();
        }
    }
    return json;
}

} // namespace

void
RunSummary::Add(const TransferRecord& record)
{
    System& system = m_systems[record.system];
    ++system.totals.transfers[record.status];
    system.totals.sentBytes += record.sentBytes;
    system.totals.receivedBytes += record.receivedBytes;
    if (record.status == TransferRecord::FAILED && !record.error.empty())
    {
        ++system.totals.errors[record.error];
    }

    Durations& durations = system.labels[record.label];
    if (record.status == TransferRecord::SUCCESS)
    {
        durations.completion.Add(record.end - record.start);
        if (record.firstByte)
        {
            durations.firstByte.Add(*record.firstByte - record.start);
        }
    }
}

RunSummary::Totals
RunSummary::GetTotals() const
{
    Totals sum;
    for (const auto& [name, system] : m_systems)
    {
        for (std::size_t status = 0; status < sum.transfers.size(); ++status)
        {
            sum.transfers[status] += system.totals.transfers[status];
        }
        sum.sentBytes += system.totals.sentBytes;
        sum.receivedBytes += system.totals.receivedBytes;
        for (const auto& [error, count] : system.totals.errors)
        {
            sum.errors[error] += count;
        }
    }
    return sum;
}

nlohmann::ordered_json
RunSummary::ToJson(const Run& run) const
{
    Json json{{"name", run.name},
              {"seed", run.seed},
              {"run", run.run},
              {"simulated_s", run.simulated.GetSeconds()},
              {"events", run.events}};
    json.update(TotalsToJson(GetTotals(), run.simulated));
    json["systems"] = Json::object();
    for (const auto& [name, system] : m_systems)
    {
        Json& entry = json["systems"][name];
        entry = TotalsToJson(system.totals, run.simulated);
        for (const auto& [label, durations] : system.labels)
        {
            entry["labels"][label] = {{"completion_s", QuantilesToJson(durations.completion)},
                                      {"first_byte_s", QuantilesToJson(durations.firstByte)}};
        }
    }
    return json;
}

void
RunSummary::Visit(const Visitor& visitor) const
{
    for (const auto& [name, system] : m_systems)
    {
        for (const auto& [label, durations] : system.labels)
        {
            visitor(name, label, durations.completion, durations.firstByte);
        }
    }
}

} // namespace ns3
