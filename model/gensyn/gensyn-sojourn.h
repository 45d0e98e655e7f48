/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GENSYN_SOJOURN_H
#define GENSYN_SOJOURN_H

#include "ns3/distribution.h"
#include "ns3/uniform-source.h"

#include <memory>
#include <optional>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * How long a user is in a communication state whose communication lasts for a time of a known law,
 * and that the user leaves when patience is over: the smaller one of two independent times. Pure.
 */
class GensynSojourn
{
  public:
    /**
     * @param duration seconds
     * @param patience seconds; null for a user who waits for ever
     */
    GensynSojourn(std::shared_ptr<const Distribution> duration,
                  std::shared_ptr<const Distribution> patience);

    /// @return the mean of the smaller one, seconds; infinite when neither has a mean
    double GetMean() const;
    /// @return the probability that the communication is over first
    double GetCompletion() const;

    /// What is left of both, seconds.
    struct Rest
    {
        double duration; //!< seconds
        double patience; //!< infinite for a user who waits for ever
    };

    /**
     * Draw how things stand for a user who is found in the state at any time.
     *
     * The age of the one with the smaller mean is that of a renewal process; it counts if the other
     * one has lasted that long, too, and else both are drawn again. Where that would seldom happen,
     * as with two laws of long tails, the age is drawn by itself, and what is left given that.
     * @param durations,patiences where each is drawn
     */
    Rest DrawRest(UniformSource& durations, UniformSource& patiences) const;

  private:
    /// A range of ages. The chance that both times exceed an age is at most `height` in it.
    struct Cell
    {
        double low;
        double width;
        double height;
        double cumulative; //!< area of the cells up to here
    };

    Rest DrawRestByAge(UniformSource& durations, UniformSource& patiences) const;
    void MakeCells() const;

    std::shared_ptr<const Distribution> m_duration;
    std::shared_ptr<const Distribution> m_patience;
    mutable std::optional<bool> m_isSeldom; //!< that an age counts; set by the first draw
    mutable std::vector<Cell> m_cells;      //!< of all ages, if so
};

} // namespace ns3

#endif // GENSYN_SOJOURN_H
