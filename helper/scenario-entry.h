/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_ENTRY_H
#define SCENARIO_ENTRY_H

#include "ns3/application-container.h"
#include "ns3/network-description.h"
#include "ns3/node-container.h"
#include "ns3/results-helper.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace ns3
{

/// What reading an entry of a scenario's list `applications` leads to: it creates the applications
/// on the hosts of the entry.
using ScenarioInstaller = std::function<ApplicationContainer(const NodeContainer&, ResultsHelper&)>;

/// Where an entry of a scenario stands.
struct ScenarioPlace
{
    std::shared_ptr<const NetworkDescription> network; //!< of the scenario
    std::vector<std::size_t> hosts; //!< of the entry, by their place among the nodes
};

} // namespace ns3

#endif // SCENARIO_ENTRY_H
