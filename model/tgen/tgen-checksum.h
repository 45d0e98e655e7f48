/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_CHECKSUM_H
#define TGEN_CHECKSUM_H

#include "ns3/packet.h"

#include <cstddef>
#include <md5.h>
#include <string>

namespace ns3
{

/// What the payload of a stream is made of.
struct TgenPayload
{
    /// What payload consists of.
    enum Kind
    {
        VIRTUAL, //!< nothing: bytes are counted, not stored; the checksum line says zeros
        REAL     //!< letters as TGen sends them, and their MD5
    };
};

/// Running MD5 of one direction of a stream; for virtual payload it costs nothing.
class TgenChecksum
{
  public:
    /// @param payload VIRTUAL: nothing is summed up
    explicit TgenChecksum(TgenPayload::Kind payload);

    /// @param bytes payload as sent or received @param size how many
    void Update(const void* bytes, std::size_t size);
    /// @param packet bytes received
    void Update(const Packet& packet);
    /// End the sum. @return 32 hexadecimal digits in lower case
    std::string Finish();

  private:
    TgenPayload::Kind m_payload;
    MD5_CTX m_md5;
};

} // namespace ns3

#endif // TGEN_CHECKSUM_H
