/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef COMPARISON_FORMAT_H
#define COMPARISON_FORMAT_H

#include "interval.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/// A unit, and how much one of it is.
struct Unit
{
    const char* name;
    double size;
};

/// Units of one quantity, the largest first.
using Units = std::vector<Unit>;

extern const Units TIME_UNITS;
extern const Units RATE_UNITS;

/// @return the largest unit of which there are ten; of times, which may be read as hundreds, one
const Unit& ChooseUnit(const Units& units, double value);

/// @return five digits, or all before the point
std::string FormatDigits(double number, int digits = 5);

/// @return "-" where it is infinite
std::string FormatRatio(double ratio, int digits = 4);

/// @return percent, or "-"
std::string FormatShare(const std::optional<double>& share);

/// @return "1.0010 to 1.0020", or "-"
std::string FormatInterval(const std::optional<Interval>& interval);

} // namespace ns3

#endif // COMPARISON_FORMAT_H
