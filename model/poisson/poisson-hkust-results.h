/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_HKUST_RESULTS_H
#define POISSON_HKUST_RESULTS_H

#include "ns3/nstime.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * A finished flow or request, as HKUST's TrafficGenerator writes it down.
 */
struct HkustResult
{
    /// The bins of its script: less than 100 KiB, less than 10 MiB, and all others.
    static constexpr std::size_t BINS = 3;

    uint64_t bytes;        //!< of the flow; for a request, of all its flows
    uint64_t completionUs; //!< whole microseconds from the request to the last byte
    uint32_t dscp;         //!< 0 to 63
    uint32_t rateMbps;     //!< 0: none

    /// @return whole Mbit/s; 0 when it took no time. (That tool's own number is wrong from 512 MiB
    ///         on, where its 32 bits do not suffice.)
    uint64_t GetGoodputMbps() const;

    /// @return the bin of a size, from 0
    static std::size_t BinOf(uint64_t bytes);

    /// Append a row of `flows.txt`: size, completion time, DSCP, rate, goodput.
    void AppendFlowRow(std::string& text) const;
    /// Append a row of `reqs.txt`: the same, and the fan-out.
    void AppendRequestRow(std::string& text, uint32_t fanout) const;
};

/**
 * @ingroup synthetic-traffic
 * What HKUST's script `result.py` says of a file of flows or requests: means and the 99th
 * percentile in whole microseconds, by its bins. Keeps eight bytes for each flow of the first bin.
 */
class HkustReport
{
  public:
    /// @param result of a flow or request that finished
    void Add(const HkustResult& result);
    /// @return six lines
    std::string ToText() const;

  private:
    /// Sums over any set of results.
    struct Sums
    {
        uint64_t count{0};
        uint64_t completionUs{0};
        uint64_t goodputMbps{0};

        /// @return a sum over the count, rounded down; 0 when there is none
        uint64_t MeanOf(uint64_t sum) const;
    };

    Sums m_all;
    std::array<Sums, HkustResult::BINS> m_bins;
    std::vector<uint64_t> m_smallCompletionsUs;
};

} // namespace ns3

#endif // POISSON_HKUST_RESULTS_H
