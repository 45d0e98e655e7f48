/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/flow-trace.h"

#include "ns3/flow-group-value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <ostream>
#include <stdexcept>

namespace ns3
{

namespace
{

constexpr std::size_t WRITE_OUT_SIZE = 64 * 1024;

void
AppendNumber(std::string& text, uint64_t number)
{
    std::array<char, 20> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    text.append(digits.data(), end);
}

std::string
ToText(Ipv4Address address)
{
    std::string text;
    for (int shift = 24; shift >= 0; shift -= 8)
    {
        AppendNumber(text, address.Get() >> shift & 0xff);
        text += shift > 0 ? "." : "";
    }
    return text;
}

/// Puts the lines of a trace together.
class Writer
{
  public:
    Writer(const FlowTrace& trace, std::ostream& stream, FlowTrace::Variant variant)
        : m_trace(trace),
          m_stream(stream),
          m_is2021(variant == FlowTrace::Variant::SECONDS_2021)
    {
        for (const auto& host : trace.GetHosts())
        {
            m_addresses.push_back(host.address ? ToText(*host.address) : "");
        }
    }

    void Write();

  private:
    void AppendTime(int64_t time);
    void AppendStart(uint32_t host, int64_t time, char kind);
    void Append(const FlowTrace::Flow& flow);
    void Append(const FlowTrace::Request& request);
    void EndLine();

    const FlowTrace& m_trace;
    std::ostream& m_stream;
    bool m_is2021;
    std::vector<std::string> m_addresses; //!< of hosts
    std::string m_text;                   //!< on its way to the stream
};

void
Writer::Write()
{
    for (const auto server : m_trace.GetServers())
    {
        m_text += m_is2021 ? "" : m_trace.GetHosts()[server].name + ' ';
        m_text += m_addresses[server] + ' ';
    }
    EndLine();
    auto flow = m_trace.GetFlows().begin();
    auto request = m_trace.GetRequests().begin();
    while (flow != m_trace.GetFlows().end() || request != m_trace.GetRequests().end())
    {
        if (flow == m_trace.GetFlows().end() ||
            (request != m_trace.GetRequests().end() && request->time < flow->time))
        {
            Append(*request++);
        }
        else
        {
            Append(*flow++);
        }
    }
    m_stream.write(m_text.data(), static_cast<std::streamsize>(m_text.size()));
}

void
Writer::AppendTime(int64_t time)
{
    constexpr int64_t MICROSECONDS = 1'000'000;
    if (!m_is2021)
    {
        AppendNumber(m_text, time);
        return;
    }
    AppendNumber(m_text, time / MICROSECONDS);
    const auto point = m_text.size();
    AppendNumber(m_text, MICROSECONDS + time % MICROSECONDS);
    m_text[point] = '.'; // in place of the leading 1
}

void
Writer::AppendStart(uint32_t host, int64_t time, char kind)
{
    m_text += m_trace.GetHosts()[host].name;
    m_text += ' ';
    AppendTime(time);
    m_text += ' ';
    m_text += kind;
    m_text += ' ';
}

void
Writer::Append(const FlowTrace::Flow& flow)
{
    if (m_is2021 && (flow.bytes > 0 || flow.on > 0))
    {
        throw std::invalid_argument("a trace of 2021 has no flowlets and no flows of bytes");
    }
    AppendStart(flow.host, flow.time, flow.bytes > 0 ? '3' : '2');
    m_text += m_addresses[flow.destination];
    m_text += ' ';
    if (flow.bytes > 0)
    {
        AppendNumber(m_text, flow.bytes);
        m_text += ' ';
    }
    AppendTime(flow.duration);
    if (!m_is2021)
    {
        m_text += ' ';
        AppendNumber(m_text, flow.on);
        m_text += ' ';
        AppendNumber(m_text, flow.gap);
    }
    EndLine();
}

void
Writer::Append(const FlowTrace::Request& request)
{
    AppendStart(request.host, request.time, request.isGet ? '1' : '0');
    m_text += m_trace.GetKey(request);
    if (!request.isGet)
    {
        m_text += ' ';
        m_text += m_trace.GetValue(request);
    }
    EndLine();
}

void
Writer::EndLine()
{
    m_text += '\n';
    if (m_text.size() >= WRITE_OUT_SIZE)
    {
        m_stream.write(m_text.data(), static_cast<std::streamsize>(m_text.size()));
        m_text.clear();
    }
}

template <typename Event>
void
SortByTime(std::vector<Event>& events)
{
    const auto isEarlier = [](const Event& a, const Event& b) { return a.time < b.time; };
    if (!std::is_sorted(events.begin(), events.end(), isEarlier))
    {
        std::stable_sort(events.begin(), events.end(), isEarlier);
    }
}

} // namespace

uint32_t
FlowTrace::AddHost(const std::string& name, std::optional<Ipv4Address> address, int line)
{
    const auto place = static_cast<uint32_t>(m_hosts.size());
    const auto [known, isNew] = m_places.emplace(name, place);
    if (isNew)
    {
        m_hosts.push_back({name, address, line});
    }
    return known->second;
}

void
FlowTrace::AddServer(uint32_t host)
{
    m_servers.push_back(host);
}

void
FlowTrace::AddFlow(const Flow& flow)
{
    m_flows.push_back(flow);
}

void
FlowTrace::AddSet(int64_t time, uint32_t host, std::string_view key, std::string_view value)
{
    AddRequest({time, host, 0, 0, 0, false}, key, value);
}

void
FlowTrace::AddGet(int64_t time, uint32_t host, std::string_view key)
{
    AddRequest({time, host, 0, 0, 0, true}, key, "");
}

void
FlowTrace::AddRequest(const Request& request, std::string_view key, std::string_view value)
{
    m_requests.push_back(request);
    m_requests.back().text = m_text.size();
    m_requests.back().keySize = static_cast<uint32_t>(key.size());
    m_requests.back().valueSize = static_cast<uint32_t>(value.size());
    m_text += key;
    m_text += value;
}

void
FlowTrace::Reserve(std::size_t flows, std::size_t requests)
{
    m_flows.reserve(flows);
    m_requests.reserve(requests);
}

void
FlowTrace::Sort()
{
    SortByTime(m_flows);
    SortByTime(m_requests);
    m_flowIndex = MakeIndex(m_flows);
    m_requestIndex = MakeIndex(m_requests);
    m_longestGap = 0;
    for (const auto& flow : m_flows)
    {
        m_longestGap = std::max(m_longestGap, flow.on > 0 ? flow.gap : 0);
    }
}

template <typename Event>
FlowTrace::Index
FlowTrace::MakeIndex(const std::vector<Event>& events) const
{
    Index index;
    index.begins.assign(m_hosts.size() + 1, 0);
    for (const auto& event : events)
    {
        ++index.begins[event.host + 1];
    }
    for (std::size_t i = 1; i < index.begins.size(); ++i)
    {
        index.begins[i] += index.begins[i - 1];
    }
    index.places.resize(events.size());
    auto next = index.begins;
    for (std::size_t i = 0; i < events.size(); ++i)
    {
        index.places[next[events[i].host]++] = static_cast<uint32_t>(i);
    }
    return index;
}

FlowTrace::Places
FlowTrace::Index::Of(uint32_t host) const
{
    return {places.data() + begins[host], places.data() + begins[host + 1]};
}

FlowTrace::Places
FlowTrace::GetFlowsOf(uint32_t host) const
{
    return m_flowIndex.Of(host);
}

FlowTrace::Places
FlowTrace::GetRequestsOf(uint32_t host) const
{
    return m_requestIndex.Of(host);
}

void
FlowTrace::SetFile(const std::string& file)
{
    m_file = file;
}

const std::string&
FlowTrace::GetFile() const
{
    return m_file;
}

const std::vector<FlowTrace::Host>&
FlowTrace::GetHosts() const
{
    return m_hosts;
}

std::optional<uint32_t>
FlowTrace::FindHost(const std::string& name) const
{
    const auto found = m_places.find(name);
    return found == m_places.end() ? std::nullopt : std::optional(found->second);
}

const std::vector<uint32_t>&
FlowTrace::GetServers() const
{
    return m_servers;
}

const std::vector<FlowTrace::Flow>&
FlowTrace::GetFlows() const
{
    return m_flows;
}

const std::vector<FlowTrace::Request>&
FlowTrace::GetRequests() const
{
    return m_requests;
}

std::string_view
FlowTrace::GetKey(const Request& request) const
{
    return std::string_view(m_text).substr(request.text, request.keySize);
}

std::string_view
FlowTrace::GetValue(const Request& request) const
{
    return std::string_view(m_text).substr(request.text + request.keySize, request.valueSize);
}

int64_t
FlowTrace::GetEnd(double rate, uint32_t writeSize) const
{
    constexpr double BITS = 8;
    const double pause = writeSize * BITS / rate * 1e6; // after a write
    int64_t end = 0;
    for (const auto& flow : m_flows)
    {
        auto duration = flow.duration;
        if (flow.bytes > 0)
        {
            const double writing = static_cast<double>(flow.bytes) * BITS / rate * 1e6;
            double needed = writing;
            if (flow.on > 0)
            {
                // Flowlets begin at multiples of their cycle, and have one write at least.
                const auto cycle = static_cast<double>(flow.on + flow.gap);
                double inFlowlet = std::max(1.0, std::ceil(static_cast<double>(flow.on) / pause));
                if (inFlowlet * pause > cycle)
                {
                    // The last write delays the next flowlet, which may then have one less.
                    inFlowlet = std::max(1.0, inFlowlet - 1);
                }
                const double writes =
                    std::ceil(static_cast<double>(flow.bytes) / static_cast<double>(writeSize));
                const double flowlets = std::ceil(writes / inFlowlet);
                const double cycles = (flowlets - 1) * cycle;
                needed = std::max(needed, cycles + writing - (flowlets - 1) * inFlowlet * pause);
            }
            const auto limit = duration > 0 ? duration : FlowGroupValue::MAXIMUM;
            duration =
                static_cast<int64_t>(std::min(std::ceil(needed), static_cast<double>(limit)));
        }
        end = std::max(end, flow.time + duration);
    }
    for (const auto& request : m_requests)
    {
        end = std::max(end, request.time);
    }
    return end;
}

int64_t
FlowTrace::GetLongestGap() const
{
    return m_longestGap;
}

void
FlowTrace::Write(std::ostream& stream, Variant variant) const
{
    Writer(*this, stream, variant).Write();
}

} // namespace ns3
