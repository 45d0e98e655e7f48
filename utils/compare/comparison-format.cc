/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "comparison-format.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace ns3
{

const Units TIME_UNITS{{"s", 1}, {"ms", 1e-3}, {"us", 1e-6}};
const Units RATE_UNITS{{"Gbit/s", 1e9}, {"Mbit/s", 1e6}, {"kbit/s", 1e3}, {"bit/s", 1}};

const Unit&
ChooseUnit(const Units& units, double value)
{
    const double least = &units == &TIME_UNITS ? 10 : 1;
    const auto found = std::find_if(units.begin(), units.end(), [value, least](const auto& unit) {
        return value >= unit.size * (unit.size == 1 ? least : 1);
    });
    return found == units.end() ? units.back() : *found;
}

std::string
FormatDigits(double number, int digits)
{
    const int before =
        number == 0 ? 1
                    : std::max(1, static_cast<int>(std::floor(std::log10(std::abs(number)))) + 1);
    char text[400];
    std::snprintf(text, sizeof(text), "%.*f", std::max(0, digits - before), number);
    return text;
}

std::string
FormatRatio(double ratio, int digits)
{
    return std::isfinite(ratio) ? FormatDigits(ratio, digits) : "-";
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
FormatInterval(const std::optional<Interval>& interval)
{
    return interval ? FormatRatio(interval->low, 5) + " to " + FormatRatio(interval->high, 5) : "-";
}

} // namespace ns3
