/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/nearest-name.h"

#include <algorithm>
#include <cctype>
#include <numeric>

namespace ns3
{

namespace
{

/// Levenshtein distance, blind to case.
std::size_t
CountEdits(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (std::size_t i = 0; i < a.size(); ++i)
    {
        std::size_t diagonal = row[0]++;
        for (std::size_t j = 0; j < b.size(); ++j)
        {
            const std::size_t replaced = diagonal + (lower(a[i]) == lower(b[j]) ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

} // namespace

std::string
SuggestName(std::string_view word, const std::vector<std::string>& names)
{
    std::string nearest;
    std::size_t fewest = std::min<std::size_t>(3, word.size() / 2 + 1); // more is another word
    for (const auto& name : names)
    {
        const bool isHopeless = word.size() > name.size() + fewest;
        const std::size_t edits = isHopeless ? fewest : CountEdits(word, name);
        if (edits < fewest)
        {
            fewest = edits;
            nearest = name;
        }
    }
    return nearest.empty() ? "" : ", did you mean \"" + nearest + "\"?";
}

std::string
JoinNames(const std::vector<std::string>& names)
{
    std::string text;
    for (const auto& name : names)
    {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

} // namespace ns3
