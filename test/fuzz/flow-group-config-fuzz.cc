/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/flow-group-config.h"

using namespace ns3;

namespace
{

const FuzzTarget TARGET("flow-group-config", [](std::string_view input) {
    const auto config = FlowGroupConfig::Parse(input, "fuzz.json");
    Expect(config->hosts.size() == config->addresses.size(), "each host has an address");
});

} // namespace
