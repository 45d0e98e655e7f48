/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/flow-trace-reader.h"

#include "ns3/flow-group-config.h"
#include "ns3/flow-group-value.h"
#include "ns3/host-directory.h"
#include "ns3/input-error.h"
#include "ns3/text-file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>

namespace ns3
{

namespace
{

constexpr int MAX_PROBLEMS = 100;
/// Of memcached.
constexpr std::size_t MAX_KEY_SIZE = 250;
constexpr int64_t MICROSECONDS = 1'000'000;

/// The words of a line: no more than a line may have, and one to know that there are more.
struct Words
{
    std::array<std::string_view, 9> list;
    std::size_t count{0};
};

/// @return the next word of a line, which is taken off; "" at its end
std::string_view
TakeWord(std::string_view& line)
{
    constexpr std::string_view BLANKS = " \t\r";
    const auto from = std::min(line.find_first_not_of(BLANKS), line.size());
    const auto to = std::min(line.find_first_of(BLANKS, from), line.size());
    const auto word = line.substr(from, to - from);
    line.remove_prefix(to);
    return word;
}

Words
Split(std::string_view line)
{
    Words words;
    while (words.count < words.list.size())
    {
        const auto word = TakeWord(line);
        if (word.empty())
        {
            break;
        }
        words.list[words.count++] = word;
    }
    return words;
}

class Reader
{
  public:
    Reader(const std::string& name, const FlowGroupHosts& hosts, FlowTrace::Variant variant)
        : m_problems(name),
          m_known(hosts),
          m_is2021(variant == FlowTrace::Variant::SECONDS_2021)
    {
        m_trace.SetFile(name);
    }

    /// @return the trace, unsorted
    FlowTrace Read(std::string_view text);

  private:
    void ReadServers(std::string_view line);
    void ReadEvent(const Words& words);
    void ReadFlow(int64_t time, uint32_t host, const Words& words, bool isSized);
    uint32_t FindHost(std::string_view name);
    uint32_t FindDestination(std::string_view address);
    int64_t ReadTime(std::string_view word, const char* what);
    int64_t ReadNumber(std::string_view word, const char* what);
    void Refuse(const std::string& what, const std::string& expected);

    InputProblems m_problems;
    const FlowGroupHosts& m_known;
    bool m_is2021;
    int m_line{1};
    int m_nProblems{0};
    FlowTrace m_trace;
    std::unordered_map<std::string, uint32_t> m_destinations; //!< by address, as it is written
};

FlowTrace
Reader::Read(std::string_view text)
{
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    const auto firstEnd = std::min(text.find('\n'), text.size());
    ReadServers(text.substr(0, firstEnd));
    text.remove_prefix(std::min(firstEnd + 1, text.size()));
    // Nobody knows yet of which there are how many; what is not used is not touched.
    m_trace.Reserve(lines, lines);
    while (!text.empty() && m_nProblems < MAX_PROBLEMS)
    {
        ++m_line;
        const auto end = std::min(text.find('\n'), text.size());
        const auto words = Split(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (words.count > 0)
        {
            ReadEvent(words);
        }
    }
    if (m_nProblems == MAX_PROBLEMS)
    {
        m_problems.Add(m_line, "there may be more problems: reading ends here");
    }
    m_problems.ThrowIfAny();
    return std::move(m_trace);
}

void
Reader::ReadServers(std::string_view line)
{
    while (true)
    {
        const auto first = TakeWord(line);
        if (first.empty())
        {
            return;
        }
        const auto quad = std::string(m_is2021 ? first : TakeWord(line));
        if (!HostDirectory::IsAddress(quad))
        {
            Refuse(QuoteInput(quad.empty() ? first : quad) + " is not the address of a server",
                   m_is2021 ? "addresses of key-value servers" : "NAME ADDRESS of each server");
            return;
        }
        const Ipv4Address address(quad.c_str());
        const auto name = m_is2021 ? m_known.NameOf(address).value_or(quad) : std::string(first);
        const auto known = m_trace.FindHost(name);
        if (known && m_trace.GetHosts()[*known].address != address)
        {
            Refuse("host " + QuoteInput(name) + " has two addresses", "one of each server");
        }
        const auto host = m_trace.AddHost(name, address, m_line);
        if (m_destinations.emplace(quad, host).first->second != host)
        {
            Refuse("two hosts have the address " + quad, "one of each server");
        }
        m_trace.AddServer(host);
    }
}

void
Reader::ReadEvent(const Words& words)
{
    constexpr auto EXPECTED = "HOST TIME KIND and what the kind needs, with kinds 0 to 3";
    if (words.count < 3)
    {
        Refuse("this is not an event", EXPECTED);
        return;
    }
    const auto kind = words.list[2];
    if (kind.size() != 1 || kind[0] < '0' || kind[0] > (m_is2021 ? '2' : '3'))
    {
        Refuse(QuoteInput(kind) + " is not a kind of event",
               m_is2021 ? "0, 1 or 2" : "0, 1, 2 or 3");
        return;
    }
    const std::array<std::size_t, 4> current{5, 4, 7, 8};
    const std::size_t needed = m_is2021 && kind == "2" ? 5 : current[kind[0] - '0'];
    if (words.count != needed)
    {
        const std::array<const char*, 4> layouts{"HOST TIME 0 KEY VALUE",
                                                 "HOST TIME 1 KEY",
                                                 "HOST TIME 2 ADDRESS DURATION ON GAP",
                                                 "HOST TIME 3 ADDRESS BYTES DURATION ON GAP"};
        Refuse(
            "an event of kind " + std::string(kind) + " has " + std::to_string(needed) + " words",
            needed == 5 && kind == "2" ? "HOST TIME 2 ADDRESS DURATION" : layouts[kind[0] - '0']);
        return;
    }
    const auto host = FindHost(words.list[0]);
    const auto time = ReadTime(words.list[1], "a time");
    if (kind == "2" || kind == "3")
    {
        ReadFlow(time, host, words, kind == "3");
        return;
    }
    const auto key = words.list[3];
    if (m_trace.GetServers().empty())
    {
        Refuse("this request has no server to go to", "key-value servers in the first line");
    }
    if (key.size() > MAX_KEY_SIZE)
    {
        Refuse("this key is too long", "at most 250 bytes");
    }
    if (kind == "1")
    {
        m_trace.AddGet(time, host, key);
        return;
    }
    if (words.list[4].size() > FlowGroupConfig::MAX_VALUE_SIZE)
    {
        Refuse("this value is too long", "at most 1000000 bytes");
    }
    m_trace.AddSet(time, host, key, words.list[4]);
}

void
Reader::ReadFlow(int64_t time, uint32_t host, const Words& words, bool isSized)
{
    FlowTrace::Flow flow{};
    flow.time = time;
    flow.host = host;
    flow.destination = FindDestination(words.list[3]);
    std::size_t next = 4;
    if (isSized)
    {
        flow.bytes = static_cast<uint64_t>(ReadNumber(words.list[next++], "a number of bytes"));
        if (flow.bytes == 0)
        {
            Refuse("this flow has no bytes", "a positive number");
        }
    }
    flow.duration = ReadTime(words.list[next++], "a duration");
    if (!m_is2021)
    {
        flow.on = ReadTime(words.list[next++], "the duration of a flowlet");
        flow.gap = ReadTime(words.list[next++], "a gap");
    }
    m_trace.AddFlow(flow);
}

uint32_t
Reader::FindHost(std::string_view word)
{
    const std::string name(word);
    if (const auto known = m_trace.FindHost(name))
    {
        return *known;
    }
    const auto address = m_known.AddressOf(name);
    if (!address)
    {
        Refuse("there is no host " + QuoteInput(name) + m_known.Suggest(name), m_known.Describe());
    }
    return m_trace.AddHost(name, address, m_line);
}

uint32_t
Reader::FindDestination(std::string_view word)
{
    const std::string quad(word);
    const auto found = m_destinations.find(quad);
    if (found != m_destinations.end())
    {
        return found->second;
    }
    uint32_t host = 0;
    if (HostDirectory::IsAddress(quad))
    {
        const Ipv4Address address(quad.c_str());
        host = m_trace.AddHost(m_known.NameOf(address).value_or(quad), address, m_line);
    }
    else
    {
        Refuse(QuoteInput(quad) + " is not an address", "an IPv4 address");
    }
    m_destinations.emplace(quad, host);
    return host;
}

int64_t
Reader::ReadTime(std::string_view word, const char* what)
{
    if (!m_is2021)
    {
        return ReadNumber(word, what);
    }
    double seconds = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), seconds);
    if (error != std::errc() || end != word.data() + word.size() || !(seconds >= 0) ||
        seconds > static_cast<double>(FlowGroupValue::MAXIMUM) / MICROSECONDS)
    {
        Refuse(QuoteInput(word) + " is not " + what, "a number of seconds");
        return 0;
    }
    return static_cast<int64_t>(seconds * MICROSECONDS + 0.5);
}

int64_t
Reader::ReadNumber(std::string_view word, const char* what)
{
    int64_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size() || number < 0 ||
        number > FlowGroupValue::MAXIMUM || word[0] == '-')
    {
        Refuse(QuoteInput(word) + " is not " + what, "a whole number from 0 to 10^15");
        return 0;
    }
    return number;
}

void
Reader::Refuse(const std::string& what, const std::string& expected)
{
    m_problems.Add(m_line, what, expected);
    ++m_nProblems;
}

/// A trace without servers, flows and requests, as the generator may write it.
bool
IsOneNewline(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return file.get() == '\n' && file.peek() == std::ifstream::traits_type::eof();
}

} // namespace

FlowTrace
LoadFlowTrace(const std::string& path, const FlowGroupHosts& hosts, FlowTrace::Variant variant)
{
    constexpr std::string_view OPENINGS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                          "0123456789_-.";
    auto text = IsOneNewline(path) ? std::string("\n")
                                   : ReadTextFile(path, OPENINGS, "a trace of flows and requests");
    auto trace = Reader(path, hosts, variant).Read(text);
    text = std::string(); // sorting takes room
    trace.Sort();
    return trace;
}

FlowTrace
ParseFlowTrace(std::string_view text,
               const std::string& name,
               const FlowGroupHosts& hosts,
               FlowTrace::Variant variant)
{
    auto trace = Reader(name, hosts, variant).Read(text);
    trace.Sort();
    return trace;
}

} // namespace ns3
