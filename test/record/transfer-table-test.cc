/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/transfer-table.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <system_error>

using namespace ns3;

namespace
{

const std::string HEADER =
    "id,system,kind,client,server,label,requested_bytes,sent_bytes,received_bytes,"
    "start_s,connect_s,first_byte_s,last_byte_s,end_s,status,error\n";

TransferRecord
MakeRecord(uint32_t host, uint64_t sequence, Time end)
{
    TransferRecord record;
    record.host = host;
    record.sequence = sequence;
    record.system = "tgen";
    record.kind = "stream";
    record.client = "h" + std::to_string(host);
    record.server = "s";
    record.end = end;
    record.status = TransferRecord::SUCCESS;
    return record;
}

class TransferTableTest : public testing::Test
{
  protected:
    void TearDown() override
    {
        std::filesystem::remove(m_path);
    }

    std::string Read() const
    {
        std::ifstream file(m_path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    const std::string m_path = testing::TempDir() + "transfer-table-test-" +
                               testing::UnitTest::GetInstance()->current_test_info()->name() +
                               ".csv";
};

TEST_F(TransferTableTest, WithoutTransfersThereIsAHeader)
{
    TransferTable table(m_path);
    table.Close();
    EXPECT_EQ(Read(), HEADER);
}

TEST_F(TransferTableTest, WritesEveryField)
{
    TransferRecord record;
    record.system = "poisson";
    record.kind = "get";
    record.client = "h1";
    record.server = "h2";
    record.label = "short";
    record.requestedBytes = 18446744073709551615U;
    record.sentBytes = 1;
    record.receivedBytes = 20000;
    record.start = NanoSeconds(1);
    record.connect = NanoSeconds(999'999'999);
    record.firstByte = Seconds(1);
    record.lastByte = NanoSeconds(1'000'000'001);
    record.end = NanoSeconds(123'456'789'012'345);
    record.status = TransferRecord::SUCCESS;
    TransferTable table(m_path);
    table.Add(record);
    table.Close();
    EXPECT_EQ(Read(),
              HEADER + "1,poisson,get,h1,h2,short,18446744073709551615,1,20000,0.000000001,"
                       "0.999999999,1.000000000,1.000000001,123456.789012345,success,\n");
}

TEST_F(TransferTableTest, WhatDidNotHappenIsEmpty)
{
    auto failed = MakeRecord(1, 0, Seconds(2));
    failed.status = TransferRecord::FAILED;
    failed.error = "TIMEOUT";
    auto open = MakeRecord(1, 1, Seconds(2));
    open.status = TransferRecord::OPEN;
    TransferTable table(m_path);
    table.Add(failed);
    table.Add(open);
    table.Close();
    EXPECT_EQ(Read(),
              HEADER + "1,tgen,stream,h1,s,,,0,0,0.000000000,,,,2.000000000,failed,TIMEOUT\n"
                       "2,tgen,stream,h1,s,,,0,0,0.000000000,,,,2.000000000,open,\n");
}

TEST_F(TransferTableTest, QuotesAsRfc4180)
{
    auto record = MakeRecord(1, 0, Seconds(1));
    record.client = "a,b";
    record.server = "say \"hi\"";
    record.label = "two\nlines";
    record.error = "cr\r";
    TransferTable table(m_path);
    table.Add(record);
    table.Close();
    EXPECT_EQ(Read(),
              HEADER + "1,tgen,stream,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",,0,0,"
                       "0.000000000,,,,1.000000000,success,\"cr\r\"\n");
}

TEST_F(TransferTableTest, TiesAreOrderedByHostAndSequence)
{
    TransferTable table(m_path);
    table.Add(MakeRecord(9, 0, Seconds(1)));
    for (auto [host, sequence] : {std::pair{2, 1}, {1, 7}, {2, 0}, {1, 10}})
    {
        auto record = MakeRecord(host, sequence, Seconds(2));
        record.label = std::to_string(sequence);
        table.Add(record);
    }
    table.Add(MakeRecord(1, 0, Seconds(3)));
    table.Close();
    std::string order;
    std::istringstream rows(Read());
    for (std::string row; std::getline(rows, row);)
    {
        std::istringstream fields(row);
        std::string id;
        std::string client;
        std::string label;
        std::getline(fields, id, ',');
        std::getline(fields, client, ',');
        std::getline(fields, client, ',');
        std::getline(fields, client, ',');
        std::getline(fields, label, ',');
        std::getline(fields, label, ',');
        order += id + ":" + client + "/" + label + " ";
    }
    EXPECT_EQ(order, "id:client/label 1:h9/ 2:h1/7 3:h1/10 4:h2/0 5:h2/1 6:h1/ ");
}

TEST_F(TransferTableTest, RowsReachTheDiskAsTimeAdvances)
{
    TransferTable table(m_path);
    for (int i = 0; i < 10000; ++i)
    {
        table.Add(MakeRecord(1, i, MilliSeconds(i)));
    }
    EXPECT_GT(std::filesystem::file_size(m_path), 500'000U);
    table.Close();
    const auto text = Read();
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 10001);
    EXPECT_NE(text.find("\n10000,tgen,"), std::string::npos);
}

TEST_F(TransferTableTest, RefusesToGoBackInTime)
{
    TransferTable table(m_path);
    table.Add(MakeRecord(1, 0, Seconds(2)));
    EXPECT_THROW(table.Add(MakeRecord(1, 1, Seconds(1))), std::logic_error);
}

TEST_F(TransferTableTest, SaysWhenTheFileCannotBeWritten)
{
    EXPECT_THROW(TransferTable("/nowhere/at/all/transfers.csv"), std::system_error);
}

TEST(TransferTableDiskTest, AFullDiskIsNotForgotten)
{
    if (!std::filesystem::exists("/dev/full"))
    {
        GTEST_SKIP() << "there is no /dev/full";
    }
    TransferTable table("/dev/full");
    for (int i = 0; i < 5000; ++i)
    {
        table.Add(MakeRecord(1, i, MilliSeconds(i)));
    }
    EXPECT_THROW(table.Close(), std::system_error);
}

} // namespace
