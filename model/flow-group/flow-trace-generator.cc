/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/flow-trace-generator.h"

#include "ns3/input-error.h"

#include <algorithm>
#include <string>
#include <utility>

namespace ns3
{

namespace
{

/// So many gaps of zero in a row are no chance.
constexpr int MAX_ZERO_GAPS = 1'000'000;

class Generator
{
  public:
    Generator(const FlowGroupConfig& config, PythonRandom& random)
        : m_config(config),
          m_random(random)
    {
    }

    FlowTrace Generate();

  private:
    void AddFlows(const FlowGroup& group, std::size_t index);
    void AddRequests();
    uint32_t DrawHost(const std::vector<uint32_t>& hosts);
    /// A word of 5 to 8 letters and digits.
    std::string DrawText();
    std::string DrawText(int64_t size);
    std::string DrawValue();
    const std::string& DrawKnownKey();
    void AddSet(int64_t time, uint32_t host, const std::string& key);
    /// @param where the gap stands, for messages
    int64_t DrawGap(const FlowGroupValue& gap, const std::string& where);

    const FlowGroupConfig& m_config;
    PythonRandom& m_random;
    FlowTrace m_trace;
    std::vector<std::string> m_keys; //!< in the order of their first SET; may hold twins
    int m_zeroGaps{0};               //!< in a row
};

FlowTrace
Generator::Generate()
{
    m_trace.SetFile(m_config.file);
    for (std::size_t i = 0; i < m_config.hosts.size(); ++i)
    {
        m_trace.AddHost(m_config.hosts[i], m_config.addresses[i]);
    }
    for (const auto host : m_config.keyValueHosts)
    {
        m_trace.AddServer(host);
    }
    for (std::size_t i = 0; i < m_config.groups.size(); ++i)
    {
        AddFlows(m_config.groups[i], i);
    }
    if (!m_config.keyValueHosts.empty())
    {
        AddRequests();
    }
    return std::move(m_trace);
}

void
Generator::AddFlows(const FlowGroup& group, std::size_t index)
{
    const auto where = "flow_groups." + std::to_string(index) + ".flow_gap_distribution";
    for (int64_t time = group.start; time < group.start + group.length;
         time += DrawGap(group.gap, where))
    {
        FlowTrace::Flow flow{};
        flow.time = time;
        flow.host = DrawHost(group.sources);
        do
        {
            flow.destination = DrawHost(group.destinations);
        } while (flow.destination == flow.host);
        flow.duration = group.duration ? group.duration->Draw(m_random) : 0;
        if (group.bytes && group.duration)
        {
            flow.duration = std::max<int64_t>(flow.duration, 1); // 0 is no limit there
        }
        flow.bytes = group.bytes ? std::max<int64_t>(group.bytes->Draw(m_random), 1) : 0;
        flow.on = group.flowletOn.Draw(m_random);
        flow.gap = group.flowletGap.Draw(m_random);
        m_trace.AddFlow(flow);
    }
}

void
Generator::AddRequests()
{
    const auto where = "mc_gap_distribution";
    const auto firstHost = DrawHost(m_config.keyValueHosts);
    m_keys.push_back(DrawText());
    AddSet(0, firstHost, m_keys.back());
    for (int64_t time = DrawGap(m_config.keyValueGap, where); time < m_config.length;
         time += DrawGap(m_config.keyValueGap, where))
    {
        const auto host = DrawHost(m_config.keyValueHosts);
        const bool isGet = m_config.getShare ? m_random.Random() < *m_config.getShare
                                             : m_random.RandInt(0, 1) == 1;
        if (isGet)
        {
            m_trace.AddGet(time, host, DrawKnownKey());
        }
        else if (m_random.RandInt(0, 1) == 0)
        {
            AddSet(time, host, DrawKnownKey());
        }
        else
        {
            m_keys.push_back(DrawText());
            AddSet(time, host, m_keys.back());
        }
    }
}

void
Generator::AddSet(int64_t time, uint32_t host, const std::string& key)
{
    m_trace.AddSet(time, host, key, DrawValue());
}

uint32_t
Generator::DrawHost(const std::vector<uint32_t>& hosts)
{
    return hosts[m_random.RandBelow(hosts.size())];
}

std::string
Generator::DrawText()
{
    return DrawText(m_random.RandInt(5, 8));
}

std::string
Generator::DrawText(int64_t size)
{
    constexpr std::string_view LETTERS =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    std::string text;
    for (int64_t i = 0; i < size; ++i)
    {
        text += LETTERS[m_random.RandBelow(LETTERS.size())];
    }
    return text;
}

std::string
Generator::DrawValue()
{
    if (!m_config.valueSize)
    {
        return DrawText();
    }
    return DrawText(std::clamp<int64_t>(m_config.valueSize->Draw(m_random),
                                        1,
                                        FlowGroupConfig::MAX_VALUE_SIZE));
}

const std::string&
Generator::DrawKnownKey()
{
    return m_keys[m_random.RandBelow(m_keys.size())];
}

int64_t
Generator::DrawGap(const FlowGroupValue& gap, const std::string& where)
{
    const auto drawn = gap.Draw(m_random);
    m_zeroGaps = drawn == 0 ? m_zeroGaps + 1 : 0;
    if (m_zeroGaps == MAX_ZERO_GAPS)
    {
        throw InputError(m_config.file,
                         0,
                         where + ": this gap was zero " + std::to_string(MAX_ZERO_GAPS) +
                             " times in a row",
                         "a greater gap");
    }
    return drawn;
}

} // namespace

FlowTrace
GenerateFlowTrace(const FlowGroupConfig& config, PythonRandom& random)
{
    return Generator(config, random).Generate();
}

} // namespace ns3
