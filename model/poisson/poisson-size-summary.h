/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_SIZE_SUMMARY_H
#define POISSON_SIZE_SUMMARY_H

#include "ns3/duration-quantiles.h"
#include "ns3/nstime.h"
#include "ns3/orderless-sum.h"
#include "ns3/poisson-hkust-results.h"

#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Completion times and slowdowns of finished flows, by the bins of HKUST's script. Its memory does
 * not grow with the number of flows.
 */
class PoissonSizeSummary
{
  public:
    /**
     * @param bytes of the flow
     * @param completion from the request to the last byte
     * @param slowdown see PoissonPath; none where the path is not known
     */
    void Add(uint64_t bytes, Time completion, std::optional<double> slowdown);

    /**
     * `all` and each of the bins, `under_100KB`, `100KB_to_10MB` and `over_10MB`, as objects:
     * `count`, `bytes`, `fct_s` and `slowdown`, each with its `mean` and percentiles (see
     * DurationQuantiles); without any such flow the last two are left out.
     */
    nlohmann::ordered_json ToJson() const;
    /// The same as a table for people to read: a line for each bin that has flows, and a header.
    std::string ToText() const;

    /// For another process of this program.
    nlohmann::json Save() const;
    /// Add what another process has saved.
    void Merge(const nlohmann::json& saved);

  private:
    /// What is known of the flows of a bin.
    struct Bin
    {
        uint64_t count{0};
        uint64_t bytes{0};
        DurationQuantiles completions;
        OrderlessSum completionSum; //!< seconds
        /// In millionths, as nanoseconds.
        DurationQuantiles slowdowns;
        OrderlessSum slowdownSum;
    };

    static nlohmann::ordered_json ToJson(const Bin& bin);

    Bin m_all;
    std::array<Bin, HkustResult::BINS> m_bins;
};

} // namespace ns3

#endif // POISSON_SIZE_SUMMARY_H
