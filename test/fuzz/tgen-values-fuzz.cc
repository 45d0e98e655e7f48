/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/tgen-packet-schedule.h"
#include "ns3/tgen-values.h"

using namespace ns3;

namespace
{

const FuzzTarget TARGET("tgen-values", [](std::string_view input) {
    switch (TakeChoice(input, 6))
    {
    case 0:
        ParseTgenSize(input);
        break;
    case 1:
        Expect(!ParseTgenTime(input).IsStrictlyNegative(), "a time is not negative");
        break;
    case 2:
        Expect(!ParseTgenTimes(input).empty(), "there is a time");
        break;
    case 3:
        for (const auto& peer : ParseTgenPeers(input))
        {
            peer.IsOnion();
        }
        break;
    case 4:
        Expect(ParseTgenInteger(input, 1000) <= 1000, "a number is not above its limit");
        break;
    default: {
        const TgenPacketSchedule schedule(input);
        const TgenPacketSchedule copy(schedule.ToText());
        Expect(copy.ToText() == schedule.ToText(), "a copy is the same");
        uint64_t bytes = 0;
        for (std::size_t position = 0; bytes < schedule.GetSize();)
        {
            bytes += schedule.Next(position).bytes;
        }
        Expect(bytes == schedule.GetSize(), "all packets go out");
    }
    }
});

} // namespace
