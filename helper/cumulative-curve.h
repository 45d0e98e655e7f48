/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CUMULATIVE_CURVE_H
#define CUMULATIVE_CURVE_H

#include "ns3/duration-quantiles.h"
#include "ns3/plot-figure.h"

#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * The empirical distribution function of a sample as a curve of steps, from (least, 0) to (most,
 * 1). Of up to 1000 values it has each; of larger samples it has 1000 quantiles and, beyond
 * the last of these, the ranks 1, 2, 5, 10, 20, ... from the top.
 * @param sorted may be empty, as the curve is then
 */
std::vector<PlotPoint> MakeCumulativeCurve(const std::vector<double>& sorted);

/// The same of durations, in seconds.
std::vector<PlotPoint> MakeCumulativeCurve(const DurationQuantiles& durations);

} // namespace ns3

#endif // CUMULATIVE_CURVE_H
