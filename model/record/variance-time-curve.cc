/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/variance-time-curve.h"

#include <cmath>
#include <numeric>

namespace ns3
{

std::vector<VarianceTimePoint>
MakeVarianceTimeCurve(const std::vector<double>& bins)
{
    constexpr double STEPS_A_DECADE = 5;
    constexpr std::size_t FEWEST_BLOCKS = 10;
    std::vector<VarianceTimePoint> curve;
    for (int step = 0;; ++step)
    {
        const auto block =
            static_cast<std::size_t>(std::lround(std::pow(10, step / STEPS_A_DECADE)));
        const auto n = bins.size() / block;
        if (n < FEWEST_BLOCKS)
        {
            return curve;
        }
        std::vector<double> means;
        means.reserve(n);
        for (std::size_t i = 0; i < n; ++i)
        {
            const auto begin = bins.begin() + static_cast<std::ptrdiff_t>(i * block);
            means.push_back(
                std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(block), 0.0) /
                static_cast<double>(block));
        }
        const double mean =
            std::accumulate(means.begin(), means.end(), 0.0) / static_cast<double>(n);
        if (!(mean > 0))
        {
            return curve;
        }
        double squares = 0;
        for (const double each : means)
        {
            squares += (each - mean) * (each - mean);
        }
        curve.push_back({block, squares / static_cast<double>(n) / (mean * mean)});
    }
}

std::optional<double>
FitVarianceTimeSlope(const std::vector<VarianceTimePoint>& curve,
                     std::size_t first,
                     std::size_t last)
{
    double n = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    for (const auto& point : curve)
    {
        if (point.block >= first && point.block <= last)
        {
            const double a = std::log10(static_cast<double>(point.block));
            const double b = std::log10(point.variance);
            n += 1;
            x += a;
            y += b;
            xx += a * a;
            xy += a * b;
        }
    }
    const double slope = (n * xy - x * y) / (n * xx - x * x);
    return n >= 2 && std::isfinite(slope) ? std::optional(slope) : std::nullopt;
}

} // namespace ns3
