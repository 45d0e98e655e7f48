/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "median-sign-interval.h"

#include <boost/math/special_functions/beta.hpp>

namespace ns3
{

double
GetSignCoverage(std::size_t n, std::size_t rank)
{
    // P(X < k) of a binomial (n, p) number is 1 - I_p(k, n - k + 1).
    return 1 - 2 * boost::math::ibetac(static_cast<double>(rank),
                                       static_cast<double>(n - rank + 1),
                                       0.5);
}

std::optional<SignInterval>
GetSignInterval(const std::vector<double>& sorted, double confidence)
{
    const auto n = sorted.size();
    if (n == 0 || GetSignCoverage(n, 1) < confidence)
    {
        return std::nullopt;
    }
    std::size_t rank = 1; // the largest known to cover enough
    for (std::size_t beyond = (n + 1) / 2 + 1; beyond - rank > 1;)
    {
        const auto middle = rank + (beyond - rank) / 2;
        (GetSignCoverage(n, middle) >= confidence ? rank : beyond) = middle;
    }
    return SignInterval{{sorted[rank - 1], sorted[n - rank]}, GetSignCoverage(n, rank)};
}

} // namespace ns3
