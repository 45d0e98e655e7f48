/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef COMPARISON_FIGURES_H
#define COMPARISON_FIGURES_H

#include "recorded-run.h"
#include "run-comparison.h"

#include "ns3/plot-figure.h"

#include <cstddef>
#include <vector>

namespace ns3
{

/// At most as many groups have pictures of their own.
inline constexpr std::size_t MAX_DRAWN_GROUPS = 8;

/// @return places in RunComparison::groups of those with most transfers, ascending
std::vector<std::size_t> ChooseDrawnGroups(const RunComparison& comparison);

/**
 * Pictures of a comparison, with a curve for each run: distribution functions of completion time
 * and time to first byte (of goodput where there are no times) of ChooseDrawnGroups, completion
 * time by size, goodput and offered load over time. Only the first PlotFigure::MAX_CURVES runs are
 * in them.
 * @param runs that were compared
 */
std::vector<PlotFigure> MakeComparisonFigures(const std::vector<RecordedRun>& runs,
                                              const RunComparison& comparison);

} // namespace ns3

#endif // COMPARISON_FIGURES_H
