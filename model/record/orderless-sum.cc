/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/orderless-sum.h"

#include <cmath>

namespace ns3
{

namespace
{

constexpr int BITS = 62; // two fractions fit into 64 bits

} // namespace

void
OrderlessSum::Add(double value)
{
    const double whole = std::floor(value);
    m_whole += static_cast<int64_t>(whole);
    m_fraction += static_cast<uint64_t>(std::ldexp(value - whole, BITS));
    Carry();
}

void
OrderlessSum::Add(const OrderlessSum& other)
{
    m_whole += other.m_whole;
    m_fraction += other.m_fraction;
    Carry();
}

void
OrderlessSum::Carry()
{
    constexpr uint64_t ONE = uint64_t{1} << BITS;
    m_whole += static_cast<int64_t>(m_fraction / ONE);
    m_fraction %= ONE;
}

double
OrderlessSum::Get() const
{
    return static_cast<double>(m_whole) + std::ldexp(static_cast<double>(m_fraction), -BITS);
}

nlohmann::json
OrderlessSum::Save() const
{
    return {m_whole, m_fraction};
}

void
OrderlessSum::Merge(const nlohmann::json& saved)
{
    OrderlessSum other;
    other.m_whole = saved.at(0).get<int64_t>();
    other.m_fraction = saved.at(1).get<uint64_t>();
    Add(other);
}

} // namespace ns3
