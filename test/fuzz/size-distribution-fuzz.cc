/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/size-distribution-reader.h"
#include "ns3/size-distribution.h"

#include <cmath>

using namespace ns3;

namespace
{

const FuzzTarget TARGET("size-distribution", [](std::string_view input) {
    using Sampling = SizeDistribution::Sampling;
    constexpr double PACKET = 1460;
    const auto choice = TakeChoice(input, 4);
    const auto sizes = ParseSizeDistribution(input,
                                             "sizes.txt",
                                             choice == 0   ? std::nullopt
                                             : choice == 1 ? std::optional(Sampling::LINEAR)
                                                           : std::optional(Sampling::STEP),
                                             choice == 3 ? PACKET : 1);
    double before = 0;
    for (const double fraction : {0.0, 1e-9, 0.1, 0.5, 0.9, 1 - 1e-9, 1.0})
    {
        const auto size = sizes->GetQuantile(fraction);
        Expect(std::isfinite(size) && size >= before, "quantiles do not fall");
        const auto share = sizes->GetFraction(size);
        Expect(share >= 0 && share <= 1, "a fraction is one");
        before = size;
    }
    Expect(std::isfinite(sizes->GetMean()), "sizes have a mean");
});

} // namespace
