/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_HELPER_H
#define SCENARIO_HELPER_H

#include "ns3/application-container.h"
#include "ns3/network-description.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/results-helper.h"
#include "ns3/scenario-entry.h"
#include "ns3/tcp-preset.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * A run as one JSON file describes it: a network, and the applications on its hosts.
 *
 * @code
 *   ScenarioHelper scenario = ScenarioHelper::Load("scenario.json");
 *   ResultsHelper results("my-results");
 *   scenario.Install(results);
 *   Simulator::Run();
 *   results.Finish(scenario.GetName());
 *   Simulator::Destroy();
 * @endcode
 */
class ScenarioHelper
{
  public:
    /**
     * Read and check a scenario file and all files that it names. Nothing is created.
     * @param path the file; paths in it are relative to it
     * @param overrides "PATH=VALUE" each, applied before the checks: "applications.1.start=2s"
     * @throw InputError with the problems of all files
     */
    static ScenarioHelper Load(const std::string& path,
                               const std::vector<std::string>& overrides = {});

    /**
     * The same for text in memory.
     * @param text JSON
     * @param name stands for the file's name
     */
    static ScenarioHelper Parse(std::string_view text, const std::string& name);

    /// @return what the run is called: `name`, or the name of the file without its extension
    const std::string& GetName() const;
    /// @return when it ends
    Time GetStop() const;
    /// @return the hosts and the links between them
    const NetworkDescription& GetNetwork() const;
    /// @return how many applications the run has, on all hosts together
    std::size_t GetNApplications() const;

    /// An entry of the list `applications`, for people.
    struct Part
    {
        std::string type;               //!< as the scenario says: "tgen", "poisson", ...
        std::vector<std::size_t> hosts; //!< places in NetworkDescription::nodes
    };

    /// @return what runs where, in the order of the file
    std::vector<Part> GetParts() const;
    /// @return what is allowed but probably not meant, one line each
    const std::vector<std::string>& GetWarnings() const;

    /**
     * Set seed and run number, the defaults of TCP (TcpPreset::Apply), build the network, install
     * the applications, fix all random streams and schedule the end of the simulation, whose events
     * a NodeOrderScheduler orders. Simulator,
     * ns3::Names and the node list must be empty before.
     * @param results records the transfers; logs go to its directory. It also says whether this is
     *        a process of a parallel run
     * @throw InputError when the network cannot be spread over the ranks of a parallel run
     * @return the applications on nodes of this rank
     */
    ApplicationContainer Install(ResultsHelper& results) const;

  private:
    friend class ScenarioReader;

    /// An entry of the list `applications`.
    struct Entry
    {
        std::string type;
        std::vector<std::size_t> hosts; //!< places in NetworkDescription::nodes
        Time start;
        std::optional<Time> stop;
        ScenarioInstaller install;
    };

    ScenarioHelper() = default;

    std::string m_name;
    Time m_stop;
    uint32_t m_seed{1};
    uint64_t m_run{1};
    TcpPreset m_tcp;
    NetworkDescription m_network;
    std::vector<Entry> m_entries;
    std::vector<std::string> m_warnings;
};

} // namespace ns3

#endif // SCENARIO_HELPER_H
