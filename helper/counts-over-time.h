/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef COUNTS_OVER_TIME_H
#define COUNTS_OVER_TIME_H

#include "ns3/plot-figure.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * How many are in each of several states, over time, on several hosts together. Its memory does not
 * grow with time: of many samples it keeps 1000 to 2000.
 */
class CountsOverTime
{
  public:
    /// @param states their names
    explicit CountsOverTime(std::vector<std::string> states);

    /**
     * @param host any number
     * @param time ns, not before that of the call before
     * @param counts of the host, by state
     */
    void Set(uint32_t host, int64_t time, const std::vector<uint64_t>& counts);

    /**
     * The states with the largest counts; the axis is logarithmic where they are far apart.
     * @param file see PlotFigure
     * @param title of the picture
     * @param unit that is counted: "Users"
     */
    PlotFigure MakeFigure(const std::string& file,
                          const std::string& title,
                          const std::string& unit) const;

  private:
    struct Sample
    {
        int64_t time;
        std::vector<uint64_t> counts;
    };

    std::vector<std::string> m_states;
    std::map<uint32_t, std::vector<uint64_t>> m_hosts;
    std::vector<uint64_t> m_totals;
    std::vector<Sample> m_samples;
    int64_t m_gap{0}; //!< ns: samples are as far apart at least
};

} // namespace ns3

#endif // COUNTS_OVER_TIME_H
