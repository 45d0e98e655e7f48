/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "compare/comparison-json.h"
#include "compare/comparison-report.h"
#include "compare/run-comparison.h"
#include "recorded-transfers.h"

#include "ns3/mersenne-twister.h"

#include <cmath>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace ns3;

namespace
{

/// Downloads whose times vary by 20 % about a mean.
RecordedRun
MakeVaryingRun(uint32_t seed, double mean, std::size_t number = 400)
{
    MersenneTwister random(seed);
    std::vector<RecordedTransfer> transfers;
    for (std::size_t i = 0; i < number; ++i)
    {
        const double share = static_cast<double>(random()) / 4294967296.0;
        transfers.push_back(MakeDownload(mean * (0.8 + 0.4 * share), 1000, 0.01 * i));
    }
    return MakeRun(transfers);
}

std::string
Print(const RunComparison& comparison, bool isBrief = true)
{
    std::ostringstream text;
    PrintComparison(text, comparison, isBrief);
    return text.str();
}

} // namespace

TEST(RunComparisonTest, PercentilesAreNumpys)
{
    const std::vector<double> values{1, 2, 4, 8, 16};
    EXPECT_DOUBLE_EQ(GetPercentile(values, 0), 1);
    EXPECT_DOUBLE_EQ(GetPercentile(values, 5), 1.2);
    EXPECT_DOUBLE_EQ(GetPercentile(values, 50), 4);
    EXPECT_DOUBLE_EQ(GetPercentile(values, 95), 14.4);
    EXPECT_DOUBLE_EQ(GetPercentile(values, 100), 16);
    EXPECT_DOUBLE_EQ(GetPercentile({3}, 99), 3);
}

TEST(RunComparisonTest, IdenticalRunsAreIdentical)
{
    const auto comparison =
        CompareRuns(Together(MakeVaryingRun(1, 0.1), MakeVaryingRun(1, 0.1)), {});
    EXPECT_TRUE(comparison.areIdentical.at(0));
    EXPECT_EQ(comparison.groups.at(0).others.at(0).verdict, "identical");
    EXPECT_EQ(comparison.groups[0].others[0].completion->test.distance, 0);
    EXPECT_NE(Print(comparison).find("B is identical to A."), std::string::npos);
    EXPECT_TRUE(FindExcesses(comparison, {0.0, 1.0}).empty());
}

TEST(RunComparisonTest, TheSameTransfersAtAnotherDateAreIdentical)
{
    auto later = MakeVaryingRun(1, 0.1);
    for (auto& transfer : later.transfers)
    {
        for (auto* time : {&transfer.start, &transfer.end})
        {
            *time += INT64_C(1'700'000'000'000'000'000);
        }
        for (auto* time : {&transfer.request, &transfer.firstByte, &transfer.lastByte})
        {
            **time += INT64_C(1'700'000'000'000'000'000);
        }
    }
    EXPECT_TRUE(
        CompareRuns(Together(MakeVaryingRun(1, 0.1), std::move(later)), {}).areIdentical.at(0));
}

TEST(RunComparisonTest, OneNanosecondIsNotIdentical)
{
    auto other = MakeVaryingRun(1, 0.1);
    ++*other.transfers.back().lastByte;
    const auto comparison = CompareRuns(Together(MakeVaryingRun(1, 0.1), std::move(other)), {});
    EXPECT_FALSE(comparison.areIdentical.at(0));
    EXPECT_EQ(comparison.groups.at(0).others.at(0).verdict, "equal in 399 of 400 pairs");
}

TEST(RunComparisonTest, PairsDecideAboutTheSameRequests)
{
    // Heavy tails, and each request 2 % slower.
    const auto make = [](double factor, std::size_t number = 20) {
        std::vector<RecordedTransfer> transfers;
        for (std::size_t i = 0; i < number; ++i)
        {
            const double seconds = std::pow(1 - (i + 0.5) / 20, -1.5);
            transfers.push_back(MakeDownload(factor * seconds, 1000, i));
        }
        return MakeRun(transfers);
    };
    auto comparison = CompareRuns(Together(make(1), make(1.02)), {});
    const auto* other = &comparison.groups.at(0).others.at(0);
    EXPECT_EQ(other->verdict, "slower by 2.0 %");
    EXPECT_LT(other->completion->interval->low, 1);
    EXPECT_GT(other->completion->interval->high, 1);
    ASSERT_TRUE(other->completion->IsPaired());
    EXPECT_NEAR(other->completion->GetInterval()->low, 1.02, 1e-8);
    EXPECT_NEAR(other->completion->GetInterval()->high, 1.02, 1e-8);
    EXPECT_NEAR(*other->goodput->GetRatio(), 1 / 1.02, 1e-8);
    EXPECT_NE(Print(comparison).find("  paired  "), std::string::npos);
    EXPECT_NE(Print(comparison, false).find("of pairs"), std::string::npos);
    EXPECT_EQ(FindExcesses(comparison, {std::nullopt, 1.01}),
              std::vector<std::string>{
                  "tgen page, 1000 B, B: median ratio of pairs 1.0200 is beyond 1.01"});

    auto failing = make(1.02);
    failing.transfers[3].status = TransferRecord::FAILED;
    auto reference = make(1);
    reference.transfers[5].status = TransferRecord::OPEN;
    comparison = CompareRuns(Together(std::move(reference), std::move(failing)), {});
    other = &comparison.groups.at(0).others.at(0);
    EXPECT_EQ(other->completion->paired->pairs, 18u);
    EXPECT_EQ(other->completion->paired->leftOut, 2u);
    EXPECT_EQ(other->verdict, "slower by 2.0 %");
    EXPECT_NE(Print(comparison).find("paired, 2 left out"), std::string::npos);

    comparison = CompareRuns(Together(make(1), make(1.02, 19)), {});
    other = &comparison.groups.at(0).others.at(0);
    EXPECT_EQ(other->completion->paired->pairs, 19u);
    EXPECT_EQ(other->completion->paired->leftOut, 1u) << "the last one, which is in one run only";
    EXPECT_EQ(other->verdict, "slower by 2.0 %");

    comparison = CompareRuns(Together(make(1), make(1.02, 9)), {});
    other = &comparison.groups.at(0).others.at(0);
    EXPECT_FALSE(other->completion->paired) << "less than half of them";
    EXPECT_EQ(Print(comparison).find("paired"), std::string::npos);
    const auto json = nlohmann::json::parse(ToJson(comparison, {}).dump());
    EXPECT_TRUE(json.at("groups")
                    .at(0)
                    .at("against_reference")
                    .at(0)
                    .at("completion_s")
                    .at("paired")
                    .is_null());
}

TEST(RunComparisonTest, TenPercentSlowerIsSaidSo)
{
    const auto comparison =
        CompareRuns(Together(MakeVaryingRun(1, 0.1), MakeVaryingRun(2, 0.11)), {});
    const auto& other = comparison.groups.at(0).others.at(0);
    ASSERT_TRUE(other.completion && other.completion->interval);
    EXPECT_GT(other.completion->interval->low, 1.06);
    EXPECT_LT(other.completion->interval->high, 1.14);
    EXPECT_EQ(other.verdict.substr(0, 9), "slower by");
    EXPECT_LT(other.goodput->interval->high, 1);
    // Uniform from 0.08 to 0.12 s against 0.088 to 0.132 s: at 0.12 s it is 1 and 32/44.
    EXPECT_NEAR(other.completion->test.distance, 3.0 / 11, 0.07);

    const auto back = CompareRuns(Together(MakeVaryingRun(2, 0.11), MakeVaryingRun(1, 0.1)), {});
    EXPECT_EQ(back.groups.at(0).others.at(0).verdict.substr(0, 9), "faster by");
}

TEST(RunComparisonTest, AnotherSampleOfTheSameShowsNoDifference)
{
    const auto comparison =
        CompareRuns(Together(MakeVaryingRun(1, 0.1), MakeVaryingRun(2, 0.1)), {});
    const auto& other = comparison.groups.at(0).others.at(0);
    EXPECT_EQ(other.verdict, "no difference seen");
    EXPECT_LT(other.completion->interval->low, 1);
    EXPECT_GT(other.completion->interval->high, 1);
    EXPECT_GT(other.completion->test.pValue, 0.05);
}

TEST(RunComparisonTest, FewerThanSixTransfersHaveNoInterval)
{
    auto comparison =
        CompareRuns(Together(MakeVaryingRun(1, 0.1, 5), MakeVaryingRun(2, 0.2, 50)), {});
    EXPECT_FALSE(comparison.groups.at(0).others.at(0).completion->interval);
    EXPECT_EQ(comparison.groups[0].others[0].verdict, "too few to tell");
    comparison = CompareRuns(Together(MakeVaryingRun(1, 0.1, 6), MakeVaryingRun(2, 0.2, 50)), {});
    EXPECT_TRUE(comparison.groups.at(0).others.at(0).completion->interval);
}

TEST(RunComparisonTest, AGroupOfOneRunIsShownAndBeyondEveryLimit)
{
    auto with = MakeVaryingRun(1, 0.1);
    with.transfers.push_back(MakeDownload(1, 7777));
    const auto comparison = CompareRuns(Together(MakeVaryingRun(1, 0.1), std::move(with)), {});
    ASSERT_EQ(comparison.groups.size(), 2u);
    EXPECT_EQ(comparison.groups[1].others[0].verdict, "only in B");
    EXPECT_NE(Print(comparison).find("7777 B"), std::string::npos);
    EXPECT_NE(Print(comparison, false).find("7777 B"), std::string::npos);
    EXPECT_EQ(FindExcesses(comparison, {1.0, 1e9}),
              std::vector<std::string>{"tgen page, 7777 B, B: only in B"});
    EXPECT_TRUE(FindExcesses(comparison, {}).empty());
}

TEST(RunComparisonTest, LimitsHoldForBothDirections)
{
    const auto slower = CompareRuns(Together(MakeVaryingRun(1, 0.1), MakeVaryingRun(2, 0.11)), {});
    const auto faster = CompareRuns(Together(MakeVaryingRun(2, 0.11), MakeVaryingRun(1, 0.1)), {});
    for (const auto* comparison : {&slower, &faster})
    {
        EXPECT_EQ(FindExcesses(*comparison, {std::nullopt, 1.05}).size(), 1u);
        EXPECT_EQ(FindExcesses(*comparison, {std::nullopt, 1.2}).size(), 0u);
        EXPECT_EQ(FindExcesses(*comparison, {0.1, std::nullopt}).size(), 1u);
        EXPECT_EQ(FindExcesses(*comparison, {0.5, std::nullopt}).size(), 0u);
        EXPECT_EQ(FindExcesses(*comparison, {0.1, 1.05}).size(), 2u);
    }
}

TEST(RunComparisonTest, WithoutResultsThereIsNothingToCompare)
{
    auto failed = MakeDownload(1);
    failed.status = TransferRecord::FAILED;
    const auto comparison =
        CompareRuns(Together(MakeRun({MakeDownload(1)}), MakeRun({failed})), {});
    EXPECT_EQ(comparison.groups.at(0).others.at(0).verdict, "no times to compare");
    EXPECT_EQ(FindExcesses(comparison, {1.0, std::nullopt}).size(), 1u);
    EXPECT_NE(Print(comparison, false).find("0 %"), std::string::npos);
}

TEST(RunComparisonTest, GoodputIsTheHeadlineWhereThereAreNoTimes)
{
    const auto make = [](double goodput) {
        std::vector<RecordedTransfer> transfers;
        for (int i = 0; i < 10; ++i)
        {
            auto transfer = MakeDownload(1);
            transfer.isEndKnown = false;
            transfer.goodput = goodput * (1 + 0.001 * i);
            transfers.push_back(transfer);
        }
        return MakeRun(transfers);
    };
    const auto comparison = CompareRuns(Together(make(1e6), make(2e6)), {});
    const auto& other = comparison.groups.at(0).others.at(0);
    EXPECT_FALSE(other.completion);
    EXPECT_NEAR(*other.goodput->medianRatio, 2, 1e-9);
    EXPECT_EQ(other.verdict, "faster by 100.0 %");
    EXPECT_TRUE(comparison.clocks.empty());
}

TEST(RunComparisonTest, TheFirstOfManyRunsIsTheReference)
{
    const auto comparison = CompareRuns(
        Together(MakeVaryingRun(1, 0.1), MakeVaryingRun(2, 0.2), MakeVaryingRun(1, 0.1)),
        {});
    EXPECT_EQ(comparison.areIdentical, (std::vector<bool>{false, true}));
    EXPECT_EQ(comparison.groups.at(0).others.at(0).verdict.substr(0, 9), "slower by");
    EXPECT_EQ(comparison.groups[0].others.at(1).verdict, "identical");
    const auto text = Print(comparison);
    EXPECT_NE(text.find("B against A"), std::string::npos);
    EXPECT_NE(text.find("C is identical to A."), std::string::npos);
}

TEST(RunComparisonTest, TimesOfNothingHaveNoRatio)
{
    std::vector<RecordedTransfer> transfers(10, MakeDownload(0));
    std::vector<RecordedTransfer> others(10, MakeDownload(1));
    const auto comparison = CompareRuns(Together(MakeRun(transfers), MakeRun(others)), {});
    const auto& other = comparison.groups.at(0).others.at(0);
    EXPECT_FALSE(other.completion->medianRatio);
    EXPECT_EQ(other.verdict, "no ratio: values of 0");
    EXPECT_EQ(FindExcesses(comparison, {std::nullopt, 2.0}).size(), 1u);
    Print(comparison, false);
}

TEST(RunComparisonTest, JsonSaysTheSame)
{
    const auto comparison =
        CompareRuns(Together(MakeVaryingRun(1, 0.1), MakeVaryingRun(2, 0.11)), {});
    const auto json = nlohmann::json::parse(ToJson(comparison, {0.1, std::nullopt}).dump());
    const auto& group = json.at("groups").at(0);
    EXPECT_EQ(group.at("label"), "page");
    EXPECT_EQ(group.at("runs").at(1).at("transfers"), 400);
    const auto& other = group.at("against_reference").at(0);
    const auto& completion = *comparison.groups[0].others[0].completion;
    EXPECT_NEAR(other.at("completion_s").at("ks"), completion.test.distance, 1e-11);
    EXPECT_NEAR(other.at("completion_s").at("median_ratio_interval_95").at(0),
                completion.interval->low,
                1e-11);
    EXPECT_NEAR(other.at("completion_s").at("ratios").at("p50"), *completion.medianRatio, 1e-11);
    const auto& paired = other.at("completion_s").at("paired");
    EXPECT_EQ(paired.at("pairs"), 400);
    EXPECT_EQ(paired.at("left_out"), 0);
    EXPECT_NEAR(paired.at("median_ratio"), completion.paired->medianRatio, 1e-11);
    EXPECT_NEAR(paired.at("median_ratio_interval_95").at(1),
                completion.paired->interval->interval.high,
                1e-11);
    EXPECT_EQ(json.at("limits").at("exceeded").size(), 1u);
    EXPECT_EQ(json.at("identical").at("B"), false);
    EXPECT_EQ(json.at("offered_load").at("runs").at(0).at("transfers").at(0), 20);
}
