/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_TRACE_SCORE_H
#define FLOW_TRACE_SCORE_H

#include "ns3/nstime.h"
#include "ns3/orderless-sum.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * What the players of cs145-projects-tools print of a run: plain means of latencies and
 * throughputs, means of their logarithms, and the score that is made of those. Sums only: any
 * number of values costs the same.
 */
class FlowTraceScore
{
  public:
    /// A number of values, their sum, and that of their logarithms.
    class Mean
    {
      public:
        /// @param value one more; of those that are not positive there is no logarithm
        void Add(double value);
        /// @param other whose values are taken over
        void Add(const Mean& other);
        /// @return how many values there are
        uint64_t GetCount() const;
        /// Values without a logarithm: 0. The original ends with an error there.
        uint64_t GetZeros() const;
        /// @return 0 without values
        double GetMean() const;
        /// Whether any value has a logarithm.
        bool HasLogMean() const;
        /// @return mean of log10 of those values that have one; 0 when none has
        double GetLogMean() const;

        /// For another process of this program.
        nlohmann::json Save() const;
        /// Add what another process has saved.
        void Merge(const nlohmann::json& saved);

      private:
        uint64_t m_count{0};
        uint64_t m_zeros{0};
        OrderlessSum m_sum;
        OrderlessSum m_logSum;
    };

    Mean latency;     //!< of key-value requests, in microseconds
    Mean tcpSent;     //!< throughput of flows at their sender, in kbit/s
    Mean udpSent;     //!< the same over UDP
    Mean tcpReceived; //!< at their receiver, from the first byte to the last, of those that took
                      //!< time
    Mean udpReceived; //!< the same over UDP
    Mean windows;     //!< throughput of a receiver of UDP in windows of 5 s, in kbit/s

    /// @param other whose values are taken over, of each kind
    void Add(const FlowTraceScore& other);

    /**
     * The throughputs that the original prints: with TCP the sender's, with UDP the receiver's
     * windows, or the receiver's flows where no window came to its end.
     */
    Mean GetThroughput() const;
    /// Mean log10 of throughput in kbit/s, less that of latency in microseconds; none without both.
    std::optional<double> GetScore() const;
    /// The same in bit/s, as the version of 2021 has it.
    std::optional<double> GetScore2021() const;

    /// Throughput of a flow as the original computes it. @return kbit/s; 0 for no time
    static double ToThroughput(uint64_t bytes, Time elapsed);

    /// The lines of the original's console, and the scores.
    void Print(std::ostream& stream) const;
    /// @return means and scores, null where there is none
    nlohmann::ordered_json ToJson() const;

    /// For another process of this program.
    nlohmann::json Save() const;
    /// Add what another process has saved.
    void Merge(const nlohmann::json& saved);
};

} // namespace ns3

#endif // FLOW_TRACE_SCORE_H
