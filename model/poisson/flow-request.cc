/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/flow-request.h"

namespace ns3
{

namespace
{

constexpr std::size_t WORD_SIZE = 4;
// In the word for TOS.
constexpr uint32_t PUSH_BIT = 0x80000000;
constexpr uint32_t END_BIT = 0x40000000;

} // namespace

FlowRequest
FlowRequest::For(uint32_t id, uint32_t bytes, uint32_t dscp, uint32_t rateMbps)
{
    FlowRequest request;
    request.id = id;
    request.bytes = bytes;
    request.tos = dscp << 2;
    request.rateMbps = rateMbps;
    return request;
}

FlowRequest
FlowRequest::Last()
{
    constexpr uint32_t BYTES = 100;
    return For(0, BYTES, 0, 0);
}

FlowRequest
FlowRequest::Decode(const uint8_t* bytes)
{
    FlowRequest request;
    for (auto* word : {&request.id, &request.bytes, &request.tos, &request.rateMbps})
    {
        for (std::size_t i = 0; i < WORD_SIZE; ++i)
        {
            *word |= static_cast<uint32_t>(*bytes++) << (8 * i);
        }
    }
    request.isPush = (request.tos & PUSH_BIT) != 0;
    request.endIsAnswer = (request.tos & END_BIT) != 0;
    request.tos &= ~(PUSH_BIT | END_BIT);
    return request;
}

FlowRequest::Bytes
FlowRequest::Encode() const
{
    Bytes bytes;
    auto next = bytes.begin();
    const auto flags = (isPush ? PUSH_BIT : 0) | (endIsAnswer ? END_BIT : 0);
    for (const auto word : {id, this->bytes, tos | flags, rateMbps})
    {
        for (std::size_t i = 0; i < WORD_SIZE; ++i)
        {
            *next++ = static_cast<uint8_t>(word >> (8 * i));
        }
    }
    return bytes;
}

bool
FlowRequest::IsLast() const
{
    return id == 0;
}

uint8_t
FlowRequest::GetTos() const
{
    return static_cast<uint8_t>(tos);
}

} // namespace ns3
