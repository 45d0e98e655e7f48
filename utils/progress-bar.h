/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PROGRESS_BAR_H
#define PROGRESS_BAR_H

#include "ns3/nstime.h"

#include <chrono>
#include <cstdint>
#include <functional>

namespace ns3
{

/**
 * A line on standard error that says how far a simulation is. Its events are there whether it is
 * shown or not, so that a run is the same on a terminal and elsewhere.
 */
class ProgressBar
{
  public:
    /**
     * @param stop when the simulation ends
     * @param shown draw the line?
     * @param countTransfers says how many transfers are over
     */
    ProgressBar(Time stop, bool shown, std::function<uint64_t()> countTransfers);
    /// Removes the line.
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

  private:
    using Clock = std::chrono::steady_clock;

    void Tick(int number);
    void Draw() const;

    const Time m_stop;
    const bool m_shown;
    const std::function<uint64_t()> m_countTransfers;
    const Clock::time_point m_begin{Clock::now()};
    Clock::time_point m_drawn; //!< when it was drawn last
};

} // namespace ns3

#endif // PROGRESS_BAR_H
