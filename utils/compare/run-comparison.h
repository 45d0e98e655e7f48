/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RUN_COMPARISON_H
#define RUN_COMPARISON_H

#include "kolmogorov-smirnov.h"
#include "median-bootstrap.h"
#include "offered-load.h"
#include "paired-comparison.h"
#include "recorded-run.h"
#include "transfer-groups.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/// Percentiles that are compared.
inline constexpr std::array<int, 7> COMPARED_PERCENTILES{1, 5, 25, 50, 75, 95, 99};

/**
 * Percentile with linear interpolation between neighbours, which is numpy's default.
 * @param sorted not empty
 * @param percent 0 to 100
 */
double GetPercentile(const std::vector<double>& sorted, double percent);

/// One quantity of a group, in a run against the reference. Both have values.
struct QuantityComparison
{
    /// @return whether the pairs decide: they have an interval
    bool IsPaired() const;
    /// @return the ratio that decides: the median of the pairs' ratios, else that of medians
    std::optional<double> GetRatio() const;
    /// @return the interval of that
    std::optional<Interval> GetInterval() const;

    KolmogorovSmirnov test;
    std::optional<double> medianRatio; //!< none for a median of 0 in the reference
    /**
     * 95 % bootstrap interval of that. None where a run has fewer than six values: no interval
     * between two of them holds its median with that confidence.
     */
    std::optional<Interval> interval;
    std::optional<PairedComparison> paired; //!< where both runs made the same requests
};

/// A group in a run against the reference. What a run has no values for is left out.
struct GroupComparison
{
    /// @return the quantity that says how fast the run is: completion time, else goodput
    const QuantityComparison* GetHeadline() const;

    bool isIdentical{false};
    std::optional<QuantityComparison> completion;
    std::optional<QuantityComparison> firstByte;
    std::optional<QuantityComparison> goodput;
    std::string verdict; //!< in words
};

struct ComparedGroup
{
    TransferGroup group;
    std::vector<GroupComparison> others; //!< of each run but the first
};

/// Who took part in a comparison.
struct ComparedRun
{
    std::string id; //!< "A", "B", ...
    std::string name;
    std::vector<std::string> files;
    GroupSample totals; //!< counts and bytes only
};

struct RunComparison
{
    std::vector<ComparedRun> runs; //!< the first is the reference
    std::map<std::string, TransferClock, std::less<>> clocks;
    std::vector<std::string> notes;
    std::vector<ComparedGroup> groups;
    OfferedLoad load;
    std::vector<bool> areIdentical; //!< of each run but the first
};

struct ComparisonOptions
{
    GroupingOptions grouping;
    std::optional<int64_t> binWidth; //!< ns, of the offered load
};

/**
 * Compare runs with the first of them.
 * @param runs two at least
 * @param options how to group
 */
RunComparison CompareRuns(const std::vector<RecordedRun>& runs, const ComparisonOptions& options);

/// Limits that somebody sets to how far a run may be from the reference.
struct ComparisonLimits
{
    std::optional<double> maxKs; //!< of the distance of the headline
    /// Of the ratio that decides or its inverse, whichever is above 1.
    std::optional<double> maxRatio;
};

/**
 * @return a line for each group and run that is beyond a limit. A group that only one of both runs
 * has, or has results of, is beyond any limit.
 */
std::vector<std::string> FindExcesses(const RunComparison& comparison,
                                      const ComparisonLimits& limits);

} // namespace ns3

#endif // RUN_COMPARISON_H
