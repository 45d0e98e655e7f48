/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_READER_H
#define SCENARIO_READER_H

#include "ns3/json-document.h"
#include "ns3/network-description.h"
#include "ns3/scenario-entry.h"
#include "ns3/scenario-helper.h"
#include "ns3/scenario-listeners.h"
#include "ns3/tgen-scenario-entry.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Reads a scenario file and checks what its entries say of each other. ScenarioHelper::Load is the
 * usual way.
 */
class ScenarioReader
{
  public:
    /// @param path of the file @param overrides "PATH=VALUE" each
    ScenarioReader(const std::string& path, const std::vector<std::string>& overrides);
    /// For text in memory. @param text JSON @param name stands for the file's name
    ScenarioReader(std::string_view text, const std::string& name);

    /// Once. @throw InputError with the problems of all files
    ScenarioHelper Read();

  private:
    int64_t ReadEpoch(const JsonValue& json) const;
    static std::string ReadFolder(const JsonValue& json);
    void ReadEntry(const JsonValue& json);
    std::vector<std::size_t> ReadHosts(const JsonValue& json) const;
    ScenarioInstaller ReadSocksProxy(const JsonValue& json, const std::vector<std::size_t>& hosts);
    ScenarioInstaller ReadPoisson(const JsonValue& json, const std::vector<std::size_t>& hosts);
    ScenarioInstaller ReadFlowServer(const JsonValue& json, const std::vector<std::size_t>& hosts);
    ScenarioInstaller ReadFlowGroups(const JsonValue& json, std::vector<std::size_t>& hosts);
    ScenarioInstaller ReadGensyn(const JsonValue& json, const std::vector<std::size_t>& hosts);
    ScenarioInstaller ReadContentServer(const JsonValue& json,
                                        const std::vector<std::size_t>& hosts);
    void Warn(const std::vector<std::string>& warnings);

    JsonDocument m_document;
    ScenarioHelper m_scenario;
    int64_t m_epoch{0};                                  //!< s since 1970
    std::shared_ptr<const NetworkDescription> m_network; //!< for whoever outlives this reader
    std::optional<ScenarioListeners> m_listeners;        //!< when the network is known
    TgenScenarioEntries m_tgenEntries;
    /// What receives flows and requests of traces, which entries share: port and host.
    std::set<std::pair<uint16_t, std::size_t>> m_traceListeners;
    std::vector<std::function<void()>> m_checks; //!< to make after the last entry
};

} // namespace ns3

#endif // SCENARIO_READER_H
