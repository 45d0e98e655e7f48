/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/text-file.h"

#include "ns3/input-error.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace ns3
{

namespace
{

constexpr std::size_t HEAD_SIZE = 4096;

/// @return what is wrong with the first bytes of a file, or "" when they may open such a text
std::string
JudgeHead(std::string_view head, bool isWhole, std::string_view openings)
{
    if (head.find('\0') != std::string_view::npos)
    {
        return "this is a binary file";
    }
    constexpr std::string_view BYTE_ORDER_MARK = "\xEF\xBB\xBF";
    if (head.substr(0, BYTE_ORDER_MARK.size()) == BYTE_ORDER_MARK)
    {
        head.remove_prefix(BYTE_ORDER_MARK.size());
    }
    const std::size_t first = head.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
    {
        return isWhole ? "the file is empty" : "";
    }
    if (openings.find(head[first]) == std::string_view::npos)
    {
        return "the file begins with " + QuoteInput(head.substr(first, 20));
    }
    return "";
}

} // namespace

std::string
ReadTextFile(const std::string& path, std::string_view openings, const std::string& kind)
{
    const std::string expected = kind + " was expected";
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status))
    {
        throw InputError(path, 0, "cannot be read: " + error.message(), expected);
    }
    if (!std::filesystem::is_regular_file(status))
    {
        throw InputError(path,
                         0,
                         std::filesystem::is_directory(status) ? "this is a directory"
                                                               : "this is not a regular file",
                         expected);
    }
    std::ifstream stream(path, std::ios::binary);
    const std::size_t size = stream ? std::filesystem::file_size(path, error) : 0;
    std::string text(std::min(size, HEAD_SIZE), '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!stream || error)
    {
        throw InputError(path, 0, std::string("cannot be read: ") + std::strerror(errno), expected);
    }
    const auto judge = [&](bool isWhole) {
        if (const auto wrong = JudgeHead(text, isWhole, openings); !wrong.empty())
        {
            throw InputError(path, 0, wrong, expected);
        }
    };
    judge(size < HEAD_SIZE);
    const std::size_t headSize = text.size();
    text.resize(size);
    stream.read(text.data() + headSize, static_cast<std::streamsize>(size - headSize));
    text.resize(headSize + static_cast<std::size_t>(stream.gcount()));
    judge(true); // it may begin with nothing but blanks
    return text;
}

} // namespace ns3
