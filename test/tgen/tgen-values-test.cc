/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "input-problems.h"

#include "ns3/tgen-values.h"

#include <map>

using namespace ns3;

TEST(TgenValues, Sizes)
{
    const std::map<std::string, uint64_t> bytes{{"0", 0},
                                                {"10240", 10'240},
                                                {"007", 7},
                                                {"10 b", 10},
                                                {"10 byte", 10},
                                                {"10 Bytes", 10},
                                                {"0 b", 0},
                                                {" b", 0}, // no digits are 0
                                                {"10 kb", 10'000},
                                                {"1 kilobyte", 1'000},
                                                {"2 KILOBYTES", 2'000},
                                                {"3 mb", 3'000'000},
                                                {"3 megabyte", 3'000'000},
                                                {"3 megabytes", 3'000'000},
                                                {"4 gb", 4'000'000'000},
                                                {"4 gigabyte", 4'000'000'000},
                                                {"4 gigabytes", 4'000'000'000},
                                                {"5 tb", 5'000'000'000'000},
                                                {"5 terabyte", 5'000'000'000'000},
                                                {"5 terabytes", 5'000'000'000'000},
                                                {"10 KiB", 10'240},
                                                {"1 kibibyte", 1'024},
                                                {"1 kibibytes", 1'024},
                                                {"1 mib", 1'048'576},
                                                {"1 mebibyte", 1'048'576},
                                                {"1 mebibytes", 1'048'576},
                                                {"1 GiB", 1'073'741'824},
                                                {"1 gibibyte", 1'073'741'824},
                                                {"1 gibibytes", 1'073'741'824},
                                                {"1 TiB", 1'099'511'627'776},
                                                {"1 tebibyte", 1'099'511'627'776},
                                                {"2 tebibytes", 2'199'023'255'552},
                                                {"18446744073709551615", UINT64_MAX},
                                                {"16777215 tib", 16'777'215ULL << 40}};
    for (const auto& [text, expected] : bytes)
    {
        EXPECT_EQ(ParseTgenSize(text), expected) << text;
    }
    for (const char* text :
         {"10KiB",  "1.5 mb", "10  kb", "-1",           "+1",
          " 2",     "10 ",    " ",      "10 k",         "10 kbit",
          "0 kb",   "0 tib",  " kb",    "ten",          "1,0",
          "10\tkb", "10 kb ", "0x10",   "16777216 tib", "99999999999999999999 kb"})
    {
        EXPECT_THROW(ParseTgenSize(text), ValueError) << text;
    }
    EXPECT_EQ(ValueErrorOf([] { ParseTgenSize("10KiB"); }),
              "\"10KiB\" is not a size (digits, then at most one blank and a unit, such as 10240 "
              "or 10 KiB)");
    EXPECT_EQ(ValueErrorOf([] { ParseTgenSize("0 kb"); }),
              "\"0 kb\" is not a size (zero without a unit: 0)");
}

TEST(TgenValues, Times)
{
    const std::map<std::string, int64_t> nanoseconds{{"0", 0},
                                                     {"10", 10'000'000'000},
                                                     {"0 hours", 0},
                                                     {" s", 0},
                                                     {"1 nanosecond", 1},
                                                     {"1500 nanoseconds", 1'500}, // not truncated
                                                     {"2 nsec", 2},
                                                     {"2 nsecs", 2},
                                                     {"2 ns", 2},
                                                     {"3 microsecond", 3'000},
                                                     {"3 microseconds", 3'000},
                                                     {"3 usec", 3'000},
                                                     {"3 usecs", 3'000},
                                                     {"3 us", 3'000},
                                                     {"4 millisecond", 4'000'000},
                                                     {"4 milliseconds", 4'000'000},
                                                     {"4 msec", 4'000'000},
                                                     {"4 msecs", 4'000'000},
                                                     {"4 ms", 4'000'000},
                                                     {"5 second", 5'000'000'000},
                                                     {"5 Seconds", 5'000'000'000},
                                                     {"5 sec", 5'000'000'000},
                                                     {"5 secs", 5'000'000'000},
                                                     {"5 S", 5'000'000'000},
                                                     {"2 minute", 120'000'000'000},
                                                     {"2 minutes", 120'000'000'000},
                                                     {"2 min", 120'000'000'000},
                                                     {"2 mins", 120'000'000'000},
                                                     {"2 m", 120'000'000'000},
                                                     {"1 hour", 3'600'000'000'000},
                                                     {"1 hours", 3'600'000'000'000},
                                                     {"1 hr", 3'600'000'000'000},
                                                     {"1 hrs", 3'600'000'000'000},
                                                     {"1 h", 3'600'000'000'000}};
    for (const auto& [text, expected] : nanoseconds)
    {
        EXPECT_EQ(ParseTgenTime(text).GetNanoSeconds(), expected) << text;
    }
    for (const char* text : {"1.5",
                             "10s",
                             "10  s",
                             "-1",
                             " 2",
                             "10 ",
                             "10 days",
                             "x",
                             "5124096 hours",
                             "18446744073709551615",
                             "99999999999999999999"})
    {
        EXPECT_THROW(ParseTgenTime(text), ValueError) << text;
    }
    EXPECT_EQ(ValueErrorOf([] { ParseTgenTime("10s"); }),
              "\"10s\" is not a time (digits, then at most one blank and a unit, such as 10 or 500 "
              "ms)");
    EXPECT_EQ(ValueErrorOf([] { ParseTgenTime("5124096 hours"); }),
              "\"5124096 hours\" is too long a time (at most 146 years)");
}

TEST(TgenValues, ListsOfTimes)
{
    EXPECT_EQ(ParseTgenTimes("7"), std::vector<Time>{Seconds(7)});
    EXPECT_EQ(ParseTgenTimes("5 s,10 ms,1"),
              (std::vector<Time>{Seconds(5), MilliSeconds(10), Seconds(1)}));
    for (const char* text : {"1,,2", ",1", "1,", ",", "1, 2", "1,x"})
    {
        EXPECT_THROW(ParseTgenTimes(text), ValueError) << text;
    }
}

TEST(TgenValues, Peers)
{
    const std::map<std::string, std::vector<std::pair<std::string, int>>> lists{
        {"server:8888", {{"server", 8888}}},
        {"a:1,b:2,a:1", {{"a", 1}, {"b", 2}, {"a", 1}}}, // twins are weights
        {",a:1,,b:2,", {{"a", 1}, {"b", 2}}},
        {",", {}},
        {"10.0.0.1:80abc", {{"10.0.0.1", 80}}},
        {"a:http", {{"a", 0}}},
        {"a:", {{"a", 0}}},
        {"a:65535", {{"a", 65535}}},
        {" a : 7", {{" a ", 7}}}, // names are not trimmed
        {":80", {{"", 80}}},
        {"a:8:9", {{"a", 8}}}};
    for (const auto& [text, expected] : lists)
    {
        const auto peers = ParseTgenPeers(text);
        ASSERT_EQ(peers.size(), expected.size()) << text;
        for (std::size_t i = 0; i < peers.size(); ++i)
        {
            EXPECT_EQ(peers[i].name, expected[i].first) << text;
            EXPECT_EQ(peers[i].port, expected[i].second) << text;
        }
    }
    for (const char* text : {"localhost", "a:1,b", "a:65536", "a:-1", "a:99999999999999999999"})
    {
        EXPECT_THROW(ParseTgenPeers(text), ValueError) << text;
    }
    EXPECT_EQ(ValueErrorOf([] { ParseTgenPeers("a:1,b"); }),
              "\"b\" is not a peer (host:port, such as server:8888)");
}

TEST(TgenValues, IntegersAreNeverRefused)
{
    EXPECT_EQ(ParseTgenInteger("8888", 65535), 8888U);
    EXPECT_EQ(ParseTgenInteger("70000", 65535), 65535U);
    EXPECT_EQ(ParseTgenInteger("  +12abc", UINT32_MAX), 12U);
    EXPECT_EQ(ParseTgenInteger("ten", UINT64_MAX), 0U);
    EXPECT_EQ(ParseTgenInteger("-1", UINT32_MAX), UINT32_MAX); // strtoull wraps
    EXPECT_EQ(ParseTgenInteger("99999999999999999999", UINT64_MAX), UINT64_MAX);
}
