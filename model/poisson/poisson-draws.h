/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_DRAWS_H
#define POISSON_DRAWS_H

#include "ns3/poisson-config.h"
#include "ns3/poisson-request.h"
#include "ns3/uniform-source.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * The uniform numbers of a Poisson client, a source for each quantity.
 */
struct PoissonSources
{
    /// The number of streams that Streams() takes.
    static constexpr int64_t COUNT = 6;

    /// @param first number of the first one of COUNT random streams
    static PoissonSources Streams(int64_t first);
    /// One source for all quantities.
    static PoissonSources Shared(const std::shared_ptr<UniformSource>& source);

    std::shared_ptr<UniformSource> sizes;   //!< of sizes
    std::shared_ptr<UniformSource> gaps;    //!< of gaps
    std::shared_ptr<UniformSource> servers; //!< of servers
    std::shared_ptr<UniformSource> dscp;    //!< of DSCPs
    std::shared_ptr<UniformSource> rates;   //!< of rates
    std::shared_ptr<UniformSource> fanouts; //!< of numbers of flows
};

/**
 * @ingroup synthetic-traffic
 * How a Poisson client draws its requests: by our own rule, or by that of another tool.
 */
class PoissonDraws
{
  public:
    /// No request is larger: the wire protocol has 32 bits for its size.
    static constexpr uint64_t MAX_BYTES = UINT32_MAX;

    /**
     * Our own rule. Gaps are exponential with the mean that offers the asked load of payload at the
     * true mean size, sizes are rounded to the nearest byte (which keeps the mean) and are
     * MAX_BYTES at most (of which the mean knows).
     * @param config outlives the draws
     * @param megabitsPerSecond load of payload
     * @param sources of uniform numbers
     * @param self index of a server that is the client itself and is left out
     * @throw InputError when no request can be drawn
     */
    static std::unique_ptr<PoissonDraws> Own(const PoissonConfig& config,
                                             double megabitsPerSecond,
                                             PoissonSources sources,
                                             std::optional<uint32_t> self);
    /**
     * The rule of HKUST's client, or of its incast-client where the config has a fan-out: glibc's
     * rand(), in its order. The load counts Ethernet frames that are full (of 1538 bytes that a
     * segment takes on the wire 1448 are payload). The mean gap, and each gap, are cut down to
     * whole microseconds, so that short gaps are much too short; sizes are cut to whole bytes.
     */
    static std::unique_ptr<PoissonDraws> Hkust(const PoissonConfig& config,
                                               double megabitsPerSecond,
                                               uint32_t seed);
    /**
     * The rule of the Python tool: CPython's generator, in its order. The mean gap is that of the
     * plain average of the listed sizes, whatever their probabilities, so that often only a part of
     * the load is offered. Servers take turns. Sizes are cut to whole bytes; beware that the tool
     * makes whole KiB of them before anything travels (GetPythonKib).
     */
    static std::unique_ptr<PoissonDraws> Python(const PoissonConfig& config,
                                                double megabitsPerSecond,
                                                int64_t seed);

    virtual ~PoissonDraws();

    /// Draw all of a request that does not depend on those before it; `gapUs` as the rule draws it.
    virtual void Draw(PoissonRequest& request) = 0;
    /// @return whether a gap follows the request that it is drawn with, and the first one arrives
    /// at
    ///         the start
    virtual bool StartsAtOnce() const = 0;

    /// @return the mean of the gaps that the rule aims at, in microseconds
    double GetMeanGapUs() const;
    /// @return the mean size that the rule reckons with, in bytes
    double GetMeanBytes() const;

  protected:
    /// @param meanBytes of a request @param meanGapUs microseconds from one to the next
    PoissonDraws(double meanBytes, double meanGapUs);

  private:
    double m_meanBytes;
    double m_meanGapUs;
};

} // namespace ns3

#endif // POISSON_DRAWS_H
