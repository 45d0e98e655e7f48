/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "test-data.h"

#include "ns3/flow-request.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3
{

namespace
{

/// A TCP payload of a capture.
struct Segment
{
    uint16_t destinationPort;
    uint8_t tos;
    std::string payload;
};

/// @return the payloads of a capture of TCP over IPv4 over Ethernet, in order
std::vector<Segment>
ReadCapture(const std::string& path)
{
    constexpr std::size_t FILE_HEADER = 24;
    constexpr std::size_t RECORD_HEADER = 16;
    constexpr std::size_t ETHERNET = 14;
    const auto file = ReadFileBytes(path);
    const auto byteAt = [&](std::size_t at) { return static_cast<uint8_t>(file.at(at)); };

    std::vector<Segment> segments;
    for (std::size_t record = FILE_HEADER; record < file.size();)
    {
        const std::size_t length = byteAt(record + 8) | byteAt(record + 9) << 8;
        const std::size_t ip = record + RECORD_HEADER + ETHERNET;
        const std::size_t tcp = ip + (byteAt(ip) & 0xf) * 4;
        const std::size_t payload = tcp + (byteAt(tcp + 12) >> 4) * 4;
        const std::size_t end = ip + (byteAt(ip + 2) << 8 | byteAt(ip + 3));
        if (end > payload)
        {
            segments.push_back({static_cast<uint16_t>(byteAt(tcp + 2) << 8 | byteAt(tcp + 3)),
                                byteAt(ip + 1),
                                file.substr(payload, end - payload)});
        }
        record += RECORD_HEADER + length;
    }
    return segments;
}

std::string
ToString(const FlowRequest::Bytes& bytes)
{
    return {bytes.begin(), bytes.end()};
}

TEST(FlowRequest, WordsHaveTheirLowestByteFirst)
{
    FlowRequest request;
    request.id = 0x04030201;
    request.bytes = 0x14131211;
    request.tos = 0x24232221;
    request.rateMbps = 0x34333231;
    const FlowRequest::Bytes expected{0x01,
                                      0x02,
                                      0x03,
                                      0x04,
                                      0x11,
                                      0x12,
                                      0x13,
                                      0x14,
                                      0x21,
                                      0x22,
                                      0x23,
                                      0x24,
                                      0x31,
                                      0x32,
                                      0x33,
                                      0x34};
    EXPECT_EQ(request.Encode(), expected);
}

TEST(FlowRequest, DecodingUndoesEncoding)
{
    FlowRequest request;
    request.id = UINT32_MAX;
    request.bytes = 0x80000000;
    request.tos = 184;
    request.rateMbps = 800;
    const auto bytes = request.Encode();
    const auto decoded = FlowRequest::Decode(bytes.data());
    EXPECT_EQ(decoded.id, UINT32_MAX);
    EXPECT_EQ(decoded.bytes, 0x80000000);
    EXPECT_EQ(decoded.tos, 184U);
    EXPECT_EQ(decoded.rateMbps, 800U);
    EXPECT_FALSE(decoded.IsLast());
}

TEST(FlowRequest, AFlowThatTheClientSendsIsMarkedInTheHighestBits)
{
    auto request = FlowRequest::For(1, 5, 46, 0);
    request.isPush = true;
    EXPECT_EQ(request.Encode()[8], 184);
    EXPECT_EQ(request.Encode()[11], 0x80);
    request.endIsAnswer = true;
    EXPECT_EQ(request.Encode()[11], 0xc0);
    const auto decoded = FlowRequest::Decode(request.Encode().data());
    EXPECT_TRUE(decoded.isPush);
    EXPECT_TRUE(decoded.endIsAnswer);
    EXPECT_EQ(decoded.GetTos(), 184);
    EXPECT_FALSE(FlowRequest::Decode(FlowRequest::For(1, 5, 63, 0).Encode().data()).isPush);
}

TEST(FlowRequest, DscpIsTheUpperPartOfTheTosByte)
{
    const auto request = FlowRequest::For(7, 1000, 46, 500);
    EXPECT_EQ(request.id, 7U);
    EXPECT_EQ(request.bytes, 1000U);
    EXPECT_EQ(request.tos, 184U);
    EXPECT_EQ(request.rateMbps, 500U);
}

TEST(FlowRequest, LastOneHasNoId)
{
    const FlowRequest::Bytes expected{0, 0, 0, 0, 100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    EXPECT_EQ(FlowRequest::Last().Encode(), expected);
    EXPECT_TRUE(FlowRequest::Last().IsLast());
}

TEST(FlowRequest, BytesAreThoseOfTheCapture)
{
    SKIP_WITHOUT_TEST_DATA("poisson/simple.pcap");
    const auto segments = ReadCapture(GetTestDataPath("poisson/simple.pcap"));
    ASSERT_EQ(segments.size(), 9U);
    for (uint32_t id = 0; id < 3; ++id)
    {
        SCOPED_TRACE(id);
        const auto header = ToString(FlowRequest::For(id, 100, 4, 0).Encode());
        const auto& request = segments[3 * id];
        EXPECT_EQ(request.destinationPort, 5001);
        EXPECT_EQ(request.payload, header);
        const auto& echo = segments[3 * id + 1];
        EXPECT_NE(echo.destinationPort, 5001);
        EXPECT_EQ(echo.payload, header);
        const auto& body = segments[3 * id + 2];
        EXPECT_EQ(body.payload, std::string(100, '\0'));
        for (const auto* segment : {&request, &echo, &body})
        {
            EXPECT_EQ(segment->tos, 16);
        }
    }
}

} // namespace

} // namespace ns3
