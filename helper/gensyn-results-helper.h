/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GENSYN_RESULTS_HELPER_H
#define GENSYN_RESULTS_HELPER_H

#include "ns3/application-container.h"
#include "ns3/results-helper.h"

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * What a run tells of GenSyn's users beside the transfer table:
 *
 * - `gensyn.HOST.states.csv`: the number of users in each state over time, for applications that
 *   have a SampleInterval
 * - `gensyn.HOST.received.csv`: what came of datagrams at a content server, by source and module
 * - in the summary, under systems.gensyn.states: what became of communications, by label and state
 */
class GensynResultsHelper
{
  public:
    /**
     * Write into a directory what these applications do.
     * @param applications those that are GensynApplications or ContentServerApplications are
     *        listened to until results are finished
     * @param results write the files at their end
     */
    static void Collect(const ApplicationContainer& applications, ResultsHelper& results);
};

} // namespace ns3

#endif // GENSYN_RESULTS_HELPER_H
