/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MERSENNE_TWISTER_H
#define MERSENNE_TWISTER_H

#include <cstdint>
#include <random>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * MT19937. std::mt19937, but for a word of exactly 32 bits: half the size where uint_fast32_t has
 * 64.
 */
using MersenneTwister = std::mersenne_twister_engine<uint32_t,
                                                     32,
                                                     624,
                                                     397,
                                                     31,
                                                     0x9908b0df,
                                                     11,
                                                     0xffffffff,
                                                     7,
                                                     0x9d2c5680,
                                                     15,
                                                     0xefc60000,
                                                     18,
                                                     1812433253>;

} // namespace ns3

#endif // MERSENNE_TWISTER_H
