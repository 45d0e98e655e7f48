/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NODE_ORDER_SCHEDULER_H
#define NODE_ORDER_SCHEDULER_H

#include "ns3/scheduler.h"

#include <cstdint>
#include <map>
#include <typeinfo>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Orders what happens to a node at one time in a way that does not depend on who simulates its
 * neighbours: first what the node has scheduled itself, in that order, with what it schedules for
 * the same time meanwhile; then what arrives from other nodes, by their ids. ns-3's own schedulers
 * go by the order of scheduling alone, and a packet from another rank is scheduled late.
 *
 * An arrival is what the event of one node schedules for another, as PointToPointChannel does. A
 * packet from another rank comes in an event of its own (SetMessageClass), which has to schedule
 * the arrival within an ArrivalFrom.
 */
class NodeOrderScheduler : public Scheduler
{
  public:
    /// While it lives, events that are scheduled are arrivals from a node.
    class ArrivalFrom
    {
      public:
        /// @param node id of the node that the packet comes from
        explicit ArrivalFrom(uint32_t node);
        ~ArrivalFrom();
        ArrivalFrom(const ArrivalFrom&) = delete;
        ArrivalFrom& operator=(const ArrivalFrom&) = delete;
    };

    /// @return the class of the scheduler
    static TypeId GetTypeId();

    /**
     * Say what a packet from another rank comes in. An engine schedules that event after one of
     * some node, which only its class tells from an arrival from that node.
     * @param message the class of the event
     */
    static void SetMessageClass(const std::type_info& message);

    void Insert(const Event& event) override;
    bool IsEmpty() const override;
    Event PeekNext() const override;
    Event RemoveNext() override;
    void Remove(const Event& event) override;

  private:
    /// What events are ordered by.
    struct Place
    {
        uint64_t time;
        uint32_t sender; //!< 1 more than the id of the node it comes from; 0 for a node's own
        uint32_t uid;

        bool operator<(const Place& other) const;
    };

    /// An event without its place.
    struct Entry
    {
        EventImpl* impl;
        uint32_t context;
    };

    uint32_t FindSender(const Event& event) const;
    static Event MakeEvent(const std::pair<const Place, Entry>& entry);

    std::map<Place, Entry> m_events;
    uint64_t m_time{0};    //!< of the last event that was taken out
    uint32_t m_lastUid{0}; //!< the largest of those taken out at that time
};

} // namespace ns3

#endif // NODE_ORDER_SCHEDULER_H
