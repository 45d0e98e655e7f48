/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/node-order-scheduler.h"

#include "ns3/event-impl.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(NodeOrderScheduler);

namespace
{

std::optional<uint32_t> g_sender;         //!< that of the ArrivalFrom that lives
const std::type_info* g_message{nullptr}; //!< the events with packets from other ranks

} // namespace

NodeOrderScheduler::ArrivalFrom::ArrivalFrom(uint32_t node)
{
    g_sender = node;
}

NodeOrderScheduler::ArrivalFrom::~ArrivalFrom()
{
    g_sender.reset();
}

TypeId
NodeOrderScheduler::GetTypeId()
{
    static TypeId tid = TypeId("ns3::NodeOrderScheduler")
                            .SetParent<Scheduler>()
                            .SetGroupName("SyntheticTraffic")
                            .AddConstructor<NodeOrderScheduler>();
    return tid;
}

bool
NodeOrderScheduler::Place::operator<(const Place& other) const
{
    return std::tie(time, sender, uid) < std::tie(other.time, other.sender, other.uid);
}

void
NodeOrderScheduler::SetMessageClass(const std::type_info& message)
{
    g_message = &message;
}

uint32_t
NodeOrderScheduler::FindSender(const Event& event) const
{
    if (g_sender)
    {
        return *g_sender + 1;
    }
    const auto context = event.key.m_context;
    const auto current = Simulator::GetContext();
    if (context == Simulator::NO_CONTEXT || current == Simulator::NO_CONTEXT || current == context)
    {
        return 0;
    }
    // The engines read messages after an event: its node has nothing to do with them.
    const auto& impl = *event.impl;
    return g_message && typeid(impl) == *g_message ? 0 : current + 1;
}

NodeOrderScheduler::Event
NodeOrderScheduler::MakeEvent(const std::pair<const Place, Entry>& entry)
{
    Event event;
    event.impl = entry.second.impl;
    event.key.m_ts = entry.first.time;
    event.key.m_uid = entry.first.uid;
    event.key.m_context = entry.second.context;
    return event;
}

void
NodeOrderScheduler::Insert(const Event& event)
{
    m_events.emplace(Place{event.key.m_ts, FindSender(event), event.key.m_uid},
                     Entry{event.impl, event.key.m_context});
}

bool
NodeOrderScheduler::IsEmpty() const
{
    return m_events.empty();
}

NodeOrderScheduler::Event
NodeOrderScheduler::PeekNext() const
{
    return MakeEvent(*m_events.begin());
}

NodeOrderScheduler::Event
NodeOrderScheduler::RemoveNext()
{
    const auto next = m_events.begin();
    auto event = MakeEvent(*next);
    m_events.erase(next);
    // The simulator takes an event of this time for pending while its number is above that of the
    // running one: an arrival goes by the number of the last event of its node's own.
    m_lastUid = event.key.m_ts == m_time ? std::max(m_lastUid, event.key.m_uid) : event.key.m_uid;
    m_time = event.key.m_ts;
    event.key.m_uid = m_lastUid;
    return event;
}

void
NodeOrderScheduler::Remove(const Event& event)
{
    auto place = m_events.lower_bound(Place{event.key.m_ts, 0, event.key.m_uid});
    while (place != m_events.end() && place->first.uid != event.key.m_uid)
    {
        ++place; // an arrival, which hardly anybody removes
    }
    if (place != m_events.end())
    {
        m_events.erase(place);
    }
}

} // namespace ns3
