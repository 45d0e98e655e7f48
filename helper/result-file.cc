/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/result-file.h"

#include <cerrno>
#include <system_error>
#include <utility>

namespace ns3
{

ResultFile::ResultFile(const std::string& path)
    : m_path(path),
      m_stream(path)
{
    Check();
}

std::ostream&
ResultFile::operator*()
{
    return m_stream;
}

void
ResultFile::Close()
{
    m_stream.close();
    Check();
}

void
ResultFile::Check() const
{
    if (!m_stream)
    {
        throw std::system_error(errno, std::generic_category(), m_path);
    }
}

OrderedRows::OrderedRows(const std::string& path)
    : m_file(path)
{
}

void
OrderedRows::Add(uint64_t number, std::string row)
{
    m_waiting.emplace(number, std::move(row));
    for (auto first = m_waiting.begin(); first != m_waiting.end() && first->first == m_next;
         first = m_waiting.erase(first), ++m_next)
    {
        *m_file << first->second;
    }
}

void
OrderedRows::Close()
{
    for (const auto& [number, row] : m_waiting)
    {
        *m_file << row;
    }
    m_waiting.clear();
    m_file.Close();
}

} // namespace ns3
