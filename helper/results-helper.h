/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RESULTS_HELPER_H
#define RESULTS_HELPER_H

#include "ns3/application-container.h"
#include "ns3/node-container.h"
#include "ns3/parallel-run.h"
#include "ns3/plot-figure.h"
#include "ns3/ptr.h"
#include "ns3/results-share.h"
#include "ns3/run-summary.h"
#include "ns3/traffic-application.h"
#include "ns3/transfer-spool.h"
#include "ns3/transfer-table.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ns3
{

class RunReport;

/**
 * @ingroup synthetic-traffic
 * Writes what happened in a run to a directory: transfers.csv (TransferTable) while it happens,
 * and summary.json (RunSummary) at the end; after EnableReport also report.html with plots.
 *
 * @code
 *   ResultsHelper results("my-results");
 *   results.EnableReport(NodeContainer::GetGlobal()); // for report.html
 *   // helpers install
 *   results.CollectInstalled();
 *   Simulator::Run();
 *   results.Finish("my run");
 *   Simulator::Destroy();
 * @endcode
 *
 * In a parallel run all ranks name the same directory, on a file system that they share, and each
 * collects the applications of its own nodes. Finish leaves what a sequential run would have left.
 */
class ResultsHelper
{
  public:
    /**
     * Create the directory, with those above it, and start transfers.csv in it.
     * @param directory may exist; files of an earlier run are written over
     * @param parallel the place of this process in a parallel run; all ranks call at the same time
     * @throw InputError when the directory or the file cannot be created
     */
    explicit ResultsHelper(const std::string& directory, ParallelRun parallel = {});
    ~ResultsHelper();
    ResultsHelper(const ResultsHelper&) = delete;
    ResultsHelper& operator=(const ResultsHelper&) = delete;

    /// @return as the constructor was told
    const std::string& GetDirectory() const;
    /// @return who writes beside this process
    const ParallelRun& GetParallelRun() const;

    /// Say that a file is part of these results, so that Discard removes it.
    void Claim(const std::string& path);
    /**
     * The same for a new file of the directory.
     * @return the path of "STEM.EXTENSION"; or of "STEM-2.EXTENSION" and so on where that is taken
     */
    std::string ClaimNew(const std::string& stem, const std::string& extension);

    /// Tell of something else than transfers. All ranks add the same things in the same order.
    void AddShare(std::shared_ptr<ResultsShare> share);

    /**
     * Have Finish write report.html, a page with tables and plots (RunReport), with the plots as
     * SVG files and the gnuplot scripts that draw them beside it. To be called before helpers
     * collect results, on all ranks.
     * @param nodes whose queues to watch (LinkQueueWatch), when there is a network already
     */
    void EnableReport(const NodeContainer& nodes = NodeContainer());
    /// @return whether EnableReport was called
    bool HasReport() const;
    /// Watch the queues of more nodes. Does nothing without a report.
    void WatchQueues(const NodeContainer& nodes);
    /// Have pictures added to the report when the run is over. Does nothing without a report.
    void AddFigures(std::function<void(std::vector<PlotFigure>&)> source);

    /// Record the transfers of these applications; those that are no TrafficApplication have none.
    void Collect(const ApplicationContainer& applications);

    /**
     * Collect whatever is installed on the nodes of this process, after the last Install() and
     * before Simulator::Run: transfers of all applications that are not collected yet, completion
     * times by size of Poisson flows (PoissonResultsHelper), numbers of users and received
     * datagrams (GensynResultsHelper). Logs in the directory become part of the results.
     */
    void CollectInstalled();

    /// The transfers that have ended so far on this rank, and after Finish on rank 0 all.
    const RunSummary& GetSummary() const;

    /**
     * After Simulator::Run: let the applications report what is still open, complete transfers.csv
     * and write summary.json and the report. In a parallel run all ranks call it, and rank 0
     * writes.
     * @param name what the run is called in summary.json
     * @throw std::system_error when a file could not be written completely
     */
    void Finish(const std::string& name);

    /// @return what Finish could not do without harm to the results: plots without gnuplot
    const std::vector<std::string>& GetWarnings() const;

    /// Write a JSON file into the directory. @throw std::system_error when that fails
    void WriteJson(const std::string& name, const nlohmann::ordered_json& json);

    /// Instead of Finish: remove all files, and the directory if it is new and nothing else is in
    /// it.
    void Discard();

  private:
    void Record(const TransferRecord& record);
    /// Into all that this process writes of transfers.
    void Tell(const TransferRecord& record);
    void StopCollecting();
    void Open();
    /// What an earlier run wrote must not stand beside what this one writes.
    void RemoveEarlierRun() const;
    /// @return the names of what was written into the directory so far
    std::set<std::string> ListFiles() const;
    /// Leave for rank 0 what it has to know of this rank.
    void SaveShares() const;
    /// Take in what the ranks have left.
    void MergeRanks();
    /// @return the path of a file that a rank leaves for rank 0
    std::string MakeRankPath(uint32_t rank, const char* extension) const;
    /// @return the path of a file in the directory, claimed
    std::string MakePath(const std::string& name);

    std::string m_directory;
    std::vector<std::filesystem::path> m_newDirectories; //!< innermost first
    std::vector<std::string> m_files;
    ParallelRun m_parallel;
    std::optional<TransferTable> m_table; //!< on rank 0
    std::optional<TransferSpool> m_spool; //!< in a parallel run
    RunSummary m_summary;
    std::unique_ptr<RunReport> m_report; //!< null when none is wanted
    std::vector<std::string> m_warnings;
    std::vector<Ptr<TrafficApplication>> m_applications;
    std::vector<std::shared_ptr<ResultsShare>> m_shares;
    uint64_t m_otherEvents{0};          //!< of other ranks
    std::set<std::string> m_otherFiles; //!< that other ranks wrote
};

} // namespace ns3

#endif // RESULTS_HELPER_H
