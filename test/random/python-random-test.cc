/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/python-random.h"

#include <gtest/gtest.h>
#include <vector>

namespace ns3
{

namespace
{

// All numbers are what Python 3.11 gives.

struct KnownWords
{
    int64_t seed;
    uint64_t words[4]; //!< getrandbits(32)
};

class PythonRandomSeed : public ::testing::TestWithParam<KnownWords>
{
};

TEST_P(PythonRandomSeed, WordsAreThoseOfPython)
{
    PythonRandom random(GetParam().seed);
    for (const auto expected : GetParam().words)
    {
        EXPECT_EQ(random.GetRandBits(32), expected);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Seeds,
    PythonRandomSeed,
    ::testing::Values(KnownWords{0, {3626764237, 1654615998, 3255389356, 3823568514}},
                      KnownWords{1, {577090037, 2444712010, 3639700191, 3445702192}},
                      KnownWords{123, {224899942, 1149664691, 374463918, 3302642556}},
                      KnownWords{-123, {224899942, 1149664691, 374463918, 3302642556}},
                      KnownWords{4294967296, {485306839, 1508871100, 1794561286, 4014597330}},
                      KnownWords{1099511627783, {2635837658, 3209733218, 3500038837, 4028389051}},
                      KnownWords{12345678901234567,
                                 {416727885, 2561263422, 4242510269, 2864519531}}));

TEST(PythonRandom, WordsAreThoseOfPythonBeyondTheFirstBlock)
{
    PythonRandom random(5);
    uint64_t sum = 0;
    uint64_t last = 0;
    for (int i = 0; i < 2000; ++i)
    {
        last = random.GetRandBits(32);
        sum += last;
    }
    EXPECT_EQ(last, 2894893787U);
    EXPECT_EQ(sum, 4215985976020U);
}

TEST(PythonRandom, RandomHas53Bits)
{
    PythonRandom random(123);
    EXPECT_EQ(random.Random(), 0.052363598850944326);
    EXPECT_EQ(random.NextUniform(), 0.08718667752263232);
    EXPECT_EQ(random.Random(), 0.4072417636703983);
}

TEST(PythonRandom, BitsAreTheUpperOnesOfEachWord)
{
    PythonRandom random(123);
    EXPECT_EQ(random.GetRandBits(1), 0U);
    EXPECT_EQ(random.GetRandBits(5), 8U);
    EXPECT_EQ(random.GetRandBits(31), 187231959U);
    EXPECT_EQ(random.GetRandBits(33), 3302642556U);
    EXPECT_EQ(random.GetRandBits(53), 970075343216371U);
    EXPECT_EQ(random.GetRandBits(64), 16624185021764741781U);
}

TEST(PythonRandom, RandBelowRejectsAsPythonDoes)
{
    PythonRandom random(1);
    for (const uint64_t expected : {2, 9, 1, 4, 1, 7, 7, 7, 6, 3, 1, 7})
    {
        EXPECT_EQ(random.RandBelow(10), expected);
    }
    EXPECT_EQ(random.RandBelow(uint64_t{1} << 33), 7884551090U);
    EXPECT_EQ(random.RandBelow(uint64_t{1} << 33), 6207890733U);
}

TEST(PythonRandom, RandIntIncludesBothEnds)
{
    PythonRandom random(1);
    for (const int64_t expected : {-2, 1, 3, 3, 3, -3, -1, -3, 0, 3, 0, 0})
    {
        EXPECT_EQ(random.RandInt(-3, 3), expected);
    }
}

TEST(PythonRandom, UniformAndExpovariateAreComputedAsPythonDoes)
{
    PythonRandom random(1);
    EXPECT_EQ(random.Uniform(-1, 2.5), -0.5297251456065957);
    EXPECT_EQ(random.Uniform(-1, 2.5), 1.9660180792803144);
    EXPECT_EQ(random.Expovariate(0.2), 7.214844626733314);
    EXPECT_EQ(random.Expovariate(0.2), 1.4723185844713145);
}

TEST(PythonRandom, ChoicesGoByWeight)
{
    PythonRandom random(1);
    for (const std::size_t expected : {1, 2, 2, 1, 2, 2, 2, 2, 0, 0, 2, 2})
    {
        EXPECT_EQ(random.Choices({1, 4, 10}), expected);
    }
}

} // namespace

} // namespace ns3
