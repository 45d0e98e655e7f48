/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MEDIAN_SIGN_INTERVAL_H
#define MEDIAN_SIGN_INTERVAL_H

#include "interval.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace ns3
{

/// An interval between two values of a sample.
struct SignInterval
{
    Interval interval;
    double
        coverage; //!< how probably it holds the median: exact without equal values, else at least
};

/**
 * How probably the median of a continuous distribution is between the rank-th smallest and the
 * rank-th largest of n independent values: 1 - 2 P(X < rank), X binomial (n, 1/2).
 * @param n above 0
 * @param rank from 1 to (n + 1) / 2
 */
double GetSignCoverage(std::size_t n, std::size_t rank);

/**
 * The interval of the median that the sign test does not reject (W. R. Thompson, 1936; W. J.
 * Conover, Practical Nonparametric Statistics, 3.2): the shortest between values of equal ranks
 * from both ends. Of the distribution it takes nothing but that values are independent.
 * @param sorted values
 * @param confidence such as 0.95
 * @return none where not even the smallest and the largest value are far enough apart: for 95 %,
 * fewer than six values
 */
std::optional<SignInterval> GetSignInterval(const std::vector<double>& sorted, double confidence);

} // namespace ns3

#endif // MEDIAN_SIGN_INTERVAL_H
