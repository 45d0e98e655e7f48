/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GLIBC_RANDOM_H
#define GLIBC_RANDOM_H

#include "ns3/uniform-source.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * srand() and rand() of the GNU C library: its additive feedback generator of 31 words (TYPE_3).
 * The same seed gives the same numbers.
 */
class GlibcRandom : public UniformSource
{
  public:
    /// The largest number that Next() gives: RAND_MAX of that library.
    static constexpr uint32_t MAX = 2147483647;

    /// @param seed as for srand(); 0 is the same as 1
    explicit GlibcRandom(uint32_t seed);

    /// @return uniform from 0 to MAX, both included, as rand()
    uint32_t Next();
    /// @return Next() as a fraction of 2^31
    double NextUniform() override;

  private:
    static constexpr std::size_t DEGREE = 31;
    static constexpr std::size_t SEPARATION = 3;

    std::array<uint32_t, DEGREE> m_state;
    std::size_t m_front{SEPARATION};
    std::size_t m_rear{0};
};

} // namespace ns3

#endif // GLIBC_RANDOM_H
