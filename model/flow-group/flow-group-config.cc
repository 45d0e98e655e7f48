/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/flow-group-config.h"

#include "ns3/input-error.h"
#include "ns3/nearest-name.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace ns3
{

namespace
{

using Quantity = Distribution::Quantity;

class Reader
{
  public:
    Reader(const JsonValue& root, const FlowGroupHosts& hosts)
        : m_root(root),
          m_known(hosts)
    {
    }

    FlowGroupConfig Read();
    /// Keys that nobody looks at.
    const std::vector<InputProblem>& GetOthers() const;

  private:
    FlowGroup ReadGroup(const JsonValue& json);
    std::vector<uint32_t> ReadHosts(const JsonValue& json);
    void CheckDestinations(const JsonValue& json, const FlowGroup& group);
    /// A number of microseconds; what follows in whole ones is the same as with a fraction.
    int64_t ReadLength(const JsonValue& json);
    FlowGroupValue ReadTimes(const JsonValue& json);
    FlowGroupValue ReadValue(const JsonValue& json, Quantity quantity);
    FlowGroupValue ReadValueSize(const JsonValue& json);
    FlowGroupValue ReadGap(const JsonValue& json, int64_t length, const char* events);
    /// Note keys that nobody looks at.
    void NoteOthers(const JsonValue& json, const std::vector<std::string>& keys);

    const JsonValue m_root;
    const FlowGroupHosts& m_known;
    FlowGroupConfig m_config;
    std::vector<InputProblem> m_others;
    std::unordered_map<std::string, uint32_t> m_places; //!< of hosts by name
};

FlowGroupConfig
Reader::Read()
{
    NoteOthers(m_root,
               {"flow_groups",
                "mc_host_list",
                "mc_gap_distribution",
                "length",
                "output",
                "mc_get_share",
                "mc_value_size_distribution",
                "mc_in_flight"});
    m_config.file = m_root.GetFile();
    for (const auto& group : m_root.Required("flow_groups").GetItems())
    {
        m_config.groups.push_back(ReadGroup(group));
    }
    const auto keyValueHosts = m_root.Required("mc_host_list");
    m_config.keyValueHosts = ReadHosts(keyValueHosts);
    m_config.length = ReadLength(m_root.Required("length"));
    const auto gap = m_root.Required("mc_gap_distribution");
    // Without hosts nobody draws from it.
    m_config.keyValueGap =
        m_config.keyValueHosts.empty() ? ReadTimes(gap) : ReadGap(gap, m_config.length, "requests");
    m_config.output = m_root.Optional("output").AsString();

    if (const auto share = m_root.Optional("mc_get_share"))
    {
        m_config.getShare = share.AsNumber(0, 1, 0);
    }
    if (const auto size = m_root.Optional("mc_value_size_distribution"))
    {
        m_config.valueSize = ReadValueSize(size);
    }
    m_config.inFlight =
        static_cast<uint32_t>(m_root.Optional("mc_in_flight").AsInteger(1, 1'000'000, 1));
    return std::move(m_config);
}

FlowGroup
Reader::ReadGroup(const JsonValue& json)
{
    NoteOthers(json,
               {"start_time",
                "length",
                "src_host_list",
                "dst_host_list",
                "flow_size_distribution",
                "flow_size_bytes_distribution",
                "flow_gap_distribution",
                "flowlet_size_distribution",
                "flowlet_gap_distribution"});
    FlowGroup group;
    group.start = json.Required("start_time").AsInteger(0, FlowGroupValue::MAXIMUM);
    group.length = ReadLength(json.Required("length"));
    group.sources = ReadHosts(json.Required("src_host_list"));
    group.destinations = ReadHosts(json.Required("dst_host_list"));
    CheckDestinations(json, group);
    if (const auto bytes = json.Optional("flow_size_bytes_distribution"))
    {
        group.bytes = ReadValue(bytes, Quantity::BYTES);
        if (group.bytes->IsAlwaysZero())
        {
            bytes.Refuse("flows of this group have no bytes", "a positive size");
        }
        if (const auto duration = json.Optional("flow_size_distribution"))
        {
            group.duration = ReadTimes(duration);
        }
    }
    else
    {
        group.duration = ReadTimes(json.Required("flow_size_distribution"));
    }
    group.gap = ReadGap(json.Required("flow_gap_distribution"), group.length, "flows");
    group.flowletOn = ReadTimes(json.Required("flowlet_size_distribution"));
    group.flowletGap = ReadTimes(json.Required("flowlet_gap_distribution"));
    return group;
}

std::vector<uint32_t>
Reader::ReadHosts(const JsonValue& json)
{
    std::vector<uint32_t> hosts;
    for (const auto& item : json.GetItems())
    {
        const auto name = item.AsString();
        const auto address = m_known.AddressOf(name);
        if (!address)
        {
            if (!name.empty())
            {
                item.Refuse("there is no host " + QuoteInput(name) + m_known.Suggest(name),
                            m_known.Describe());
            }
            continue;
        }
        const auto [known, isNew] =
            m_places.try_emplace(name, static_cast<uint32_t>(m_config.hosts.size()));
        hosts.push_back(known->second);
        if (isNew)
        {
            m_config.hosts.push_back(name);
            m_config.addresses.push_back(*address);
        }
    }
    return hosts;
}

void
Reader::CheckDestinations(const JsonValue& json, const FlowGroup& group)
{
    for (const auto* key : {"src_host_list", "dst_host_list"})
    {
        const auto list = json.Optional(key);
        if (list.IsList() && list.GetItems().empty())
        {
            list.Refuse("there are no hosts", "at least one name");
        }
    }
    if (group.destinations.empty())
    {
        return;
    }
    // The original would draw destinations for ever.
    const auto first = group.destinations.front();
    const bool isOne = std::all_of(group.destinations.begin(),
                                   group.destinations.end(),
                                   [first](auto each) { return each == first; });
    if (isOne && std::count(group.sources.begin(), group.sources.end(), first) > 0 &&
        group.destinations.size() == json.Optional("dst_host_list").GetItems().size())
    {
        json.Optional("dst_host_list")
            .Refuse("the only destination of source " + QuoteInput(m_config.hosts[first]) +
                        " is itself",
                    "another destination for each source");
    }
}

int64_t
Reader::ReadLength(const JsonValue& json)
{
    return static_cast<int64_t>(
        std::ceil(json.AsNumber(0, static_cast<double>(FlowGroupValue::MAXIMUM), 0)));
}

FlowGroupValue
Reader::ReadTimes(const JsonValue& json)
{
    return ReadValue(json, Quantity::NUMBER);
}

FlowGroupValue
Reader::ReadValue(const JsonValue& json, Quantity quantity)
{
    const auto type = json.IsObject() ? json.Optional("type") : JsonValue(json);
    const auto word = json.IsObject() && type.IsString() ? type.AsString() : "";
    // Other distributions refuse other keys by themselves.
    if (word == "constant")
    {
        NoteOthers(json, {"type", "value"});
    }
    else if (word == "uniform")
    {
        NoteOthers(json, {"type", "min", "max"});
    }
    return FlowGroupValue::Read(json, quantity);
}

FlowGroupValue
Reader::ReadValueSize(const JsonValue& json)
{
    const auto size = ReadValue(json, Quantity::BYTES);
    const auto range = size.GetRange();
    if (range && (range->first < 1 || range->second > FlowGroupConfig::MAX_VALUE_SIZE))
    {
        json.Refuse("this is no size of a value", "1 to 1000000 bytes");
    }
    return size;
}

FlowGroupValue
Reader::ReadGap(const JsonValue& json, int64_t length, const char* events)
{
    const auto gap = ReadTimes(json);
    if (gap.IsAlwaysZero())
    {
        json.Refuse("this gap is always zero: time would stand still", "a positive gap");
    }
    else if (static_cast<double>(length) / gap.GetMean() > FlowGroupConfig::MAX_EVENTS)
    {
        json.Refuse("this gap makes more than 100000000 " + std::string(events),
                    "a greater gap, or a shorter \"length\"");
    }
    return gap;
}

const std::vector<InputProblem>&
Reader::GetOthers() const
{
    return m_others;
}

void
Reader::NoteOthers(const JsonValue& json, const std::vector<std::string>& keys)
{
    for (const auto& [key, value] : json.GetMembers())
    {
        if (std::find(keys.begin(), keys.end(), key) == keys.end())
        {
            const auto where = json.GetPath().empty() ? "" : json.GetPath() + ": ";
            m_others.push_back({json.GetFile(),
                                value.GetLine(),
                                where + "unknown key " + QuoteInput(key) + SuggestName(key, keys),
                                "it is ignored"});
        }
    }
}

std::shared_ptr<const FlowGroupConfig>
ReadDocument(JsonDocument& document, const FlowGroupHosts& hosts)
{
    Reader reader(document.GetRoot(), hosts);
    auto config = reader.Read();
    for (const auto& problem : reader.GetOthers())
    {
        config.warnings.push_back(problem.ToString());
    }
    try
    {
        document.ThrowIfAny();
    }
    catch (const InputError& error)
    {
        // A key that nobody knows may be the one that is missing.
        InputProblems problems(document.GetFile());
        problems.Add(error);
        if (!reader.GetOthers().empty())
        {
            problems.Add(InputError(reader.GetOthers()));
        }
        problems.ThrowIfAny();
    }
    return std::make_shared<const FlowGroupConfig>(std::move(config));
}

} // namespace

std::shared_ptr<const FlowGroupConfig>
FlowGroupConfig::Load(const std::string& path, const FlowGroupHosts& hosts)
{
    JsonDocument document(path);
    return ReadDocument(document, hosts);
}

std::shared_ptr<const FlowGroupConfig>
FlowGroupConfig::Parse(std::string_view text, const std::string& name, const FlowGroupHosts& hosts)
{
    auto document = JsonDocument::FromText(text, name);
    return ReadDocument(document, hosts);
}

} // namespace ns3
