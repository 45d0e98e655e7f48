/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/quantities.h"

#include "ns3/input-error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>
#include <string>
#include <utility>

namespace ns3
{

namespace
{

using Scale = std::pair<std::string_view, long double>;

/// A number and the text behind it.
struct Quantity
{
    long double number;
    std::string_view unit;
};

/// @return number and unit; nothing when the text does not begin with a number
std::optional<Quantity>
Split(std::string_view text)
{
    constexpr std::string_view DIGITS = "0123456789";
    constexpr auto NPOS = std::string_view::npos;
    const auto skipDigits = [&](std::size_t from) {
        return std::min(text.find_first_not_of(DIGITS, from), text.size());
    };

    std::size_t end = skipDigits(0);
    if (end == 0)
    {
        return std::nullopt;
    }
    if (end < text.size() && text[end] == '.')
    {
        const std::size_t point = end;
        end = skipDigits(point + 1);
        if (end == point + 1)
        {
            return std::nullopt;
        }
    }
    if (end < text.size() && (text[end] == 'e' || text[end] == 'E'))
    {
        const bool hasSign = text.find_first_of("+-", end + 1) == end + 1;
        const std::size_t exponent = end + 1 + (hasSign ? 1 : 0);
        if (text.find_first_of(DIGITS, exponent) == exponent && exponent != NPOS)
        {
            end = skipDigits(exponent);
        }
    }
    // strtold() would take hexadecimals, infinity and blanks as well; it gets plain numbers only.
    return Quantity{std::strtold(std::string(text.substr(0, end)).c_str(), nullptr),
                    text.substr(end)};
}

template <std::size_t N>
std::optional<long double>
FindScale(const std::array<Scale, N>& scales, std::string_view unit)
{
    for (const auto& [name, scale] : scales)
    {
        if (name == unit)
        {
            return scale;
        }
    }
    return std::nullopt;
}

/// @return the factor of a unit such as "KiB": a prefix, and what comes last
std::optional<long double>
FindPrefixScale(std::string_view unit, std::string_view last)
{
    static constexpr std::array<Scale, 10> PREFIXES{{{"", 1},
                                                     {"k", 1e3L},
                                                     {"K", 1e3L},
                                                     {"M", 1e6L},
                                                     {"G", 1e9L},
                                                     {"T", 1e12L},
                                                     {"Ki", 0x1p10L},
                                                     {"Mi", 0x1p20L},
                                                     {"Gi", 0x1p30L},
                                                     {"Ti", 0x1p40L}}};
    if (unit.size() < last.size() || unit.substr(unit.size() - last.size()) != last)
    {
        return std::nullopt;
    }
    return FindScale(PREFIXES, unit.substr(0, unit.size() - last.size()));
}

/// @return number times scale as a whole number from 0 to maximum, or nothing where it is not one
std::optional<uint64_t>
ToWhole(long double value, uint64_t maximum)
{
    // A decimal fraction such as 1.1 has no exact binary form: allow for what that leaves behind.
    const long double whole = std::round(value);
    if (std::abs(value - whole) > 1e-9L * std::max(1.0L, whole) ||
        whole > static_cast<long double>(maximum))
    {
        return std::nullopt;
    }
    return static_cast<uint64_t>(whole);
}

} // namespace

Time
ParseTime(std::string_view text)
{
    // In nanoseconds.
    static constexpr std::array<Scale, 10> UNITS{{{"s", 1e9L},
                                                  {"ms", 1e6L},
                                                  {"us", 1e3L},
                                                  {"ns", 1},
                                                  {"ps", 1e-3L},
                                                  {"fs", 1e-6L},
                                                  {"min", 60e9L},
                                                  {"h", 3600e9L},
                                                  {"d", 86400e9L},
                                                  {"y", 365 * 86400e9L}}};
    const auto quantity = Split(text);
    const auto scale = quantity ? FindScale(UNITS, quantity->unit) : std::nullopt;
    if (!scale)
    {
        if (!text.empty() && text.front() == '-' && Split(text.substr(1)))
        {
            throw ValueError(QuoteInput(text) + " is a negative time", "at least 0s");
        }
        throw ValueError(QuoteInput(text) + " is not a time", "a number with a unit, such as 10ms");
    }
    const long double nanoseconds = std::round(quantity->number * *scale);
    if (nanoseconds > static_cast<long double>(LONGEST_TIME_NS))
    {
        throw ValueError(QuoteInput(text) + " is too long a time", "at most 146 years");
    }
    return NanoSeconds(static_cast<int64_t>(nanoseconds));
}

DataRate
ParseDataRate(std::string_view text)
{
    std::optional<uint64_t> bitsPerSecond;
    if (const auto quantity = Split(text))
    {
        for (const auto& [last, bits] :
             std::array<Scale, 4>{{{"bps", 1}, {"b/s", 1}, {"Bps", 8}, {"B/s", 8}}})
        {
            if (const auto scale = FindPrefixScale(quantity->unit, last))
            {
                bitsPerSecond = ToWhole(std::round(quantity->number * *scale * bits),
                                        std::numeric_limits<int64_t>::max());
            }
        }
    }
    if (!bitsPerSecond || *bitsPerSecond == 0)
    {
        throw ValueError(QuoteInput(text) + " is not a rate",
                         "a positive number with a unit, such as 50Mbps");
    }
    return DataRate(*bitsPerSecond);
}

QueueSize
ParseQueueSize(std::string_view text)
{
    if (const auto quantity = Split(text))
    {
        for (const auto& [last, unit] :
             {std::pair{"p", QueueSizeUnit::PACKETS}, std::pair{"B", QueueSizeUnit::BYTES}})
        {
            const auto scale = FindPrefixScale(quantity->unit, last);
            const auto size =
                scale ? ToWhole(quantity->number * *scale, std::numeric_limits<uint32_t>::max())
                      : std::nullopt;
            if (size && *size > 0)
            {
                return QueueSize(unit, static_cast<uint32_t>(*size));
            }
        }
    }
    throw ValueError(QuoteInput(text) + " is not the size of a queue",
                     "a positive number of packets or bytes, such as 100p or 64KB");
}

uint64_t
ParseBytes(std::string_view text)
{
    if (const auto quantity = Split(text))
    {
        const auto scale =
            quantity->unit.empty() ? std::optional(1.0L) : FindPrefixScale(quantity->unit, "B");
        const auto bytes =
            scale ? ToWhole(quantity->number * *scale, std::numeric_limits<uint64_t>::max())
                  : std::nullopt;
        if (bytes)
        {
            return *bytes;
        }
    }
    throw ValueError(QuoteInput(text) + " is not a size",
                     "whole bytes, such as 1500, 64KB or 10MiB");
}

} // namespace ns3
