/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DEFERRED_DELETION_H
#define DEFERRED_DELETION_H

#include "ns3/event-id.h"
#include "ns3/simulator.h"

#include <memory>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Objects that have told their owner that they are done, and that may not be destroyed before they
 * have returned from telling: they go in an event of its own, at the same time.
 */
template <typename T>
class DeferredDeletion
{
  public:
    DeferredDeletion() = default;

    ~DeferredDeletion()
    {
        m_event.Cancel();
    }

    DeferredDeletion(const DeferredDeletion&) = delete;
    DeferredDeletion& operator=(const DeferredDeletion&) = delete;

    void Add(std::unique_ptr<T> object)
    {
        m_objects.push_back(std::move(object));
        if (m_event.IsExpired())
        {
            m_event = Simulator::ScheduleNow(&DeferredDeletion::Clear, this);
        }
    }

    /// Destroy them now: nobody is inside.
    void Clear()
    {
        m_event.Cancel();
        m_objects.clear();
    }

  private:
    std::vector<std::unique_ptr<T>> m_objects;
    EventId m_event;
};

} // namespace ns3

#endif // DEFERRED_DELETION_H
