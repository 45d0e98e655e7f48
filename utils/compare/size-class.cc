/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "size-class.h"

#include <array>

namespace ns3
{

namespace
{

constexpr uint64_t SMALLEST = 1000;
constexpr uint64_t LARGEST = UINT64_C(1'000'000'000'000);

/// A power of ten from 1 kB: "100 kB", or number and unit alone.
struct Decimal
{
    explicit Decimal(uint64_t bytes)
    {
        constexpr std::array<const char*, 4> UNITS{"kB", "MB", "GB", "TB"};
        uint64_t thousand = 1000;
        std::size_t i = 0;
        while (i + 1 < UNITS.size() && bytes >= thousand * 1000)
        {
            thousand *= 1000;
            ++i;
        }
        number = std::to_string(bytes / thousand);
        unit = UNITS[i];
    }

    std::string number;
    std::string unit;
};

} // namespace

SizeClass
GetExactSizeClass(uint64_t bytes)
{
    constexpr std::array<const char*, 5> UNITS{"B", "KiB", "MiB", "GiB", "TiB"};
    uint64_t number = bytes;
    std::size_t i = 0;
    while (number > 0 && number % 1024 == 0 && i + 1 < UNITS.size())
    {
        number /= 1024;
        ++i;
    }
    return {std::to_string(number) + ' ' + UNITS[i], bytes};
}

SizeClass
GetDecadeSizeClass(uint64_t bytes)
{
    if (bytes < SMALLEST)
    {
        return {"< 1 kB", 0};
    }
    if (bytes >= LARGEST)
    {
        return {">= 1 TB", LARGEST};
    }
    uint64_t least = SMALLEST;
    while (bytes >= least * 10)
    {
        least *= 10;
    }
    const Decimal from(least);
    const Decimal to(least * 10);
    const auto first = from.unit == to.unit ? from.number : from.number + ' ' + from.unit;
    return {first + '-' + to.number + ' ' + to.unit, least};
}

} // namespace ns3
