/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/glibc-random.h"

#include <cstdlib>
#include <gtest/gtest.h>

namespace ns3
{

namespace
{

TEST(GlibcRandom, FirstNumbersAreThoseOfTheUsualSeed)
{
    GlibcRandom random(1);
    for (const uint32_t expected : {1804289383, 846930886, 1681692777, 1714636915, 1957747793})
    {
        EXPECT_EQ(random.Next(), expected);
    }
}

#ifdef __GLIBC__
class GlibcRandomSeed : public ::testing::TestWithParam<uint32_t>
{
};

TEST_P(GlibcRandomSeed, EqualsTheCLibrary)
{
    GlibcRandom random(GetParam());
    std::srand(GetParam());
    for (int i = 0; i < 100000; ++i)
    {
        ASSERT_EQ(random.Next(), static_cast<uint32_t>(std::rand())) << i;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Seeds,
    GlibcRandomSeed,
    ::testing::Values(0, 1, 2, 123, 127773, 2147483647, 2147483648, 4294967295));
#endif

TEST(GlibcRandom, UniformIsTheNumberOverTwoToThe31)
{
    GlibcRandom random(1);
    EXPECT_EQ(random.NextUniform(), 1804289383 / 2147483648.0);
    EXPECT_EQ(random.NextUniform(), 846930886 / 2147483648.0);
}

TEST(GlibcRandom, CopyGoesItsOwnWay)
{
    GlibcRandom random(1);
    GlibcRandom copy = random;
    random.Next();
    EXPECT_EQ(copy.Next(), 1804289383U);
    EXPECT_EQ(random.Next(), 846930886U);
}

} // namespace

} // namespace ns3
