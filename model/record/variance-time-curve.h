/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef VARIANCE_TIME_CURVE_H
#define VARIANCE_TIME_CURVE_H

#include <cstddef>
#include <optional>
#include <vector>

namespace ns3
{

/// A point of a variance-time curve.
struct VarianceTimePoint
{
    std::size_t block; //!< bins
    double variance;   //!< of the means of blocks, by the square of the mean of all
};

/**
 * @ingroup synthetic-traffic
 * How the variance of traffic falls with the time that it is averaged over: as 1 / block for
 * traffic without memory, more slowly for traffic with a long one (Leland et al., "On the
 * self-similar nature of Ethernet traffic", IEEE/ACM Transactions on Networking 2, 1994).
 * @param bins bytes in equal bins of time
 * @return five points a decade, as far as there are ten blocks; none when there are fewer bins, or
 *         no bytes
 */
std::vector<VarianceTimePoint> MakeVarianceTimeCurve(const std::vector<double>& bins);

/**
 * The slope of a line through the points from one block to another, both scales being logarithmic.
 * @return none for fewer than two points, or when a variance is 0
 */
std::optional<double> FitVarianceTimeSlope(const std::vector<VarianceTimePoint>& curve,
                                           std::size_t first,
                                           std::size_t last);

} // namespace ns3

#endif // VARIANCE_TIME_CURVE_H
