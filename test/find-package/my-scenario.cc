/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/core-module.h"
#include "ns3/synthetic-traffic-module.h"

using namespace ns3;

/// Simulates a scenario file. usage: my-scenario SCENARIO.json RESULTS
int
main(int, char* argv[])
{
    const auto scenario = ScenarioHelper::Load(argv[1]);
    ResultsHelper results(argv[2]);
    scenario.Install(results);
    Simulator::Run();
    results.Finish(scenario.GetName());
    Simulator::Destroy();
    return 0;
}
