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
    a.tcpSent.Add(1000);
    a.latency.Add(100);
    FlowTraceScore b;
    b.tcpSent.Add(10);
    b.latency.Add(10000);
    a.Add(b);
    EXPECT_DOUBLE_EQ(a.tcpSent.GetMean(), 505);
    EXPECT_DOUBLE_EQ(a.tcpSent.GetLogMean(), 2);
    EXPECT_DOUBLE_EQ(a.latency.GetMean(), 5050);
    EXPECT_DOUBLE_EQ(a.GetScore().value(), 2 - 3);
    EXPECT_DOUBLE_EQ(a.GetScore2021().value(), 5 - 3);
    std::ostringstream text;
    a.Print(text);
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
    score.udpReceived.Add(100);
    score.udpSent.Add(1000);
    EXPECT_DOUBLE_EQ(score.GetThroughput().GetMean(), 100);
    score.windows.Add(10);
    EXPECT_DOUBLE_EQ(score.GetThroughput().GetMean(), 10);
    score.tcpSent.Add(30);
    EXPECT_DOUBLE_EQ(score.GetThroughput().GetMean(), 20) << "flows of both";
}

TEST(FlowTraceScore, NeedsFlowsAndRequests)
{
    FlowTraceScore score;
    EXPECT_FALSE(score.GetScore());
    score.tcpSent.Add(100);
    EXPECT_FALSE(score.GetScore());
    EXPECT_FALSE(score.GetScore2021());
    EXPECT_TRUE(score.ToJson()["score"].is_null());
    EXPECT_TRUE(score.ToJson()["latency_us"]["mean"].is_null());
    std::ostringstream text;
    score.Print(text);
    EXPECT_NE(text.str().find("Score: none, without a latency above 0 us of a key-value request\n"),
              std::string::npos);
    score.latency.Add(1);
    EXPECT_DOUBLE_EQ(score.GetScore().value(), 2);
}

TEST(FlowTraceScore, ZerosHaveNoLogarithm)
{
    FlowTraceScore score;
    score.tcpSent.Add(100);
    score.tcpSent.Add(0);
    score.latency.Add(0);
    score.latency.Add(10);
    EXPECT_EQ(score.tcpSent.GetCount(), 2U);
    EXPECT_EQ(score.tcpSent.GetZeros(), 1U);
    EXPECT_DOUBLE_EQ(score.tcpSent.GetMean(), 50);
    EXPECT_DOUBLE_EQ(score.tcpSent.GetLogMean(), 2);
    EXPECT_DOUBLE_EQ(score.GetScore().value(), 2 - 1);
    std::ostringstream text;
    score.Print(text);
    EXPECT_NE(text.str().find("(1 of 2 latencies are 0 and have no logarithm)"), std::string::npos);
    EXPECT_NE(text.str().find("(1 of 2 throughputs are 0 and have no logarithm)"),
              std::string::npos);
}

} // namespace

} // namespace ns3
