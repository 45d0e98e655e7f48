/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/binned-series.h"

#include <algorithm>

namespace ns3
{

BinnedSeries::BinnedSeries(Kind kind)
    : m_kind(kind)
{
}

std::size_t
BinnedSeries::Reach(int64_t time)
{
    while (time / m_width >= static_cast<int64_t>(MAX_BINS))
    {
        Widen();
    }
    const auto bin = static_cast<std::size_t>(time / m_width);
    if (bin >= m_values.size())
    {
        m_values.resize(bin + 1);
        if (!m_steps.empty())
        {
            m_steps.resize(bin + 1);
        }
    }
    return bin;
}

void
BinnedSeries::AddTo(double& sum, double value) const
{
    sum = m_kind == SUM ? sum + value : std::max(sum, value);
}

void
BinnedSeries::Widen()
{
    auto values = GetValues();
    m_steps.clear();
    const std::size_t factor = m_isTwo ? 5 : 2;
    m_values.assign((values.size() + factor - 1) / factor, 0);
    for (std::size_t i = 0; i < values.size(); ++i)
    {
        AddTo(m_values[i / factor], values[i]);
    }
    m_width *= static_cast<int64_t>(factor);
    m_isTwo = !m_isTwo;
}

void
BinnedSeries::Add(int64_t time, double value)
{
    AddTo(m_values[Reach(time)], value);
}

void
BinnedSeries::Spread(int64_t begin, int64_t end, double amount)
{
    if (end <= begin)
    {
        Add(begin, amount);
        return;
    }
    const auto last = Reach(end - 1); // may widen bins
    const auto first = Reach(begin);
    if (first == last)
    {
        m_values[first] += amount;
        return;
    }
    const double rate = amount / static_cast<double>(end - begin);
    m_values[first] +=
        rate * static_cast<double>(static_cast<int64_t>(first + 1) * m_width - begin);
    m_values[last] += rate * static_cast<double>(end - static_cast<int64_t>(last) * m_width);
    m_steps.resize(m_values.size());
    m_steps[first + 1] += rate * static_cast<double>(m_width);
    m_steps[last] -= rate * static_cast<double>(m_width);
}

void
BinnedSeries::WidenTo(int64_t width)
{
    while (m_width < width)
    {
        Widen();
    }
}

nlohmann::json
BinnedSeries::Save() const
{
    return {{"width", m_width}, {"values", GetValues()}};
}

void
BinnedSeries::Merge(const nlohmann::json& saved)
{
    const auto width = saved.at("width").get<int64_t>();
    const auto values = saved.at("values").get<std::vector<double>>();
    WidenTo(width);
    for (std::size_t i = 0; i < values.size(); ++i)
    {
        Add(static_cast<int64_t>(i) * width, values[i]);
    }
}

int64_t
BinnedSeries::GetWidth() const
{
    return m_width;
}

std::vector<double>
BinnedSeries::GetValues() const
{
    auto values = m_values;
    double spread = 0;
    for (std::size_t i = 0; i < m_steps.size(); ++i)
    {
        spread += m_steps[i];
        // Rounding must not leave less than nothing.
        values[i] = std::max(0.0, values[i] + spread);
    }
    return values;
}

} // namespace ns3
