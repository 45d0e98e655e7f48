/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/size-distribution.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace ns3
{

namespace
{

/// The straight line from a point to the next one, at a fraction that is not theirs both.
double
Interpolate(const SizeDistribution::Point& from, const SizeDistribution::Point& to, double fraction)
{
    return from.size +
           (fraction - from.fraction) * (to.size - from.size) / (to.fraction - from.fraction);
}

/// @return the mean of the smaller one of a limit and what is uniform between two sizes
double
LimitedMeanBetween(double low, double high, double limit)
{
    if (limit >= high)
    {
        return (high + low) / 2;
    }
    if (limit <= low)
    {
        return limit;
    }
    const double below = (limit - low) / (high - low);
    return below * (limit + low) / 2 + (1 - below) * limit;
}

} // namespace

SizeDistribution::SizeDistribution(std::string name, std::vector<Point> points, Sampling sampling)
    : m_name(std::move(name)),
      m_points(std::move(points)),
      m_sampling(sampling)
{
    Point previous{0, 0};
    for (const auto& point : m_points)
    {
        if (!(point.size >= previous.size && point.fraction >= previous.fraction &&
              point.fraction <= 1 && std::isfinite(point.size)))
        {
            throw std::invalid_argument("SizeDistribution: the points do not ascend");
        }
        previous = point;
    }
    if (previous.fraction != 1)
    {
        throw std::invalid_argument("SizeDistribution: the last fraction is not 1");
    }
    MakeGuide();
}

void
SizeDistribution::MakeGuide()
{
    // The ends of the cells and the cell of a number are exact for a power of two: no rounding
    // can put a number into a cell that begins beyond it.
    std::size_t cells = 1;
    while (cells < 2 * m_points.size())
    {
        cells *= 2;
    }
    m_cells = static_cast<double>(cells);
    m_guide.reserve(cells);
    uint32_t first = 0;
    for (std::size_t cell = 0; cell < cells; ++cell)
    {
        while (m_points[first].fraction < static_cast<double>(cell) / m_cells)
        {
            ++first;
        }
        m_guide.push_back(first);
    }
}

std::shared_ptr<const SizeDistribution>
SizeDistribution::WithSampling(Sampling sampling) const
{
    auto copy = std::make_shared<SizeDistribution>(*this);
    copy->m_sampling = sampling;
    return copy;
}

std::size_t
SizeDistribution::FindPoint(double fraction) const
{
    const auto cell = static_cast<std::size_t>(fraction * m_cells);
    std::size_t point = m_guide[std::min(cell, m_guide.size() - 1)];
    while (m_points[point].fraction < fraction)
    {
        ++point;
    }
    return point;
}

double
SizeDistribution::GetQuantile(double fraction) const
{
    const std::size_t upper = FindPoint(fraction);
    const Point& to = m_points[upper];
    if (m_sampling == Sampling::STEP || to.fraction == 0)
    {
        return to.size;
    }
    return Interpolate(upper == 0 ? Point{0, 0} : m_points[upper - 1], to, fraction);
}

double
SizeDistribution::Draw(UniformSource& uniform) const
{
    return GetQuantile(uniform.NextUniform());
}

double
SizeDistribution::GetFraction(double size) const
{
    const auto next =
        std::upper_bound(m_points.begin(),
                         m_points.end(),
                         size,
                         [](double value, const Point& point) { return value < point.size; });
    const Point from = next == m_points.begin() ? Point{0, 0} : *(next - 1);
    if (m_sampling == Sampling::STEP || next == m_points.end() || size < 0)
    {
        return from.fraction;
    }
    return from.fraction +
           (size - from.size) * (next->fraction - from.fraction) / (next->size - from.size);
}

double
SizeDistribution::GetLimitedMean(double limit) const
{
    double mean = 0;
    Point previous{0, 0};
    for (const auto& point : m_points)
    {
        const double size = m_sampling == Sampling::LINEAR
                                ? LimitedMeanBetween(previous.size, point.size, limit)
                                : std::min(point.size, limit);
        mean += size * (point.fraction - previous.fraction);
        previous = point;
    }
    return mean;
}

double
SizeDistribution::GetSurvival(double number) const
{
    return 1 - GetFraction(number);
}

std::string
SizeDistribution::GetName() const
{
    return m_name;
}

const std::vector<SizeDistribution::Point>&
SizeDistribution::GetPoints() const
{
    return m_points;
}

SizeDistribution::Sampling
SizeDistribution::GetSampling() const
{
    return m_sampling;
}

} // namespace ns3
