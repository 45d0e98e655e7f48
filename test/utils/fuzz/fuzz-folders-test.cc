/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <set>
#include <string>

using namespace ns3;

namespace
{

/// Inputs of no target would never be read.
TEST(FuzzFoldersTest, AreThoseOfTargets)
{
    std::set<std::string> names;
    for (const auto* target : FuzzTarget::All())
    {
        EXPECT_TRUE(names.insert(target->GetName()).second) << target->GetName() << " twice";
    }
    const std::filesystem::path root = SYNTHETIC_TRAFFIC_SOURCE_DIR "/test/fuzz";
    std::set<std::string> corpora;
    for (const auto& folder : std::filesystem::directory_iterator(root / "corpus"))
    {
        corpora.insert(folder.path().filename().string());
    }
    EXPECT_EQ(corpora, names);
    for (const auto& folder : std::filesystem::directory_iterator(root / "found"))
    {
        EXPECT_EQ(names.count(folder.path().filename().string()), 1u) << folder;
    }
}

} // namespace
