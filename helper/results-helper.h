/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RESULTS_HELPER_H
#define RESULTS_HELPER_H

#include "ns3/application-container.h"
#include "ns3/node-container.h"
#include "ns3/plot-figure.h"
#include "ns3/ptr.h"
#include "ns3/run-summary.h"
#include "ns3/traffic-application.h"
#include "ns3/transfer-table.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
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
 *   results.Collect(applications);
 *   Simulator::Run();
 *   results.Finish("my run");
 *   Simulator::Destroy();
 * @endcode
 *
 * In a parallel run each rank needs a directory of its own, and collects the applications of its
 * own nodes.
 */
class ResultsHelper
{
  public:
    /**
     * Create the directory, with those above it, and start transfers.csv in it.
     * @param directory may exist; files of an earlier run are written over
     * @throw InputError when the directory or the file cannot be created
     */
    explicit ResultsHelper(const std::string& directory);
    ~ResultsHelper();
    ResultsHelper(const ResultsHelper&) = delete;
    ResultsHelper& operator=(const ResultsHelper&) = delete;

    const std::string& GetDirectory() const;

    /// Say that a file is part of these results, so that Discard removes it.
    void Claim(const std::string& path);
    /**
     * The same for a new file of the directory.
     * @return the path of "STEM.EXTENSION"; or of "STEM-2.EXTENSION" and so on where that is taken
     */
    std::string ClaimNew(const std::string& stem, const std::string& extension);

    /**
     * Have something done by Finish, when all transfers are reported: to complete a file, or to add
     * to the summary what is known besides.
     */
    void AddFinisher(std::function<void(nlohmann::ordered_json& summary)> finisher);

    /**
     * Have Finish write report.html, a page with tables and plots (RunReport), with the plots as
     * SVG files and the gnuplot scripts that draw them beside it. To be called before helpers
     * collect results.
     * @param nodes whose queues to watch (LinkQueueWatch), when there is a network already
     */
    void EnableReport(const NodeContainer& nodes = NodeContainer());
    bool HasReport() const;
    /// Watch the queues of more nodes. Does nothing without a report.
    void WatchQueues(const NodeContainer& nodes);
    /// Have pictures added to the report when the run is over. Does nothing without a report.
    void AddFigures(std::function<void(std::vector<PlotFigure>&)> source);

    /// Record the transfers of these applications; those that are no TrafficApplication have none.
    void Collect(const ApplicationContainer& applications);

    /// The transfers that have ended so far.
    const RunSummary& GetSummary() const;

    /**
     * After Simulator::Run: let the applications report what is still open, complete transfers.csv
     * and write summary.json, and the report.
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
    void StopCollecting();
    /// @return the path of a file in the directory, claimed
    std::string MakePath(const std::string& name);

    std::string m_directory;
    std::vector<std::filesystem::path> m_newDirectories; //!< innermost first
    std::vector<std::string> m_files;
    std::optional<TransferTable> m_table;
    RunSummary m_summary;
    std::unique_ptr<RunReport> m_report; //!< null when none is wanted
    std::vector<std::string> m_warnings;
    std::vector<Ptr<TrafficApplication>> m_applications;
    std::vector<std::function<void(nlohmann::ordered_json&)>> m_finishers;
};

} // namespace ns3

#endif // RESULTS_HELPER_H
