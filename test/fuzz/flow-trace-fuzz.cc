/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/flow-trace-reader.h"
#include "ns3/flow-trace.h"

using namespace ns3;

namespace
{

const FuzzTarget TARGET("flow-trace", [](std::string_view input) {
    const auto variant =
        TakeChoice(input, 2) == 0 ? FlowTrace::Variant::CURRENT : FlowTrace::Variant::SECONDS_2021;
    const auto trace = ParseFlowTrace(input, "fuzz.trace", {}, variant);
    for (const auto& flow : trace.GetFlows())
    {
        Expect(flow.host < trace.GetHosts().size() && flow.destination < trace.GetHosts().size(),
               "hosts of flows are there");
    }
});

} // namespace
