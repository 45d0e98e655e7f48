/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "compare/kolmogorov-smirnov.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <vector>

using namespace ns3;

TEST(KolmogorovSmirnovTest, TailIsThatOfScipy)
{
    // scipy.special.kolmogorov 1.10.1
    EXPECT_NEAR(GetKolmogorovTail(0.3), 0.9999906941986655, 1e-14);
    EXPECT_NEAR(GetKolmogorovTail(0.5), 0.9639452436648751, 1e-14);
    EXPECT_NEAR(GetKolmogorovTail(0.8276), 0.49995841656354456, 1e-14);
    EXPECT_NEAR(GetKolmogorovTail(1.0), 0.26999967167735456, 1e-14);
    EXPECT_NEAR(GetKolmogorovTail(1.2238), 0.10002342783567782, 1e-14);
    EXPECT_NEAR(GetKolmogorovTail(1.3581), 0.0499996304316674, 1e-14);
    EXPECT_NEAR(GetKolmogorovTail(2.5), 7.453306344157342e-06, 1e-18);
    EXPECT_EQ(GetKolmogorovTail(0), 1);
    EXPECT_EQ(GetKolmogorovTail(100), 0);
}

TEST(KolmogorovSmirnovTest, BothSeriesMeetAtOne)
{
    EXPECT_NEAR(GetKolmogorovTail(std::nextafter(1.0, 0.0)), GetKolmogorovTail(1.0), 1e-14);
}

TEST(KolmogorovSmirnovTest, TwoSamplesAreThoseOfScipy)
{
    std::vector<double> a{0.61, 0.29, 0.06,  0.59,  -1.73, -0.74, 0.51, -0.56, 0.39,
                          1.64, 0.05, -0.06, 0.64,  -0.82, 0.37,  1.77, 1.09,  -1.28,
                          2.36, 1.31, 1.05,  -0.32, -0.40, 1.06,  -2.47};
    std::vector<double> b{2.20,  1.66, 1.38, 0.20, 0.36,  0.00,  0.96, 1.56, 0.44, 1.50,
                          -0.30, 0.66, 2.31, 3.29, -0.27, -0.37, 0.38, 0.70, 0.52, -0.71};
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    const auto result = CompareDistributions(a, b);
    // scipy.stats.ks_2samp; scipy.special.kolmogorov of sqrt(25*20/45) * 0.23
    EXPECT_NEAR(result.distance, 0.23, 1e-15);
    EXPECT_NEAR(result.pValue, 0.5991955719698889, 1e-13);
    const auto turned = CompareDistributions(b, a);
    EXPECT_EQ(turned.distance, result.distance);
    EXPECT_EQ(turned.pValue, result.pValue);
}

TEST(KolmogorovSmirnovTest, EqualValuesAreOneStep)
{
    // By hand: at 2 the functions are 3/7 and 1/4, at 3 they are 6/7 and 3/4, at 4 they are 1 and
    // 3/4.
    EXPECT_NEAR(CompareDistributions({1, 2, 2, 3, 3, 3, 4}, {2, 3, 3, 5}).distance, 0.25, 1e-15);
}

TEST(KolmogorovSmirnovTest, ShiftOfAUniformSampleIsItsShare)
{
    // F(x) - F(x - d) is greatest at d/1 for uniform values.
    std::vector<double> a(1000);
    std::iota(a.begin(), a.end(), 0);
    auto b = a;
    for (auto& value : b)
    {
        value += 137;
    }
    EXPECT_NEAR(CompareDistributions(a, b).distance, 0.137, 1e-12);
    EXPECT_EQ(CompareDistributions(a, a).distance, 0);
    EXPECT_EQ(CompareDistributions(a, a).pValue, 1);
}

TEST(KolmogorovSmirnovTest, ApartIsOne)
{
    EXPECT_EQ(CompareDistributions({1, 2}, {3, 4, 5}).distance, 1);
}
