/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_RESULTS_HELPER_H
#define POISSON_RESULTS_HELPER_H

#include "ns3/application-container.h"
#include "ns3/flow-list.h"
#include "ns3/network-description.h"
#include "ns3/poisson-flow-application.h"
#include "ns3/poisson-path.h"
#include "ns3/poisson-size-summary.h"
#include "ns3/results-helper.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * What a run tells of Poisson flows beside the transfer table: completion times and slowdowns by
 * size, the completion times of requests of several flows, and on demand the files of other tools.
 */
class PoissonResultsHelper
{
  public:
    /// What to write.
    struct Options
    {
        std::string label;       //!< of the flows, in the summary; "" is "poisson" there
        bool hasRequests{false}; //!< requests have several flows: write `poisson.HOST.requests.csv`
        /// Write `poisson.HOST.flows.txt`, and for requests of several flows
        /// `poisson.HOST.reqs.txt` as well, for the script of HKUST's tool (result.py).
        bool writesHkust{false};
        /// Write `poisson.flow.txt`: all flows as they arrived, for HPCC's simulator, with hosts by
        /// their place among the nodes of the network. Keeps 32 bytes for each flow.
        bool writesFlowList{false};
    };

    /**
     * @param options which files are written
     * @param network for slowdowns; none are reckoned without it
     */
    explicit PoissonResultsHelper(Options options,
                                  std::shared_ptr<const NetworkDescription> network = nullptr);
    ~PoissonResultsHelper();

    /**
     * Write into a directory what these applications do.
     * @param applications those that are PoissonFlowApplications are listened to until results are
     *        finished
     * @param results write the files at their end
     */
    void Collect(const ApplicationContainer& applications, ResultsHelper& results);

    /**
     * @param links in the direction of the bytes of a flow, see NetworkPaths
     * @return what slowdowns are measured against, with the segments of TCP's attributes as they
     *         are now; none without links
     */
    static std::optional<PoissonPath> MakePath(const std::vector<LinkProperties>& links);

  private:
    class Recorder;

    Options m_options;
    std::shared_ptr<const NetworkDescription> m_network;
};

} // namespace ns3

#endif // POISSON_RESULTS_HELPER_H
