/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/scenario-helper.h"

#include "ns3/integer.h"
#include "ns3/json-document.h"
#include "ns3/nearest-name.h"
#include "ns3/network-builder.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tgen-action-graph.h"
#include "ns3/tgen-application.h"
#include "ns3/tgen-helper.h"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <limits>
#include <map>
#include <memory>

namespace ns3
{

/// Reads a scenario file; knows what its entries may refer to.
class ScenarioReader
{
  public:
    ScenarioReader(const std::string& path, const std::vector<std::string>& overrides);

    ScenarioHelper Read();

  private:
    int64_t ReadEpoch(const JsonValue& json) const;
    void ReadEntry(const JsonValue& json);
    std::vector<std::size_t> ReadHosts(const JsonValue& json) const;
    ScenarioHelper::Installer ReadTgen(const JsonValue& json);

    /// A TGen config, read at its first mention; nullptr when it has problems.
    std::shared_ptr<const TgenActionGraph> LoadTgenGraph(const std::string& config);

    JsonDocument m_document;
    ScenarioHelper m_scenario;
    int64_t m_epoch{0}; //!< seconds since 1970
    std::map<std::string, std::shared_ptr<const TgenActionGraph>> m_tgenGraphs; //!< by path
};

ScenarioReader::ScenarioReader(const std::string& path, const std::vector<std::string>& overrides)
    : m_document(path)
{
    for (const auto& override : overrides)
    {
        m_document.Override(override);
    }
}

ScenarioHelper
ScenarioReader::Read()
{
    // ns-3's generator takes no larger seed.
    constexpr int64_t LARGEST_SEED = 4294944442;

    const auto root = m_document.GetRoot();
    root.AllowKeys({"name", "stop", "seed", "run", "tcp", "epoch", "network", "applications"});

    const auto name = root.Optional("name");
    m_scenario.m_name = name.AsString(std::filesystem::path(m_document.GetFile()).stem().string());
    if (m_scenario.m_name.front() == '.' || m_scenario.m_name.find('/') != std::string::npos)
    {
        name.Refuse(QuoteInput(m_scenario.m_name) + " cannot be part of a file name",
                    "expected a name without '/' that does not start with '.'");
    }

    const auto stop = root.Required("stop");
    m_scenario.m_stop = stop.AsTime(Seconds(1));
    if (m_scenario.m_stop.IsZero())
    {
        stop.Refuse("this run has no duration", "expected a time above 0");
    }
    m_scenario.m_seed = root.Optional("seed").AsInteger(1, LARGEST_SEED, 1);
    m_scenario.m_run = root.Optional("run").AsInteger(0, std::numeric_limits<int64_t>::max(), 1);
    m_scenario.m_tcp = TcpPreset::Read(root.Optional("tcp"));
    m_epoch = ReadEpoch(root.Optional("epoch"));
    m_scenario.m_network = ReadNetwork(root.Required("network"));
    for (const auto& entry : root.Required("applications").GetItems())
    {
        ReadEntry(entry);
    }
    m_document.ThrowIfAny();
    return std::move(m_scenario);
}

int64_t
ScenarioReader::ReadEpoch(const JsonValue& json) const
{
    const auto text = json.AsString("2000-01-01");
    std::tm written{};
    const auto end = strptime(text.c_str(), "%Y-%m-%d", &written);
    std::tm date = written;
    const auto seconds = timegm(&date); // makes 1 March of 30 February
    if (!end || *end != '\0' || date.tm_mday != written.tm_mday)
    {
        json.Refuse(json.Quote() + " is no date", "expected one such as \"2000-01-01\"");
    }
    return seconds;
}

void
ScenarioReader::ReadEntry(const JsonValue& json)
{
    static const std::vector<std::string> planned{"gensyn",
                                                  "content-server",
                                                  "poisson",
                                                  "flow-server",
                                                  "flow-groups",
                                                  "flow-trace"};
    const auto type = json.Required("type");
    if (!type)
    {
        return;
    }
    const auto name = type.IsString() ? type.AsString() : "";
    if (std::find(planned.begin(), planned.end(), name) != planned.end())
    {
        type.Refuse("applications of type " + type.Quote() + " are not in this version yet",
                    "expected \"tgen\"");
        return;
    }
    if (type.AsChoice({"tgen"}).empty())
    {
        return;
    }

    ScenarioHelper::Entry entry;
    entry.hosts = ReadHosts(json.Required("hosts"));
    entry.start = json.Optional("start").AsTime();
    if (const auto stop = json.Optional("stop"))
    {
        entry.stop = stop.AsTime(Time::Max());
        if (*entry.stop <= entry.start)
        {
            stop.Refuse("this application stops before it starts",
                        "expected a time after its \"start\"");
        }
    }
    entry.install = ReadTgen(json);
    m_scenario.m_entries.push_back(std::move(entry));
}

std::vector<std::size_t>
ScenarioReader::ReadHosts(const JsonValue& json) const
{
    std::vector<std::size_t> hosts;
    const auto items = json.GetItems();
    if (json.IsList() && items.empty())
    {
        json.Refuse("there are no hosts", "expected at least one name");
    }
    const auto& network = m_scenario.m_network;
    for (const auto& item : items)
    {
        const auto name = item.AsString();
        const auto host = network.Find(name);
        if (!host)
        {
            // Without nodes it is the network that has problems.
            if (!name.empty() && !network.nodes.empty())
            {
                item.Refuse("there is no host " + QuoteInput(name) +
                                SuggestName(name, network.nodes),
                            "expected a host of the network");
            }
        }
        else if (std::find(hosts.begin(), hosts.end(), *host) != hosts.end())
        {
            item.Refuse("host " + QuoteInput(name) + " is in this list twice",
                        "expected different hosts");
        }
        else
        {
            hosts.push_back(*host);
        }
    }
    return hosts;
}

ScenarioHelper::Installer
ScenarioReader::ReadTgen(const JsonValue& json)
{
    json.AllowKeys({"type", "hosts", "start", "stop", "label", "config", "payload"});
    const auto label = json.Optional("label").AsString();
    const auto payload = json.Optional("payload").AsChoice({"virtual", "real"}, "virtual");
    const auto config = json.Required("config").AsString();
    const auto graph = config.empty() ? nullptr : LoadTgenGraph(config);
    return [=, epoch = m_epoch](const NodeContainer& hosts, ResultsHelper& results) {
        TgenHelper tgen(graph);
        tgen.SetAttribute("Label", StringValue(label));
        tgen.SetAttribute("Payload", StringValue(payload));
        tgen.SetAttribute("Epoch", IntegerValue(epoch));
        tgen.SetLogDirectory(results.GetDirectory());
        const auto installed = tgen.Install(hosts);
        for (auto each = installed.Begin(); each != installed.End(); ++each)
        {
            results.Claim(DynamicCast<TgenApplication>(*each)->GetLogFile());
        }
        return installed;
    };
}

std::shared_ptr<const TgenActionGraph>
ScenarioReader::LoadTgenGraph(const std::string& config)
{
    const auto path = (std::filesystem::path(m_document.GetFile()).parent_path() / config).string();
    const auto [known, isNew] = m_tgenGraphs.try_emplace(path);
    if (isNew)
    {
        try
        {
            known->second = TgenActionGraph::Load(path);
            const auto& warnings = known->second->GetWarnings();
            m_scenario.m_warnings.insert(m_scenario.m_warnings.end(),
                                         warnings.begin(),
                                         warnings.end());
        }
        catch (const InputError& error)
        {
            m_document.Add(error);
        }
    }
    return known->second;
}

ScenarioHelper
ScenarioHelper::Load(const std::string& path, const std::vector<std::string>& overrides)
{
    return ScenarioReader(path, overrides).Read();
}

const std::string&
ScenarioHelper::GetName() const
{
    return m_name;
}

Time
ScenarioHelper::GetStop() const
{
    return m_stop;
}

const std::vector<std::string>&
ScenarioHelper::GetWarnings() const
{
    return m_warnings;
}

ApplicationContainer
ScenarioHelper::Install(ResultsHelper& results) const
{
    RngSeedManager::SetSeed(m_seed);
    RngSeedManager::SetRun(m_run);
    m_tcp.Apply();
    NetworkBuilder network;
    const auto nodes = network.Build(m_network);

    ApplicationContainer applications;
    for (const auto& entry : m_entries)
    {
        NodeContainer hosts;
        for (auto host : entry.hosts)
        {
            hosts.Add(nodes.Get(host));
        }
        auto installed = entry.install(hosts, results);
        installed.Start(entry.start);
        if (entry.stop)
        {
            installed.Stop(*entry.stop);
        }
        applications.Add(installed);
    }
    results.Collect(applications);

    // The network comes last: a loss rate on a link leaves the draws of applications as they are.
    int64_t stream = 0;
    stream += TgenHelper::AssignStreams(nodes, stream);
    network.AssignStreams(stream);

    InputProblems problems("");
    for (auto each = applications.Begin(); each != applications.End(); ++each)
    {
        if (const auto tgen = DynamicCast<TgenApplication>(*each))
        {
            try
            {
                tgen->ResolvePeers();
            }
            catch (const InputError& error)
            {
                problems.Add(error);
            }
        }
    }
    problems.ThrowIfAny();
    Simulator::Stop(m_stop);
    return applications;
}

} // namespace ns3
