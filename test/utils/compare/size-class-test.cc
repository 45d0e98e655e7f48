/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "compare/size-class.h"

#include <gtest/gtest.h>

using namespace ns3;

TEST(SizeClassTest, ExactSizes)
{
    EXPECT_EQ(GetExactSizeClass(0).name, "0 B");
    EXPECT_EQ(GetExactSizeClass(1500).name, "1500 B");
    EXPECT_EQ(GetExactSizeClass(52224).name, "51 KiB");
    EXPECT_EQ(GetExactSizeClass(1048576).name, "1 MiB");
    EXPECT_EQ(GetExactSizeClass(3 * (UINT64_C(1) << 50)).name, "3072 TiB");
    EXPECT_EQ(GetExactSizeClass(52224).least, 52224u);
}

TEST(SizeClassTest, Decades)
{
    EXPECT_EQ(GetDecadeSizeClass(0).name, "< 1 kB");
    EXPECT_EQ(GetDecadeSizeClass(999).name, "< 1 kB");
    EXPECT_EQ(GetDecadeSizeClass(1000).name, "1-10 kB");
    EXPECT_EQ(GetDecadeSizeClass(9999).name, "1-10 kB");
    EXPECT_EQ(GetDecadeSizeClass(10'000).name, "10-100 kB");
    EXPECT_EQ(GetDecadeSizeClass(100'000).name, "100 kB-1 MB");
    EXPECT_EQ(GetDecadeSizeClass(5'000'000).name, "1-10 MB");
    EXPECT_EQ(GetDecadeSizeClass(UINT64_C(999'999'999)).name, "100 MB-1 GB");
    EXPECT_EQ(GetDecadeSizeClass(UINT64_C(999'999'999'999)).name, "100 GB-1 TB");
    EXPECT_EQ(GetDecadeSizeClass(UINT64_MAX).name, ">= 1 TB");
    EXPECT_LT(GetDecadeSizeClass(999).least, GetDecadeSizeClass(1000).least);
}
