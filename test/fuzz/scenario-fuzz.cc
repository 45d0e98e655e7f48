/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/scenario-helper.h"

using namespace ns3;

namespace
{

/// Files that it names are looked for beside the examples.
const FuzzTarget TARGET("scenario", [](std::string_view input) {
    const auto scenario =
        ScenarioHelper::Parse(input, SYNTHETIC_TRAFFIC_SOURCE_DIR "/examples/fuzz.json");
    Expect(scenario.GetStop().IsStrictlyPositive(), "a run has a duration");
    Expect(!scenario.GetNetwork().nodes.empty(), "a network has nodes");
    scenario.GetParts();
});

} // namespace
