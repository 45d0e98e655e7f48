/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MEDIAN_BOOTSTRAP_H
#define MEDIAN_BOOTSTRAP_H

#include "interval.h"

#include <vector>

namespace ns3
{

/// A value that a resampled median takes, and how probable that is.
struct MedianChance
{
    double value;
    double probability;
};

/**
 * The bootstrap distribution of a median: that of the median of n values which are drawn, with
 * replacement, from the n values of a sample. It is computed, not drawn: the k-th smallest of the
 * resample is at most the j-th smallest of the sample with the probability that a binomial (n, j/n)
 * number is at least k. Takes time and memory of the order of the square root of n.
 * @param sample sorted, not empty
 * @return the values in ascending order; those left out are together less probable than 1e-12
 */
std::vector<MedianChance> GetMedianBootstrap(const std::vector<double>& sample);

/**
 * The bootstrap percentile interval of the ratio of two medians, as an infinite number of
 * replicates would give it.
 * @param reference sorted, not empty, above 0
 * @param other sorted, not empty, above 0
 * @param confidence such as 0.95
 * @return of the median of the other over that of the reference
 */
Interval GetMedianRatioInterval(const std::vector<double>& reference,
                                const std::vector<double>& other,
                                double confidence);

} // namespace ns3

#endif // MEDIAN_BOOTSTRAP_H
