/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef INTERVAL_H
#define INTERVAL_H

namespace ns3
{

/// An interval, both ends included.
struct Interval
{
    double low;
    double high;
};

} // namespace ns3

#endif // INTERVAL_H
