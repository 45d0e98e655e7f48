/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Real runs: the medians are those that the recordings' own description states.

#include "../../test-data.h"
#include "compare/run-comparison.h"
#include "compare/run-reader.h"

#include <gtest/gtest.h>
#include <map>
#include <string>

using namespace ns3;

namespace
{

RunComparison
CompareRecordings(const std::string& name,
                  std::optional<TransferClock> clock = std::nullopt,
                  const std::string& second = "run2")
{
    const auto path = GetTestDataPath("testbed/" + name);
    const auto runs =
        ReadRuns({path + "/run1", path + "/" + second}, clock == TransferClock::REQUEST);
    for (const auto& run : runs)
    {
        EXPECT_TRUE(run.warnings.empty()) << run.warnings[0].ToString();
    }
    ComparisonOptions options;
    options.grouping.clock = clock;
    return CompareRuns(runs, options);
}

/// @return median completion times of both runs in ms, by group
std::map<std::string, std::pair<double, double>>
GetMedians(const RunComparison& comparison)
{
    std::map<std::string, std::pair<double, double>> medians;
    for (const auto& [group, others] : comparison.groups)
    {
        medians[group.name] = {1e3 * GetPercentile(group.runs[0].completion, 50),
                               1e3 * GetPercentile(group.runs[1].completion, 50)};
    }
    return medians;
}

void
ExpectMedians(const RunComparison& comparison,
              const std::map<std::string, std::pair<double, double>>& expected)
{
    constexpr double ROUNDING = 0.0051;
    const auto medians = GetMedians(comparison);
    ASSERT_EQ(medians.size(), expected.size());
    for (const auto& [name, pair] : expected)
    {
        ASSERT_EQ(medians.count(name), 1u) << name;
        EXPECT_NEAR(medians.at(name).first, pair.first, ROUNDING) << name;
        EXPECT_NEAR(medians.at(name).second, pair.second, ROUNDING) << name;
    }
}

} // namespace

TEST(RecordingsTest, DownloadsOfTgenFromTheStart)
{
    SKIP_WITHOUT_TEST_DATA("testbed/A/tgen-single");
    ExpectMedians(CompareRecordings("A/tgen-single"),
                  {{"tgen stream, 101 KiB", {102.64, 102.52}},
                   {"tgen stream, 1025 KiB", {261.91, 261.94}},
                   {"tgen stream, 10241 KiB", {1840.72, 1840.77}}});
}

TEST(RecordingsTest, DownloadsOfTgenFromTheCommand)
{
    SKIP_WITHOUT_TEST_DATA("testbed/C/tgen-single");
    ExpectMedians(CompareRecordings("C/tgen-single", TransferClock::REQUEST),
                  {{"tgen stream, 101 KiB", {12.24, 12.21}},
                   {"tgen stream, 1025 KiB", {91.34, 91.31}},
                   {"tgen stream, 10241 KiB", {880.72, 880.73}}});
}

TEST(RecordingsTest, PagesOfTgen)
{
    SKIP_WITHOUT_TEST_DATA("testbed/A/tgen-web");
    const auto comparison = CompareRecordings("A/tgen-web", TransferClock::REQUEST);
    ExpectMedians(comparison,
                  {{"tgen stream-page, 51 KiB", {64.28, 64.26}},
                   {"tgen stream-object-a, 21 KiB", {41.95, 41.94}},
                   {"tgen stream-object-b, 201 KiB", {101.43, 101.55}},
                   {"tgen stream-object-c, 1025 KiB", {261.34, 261.45}}});
    EXPECT_FALSE(comparison.areIdentical[0]);
    EXPECT_TRUE(CompareRecordings("A/tgen-web", {}, "run1").areIdentical[0]);
}

TEST(RecordingsTest, FlowsOfHkust)
{
    SKIP_WITHOUT_TEST_DATA("testbed/C/hkust-websearch");
    const auto comparison = CompareRecordings("C/hkust-websearch");
    EXPECT_EQ(comparison.clocks.at("poisson"), TransferClock::REQUEST);
    ExpectMedians(comparison,
                  {{"poisson, < 1 kB", {2.222, 2.243}},
                   {"poisson, 1-10 kB", {2.864, 2.881}},
                   {"poisson, 10-100 kB", {6.625, 6.637}},
                   {"poisson, 100 kB-1 MB", {26.220, 26.102}}});
    EXPECT_EQ(comparison.groups[0].group.runs[0].succeeded, 11230u);
}

TEST(RecordingsTest, GoodputOfIperf3)
{
    SKIP_WITHOUT_TEST_DATA("testbed/A/iperf3");
    const auto comparison = CompareRecordings("A/iperf3");
    std::map<std::string, double> medians;
    for (const auto& [group, others] : comparison.groups)
    {
        EXPECT_TRUE(group.runs[0].completion.empty());
        medians[group.name] = GetPercentile(group.runs[0].goodput, 50) / 1e6;
    }
    ASSERT_EQ(medians.size(), 5u);
    EXPECT_NEAR(medians["iperf3 test 1 stream, 10000000 B"], 45.94, 0.02);
    EXPECT_NEAR(medians["iperf3 test 4 streams, 10000000 B"], 46.88, 0.02);
    EXPECT_NEAR(medians["iperf3 test 4 streams, 40000000 B"], 47.59, 0.01);
}

TEST(RecordingsTest, AllOthersAreRead)
{
    for (const auto* name : {"A/tgen-markov", "C/tgen-markov", "C/iperf3"})
    {
        SKIP_WITHOUT_TEST_DATA("testbed/" + std::string(name));
        EXPECT_FALSE(CompareRecordings(name).groups.empty());
    }
    SKIP_WITHOUT_TEST_DATA("poisson/incast_flows.txt");
    const auto runs = ReadRuns({GetTestDataPath("poisson/flows_client.txt"),
                                GetTestDataPath("poisson/incast_reqs.txt"),
                                GetTestDataPath("flow-groups/run-logs/logs_tcp"),
                                GetTestDataPath("flow-groups/run-logs/logs_udp"),
                                GetTestDataPath("tgen/logs")},
                               false);
    std::vector<std::size_t> counts;
    for (const auto& run : runs)
    {
        counts.push_back(run.transfers.size());
    }
    EXPECT_EQ(counts, (std::vector<std::size_t>{250, 200, 3, 3, 10}));
}
