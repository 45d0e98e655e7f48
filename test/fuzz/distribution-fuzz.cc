/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/distribution.h"
#include "ns3/json-document.h"
#include "ns3/python-random.h"

#include <cmath>

using namespace ns3;

namespace
{

const FuzzTarget TARGET("distribution", [](std::string_view input) {
    using Quantity = Distribution::Quantity;
    const auto quantity = static_cast<Quantity>(TakeChoice(input, 3));
    auto document = JsonDocument::FromText(input, "fuzz.json");
    const auto law = Distribution::Read(document.GetRoot(), quantity);
    Expect(law != nullptr, "there is always a law");
    document.ThrowIfAny();
    PythonRandom random(1);
    for (int i = 0; i < 10; ++i)
    {
        Expect(law->Draw(random) >= 0, "a variate is not negative");
    }
    Expect(law->GetMean() >= 0, "a mean is not negative");
    for (const double number : {0.0, 1.0, 1e9})
    {
        const auto survival = law->GetSurvival(number);
        Expect(survival >= 0 && survival <= 1, "a probability is one");
        Expect(law->GetLimitedMean(number) <= number * (1 + 1e-9), "a limit is one");
    }
    law->GetName();
});

} // namespace
