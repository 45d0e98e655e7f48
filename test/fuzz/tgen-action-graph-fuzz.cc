/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/graphml.h"
#include "ns3/tgen-action-graph.h"

using namespace ns3;

namespace
{

/// Models that it names are looked for beside the examples.
const FuzzTarget TARGET("tgen-action-graph", [](std::string_view input) {
    const auto document =
        ParseGraphml(input, SYNTHETIC_TRAFFIC_SOURCE_DIR "/examples/fuzz.tgenrc.graphml");
    const auto graph = TgenActionGraph::FromDocument(document);
    Expect(graph->GetStart() < graph->GetNVertices(), "a walk starts at a vertex");
});

} // namespace
