/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/key-value-store.h"

#include <gtest/gtest.h>

namespace ns3
{

namespace
{

TEST(KeyValueStore, KeepsWhatWasSetLast)
{
    KeyValueStore store(1000);
    EXPECT_EQ(store.Get("a"), nullptr);
    store.Set({"a", "1", 0});
    store.Set({"b", "2", 5});
    store.Set({"a", "three", 7});
    EXPECT_EQ(store.GetNItems(), 2U);
    ASSERT_TRUE(store.Get("a"));
    EXPECT_EQ(store.Get("a")->value, "three");
    EXPECT_EQ(store.Get("a")->flags, 7U);
    EXPECT_EQ(store.Get("b")->value, "2");
    EXPECT_EQ(store.GetBytes(), 6 + 2 + 2 * KeyValueStore::ITEM_OVERHEAD);
}

TEST(KeyValueStore, WhatWasNotUsedForLongestGoes)
{
    KeyValueStore store(3 * (2 + KeyValueStore::ITEM_OVERHEAD));
    store.Set({"a", "1", 0});
    store.Set({"b", "2", 0});
    store.Set({"c", "3", 0});
    EXPECT_TRUE(store.Get("a"));
    store.Set({"d", "4", 0});
    EXPECT_TRUE(store.Get("a"));
    EXPECT_FALSE(store.Get("b"));
    EXPECT_TRUE(store.Get("c"));
    EXPECT_TRUE(store.Get("d"));
    store.Set({"a", std::string(1000, 'x'), 0});
    EXPECT_FALSE(store.Get("a")) << "larger than all";
    EXPECT_EQ(store.GetNItems(), 2U);
}

} // namespace

} // namespace ns3
