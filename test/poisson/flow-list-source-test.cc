/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/flow-list-source.h"

#include <gtest/gtest.h>

namespace ns3
{

namespace
{

TEST(FlowListSource, GivesTheFlowsOfAHostInOrder)
{
    const auto list = FlowList::Parse("5\n"
                                      "0 1 3 100 1000 2.0\n"
                                      "1 2 3 100 500 2.1\n"
                                      "0 2 3 100 2000 2.25\n"
                                      "0 1 3 200 0 2.5\n"
                                      "0 1 3 100 7 2.5\n",
                                      "flow.txt",
                                      {"a", "b", "c"});
    auto groups = FlowListSource::GroupBySource(list);
    ASSERT_EQ(groups.size(), 2U);
    FlowListSource source(groups.at(0));
    using Destinations = std::vector<FlowListSource::Destination>;
    EXPECT_EQ(source.GetDestinations(), (Destinations{{1, 100}, {2, 100}, {1, 200}}));
    const std::vector<uint64_t> bytes{1000, 2000, 0, 7};
    const std::vector<uint32_t> servers{0, 1, 2, 0};
    const std::vector<int64_t> starts{2000, 2250, 2500, 2500};
    PoissonRequest request;
    for (std::size_t i = 0; i < bytes.size(); ++i)
    {
        ASSERT_TRUE(source.Next(request));
        EXPECT_EQ(request.index, i);
        EXPECT_EQ(request.firstFlow, i);
        EXPECT_EQ(request.GetFlowBytes(), bytes[i]);
        EXPECT_EQ(request.servers, std::vector<uint32_t>{servers[i]});
        EXPECT_EQ(request.arrival, MilliSeconds(starts[i]));
    }
    EXPECT_FALSE(source.Next(request));
    EXPECT_EQ(FlowListSource(groups.at(1)).GetDestinations(), (Destinations{{2, 100}}));
}

} // namespace

} // namespace ns3
