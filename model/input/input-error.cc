/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/input-error.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace ns3
{

namespace
{

/// Lines to print: a file may hold a mistake a hundred thousand times.
constexpr std::size_t MAX_PROBLEMS_SHOWN = 50;

/// @return a text without what a terminal obeys
std::string
Escape(std::string_view text)
{
    constexpr char DIGITS[] = "0123456789abcdef";
    std::string escaped;
    for (char c : text)
    {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\n')
        {
            escaped += "\\n";
        }
        else if (c == '\t')
        {
            escaped += "\\t";
        }
        else if (byte < 0x20 || byte == 0x7f)
        {
            escaped += {'\\', 'x', DIGITS[byte >> 4], DIGITS[byte & 0xf]};
        }
        else
        {
            escaped += c;
        }
    }
    return escaped;
}

std::string
Join(const std::vector<InputProblem>& problems)
{
    std::string lines;
    const std::size_t shown = std::min(problems.size(), MAX_PROBLEMS_SHOWN);
    for (std::size_t i = 0; i < shown; ++i)
    {
        lines += (i == 0 ? "" : "\n") + problems[i].ToString();
    }
    if (shown < problems.size())
    {
        lines += "\n" + Escape(problems.back().file) + ": " +
                 std::to_string(problems.size() - shown) + " more problems";
    }
    return lines;
}

} // namespace

std::string
QuoteInput(std::string_view text)
{
    constexpr std::size_t MAX_SHOWN = 60;
    std::size_t shown = std::min(text.size(), MAX_SHOWN);
    while (shown < text.size() && shown > 0 && (text[shown] & 0xc0) == 0x80)
    {
        --shown; // no half characters of UTF-8
    }
    const auto quoted = "\"" + Escape(text.substr(0, shown));
    return quoted + (shown < text.size() ? "...\"" : "\"");
}

ValueError::ValueError(const std::string& what, std::string expected)
    : std::runtime_error(what),
      m_expected(std::move(expected))
{
}

const std::string&
ValueError::GetExpected() const
{
    return m_expected;
}

std::string
InputProblem::ToString() const
{
    std::string text = Escape(file);
    if (line > 0)
    {
        text += ":" + std::to_string(line);
    }
    text += ": " + Escape(what);
    if (!expected.empty())
    {
        text += " (" + Escape(expected) + ")";
    }
    return text;
}

InputError::InputError(std::string file, int line, std::string what, std::string expected)
    : InputError({InputProblem{std::move(file), line, std::move(what), std::move(expected)}})
{
}

InputError::InputError(std::vector<InputProblem> problems)
    : std::runtime_error(Join(problems)),
      m_problems(std::move(problems))
{
}

const std::vector<InputProblem>&
InputError::GetProblems() const
{
    return m_problems;
}

InputProblems::InputProblems(std::string file)
    : m_file(std::move(file))
{
}

void
InputProblems::Add(int line, std::string what, std::string expected)
{
    m_problems.push_back({m_file, line, std::move(what), std::move(expected)});
}

void
InputProblems::Add(const InputError& error)
{
    m_problems.insert(m_problems.end(), error.GetProblems().begin(), error.GetProblems().end());
}

bool
InputProblems::IsEmpty() const
{
    return m_problems.empty();
}

void
InputProblems::ThrowIfAny() const
{
    if (m_problems.empty())
    {
        return;
    }
    std::vector<InputProblem> sorted = m_problems;
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
        return std::tie(a.file, a.line) < std::tie(b.file, b.line);
    });
    throw InputError(std::move(sorted));
}

} // namespace ns3
