/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/gensyn-datagram.h"

#include "ns3/abort.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(GensynDatagram);

namespace
{

constexpr uint64_t TIME_MASK = (uint64_t{1} << 48) - 1;

} // namespace

GensynDatagram::GensynDatagram(uint32_t number, Time sent)
    : m_number(number),
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
    start.WriteHtonU32(m_number);
    start.WriteHtonU16(static_cast<uint16_t>(m_sent >> 32));
    start.WriteHtonU32(static_cast<uint32_t>(m_sent));
}

uint32_t
GensynDatagram::Deserialize(Buffer::Iterator start)
{
    m_number = start.ReadNtohU32();
    m_sent = uint64_t{start.ReadNtohU16()} << 32;
    m_sent |= start.ReadNtohU32();
    return SIZE;
}

void
GensynDatagram::Print(std::ostream& os) const
{
    os << "number " << m_number << " sent " << m_sent;
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

GensynPorts
GensynPorts::Of(GensynModule::Type type)
{
    // Half-open ranges in the paper: (20000, 25000] and so on.
    switch (type)
    {
    case GensynModule::VOIP:
        return {20001, 25000};
    case GensynModule::MPEG:
        return {25001, 30000};
    case GensynModule::CBR:
        return {30001, 35000};
    default:
        NS_ABORT_MSG("a module that sends no datagrams has no ports");
    }
}

std::optional<GensynModule::Type>
GensynPorts::TypeOf(uint16_t port)
{
    for (const auto type : {GensynModule::VOIP, GensynModule::MPEG, GensynModule::CBR})
    {
        const auto ports = Of(type);
        if (port >= ports.first && port <= ports.last)
        {
            return type;
        }
    }
    return std::nullopt;
}

} // namespace ns3
