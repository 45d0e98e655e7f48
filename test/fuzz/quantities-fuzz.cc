/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/quantities.h"

using namespace ns3;

namespace
{

const FuzzTarget TARGET("quantities", [](std::string_view input) {
    switch (TakeChoice(input, 4))
    {
    case 0: {
        const auto time = ParseTime(input);
        Expect(!time.IsStrictlyNegative(), "a time is not negative");
        Expect(time.GetNanoSeconds() <= LONGEST_TIME_NS, "a time can be added to another one");
        break;
    }
    case 1:
        Expect(ParseDataRate(input).GetBitRate() > 0, "a rate is positive");
        break;
    case 2:
        Expect(ParseQueueSize(input).GetValue() > 0, "a queue has room");
        break;
    default:
        ParseBytes(input);
    }
});

} // namespace
