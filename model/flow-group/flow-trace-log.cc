/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/flow-trace-log.h"

#include "ns3/input-error.h"

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace ns3
{

void
FlowTraceLog::FileCloser::operator()(std::FILE* file) const
{
    std::fclose(file);
}

void
FlowTraceLog::Open(const std::string& path)
{
    m_path = path;
    m_file.reset(std::fopen(path.c_str(), "w"));
    if (!m_file)
    {
        throw InputError(path,
                         0,
                         std::string("no log can be written here: ") + std::strerror(errno),
                         "expected a directory that exists");
    }
}

bool
FlowTraceLog::IsOpen() const
{
    return bool(m_file);
}

void
FlowTraceLog::WriteLine(const std::string& line)
{
    if (m_file &&
        (std::fputs(line.c_str(), m_file.get()) < 0 || std::fputc('\n', m_file.get()) < 0) &&
        m_writeError == 0)
    {
        m_writeError = errno;
    }
}

void
FlowTraceLog::WriteInOrder(uint64_t number, const std::string& line)
{
    if (!m_file)
    {
        return;
    }
    m_waiting.emplace(number, line);
    while (!m_waiting.empty() && m_waiting.begin()->first == m_next)
    {
        if (!m_waiting.begin()->second.empty())
        {
            WriteLine(m_waiting.begin()->second);
        }
        m_waiting.erase(m_waiting.begin());
        ++m_next;
    }
}

void
FlowTraceLog::Close()
{
    for (const auto& [number, line] : m_waiting)
    {
        if (!line.empty())
        {
            WriteLine(line);
        }
    }
    m_waiting.clear();
    if (m_file && std::fclose(m_file.release()) != 0 && m_writeError == 0)
    {
        m_writeError = errno;
    }
    if (m_writeError != 0)
    {
        throw std::system_error(std::exchange(m_writeError, 0), std::generic_category(), m_path);
    }
}

} // namespace ns3
