/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "kolmogorov-smirnov.h"

#include <algorithm>
#include <cmath>

namespace ns3
{

double
GetKolmogorovTail(double x)
{
    constexpr double PI = 3.14159265358979323846;
    constexpr int TERMS = 10; // more than double precision asks for on either side of 1
    if (x <= 0)
    {
        return 1;
    }
    double sum = 0;
    if (x < 1)
    {
        // The alternating series hardly converges here; this is the same function.
        for (int k = 1; k <= TERMS; ++k)
        {
            const double odd = (2 * k - 1) * PI / x;
            sum += std::exp(-odd * odd / 8);
        }
        return 1 - std::sqrt(2 * PI) / x * sum;
    }
    for (int k = TERMS; k >= 1; --k)
    {
        sum += (k % 2 == 1 ? 2 : -2) * std::exp(-2.0 * k * k * x * x);
    }
    return sum;
}

KolmogorovSmirnov
CompareDistributions(const std::vector<double>& a, const std::vector<double>& b)
{
    const auto n = static_cast<double>(a.size());
    const auto m = static_cast<double>(b.size());
    KolmogorovSmirnov result;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size())
    {
        // Equal values are one step of both functions.
        const double x = std::min(a[i], b[j]);
        while (i < a.size() && a[i] == x)
        {
            ++i;
        }
        while (j < b.size() && b[j] == x)
        {
            ++j;
        }
        result.distance =
            std::max(result.distance,
                     std::abs(static_cast<double>(i) / n - static_cast<double>(j) / m));
    }
    result.pValue = GetKolmogorovTail(std::sqrt(n * m / (n + m)) * result.distance);
    return result;
}

} // namespace ns3
