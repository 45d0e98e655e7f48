/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "test-data.h"

#include "ns3/published-sizes.h"
#include "ns3/size-distribution-reader.h"

#include <gtest/gtest.h>
#include <string>

namespace ns3
{

namespace
{

struct Known
{
    const char* name;
    const char* shippedAs;
    const char* reference; //!< in the reference data
    double mean;           //!< closed form, by the linear rule
};

class PublishedSizes : public ::testing::TestWithParam<Known>
{
};

TEST_P(PublishedSizes, HasItsMean)
{
    const auto sizes = FindPublishedSizes(GetParam().name);
    ASSERT_TRUE(sizes);
    EXPECT_EQ(sizes->GetName(), GetParam().name);
    EXPECT_EQ(sizes->GetSampling(), SizeDistribution::Sampling::LINEAR);
    EXPECT_NEAR(sizes->GetMean(), GetParam().mean, 5.001e-6 * GetParam().mean);
}

TEST_P(PublishedSizes, HasThePointsOfTheFileThatToolsShip)
{
    const auto file = std::string("cdf/") + GetParam().reference;
    SKIP_WITHOUT_TEST_DATA(file);
    const auto reference = LoadSizeDistribution(GetTestDataPath(file));
    const auto sizes = FindPublishedSizes(GetParam().name);
    ASSERT_TRUE(sizes);
    ASSERT_EQ(sizes->GetPoints().size(), reference->GetPoints().size());
    for (std::size_t i = 0; i < reference->GetPoints().size(); ++i)
    {
        EXPECT_EQ(sizes->GetPoints()[i].size, reference->GetPoints()[i].size);
        EXPECT_EQ(sizes->GetPoints()[i].fraction, reference->GetPoints()[i].fraction);
    }
}

TEST_P(PublishedSizes, IsFoundByTheFileThatToolsShip)
{
    const auto sizes = FindPublishedSizesByFile(std::string("conf/") + GetParam().shippedAs);
    ASSERT_TRUE(sizes);
    EXPECT_EQ(sizes->GetName(), GetParam().name);
    EXPECT_TRUE(FindPublishedSizesByFile(GetParam().shippedAs));
}

INSTANTIATE_TEST_SUITE_P(
    Names,
    PublishedSizes,
    ::testing::Values(
        Known{"dctcp", "DCTCP_CDF.txt", "hkust_dctcp_cdf.cdf", 1711250},
        Known{"vl2", "VL2_CDF.txt", "hkust_vl2_cdf.cdf", 12658200},
        Known{"facebook-hadoop", "FbHdp_distribution.txt", "hpcc_fbhdp.cdf", 120421},
        Known{"ali-storage-2019", "AliStorage2019.txt", "hpcc_alistorage2019.cdf", 40869.8},
        Known{"google-rpc-2008", "GoogleRPC2008.txt", "hpcc_googlerpc2008.cdf", 2891.62}));

TEST(PublishedSizes, NamesAreAllThatThereAre)
{
    for (const auto& name : GetPublishedSizes())
    {
        EXPECT_TRUE(FindPublishedSizes(name)) << name;
    }
    EXPECT_EQ(GetPublishedSizes().size(), 6U);
    EXPECT_FALSE(FindPublishedSizes("DCTCP"));
    EXPECT_FALSE(FindPublishedSizesByFile("conf/mine.txt"));
    EXPECT_FALSE(FindPublishedSizesByFile("conf/"));
}

TEST(PublishedSizes, StandInForFilesHasItsRangeAndMean)
{
    const auto sizes = FindPublishedSizes("ftp-154k");
    ASSERT_TRUE(sizes);
    EXPECT_NEAR(sizes->GetMean(), 154000, 1);
    EXPECT_EQ(sizes->GetQuantile(0), 10);
    EXPECT_EQ(sizes->GetQuantile(1), 10000000);
}

} // namespace

} // namespace ns3
