/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef COMPARISON_JSON_H
#define COMPARISON_JSON_H

#include "run-comparison.h"

#include <nlohmann/json.hpp>

namespace ns3
{

/**
 * A comparison for programs: `runs`, `clocks`, `notes`, `groups` (with `runs` and
 * `against_reference`), `offered_load`, `limits` and `identical`. Seconds, bytes and bit/s.
 */
nlohmann::ordered_json ToJson(const RunComparison& comparison, const ComparisonLimits& limits);

} // namespace ns3

#endif // COMPARISON_JSON_H
