/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/gensyn-sojourn.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

namespace ns3
{

namespace
{

/// Whether a law has all of its mass at its mean.
bool
IsConstant(const Distribution& law)
{
    constexpr double LITTLE = 1e-12;
    const auto mean = law.GetMean();
    return law.GetSurvival(mean * (1 - LITTLE)) == 1 && law.GetSurvival(mean) == 0;
}

constexpr double INFINITE = std::numeric_limits<double>::infinity();
/// Of a result, by what is left out.
constexpr double PRECISION = 1e-10;
/// Of a result: what may be hidden in a part of the range that is not halved any more.
constexpr double COARSE = 1e-6;

/// An integral from 0 on.
struct Integral
{
    /// About what it is over a part of the range.
    std::function<double(double low, double high)> part;
    /// By how much that may be wrong, at most.
    std::function<double(double low, double high)> gap;
    /// What there may be beyond a place, at most.
    std::function<double(double low)> rest;
    double scale; //!< of the range
    double size;  //!< of the result, about
};

/**
 * Halve a part of the range until that makes no difference. A kink may hide from that in a part of
 * any size, so it is halved as well while much may be hidden.
 * @param whole the part as it is
 * @param error that is allowed
 */
double
Refine(const Integral& integral, double low, double high, double whole, double error, int depth)
{
    const double middle = (low + high) / 2;
    const double first = integral.part(low, middle);
    const double second = integral.part(middle, high);
    if (depth == 0 || (std::abs(first + second - whole) <= error &&
                       integral.gap(low, high) <= COARSE * integral.size))
    {
        return first + second;
    }
    return Refine(integral, low, middle, first, error / 2, depth - 1) +
           Refine(integral, middle, high, second, error / 2, depth - 1);
}

/// In parts that double.
double
Integrate(const Integral& integral)
{
    constexpr int FIRST = -24;
    constexpr int LAST = 200;
    constexpr int DEPTH = 44;
    const double error = PRECISION * integral.size;
    double sum = 0;
    double low = 0;
    for (int i = FIRST; i <= LAST; ++i)
    {
        const double high = std::ldexp(integral.scale, i);
        sum += Refine(integral, low, high, integral.part(low, high), error, DEPTH);
        low = high;
        if (integral.rest(low) <= error)
        {
            break;
        }
    }
    return sum;
}

/**
 * A variate whose chance is in proportion to its length too, by inversion: the distribution
 * function is (limited mean at x - x P(variate > x)) / mean.
 */
double
DrawByLength(const Distribution& law, UniformSource& uniform)
{
    constexpr int STEPS = 200;
    const double mean = law.GetMean();
    const double area = uniform.NextUniform() * mean;
    const auto isBelow = [&](double x) {
        return law.GetLimitedMean(x) - x * law.GetSurvival(x) <= area;
    };
    double low = 0;
    double high = mean;
    for (int i = 0; i < STEPS && isBelow(high); ++i)
    {
        low = high;
        high *= 2;
    }
    while (true)
    {
        const double middle = (low + high) / 2;
        if (!(low < middle && middle < high))
        {
            return high;
        }
        (isBelow(middle) ? low : high) = middle;
    }
}

/// A variate that is known to exceed a number, by inversion.
double
DrawBeyond(const Distribution& law, double number, UniformSource& uniform)
{
    if (law.IsMemoryless())
    {
        return number + law.Draw(uniform);
    }
    const double survival = (1 - uniform.NextUniform()) * law.GetSurvival(number);
    double low = number;
    double high = std::max(number, std::numeric_limits<double>::min());
    while (law.GetSurvival(high) > survival && high < INFINITE)
    {
        low = high;
        high *= 2;
    }
    while (true)
    {
        const double middle = low + (high - low) / 2;
        if (!(low < middle && middle < high))
        {
            return high;
        }
        (law.GetSurvival(middle) > survival ? low : high) = middle;
    }
}

} // namespace

GensynSojourn::GensynSojourn(std::shared_ptr<const Distribution> duration,
                             std::shared_ptr<const Distribution> patience)
    : m_duration(std::move(duration)),
      m_patience(std::move(patience))
{
}

double
GensynSojourn::GetMean() const
{
    const double duration = m_duration->GetMean();
    if (!m_patience)
    {
        return duration;
    }
    const double patience = m_patience->GetMean();
    const double scale = std::min(duration, patience);
    if (!(scale > 0 && scale < INFINITE))
    {
        return scale;
    }
    // The integral of the product of both survival functions; over a part of the range the mean of
    // one is its limited mean's difference by the length.
    Integral integral;
    integral.scale = scale;
    integral.size = scale;
    integral.part = [&](double low, double high) {
        return (m_duration->GetLimitedMean(high) - m_duration->GetLimitedMean(low)) *
               (m_patience->GetLimitedMean(high) - m_patience->GetLimitedMean(low)) / (high - low);
    };
    integral.gap = [&](double low, double high) {
        return (high - low) * (m_duration->GetSurvival(low) * m_patience->GetSurvival(low) -
                               m_duration->GetSurvival(high) * m_patience->GetSurvival(high));
    };
    integral.rest = [&](double low) {
        const double left =
            std::min((duration - m_duration->GetLimitedMean(low)) * m_patience->GetSurvival(low),
                     (patience - m_patience->GetLimitedMean(low)) * m_duration->GetSurvival(low));
        return std::isnan(left) ? INFINITE : left;
    };
    return Integrate(integral);
}

double
GensynSojourn::GetCompletion() const
{
    if (!m_patience)
    {
        return 1;
    }
    const double scale = std::min(m_duration->GetMean(), m_patience->GetMean());
    if (!(scale > 0 && scale < INFINITE))
    {
        return 1;
    }
    if (IsConstant(*m_duration) && IsConstant(*m_patience))
    {
        return m_duration->GetMean() <= m_patience->GetMean() ? 1 : 0;
    }
    // The chance of losing patience first: of each part of the range, that patience ends there and
    // the communication lasts longer.
    Integral integral;
    integral.scale = scale;
    integral.size = 1;
    integral.part = [&](double low, double high) {
        return (m_patience->GetSurvival(low) - m_patience->GetSurvival(high)) *
               (m_duration->GetSurvival(low) + m_duration->GetSurvival(high)) / 2;
    };
    integral.gap = [&](double low, double high) {
        return (m_patience->GetSurvival(low) - m_patience->GetSurvival(high)) *
               (m_duration->GetSurvival(low) - m_duration->GetSurvival(high));
    };
    integral.rest = [&](double low) {
        return m_patience->GetSurvival(low) * m_duration->GetSurvival(low);
    };
    return std::max(0.0, 1 - Integrate(integral));
}

GensynSojourn::Rest
GensynSojourn::DrawRest(UniformSource& durations, UniformSource& patiences) const
{
    const auto draw = [](const Distribution& law, UniformSource& uniform) {
        const double whole = DrawByLength(law, uniform);
        return std::pair(whole, whole * uniform.NextUniform());
    };
    if (!m_patience)
    {
        const auto [duration, age] = draw(*m_duration, durations);
        return {duration - age, INFINITE};
    }
    const double duration = m_duration->GetMean();
    const double patience = m_patience->GetMean();
    if (!m_isSeldom)
    {
        constexpr double SELDOM = 0.1;
        m_isSeldom = GetMean() < SELDOM * std::min(duration, patience);
    }
    if (*m_isSeldom)
    {
        return DrawRestByAge(durations, patiences);
    }
    const bool isDurationFirst = duration <= patience;
    while (true)
    {
        if (isDurationFirst)
        {
            const auto [duration, age] = draw(*m_duration, durations);
            const double patience = m_patience->Draw(patiences);
            if (patience > age)
            {
                return {duration - age, patience - age};
            }
        }
        else
        {
            const auto [patience, age] = draw(*m_patience, patiences);
            const double duration = m_duration->Draw(durations);
            if (duration > age)
            {
                return {duration - age, patience - age};
            }
        }
    }
}

/// The density of the age is in proportion to the chance that both times exceed it, which falls.
void
GensynSojourn::MakeCells() const
{
    constexpr int BELOW = 24;          // halvings of the scale, in the first cell
    constexpr double LEFT_OUT = 1e-18; // of the whole area, by the last cell
    const double scale = std::min(m_duration->GetMean(), m_patience->GetMean());
    double low = 0;
    double area = 0;
    for (double high = std::ldexp(scale, -BELOW); high < INFINITE; high *= 2)
    {
        const double height = m_duration->GetSurvival(low) * m_patience->GetSurvival(low);
        const double width = high - low;
        area += height * width;
        m_cells.push_back({low, width, height, area});
        low = high;
        if (height * width <= LEFT_OUT * area)
        {
            break;
        }
    }
}

GensynSojourn::Rest
GensynSojourn::DrawRestByAge(UniformSource& durations, UniformSource& patiences) const
{
    if (m_cells.empty())
    {
        MakeCells();
    }
    while (true)
    {
        const double area = durations.NextUniform() * m_cells.back().cumulative;
        const auto cell = std::upper_bound(
            m_cells.begin(),
            m_cells.end(),
            area,
            [](double value, const Cell& each) { return value < each.cumulative; });
        if (cell == m_cells.end())
        {
            continue; // rounded
        }
        const double age = cell->low + cell->width * durations.NextUniform();
        const double chance = m_duration->GetSurvival(age) * m_patience->GetSurvival(age);
        if (durations.NextUniform() * cell->height < chance)
        {
            return {DrawBeyond(*m_duration, age, durations) - age,
                    DrawBeyond(*m_patience, age, patiences) - age};
        }
    }
}

} // namespace ns3
