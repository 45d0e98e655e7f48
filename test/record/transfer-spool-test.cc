/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/transfer-spool.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <string>
#include <system_error>

using namespace ns3;
namespace fs = std::filesystem;

namespace
{

class TransferSpoolTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        fs::remove_all(m_directory);
        fs::create_directories(m_directory);
    }

    void TearDown() override
    {
        fs::remove_all(m_directory);
    }

    std::string Path(const std::string& name) const
    {
        return (m_directory / name).string();
    }

    /// Write transfers that end at these seconds. @param host of all of them
    void Write(const std::string& name, uint32_t host, const std::vector<int>& ends) const
    {
        TransferSpool spool(Path(name));
        for (const auto end : ends)
        {
            TransferRecord record;
            record.host = host;
            record.end = Seconds(end);
            spool.Add(record);
        }
        spool.Close();
    }

    const fs::path m_directory = fs::path(testing::TempDir()) / "transfer-spool-test" /
                                 testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(TransferSpoolTest, ARecordComesBackAsItWas)
{
    TransferRecord full;
    full.host = 4'000'000'000;
    full.sequence = uint64_t{1} << 60;
    full.system = "tgen";
    full.kind = "stream";
    full.client = "client, the \"first\"\n";
    full.server = "server";
    full.label = std::string("a\0b", 3);
    full.requestedBytes = 0;
    full.sentBytes = 1;
    full.receivedBytes = UINT64_MAX;
    full.start = NanoSeconds(1);
    full.connect = NanoSeconds(2);
    full.firstByte = NanoSeconds(0);
    full.lastByte = NanoSeconds(4);
    full.end = Seconds(1e9);
    full.status = TransferRecord::FAILED;
    full.error = "TIMEOUT";
    {
        TransferSpool spool(Path("0"));
        spool.Add(TransferRecord());
        spool.Add(full);
        spool.Close();
    }
    TransferSpoolReader reader({Path("0")});
    const auto empty = reader.Next();
    ASSERT_TRUE(empty);
    EXPECT_FALSE(empty->requestedBytes);
    EXPECT_FALSE(empty->connect);
    EXPECT_FALSE(empty->firstByte);
    EXPECT_FALSE(empty->lastByte);
    EXPECT_EQ(empty->status, TransferRecord::OPEN);
    EXPECT_EQ(empty->label, "");
    const auto again = reader.Next();
    ASSERT_TRUE(again);
    EXPECT_EQ(again->host, full.host);
    EXPECT_EQ(again->sequence, full.sequence);
    EXPECT_EQ(again->system, full.system);
    EXPECT_EQ(again->kind, full.kind);
    EXPECT_EQ(again->client, full.client);
    EXPECT_EQ(again->server, full.server);
    EXPECT_EQ(again->label, full.label);
    EXPECT_EQ(again->requestedBytes, full.requestedBytes);
    EXPECT_EQ(again->sentBytes, full.sentBytes);
    EXPECT_EQ(again->receivedBytes, full.receivedBytes);
    EXPECT_EQ(again->start, full.start);
    EXPECT_EQ(again->connect, full.connect);
    EXPECT_EQ(again->firstByte, full.firstByte);
    EXPECT_EQ(again->lastByte, full.lastByte);
    EXPECT_EQ(again->end, full.end);
    EXPECT_EQ(again->status, full.status);
    EXPECT_EQ(again->error, full.error);
    EXPECT_FALSE(reader.Next());
}

TEST_F(TransferSpoolTest, FilesAreReadInTheOrderOfEnds)
{
    Write("0", 10, {1, 4, 4, 9});
    Write("1", 11, {});
    Write("2", 12, {2, 4, 10});
    TransferSpoolReader reader({Path("0"), Path("1"), Path("2")});
    std::vector<std::pair<int, uint32_t>> seen;
    while (const auto record = reader.Next())
    {
        seen.emplace_back(record->end.GetSeconds(), record->host);
    }
    const std::vector<std::pair<int, uint32_t>>
        expected{{1, 10}, {2, 12}, {4, 10}, {4, 10}, {4, 12}, {9, 10}, {10, 12}};
    EXPECT_EQ(seen, expected);
}

TEST_F(TransferSpoolTest, WhatIsMissingIsAnError)
{
    EXPECT_THROW(TransferSpoolReader({Path("none")}), std::system_error);
    EXPECT_THROW(TransferSpool(Path("none/0")), std::system_error);
    Write("0", 1, {1, 2});
    fs::resize_file(Path("0"), fs::file_size(Path("0")) - 1);
    TransferSpoolReader reader({Path("0")});
    EXPECT_THROW(reader.Next(), std::system_error); // it reads one ahead
}

} // namespace
