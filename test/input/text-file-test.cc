/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "input-problems.h"

#include "ns3/text-file.h"

#include <random>

using namespace ns3;

namespace
{

/// @return what reading a file with this text says, without the file's name
std::string
ProblemOf(std::string_view text)
{
    const TemporaryFile file("file", text);
    const auto problem = ProblemsOf([&] { ReadTextFile(file.GetPath(), "<", "a GraphML file"); });
    return problem.empty() ? "" : problem.substr(file.GetPath().size() + 2);
}

} // namespace

TEST(TextFile, ReadsAllOfIt)
{
    const std::string text = "\xEF\xBB\xBF\r\n <a>" + std::string(10'000, 'x') + "</a>\n";
    const TemporaryFile file("file", text);
    EXPECT_EQ(ReadTextFile(file.GetPath(), "<", "a GraphML file"), text);
}

TEST(TextFile, RefusesByTheFirstBytes)
{
    EXPECT_EQ(ProblemOf(""), "the file is empty (a GraphML file was expected)");
    EXPECT_EQ(ProblemOf(" \n\t"), "the file is empty (a GraphML file was expected)");
    EXPECT_EQ(ProblemOf("{\"a\": 1}"),
              "the file begins with \"{\"a\": 1}\" (a GraphML file was expected)");
    // Behind more blanks than the first bytes hold, too.
    const std::string blanks(10'000, ' ');
    EXPECT_EQ(ProblemOf(blanks), "the file is empty (a GraphML file was expected)");
    EXPECT_EQ(ProblemOf(blanks + "x"), "the file begins with \"x\" (a GraphML file was expected)");
    EXPECT_EQ(ProblemOf(blanks + "<a/>"), "");
    EXPECT_EQ(ProblemOf(std::string("<a>\0</a>", 8)),
              "this is a binary file (a GraphML file was expected)");
    EXPECT_EQ(ProblemOf("<" + std::string(10'000, 'x') + std::string(1, '\0')),
              "this is a binary file (a GraphML file was expected)");
}

TEST(TextFile, RefusesNoise)
{
    std::mt19937 random(1);
    std::string noise(1 << 20, '\0');
    for (auto& byte : noise)
    {
        byte = static_cast<char>(random());
    }
    EXPECT_NE(ProblemOf(noise), "");
    EXPECT_NE(ProblemOf("<" + noise), "");
}

TEST(TextFile, RefusesWhatIsNoFile)
{
    const auto read = [](const std::string& path) {
        return ProblemsOf([&] { ReadTextFile(path, "<", "a GraphML file"); });
    };
    EXPECT_EQ(read("/nowhere/at-all"),
              "/nowhere/at-all: cannot be read: No such file or directory (a GraphML file was "
              "expected)");
    EXPECT_EQ(read("/"), "/: this is a directory (a GraphML file was expected)");
    EXPECT_EQ(read("/dev/zero"),
              "/dev/zero: this is not a regular file (a GraphML file was expected)");
}
