/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RUN_REPORT_H
#define RUN_REPORT_H

#include "ns3/binned-series.h"
#include "ns3/link-queue-watch.h"
#include "ns3/node-container.h"
#include "ns3/plot-figure.h"
#include "ns3/run-summary.h"
#include "ns3/transfer-record.h"

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * The page report.html of a run, with its plots: distribution functions of completion time and time
 * to first byte, goodput over time, queues, and what else is added. Its memory does not grow with
 * the number of transfers. ResultsHelper::EnableReport makes one.
 */
class RunReport
{
  public:
    /// Adds pictures when the run is over.
    using FigureSource = std::function<void(std::vector<PlotFigure>&)>;

    /// @param record of a transfer, at its end or open at the end of the simulation
    void Add(const TransferRecord& record);
    /// Watch the queues of these nodes, see LinkQueueWatch.
    void WatchQueues(const NodeContainer& nodes);
    /// @param source asked for its figures when the page is written
    void AddFigures(FigureSource source);

    /// What this process has seen of the queues, for the report of another rank.
    nlohmann::json SaveQueues() const;
    /// Add what another rank has seen.
    void MergeQueues(const nlohmann::json& saved);

    /**
     * Draw the plots and write the page.
     * @param directory that exists
     * @param name what the run is called
     * @param transfers of the run
     * @param summary what the tables are made of: the content of summary.json
     * @return why there are no plots; empty when there are
     * @throw std::system_error when a file could not be written
     */
    std::string Write(const std::string& directory,
                      const std::string& name,
                      const RunSummary& transfers,
                      const nlohmann::ordered_json& summary) const;

    /// Remove the page of an earlier run, and its plots.
    static void RemoveOld(const std::string& directory);

  private:
    std::vector<PlotFigure> MakeFigures(const RunSummary& transfers) const;

    LinkQueueWatch m_queues;
    std::map<std::string, std::map<std::string, BinnedSeries>> m_goodput; //!< system, label: bytes
    std::vector<FigureSource> m_sources;
};

} // namespace ns3

#endif // RUN_REPORT_H
