/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/orderless-sum.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <random>
#include <vector>

using namespace ns3;

namespace
{

/// Numbers of very different sizes and both signs, whose sum as doubles depends on the order.
std::vector<double>
MakeNumbers()
{
    std::mt19937_64 random(1);
    std::vector<double> numbers;
    for (int i = 0; i < 10000; ++i)
    {
        const auto mantissa = static_cast<double>(random() >> 11) * 0x1p-53 - 0.5;
        numbers.push_back(std::ldexp(mantissa, static_cast<int>(random() % 60) - 20));
    }
    return numbers;
}

double
SumUp(const std::vector<double>& numbers)
{
    OrderlessSum sum;
    for (const auto number : numbers)
    {
        sum.Add(number);
    }
    return sum.Get();
}

TEST(OrderlessSumTest, TheOrderDoesNotMatter)
{
    auto numbers = MakeNumbers();
    const double sum = SumUp(numbers);
    long double reference = 0;
    for (const auto number : numbers)
    {
        reference += number;
    }
    EXPECT_NEAR(sum, static_cast<double>(reference), std::abs(sum) * 1e-14);
    std::mt19937_64 random(2);
    for (int i = 0; i < 10; ++i)
    {
        std::shuffle(numbers.begin(), numbers.end(), random);
        EXPECT_EQ(SumUp(numbers), sum);
    }
    std::sort(numbers.begin(), numbers.end());
    EXPECT_EQ(SumUp(numbers), sum);
}

TEST(OrderlessSumTest, PartsAddUpToTheWhole)
{
    const auto numbers = MakeNumbers();
    OrderlessSum parts[3];
    for (std::size_t i = 0; i < numbers.size(); ++i)
    {
        parts[i % 3].Add(numbers[i]);
    }
    OrderlessSum whole;
    whole.Merge(parts[1].Save());
    whole.Add(parts[2]);
    whole.Merge(parts[0].Save());
    EXPECT_EQ(whole.Get(), SumUp(numbers));
}

TEST(OrderlessSumTest, SmallFractionsCarry)
{
    OrderlessSum sum;
    for (int i = 0; i < 1000; ++i)
    {
        sum.Add(0.75);
    }
    EXPECT_EQ(sum.Get(), 750);
    for (int i = 0; i < 1000; ++i)
    {
        sum.Add(-0.75);
    }
    EXPECT_EQ(sum.Get(), 0);
}

} // namespace
