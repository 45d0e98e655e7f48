/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/flow-group-hosts.h"

using namespace ns3;

namespace
{

const FuzzTarget TARGET("flow-group-hosts", [](std::string_view input) {
    const auto hosts = FlowGroupHosts::Parse(input, "hosts.txt");
    // A word of the input as a name, which may be one of the rule hN.
    const std::string name(input.substr(0, input.find(' ')));
    for (const auto& each : {hosts, FlowGroupHosts()})
    {
        if (const auto address = each.AddressOf(name))
        {
            Expect(each.NameOf(*address).has_value(), "an address has a name");
        }
        each.Suggest(name);
        each.Describe();
    }
});

} // namespace
