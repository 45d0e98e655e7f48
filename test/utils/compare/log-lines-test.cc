/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "compare/log-lines.h"
#include "compare/skipped-lines.h"
#include "run-files-fixture.h"

#include <filesystem>

using namespace ns3;

namespace
{

class LogLinesTest : public RunFilesTest
{
  protected:
    std::vector<std::string> ReadAll(const std::string& path)
    {
        std::vector<std::string> all;
        SkippedLines skipped("file", m_warnings);
        LogLines lines(path);
        while (lines.Next(skipped))
        {
            all.emplace_back(lines.Get());
            m_isEnded = lines.IsEnded();
            EXPECT_EQ(lines.GetNumber(), static_cast<int>(all.size()));
        }
        return all;
    }

    std::vector<InputProblem> m_warnings;
    bool m_isEnded{true};
};

using Lines = std::vector<std::string>;

} // namespace

TEST_F(LogLinesTest, ReadsLinesWithAndWithoutEnd)
{
    EXPECT_EQ(ReadAll(Write("a", "one\r\n\ntwo\nlast")), (Lines{"one", "", "two", "last"}));
    EXPECT_FALSE(m_isEnded);
    EXPECT_EQ(ReadAll(Write("b", "one\n")), Lines{"one"});
    EXPECT_TRUE(m_isEnded);
    EXPECT_EQ(ReadAll(Write("c", "")), Lines{});
    EXPECT_TRUE(m_warnings.empty());
}

TEST_F(LogLinesTest, LinesMayBeLongerThanWhatIsReadAtOnce)
{
    const std::string longLine(1'000'000, 'x');
    EXPECT_EQ(ReadAll(Write("a", "s\n" + longLine + "\nend\n" + longLine)),
              (Lines{"s", longLine, "end", longLine}));
}

TEST_F(LogLinesTest, ReadsCompressedFiles)
{
    std::string text;
    Lines expected;
    for (int i = 0; i < 100'000; ++i)
    {
        expected.push_back("line " + std::to_string(i));
        text += expected.back() + '\n';
    }
    EXPECT_EQ(ReadAll(WriteCompressed("a.gz", text)), expected);
    EXPECT_TRUE(m_warnings.empty());
}

TEST_F(LogLinesTest, TellsOfACompressedFileThatWasCut)
{
    std::string text;
    for (int i = 0; i < 100'000; ++i)
    {
        text += std::to_string(i * 7919 % 100'003) + '\n';
    }
    const auto path = WriteCompressed("a.gz", text);
    std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
    const auto lines = ReadAll(path);
    EXPECT_GT(lines.size(), 10'000u);
    EXPECT_LT(lines.size(), 100'000u);
    ASSERT_EQ(m_warnings.size(), 1u);
    EXPECT_EQ(m_warnings[0].what, "the compressed file ends too early");
    // The last line is cut, too.
    EXPECT_EQ(m_warnings[0].line, static_cast<int>(lines.size()));
}

TEST_F(LogLinesTest, ACompressedFileThatIsBrokenFromItsBeginningIsNotEmpty)
{
    const auto path = WriteCompressed("flows.txt.gz", std::string(1000, 'x'));
    constexpr std::uintmax_t HEADER = 10;
    std::filesystem::resize_file(path, HEADER + 1);
    EXPECT_EQ(Refuse({path}), "flows.txt.gz: the compressed file ends too early\n");
    std::filesystem::resize_file(path, HEADER);
    std::ofstream(path, std::ios::binary | std::ios::app) << std::string(100, '\xff');
    EXPECT_EQ(Refuse({path}).rfind("flows.txt.gz: the compressed file is damaged: ", 0), 0u)
        << Refuse({path});
}

TEST_F(LogLinesTest, LeavesOutWhatIsNoLine)
{
    const std::string endless(LogLines::MAX_LENGTH + 1'000'000, 'x');
    std::vector<std::string> all;
    {
        SkippedLines skipped("file", m_warnings);
        LogLines lines(Write("a", "one\n" + endless + "\nthree\n"));
        while (lines.Next(skipped))
        {
            all.emplace_back(lines.Get());
        }
        EXPECT_EQ(lines.GetNumber(), 3);
    }
    EXPECT_EQ(all, (Lines{"one", "three"}));
    EXPECT_EQ(Tell(m_warnings),
              "file:2: the line is longer than 64 MiB (expected a line of a log)\n");
}

TEST_F(LogLinesTest, RefusesWhatIsNoFile)
{
    EXPECT_THROW(LogLines(In("missing")), InputError);
    EXPECT_THROW(LogLines("/dev/null"), InputError);
    EXPECT_THROW(LogLines{m_directory.string()}, InputError);
}

TEST_F(LogLinesTest, TellsOfAFewBrokenLinesAndCountsTheOthers)
{
    {
        SkippedLines skipped("file", m_warnings);
        for (int line = 1; line <= 1000; ++line)
        {
            skipped.Add(line, "broken");
        }
    }
    EXPECT_EQ(Tell(m_warnings),
              "file:1: broken\nfile:2: broken\nfile:3: broken\nfile:4: broken\nfile:5: broken\n"
              "file: 995 more lines could not be used\n");
}
