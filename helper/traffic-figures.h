/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TRAFFIC_FIGURES_H
#define TRAFFIC_FIGURES_H

#include "ns3/binned-series.h"
#include "ns3/plot-figure.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Distribution functions of durations. The axis is logarithmic where most values of some curve are
 * more than a factor of 20 apart.
 * @param file see PlotFigure
 * @param title of the picture
 * @param what the durations are: "Completion time"
 * @param curves of MakeCumulativeCurve, in s
 */
PlotFigure MakeDurationFigure(const std::string& file,
                              const std::string& title,
                              const std::string& what,
                              std::vector<PlotCurve> curves);

/// A name, and what was moved in each bin.
using NamedSeries = std::pair<std::string, BinnedSeries>;

/**
 * @ingroup synthetic-traffic
 * Rates over time.
 * @param file see PlotFigure
 * @param title of the picture
 * @param what the rates are: "Goodput"
 * @param series bytes in bins, which are made equally wide
 */
PlotFigure MakeRateFigure(const std::string& file,
                          const std::string& title,
                          const std::string& what,
                          std::vector<NamedSeries> series);

/// @return a curve of steps: the value of each bin, times a factor, over seconds
std::vector<PlotPoint> MakeSteps(const BinnedSeries& series, double factor = 1);

/// @return a number of nanoseconds for people: "20 ms"
std::string FormatSpan(int64_t nanoseconds);

/// When the payload of a transfer moved, as far as that is known.
struct PayloadSpan
{
    int64_t begin; //!< ns
    int64_t end;   //!< ns
};

/**
 * @ingroup synthetic-traffic
 * A download moves from its first byte to its last, any other transfer while it is connected.
 * @param isDownload more comes than goes
 * @param firstByte ns, if any was received
 * @param lastByte ns, likewise
 * @param connected ns: when it could begin to send
 * @param end ns
 */
PayloadSpan FindPayloadSpan(bool isDownload,
                            const std::optional<int64_t>& firstByte,
                            const std::optional<int64_t>& lastByte,
                            int64_t connected,
                            int64_t end);

} // namespace ns3

#endif // TRAFFIC_FIGURES_H
