/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/glibc-random.h"

namespace ns3
{

GlibcRandom::GlibcRandom(uint32_t seed)
{
    // The words of the seed are those of the "minimal standard" generator, 16807^i * seed modulo
    // 2^31 - 1, where a seed of 2^31 and more counts as negative.
    constexpr int64_t MULTIPLIER = 16807;
    constexpr int64_t MODULUS = 2147483647;
    constexpr int DISCARDED = 310;

    int64_t word = static_cast<int32_t>(seed == 0 ? 1 : seed);
    for (auto& state : m_state)
    {
        state = static_cast<uint32_t>(word);
        word = MULTIPLIER * word % MODULUS;
        if (word < 0)
        {
            word += MODULUS;
        }
    }
    for (int i = 0; i < DISCARDED; ++i)
    {
        Next();
    }
}

uint32_t
GlibcRandom::Next()
{
    const uint32_t sum = m_state[m_front] += m_state[m_rear];
    m_front = m_front + 1 == DEGREE ? 0 : m_front + 1;
    m_rear = m_rear + 1 == DEGREE ? 0 : m_rear + 1;
    return sum >> 1;
}

double
GlibcRandom::NextUniform()
{
    return Next() * (1.0 / (MAX + 1.0));
}

} // namespace ns3
