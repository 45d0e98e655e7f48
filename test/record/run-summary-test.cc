/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/run-summary.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

TransferRecord
MakeRecord(const std::string& system,
           const std::string& label,
           TransferRecord::Status status,
           Time start,
           Time end)
{
    TransferRecord record;
    record.system = system;
    record.label = label;
    record.status = status;
    record.start = start;
    record.end = end;
    return record;
}

TEST(RunSummaryTest, WithoutTransfersEverythingIsZero)
{
    const auto json = RunSummary().ToJson({"idle", 1, 2, Seconds(10), 7});
    EXPECT_EQ(json.dump(),
              R"({"name":"idle","seed":1,"run":2,"simulated_s":10.0,"events":7,)"
              R"("transfers":{"success":0,"failed":0,"open":0},)"
              R"("sent_bytes":0,"received_bytes":0,"goodput_bps":0.0,"systems":{}})");
}

TEST(RunSummaryTest, ARunOfNoTimeHasNoGoodput)
{
    EXPECT_EQ(RunSummary().ToJson({"", 1, 1, Seconds(0), 0})["goodput_bps"], 0.0);
}

TEST(RunSummaryTest, CountsBySystemAndLabel)
{
    RunSummary summary;
    auto page = MakeRecord("tgen", "web", TransferRecord::SUCCESS, Seconds(1), Seconds(3));
    page.firstByte = MilliSeconds(1500);
    page.sentBytes = 1000;
    page.receivedBytes = 9000;
    summary.Add(page);
    auto failed = MakeRecord("tgen", "web", TransferRecord::FAILED, Seconds(1), Seconds(9));
    failed.firstByte = Seconds(2);
    failed.receivedBytes = 2500;
    failed.error = "TIMEOUT";
    summary.Add(failed);
    summary.Add(MakeRecord("tgen", "bulk", TransferRecord::OPEN, Seconds(1), Seconds(10)));
    summary.Add(MakeRecord("gensyn", "", TransferRecord::SUCCESS, Seconds(0), Seconds(1)));

    const auto totals = summary.GetTotals();
    EXPECT_EQ(totals.transfers, (std::array<uint64_t, 3>{2, 1, 1}));
    EXPECT_EQ(totals.sentBytes, 1000U);
    EXPECT_EQ(totals.receivedBytes, 11500U);
    EXPECT_EQ(totals.errors, (std::map<std::string, uint64_t>{{"TIMEOUT", 1}}));

    const auto json = summary.ToJson({"two", 1, 1, Seconds(10), 0});
    EXPECT_EQ(json["goodput_bps"], 10000.0);
    EXPECT_EQ(json["systems"].size(), 2U);
    EXPECT_EQ(json["systems"]["gensyn"].dump(),
              R"({"transfers":{"success":1,"failed":0,"open":0},)"
              R"("sent_bytes":0,"received_bytes":0,"goodput_bps":0.0,)"
              R"("labels":{"":{"completion_s":{"count":1,"p1":1.0,"p5":1.0,"p25":1.0,"p50":1.0,)"
              R"("p75":1.0,"p95":1.0,"p99":1.0},"first_byte_s":{"count":0}}}})");
    EXPECT_EQ(json["systems"]["tgen"]["transfers"].dump(), R"({"success":1,"failed":1,"open":1})");
    const auto& labels = json["systems"]["tgen"]["labels"];
    EXPECT_EQ(labels["bulk"].dump(), R"({"completion_s":{"count":0},"first_byte_s":{"count":0}})");
    EXPECT_EQ(labels["web"]["completion_s"]["count"], 1);
    EXPECT_EQ(labels["web"]["completion_s"]["p50"], 2.0);
    EXPECT_EQ(labels["web"]["first_byte_s"]["p99"], 0.5);
}

TEST(RunSummaryTest, GivesPercentilesOfSuccessfulTransfers)
{
    RunSummary summary;
    for (int i = 0; i <= 100; ++i)
    {
        summary.Add(
            MakeRecord("tgen", "", TransferRecord::SUCCESS, Seconds(1), Seconds(1 + 0.01 * i)));
    }
    const auto json = summary.ToJson({"", 1, 1, Seconds(2), 0});
    EXPECT_EQ(json["systems"]["tgen"]["labels"][""]["completion_s"].dump(),
              R"({"count":101,"p1":0.01,"p5":0.05,"p25":0.25,"p50":0.5,"p75":0.75,"p95":0.95,)"
              R"("p99":0.99})");
}

} // namespace
