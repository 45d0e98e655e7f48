/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "input-problems.h"

#include "ns3/input-error.h"

#include <algorithm>

using namespace ns3;

TEST(InputError, OneLineSaysWhereWhatAndWhatInstead)
{
    EXPECT_EQ(InputProblem({"a.json", 3, "no rate", "such as 5Mbps"}).ToString(),
              "a.json:3: no rate (such as 5Mbps)");
    EXPECT_EQ(InputProblem({"command line", 0, "no", ""}).ToString(), "command line: no");
    EXPECT_STREQ(InputError("f", 1, "wrong").what(), "f:1: wrong");
}

TEST(InputError, ProblemsAreReportedTogetherAndInOrder)
{
    InputProblems problems("b");
    EXPECT_TRUE(problems.IsEmpty());
    EXPECT_NO_THROW(problems.ThrowIfAny());
    problems.Add(7, "later");
    problems.Add(2, "sooner");
    problems.Add(InputError("a", 9, "elsewhere"));
    EXPECT_EQ(ProblemsOf([&] { problems.ThrowIfAny(); }),
              "a:9: elsewhere\nb:2: sooner\nb:7: later");
}

TEST(InputError, AFloodOfProblemsIsCutShort)
{
    InputProblems problems("f");
    for (int line = 1; line <= 1000; ++line)
    {
        problems.Add(line, "wrong");
    }
    try
    {
        problems.ThrowIfAny();
        FAIL();
    }
    catch (const InputError& error)
    {
        const std::string text = error.what();
        EXPECT_EQ(error.GetProblems().size(), 1000U);
        EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 50);
        EXPECT_NE(text.find("f: 950 more problems"), std::string::npos);
    }
}

TEST(InputError, ALineHasNothingThatATerminalObeys)
{
    EXPECT_EQ(InputError("a\x1b[2J", 1, "b\nc", "d\x7f").GetProblems()[0].ToString(),
              "a\\x1b[2J:1: b\\nc (d\\x7f)");
}

TEST(InputError, QuotedInputStaysOnOneShortLine)
{
    EXPECT_EQ(QuoteInput("10 KiB"), "\"10 KiB\"");
    EXPECT_EQ(QuoteInput("a\nb\tc\x01"), "\"a\\nb\\tc\\x01\"");
    EXPECT_EQ(QuoteInput(std::string(1000, 'x')), "\"" + std::string(60, 'x') + "...\"");
    // A character of two bytes is not cut in half.
    EXPECT_EQ(QuoteInput(std::string(59, 'x') + "\u00e9y"), "\"" + std::string(59, 'x') + "...\"");
}
