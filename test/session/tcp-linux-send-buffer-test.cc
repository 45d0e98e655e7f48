/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-linux-send-buffer.h"

#include <cstdint>
#include <gtest/gtest.h>

using namespace ns3;

namespace
{

constexpr uint32_t SIZE = 1448;
constexpr uint32_t PER_BUFFER = 832;

/// What was written and has not left. @return that as the content of a send buffer
TcpLinuxSendBuffer::Content
Unsent(uint32_t bytes)
{
    return {bytes, bytes, SIZE, 2 * SIZE};
}

TEST(TcpLinuxSendBufferTest, ABufferHoldsHalfTheLargestWindowThatWasOffered)
{
    TcpLinuxSendBuffer buffer;
    EXPECT_EQ(buffer.GetPayload(SIZE), 22 * SIZE);
    buffer.NoteOffer(80 * SIZE);
    EXPECT_EQ(buffer.GetPayload(SIZE), 40 * SIZE);
    buffer.NoteOffer(10 * SIZE);
    EXPECT_EQ(buffer.GetPayload(SIZE), 40 * SIZE);
    buffer.NoteOffer(1 << 20);
    EXPECT_EQ(buffer.GetPayload(SIZE), 44 * SIZE);
}

TEST(TcpLinuxSendBufferTest, ABufferHoldsASegment)
{
    EXPECT_EQ(TcpLinuxSendBuffer().GetPayload(40000), 40000U);
}

TEST(TcpLinuxSendBufferTest, EachBufferCostsMoreThanItsPayload)
{
    const TcpLinuxSendBuffer buffer;
    EXPECT_EQ(buffer.GetMemory(Unsent(0)), 0U);
    EXPECT_EQ(buffer.GetMemory(Unsent(10 * SIZE)), 10 * SIZE + PER_BUFFER);
    EXPECT_EQ(buffer.GetMemory(Unsent(22 * SIZE)), 22 * SIZE + 2 * PER_BUFFER);
    // Ten segments have left, two at once.
    EXPECT_EQ(buffer.GetMemory({20 * SIZE, 10 * SIZE, SIZE, 2 * SIZE}), 20 * SIZE + 6 * PER_BUFFER);
}

TEST(TcpLinuxSendBufferTest, AWriterFillsTheLastBufferAndANewOne)
{
    TcpLinuxSendBuffer buffer;
    EXPECT_EQ(buffer.AskForRoom(Unsent(0)), 44 * SIZE);
    EXPECT_EQ(buffer.AskForRoom(Unsent(10 * SIZE)), 34 * SIZE);
    buffer.Grow(100);
    EXPECT_EQ(buffer.AskForRoom(Unsent(30 * SIZE)), 36 * SIZE);
}

TEST(TcpLinuxSendBufferTest, AWriterWaitsUntilAThirdIsFree)
{
    TcpLinuxSendBuffer buffer;
    constexpr uint32_t MOST = 2 * 10 * 2304 / 3 * 2 - PER_BUFFER;
    EXPECT_GT(buffer.AskForRoom(Unsent(MOST)), 0U);
    EXPECT_FALSE(buffer.IsFull());
    EXPECT_EQ(buffer.AskForRoom(Unsent(MOST + 1)), 0U);
    EXPECT_TRUE(buffer.IsFull());
    EXPECT_GT(buffer.AskForRoom(Unsent(0)), 0U);
    EXPECT_FALSE(buffer.IsFull());
}

TEST(TcpLinuxSendBufferTest, GrowsWithTheCongestionWindowAndDoesNotShrink)
{
    TcpLinuxSendBuffer buffer;
    EXPECT_EQ(buffer.AskForRoom(Unsent(21 * SIZE)), 0U);
    buffer.Grow(20);
    EXPECT_EQ(buffer.AskForRoom(Unsent(21 * SIZE)), 23 * SIZE);
    buffer.Grow(10);
    EXPECT_EQ(buffer.AskForRoom(Unsent(21 * SIZE)), 23 * SIZE);
}

} // namespace
