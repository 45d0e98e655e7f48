/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "input-problems.h"

#include "ns3/quantities.h"

#include <map>

using namespace ns3;

TEST(Quantities, Times)
{
    const std::map<std::string, int64_t> nanoseconds{{"0s", 0},
                                                     {"60s", 60'000'000'000},
                                                     {"1.5ms", 1'500'000},
                                                     {"100us", 100'000},
                                                     {"2.3ms", 2'300'000},
                                                     {"7ns", 7},
                                                     {"1600ps", 2},
                                                     {"1e6fs", 1},
                                                     {"2min", 120'000'000'000},
                                                     {"1h", 3'600'000'000'000},
                                                     {"1d", 86'400'000'000'000},
                                                     {"1y", 31'536'000'000'000'000},
                                                     {"1e-3s", 1'000'000},
                                                     {"1E3ns", 1'000}};
    for (const auto& [text, expected] : nanoseconds)
    {
        EXPECT_EQ(ParseTime(text).GetNanoSeconds(), expected) << text;
    }
    for (const char* text : {"",      "s",   "60",    "60 s", " 60s", "60s ",  "-1s",   "+1s",
                             ".5s",   "1.s", "1.5.s", "1,5s", "60S",  "60sec", "nans",  "infs",
                             "0x10s", "1e",  "1es",   "1e+s", "1se",  "147y",  "1e30s", "1e9999s"})
    {
        EXPECT_THROW(ParseTime(text), ValueError) << text;
    }
    EXPECT_EQ(ValueErrorOf([] { ParseTime("60"); }),
              "\"60\" is not a time (a number with a unit, such as 10ms)");
    EXPECT_EQ(ValueErrorOf([] { ParseTime("-1s"); }), "\"-1s\" is a negative time (at least 0s)");
}

TEST(Quantities, DataRates)
{
    const std::map<std::string, uint64_t> bitsPerSecond{{"1bps", 1},
                                                        {"1Bps", 8},
                                                        {"64kbps", 64'000},
                                                        {"64Kbps", 64'000},
                                                        {"50Mbps", 50'000'000},
                                                        {"50Mb/s", 50'000'000},
                                                        {"1.5MB/s", 12'000'000},
                                                        {"1KiB/s", 8'192},
                                                        {"1MiB/s", 8'388'608},
                                                        {"1Gbps", 1'000'000'000},
                                                        {"0.1Gbps", 100'000'000},
                                                        {"400Gbps", 400'000'000'000},
                                                        {"1e3Mbps", 1'000'000'000}};
    for (const auto& [text, expected] : bitsPerSecond)
    {
        EXPECT_EQ(ParseDataRate(text).GetBitRate(), expected) << text;
    }
    for (const char* text : {"",
                             "50",
                             "Mbps",
                             "0bps",
                             "0Mbps",
                             "0.1bps",
                             "-1Mbps",
                             "50 Mbps",
                             "50mbps",
                             "50Mb",
                             "50Mbit",
                             "50Mbps ",
                             "1e30bps",
                             "1e9999Gbps"})
    {
        EXPECT_THROW(ParseDataRate(text), ValueError) << text;
    }
    EXPECT_EQ(ValueErrorOf([] { ParseDataRate("50"); }),
              "\"50\" is not a rate (a positive number with a unit, such as 50Mbps)");
}

TEST(Quantities, QueueSizes)
{
    EXPECT_EQ(ParseQueueSize("100p"), QueueSize(QueueSizeUnit::PACKETS, 100));
    EXPECT_EQ(ParseQueueSize("1kp"), QueueSize(QueueSizeUnit::PACKETS, 1000));
    EXPECT_EQ(ParseQueueSize("1500B"), QueueSize(QueueSizeUnit::BYTES, 1500));
    EXPECT_EQ(ParseQueueSize("64KiB"), QueueSize(QueueSizeUnit::BYTES, 65536));
    EXPECT_EQ(ParseQueueSize("1MB"), QueueSize(QueueSizeUnit::BYTES, 1'000'000));
    for (const char* text : {"", "100", "0p", "p", "1.5p", "-1p", "100 p", "5000000000p", "1GBp"})
    {
        EXPECT_THROW(ParseQueueSize(text), ValueError) << text;
    }
}

TEST(Quantities, Bytes)
{
    const std::map<std::string, uint64_t> bytes{{"0", 0},
                                                {"1500", 1500},
                                                {"1500B", 1500},
                                                {"10KiB", 10'240},
                                                {"1.1KB", 1'100},
                                                {"1.5MB", 1'500'000},
                                                {"1e6", 1'000'000},
                                                {"2TiB", 2'199'023'255'552},
                                                {"18446744073709551615", UINT64_MAX}};
    for (const auto& [text, expected] : bytes)
    {
        EXPECT_EQ(ParseBytes(text), expected) << text;
    }
    for (const char* text : {"",
                             "B",
                             "0.5",
                             "1.5B",
                             "-1",
                             "10 KiB",
                             "10kib",
                             "10Kb",
                             "1e30",
                             "18446744073709551616",
                             "1e9999"})
    {
        EXPECT_THROW(ParseBytes(text), ValueError) << text;
    }
}
