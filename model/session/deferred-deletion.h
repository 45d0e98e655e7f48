/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DEFERRED_DELETION_H
#define DEFERRED_DELETION_H

#include "ns3/simulator.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Objects that have told their owner that they are done, and that may not be destroyed before they
 * have returned from telling. They go when an object comes in a later event, without an event for
 * themselves.
 */
template <typename T>
class DeferredDeletion
{
  public:
    DeferredDeletion() = default;
    DeferredDeletion(const DeferredDeletion&) = delete;
    DeferredDeletion& operator=(const DeferredDeletion&) = delete;

    /// @param object deleted in an event of its own, now
    void Add(std::unique_ptr<T> object)
    {
        const auto event = Simulator::GetEventCount();
        if (event != m_event)
        {
            Clear();
            m_event = event;
        }
        m_objects.push_back(std::move(object));
    }

    /// Destroy them now: nobody is inside.
    void Clear()
    {
        m_objects.clear();
    }

  private:
    std::vector<std::unique_ptr<T>> m_objects;
    uint64_t m_event{0}; //!< in which they came
};

} // namespace ns3

#endif // DEFERRED_DELETION_H
