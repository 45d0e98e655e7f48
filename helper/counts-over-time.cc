/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/counts-over-time.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace ns3
{

CountsOverTime::CountsOverTime(std::vector<std::string> states)
    : m_states(std::move(states)),
      m_totals(m_states.size())
{
}

void
CountsOverTime::Set(uint32_t host, int64_t time, const std::vector<uint64_t>& counts)
{
    constexpr std::size_t MAX_SAMPLES = 2000;
    auto& last = m_hosts[host];
    last.resize(m_states.size());
    for (std::size_t i = 0; i < m_states.size(); ++i)
    {
        m_totals[i] = m_totals[i] - last[i] + counts[i];
        last[i] = counts[i];
    }
    if (!m_samples.empty() && time - m_samples.back().time < std::max<int64_t>(m_gap, 1))
    {
        // Hosts that are counted at the same time make one sample; others fall into the gap.
        if (time == m_samples.back().time)
        {
            m_samples.back().counts = m_totals;
        }
        return;
    }
    if (m_samples.size() == MAX_SAMPLES)
    {
        const auto span = m_samples.back().time - m_samples.front().time;
        m_gap = 2 * span / static_cast<int64_t>(MAX_SAMPLES - 1);
        std::size_t kept = 0;
        for (std::size_t i = 0; i < m_samples.size(); i += 2)
        {
            std::swap(m_samples[kept++], m_samples[i]);
        }
        m_samples.resize(kept);
    }
    m_samples.push_back({time, m_totals});
}

PlotFigure
CountsOverTime::MakeFigure(const std::string& file,
                           const std::string& title,
                           const std::string& unit) const
{
    constexpr uint64_t WIDE = 20;
    constexpr double ZERO = 0.5; // on a logarithmic axis
    std::vector<uint64_t> most(m_states.size());
    for (const auto& sample : m_samples)
    {
        for (std::size_t i = 0; i < most.size(); ++i)
        {
            most[i] = std::max(most[i], sample.counts[i]);
        }
    }
    std::vector<std::size_t> order(m_states.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&most](auto a, auto b) {
        return most[a] > most[b];
    });
    order.resize(std::min(order.size(), PlotFigure::MAX_CURVES));
    while (order.size() > 1 && most[order.back()] == 0)
    {
        order.pop_back();
    }

    PlotFigure figure;
    figure.file = file;
    figure.title = title;
    figure.xLabel = SIMULATED_TIME;
    figure.yLabel = unit;
    figure.style = PlotFigure::STEPS;
    figure.isLogY =
        !order.empty() && most[order.front()] > WIDE * std::max<uint64_t>(most[order.back()], 1);
    if (figure.isLogY)
    {
        figure.yLeast = ZERO;
        figure.caption = "A count of 0 is drawn at 0.5.";
    }
    for (const auto state : order)
    {
        PlotCurve curve{m_states[state], {}};
        for (const auto& sample : m_samples)
        {
            const auto count = static_cast<double>(sample.counts[state]);
            curve.points.push_back({static_cast<double>(sample.time) * 1e-9,
                                    figure.isLogY ? std::max(count, ZERO) : count});
        }
        if (!curve.points.empty())
        {
            figure.curves.push_back(std::move(curve));
        }
    }
    return figure;
}

} // namespace ns3
