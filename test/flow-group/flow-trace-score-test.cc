/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/flow-trace-score.h"

#include <gtest/gtest.h>
#include <sstream>

namespace ns3
{

namespace
{

TEST(FlowTraceScore, ThroughputIsThatOfTheOriginal)
{
    EXPECT_DOUBLE_EQ(FlowTraceScore::ToThroughput(375'200, MicroSeconds(3'001'600)), 3001 / 3.0016);
    EXPECT_DOUBLE_EQ(FlowTraceScore::ToThroughput(124, Seconds(1)), 0) << "whole kbit";
    EXPECT_DOUBLE_EQ(FlowTraceScore::ToThroughput(125, Seconds(2)), 0.5);
    EXPECT_DOUBLE_EQ(FlowTraceScore::ToThroughput(1000, Time(0)), 0);
}

TEST(FlowTraceScore, IsMadeOfMeanLogarithms)
{
    FlowTraceScore a;
    a.sent.Add(1000);
    a.latency.Add(100);
    FlowTraceScore b;
    b.sent.Add(10);
    b.latency.Add(10000);
    b.windows.Add(1e5);
    a.Add(b);
    EXPECT_DOUBLE_EQ(a.sent.GetMean(), 505);
    EXPECT_DOUBLE_EQ(a.sent.GetLogMean(), 2);
    EXPECT_DOUBLE_EQ(a.latency.GetMean(), 5050);
    EXPECT_DOUBLE_EQ(a.GetScore(false), 2 - 3);
    EXPECT_DOUBLE_EQ(a.GetScore2021(false), 5 - 3);
    EXPECT_DOUBLE_EQ(a.GetScore(true), 5 - 3);
    std::ostringstream text;
    a.Print(text, false);
    EXPECT_EQ(text.str(),
              "Average latency of Memcached Requests: 5050 us\n"
              "Average log(latency) of Memcached Requests: 3\n"
              "Average throughput of Iperf Traffic: 505 kbps\n"
              "Average log(throughput) of Iperf Traffic: 2\n"
              "Score: -1 (with bps, as in 2021: 2)\n");
}

TEST(FlowTraceScore, ShortRunsOfUdpHaveNoWindows)
{
    FlowTraceScore score;
    score.received.Add(100);
    score.sent.Add(1000);
    EXPECT_DOUBLE_EQ(score.GetThroughput(true).GetMean(), 100);
    score.windows.Add(10);
    EXPECT_DOUBLE_EQ(score.GetThroughput(true).GetMean(), 10);
}

TEST(FlowTraceScore, ZerosHaveNoLogarithm)
{
    FlowTraceScore score;
    score.sent.Add(100);
    score.sent.Add(0);
    EXPECT_EQ(score.sent.GetCount(), 2U);
    EXPECT_EQ(score.sent.GetZeros(), 1U);
    EXPECT_DOUBLE_EQ(score.sent.GetMean(), 50);
    EXPECT_DOUBLE_EQ(score.sent.GetLogMean(), 2);
    EXPECT_DOUBLE_EQ(FlowTraceScore().GetScore2021(false), 0);
    std::ostringstream text;
    score.Print(text, false);
    EXPECT_NE(text.str().find("(1 of 2 throughputs are 0 and have no logarithm)"),
              std::string::npos);
}

} // namespace

} // namespace ns3
