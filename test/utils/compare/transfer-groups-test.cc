/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "compare/transfer-groups.h"
#include "recorded-transfers.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

std::vector<std::string>
NamesOf(const TransferGroups& groups)
{
    std::vector<std::string> names;
    for (const auto& group : groups.groups)
    {
        names.push_back(group.name);
    }
    return names;
}

using Names = std::vector<std::string>;

} // namespace

TEST(TransferGroupsTest, QuantitiesOfADownload)
{
    const auto groups = GroupTransfers(Together(MakeRun({MakeDownload(2, 1000)})), {});
    ASSERT_EQ(NamesOf(groups), Names{"tgen page, 1000 B"});
    const auto& sample = groups.groups[0].runs.at(0);
    EXPECT_EQ(sample.succeeded, 1u);
    EXPECT_EQ(sample.bytes, 1000u);
    EXPECT_DOUBLE_EQ(sample.completion.at(0), 2); // to the last byte, not to the end
    EXPECT_DOUBLE_EQ(sample.firstByte.at(0), 1);
    EXPECT_DOUBLE_EQ(sample.goodput.at(0), 4000);
    EXPECT_EQ(groups.clocks.at("tgen"), TransferClock::START);
}

TEST(TransferGroupsTest, AnUploadIsCompleteAtItsEnd)
{
    auto upload = MakeDownload(2, 1000);
    upload.sentBytes = 900;
    upload.receivedBytes = 100;
    upload.end = 3'000'000'000;
    const auto groups = GroupTransfers(Together(MakeRun({upload})), {});
    EXPECT_DOUBLE_EQ(groups.groups.at(0).runs[0].completion.at(0), 3);
}

TEST(TransferGroupsTest, CountsFromTheRequestWhenAsked)
{
    GroupingOptions options;
    options.clock = TransferClock::REQUEST;
    const auto groups = GroupTransfers(Together(MakeRun({MakeDownload(2)})), options);
    EXPECT_DOUBLE_EQ(groups.groups.at(0).runs[0].completion.at(0), 1.5);
    EXPECT_DOUBLE_EQ(groups.groups.at(0).runs[0].firstByte.at(0), 0.5);
}

TEST(TransferGroupsTest, OneClockForAllRuns)
{
    auto fromRequest = MakeDownload(2);
    fromRequest.isStartKnown = false;
    auto noRequest = MakeDownload(2);
    noRequest.request.reset();

    auto groups = GroupTransfers(Together(MakeRun({MakeDownload(2)}), MakeRun({fromRequest})), {});
    EXPECT_EQ(groups.clocks.at("tgen"), TransferClock::REQUEST);
    EXPECT_DOUBLE_EQ(groups.groups.at(0).runs[0].completion.at(0), 1.5);
    EXPECT_TRUE(groups.notes.empty());

    groups = GroupTransfers(Together(MakeRun({noRequest}), MakeRun({fromRequest})), {});
    EXPECT_EQ(groups.clocks.at("tgen"), TransferClock::UNEQUAL);
    EXPECT_EQ(groups.notes.size(), 1u);
}

TEST(TransferGroupsTest, FewSizesAreExactAndManyAreDecades)
{
    std::vector<RecordedTransfer> transfers;
    for (uint64_t bytes : {100, 200, 300, 400, 500, 600, 700, 5000})
    {
        transfers.push_back(MakeDownload(1, bytes));
    }
    EXPECT_EQ(GroupTransfers(Together(MakeRun(transfers)), {}).groups.size(), 8u);
    // The ninth size may be in another run.
    const auto groups =
        GroupTransfers(Together(MakeRun(transfers), MakeRun({MakeDownload(1, 50'000)})), {});
    EXPECT_EQ(NamesOf(groups),
              (Names{"tgen page, < 1 kB", "tgen page, 1-10 kB", "tgen page, 10-100 kB"}));
    EXPECT_EQ(groups.groups[0].runs[0].succeeded, 7u);
    EXPECT_EQ(groups.groups[0].runs[1].GetCount(), 0u);
    EXPECT_EQ(groups.groups[2].runs[1].succeeded, 1u);
}

TEST(TransferGroupsTest, OpenEndedTransfersAreAClassOfTheirOwn)
{
    auto open = MakeDownload(1, 12345);
    open.requestedBytes.reset();
    const auto groups = GroupTransfers(Together(MakeRun({open, MakeDownload(1, 2000)})), {});
    EXPECT_EQ(NamesOf(groups), (Names{"tgen page, 2000 B", "tgen page, open-ended"}));
}

TEST(TransferGroupsTest, FailedAndOpenTransfersCountButHaveNoTimes)
{
    auto failed = MakeDownload(1);
    failed.status = TransferRecord::FAILED;
    auto open = MakeDownload(1);
    open.status = TransferRecord::OPEN;
    const auto groups =
        GroupTransfers(Together(MakeRun({failed, open, MakeDownload(1), MakeDownload(1)})), {});
    const auto& sample = groups.groups.at(0).runs[0];
    EXPECT_EQ(sample.GetCount(), 4u);
    EXPECT_EQ(sample.completion.size(), 2u);
    EXPECT_DOUBLE_EQ(*sample.GetSuccessRate(), 2.0 / 3);
}

TEST(TransferGroupsTest, LabelsThatOneRunLacksAreLeftOut)
{
    auto nameless = MakeDownload(1);
    nameless.label = "";
    const auto groups =
        GroupTransfers(Together(MakeRun({MakeDownload(1)}), MakeRun({nameless})), {});
    EXPECT_EQ(NamesOf(groups), Names{"tgen, 1000 B"});
    EXPECT_EQ(groups.groups[0].runs[0].succeeded, 1u);
    EXPECT_EQ(groups.groups[0].runs[1].succeeded, 1u);
    EXPECT_EQ(groups.notes.size(), 1u);
}

TEST(TransferGroupsTest, KindsThatOneRunCannotTellAreOne)
{
    auto incast = MakeDownload(1);
    incast.system = "poisson";
    incast.kind = "incast";
    auto flow = incast;
    flow.kind = "flow";
    EXPECT_EQ(GroupTransfers(Together(MakeRun({incast}), MakeRun({flow})), {}).groups.size(), 1u);
    EXPECT_EQ(GroupTransfers(Together(MakeRun({incast, flow}), MakeRun({flow, incast})), {})
                  .groups.size(),
              2u);

    auto get = incast;
    get.system = "flow-group";
    get.kind = "get";
    auto request = get;
    request.kind = "request";
    EXPECT_EQ(GroupTransfers(Together(MakeRun({get}), MakeRun({request})), {}).groups.size(), 1u);
}

TEST(TransferGroupsTest, GroupsByWhatIsAsked)
{
    auto other = MakeDownload(1, 77);
    other.client = "another";
    const auto runs = Together(MakeRun({MakeDownload(1), other}));
    GroupingOptions byClient;
    byClient.bySize = false;
    byClient.byClient = true;
    EXPECT_EQ(NamesOf(GroupTransfers(runs, byClient)),
              (Names{"tgen page from another", "tgen page from client"}));
    GroupingOptions all;
    all.bySystem = all.byKind = all.byLabel = all.bySize = false;
    EXPECT_EQ(NamesOf(GroupTransfers(runs, all)), Names{"all"});
}

TEST(TransferGroupsTest, NamesAreFitForATerminal)
{
    auto broken = MakeDownload(1);
    broken.label = std::string_view("w\0b\x1b[2J", 7);
    const auto groups = GroupTransfers(Together(MakeRun({broken})), {}).groups;
    ASSERT_EQ(groups.size(), 1u);
    EXPECT_EQ(groups[0].name, "tgen w?b?[2J, 1000 B");
    EXPECT_EQ(groups[0].key.label, broken.label);
}
