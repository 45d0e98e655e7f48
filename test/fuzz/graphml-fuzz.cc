/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/graphml.h"

using namespace ns3;

namespace
{

const FuzzTarget TARGET("graphml",
                        [](std::string_view input) { ParseGraphml(input, "fuzz.graphml"); });

} // namespace
