/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef COMPARISON_SUMMARY_H
#define COMPARISON_SUMMARY_H

#include "run-comparison.h"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace ns3
{

/// One line a group: a run against the reference, and the verdict.
struct ComparisonSummary
{
    std::vector<std::string> head;
    std::vector<std::vector<std::string>> rows;
    std::set<std::size_t> leftColumns; //!< which hold words
};

/**
 * @param comparison of all runs
 * @param other the run that is set against the first one
 */
ComparisonSummary SummariseComparison(const RunComparison& comparison, std::size_t other);

} // namespace ns3

#endif // COMPARISON_SUMMARY_H
