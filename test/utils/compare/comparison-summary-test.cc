/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "compare/comparison-summary.h"
#include "recorded-transfers.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

using Row = std::vector<std::string>;

/// Transfers of which a tool told the goodput alone, as iperf3 does.
RecordedRun
MakeRatesRun(std::size_t number, double goodput)
{
    auto transfer = MakeDownload(1);
    transfer.isEndKnown = false;
    transfer.goodput = goodput;
    return MakeRun(std::vector<RecordedTransfer>(number, transfer));
}

} // namespace

TEST(ComparisonSummaryTest, ALineIsAboutWhatBothRunsKnow)
{
    // The other run has times, too.
    const auto times = [] {
        return MakeRun(std::vector<RecordedTransfer>(6, MakeDownload(0.002)));
    };
    auto summary = SummariseComparison(
        CompareRuns(Together(MakeRatesRun(6, 2e6), times()), ComparisonOptions{}),
        1);
    EXPECT_EQ(summary.head,
              (Row{"group",
                   "n A",
                   "n B",
                   "median A",
                   "median B",
                   "",
                   "B/A",
                   "95 % interval",
                   "",
                   "KS",
                   "verdict"}));
    ASSERT_EQ(summary.rows.size(), 1u);
    EXPECT_EQ(summary.rows[0],
              (Row{"tgen page, 1000 B",
                   "6",
                   "6",
                   "2.0000",
                   "4.0000",
                   "Mbit/s",
                   "2.0000",
                   "2.0000 to 2.0000",
                   "paired",
                   "1.000",
                   "faster by 100.0 %"}));

    summary = SummariseComparison(CompareRuns(Together(times(), times()), ComparisonOptions{}), 1);
    EXPECT_EQ(summary.rows.at(0).at(5), "ms");
}

TEST(ComparisonSummaryTest, ALineWithoutAnythingInCommonSaysWhatThereIs)
{
    auto failed = MakeDownload(0.002);
    failed.status = TransferRecord::FAILED;
    const auto summary =
        SummariseComparison(CompareRuns(Together(MakeRun({MakeDownload(0.002)}), MakeRun({failed})),
                                        ComparisonOptions{}),
                            1);
    EXPECT_EQ(summary.rows,
              (std::vector<Row>{{"tgen page, 1000 B",
                                 "1",
                                 "1",
                                 "100 %",
                                 "0 %",
                                 "2.0000",
                                 "-",
                                 "ms",
                                 "-",
                                 "-",
                                 "-",
                                 "no times to compare"}}));
}
