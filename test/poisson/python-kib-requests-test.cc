/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "poisson/poisson-hosts.h"

#include "ns3/python-kib-requests.h"

#include <gtest/gtest.h>

namespace ns3
{

namespace
{

TEST(PythonKibRequests, AreWholeKibAndOneAtLeast)
{
    std::vector<PoissonRequest> requests(4);
    const double drawn[] = {1, 1023.9, 60221132.8, 4294967295.0};
    for (std::size_t i = 0; i < requests.size(); ++i)
    {
        requests[i].drawnBytes = drawn[i];
        requests[i].bytes = 17;
        requests[i].servers = {0};
    }
    PythonKibRequests kib(std::make_unique<ListedRequests>(requests));
    PoissonRequest request;
    for (const uint64_t expected : {1024, 1024, 58809 * 1024, 0})
    {
        ASSERT_TRUE(kib.Next(request));
        EXPECT_EQ(request.bytes, expected == 0 ? 4194303ULL * 1024 : expected);
    }
    EXPECT_EQ(request.drawnBytes, 4294967295.0) << "what is written down";
    EXPECT_FALSE(kib.Next(request));
}

} // namespace

} // namespace ns3
