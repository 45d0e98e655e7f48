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

constexpr double INFINITE = std::numeric_limits<double>::infinity();
/// Of a result, by a part of the range that is integrated at a time.
constexpr double PRECISION = 1e-10;

/// Something of a part of the range, which is the sum over its parts.
using Part = std::function<double(double low, double high)>;

/**
 * Halve a part of the range until that makes no difference, twice in a row: once may be by chance.
 * @param whole the part as it is
 * @param error that is allowed
 * @param wasClose whether halving made no difference the last time
 */
double
Refine(const Part& part,
       double low,
       double high,
       double whole,
       double error,
       int depth,
       bool wasClose)
{
    const double middle = (low + high) / 2;
    const double first = part(low, middle);
    const double second = part(middle, high);
    const bool isClose = std::abs(first + second - whole) <= error;
    if (depth == 0 || (isClose && wasClose))
    {
        return first + second;
    }
    return Refine(part, low, middle, first, error / 2, depth - 1, isClose) +
           Refine(part, middle, high, second, error / 2, depth - 1, isClose);
}

/**
 * From 0 on, in parts that double.
 * @param scale of the range
 * @param size of the result, about
 * @param rest what there may be beyond a place, at most
 */
double
Integrate(const Part& part, double scale, double size, const std::function<double(double)>& rest)
{
    constexpr int FIRST = -24;
    constexpr int LAST = 200;
    constexpr int DEPTH = 44;
    double sum = 0;
    double low = 0;
    for (int i = FIRST; i <= LAST; ++i)
    {
        const double high = std::ldexp(scale, i);
        sum += Refine(part, low, high, part(low, high), PRECISION * size, DEPTH, false);
        low = high;
        if (rest(low) <= PRECISION * size)
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
    const auto part = [&](double low, double high) {
        return (m_duration->GetLimitedMean(high) - m_duration->GetLimitedMean(low)) *
               (m_patience->GetLimitedMean(high) - m_patience->GetLimitedMean(low)) / (high - low);
    };
    const auto rest = [&](double low) {
        return std::min((duration - m_duration->GetLimitedMean(low)) * m_patience->GetSurvival(low),
                        (patience - m_patience->GetLimitedMean(low)) *
                            m_duration->GetSurvival(low));
    };
    return Integrate(part, scale, scale, [&](double low) {
        const double left = rest(low);
        return std::isnan(left) ? INFINITE : left;
    });
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
    // The chance of losing patience first: of each part of the range, that patience ends there and
    // the communication lasts longer.
    const auto part = [&](double low, double high) {
        return (m_patience->GetSurvival(low) - m_patience->GetSurvival(high)) *
               (m_duration->GetSurvival(low) + m_duration->GetSurvival(high)) / 2;
    };
    const auto rest = [&](double low) {
        return m_patience->GetSurvival(low) * m_duration->GetSurvival(low);
    };
    return std::max(0.0, 1 - Integrate(part, scale, 1, rest));
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
    const bool isDurationFirst = m_duration->GetMean() <= m_patience->GetMean();
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

} // namespace ns3
