/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/gensyn-datagram.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(GensynDatagram);

namespace
{

constexpr uint64_t TIME_MASK = (uint64_t{1} << 40) - 1;

} // namespace

GensynDatagram::GensynDatagram(uint16_t turn, uint32_t number, Time sent)
    : m_turn(turn),
      m_number(number % NUMBERS),
      m_sent(static_cast<uint64_t>(sent.GetNanoSeconds()) & TIME_MASK)
{
}

TypeId
GensynDatagram::GetTypeId()
{
    static TypeId tid = TypeId("ns3::GensynDatagram")
                            .SetParent<Header>()
                            .SetGroupName("SyntheticTraffic")
                            .AddConstructor<GensynDatagram>();
    return tid;
}

TypeId
GensynDatagram::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
GensynDatagram::GetSerializedSize() const
{
    return SIZE;
}

void
GensynDatagram::Serialize(Buffer::Iterator start) const
{
    start.WriteHtonU16(m_turn);
    start.WriteU8(static_cast<uint8_t>(m_number >> 16));
    start.WriteHtonU16(static_cast<uint16_t>(m_number));
    start.WriteU8(static_cast<uint8_t>(m_sent >> 32));
    start.WriteHtonU32(static_cast<uint32_t>(m_sent));
}

uint32_t
GensynDatagram::Deserialize(Buffer::Iterator start)
{
    m_turn = start.ReadNtohU16();
    m_number = uint32_t{start.ReadU8()} << 16;
    m_number |= start.ReadNtohU16();
    m_sent = uint64_t{start.ReadU8()} << 32;
    m_sent |= start.ReadNtohU32();
    return SIZE;
}

void
GensynDatagram::Print(std::ostream& os) const
{
    os << "turn " << m_turn << " number " << m_number << " sent " << m_sent;
}

uint16_t
GensynDatagram::GetTurn() const
{
    return m_turn;
}

uint32_t
GensynDatagram::GetNumber() const
{
    return m_number;
}

Time
GensynDatagram::GetAge(Time now) const
{
    return NanoSeconds((static_cast<uint64_t>(now.GetNanoSeconds()) - m_sent) & TIME_MASK);
}

} // namespace ns3
