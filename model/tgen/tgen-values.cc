/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-values.h"

#include "ns3/input-error.h"
#include "ns3/quantities.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>

namespace ns3
{

namespace
{

/// One unit and all its names, in lower case.
struct Unit
{
    uint64_t scale;
    std::array<std::string_view, 5> names;
};

constexpr std::array<Unit, 9> SIZE_UNITS{{
    {1, {"b", "byte", "bytes"}},
    {1'000, {"kb", "kilobyte", "kilobytes"}},
    {1'000'000, {"mb", "megabyte", "megabytes"}},
    {1'000'000'000, {"gb", "gigabyte", "gigabytes"}},
    {1'000'000'000'000, {"tb", "terabyte", "terabytes"}},
    {1ULL << 10, {"kib", "kibibyte", "kibibytes"}},
    {1ULL << 20, {"mib", "mebibyte", "mebibytes"}},
    {1ULL << 30, {"gib", "gibibyte", "gibibytes"}},
    {1ULL << 40, {"tib", "tebibyte", "tebibytes"}},
}};

/// In nanoseconds.
constexpr std::array<Unit, 6> TIME_UNITS{{
    {1, {"nanosecond", "nanoseconds", "nsec", "nsecs", "ns"}},
    {1'000, {"microsecond", "microseconds", "usec", "usecs", "us"}},
    {1'000'000, {"millisecond", "milliseconds", "msec", "msecs", "ms"}},
    {1'000'000'000, {"second", "seconds", "sec", "secs", "s"}},
    {60'000'000'000, {"minute", "minutes", "min", "mins", "m"}},
    {3'600'000'000'000, {"hour", "hours", "hr", "hrs", "h"}},
}};

/// Digits and the unit behind them, as they stand in the text.
struct Measure
{
    uint64_t number; //!< the largest there is when the digits say more
    uint64_t scale;
};

/// @return number and scale, or nothing when the text has another form
template <std::size_t N>
std::optional<Measure>
Split(std::string_view text, const std::array<Unit, N>& units, std::string_view standardUnit)
{
    const std::size_t blank = text.find(' ');
    const std::string digits(text.substr(0, blank));
    if (digits.find_first_not_of("0123456789") != std::string::npos)
    {
        return std::nullopt;
    }
    std::string name(blank == std::string_view::npos ? standardUnit : text.substr(blank + 1));
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) {
        return std::tolower(c);
    });
    for (const auto& unit : units)
    {
        const bool isNamed =
            std::find(unit.names.begin(), unit.names.end(), name) != unit.names.end();
        if (isNamed && !name.empty())
        {
            return Measure{std::strtoull(digits.c_str(), nullptr, 10), unit.scale};
        }
    }
    return std::nullopt;
}

/// @return the parts of a list
std::vector<std::string_view>
SplitList(std::string_view text)
{
    std::vector<std::string_view> parts;
    for (;;)
    {
        const std::size_t comma = text.find(',');
        parts.push_back(text.substr(0, comma));
        if (comma == std::string_view::npos)
        {
            return parts;
        }
        text.remove_prefix(comma + 1);
    }
}

} // namespace

bool
TgenPeer::IsOnion() const
{
    constexpr std::string_view SUFFIX = ".onion";
    return name.size() >= SUFFIX.size() &&
           name.compare(name.size() - SUFFIX.size(), SUFFIX.size(), SUFFIX) == 0;
}

uint64_t
ParseTgenSize(std::string_view text)
{
    const auto size = Split(text, SIZE_UNITS, "b");
    if (!size)
    {
        throw ValueError(QuoteInput(text) + " is not a size",
                         "digits, then at most one blank and a unit, such as 10240 or 10 KiB");
    }
    if (size->number > std::numeric_limits<uint64_t>::max() / size->scale)
    {
        throw ValueError(QuoteInput(text) + " is too large a size", "less than 2^64 bytes");
    }
    const uint64_t bytes = size->number * size->scale;
    if (bytes == 0 && size->scale > 1)
    {
        throw ValueError(QuoteInput(text) + " is not a size", "zero without a unit: 0");
    }
    return bytes;
}

Time
ParseTgenTime(std::string_view text)
{
    const auto time = Split(text, TIME_UNITS, "s");
    if (!time)
    {
        throw ValueError(QuoteInput(text) + " is not a time",
                         "digits, then at most one blank and a unit, such as 10 or 500 ms");
    }
    if (time->number > LONGEST_TIME_NS / time->scale)
    {
        throw ValueError(QuoteInput(text) + " is too long a time", "at most 146 years");
    }
    return NanoSeconds(static_cast<int64_t>(time->number * time->scale));
}

std::vector<Time>
ParseTgenTimes(std::string_view text)
{
    const auto parts = SplitList(text);
    std::vector<Time> times;
    times.reserve(parts.size()); // a Time is dear to copy: ns-3 keeps a list of all of them
    for (const auto part : parts)
    {
        if (part.empty())
        {
            throw ValueError(QuoteInput(text) + " is not a list of times",
                             "times with single commas between them, such as 1,2,3");
        }
        times.push_back(ParseTgenTime(part));
    }
    return times;
}

std::vector<TgenPeer>
ParseTgenPeers(std::string_view text)
{
    std::vector<TgenPeer> peers;
    for (const auto part : SplitList(text))
    {
        if (part.empty())
        {
            continue;
        }
        const std::size_t colon = part.find(':');
        if (colon == std::string_view::npos)
        {
            throw ValueError(QuoteInput(part) + " is not a peer", "host:port, such as server:8888");
        }
        const auto port =
            ParseTgenInteger(part.substr(colon + 1), std::numeric_limits<uint64_t>::max());
        if (port > std::numeric_limits<uint16_t>::max())
        {
            throw ValueError(QuoteInput(part) + " is not a peer: the port is too large",
                             "a port from 0 to 65535");
        }
        peers.push_back({std::string(part.substr(0, colon)), static_cast<uint16_t>(port)});
    }
    return peers;
}

uint64_t
ParseTgenInteger(std::string_view text, uint64_t maximum)
{
    return std::min<uint64_t>(std::strtoull(std::string(text).c_str(), nullptr, 10), maximum);
}

} // namespace ns3
