/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LOG_FIELDS_H
#define LOG_FIELDS_H

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{

/// @return a whole number that makes up all of a text; none when it is something else
template <typename Number>
std::optional<Number>
ReadWhole(std::string_view text)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
    {
        return std::nullopt;
    }
    return number;
}

/// @return a finite number that makes up all of a text; none when it is something else
std::optional<double> ReadNumber(std::string_view text);

/**
 * @param text seconds from 0 to 4e9, as a decimal fraction or with an exponent
 * @return nanoseconds; exact where the text is a decimal fraction; none when it is something else
 */
std::optional<int64_t> ReadSeconds(std::string_view text);

/// @param fields where to put the words of a text, which blanks and tabs separate
void SplitAtBlanks(std::string_view text, std::vector<std::string_view>& fields);

/**
 * Split a line of comma separated values (RFC 4180).
 * @param line whole
 * @param fields where to put the values, without quotes
 * @return false when a quoted value does not end
 */
bool SplitCsv(std::string_view line, std::vector<std::string>& fields);

} // namespace ns3

#endif // LOG_FIELDS_H
