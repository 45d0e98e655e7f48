/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GLIB_RANDOM_H
#define GLIB_RANDOM_H

#include "ns3/mersenne-twister.h"

#include <cfloat>
#include <cstdint>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * GLib's GRand (grand.c, GLib 2.74): the same seed gives the same numbers, bit for bit.
 */
class GlibRandom
{
  public:
    /// @param seed as of g_rand_new_with_seed()
    explicit GlibRandom(uint32_t seed)
        : m_engine(seed)
    {
    }

    /// @return uniform over all of 32 bits, as g_rand_int
    uint32_t Next32()
    {
        return m_engine();
    }

    /// @return uniform in [0, 1), as g_rand_double
    double NextDouble()
    {
        constexpr double SCALE = 1.0 / 4294967296.0;
        double value;
        do
        {
            const double low = Next32();
            const double high = Next32();
            value = (low * SCALE + high) * SCALE;
        } while (value >= 1.0); // where 64 bits are rounded up to 53
        return value;
    }

    /// @return uniform in [low, high), as g_rand_double_range
    double NextDouble(double low, double high)
    {
        const double r = NextDouble();
        return r * high - (r - 1) * low;
    }

    /// @return uniform in (0, 1), of which a logarithm is finite: TGen's uniform variate
    double NextPositiveDouble()
    {
        double value;
        do
        {
            value = NextDouble();
        } while (value <= DBL_MIN);
        return value;
    }

  private:
    MersenneTwister m_engine;
};

} // namespace ns3

#endif // GLIB_RANDOM_H
