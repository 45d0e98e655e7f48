/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_PLAN_H
#define POISSON_PLAN_H

#include "ns3/json-document.h"
#include "ns3/poisson-draws.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * How much a Poisson client asks for, and by whose rule.
 */
struct PoissonLoad
{
    /**
     * Read the keys of a scenario's entry: `bandwidth` ("900Mbps") or `load` (a fraction of what
     * the caller knows to be the whole), `flows` (a number of requests) or `duration`, and perhaps
     * `compat` ("hkust" or "python") with its `seed`. Problems are those of the document.
     */
    static PoissonLoad Read(const JsonValue& entry);
    /// The keys that Read() knows.
    static const std::vector<std::string>& Keys();

    double megabitsPerSecond{0};      //!< of payload; for HKUST's rule, of full Ethernet frames
    std::optional<double> fraction;   //!< in place of the above, which the caller reckons from it
    std::optional<uint64_t> requests; //!< how many, ...
    std::optional<Time> duration;     //!< ... or for how long they arrive
    /// The tool whose rule, faults and random numbers are followed; PoissonDraws says what that is.
    std::optional<PoissonConfig::Dialect> compat;
    int64_t seed{1}; //!< of that tool's generator
};

/**
 * @ingroup synthetic-traffic
 * The requests of a Poisson client, one after the other as they are asked for: nothing is kept, and
 * a request takes no memory but its own.
 *
 * By our own rule requests arrive as a Poisson process from the start on, at the exact sums of
 * their gaps. With a duration they are those that arrive before its end; HKUST's rule makes a
 * number of requests of it (the duration over the mean gap, and 1 at least).
 */
class PoissonPlan : public PoissonRequestSource
{
  public:
    /**
     * @param config says what is asked for
     * @param load says how much; `fraction` is not looked at
     * @param sources of uniform numbers by our own rule; may be empty for that of another tool
     * @param self index of a server that is the client itself and is left out; by our own rule only
     * @throw InputError when there can be no such plan
     */
    PoissonPlan(std::shared_ptr<const PoissonConfig> config,
                const PoissonLoad& load,
                PoissonSources sources,
                std::optional<uint32_t> self = std::nullopt);

    bool Next(PoissonRequest& request) override;

    /// @return what it draws from
    const PoissonConfig& GetConfig() const;
    /// @return the mean gap that the rule aims at, in microseconds
    double GetMeanGapUs() const;
    /// @return the mean size of a request that the rule reckons with, in bytes
    double GetMeanBytes() const;
    /// @return how many requests there will be, where that is known beforehand
    std::optional<uint64_t> GetTotal() const;

  private:
    std::shared_ptr<const PoissonConfig> m_config;
    std::unique_ptr<PoissonDraws> m_draws;
    std::optional<uint64_t> m_requests;
    int64_t m_endNs; //!< no request arrives then or later
    uint64_t m_index{0};
    uint64_t m_flows{0};
    double m_pendingGapUs{0}; //!< that was drawn with the request before
    int64_t m_arrivalNs{0};   //!< of the request before, ...
    double m_fractionNs{0};   //!< ... and what is left to it of a nanosecond
};

/**
 * @name The plan as a table
 * @{
 */
/// The header line of the table, with its line end.
extern const char* const POISSON_PLAN_HEADER;
/**
 * Append a row for each flow of a request: the number of the flow (from 1, as on the wire), its
 * size in bytes as planned, its server, DSCP, rate in Mbit/s, and the microseconds since the flow
 * before: whole ones, or with three decimals where they are not.
 */
void AppendPoissonPlanRows(std::string& text,
                           const PoissonRequest& request,
                           const PoissonConfig& config);
/// @}

} // namespace ns3

#endif // POISSON_PLAN_H
