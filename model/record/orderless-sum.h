/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ORDERLESS_SUM_H
#define ORDERLESS_SUM_H

#include <cstdint>
#include <nlohmann/json.hpp>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * A sum of numbers that is the same in whatever order they come, and in whatever groups: those of
 * the ranks of a parallel run add up to that of a sequential one. It is kept in fixed point, to
 * 2^-62.
 */
class OrderlessSum
{
  public:
    /// @param value below 2^63 in size, as is the sum
    void Add(double value);
    /// @param other whose values are taken over
    void Add(const OrderlessSum& other);
    /// @return the sum, the same in whatever order values came
    double Get() const;

    /// For another process of this program.
    nlohmann::json Save() const;
    /// Add what another process has saved.
    void Merge(const nlohmann::json& saved);

  private:
    void Carry();

    int64_t m_whole{0};
    uint64_t m_fraction{0}; //!< in units of 2^-62, below 1
};

} // namespace ns3

#endif // ORDERLESS_SUM_H
