/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PYTHON_RANDOM_H
#define PYTHON_RANDOM_H

#include "ns3/mersenne-twister.h"
#include "ns3/uniform-source.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * random.Random of CPython (3.11; the same since 3.2): the same seed gives the same numbers, bit
 * for bit. Methods are named after Python's.
 */
class PythonRandom : public UniformSource
{
  public:
    /// @param seed as for random.seed(); its sign does not count
    explicit PythonRandom(int64_t seed);

    /// @return uniform in [0, 1), of 53 bits
    double Random();
    /// @param bits 1 to 64
    uint64_t GetRandBits(int bits);
    /// @return uniform from 0 to n - 1, as randrange(n); choice(list) is list[RandBelow(len(list))]
    /// @param n 1 or more
    uint64_t RandBelow(uint64_t n);
    /// @return uniform from a to b, both included
    int64_t RandInt(int64_t a, int64_t b);
    /// @return random.uniform(a, b)
    double Uniform(double a, double b);
    /// @param lambda 1 over the mean
    double Expovariate(double lambda);
    /**
     * @param cumulativeWeights of the entries to choose from, at least one; the last one positive
     * @return the index of an entry, as choices() finds each of its k
     */
    std::size_t Choices(const std::vector<double>& cumulativeWeights);

    /// Random(), under the name that all sources share.
    double NextUniform() override;

  private:
    MersenneTwister m_engine;
};

} // namespace ns3

#endif // PYTHON_RANDOM_H
