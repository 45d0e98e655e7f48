/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/gensyn-http.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace ns3
{

namespace
{

constexpr std::string_view END_OF_LINE = "\r\n";
constexpr std::string_view END_OF_HEAD = "\r\n\r\n";

bool
IsEqualIgnoringCase(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
        return std::tolower(x) == std::tolower(y);
    });
}

std::string_view
Trim(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    const auto last = text.find_last_not_of(" \t");
    return first == std::string_view::npos ? "" : text.substr(first, last - first + 1);
}

/// @return the next line, which is taken off the text
std::string_view
TakeLine(std::string_view& text)
{
    const auto end = text.find(END_OF_LINE);
    const auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + END_OF_LINE.size());
    return line;
}

/// @return the next word of a line, which is taken off it
std::string_view
TakeWord(std::string_view& line)
{
    const auto end = line.find(' ');
    const auto word = line.substr(0, end);
    line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
    return word;
}

/// @return the value of a field, or none
std::optional<std::string_view>
FindField(std::string_view fields, std::string_view name)
{
    while (!fields.empty())
    {
        const auto line = TakeLine(fields);
        const auto colon = line.find(':');
        if (colon != std::string_view::npos && IsEqualIgnoringCase(line.substr(0, colon), name))
        {
            return Trim(line.substr(colon + 1));
        }
    }
    return std::nullopt;
}

std::optional<uint64_t>
ParseWhole(std::string_view text)
{
    uint64_t number = 0;
    const auto* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, number);
    const bool isWhole = !text.empty() && result.ec == std::errc() && result.ptr == end;
    return isWhole ? std::optional<uint64_t>(number) : std::nullopt;
}

const char*
ReasonOf(int status)
{
    switch (status)
    {
    case 200:
        return "OK";
    case 400:
        return "Bad Request";
    case 404:
        return "Not Found";
    default:
        return "Error";
    }
}

} // namespace

std::string
GensynHttpRequest::ToText() const
{
    return method + " " + path + " HTTP/1.1\r\nHost: " + host +
           "\r\nUser-Agent: GenSyn\r\nAccept: */*\r\nConnection: close\r\n\r\n";
}

std::optional<GensynHttpRequest>
GensynHttpRequest::Parse(std::string_view head)
{
    auto line = TakeLine(head);
    GensynHttpRequest request;
    request.method = TakeWord(line);
    request.path = TakeWord(line);
    request.host = FindField(head, "Host").value_or("");
    const bool isHttp = line.substr(0, 7) == "HTTP/1.";
    return isHttp && !request.method.empty() && !request.path.empty()
               ? std::optional<GensynHttpRequest>(request)
               : std::nullopt;
}

std::string
GensynHttpResponse::ToText() const
{
    std::string text = "HTTP/1.1 " + std::to_string(status) + " " + ReasonOf(status) +
                       "\r\nServer: content-server\r\nContent-Type: application/octet-stream\r\n";
    if (length)
    {
        text += "Content-Length: " + std::to_string(*length) + "\r\n";
    }
    return text + "Connection: close\r\n\r\n";
}

std::optional<GensynHttpResponse>
GensynHttpResponse::Parse(std::string_view head)
{
    auto line = TakeLine(head);
    const auto version = TakeWord(line);
    const auto status = ParseWhole(TakeWord(line));
    if (version.substr(0, 7) != "HTTP/1." || !status || *status < 100 || *status > 999)
    {
        return std::nullopt;
    }
    GensynHttpResponse response;
    response.status = static_cast<int>(*status);
    if (const auto length = FindField(head, "Content-Length"))
    {
        response.length = ParseWhole(*length);
        if (!response.length)
        {
            return std::nullopt;
        }
    }
    return response;
}

GensynHttpHead::State
GensynHttpHead::Add(std::string_view& bytes)
{
    // The end may have begun in the bytes before.
    const auto known = m_text.size();
    const auto from = known < END_OF_HEAD.size() ? 0 : known - (END_OF_HEAD.size() - 1);
    m_text.append(bytes.substr(0, LARGEST + 1 - std::min(known, LARGEST)));
    const auto end = m_text.find(END_OF_HEAD, from);
    if (end == std::string::npos)
    {
        bytes = {};
        return m_text.size() > LARGEST ? TOO_LARGE : INCOMPLETE;
    }
    m_text.resize(end + END_OF_HEAD.size());
    bytes.remove_prefix(m_text.size() - known);
    return COMPLETE;
}

const std::string&
GensynHttpHead::GetText() const
{
    return m_text;
}

void
GensynHttpHead::Clear()
{
    m_text.clear();
}

std::string
MakeGensynPath(uint64_t bytes)
{
    return "/" + std::to_string(bytes);
}

std::optional<uint64_t>
ParseGensynPath(std::string_view path)
{
    path.remove_prefix(path.rfind('/') + 1); // npos + 1: all of it
    return ParseWhole(path.substr(0, path.find('.')));
}

} // namespace ns3
