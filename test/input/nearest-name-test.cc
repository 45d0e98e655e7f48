/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/nearest-name.h"

#include <gtest/gtest.h>

using namespace ns3;

TEST(NearestName, SuggestsWhatIsNear)
{
    const std::vector<std::string> names{"sendsize", "recvsize", "time", "timeout"};
    EXPECT_EQ(SuggestName("sensize", names), ", did you mean \"sendsize\"?");
    EXPECT_EQ(SuggestName("TIME", names), ", did you mean \"time\"?");
    EXPECT_EQ(SuggestName("tiem", names), ", did you mean \"time\"?");
    EXPECT_EQ(SuggestName("bogus", names), "");
    EXPECT_EQ(SuggestName("x", {"t"}), "");
    EXPECT_EQ(SuggestName("", names), "");
    EXPECT_EQ(SuggestName("x", {}), "");
}

TEST(NearestName, JoinsWithCommas)
{
    EXPECT_EQ(JoinNames({}), "");
    EXPECT_EQ(JoinNames({"a"}), "a");
    EXPECT_EQ(JoinNames({"a", "b"}), "a, b");
}
