/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/graphml-network.h"
#include "ns3/graphml.h"

using namespace ns3;

namespace
{

const FuzzTarget TARGET("graphml-network", [](std::string_view input) {
    GraphmlLinkDefaults defaults;
    if (TakeChoice(input, 2) == 1)
    {
        defaults.rate = DataRate("1Gbps");
        defaults.delay = MilliSeconds(1);
    }
    const auto document = ParseGraphml(input, "fuzz.graphml");
    IsGraphmlNetwork(document);
    const auto network = ReadGraphmlNetwork(document, defaults);
    for (const auto& link : network.network.links)
    {
        Expect(link.properties.rate.GetBitRate() > 0, "a rate is positive");
        Expect(!link.properties.delay.IsStrictlyNegative(), "a delay is not negative");
    }
    Expect(network.lines.size() == network.network.nodes.size(), "each node has a line");
});

} // namespace
