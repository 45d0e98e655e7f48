/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/flow-request.h"

#include <algorithm>

using namespace ns3;

namespace
{

/// What a server of Poisson flows gets: any 16 bytes are a request.
const FuzzTarget TARGET("flow-request", [](std::string_view input) {
    FlowRequest::Bytes bytes{};
    std::copy_n(input.begin(), std::min(input.size(), bytes.size()), bytes.begin());
    const auto request = FlowRequest::Decode(bytes.data());
    Expect(request.Encode() == bytes, "a copy is the same");
    request.GetTos();
    request.IsLast();
});

} // namespace
