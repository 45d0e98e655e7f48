/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/memcached-text.h"

#include <algorithm>
#include <array>
#include <boost/crc.hpp>
#include <charconv>
#include <optional>

namespace ns3
{

namespace
{

constexpr std::string_view LINE_END = "\r\n";

/// @return the next word of a line, which is taken off; "" at its end
std::string_view
TakeWord(std::string_view& line)
{
    const auto from = std::min(line.find_first_not_of(' '), line.size());
    const auto to = std::min(line.find(' ', from), line.size());
    const auto word = line.substr(from, to - from);
    line.remove_prefix(to);
    return word;
}

template <typename T>
std::optional<T>
ParseNumber(std::string_view word)
{
    T number{};
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size())
    {
        return std::nullopt;
    }
    return number;
}

/// Forget what was used, now and then: not at each step, which would move all that follows.
void
Compact(std::string& buffer, std::size_t& begin)
{
    if (begin == buffer.size())
    {
        buffer.clear();
        begin = 0;
    }
    else if (begin > 4096 && begin > buffer.size() / 2)
    {
        buffer.erase(0, begin);
        begin = 0;
    }
}

} // namespace

std::string
MakeMemcachedSet(std::string_view key, std::string_view value)
{
    std::string text = "set ";
    text += key;
    text += " 0 0 " + std::to_string(value.size());
    text += LINE_END;
    text += value;
    text += LINE_END;
    return text;
}

std::string
MakeMemcachedGet(std::string_view key)
{
    std::string text = "get ";
    text += key;
    text += LINE_END;
    return text;
}

void
MemcachedCommandParser::Add(std::string_view bytes)
{
    const auto skipped = std::min(m_skip, bytes.size());
    m_skip -= skipped;
    Compact(m_buffer, m_begin);
    m_buffer += bytes.substr(skipped);
}

bool
MemcachedCommandParser::TakeLine(std::string_view& line)
{
    const auto end = m_buffer.find('\n', m_begin);
    if (end == std::string::npos)
    {
        return false;
    }
    line = std::string_view(m_buffer).substr(m_begin, end - m_begin);
    if (!line.empty() && line.back() == '\r')
    {
        line.remove_suffix(1);
    }
    m_begin = end + 1;
    return true;
}

bool
MemcachedCommandParser::Next(MemcachedCommand& command)
{
    if (!m_inValue)
    {
        std::string_view line;
        if (!TakeLine(line))
        {
            if (m_buffer.size() - m_begin <= MAX_LINE)
            {
                return false;
            }
            m_begin = m_buffer.size();
            command = MemcachedCommand();
            command.kind = MemcachedCommand::BAD;
            command.error = "line too long";
            return true;
        }
        command = MemcachedCommand();
        ReadLine(line, command);
        if (command.kind == MemcachedCommand::TOO_LARGE)
        {
            const auto rest = m_size + LINE_END.size();
            const auto here = std::min(rest, m_buffer.size() - m_begin);
            m_begin += here;
            m_skip = rest - here;
        }
        if (command.kind != MemcachedCommand::SET)
        {
            return true;
        }
        m_inValue = true;
        m_set = std::move(command);
    }
    if (m_buffer.size() - m_begin < m_size + LINE_END.size())
    {
        return false;
    }
    m_inValue = false;
    command = std::move(m_set);
    command.value = m_buffer.substr(m_begin, m_size);
    if (std::string_view(m_buffer).substr(m_begin + m_size, LINE_END.size()) != LINE_END)
    {
        command.kind = MemcachedCommand::BAD;
        command.error = "bad data chunk";
    }
    // As in memcached, what follows is a command, also after a bad chunk.
    m_begin += m_size + LINE_END.size();
    return true;
}

void
MemcachedCommandParser::ReadLine(std::string_view line, MemcachedCommand& command)
{
    const auto name = TakeWord(line);
    const auto refuse = [&command](const char* error) {
        command.kind = MemcachedCommand::BAD;
        command.error = error;
    };
    if (name == "quit")
    {
        command.kind = MemcachedCommand::QUIT;
        return;
    }
    if (name != "get" && name != "set")
    {
        command.kind = MemcachedCommand::UNKNOWN;
        return;
    }
    command.kind = name == "get" ? MemcachedCommand::GET : MemcachedCommand::SET;
    do
    {
        const auto key = TakeWord(line);
        if (key.empty() && command.kind == MemcachedCommand::GET && !command.keys.empty())
        {
            return;
        }
        if (key.empty())
        {
            command.kind = MemcachedCommand::UNKNOWN;
            return;
        }
        if (key.size() > MAX_KEY)
        {
            refuse("bad command line format");
            return;
        }
        command.keys.emplace_back(key);
    } while (command.kind == MemcachedCommand::GET);

    const auto flags = ParseNumber<uint32_t>(TakeWord(line));
    const auto expiry = ParseNumber<int64_t>(TakeWord(line));
    const auto size = ParseNumber<uint32_t>(TakeWord(line));
    const auto last = TakeWord(line);
    if (!flags || !expiry || !size || !(last.empty() || last == "noreply"))
    {
        refuse("bad command line format");
        return;
    }
    command.flags = *flags;
    command.noReply = !last.empty();
    m_size = *size;
    if (m_size > MAX_VALUE)
    {
        command.kind = MemcachedCommand::TOO_LARGE;
    }
}

void
MemcachedReplyParser::Add(std::string_view bytes)
{
    Compact(m_buffer, m_begin);
    m_buffer += bytes;
}

bool
MemcachedReplyParser::Next(MemcachedReply& reply)
{
    const auto lineEnd = m_buffer.find(LINE_END, m_begin);
    if (lineEnd == std::string::npos)
    {
        if (m_buffer.size() - m_begin <= MemcachedCommandParser::MAX_LINE)
        {
            return false;
        }
        reply = MemcachedReply();
        reply.value = "line too long";
        m_begin = m_buffer.size();
        return true;
    }
    auto line = std::string_view(m_buffer).substr(m_begin, lineEnd - m_begin);
    const auto whole = line;
    const auto afterLine = lineEnd + LINE_END.size();
    const auto word = TakeWord(line);
    reply = MemcachedReply();
    if (word != "VALUE")
    {
        reply.kind = whole == "STORED" ? MemcachedReply::STORED
                     : whole == "END"  ? MemcachedReply::END
                                       : MemcachedReply::ERROR;
        reply.value = reply.kind == MemcachedReply::ERROR ? whole : "";
        m_begin = afterLine;
        return true;
    }
    // VALUE KEY FLAGS SIZE, the value, END
    constexpr std::string_view TAIL = "\r\nEND\r\n";
    const auto key = TakeWord(line);
    TakeWord(line);
    const auto size = ParseNumber<uint32_t>(TakeWord(line));
    if (!size || *size > MemcachedCommandParser::MAX_VALUE)
    {
        reply.value = whole;
        m_begin = afterLine;
        return true;
    }
    const std::size_t end = afterLine + *size + TAIL.size();
    if (m_buffer.size() < end)
    {
        return false;
    }
    if (std::string_view(m_buffer).substr(afterLine + *size, TAIL.size()) != TAIL)
    {
        reply.value = whole;
        m_begin = end;
        return true;
    }
    reply.kind = MemcachedReply::VALUE;
    reply.key = key;
    reply.value = m_buffer.substr(afterLine, *size);
    m_begin = end;
    return true;
}

std::size_t
MemcachedReplyParser::GetUnused() const
{
    return m_buffer.size() - m_begin;
}

std::size_t
ChooseMemcachedServer(std::string_view key, std::size_t n)
{
    boost::crc_32_type crc;
    crc.process_bytes(key.data(), key.size());
    const std::size_t hash = crc.checksum() >> 16 & 0x7fff;
    return (hash == 0 ? 1 : hash) % n;
}

} // namespace ns3
