/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef COMPARISON_REPORT_H
#define COMPARISON_REPORT_H

#include "run-comparison.h"

#include <ostream>

namespace ns3
{

/**
 * Print a comparison for people.
 * @param stream to print to
 * @param comparison to print
 * @param isBrief without percentiles and offered load
 */
void PrintComparison(std::ostream& stream, const RunComparison& comparison, bool isBrief);

} // namespace ns3

#endif // COMPARISON_REPORT_H
