/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/gensyn-results-helper.h"

#include "ns3/content-server-application.h"
#include "ns3/counts-over-time.h"
#include "ns3/gensyn-application.h"
#include "ns3/host-directory.h"
#include "ns3/result-file.h"
#include "ns3/simulation-singleton.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <limits>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

namespace
{

std::vector<std::string>
GetStateNames(const GensynModel& model)
{
    std::vector<std::string> names;
    for (const auto& state : model.GetStates())
    {
        names.push_back(state.name);
    }
    return names;
}

/// Writes the numbers of users in each state of an application.
class StateTable
{
  public:
    StateTable(Ptr<GensynApplication> application, const std::string& path)
        : m_file(path)
    {
        *m_file << "time_s";
        for (const auto& state : application->GetModel().GetStates())
        {
            *m_file << ',' << state.name;
        }
        *m_file << '\n' << std::fixed << std::setprecision(9);
        application->TraceConnectWithoutContext("Sample", MakeCallback(&StateTable::Add, this));
    }

    void Close()
    {
        m_file.Close();
    }

  private:
    void Add(const GensynPopulation& population)
    {
        *m_file << Simulator::Now().GetSeconds();
        for (const auto count : population.GetCounts())
        {
            *m_file << ',' << count;
        }
        *m_file << '\n';
    }

    ResultFile m_file;
};

/// A table of states, and whose it is.
struct StateSamples
{
    std::string file; //!< its name in the directory
    std::string label;
    std::vector<std::string> states;
};

/// Reads a StateTable row by row.
class StateTableReader
{
  public:
    explicit StateTableReader(const std::string& path)
        : m_file(path)
    {
        std::string head;
        std::getline(m_file, head);
        Next();
    }

    bool IsAtEnd() const
    {
        return !m_file;
    }

    /// @return ns
    int64_t GetTime() const
    {
        return m_time;
    }

    const std::vector<uint64_t>& GetCounts() const
    {
        return m_counts;
    }

    void Next()
    {
        int64_t seconds;
        int64_t nanoseconds;
        char mark;
        if (m_file >> seconds >> mark >> nanoseconds)
        {
            m_time = seconds * 1'000'000'000 + nanoseconds;
        }
        m_counts.clear();
        uint64_t count;
        while (m_file.peek() == ',' && m_file >> mark >> count)
        {
            m_counts.push_back(count);
        }
    }

  private:
    std::ifstream m_file;
    int64_t m_time{0};
    std::vector<uint64_t> m_counts;
};

/// All that is kept until results are finished.
struct Recorder : ResultsShare
{
    void Close() override;
    nlohmann::json Save() const override;
    void Merge(const nlohmann::json& saved) override;
    void Finish(nlohmann::ordered_json& summary) override;

    std::vector<Ptr<GensynApplication>> users;
    std::vector<std::unique_ptr<StateTable>> tables;
    std::vector<Ptr<ContentServerApplication>> servers;
    std::vector<std::string> files;    //!< of the servers
    std::vector<StateSamples> samples; //!< of all ranks that have told theirs

    /// Of users by state, from the tables: those of a label together, where they have the same
    /// states.
    void AddFigures(std::vector<PlotFigure>& figures, const std::string& directory) const;
    void WriteReceived();
    /// Numbers of users by label and state, as the summary has them.
    nlohmann::ordered_json Count() const;

    bool hasUsers{false};          //!< on any rank
    nlohmann::ordered_json counts; //!< of all ranks that have told theirs
};

/// Add the numbers that two objects have under the same keys.
void
AddNumbers(nlohmann::ordered_json& sum, const nlohmann::ordered_json& more)
{
    for (const auto& [key, value] : more.items())
    {
        if (value.is_object())
        {
            AddNumbers(sum[key], value);
        }
        else
        {
            sum[key] = (sum.contains(key) ? sum[key].get<uint64_t>() : 0) + value.get<uint64_t>();
        }
    }
}

void
Recorder::WriteReceived()
{
    auto& directory = *SimulationSingleton<HostDirectory>::Get();
    for (std::size_t i = 0; i < servers.size(); ++i)
    {
        ResultFile file(files[i]);
        *file << "source,kind,streams,packets,bytes,lost,delay_mean_s,delay_max_s,jitter_mean_s\n"
              << std::fixed << std::setprecision(9);
        for (const auto& [key, received] : servers[i]->GetSink().GetSummaries())
        {
            *file << directory.NameOf(key.first) << ',' << GensynModule::TypeName(key.second) << ','
                  << received.streams << ',' << received.packets << ',' << received.bytes << ','
                  << received.lost << ',' << received.GetMeanDelay() << ',' << received.delayMax
                  << ',' << received.GetMeanJitter() << '\n';
        }
        file.Close();
    }
}

void
Recorder::AddFigures(std::vector<PlotFigure>& figures, const std::string& directory) const
{
    std::map<std::pair<std::string, std::vector<std::string>>, std::vector<StateTableReader>>
        groups;
    for (const auto& table : samples)
    {
        groups[{table.label, table.states}].emplace_back(
            (std::filesystem::path(directory) / table.file).string());
    }
    for (auto& [key, readers] : groups)
    {
        const auto& [label, states] = key;
        CountsOverTime counts(states);
        for (;;)
        {
            auto next = std::numeric_limits<int64_t>::max();
            for (const auto& reader : readers)
            {
                next = reader.IsAtEnd() ? next : std::min(next, reader.GetTime());
            }
            if (next == std::numeric_limits<int64_t>::max())
            {
                break;
            }
            for (std::size_t host = 0; host < readers.size(); ++host)
            {
                auto& reader = readers[host];
                if (!reader.IsAtEnd() && reader.GetTime() == next)
                {
                    counts.Set(static_cast<uint32_t>(host), next, reader.GetCounts());
                    reader.Next();
                }
            }
        }
        auto figure = counts.MakeFigure("plot-states",
                                        "Users by state" + (label.empty() ? "" : ": " + label),
                                        "Users");
        if (!figure.curves.empty())
        {
            figures.push_back(std::move(figure));
        }
    }
}

nlohmann::ordered_json
Recorder::Count() const
{
    nlohmann::ordered_json labels;
    for (const auto& application : users)
    {
        const auto* population = application->GetPopulation();
        if (!population)
        {
            continue; // it never started
        }
        const auto& states = application->GetModel().GetStates();
        for (uint32_t i = 0; i < states.size(); ++i)
        {
            if (states[i].IsStochastic())
            {
                continue;
            }
            auto& json = labels[application->GetLabel()][states[i].name];
            const auto& tally = population->GetTally(i);
            const auto add = [&](const char* key, uint64_t count) {
                json[key] = (json.contains(key) ? json[key].get<uint64_t>() : 0) + count;
            };
            add("started", tally.started);
            add("completed", tally.completed);
            add("abandoned", tally.abandoned);
            add("failed", tally.failed);
            add("open", tally.started - tally.completed - tally.abandoned - tally.failed);
        }
    }
    return labels;
}

void
Recorder::Close()
{
    for (const auto& table : tables)
    {
        table->Close();
    }
    WriteReceived();
    hasUsers = !users.empty();
    counts = Count();
}

nlohmann::json
Recorder::Save() const
{
    // As text, which keeps the order of the states.
    auto tables = nlohmann::json::array();
    for (const auto& table : samples)
    {
        tables.push_back({table.file, table.label, table.states});
    }
    return {{"has_users", hasUsers}, {"counts", counts.dump()}, {"samples", tables}};
}

void
Recorder::Merge(const nlohmann::json& saved)
{
    hasUsers = hasUsers || saved.at("has_users").get<bool>();
    AddNumbers(counts, nlohmann::ordered_json::parse(saved.at("counts").get<std::string>()));
    for (const auto& sample : saved.at("samples"))
    {
        samples.push_back({sample.at(0).get<std::string>(),
                           sample.at(1).get<std::string>(),
                           sample.at(2).get<std::vector<std::string>>()});
    }
}

void
Recorder::Finish(nlohmann::ordered_json& summary)
{
    std::sort(samples.begin(), samples.end(), [](const auto& a, const auto& b) {
        return a.file < b.file;
    });
    for (const auto& table : samples)
    {
        summary["systems"]["gensyn"]["samples"][table.file] = table.label;
    }
    if (hasUsers)
    {
        auto& states = summary["systems"]["gensyn"]["states"];
        if (states.is_null())
        {
            states = nlohmann::ordered_json::object(); // that of users who never communicate
        }
        AddNumbers(states, counts);
    }
}

} // namespace

void
GensynResultsHelper::Collect(const ApplicationContainer& applications, ResultsHelper& results)
{
    const auto recorder = std::make_shared<Recorder>();
    for (auto each = applications.Begin(); each != applications.End(); ++each)
    {
        const auto stem = "gensyn." + HostDirectory::NameOf((*each)->GetNode());
        if (const auto users = DynamicCast<GensynApplication>(*each))
        {
            recorder->users.push_back(users);
            TimeValue interval;
            users->GetAttribute("SampleInterval", interval);
            if (interval.Get().IsStrictlyPositive())
            {
                const auto path = results.ClaimNew(stem + ".states", "csv");
                recorder->tables.push_back(std::make_unique<StateTable>(users, path));
                recorder->samples.push_back({std::filesystem::path(path).filename().string(),
                                             users->GetLabel(),
                                             GetStateNames(users->GetModel())});
            }
        }
        if (const auto server = DynamicCast<ContentServerApplication>(*each))
        {
            recorder->servers.push_back(server);
            recorder->files.push_back(results.ClaimNew(stem + ".received", "csv"));
        }
    }
    results.AddShare(recorder);
    results.AddFigures([recorder, directory = results.GetDirectory()](auto& figures) {
        recorder->AddFigures(figures, directory);
    });
}

} // namespace ns3
