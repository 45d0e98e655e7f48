/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/measure-unit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>

namespace ns3
{

namespace
{

template <std::size_t N>
MeasureUnit
Choose(const std::array<MeasureUnit, N>& units, double value)
{
    const auto found = std::find_if(units.begin(), units.end(), [value](const auto& unit) {
        return value >= unit.size;
    });
    return found == units.end() ? units.back() : *found;
}

} // namespace

MeasureUnit
ChooseTimeUnit(double seconds)
{
    return Choose(std::array<MeasureUnit, 3>{{{"s", 1}, {"ms", 1e-3}, {"us", 1e-6}}}, seconds);
}

MeasureUnit
ChooseRateUnit(double rate)
{
    return Choose(
        std::array<MeasureUnit, 4>{
            {{"Gbit/s", 1e9}, {"Mbit/s", 1e6}, {"kbit/s", 1e3}, {"bit/s", 1}}},
        rate);
}

std::string
FormatNumber(double number)
{
    constexpr int DIGITS = 5;
    const int before =
        number == 0 ? 1
                    : std::max(1, static_cast<int>(std::floor(std::log10(std::abs(number)))) + 1);
    char text[400];
    std::snprintf(text, sizeof(text), "%.*f", std::max(0, DIGITS - before), number);
    return text;
}

} // namespace ns3
