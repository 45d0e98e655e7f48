/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "skipped-lines.h"

#include <utility>

namespace ns3
{

SkippedLines::SkippedLines(std::string path, std::vector<InputProblem>& warnings)
    : m_path(std::move(path)),
      m_warnings(warnings)
{
}

SkippedLines::~SkippedLines()
{
    if (m_count > MAX_SHOWN)
    {
        const auto more = std::to_string(m_count - MAX_SHOWN);
        m_warnings.push_back({m_path, 0, more + " more lines could not be used", ""});
    }
}

void
SkippedLines::Add(int line, const std::string& what, const std::string& expected)
{
    if (++m_count <= MAX_SHOWN)
    {
        m_warnings.push_back({m_path, line, what, expected.empty() ? "" : "expected " + expected});
    }
}

} // namespace ns3
