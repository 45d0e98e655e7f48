/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/flow-group-value.h"
#include "ns3/json-document.h"
#include "ns3/python-random.h"

using namespace ns3;

namespace
{

const FuzzTarget TARGET("flow-group-value", [](std::string_view input) {
    using Quantity = Distribution::Quantity;
    const auto quantity = TakeChoice(input, 2) == 0 ? Quantity::NUMBER : Quantity::BYTES;
    auto document = JsonDocument::FromText(input, "fuzz.json");
    const auto value = FlowGroupValue::Read(document.GetRoot(), quantity);
    document.ThrowIfAny();
    PythonRandom random(1);
    for (int i = 0; i < 10; ++i)
    {
        const auto number = value.Draw(random);
        Expect(number >= 0 && number <= FlowGroupValue::MAXIMUM, "a number is in its range");
    }
    value.IsAlwaysZero();
    Expect(value.GetMean() >= 0, "a mean is not negative");
});

} // namespace
