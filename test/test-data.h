/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TEST_DATA_H
#define TEST_DATA_H

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>

namespace ns3
{

/**
 * Reference data that is too large for the repository, or not ours to ship: under
 * $SYNTHETIC_TRAFFIC_DATA, else in "shared/data" beside the source directory.
 * @param name such as "tgen/expected/normal-123"
 * @return the path, which need not exist
 */
inline std::string
GetTestDataPath(const std::string& name)
{
    const char* directory = std::getenv("SYNTHETIC_TRAFFIC_DATA");
    const std::filesystem::path root =
        directory ? directory : SYNTHETIC_TRAFFIC_SOURCE_DIR "/../shared/data";
    return root / name;
}

/// @return all bytes of a file
inline std::string
ReadFileBytes(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace ns3

/// Leave a test that needs reference data where it is missing.
#define SKIP_WITHOUT_TEST_DATA(name)                                                               \
    if (!std::filesystem::exists(::ns3::GetTestDataPath(name)))                                    \
    GTEST_SKIP() << ::ns3::GetTestDataPath(name) << " is not there"

#endif // TEST_DATA_H
