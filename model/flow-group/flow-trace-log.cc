/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/flow-trace-log.h"

#include "ns3/input-error.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
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
FlowTraceLog::Close()
{
    if (m_file && std::fclose(m_file.release()) != 0 && m_writeError == 0)
    {
        m_writeError = errno;
    }
    if (m_writeError != 0)
    {
        throw std::system_error(std::exchange(m_writeError, 0), std::generic_category(), m_path);
    }
}

void
FlowTraceValueLog::Open(const std::string& path, const char* format)
{
    m_log.Open(path);
    m_format = format;
}

void
FlowTraceValueLog::Write(uint64_t number, std::optional<double> value)
{
    if (!m_log.IsOpen())
    {
        return;
    }
    if (number > m_next)
    {
        m_waiting.resize(std::max<std::size_t>(m_waiting.size(), number - m_next + 1));
        m_waiting[number - m_next] = {true, value};
        return;
    }
    WriteNow(value);
    ++m_next;
    if (!m_waiting.empty())
    {
        m_waiting.pop_front();
    }
    for (; !m_waiting.empty() && m_waiting.front().isKnown; ++m_next)
    {
        WriteNow(m_waiting.front().value);
        m_waiting.pop_front();
    }
}

void
FlowTraceValueLog::Close()
{
    for (const auto& each : m_waiting)
    {
        WriteNow(each.value);
    }
    m_waiting.clear();
    m_log.Close();
}

void
FlowTraceValueLog::WriteNow(std::optional<double> value)
{
    if (value)
    {
        char text[64];
        std::snprintf(text, sizeof(text), m_format, *value);
        m_log.WriteLine(text);
    }
}

} // namespace ns3
