/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/json-document.h"
#include "ns3/network-description.h"

using namespace ns3;

namespace
{

const FuzzTarget TARGET("network-description", [](std::string_view input) {
    auto document =
        JsonDocument::FromText(input, SYNTHETIC_TRAFFIC_SOURCE_DIR "/examples/fuzz.json");
    const auto network = ReadNetwork(document.GetRoot());
    document.ThrowIfAny();
    for (const auto& link : network.links)
    {
        Expect(link.a < network.nodes.size() && link.b < network.nodes.size(),
               "links are between nodes");
        Expect(link.properties.rate.GetBitRate() > 0, "a rate is positive");
        Expect(!link.properties.delay.IsStrictlyNegative(), "a delay is not negative");
    }
    Expect(network.GetFirstAddresses().size() == network.nodes.size(), "each node has an address");
});

} // namespace
