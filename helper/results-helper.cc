/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/results-helper.h"

#include "ns3/input-error.h"
#include "ns3/node.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/run-report.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>
#include <utility>

namespace ns3
{

namespace fs = std::filesystem;

ResultsHelper::ResultsHelper(const std::string& directory)
    : m_directory(directory)
{
    try
    {
        for (auto path = fs::absolute(directory).lexically_normal(); !fs::exists(path);
             path = path.parent_path())
        {
            m_newDirectories.push_back(path);
        }
        fs::create_directories(directory);
        m_table.emplace(MakePath("transfers.csv"));
        // Written at the end: those of an earlier run must not stand beside the new table.
        fs::remove(fs::path(directory) / "summary.json");
        fs::remove(fs::path(directory) / "timing.json");
        RunReport::RemoveOld(directory);
    }
    catch (const std::system_error& error)
    {
        Discard();
        throw InputError(directory,
                         0,
                         "no results can be written here: " + error.code().message(),
                         "expected a directory that exists or can be created");
    }
}

ResultsHelper::~ResultsHelper()
{
    StopCollecting();
}

const std::string&
ResultsHelper::GetDirectory() const
{
    return m_directory;
}

void
ResultsHelper::Claim(const std::string& path)
{
    m_files.push_back(path);
}

std::string
ResultsHelper::ClaimNew(const std::string& stem, const std::string& extension)
{
    auto name = stem;
    std::string path;
    for (int number = 2;; ++number)
    {
        path = (fs::path(m_directory) / (name + "." + extension)).string();
        if (std::find(m_files.begin(), m_files.end(), path) == m_files.end())
        {
            break;
        }
        name = stem + "-" + std::to_string(number);
    }
    Claim(path);
    return path;
}

void
ResultsHelper::AddFinisher(std::function<void(nlohmann::ordered_json&)> finisher)
{
    m_finishers.push_back(std::move(finisher));
}

std::string
ResultsHelper::MakePath(const std::string& name)
{
    Claim((fs::path(m_directory) / name).string());
    return m_files.back();
}

void
ResultsHelper::EnableReport(const NodeContainer& nodes)
{
    if (!m_report)
    {
        m_report = std::make_unique<RunReport>();
    }
    m_report->WatchQueues(nodes);
}

bool
ResultsHelper::HasReport() const
{
    return bool(m_report);
}

void
ResultsHelper::WatchQueues(const NodeContainer& nodes)
{
    if (m_report)
    {
        m_report->WatchQueues(nodes);
    }
}

void
ResultsHelper::AddFigures(std::function<void(std::vector<PlotFigure>&)> source)
{
    if (m_report)
    {
        m_report->AddFigures(std::move(source));
    }
}

const std::vector<std::string>&
ResultsHelper::GetWarnings() const
{
    return m_warnings;
}

void
ResultsHelper::Collect(const ApplicationContainer& applications)
{
    for (auto each = applications.Begin(); each != applications.End(); ++each)
    {
        if (const auto application = DynamicCast<TrafficApplication>(*each))
        {
            application->TraceConnectWithoutContext("Transfer",
                                                    MakeCallback(&ResultsHelper::Record, this));
            m_applications.push_back(application);
        }
    }
}

const RunSummary&
ResultsHelper::GetSummary() const
{
    return m_summary;
}

void
ResultsHelper::Record(const TransferRecord& record)
{
    m_table->Add(record);
    m_summary.Add(record);
    if (m_report)
    {
        m_report->Add(record);
    }
}

void
ResultsHelper::StopCollecting()
{
    for (const auto& application : m_applications)
    {
        application->TraceDisconnectWithoutContext("Transfer",
                                                   MakeCallback(&ResultsHelper::Record, this));
    }
    m_applications.clear();
}

void
ResultsHelper::Finish(const std::string& name)
{
    std::stable_sort(
        m_applications.begin(),
        m_applications.end(),
        [](const auto& a, const auto& b) { return a->GetNode()->GetId() < b->GetNode()->GetId(); });
    for (const auto& application : m_applications)
    {
        application->ReportOpenTransfers();
    }
    StopCollecting();
    m_table->Close();
    auto summary = m_summary.ToJson({name,
                                     RngSeedManager::GetSeed(),
                                     RngSeedManager::GetRun(),
                                     Simulator::Now(),
                                     Simulator::GetEventCount()});
    for (const auto& finisher : m_finishers)
    {
        finisher(summary);
    }
    WriteJson("summary.json", summary);
    if (m_report)
    {
        const auto problem = m_report->Write(m_directory, name, m_summary, summary);
        if (!problem.empty())
        {
            m_warnings.push_back("no plots: " + problem);
        }
    }
}

void
ResultsHelper::WriteJson(const std::string& name, const nlohmann::ordered_json& json)
{
    const auto path = MakePath(name);
    std::ofstream file(path);
    file << json.dump(2) << '\n';
    file.close();
    if (!file)
    {
        throw std::system_error(errno, std::generic_category(), path);
    }
}

void
ResultsHelper::Discard()
{
    StopCollecting();
    m_table.reset();
    std::error_code ignored; // what cannot be removed stays
    for (const auto& file : m_files)
    {
        fs::remove(file, ignored);
    }
    for (const auto& directory : m_newDirectories)
    {
        fs::remove(directory, ignored);
    }
}

} // namespace ns3
