/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "../test-data.h"

#include <gtest/gtest.h>
#include <regex>
#include <set>
#include <string>

namespace
{

const std::string ROOT = SYNTHETIC_TRAFFIC_SOURCE_DIR "/";

/// @return what the first group of an expression matches in the lines of a file, after a prefix
std::set<std::string>
FindAll(const std::string& file, const std::string& expression, const std::string& prefix = "")
{
    const auto text = ns3::ReadFileBytes(ROOT + file);
    const std::regex regex(expression);
    std::set<std::string> found;
    for (std::sregex_iterator match(text.begin(), text.end(), regex), end; match != end; ++match)
    {
        found.insert(prefix + (*match)[1].str());
    }
    return found;
}

/// Files that wscript-compat lists in one of its variables.
std::set<std::string>
FindInWscript(const std::string& expression)
{
    return FindAll("wscript-compat", "\n    '(" + expression + ")',");
}

TEST(WscriptCompatTest, ListsTheSourcesAndHeadersThatCMakeDoes)
{
    for (const std::string extension : {"cc", "h"})
    {
        const auto expected =
            FindAll("CMakeLists.txt", "\n    ((?:model|helper)/[^ \n]*\\." + extension + ")(?=\n)");
        EXPECT_GT(expected.size(), 90U);
        EXPECT_EQ(FindInWscript("(?:model|helper)/[^']*\\." + extension), expected);
    }
}

TEST(WscriptCompatTest, ListsTheSourcesOfTheCommandThatCMakeDoes)
{
    const auto expected = FindAll("utils/CMakeLists.txt", "\n    ([^ \n]*\\.cc)", "utils/");
    EXPECT_GT(expected.size(), 10U);
    EXPECT_EQ(FindInWscript("utils/[^']*\\.cc"), expected);
}

TEST(WscriptCompatTest, ListsTheTestsThatCMakeDoes)
{
    auto expected = FindAll("test/CMakeLists.txt", "\n    ([^ \n]*-(?:test|fuzz)\\.cc)", "test/");
    EXPECT_GT(expected.size(), 90U);
    auto listed = FindInWscript("test/[^']*\\.cc");
    EXPECT_EQ(listed.erase("test/fuzz/fuzz-target.cc"), 1U);
    EXPECT_EQ(listed.erase("test/in-tree/google-test-pool.cc"), 1U);
    EXPECT_EQ(listed.erase("test/in-tree/synthetic-traffic-test-suite.cc"), 1U);
    EXPECT_EQ(listed, expected);
}

TEST(WscriptCompatTest, ListsTheLibrariesThatCMakeDoes)
{
    const auto expected = FindAll("cmake/dependencies.cmake", "\nneed\\(([^ ]+) ");
    EXPECT_GE(expected.size(), 4U);
    EXPECT_EQ(FindAll("wscript-compat", "', '([^' ]+-dev)'\\),"), expected);
}

TEST(WscriptCompatTest, ListsTheModulesThatCMakeDoes)
{
    const auto expected = FindAll("CMakeLists.txt", "\n    \\$\\{lib([^}]+)\\}(?=\n)");
    EXPECT_GE(expected.size(), 7U);
    const auto text = ns3::ReadFileBytes(ROOT + "wscript-compat");
    const auto begin = text.find("\ndependencies = [");
    ASSERT_NE(begin, std::string::npos);
    const auto list = text.substr(begin, text.find(']', begin) - begin);
    const std::regex name("'([^']+)'");
    std::set<std::string> listed;
    for (std::sregex_iterator match(list.begin(), list.end(), name), end; match != end; ++match)
    {
        listed.insert((*match)[1]);
    }
    EXPECT_EQ(listed, expected);
}

/// The version, as wscript-compat and CMake find it.
TEST(WscriptCompatTest, FindsTheVersion)
{
    const auto version =
        FindAll("CMakeLists.txt", "\nset\\(SYNTHETIC_TRAFFIC_VERSION ([0-9.]+)\\)\n");
    ASSERT_EQ(version.size(), 1U);
    const std::string program = "import re; script = open('wscript-compat').read(); "
                                "start = script.index('def find_version'); "
                                "stop = script.index('def ', start + 1); "
                                "exec(script[start:stop]); "
                                "node = type('', (), {'read': lambda self: "
                                "open('CMakeLists.txt').read()})(); "
                                "path = type('', (), {'find_node': lambda self, name: node})(); "
                                "bld = type('', (), {'path': path}); "
                                "assert find_version(bld) == '" +
                                *version.begin() + "'";
    const auto command = "cd '" + ROOT + "' && python3 -c \"" + program + "\"";
    EXPECT_EQ(std::system(command.c_str()), 0);
}

TEST(WscriptCompatTest, CitationAndChangesHaveTheVersion)
{
    const auto version =
        FindAll("CMakeLists.txt", "\nset\\(SYNTHETIC_TRAFFIC_VERSION ([0-9.]+)\\)\n");
    EXPECT_EQ(FindAll("CITATION.cff", "\nversion: \"?([0-9.]+)\"?\n"), version);
    const auto changes = ns3::ReadFileBytes(ROOT + "CHANGES.md");
    std::smatch first;
    ASSERT_TRUE(std::regex_search(changes, first, std::regex("\n## ([^ \n]+)")));
    EXPECT_EQ(std::set<std::string>{first[1]}, version);
}

TEST(WscriptCompatTest, IsPython)
{
    const auto command =
        "python3 -c \"compile(open('" + ROOT + "wscript-compat').read(), 'w', 'exec')\"";
    EXPECT_EQ(std::system(command.c_str()), 0);
}

} // namespace
