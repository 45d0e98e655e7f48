/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TEXT_TABLE_H
#define TEXT_TABLE_H

#include <cstddef>
#include <ostream>
#include <set>
#include <string>
#include <vector>

namespace ns3
{

/// A table for a terminal: columns are as wide as their widest text.
class TextTable
{
  public:
    /// @param leftColumns columns, from 0, that have their texts at the left side
    explicit TextTable(std::set<std::size_t> leftColumns);

    void AddRow(std::vector<std::string> row);
    /// @return whether there is no row
    bool IsEmpty() const;
    /// @param indent blanks in front of each line
    void Print(std::ostream& stream, std::size_t indent = 0) const;

  private:
    std::set<std::size_t> m_leftColumns;
    std::vector<std::vector<std::string>> m_rows;
};

} // namespace ns3

#endif // TEXT_TABLE_H
