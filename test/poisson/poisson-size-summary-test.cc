/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/poisson-size-summary.h"

#include <gtest/gtest.h>

namespace ns3
{

namespace
{

TEST(PoissonSizeSummary, FlowsGoByTheBinsOfHkust)
{
    PoissonSizeSummary summary;
    for (int i = 1; i <= 101; ++i)
    {
        summary.Add(1000, MilliSeconds(i), i);
    }
    summary.Add(102400, Seconds(2), 3.5);
    summary.Add(10485760, Seconds(4), std::nullopt);
    const auto json = summary.ToJson();

    EXPECT_EQ(json["all"]["count"], 103);
    EXPECT_EQ(json["all"]["bytes"], 101000 + 102400 + 10485760);
    EXPECT_NEAR(json["all"]["slowdown"]["mean"].get<double>(), (5151 + 3.5) / 102, 1e-9);

    const auto& small = json["under_100KB"];
    EXPECT_EQ(small["count"], 101);
    EXPECT_NEAR(small["fct_s"]["mean"].get<double>(), 0.051, 1e-12);
    EXPECT_EQ(small["fct_s"]["p50"], 0.051);
    EXPECT_EQ(small["fct_s"]["p99"], 0.1);
    EXPECT_EQ(small["slowdown"]["p1"], 2);
    EXPECT_EQ(small["slowdown"]["p95"], 96);

    EXPECT_EQ(json["100KB_to_10MB"]["count"], 1);
    EXPECT_EQ(json["100KB_to_10MB"]["slowdown"]["p50"], 3.5);
    EXPECT_EQ(json["over_10MB"]["fct_s"]["p50"], 4);
    EXPECT_FALSE(json["over_10MB"].contains("slowdown"));
}

TEST(PoissonSizeSummary, NothingHasNoTimes)
{
    EXPECT_EQ(PoissonSizeSummary().ToJson().dump(),
              R"({"all":{"count":0,"bytes":0},"under_100KB":{"count":0,"bytes":0},)"
              R"("100KB_to_10MB":{"count":0,"bytes":0},"over_10MB":{"count":0,"bytes":0}})");
}

TEST(PoissonSizeSummary, TextHasALineForEachBinThatHasFlows)
{
    PoissonSizeSummary summary;
    summary.Add(1000, MicroSeconds(120), 1.5);
    summary.Add(20000000, MilliSeconds(250), std::nullopt);
    EXPECT_EQ(summary.ToText(),
              "size                flows    mean FCT us     99 % FCT us  mean slowdown  99 % "
              "slowdown\n"
              "all                     2         125060          247501           1.50           "
              "1.50\n"
              "< 100 KB                1            120             120           1.50           "
              "1.50\n"
              ">= 10 MB                1         250000          250000\n");
}

} // namespace

} // namespace ns3
