/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MEASURE_UNIT_H
#define MEASURE_UNIT_H

#include <string>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * A unit to show values in.
 */
struct MeasureUnit
{
    const char* name; //!< such as "ms"
    double size;      //!< of one of it, in s or bit/s
};

/// @return s, ms or us: the largest of which a value has one. @param seconds the value
MeasureUnit ChooseTimeUnit(double seconds);

/// @return Gbit/s, Mbit/s, kbit/s or bit/s, likewise. @param rate bit/s
MeasureUnit ChooseRateUnit(double rate);

/// @return a number with five digits, or with all before the point
std::string FormatNumber(double number);

} // namespace ns3

#endif // MEASURE_UNIT_H
