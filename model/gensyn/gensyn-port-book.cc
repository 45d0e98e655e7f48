/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/gensyn-port-book.h"

#include "ns3/abort.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(GensynPortBook);

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

uint32_t
GensynPorts::GetN() const
{
    return last - first + 1U;
}

TypeId
GensynPortBook::GetTypeId()
{
    static TypeId tid = TypeId("ns3::GensynPortBook")
                            .SetParent<Object>()
                            .SetGroupName("SyntheticTraffic")
                            .AddConstructor<GensynPortBook>();
    return tid;
}

Ptr<GensynPortBook>
GensynPortBook::Of(Ptr<Node> node)
{
    auto book = node->GetObject<GensynPortBook>();
    if (!book)
    {
        book = CreateObject<GensynPortBook>();
        node->AggregateObject(book);
    }
    return book;
}

std::optional<GensynPortBook::Use>
GensynPortBook::Take(GensynModule::Type type, UniformSource& uniform)
{
    const auto range = GensynPorts::Of(type);
    auto& [ports, nTaken] = m_ranges[type];
    ports.resize(range.GetN());
    if (nTaken == range.GetN())
    {
        return std::nullopt;
    }
    while (true)
    {
        const auto place = static_cast<uint32_t>(uniform.NextUniform() * range.GetN());
        auto& port = ports[place];
        if (!port.isTaken)
        {
            port.isTaken = true;
            ++nTaken;
            return Use{static_cast<uint16_t>(range.first + place), port.turn++};
        }
    }
}

void
GensynPortBook::Release(uint16_t port)
{
    const auto type = GensynPorts::TypeOf(port);
    NS_ABORT_MSG_IF(!type, "port " << port << " is none of the book");
    auto& range = m_ranges[*type];
    auto& entry = range.ports[port - GensynPorts::Of(*type).first];
    NS_ABORT_MSG_IF(!entry.isTaken, "port " << port << " is given back twice");
    entry.isTaken = false;
    --range.nTaken;
}

std::size_t
GensynPortBook::GetNTaken() const
{
    std::size_t count = 0;
    for (const auto& range : m_ranges)
    {
        count += range.nTaken;
    }
    return count;
}

} // namespace ns3
