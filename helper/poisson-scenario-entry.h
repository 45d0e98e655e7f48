/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_SCENARIO_ENTRY_H
#define POISSON_SCENARIO_ENTRY_H

#include "ns3/flow-list.h"
#include "ns3/json-document.h"
#include "ns3/poisson-config.h"
#include "ns3/poisson-plan.h"
#include "ns3/scenario-entry.h"

#include <memory>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * An entry of type `poisson` of a scenario file. Either it says what to ask for and how much of it
 * (the keys of PoissonConfig and PoissonLoad), or it has `flowList`, a list of flows to replay
 * between its hosts. And in both cases:
 *
 * - `connections`: "persistent" or "per-flow"; `initialConnections`: persistent ones to each server
 * - `direction`: "pull" (the server sends) or "push"; not for a list, which is pushed
 * - `retries`, `flowTimeout`: attributes Retries and FlowTimeout of the application
 * - `results`: a list of "hkust" and "flow-list": files to write beside the usual ones
 */
struct PoissonScenarioEntry
{
    /// @return of no use when the document has problems afterwards
    static PoissonScenarioEntry Read(const JsonValue& json, const ScenarioPlace& place);

    ScenarioInstaller install;                   //!< installs the entry on its hosts
    std::shared_ptr<const PoissonConfig> config; //!< null for a list of flows, or with problems
    PoissonLoad load;                            //!< of it
    std::shared_ptr<const FlowList> list;        //!< null when there is none
};

} // namespace ns3

#endif // POISSON_SCENARIO_ENTRY_H
