/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/poisson-python-results.h"

#include <gtest/gtest.h>
#include <sstream>
#include <string>
#include <vector>

namespace ns3
{

namespace
{

struct Float
{
    double number;
    const char* repr; //!< of Python 3.11
};

class PythonFloat : public ::testing::TestWithParam<Float>
{
};

TEST_P(PythonFloat, IsWrittenAsPythonDoes)
{
    EXPECT_EQ(FormatPythonFloat(GetParam().number), GetParam().repr);
}

INSTANTIATE_TEST_SUITE_P(Numbers,
                         PythonFloat,
                         ::testing::Values(Float{0, "0.0"},
                                           Float{-0.0, "-0.0"},
                                           Float{1, "1.0"},
                                           Float{10240, "10240.0"},
                                           Float{0.1, "0.1"},
                                           Float{0.3, "0.3"},
                                           Float{4.35, "4.35"},
                                           Float{-2.5, "-2.5"},
                                           Float{1 / 3.0, "0.3333333333333333"},
                                           Float{2 / 3.0, "0.6666666666666666"},
                                           Float{0x1.c36a1c00fcd6ep+29, "946684800.1234567"},
                                           Float{1e15, "1000000000000000.0"},
                                           Float{9999999999999998.0, "9999999999999998.0"},
                                           Float{1e16, "1e+16"},
                                           Float{123456789012345680.0, "1.2345678901234568e+17"},
                                           Float{1e23, "1e+23"},
                                           Float{1e100, "1e+100"},
                                           Float{0.0001, "0.0001"},
                                           Float{0.00001, "1e-05"},
                                           Float{1.5e-7, "1.5e-07"},
                                           Float{5e-324, "5e-324"},
                                           Float{1.7976931348623157e308,
                                                 "1.7976931348623157e+308"}));

TEST(PythonResults, KibAreWholeOnesAndOneAtLeast)
{
    EXPECT_EQ(GetPythonKib(1), 1U);
    EXPECT_EQ(GetPythonKib(2047.9), 1U);
    EXPECT_EQ(GetPythonKib(2048), 2U);
    EXPECT_EQ(GetPythonKib(1073741824), 1048576U);
}

TEST(PythonResults, LogLinesHaveDateAndLevel)
{
    EXPECT_EQ(FormatPythonLogLine(946684800, "INFO", "Generating 100 flows"),
              "2000-01-01 00:00:00 - INFO - Generating 100 flows");
    EXPECT_EQ(FormatPythonLogLine(1705314645.999, "WARNING", "x"),
              "2024-01-15 10:30:45 - WARNING - x");
}

PythonFlow
MakeFlow(uint64_t id, double bytes, double start, double end)
{
    PythonFlow flow;
    flow.id = id;
    flow.bytes = bytes;
    flow.server = "192.168.1.100:5001";
    flow.start = start;
    flow.end = end;
    flow.throughputMbps = 8.192;
    flow.isSuccess = true;
    return flow;
}

TEST(PythonResults, FailedFlowsComeLast)
{
    std::ostringstream file;
    PythonFlowTable table(file);
    auto failed = MakeFlow(0, 1024, 946684800, 946685100);
    failed.isSuccess = false;
    failed.returnCode = -1;
    failed.throughputMbps = 0;
    failed.error = "a, b\nProcess timeout";
    table.Add(failed);
    table.Add(MakeFlow(2, 102400, 946684800.5, 946684800.75));
    table.Add(MakeFlow(1, 10240, 946684800, 946684801));
    table.Finish();
    table.Finish();
    EXPECT_EQ(file.str(),
              "flow_id,size_bytes,size_kb,server,start_time,end_time,completion_time,"
              "throughput_mbps,success,returncode,error\n"
              "2,102400.0,100,'192.168.1.100:5001',946684800.5,946684800.75,0.25,8.192,1,0,\n"
              "1,10240.0,10,'192.168.1.100:5001',946684800.0,946684801.0,1.0,8.192,1,0,\n"
              "0,1024.0,1,'192.168.1.100:5001',946684800.0,946685100.0,300.0,0,0,-1,"
              "a; b|Process timeout\n");
}

/// The lines with line ends.
std::string
Join(const std::vector<std::string>& lines)
{
    std::string text;
    for (const auto& line : lines)
    {
        text += line + "\n";
    }
    return text;
}

TEST(PythonResults, ArrivalsAreSummedUp)
{
    PythonArrivals arrivals;
    EXPECT_TRUE(arrivals.ToLines(1).empty());
    arrivals.Add(Seconds(1));
    EXPECT_TRUE(arrivals.ToLines(1).empty());
    arrivals.Add(Seconds(1.5));
    arrivals.Add(Seconds(4));
    EXPECT_EQ(Join(arrivals.ToLines(0.7004)),
              "============================================================\n"
              "POISSON PROCESS STATISTICS:\n"
              "============================================================\n"
              "  Target λ:        0.700 flows/sec\n"
              "  Actual λ:        0.667 flows/sec\n"
              "  Mean interval:   1.500 seconds\n"
              "  Min interval:    0.500 seconds\n"
              "  Max interval:    2.500 seconds\n"
              "  Total flows:     3\n");
}

TEST(PythonResults, SummaryIsThatOfTheTool)
{
    PythonSummary summary;
    summary.seconds = 62.34;
    summary.generated = 150;
    summary.completed = 148;
    summary.failed = 2;
    summary.bytes = 743560000;
    summary.targetMbps = 100;
    EXPECT_DOUBLE_EQ(summary.GetActualMbps(), 743.56 * 8 / 62.34);
    EXPECT_DOUBLE_EQ(summary.GetAccuracy(), summary.GetActualMbps());
    EXPECT_EQ(Join(summary.ToLines()),
              "============================================================\n"
              "TRAFFIC GENERATION SUMMARY\n"
              "============================================================\n"
              "Total time:          62.34 seconds\n"
              "Generated flows:     150\n"
              "Completed flows:     148\n"
              "Failed flows:        2\n"
              "Success rate:        98.7%\n"
              "Total data:          0.692 GB\n"
              "============================================================\n"
              "BANDWIDTH STATISTICS\n"
              "============================================================\n"
              "Actual bandwidth:   95.42 Mbps\n"
              "Target bandwidth:   100.00 Mbps\n"
              "Bandwidth accuracy: 95.4%\n"
              "============================================================\n");
}

TEST(PythonResults, SummaryOfNothingHasNoBandwidth)
{
    PythonSummary summary;
    summary.seconds = 3;
    summary.targetMbps = 100;
    summary.generated = 1;
    summary.failed = 1;
    EXPECT_EQ(Join(summary.ToLines()),
              "============================================================\n"
              "TRAFFIC GENERATION SUMMARY\n"
              "============================================================\n"
              "Total time:          3.00 seconds\n"
              "Generated flows:     1\n"
              "Completed flows:     0\n"
              "Failed flows:        1\n"
              "Success rate:        0.0%\n");
}

} // namespace

} // namespace ns3
