/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "text-table.h"

#include <algorithm>
#include <utility>

namespace ns3
{

namespace
{

/// @return characters of a UTF-8 text
std::size_t
GetWidth(const std::string& text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    }));
}

} // namespace

TextTable::TextTable(std::set<std::size_t> leftColumns)
    : m_leftColumns(std::move(leftColumns))
{
}

void
TextTable::AddRow(std::vector<std::string> row)
{
    m_rows.push_back(std::move(row));
}

bool
TextTable::IsEmpty() const
{
    return m_rows.empty();
}

void
TextTable::Print(std::ostream& stream, std::size_t indent) const
{
    std::vector<std::size_t> widths;
    for (const auto& row : m_rows)
    {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
        {
            widths[i] = std::max(widths[i], GetWidth(row[i]));
        }
    }
    for (const auto& row : m_rows)
    {
        std::string line(indent, ' ');
        for (std::size_t i = 0; i < row.size(); ++i)
        {
            const std::string blanks(widths[i] - GetWidth(row[i]), ' ');
            line += i == 0 ? "" : "  ";
            line += m_leftColumns.count(i) > 0 ? row[i] + blanks : blanks + row[i];
        }
        line.erase(line.find_last_not_of(' ') + 1);
        stream << line << '\n';
    }
}

} // namespace ns3
