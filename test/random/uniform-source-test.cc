/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/rng-seed-manager.h"
#include "ns3/rng-stream.h"
#include "ns3/uniform-source.h"

#include <gtest/gtest.h>

namespace ns3
{

namespace
{

TEST(UniformSource, StreamIsTheOneOfThatNumber)
{
    StreamUniformSource source;
    source.SetStream(7);
    // What RandomVariableStream::SetStream documents: fixed streams are the upper half.
    RngStream stream(RngSeedManager::GetSeed(), (uint64_t{1} << 63) + 7, RngSeedManager::GetRun());
    for (int i = 0; i < 100; ++i)
    {
        ASSERT_EQ(source.NextUniform(), stream.RandU01());
    }
}

TEST(UniformSource, StreamsOfTwoNumbersDiffer)
{
    StreamUniformSource first;
    StreamUniformSource second;
    first.SetStream(1);
    second.SetStream(2);
    EXPECT_NE(first.NextUniform(), second.NextUniform());
}

} // namespace

} // namespace ns3
