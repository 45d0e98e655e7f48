/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KOLMOGOROV_SMIRNOV_H
#define KOLMOGOROV_SMIRNOV_H

#include <vector>

namespace ns3
{

/// Two-sample Kolmogorov–Smirnov test.
struct KolmogorovSmirnov
{
    double distance{0}; //!< greatest difference of the two empirical distribution functions, 0 to 1
    double pValue{1};   //!< of a distance as great if both samples are of one distribution
};

/**
 * Compare two samples. The p-value is the asymptotic one: Q(sqrt(nm/(n+m)) D) with Kolmogorov's
 * limiting distribution. It is somewhat too large for samples of less than about 20, and with many
 * equal values.
 * @param a sorted, not empty
 * @param b sorted, not empty
 */
KolmogorovSmirnov CompareDistributions(const std::vector<double>& a, const std::vector<double>& b);

/**
 * Kolmogorov's limiting distribution: Q(x) = 2 sum (-1)^(k-1) exp(-2 k^2 x^2).
 * @return the probability of a value above x
 */
double GetKolmogorovTail(double x);

} // namespace ns3

#endif // KOLMOGOROV_SMIRNOV_H
