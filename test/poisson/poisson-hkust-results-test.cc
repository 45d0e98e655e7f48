/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "test-data.h"

#include "ns3/poisson-hkust-results.h"

#include <gtest/gtest.h>
#include <sstream>
#include <string>

namespace ns3
{

namespace
{

TEST(HkustResult, RowsAreThoseOfTheTool)
{
    // The first rows of a recorded run, and one of incast.
    std::string text;
    HkustResult{4003, 116, 2, 500}.AppendFlowRow(text);
    HkustResult{8975, 137, 0, 500}.AppendFlowRow(text);
    HkustResult{442924, 4040, 0, 800}.AppendFlowRow(text);
    EXPECT_EQ(text, "4003 116 2 500 276\n8975 137 0 500 524\n442924 4040 0 800 877\n");
    text.clear();
    HkustResult{3258207, 6576, 3, 800}.AppendRequestRow(text, 5);
    EXPECT_EQ(text, "3258207 6576 3 800 3963 5\n");
}

TEST(HkustResult, GoodputIsRoundedDown)
{
    EXPECT_EQ((HkustResult{0, 10, 0, 0}.GetGoodputMbps()), 0U);
    EXPECT_EQ((HkustResult{100, 0, 0, 0}.GetGoodputMbps()), 0U);
    EXPECT_EQ((HkustResult{4999, 40000, 0, 0}.GetGoodputMbps()), 0U);
    EXPECT_EQ((HkustResult{5000, 40000, 0, 0}.GetGoodputMbps()), 1U);
    // Beyond the 32 bits that hold the tool's number of bits.
    EXPECT_EQ((HkustResult{1000000000, 1000000, 0, 0}.GetGoodputMbps()), 8000U);
}

TEST(HkustResult, BinsBeginAtWholeKibAndMib)
{
    EXPECT_EQ(HkustResult::BinOf(0), 0U);
    EXPECT_EQ(HkustResult::BinOf(102399), 0U);
    EXPECT_EQ(HkustResult::BinOf(102400), 1U);
    EXPECT_EQ(HkustResult::BinOf(10485759), 1U);
    EXPECT_EQ(HkustResult::BinOf(10485760), 2U);
}

/// Rows of a recorded run, and the rows that we make of what they say.
class HkustRun : public ::testing::TestWithParam<const char*>
{
};

TEST_P(HkustRun, RowsAndReportAreThoseOfTheTool)
{
    const auto path = std::string("poisson/") + GetParam();
    SKIP_WITHOUT_TEST_DATA(path);
    std::istringstream rows(ReadFileBytes(GetTestDataPath(path)));
    HkustReport report;
    for (std::string line; std::getline(rows, line);)
    {
        std::istringstream words(line);
        HkustResult result{};
        uint64_t goodput = 0;
        uint32_t fanout = 0;
        words >> result.bytes >> result.completionUs >> result.dscp >> result.rateMbps >> goodput;
        std::string row;
        if (words >> fanout)
        {
            result.AppendRequestRow(row, fanout);
        }
        else
        {
            result.AppendFlowRow(row);
        }
        ASSERT_EQ(row, line + "\n");
        report.Add(result);
    }

    // "## NAME", "Parse 1 file", and the lines of the report.
    const auto all = ReadFileBytes(GetTestDataPath("poisson/result_py_output.txt"));
    const auto heading = std::string("## ") + GetParam() + "\nParse 1 file\n";
    const auto begin = all.find(heading);
    ASSERT_NE(begin, std::string::npos);
    const auto end = all.find("##", begin + 2);
    EXPECT_EQ(report.ToText(),
              all.substr(begin + heading.size(),
                         end == std::string::npos ? end : end - begin - heading.size()));
}

INSTANTIATE_TEST_SUITE_P(Files,
                         HkustRun,
                         ::testing::Values("flows_client.txt",
                                           "incast_flows.txt",
                                           "incast_reqs.txt"));

TEST(HkustReport, MeansAndPercentilesAreThoseOfTheScript)
{
    HkustReport report;
    for (uint64_t us = 100; us >= 1; --us)
    {
        report.Add({1000, us, 0, 0});
    }
    EXPECT_EQ(report.ToText(),
              "100 flows/requests overall average completion time: 50 us\n"
              "100 flows/requests (0, 100KB) average completion time: 50 us\n"
              "100 flows/requests (0, 100KB) 99th percentile completion time: 100 us\n"
              "0 flows/requests [100KB, 10MB) average completion time: 0 us\n"
              "0 flows/requests [10MB, ) average completion time: 0 us\n"
              "100 flows/requests overall average goodput: 414 Mbps\n");
}

TEST(HkustReport, NothingIsAllZeros)
{
    EXPECT_EQ(HkustReport().ToText(),
              "0 flows/requests overall average completion time: 0 us\n"
              "0 flows/requests (0, 100KB) average completion time: 0 us\n"
              "0 flows/requests (0, 100KB) 99th percentile completion time: 0 us\n"
              "0 flows/requests [100KB, 10MB) average completion time: 0 us\n"
              "0 flows/requests [10MB, ) average completion time: 0 us\n"
              "0 flows/requests overall average goodput: 0 Mbps\n");
}

} // namespace

} // namespace ns3
