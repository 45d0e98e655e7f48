/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PAIRED_COMPARISON_H
#define PAIRED_COMPARISON_H

#include "median-sign-interval.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3
{

/// One quantity of the same requests in two runs: the other's value over the reference's.
struct PairedComparison
{
    uint64_t pairs{0};   //!< that have a ratio
    /// Requests of the longer run without a ratio: failed in either run, not measured, or not made.
    uint64_t leftOut{0};
    uint64_t above{0};   //!< ratios above 1
    uint64_t equal{0};
    uint64_t below{0};
    double medianRatio{1}; //!< infinite where most reference values are 0
    /// Of the median ratio. None for fewer than six pairs, or where it has no end above 0.
    std::optional<SignInterval> interval;
};

/**
 * @param ratios of values that are not negative: 0/0 is 1, x/0 infinite
 * @param leftOut requests that have none
 * @param confidence such as 0.95
 * @return none without a ratio
 */
std::optional<PairedComparison> ComparePairs(std::vector<double> ratios,
                                             uint64_t leftOut,
                                             double confidence);

} // namespace ns3

#endif // PAIRED_COMPARISON_H
