/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/python-random.h"

#include <algorithm>
#include <cmath>

namespace ns3
{

namespace
{

/**
 * What fills the state of the engine: the words that init_by_array of MT19937's authors makes of
 * the 32-bit words of a number, the lowest word first.
 */
class SeedWords
{
  public:
    using result_type = uint32_t;

    explicit SeedWords(uint64_t seed)
    {
        do
        {
            m_key.push_back(static_cast<uint32_t>(seed));
            seed >>= 32;
        } while (seed > 0);
    }

    template <typename Iterator>
    void generate(Iterator first, Iterator last) const
    {
        const std::size_t n = last - first;
        first[0] = 19650218;
        for (std::size_t i = 1; i < n; ++i)
        {
            first[i] = 1812433253U * Mix(first, i) + static_cast<uint32_t>(i);
        }
        std::size_t i = 1;
        const auto step = [&] {
            if (++i == n)
            {
                first[0] = first[n - 1];
                i = 1;
            }
        };
        for (std::size_t k = 0; k < std::max(n, m_key.size()); ++k)
        {
            const std::size_t j = k % m_key.size();
            first[i] =
                (first[i] ^ (Mix(first, i) * 1664525U)) + m_key[j] + static_cast<uint32_t>(j);
            step();
        }
        for (std::size_t k = 0; k < n - 1; ++k)
        {
            first[i] = (first[i] ^ (Mix(first, i) * 1566083941U)) - static_cast<uint32_t>(i);
            step();
        }
        first[0] = 0x80000000;
    }

  private:
    /// The word before the i-th one, with its upper bits over its lower ones.
    template <typename Iterator>
    static uint32_t Mix(Iterator first, std::size_t i)
    {
        return first[i - 1] ^ (first[i - 1] >> 30);
    }

    std::vector<uint32_t> m_key;
};

MersenneTwister
Seeded(int64_t seed)
{
    const auto bits = static_cast<uint64_t>(seed);
    SeedWords words(seed < 0 ? 0 - bits : bits);
    return MersenneTwister(words);
}

} // namespace

PythonRandom::PythonRandom(int64_t seed)
    : m_engine(Seeded(seed))
{
}

double
PythonRandom::Random()
{
    const double high = m_engine() >> 5;
    const double low = m_engine() >> 6;
    return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0);
}

uint64_t
PythonRandom::GetRandBits(int bits)
{
    const uint64_t low = m_engine() >> (bits < 32 ? 32 - bits : 0);
    if (bits <= 32)
    {
        return low;
    }
    const uint64_t high = m_engine() >> (64 - bits);
    return high << 32 | low;
}

uint64_t
PythonRandom::RandBelow(uint64_t n)
{
    int bits = 1;
    while (bits < 64 && n >> bits != 0)
    {
        ++bits;
    }
    uint64_t drawn;
    do
    {
        drawn = GetRandBits(bits);
    } while (drawn >= n);
    return drawn;
}

int64_t
PythonRandom::RandInt(int64_t a, int64_t b)
{
    const auto from = static_cast<uint64_t>(a);
    return static_cast<int64_t>(from + RandBelow(static_cast<uint64_t>(b) - from + 1));
}

double
PythonRandom::Uniform(double a, double b)
{
    return a + (b - a) * Random();
}

double
PythonRandom::Expovariate(double lambda)
{
    return -std::log(1.0 - Random()) / lambda;
}

std::size_t
PythonRandom::Choices(const std::vector<double>& cumulativeWeights)
{
    const double drawn = Random() * cumulativeWeights.back();
    return std::upper_bound(cumulativeWeights.begin(), cumulativeWeights.end() - 1, drawn) -
           cumulativeWeights.begin();
}

double
PythonRandom::NextUniform()
{
    return Random();
}

} // namespace ns3
