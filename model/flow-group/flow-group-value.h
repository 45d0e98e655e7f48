/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_GROUP_VALUE_H
#define FLOW_GROUP_VALUE_H

#include "ns3/distribution.h"
#include "ns3/json-document.h"
#include "ns3/python-random.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * A law of whole numbers in a flow-group config: microseconds or bytes. Immutable.
 *
 * `constant` takes no random numbers and `uniform` those of Python's randint, both ends included,
 * as the original tool has it. The others are beyond the original: a Distribution, rounded to the
 * nearest whole number.
 */
class FlowGroupValue
{
  public:
    /// The largest value, 10^15: 31 years in microseconds.
    static constexpr int64_t MAXIMUM = 1'000'000'000'000'000;

    /// @param value always this
    explicit FlowGroupValue(int64_t value = 0);
    /// @param min,max both included; min is less
    FlowGroupValue(int64_t min, int64_t max);
    /// @param distribution its draws are rounded to whole numbers
    explicit FlowGroupValue(std::shared_ptr<const Distribution> distribution);

    /**
     * Read `{"type": "constant", "value": V}`, `{"type": "uniform", "min": A, "max": B}`, or a
     * distribution of Distribution::Read with `type` in place of `distribution`.
     * @param json of which everything that is wrong becomes a problem
     * @param quantity BYTES allows strings such as "10KiB"
     */
    static FlowGroupValue Read(const JsonValue& json, Distribution::Quantity quantity);

    /// @return 0 to MAXIMUM
    int64_t Draw(PythonRandom& random) const;
    /// Whether each draw gives 0.
    bool IsAlwaysZero() const;
    /// The least and the greatest value of a constant or uniform law; none of others.
    std::optional<std::pair<int64_t, int64_t>> GetRange() const;
    /// The mean before rounding; infinite where there is none.
    double GetMean() const;

  private:
    int64_t m_min;
    int64_t m_max;
    std::shared_ptr<const Distribution> m_distribution; //!< null: uniform from m_min to m_max
};

} // namespace ns3

#endif // FLOW_GROUP_VALUE_H
