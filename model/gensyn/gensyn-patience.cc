/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/gensyn-patience.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3
{

GensynPatience::GensynPatience(Handler handler)
    : m_handler(std::move(handler))
{
}

GensynPatience::~GensynPatience()
{
    m_event.Cancel();
}

void
GensynPatience::Start(GensynStream& stream, Time time, const char* error)
{
    stream.m_deadline = {Simulator::Now() + time, m_next++};
    m_entries[stream.m_deadline] = {&stream, error};
    Schedule();
}

void
GensynPatience::Stop(GensynStream& stream)
{
    if (stream.m_deadline.second != 0)
    {
        // The event stays, and looks again.
        m_entries.erase(stream.m_deadline);
        stream.m_deadline.second = 0;
    }
}

void
GensynPatience::Clear()
{
    for (auto& [deadline, entry] : m_entries)
    {
        entry.stream->m_deadline.second = 0;
    }
    m_entries.clear();
    m_event.Cancel();
    m_isPending = false;
}

void
GensynPatience::Schedule()
{
    if (m_entries.empty())
    {
        return;
    }
    const auto first = m_entries.begin()->first.first;
    if (m_isPending)
    {
        if (m_eventTime <= first)
        {
            return;
        }
        Simulator::Remove(m_event);
    }
    m_eventTime = first;
    m_isPending = true;
    m_event = Simulator::Schedule(first - Simulator::Now(), &GensynPatience::Expire, this);
}

void
GensynPatience::Expire()
{
    m_isPending = false;
    while (!m_entries.empty() && m_entries.begin()->first.first <= Simulator::Now())
    {
        const auto entry = m_entries.begin()->second;
        Stop(*entry.stream);
        m_handler(*entry.stream, entry.error);
    }
    Schedule();
}

} // namespace ns3
