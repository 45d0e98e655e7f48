/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/json-document.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <vector>

using namespace ns3;

namespace
{

/// Ask a value for everything that it could be.
void
Visit(const JsonValue& value)
{
    constexpr double ANY = std::numeric_limits<double>::infinity();
    value.AsString();
    value.AsChoice({"one", "other"});
    value.AsStrings();
    value.AsPath();
    value.AsFolder();
    value.AsBool();
    value.AsNumber(-ANY, ANY);
    value.AsInteger(std::numeric_limits<int64_t>::min(), std::numeric_limits<int64_t>::max());
    value.AsTime();
    value.AsDataRate();
    value.AsQueueSize();
    value.AsBytes();
    value.Quote();
    value.ToJson();
    value.GetPath();
    value.GetLine();
    value.Required("name");
    value.AllowKeys({"name"});
    if (value.IsObject())
    {
        for (const auto& [key, member] : value.GetMembers())
        {
            value.Required(key);
            Visit(member);
        }
    }
    if (value.IsList())
    {
        for (const auto& item : value.GetItems())
        {
            Visit(item);
        }
    }
}

/// JSON, or lines of assignments and JSON behind them.
const FuzzTarget TARGET("json", [](std::string_view input) {
    constexpr std::string_view OVERRIDE = "--set ";
    std::vector<std::string_view> overrides;
    while (input.substr(0, OVERRIDE.size()) == OVERRIDE)
    {
        const auto line = input.substr(0, input.find('\n'));
        overrides.push_back(line.substr(OVERRIDE.size()));
        input.remove_prefix(std::min(line.size() + 1, input.size()));
    }
    auto document = JsonDocument::FromText(input, "fuzz.json");
    for (const auto override : overrides)
    {
        document.Override(override);
    }
    Visit(document.GetRoot());
    document.ThrowIfAny();
});

} // namespace
