/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef COMMAND_FIXTURE_H
#define COMMAND_FIXTURE_H

#include "../test-data.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <limits>
#include <string>
#include <sys/wait.h>
#include <vector>

namespace ns3
{

/// What a command printed, and how it ended.
struct Outcome
{
    int status;
    std::string output; //!< standard output, and with Run() standard error
    std::string errors; //!< with RunApart() standard error
};

/// Runs the command in an empty directory.
class CommandTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        std::filesystem::remove_all(m_directory);
        std::filesystem::create_directories(m_directory);
    }

    void TearDown() override
    {
        std::filesystem::remove_all(m_directory);
    }

    /// @param launcher what starts the command, instead of a shell
    Outcome Run(const std::string& arguments, const std::string& launcher = "") const
    {
        return RunInShell(arguments + " 2>&1", std::numeric_limits<std::size_t>::max(), launcher);
    }

    /**
     * The same with what the command says on standard error in a place of its own.
     * @param most bytes that somebody reads of its standard output before leaving
     */
    Outcome RunApart(const std::string& arguments,
                     std::size_t most = std::numeric_limits<std::size_t>::max()) const
    {
        const auto errors = m_directory.string() + ".errors";
        auto outcome = RunInShell(arguments + " 2> '" + errors + "'", most);
        outcome.errors = ReadFileBytes(errors);
        std::filesystem::remove(errors);
        return outcome;
    }

    void Write(const std::string& name, const std::string& text) const
    {
        std::ofstream(m_directory / name) << text;
    }

    std::string Read(const std::string& name) const
    {
        return ReadFileBytes((m_directory / name).string());
    }

    /// Names of the files in a directory.
    std::vector<std::string> List(const std::string& name) const
    {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(m_directory / name))
        {
            names.push_back(entry.path().filename().string());
        }
        std::sort(names.begin(), names.end());
        return names;
    }

    const std::filesystem::path m_directory =
        std::filesystem::path(testing::TempDir()) / "synthetic-traffic-command-test" /
        (std::string(testing::UnitTest::GetInstance()->current_test_info()->test_suite_name()) +
         "-" + testing::UnitTest::GetInstance()->current_test_info()->name());

  private:
    Outcome RunInShell(const std::string& arguments,
                       std::size_t most,
                       const std::string& launcher = "") const
    {
        const auto command = "cd '" + m_directory.string() + "' && " + launcher +
                             " '" SYNTHETIC_TRAFFIC_COMMAND "' " + arguments + " < /dev/null";
        Outcome outcome{-1, "", ""};
        std::FILE* pipe = popen(command.c_str(), "r");
        char text[4096];
        while (outcome.output.size() < most)
        {
            const auto size = std::fread(text, 1, sizeof(text), pipe);
            if (size == 0)
            {
                break;
            }
            outcome.output.append(text, size);
        }
        const int status = pclose(pipe);
        outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        return outcome;
    }
};

} // namespace ns3

#endif // COMMAND_FIXTURE_H
