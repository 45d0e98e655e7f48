/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "log-fields.h"

#include <cmath>
#include <cstdlib>

namespace ns3
{

std::optional<double>
ReadNumber(std::string_view text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
    {
        return std::nullopt;
    }
    return number;
}

std::optional<int64_t>
ReadSeconds(std::string_view text)
{
    constexpr std::size_t DECIMALS = 9;
    constexpr int64_t NANOSECONDS = 1'000'000'000;
    constexpr double MOST = 4e9; // seconds of which two fit together

    const auto point = text.find('.');
    const auto whole = ReadWhole<int64_t>(text.substr(0, point));
    const auto decimals = point == std::string_view::npos ? "" : text.substr(point + 1);
    if (whole && *whole >= 0 && *whole < MOST && text[0] != '-' &&
        decimals.find_first_not_of("0123456789") == std::string_view::npos)
    {
        int64_t nanoseconds = 0;
        for (std::size_t place = 0; place < DECIMALS; ++place)
        {
            nanoseconds = 10 * nanoseconds + (place < decimals.size() ? decimals[place] - '0' : 0);
        }
        return *whole * NANOSECONDS + nanoseconds;
    }
    const auto number = ReadNumber(text);
    if (!number || *number < 0 || *number > MOST)
    {
        return std::nullopt;
    }
    return std::llround(*number * NANOSECONDS);
}

void
SplitAtBlanks(std::string_view text, std::vector<std::string_view>& fields)
{
    fields.clear();
    std::size_t begin = 0;
    while ((begin = text.find_first_not_of(" \t", begin)) != std::string_view::npos)
    {
        const auto end = std::min(text.find_first_of(" \t", begin), text.size());
        fields.push_back(text.substr(begin, end - begin));
        begin = end;
    }
}

bool
SplitCsv(std::string_view line, std::vector<std::string>& fields)
{
    // Strings are used again: a row takes no memory of its own.
    std::size_t count = 0;
    const auto begin = [&]() -> std::string& {
        if (count == fields.size())
        {
            fields.emplace_back();
        }
        fields[count].clear();
        return fields[count++];
    };
    auto* field = &begin();
    bool isQuoted = false;
    for (std::size_t i = 0; i < line.size(); ++i)
    {
        const char c = line[i];
        if (c == '"')
        {
            if (isQuoted && i + 1 < line.size() && line[i + 1] == '"')
            {
                *field += c;
                ++i;
            }
            else
            {
                isQuoted = !isQuoted;
            }
        }
        else if (c == ',' && !isQuoted)
        {
            field = &begin();
        }
        else
        {
            *field += c;
        }
    }
    fields.resize(count);
    return !isQuoted;
}

} // namespace ns3
