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

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * What each datagram of the modules MPEG, CBR and VoIP begins with, in network order: the turn of
 * its stream among those that use its source port (2 bytes), its number in the stream modulo 2^24
 * (3 bytes), and the time of sending in nanoseconds modulo 2^40 (5 bytes). It is part of the size
 * that the model gives.
 */
class GensynDatagram : public Header
{
  public:
    static constexpr uint32_t SIZE = GensynModule::SMALLEST_PACKET; //!< bytes on the wire
    /// The numbers of datagrams are modulo this.
    static constexpr uint32_t NUMBERS = 1U << 24;

    GensynDatagram() = default;
    /**
     * @param turn streams that used the port before
     * @param number in the stream
     * @param sent when it leaves
     */
    GensynDatagram(uint16_t turn, uint32_t number, Time sent);

    /// @return the class of the header
    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;
    uint32_t Deserialize(Buffer::Iterator start) override;
    void Print(std::ostream& os) const override;

    /// @return streams that used the port before, modulo 65536
    uint16_t GetTurn() const;
    /// @return less than NUMBERS
    uint32_t GetNumber() const;
    /// @return how long ago it was sent, up to 18 minutes
    Time GetAge(Time now) const;

  private:
    uint16_t m_turn{0};
    uint32_t m_number{0};
    uint64_t m_sent{0};
};

} // namespace ns3

#endif // GENSYN_DATAGRAM_H
