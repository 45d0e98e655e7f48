/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef INPUT_PROBLEMS_H
#define INPUT_PROBLEMS_H

#include "ns3/input-error.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <string_view>

namespace ns3
{

/// @return the lines of the InputError that reading throws, or "" when it throws none
template <typename Reading>
std::string
ProblemsOf(Reading reading)
{
    try
    {
        reading();
    }
    catch (const InputError& error)
    {
        return error.what();
    }
    return "";
}

/// @return the text of the ValueError that parsing throws, "what (expected)", or "" for none
template <typename Parsing>
std::string
ValueErrorOf(Parsing parsing)
{
    try
    {
        parsing();
    }
    catch (const ValueError& error)
    {
        return std::string(error.what()) + " (" + error.GetExpected() + ")";
    }
    return "";
}

/// A file that lives as long as a test.
class TemporaryFile
{
  public:
    /// @param name may hold directories, which are made
    TemporaryFile(const std::string& name, std::string_view text)
        : m_path(Directory() / name)
    {
        std::filesystem::create_directories(m_path.parent_path());
        std::ofstream(m_path, std::ios::binary) << text;
    }

    ~TemporaryFile()
    {
        std::filesystem::remove(m_path);
    }

    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    std::string GetPath() const
    {
        return m_path.string();
    }

  private:
    /// A directory of the running test alone: tests run side by side.
    static std::filesystem::path Directory()
    {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        return std::filesystem::path(testing::TempDir()) /
               (std::string(test->test_suite_name()) + "." + test->name());
    }

    std::filesystem::path m_path;
};

} // namespace ns3

#endif // INPUT_PROBLEMS_H
