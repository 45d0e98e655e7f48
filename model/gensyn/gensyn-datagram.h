/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GENSYN_DATAGRAM_H
#define GENSYN_DATAGRAM_H

#include "ns3/gensyn-model.h"
#include "ns3/header.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <optional>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * What each datagram of the modules MPEG, CBR and VoIP begins with, in network order: its number in
 * the stream (4 bytes) and the time of sending in nanoseconds, modulo 2^48 (6 bytes). It is part of
 * the size that the model gives.
 */
class GensynDatagram : public Header
{
  public:
    static constexpr uint32_t SIZE = GensynModule::SMALLEST_PACKET;

    GensynDatagram() = default;
    GensynDatagram(uint32_t number, Time sent);

    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;
    uint32_t Deserialize(Buffer::Iterator start) override;
    void Print(std::ostream& os) const override;

    uint32_t GetNumber() const;
    /// @return how long ago it was sent, up to 78 hours
    Time GetAge(Time now) const;

  private:
    uint32_t m_number{0};
    uint64_t m_sent{0};
};

/// Source ports of a module, from @p first to @p last (Table 1 of the paper).
struct GensynPorts
{
    /// @return those of a module that sends datagrams
    static GensynPorts Of(GensynModule::Type type);
    /// @return whose port this is; none when it is nobody's
    static std::optional<GensynModule::Type> TypeOf(uint16_t port);

    uint16_t first;
    uint16_t last;
};

} // namespace ns3

#endif // GENSYN_DATAGRAM_H
