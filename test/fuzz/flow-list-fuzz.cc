/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/flow-list.h"

#include <sstream>

using namespace ns3;

namespace
{

const FuzzTarget TARGET("flow-list", [](std::string_view input) {
    const std::vector<std::string> hosts{"h1", "h2", "h3", "h4"};
    const auto list = FlowList::Parse(input, "flow.txt", hosts);
    std::ostringstream text;
    list.Write(text);
    const auto copy = FlowList::Parse(text.str(), "copy.txt", hosts);
    Expect(copy.flows.size() == list.flows.size(), "what we write can be read");
    std::ostringstream again;
    copy.Write(again);
    Expect(again.str() == text.str(), "a copy is the same");
});

} // namespace
