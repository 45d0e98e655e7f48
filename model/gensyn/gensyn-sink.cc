/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/gensyn-sink.h"

#include "ns3/gensyn-datagram.h"
#include "ns3/gensyn-port-book.h"

#include <algorithm>

namespace ns3
{

double
GensynSink::Summary::GetMeanDelay() const
{
    return packets == 0 ? 0 : delaySum / static_cast<double>(packets);
}

double
GensynSink::Summary::GetMeanJitter() const
{
    return pairs == 0 ? 0 : jitterSum / static_cast<double>(pairs);
}

void
GensynSink::Receive(Ipv4Address source,
                    uint16_t port,
                    const GensynDatagram& datagram,
                    uint32_t bytes,
                    Time now)
{
    const auto type = GensynPorts::TypeOf(port);
    if (!type)
    {
        return;
    }
    auto& summary = m_summaries[{source, *type}];
    const auto delay = datagram.GetAge(now);
    ++summary.packets;
    summary.bytes += bytes;
    summary.delaySum += delay.GetSeconds();
    summary.delayMax = std::max(summary.delayMax, delay.GetSeconds());

    constexpr uint32_t HALF = GensynDatagram::NUMBERS / 2;
    const auto turn = datagram.GetTurn();
    const auto number = datagram.GetNumber();
    const auto [found, isNewPort] = m_streams.try_emplace({source, port});
    auto& stream = found->second;
    if (!isNewPort && static_cast<int16_t>(turn - stream.turn) < 0)
    {
        return; // a straggler of a stream that used the port before
    }
    const bool isNew = isNewPort || turn != stream.turn;
    if (isNew)
    {
        ++summary.streams;
        stream = {turn, 0, 0, delay};
    }
    const auto ahead = (number - stream.next) % GensynDatagram::NUMBERS;
    if (ahead < HALF)
    {
        summary.lost += ahead;
        stream.gaps += ahead;
        stream.next = (number + 1) % GensynDatagram::NUMBERS;
    }
    else if (stream.gaps > 0)
    {
        // It was only late.
        --summary.lost;
        --stream.gaps;
    }
    if (!isNew)
    {
        summary.jitterSum += Abs(delay - stream.delay).GetSeconds();
        ++summary.pairs;
    }
    stream.delay = delay;
}

const std::map<GensynSink::Key, GensynSink::Summary>&
GensynSink::GetSummaries() const
{
    return m_summaries;
}

std::size_t
GensynSink::GetNStreams() const
{
    return m_streams.size();
}

} // namespace ns3
