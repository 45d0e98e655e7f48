/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/results-helper.h"

#include "ns3/content-server-application.h"
#include "ns3/flow-trace-helper.h"
#include "ns3/gensyn-application.h"
#include "ns3/gensyn-results-helper.h"
#include "ns3/input-error.h"
#include "ns3/node-list.h"
#include "ns3/node.h"
#include "ns3/poisson-flow-application.h"
#include "ns3/poisson-results-helper.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/run-report.h"
#include "ns3/simulator.h"
#include "ns3/tgen-application.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <set>
#include <system_error>
#include <utility>

namespace ns3
{

namespace fs = std::filesystem;

ResultsHelper::ResultsHelper(const std::string& directory, ParallelRun parallel)
    : m_directory(directory),
      m_parallel(std::move(parallel))
{
    if (m_parallel.rank > 0)
    {
        m_parallel.barrier(); // rank 0 goes first, so that it knows what is new
    }
    try
    {
        Open();
    }
    catch (const std::system_error& error)
    {
        if (m_parallel.IsParallel() && m_parallel.rank == 0)
        {
            m_parallel.barrier();
        }
        Discard();
        throw InputError(directory,
                         0,
                         "no results can be written here: " + error.code().message(),
                         "expected a directory that exists or can be created");
    }
    if (m_parallel.IsParallel() && m_parallel.rank == 0)
    {
        m_parallel.barrier();
    }
}

void
ResultsHelper::Open()
{
    for (auto path = fs::absolute(m_directory).lexically_normal(); !fs::exists(path);
         path = path.parent_path())
    {
        m_newDirectories.push_back(path);
    }
    fs::create_directories(m_directory);
    if (m_parallel.rank == 0)
    {
        RemoveEarlierRun();
        m_table.emplace(MakePath("transfers.csv"));
    }
    if (m_parallel.IsParallel())
    {
        Claim(MakeRankPath(m_parallel.rank, "transfers"));
        Claim(MakeRankPath(m_parallel.rank, "shares"));
        m_spool.emplace(MakeRankPath(m_parallel.rank, "transfers"));
    }
}

void
ResultsHelper::RemoveEarlierRun() const
{
    const fs::path directory(m_directory);
    std::ifstream file(directory / "summary.json");
    const auto summary = nlohmann::json::parse(file, nullptr, false);
    if (summary.is_object())
    {
        for (const auto& name : summary.value("files", nlohmann::json::array()))
        {
            const fs::path path = name.is_string() ? name.get<std::string>() : "";
            std::error_code ignored; // what cannot be removed stays
            // Whoever wrote the summary: files elsewhere are none of this run.
            if (path == path.filename() && fs::is_regular_file(directory / path, ignored))
            {
                fs::remove(directory / path, ignored);
            }
        }
    }
    fs::remove(directory / "summary.json");
    fs::remove(directory / "timing.json");
    RunReport::RemoveOld(m_directory);
}

std::set<std::string>
ResultsHelper::ListFiles() const
{
    std::set<std::string> names;
    for (const auto& file : m_files)
    {
        const auto name = fs::path(file).lexically_relative(m_directory);
        if (name == name.filename() && name.native()[0] != '.' && fs::exists(file))
        {
            names.insert(name.string());
        }
    }
    return names;
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

const ParallelRun&
ResultsHelper::GetParallelRun() const
{
    return m_parallel;
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
ResultsHelper::AddShare(std::shared_ptr<ResultsShare> share)
{
    m_shares.push_back(std::move(share));
}

std::string
ResultsHelper::MakePath(const std::string& name)
{
    Claim((fs::path(m_directory) / name).string());
    return m_files.back();
}

std::string
ResultsHelper::MakeRankPath(uint32_t rank, const char* extension) const
{
    return (fs::path(m_directory) / (".rank-" + std::to_string(rank) + "." + extension)).string();
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

void
ResultsHelper::CollectInstalled()
{
    const std::set<Ptr<Application>> known(m_applications.begin(), m_applications.end());
    ApplicationContainer applications;
    for (auto node = NodeList::Begin(); node != NodeList::End(); ++node)
    {
        for (uint32_t i = 0; i < (*node)->GetNApplications(); ++i)
        {
            const auto application = (*node)->GetApplication(i);
            if (known.count(application) > 0)
            {
                continue;
            }
            applications.Add(application);
            const auto tgen = DynamicCast<TgenApplication>(application);
            if (tgen && !tgen->GetLogFile().empty())
            {
                Claim(tgen->GetLogFile());
            }
        }
    }
    Collect(applications);
    for (const auto& file : FlowTraceHelper::GetLogFiles(applications))
    {
        Claim(file);
    }
    const auto has = [&](TypeId type) {
        return std::any_of(applications.Begin(), applications.End(), [&](const auto& each) {
            return each->GetInstanceTypeId() == type;
        });
    };
    // In a parallel run some rank may have such applications: all ranks have the same shares.
    const bool isParallel = m_parallel.IsParallel();
    if (isParallel || has(PoissonFlowApplication::GetTypeId()))
    {
        PoissonResultsHelper({}).Collect(applications, *this);
    }
    if (isParallel || has(GensynApplication::GetTypeId()) ||
        has(ContentServerApplication::GetTypeId()))
    {
        GensynResultsHelper::Collect(applications, *this);
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
    if (m_spool)
    {
        m_spool->Add(record);
        m_summary.Add(record);
    }
    else
    {
        Tell(record);
    }
}

void
ResultsHelper::Tell(const TransferRecord& record)
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
    for (const auto& share : m_shares)
    {
        share->Close();
    }
    if (m_spool)
    {
        m_spool->Close();
        SaveShares();
        m_parallel.barrier();
        if (m_parallel.rank > 0)
        {
            return;
        }
        MergeRanks();
    }
    m_table->Close();
    auto summary = m_summary.ToJson({name,
                                     RngSeedManager::GetSeed(),
                                     RngSeedManager::GetRun(),
                                     Simulator::Now(),
                                     Simulator::GetEventCount() + m_otherEvents});
    for (const auto& share : m_shares)
    {
        share->Finish(summary);
    }
    auto files = ListFiles();
    files.insert(m_otherFiles.begin(), m_otherFiles.end());
    summary["files"] = files;
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
ResultsHelper::SaveShares() const
{
    auto shares = nlohmann::json::array();
    for (const auto& share : m_shares)
    {
        shares.push_back(share->Save());
    }
    const auto path = MakeRankPath(m_parallel.rank, "shares");
    std::ofstream file(path, std::ios::binary);
    nlohmann::json::to_cbor({{"events", Simulator::GetEventCount()},
                             {"files", ListFiles()},
                             {"queues", m_report ? m_report->SaveQueues() : nlohmann::json()},
                             {"shares", shares}},
                            file);
    file.close();
    if (!file)
    {
        throw std::system_error(errno, std::generic_category(), path);
    }
}

void
ResultsHelper::MergeRanks()
{
    std::vector<std::string> spools;
    for (uint32_t rank = 0; rank < m_parallel.ranks; ++rank)
    {
        spools.push_back(MakeRankPath(rank, "transfers"));
    }
    m_summary = RunSummary();
    TransferSpoolReader transfers(spools);
    while (const auto record = transfers.Next())
    {
        Tell(*record);
    }
    for (uint32_t rank = 1; rank < m_parallel.ranks; ++rank)
    {
        std::ifstream file(MakeRankPath(rank, "shares"), std::ios::binary);
        const auto saved = nlohmann::json::from_cbor(file);
        m_otherEvents += saved.at("events").get<uint64_t>();
        m_otherFiles.merge(saved.at("files").get<std::set<std::string>>());
        for (std::size_t i = 0; i < m_shares.size(); ++i)
        {
            m_shares[i]->Merge(saved.at("shares").at(i));
        }
        if (m_report)
        {
            m_report->MergeQueues(saved.at("queues"));
        }
    }
    for (uint32_t rank = 0; rank < m_parallel.ranks; ++rank)
    {
        fs::remove(MakeRankPath(rank, "transfers"));
        fs::remove(MakeRankPath(rank, "shares"));
    }
}

void
ResultsHelper::WriteJson(const std::string& name, const nlohmann::ordered_json& json)
{
    const auto path = MakePath(name);
    std::ofstream file(path);
    // Labels may be in any encoding: they are those of configs.
    file << json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
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
    m_spool.reset();
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
