/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Every reader takes every input that is kept for it: the seeds of its corpus, and what was found
// to break it once. Nobody needs clang for that.

#include "fuzz/fuzz-target.h"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iostream>
#include <iterator>
#include <ostream>
#include <string>
#include <sys/resource.h>
#include <vector>

namespace ns3
{

/// For messages of GoogleTest.
void
PrintTo(const FuzzTarget* target, std::ostream* os)
{
    *os << target->GetName();
}

} // namespace ns3

using namespace ns3;

namespace
{

const std::filesystem::path ROOT = SYNTHETIC_TRAFFIC_SOURCE_DIR "/test/fuzz";

/// @return the files of a folder, in the order of names; none where there is no such folder
std::vector<std::filesystem::path>
ListFiles(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    std::error_code isMissing;
    for (const auto& entry : std::filesystem::directory_iterator(folder, isMissing))
    {
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// @return the largest memory of this process so far, bytes
uint64_t
GetPeakMemory()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<uint64_t>(usage.ru_maxrss) << 10;
}

void
Replay(const FuzzTarget& target, const std::filesystem::path& path)
{
    constexpr double MOST_SECONDS = 10;
    constexpr uint64_t MOST_MEMORY = 2ULL << 30;
    SCOPED_TRACE(path.string());
    std::cout << path.string() << std::endl; // for a test that does not come back
    std::ifstream file(path, std::ios::binary);
    // No byte behind the last one.
    const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
    const auto before = std::clock();
    EXPECT_NO_THROW(target.Run({bytes.data(), bytes.size()}));
    EXPECT_LT(static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC, MOST_SECONDS);
    EXPECT_LT(GetPeakMemory(), MOST_MEMORY);
}

class FuzzReplayTest : public testing::TestWithParam<const FuzzTarget*>
{
};

TEST_P(FuzzReplayTest, TakesItsCorpus)
{
    const auto files = ListFiles(ROOT / "corpus" / GetParam()->GetName());
    EXPECT_FALSE(files.empty());
    for (const auto& path : files)
    {
        Replay(*GetParam(), path);
    }
}

TEST_P(FuzzReplayTest, TakesWhatWasFound)
{
    for (const auto& path : ListFiles(ROOT / "found" / GetParam()->GetName()))
    {
        Replay(*GetParam(), path);
    }
}

INSTANTIATE_TEST_SUITE_P(,
                         FuzzReplayTest,
                         testing::ValuesIn(FuzzTarget::All()),
                         [](const auto& info) {
                             auto name = info.param->GetName();
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

} // namespace
