/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DURATION_QUANTILES_H
#define DURATION_QUANTILES_H

#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Percentiles of any number of durations in bounded memory (at most 0.5 MB).
 *
 * Up to EXACT_SAMPLES durations are kept as they are, and percentiles are exact. Beyond that they
 * are counted in buckets, 512 to each power of two of nanoseconds, and a percentile is wrong by
 * less than 0.1 % (half a bucket: 1/1024). Durations below 1024 ns are exact in any case.
 */
class DurationQuantiles
{
  public:
    /// Up to so many durations are kept as they are.
    static constexpr std::size_t EXACT_SAMPLES = 65536;

    /// @param duration not negative
    void Add(Time duration);

    /// @return how many durations were added
    std::size_t GetCount() const;

    /**
     * Percentile with linear interpolation between neighbours, which is numpy's default.
     * @param percent 0 to 100
     * @return rounded to the nearest nanosecond
     * @throw std::logic_error when there are no durations
     */
    Time GetPercentile(double percent) const;

    /// For another process of this program.
    nlohmann::json Save() const;
    /// Add what another process has saved.
    void Merge(const nlohmann::json& saved);

  private:
    static std::size_t BucketOf(uint64_t nanoseconds);
    static double MiddleOf(std::size_t bucket);

    void Count(uint64_t nanoseconds);
    /// Count in buckets from now on.
    void StartBuckets();
    /// @return the duration with this rank, from 0, in nanoseconds
    double GetRanked(std::size_t rank) const;

    std::size_t m_count{0};
    mutable std::vector<uint64_t> m_samples; //!< ns; empty once they are counted in buckets
    mutable bool m_sorted{true};
    std::vector<uint64_t> m_buckets; //!< number of durations in each; empty while exact
};

} // namespace ns3

#endif // DURATION_QUANTILES_H
