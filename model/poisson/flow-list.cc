/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/flow-list.h"

#include "ns3/input-error.h"
#include "ns3/nearest-name.h"
#include "ns3/quantities.h"
#include "ns3/text-file.h"

#include <algorithm>
#include <array>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <unordered_map>

namespace ns3
{

namespace
{

constexpr const char* EXPECTED = "SOURCE DESTINATION GROUP PORT BYTES START, or without PORT";

/// The words of a line: no more than a line may have, and one to know that there are more.
struct Words
{
    std::array<std::string_view, 7> list;
    std::size_t count{0};
};

Words
Split(std::string_view line)
{
    constexpr std::string_view BLANKS = " \t\r";
    Words words;
    for (std::size_t from = line.find_first_not_of(BLANKS);
         from < line.size() && words.count < words.list.size();)
    {
        const std::size_t to = std::min(line.find_first_of(BLANKS, from), line.size());
        words.list[words.count++] = line.substr(from, to - from);
        from = line.find_first_not_of(BLANKS, to);
    }
    return words;
}

/// @return a whole number, or none
std::optional<uint64_t>
ParseWhole(std::string_view text)
{
    constexpr std::size_t MAX_DIGITS = 18;
    if (text.empty() || text.size() > MAX_DIGITS ||
        text.find_first_not_of("0123456789") != std::string_view::npos)
    {
        return std::nullopt;
    }
    return std::stoull(std::string(text));
}

class Reader
{
  public:
    Reader(const std::string& name, const std::vector<std::string>& hosts)
        : m_name(name),
          m_problems(name),
          m_hosts(hosts)
    {
        for (std::size_t i = 0; i < hosts.size(); ++i)
        {
            m_indices.emplace(hosts[i], static_cast<uint32_t>(i));
        }
    }

    FlowList Read(std::string_view text);

  private:
    void ReadFlow(int line, const Words& words);
    std::optional<uint32_t> ReadHost(int line, std::string_view word);
    /// @return a number in a range; 0 when there was a problem
    uint64_t ReadNumber(int line,
                        std::string_view word,
                        const char* what,
                        uint64_t maximum,
                        uint64_t minimum = 0);
    Time ReadStart(int line, std::string_view word);
    void CheckCount(std::string_view count);

    std::string m_name;
    InputProblems m_problems;
    const std::vector<std::string>& m_hosts;
    std::unordered_map<std::string_view, uint32_t> m_indices;
    std::size_t m_columns{0}; //!< of the first flow
    uint64_t m_lines{0};      //!< of flows, right or wrong
    Time m_start;             //!< of the flow before
    FlowList m_list;
};

FlowList
Reader::Read(std::string_view text)
{
    int line = 0;
    std::string_view count;
    for (std::size_t begin = 0; begin < text.size();)
    {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const auto words = Split(text.substr(begin, end - begin));
        begin = end + 1;
        ++line;
        if (line == 1)
        {
            count = words.count == 1 ? words.list[0] : std::string_view();
            if (!ParseWhole(count))
            {
                m_problems.Add(1, "this is not a number of flows", "one whole number");
                count = {};
            }
        }
        else if (words.count > 0)
        {
            ReadFlow(line, words);
        }
    }
    if (!count.empty())
    {
        CheckCount(count);
    }
    m_problems.ThrowIfAny();
    return std::move(m_list);
}

void
Reader::ReadFlow(int line, const Words& words)
{
    ++m_lines;
    const auto count = words.count;
    m_columns = m_columns == 0 ? count : m_columns;
    if (count < 5 || count > 6 || count != m_columns)
    {
        m_problems.Add(line, "this is not a flow like those before", EXPECTED);
        return;
    }
    const auto source = ReadHost(line, words.list[0]);
    const auto destination = ReadHost(line, words.list[1]);
    if (source && source == destination)
    {
        m_problems.Add(line,
                       "this flow goes from " + QuoteInput(words.list[0]) + " to itself",
                       "two different hosts");
    }
    ListedFlow flow{};
    flow.source = source.value_or(0);
    flow.destination = destination.value_or(0);
    flow.priorityGroup =
        static_cast<uint16_t>(ReadNumber(line, words.list[2], "a priority group", UINT16_MAX));
    flow.port =
        count == 5
            ? FlowList::DEFAULT_PORT
            : static_cast<uint16_t>(ReadNumber(line, words.list[3], "a port", UINT16_MAX, 1));
    flow.bytes = ReadNumber(line, words.list[count - 2], "a size", FlowList::MAX_BYTES);
    flow.start = ReadStart(line, words.list[count - 1]);
    m_list.flows.push_back(flow);
}

std::optional<uint32_t>
Reader::ReadHost(int line, std::string_view word)
{
    const auto named = m_indices.find(word);
    if (named != m_indices.end())
    {
        return named->second;
    }
    const auto index = ParseWhole(word);
    if (index && *index < m_hosts.size())
    {
        return static_cast<uint32_t>(*index);
    }
    m_problems.Add(line,
                   "there is no host " + QuoteInput(word) +
                       (index ? "" : SuggestName(word, m_hosts)),
                   "a name, or an index less than " + std::to_string(m_hosts.size()));
    return std::nullopt;
}

uint64_t
Reader::ReadNumber(int line,
                   std::string_view word,
                   const char* what,
                   uint64_t maximum,
                   uint64_t minimum)
{
    const auto number = ParseWhole(word);
    if (!number || *number > maximum || *number < minimum)
    {
        m_problems.Add(line,
                       QuoteInput(word) + " is not " + what,
                       "a whole number from " + std::to_string(minimum) + " to " +
                           std::to_string(maximum));
        return 0;
    }
    return *number;
}

Time
Reader::ReadStart(int line, std::string_view word)
{
    try
    {
        if (word.find_first_not_of("0123456789.eE+-") != std::string_view::npos)
        {
            throw ValueError("not a plain number", "a number of seconds");
        }
        const auto start = ParseTime(std::string(word) + "s");
        if (start < m_start)
        {
            m_problems.Add(line, "this flow starts before the one before it", "starts in order");
        }
        m_start = std::max(m_start, start);
    }
    catch (const ValueError&)
    {
        m_problems.Add(line, QuoteInput(word) + " is not a start", "a number of seconds");
    }
    return m_start;
}

void
Reader::CheckCount(std::string_view count)
{
    const auto lines = std::to_string(m_lines);
    if (*ParseWhole(count) == m_lines)
    {
        return;
    }
    // HPCC's generator writes the number over an estimate, of which digits may be left.
    if (m_lines > 0 && count.substr(0, lines.size()) == lines)
    {
        m_list.warnings.push_back(InputProblem{m_name,
                                               1,
                                               "the number of flows has digits of another one "
                                               "behind it: " +
                                                   lines + " are there",
                                               ""}
                                      .ToString());
        return;
    }
    m_problems.Add(1,
                   "flows said: " + std::string(count) + ", flows found: " + lines,
                   "the number of lines that follow");
}

/// @return seconds with nine decimals
std::string
FormatSeconds(Time time)
{
    constexpr int64_t NANOSECONDS = 1'000'000'000;
    const int64_t nanoseconds = time.GetNanoSeconds();
    const auto decimals = std::to_string(NANOSECONDS + nanoseconds % NANOSECONDS);
    return std::to_string(nanoseconds / NANOSECONDS) + '.' + decimals.substr(1);
}

} // namespace

FlowList
FlowList::Load(const std::string& path, const std::vector<std::string>& hosts)
{
    return Parse(ReadTextFile(path, "0123456789", "a list of flows"), path, hosts);
}

FlowList
FlowList::Parse(std::string_view text,
                const std::string& name,
                const std::vector<std::string>& hosts)
{
    return Reader(name, hosts).Read(text);
}

void
FlowList::Write(std::ostream& stream, Layout layout) const
{
    stream << flows.size() << '\n';
    Time before;
    for (const auto& flow : flows)
    {
        if (flow.start < before)
        {
            throw std::invalid_argument("FlowList: a flow starts before the one before it");
        }
        before = flow.start;
        stream << flow.source << ' ' << flow.destination << ' ' << flow.priorityGroup << ' ';
        if (layout == Layout::HPCC)
        {
            stream << flow.port << ' ';
        }
        stream << flow.bytes << ' ' << FormatSeconds(flow.start) << '\n';
    }
}

} // namespace ns3
