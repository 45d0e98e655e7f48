/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "log-lines.h"

#include "skipped-lines.h"

#include "ns3/input-error.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <zlib.h>

namespace ns3
{

namespace
{

constexpr unsigned READ_SIZE = 1 << 18;

/// @return what is wrong with a file that has just been read; empty when nothing is
std::string
DescribeError(gzFile_s* file)
{
    int error = Z_OK;
    const std::string what = gzerror(file, &error);
    const auto colon = what.rfind(": "); // after the name of the file
    return error == Z_BUF_ERROR ? "the compressed file ends too early"
           : error == Z_ERRNO   ? std::string("cannot be read further: ") + std::strerror(errno)
           : error < 0          ? "the compressed file is damaged: " +
                             what.substr(colon == std::string::npos ? 0 : colon + 2)
                       : "";
}

} // namespace

void
LogLines::Closer::operator()(gzFile_s* file) const
{
    gzclose_r(file);
}

LogLines::File
LogLines::Open(const std::string& path)
{
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status))
    {
        throw InputError(path, 0, "cannot be read: " + error.message());
    }
    if (!std::filesystem::is_regular_file(status))
    {
        throw InputError(path, 0, "this is not a regular file");
    }
    errno = 0;
    File file(gzopen(path.c_str(), "rb"));
    if (!file)
    {
        throw InputError(path, 0, std::string("cannot be read: ") + std::strerror(errno));
    }
    gzbuffer(file.get(), READ_SIZE);
    return file;
}

LogLines::LogLines(const std::string& path)
    : m_file(Open(path))
{
}

bool
LogLines::Fill()
{
    if (m_isExhausted)
    {
        return false;
    }
    m_buffer.erase(0, m_next);
    m_begin = 0;
    m_next = 0;
    const auto before = m_buffer.size();
    m_buffer.resize(before + READ_SIZE);
    const int size = gzread(m_file.get(), m_buffer.data() + before, READ_SIZE);
    m_buffer.resize(before + (size > 0 ? size : 0));
    if (size < static_cast<int>(READ_SIZE))
    {
        m_isExhausted = true;
        m_damage = DescribeError(m_file.get());
    }
    return m_buffer.size() > before;
}

bool
LogLines::Next(SkippedLines& skipped)
{
    std::size_t searched = 0; // bytes of the line that hold no end
    bool isTooLong = false;
    m_begin = m_next;
    while (true)
    {
        const auto end = m_buffer.find('\n', m_begin + searched);
        if (end != std::string::npos)
        {
            m_length = end - m_begin;
            m_next = end + 1;
            m_isEnded = true;
            ++m_number;
            if (!isTooLong)
            {
                break;
            }
            m_begin = m_next;
            searched = 0;
            isTooLong = false;
            continue;
        }
        searched = m_buffer.size() - m_begin;
        if (searched > MAX_LENGTH && !isTooLong)
        {
            skipped.Add(m_number + 1, "the line is longer than 64 MiB", "a line of a log");
            isTooLong = true;
        }
        if (isTooLong)
        {
            m_begin = m_next = m_buffer.size();
            searched = 0;
        }
        if (!Fill())
        {
            if (!m_damage.empty())
            {
                skipped.Add(m_number + 1, m_damage);
                m_damage.clear();
            }
            m_length = m_buffer.size() - m_begin;
            m_next = m_buffer.size();
            m_isEnded = false;
            if (m_length == 0)
            {
                return false;
            }
            ++m_number;
            break;
        }
    }
    if (m_length > 0 && m_buffer[m_begin + m_length - 1] == '\r')
    {
        --m_length;
    }
    return true;
}

std::string_view
LogLines::Get() const
{
    return std::string_view(m_buffer).substr(m_begin, m_length);
}

int
LogLines::GetNumber() const
{
    return m_number;
}

bool
LogLines::IsEnded() const
{
    return m_isEnded;
}

std::string
LogLines::ReadHead(const std::string& path, std::size_t most)
{
    const auto file = Open(path);
    std::string head(most, '\0');
    const int size = gzread(file.get(), head.data(), static_cast<unsigned>(most));
    head.resize(size > 0 ? size : 0);
    if (const auto damage = DescribeError(file.get()); head.empty() && !damage.empty())
    {
        throw InputError(path, 0, damage);
    }
    return head;
}

} // namespace ns3
