/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-checksum.h"

namespace ns3
{

TgenChecksum::TgenChecksum(TgenPayload::Kind payload)
    : m_payload(payload)
{
    if (m_payload == TgenPayload::REAL)
    {
        MD5Init(&m_md5);
    }
}

void
TgenChecksum::Update(const void* bytes, std::size_t size)
{
    if (m_payload == TgenPayload::REAL)
    {
        MD5Update(&m_md5, static_cast<const uint8_t*>(bytes), size);
    }
}

void
TgenChecksum::Update(const Packet& packet)
{
    if (m_payload == TgenPayload::REAL)
    {
        std::string bytes(packet.GetSize(), '\0');
        packet.CopyData(reinterpret_cast<uint8_t*>(bytes.data()), packet.GetSize());
        Update(bytes.data(), bytes.size());
    }
}

std::string
TgenChecksum::Finish()
{
    if (m_payload == TgenPayload::VIRTUAL)
    {
        return std::string(32, '0');
    }
    char digits[MD5_DIGEST_STRING_LENGTH];
    return MD5End(&m_md5, digits);
}

} // namespace ns3
