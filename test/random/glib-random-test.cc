/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/glib-random.h"

#include <gtest/gtest.h>
#include <random>

namespace ns3
{

namespace
{

struct KnownNumbers
{
    uint32_t seed;
    uint32_t numbers[4]; //!< the first ones that g_rand_int of GLib 2.74 gives
};

class GlibRandomKnown : public ::testing::TestWithParam<KnownNumbers>
{
};

TEST_P(GlibRandomKnown, Next32EqualsGlib)
{
    GlibRandom random(GetParam().seed);
    for (const uint32_t expected : GetParam().numbers)
    {
        EXPECT_EQ(random.Next32(), expected);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Seeds,
    GlibRandomKnown,
    ::testing::Values(KnownNumbers{123, {2991312382, 3062119789, 1228959102, 1840268610}},
                      KnownNumbers{42, {1608637542, 3421126067, 4083286876, 787846414}},
                      KnownNumbers{12345, {3992670690, 3823185381, 1358822685, 561383553}}));

TEST(GlibRandom, IsMt19937BeyondTheFirstBlock)
{
    GlibRandom random(4294967295);
    std::mt19937 reference(4294967295);
    for (int i = 0; i < 2000; ++i)
    {
        ASSERT_EQ(random.Next32(), reference());
    }
}

TEST(GlibRandom, SecondDrawIsTheHighHalfOfADouble)
{
    GlibRandom random(123);
    EXPECT_EQ(random.NextDouble(), 0.71295532158028085);
    EXPECT_EQ(random.NextDouble(), 0.42847092502893397);
}

TEST(GlibRandom, RangeIsComputedAsGlibDoes)
{
    GlibRandom random(123);
    const double r = 0.71295532158028085;
    EXPECT_EQ(random.NextDouble(-3, 0.1), r * 0.1 - (r - 1) * -3);
    EXPECT_EQ(random.NextDouble(0, 0.3), 0.42847092502893397 * 0.3);
}

TEST(GlibRandom, PositiveDoubleIsTheSameDraw)
{
    GlibRandom random(123);
    EXPECT_EQ(random.NextPositiveDouble(), 0.71295532158028085);
    EXPECT_EQ(random.NextPositiveDouble(), 0.42847092502893397);
}

TEST(GlibRandom, CopyGoesItsOwnWay)
{
    GlibRandom random(42);
    GlibRandom copy = random;
    random.Next32();
    EXPECT_EQ(copy.Next32(), 1608637542U);
    EXPECT_EQ(random.Next32(), 3421126067U);
}

TEST(GlibRandom, StateIsNotLargerThanItsWords)
{
    EXPECT_LE(sizeof(GlibRandom), 626 * sizeof(uint32_t));
}

} // namespace

} // namespace ns3
