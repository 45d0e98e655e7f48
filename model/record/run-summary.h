/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RUN_SUMMARY_H
#define RUN_SUMMARY_H

#include "ns3/duration-quantiles.h"
#include "ns3/nstime.h"
#include "ns3/transfer-record.h"

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * What a run did, in a few numbers: how many transfers ended how, how many bytes they moved, and
 * how long the successful ones took. Its memory does not grow with the number of transfers.
 */
class RunSummary
{
  public:
    /// What is known about a run besides its transfers.
    struct Run
    {
        std::string name;   //!< of the scenario
        uint32_t seed{1};   //!< of RngSeedManager
        uint64_t run{1};    //!< of RngSeedManager
        Time simulated;     //!< where the simulation stopped
        uint64_t events{0}; //!< of the simulator
    };

    /// Sums over any set of transfers.
    struct Totals
    {
        std::array<uint64_t, 3> transfers{};    //!< by TransferRecord::Status
        uint64_t sentBytes{0};                  //!< of all transfers, whatever their status
        uint64_t receivedBytes{0};              //!< of all transfers, whatever their status
        std::map<std::string, uint64_t> errors; //!< how many transfers failed with this one
    };

    /// @param record of a transfer that is over, or open at the end
    void Add(const TransferRecord& record);

    /// @return over all systems
    Totals GetTotals() const;

    /**
     * The summary as the file summary.json shows it.
     *
     * `goodput_bps` is payload in both directions over the simulated time. The percentiles are of
     * successful transfers only: `completion_s` from start to end, `first_byte_s` from start to
     * the first byte received; they come from DurationQuantiles. Without any such transfer an
     * object has `count` 0 and no percentiles.
     */
    nlohmann::ordered_json ToJson(const Run& run) const;

    /// Sees the durations of successful transfers that share system and label.
    using Visitor = std::function<void(const std::string& system,
                                       const std::string& label,
                                       const DurationQuantiles& completion,
                                       const DurationQuantiles& firstByte)>;

    /// Show all durations, in the order of systems and labels.
    void Visit(const Visitor& visitor) const;

  private:
    /// Durations of the successful transfers that share a label.
    struct Durations
    {
        DurationQuantiles completion;
        DurationQuantiles firstByte;
    };

    struct System
    {
        Totals totals;
        std::map<std::string, Durations> labels;
    };

    std::map<std::string, System> m_systems;
};

} // namespace ns3

#endif // RUN_SUMMARY_H
