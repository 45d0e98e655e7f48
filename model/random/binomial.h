/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BINOMIAL_H
#define BINOMIAL_H

#include "ns3/uniform-source.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * @name Draws of how many out of many
 * @{
 */
/**
 * Draw from the binomial distribution, exactly, and in a time that hardly grows with the number of
 * trials: by inversion where few are expected, else by Hormann's algorithm BTRS ("The generation of
 * binomial random variates", Journal of Statistical Computation and Simulation 46, 1993).
 * @param trials up to 2^53
 * @param chance 0 to 1
 * @param uniform where draws come from
 */
uint64_t DrawBinomial(uint64_t trials, double chance, UniformSource& uniform);
/**
 * Spread a number over classes.
 * @param trials up to 2^53
 * @param shares not negative, with a positive sum; relative to it
 * @param uniform where draws come from
 * @return how many fall into each class
 */
std::vector<uint64_t> DrawMultinomial(uint64_t trials,
                                      const std::vector<double>& shares,
                                      UniformSource& uniform);
/// @}

} // namespace ns3

#endif // BINOMIAL_H
