/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/gensyn-sink.h"

#include "ns3/gensyn-datagram.h"

#include <algorithm>

namespace ns3
{

namespace
{

/// A stream of which nothing came for so long is over.
const Time IDLE_TIME = Seconds(60);

} // namespace

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
    const auto number = datagram.GetNumber();
    const auto delay = datagram.GetAge(now);
    const auto [found, isNew] = m_streams.try_emplace({source, port});
    auto& stream = found->second;
    if (isNew || number == 0)
    {
        ++summary.streams;
        stream.next = 0;
    }
    if (number >= stream.next)
    {
        summary.lost += number - stream.next;
        stream.next = number + 1;
    }
    else if (summary.lost > 0)
    {
        --summary.lost; // it was only late
    }
    if (!isNew && number != 0)
    {
        summary.jitterSum += Abs(delay - stream.delay).GetSeconds();
        ++summary.pairs;
    }
    ++summary.packets;
    summary.bytes += bytes;
    summary.delaySum += delay.GetSeconds();
    summary.delayMax = std::max(summary.delayMax, delay.GetSeconds());
    stream.delay = delay;
    stream.last = now;
    if (now - m_forgotten >= IDLE_TIME)
    {
        Forget(now);
    }
}

void
GensynSink::Forget(Time now)
{
    m_forgotten = now;
    for (auto each = m_streams.begin(); each != m_streams.end();)
    {
        each = now - each->second.last >= IDLE_TIME ? m_streams.erase(each) : std::next(each);
    }
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
