/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "progress-bar.h"

#include "ns3/simulator.h"

#include <cstdio>
#include <string>
#include <utility>

namespace ns3
{

namespace
{

constexpr int TICKS = 200;
constexpr int WIDTH = 30;
constexpr auto REDRAW_AFTER = std::chrono::milliseconds(100);

/// "75 s", "12 min", "3.5 h"
std::string
FormatDuration(double seconds)
{
    char text[32];
    if (seconds < 120)
    {
        std::snprintf(text, sizeof(text), "%.0f s", seconds);
    }
    else if (seconds < 7200)
    {
        std::snprintf(text, sizeof(text), "%.0f min", seconds / 60);
    }
    else
    {
        std::snprintf(text, sizeof(text), "%.1f h", seconds / 3600);
    }
    return text;
}

} // namespace

ProgressBar::ProgressBar(Time stop, bool shown, std::function<uint64_t()> countTransfers)
    : m_stop(stop),
      m_shown(shown),
      m_countTransfers(std::move(countTransfers))
{
    Simulator::ScheduleNow(&ProgressBar::Tick, this, 0);
}

ProgressBar::~ProgressBar()
{
    if (m_shown)
    {
        std::fputs("\r\033[K", stderr);
    }
}

void
ProgressBar::Tick(int number)
{
    if (number + 1 < TICKS)
    {
        const Time next = TimeStep(m_stop.GetTimeStep() / TICKS * (number + 1));
        Simulator::Schedule(next - Simulator::Now(), &ProgressBar::Tick, this, number + 1);
    }
    if (m_shown && Clock::now() - m_drawn >= REDRAW_AFTER)
    {
        m_drawn = Clock::now();
        Draw();
    }
}

void
ProgressBar::Draw() const
{
    const double done = Simulator::Now().GetSeconds() / m_stop.GetSeconds();
    const std::chrono::duration<double> elapsed = Clock::now() - m_begin;
    std::string bar(static_cast<std::size_t>(done * WIDTH), '#');
    bar.resize(WIDTH, '.');
    const auto left =
        done > 0 ? FormatDuration(elapsed.count() / done * (1 - done)) + " left" : std::string();
    std::fprintf(stderr,
                 "\r\033[K[%s] %3.0f %%  %.6g of %.6g s  %llu transfers  %s",
                 bar.c_str(),
                 100 * done,
                 Simulator::Now().GetSeconds(),
                 m_stop.GetSeconds(),
                 static_cast<unsigned long long>(m_countTransfers()),
                 left.c_str());
    std::fflush(stderr);
}

} // namespace ns3
