/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BINNED_SERIES_H
#define BINNED_SERIES_H

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * A quantity over time, in equal bins from time 0. Nobody has to know how long the time will be:
 * bins become wider, by steps of 1 or 2 times a power of ten nanoseconds, so that there are never
 * more than MAX_BINS of them.
 */
class BinnedSeries
{
  public:
    static constexpr std::size_t MAX_BINS = 500; //!< Beyond it, two bins become one.

    /// What a bin keeps of its values.
    enum Kind
    {
        SUM,
        MOST //!< the largest value in each bin; values are not negative
    };

    /// @param kind what a bin keeps of its values
    explicit BinnedSeries(Kind kind);

    /// @param time ns, not negative @param value of that time
    void Add(int64_t time, double value);

    /**
     * Spread an amount evenly over a span of time. Of sums only.
     * @param begin ns, not negative
     * @param end ns; an amount is put into the bin of its begin when it is not later
     * @param amount to be spread
     */
    void Spread(int64_t begin, int64_t end, double amount);

    /// Make bins as wide as those of another series, if they are less wide.
    void WidenTo(int64_t width);

    /// For another process of this program.
    nlohmann::json Save() const;
    /// Add what another process has saved of a series of this kind.
    void Merge(const nlohmann::json& saved);

    /// @return ns
    int64_t GetWidth() const;
    /// @return of all bins up to the last one that something was added to
    std::vector<double> GetValues() const;

  private:
    void AddTo(double& sum, double value) const;
    /// Make room for a time. @return its bin
    std::size_t Reach(int64_t time);
    void Widen();

    Kind m_kind;
    int64_t m_width{1000}; // ns
    bool m_isTwo{false};   //!< the width is 2 times a power of ten
    std::vector<double> m_values;
    /// What each bin has more than the one before by what is spread over all of it; as long as
    /// m_values, or empty.
    std::vector<double> m_steps;
};

} // namespace ns3

#endif // BINNED_SERIES_H
