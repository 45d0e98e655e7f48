/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "test-data.h"

#include "ns3/result-file.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <system_error>

namespace ns3
{

namespace
{

class ResultFileTest : public testing::Test
{
  protected:
    void TearDown() override
    {
        std::filesystem::remove(m_path);
    }

    const std::string m_path = testing::TempDir() + "result-file-" +
                               testing::UnitTest::GetInstance()->current_test_info()->name() +
                               ".txt";
};

TEST_F(ResultFileTest, KeepsWhatWasWritten)
{
    ResultFile file(m_path);
    *file << "a line\n";
    file.Close();
    EXPECT_EQ(ReadFileBytes(m_path), "a line\n");
}

TEST_F(ResultFileTest, SaysWhereItCannotBe)
{
    EXPECT_THROW(ResultFile("/no such directory/file"), std::system_error);
}

TEST_F(ResultFileTest, NoticesAFullDisk)
{
    ResultFile file("/dev/full");
    *file << "a line\n";
    EXPECT_THROW(file.Close(), std::system_error);
}

TEST_F(ResultFileTest, RowsStandInOrder)
{
    OrderedRows rows(m_path);
    rows.Add(2, "two\n");
    rows.Add(0, "zero\n");
    rows.Add(1, "");
    rows.Add(5, "five\n");
    rows.Add(3, "three\n");
    rows.Close();
    EXPECT_EQ(ReadFileBytes(m_path), "zero\ntwo\nthree\nfive\n") << "the fourth row never came";
}

} // namespace

} // namespace ns3
