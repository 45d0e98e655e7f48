/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/flow-group-value.h"

#include <algorithm>
#include <cmath>

namespace ns3
{

FlowGroupValue::FlowGroupValue(int64_t value)
    : FlowGroupValue(value, value)
{
}

FlowGroupValue::FlowGroupValue(int64_t min, int64_t max)
    : m_min(min),
      m_max(max)
{
}

FlowGroupValue::FlowGroupValue(std::shared_ptr<const Distribution> distribution)
    : m_min(0),
      m_max(MAXIMUM),
      m_distribution(std::move(distribution))
{
}

FlowGroupValue
FlowGroupValue::Read(const JsonValue& json, Distribution::Quantity quantity)
{
    // Of no use afterwards, but nothing more should be said of it.
    const FlowGroupValue fallback(1);
    if (!json)
    {
        return fallback;
    }
    if (!json.IsObject())
    {
        json.Refuse(json.Quote() + " is not a distribution",
                    R"(one such as {"type": "constant", "value": 1000})");
        return fallback;
    }
    const bool inBytes = quantity == Distribution::Quantity::BYTES;
    const auto whole = [&](const char* key, int64_t other) {
        const auto value = json.Required(key);
        if (!inBytes || !value.IsString())
        {
            return value.AsInteger(0, MAXIMUM, other);
        }
        const auto bytes = static_cast<int64_t>(
            std::min<uint64_t>(value.AsBytes(other), static_cast<uint64_t>(MAXIMUM) + 1));
        if (bytes > MAXIMUM)
        {
            value.Refuse("this is too large", "at most 10^15 bytes");
        }
        return bytes;
    };
    const auto type = json.Optional("type");
    const auto word = type.IsString() ? type.AsString() : "";
    if (word == "constant")
    {
        return FlowGroupValue(whole("value", 1));
    }
    if (word == "uniform")
    {
        const auto min = whole("min", 0);
        const auto max = whole("max", MAXIMUM);
        if (min >= max)
        {
            json.Refuse("the minimum is not less than the maximum",
                        "a greater \"max\", or a constant");
            return fallback;
        }
        return {min, max};
    }
    return FlowGroupValue(Distribution::Read(json, quantity, "type"));
}

int64_t
FlowGroupValue::Draw(PythonRandom& random) const
{
    if (m_distribution)
    {
        const auto drawn = m_distribution->Draw(random);
        return std::llround(std::min(drawn, static_cast<double>(MAXIMUM)));
    }
    return m_min == m_max ? m_min : random.RandInt(m_min, m_max);
}

bool
FlowGroupValue::IsAlwaysZero() const
{
    return m_distribution ? m_distribution->GetMean() == 0 : m_max == 0;
}

std::optional<std::pair<int64_t, int64_t>>
FlowGroupValue::GetRange() const
{
    return m_distribution ? std::nullopt : std::optional(std::pair(m_min, m_max));
}

double
FlowGroupValue::GetMean() const
{
    return m_distribution ? m_distribution->GetMean()
                          : (static_cast<double>(m_min) + static_cast<double>(m_max)) / 2;
}

} // namespace ns3
