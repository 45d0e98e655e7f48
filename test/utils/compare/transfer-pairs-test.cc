/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "compare/transfer-pairs.h"
#include "recorded-transfers.h"

#include <gtest/gtest.h>
#include <numeric>

using namespace ns3;

namespace
{

using Pairs = std::vector<std::pair<uint32_t, uint32_t>>;

TransferPlaces
PlacesOf(const RecordedRun& run)
{
    TransferPlaces places(run.transfers.size());
    std::iota(places.begin(), places.end(), 0);
    return places;
}

std::optional<Pairs>
PairAll(const RecordedRun& one, const RecordedRun& other)
{
    return PairTransfers(one, PlacesOf(one), other, PlacesOf(other));
}

RecordedTransfer
MakeOf(std::string_view client, double start, uint64_t bytes = 1000)
{
    auto transfer = MakeDownload(1, bytes, start);
    transfer.client = client;
    return transfer;
}

} // namespace

TEST(TransferPairsTest, TheNextOfAClientIsTheNextOfItInTheOtherRun)
{
    const auto one = MakeRun({MakeOf("c1", 1), MakeOf("c2", 2), MakeOf("c1", 3), MakeOf("c2", 4)});
    // In the order of ends, as some files are; c2 is late.
    const auto other =
        MakeRun({MakeOf("c1", 3.1), MakeOf("c2", 9), MakeOf("c1", 1.2), MakeOf("c2", 5)});
    EXPECT_EQ(PairAll(one, other), (Pairs{{0, 2}, {2, 0}, {1, 3}, {3, 1}}));
}

TEST(TransferPairsTest, SizesOfOneClientMayStartTheOtherWayRound)
{
    const auto one = MakeRun({MakeOf("c", 1, 10), MakeOf("c", 1.001, 20), MakeOf("c", 2, 10)});
    const auto other = MakeRun({MakeOf("c", 1, 20), MakeOf("c", 1.001, 10), MakeOf("c", 2, 10)});
    EXPECT_EQ(PairAll(one, other), (Pairs{{0, 1}, {2, 2}, {1, 0}}));
}

TEST(TransferPairsTest, OthersAreNotTheSameRequests)
{
    const auto one = MakeRun({MakeOf("c1", 1), MakeOf("c1", 2), MakeOf("c2", 3)});
    EXPECT_TRUE(PairAll(one, one));
    EXPECT_FALSE(PairAll(one, MakeRun({MakeOf("c1", 1), MakeOf("c2", 2), MakeOf("c2", 3)})));
    EXPECT_FALSE(PairAll(one, MakeRun({MakeOf("c1", 1), MakeOf("c1", 2, 999), MakeOf("c2", 3)})));
    EXPECT_FALSE(PairAll(one, MakeRun({})));
    for (const auto name : {&RecordedTransfer::label, &RecordedTransfer::server})
    {
        auto mine = MakeRun({MakeOf("c", 1), MakeOf("c", 2), MakeOf("c", 3)});
        auto theirs = MakeRun({MakeOf("c", 1), MakeOf("c", 2), MakeOf("c", 3)});
        mine.transfers[0].*name = "x";
        theirs.transfers[2].*name = "x";
        EXPECT_EQ(PairAll(mine, theirs)->size(), 3u);
        theirs.transfers[1].*name = "x";
        EXPECT_FALSE(PairAll(mine, theirs));
    }
}

TEST(TransferPairsTest, OneRunMayAskForMore)
{
    const auto one = MakeRun({MakeOf("c1", 1), MakeOf("c1", 2), MakeOf("c1", 3), MakeOf("c2", 3)});
    EXPECT_EQ(PairAll(one, MakeRun({MakeOf("c2", 1), MakeOf("c1", 2)})), (Pairs{{0, 1}, {3, 0}}));
    EXPECT_EQ(PairAll(MakeRun({MakeOf("c2", 1), MakeOf("c1", 2)}), one), (Pairs{{1, 0}, {0, 3}}));
    EXPECT_FALSE(PairAll(one, MakeRun({MakeOf("c1", 1)}))) << "less than half of it";
    std::vector<RecordedTransfer> ten;
    for (int i = 0; i < 10; ++i)
    {
        ten.push_back(MakeOf("c", i, 100 + i));
    }
    auto other = ten;
    other[3].requestedBytes = 99; // a request of the other run alone
    EXPECT_EQ(PairAll(MakeRun(ten), MakeRun(other))->size(), 9u);
    other[4].requestedBytes = 98;
    EXPECT_FALSE(PairAll(MakeRun(ten), MakeRun(other))) << "too many are others";
}

TEST(TransferPairsTest, WithoutASizeOnlyOthersWithoutAreTheSame)
{
    auto open = MakeOf("c", 1);
    open.requestedBytes.reset();
    EXPECT_TRUE(PairAll(MakeRun({open}), MakeRun({open})));
    EXPECT_FALSE(PairAll(MakeRun({open}), MakeRun({MakeOf("c", 1, 0)})));
}

TEST(TransferPairsTest, FailuresHaveTheirPlace)
{
    auto one = MakeRun({MakeOf("c", 1), MakeOf("c", 2), MakeOf("c", 3)});
    one.transfers[1].status = TransferRecord::FAILED;
    EXPECT_EQ(PairAll(one, MakeRun({MakeOf("c", 1), MakeOf("c", 2), MakeOf("c", 3)})),
              (Pairs{{0, 0}, {1, 1}, {2, 2}}));
}

TEST(TransferPairsTest, TheOnlyOneMayHaveAnotherName)
{
    EXPECT_TRUE(PairAll(MakeRun({MakeOf("c", 1), MakeOf("c", 2)}),
                        MakeRun({MakeOf("10.0.0.1", 1), MakeOf("10.0.0.1", 2)})));
    EXPECT_FALSE(PairAll(MakeRun({MakeOf("c", 1), MakeOf("c", 2)}),
                         MakeRun({MakeOf("a", 1), MakeOf("b", 2)})));
    // Nothing tells the clients: the order of all starts does.
    EXPECT_EQ(
        PairAll(MakeRun({MakeOf("b", 1), MakeOf("a", 2)}), MakeRun({MakeOf("", 1), MakeOf("", 2)})),
        (Pairs{{0, 0}, {1, 1}}));
}

TEST(TransferPairsTest, TheOrderOfAListIsUsedWhereItIsThatOfStarts)
{
    auto listed = MakeRun({MakeOf("", 0), MakeOf("", 0)});
    for (auto& transfer : listed.transfers)
    {
        transfer.isPlaced = false;
    }
    const auto placed = MakeRun({MakeOf("c", 2), MakeOf("c", 1)});
    EXPECT_EQ(PairAll(listed, placed), (Pairs{{0, 1}, {1, 0}}));
    EXPECT_EQ(PairAll(listed, listed), (Pairs{{0, 0}, {1, 1}}));
    EXPECT_FALSE(PairAll(listed, MakeRun({MakeOf("c1", 2), MakeOf("c2", 1)})));
    listed.transfers[0].isOrdered = false;
    EXPECT_FALSE(PairAll(listed, placed));
}
