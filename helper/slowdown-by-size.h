/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SLOWDOWN_BY_SIZE_H
#define SLOWDOWN_BY_SIZE_H

#include "ns3/duration-quantiles.h"
#include "ns3/plot-figure.h"

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Slowdowns of flows by their size, three classes of sizes to a decade. Its memory does not grow
 * with the number of flows (see DurationQuantiles).
 */
class SlowdownBySize
{
  public:
    /**
     * @param bytes of the flow
     * @param slowdown completion time over that in an empty network
     */
    void Add(uint64_t bytes, double slowdown);

    /// For another process of this program.
    nlohmann::json Save() const;
    /// Add what another process has saved.
    void Merge(const nlohmann::json& saved);

    /**
     * Median, 95 % and 99 % of each class, at the middle of the class.
     * @param file see PlotFigure
     * @param title of the picture
     * @return without curves when there was no flow
     */
    PlotFigure MakeFigure(const std::string& file, const std::string& title) const;

  private:
    std::map<int, DurationQuantiles> m_classes; //!< in millionths, as nanoseconds
};

} // namespace ns3

#endif // SLOWDOWN_BY_SIZE_H
