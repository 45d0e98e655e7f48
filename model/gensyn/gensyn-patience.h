/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GENSYN_PATIENCE_H
#define GENSYN_PATIENCE_H

#include "ns3/event-id.h"
#include "ns3/gensyn-stream.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * When users give up their streams. One event of ns-3 for all of them: a cancelled event would stay
 * in ns-3's list until its time.
 */
class GensynPatience
{
  public:
    /// @param error what was handed to Start
    using Handler = std::function<void(GensynStream& stream, const char* error)>;

    /// @param handler takes a stream whose time is over
    explicit GensynPatience(Handler handler);
    ~GensynPatience();
    GensynPatience(const GensynPatience&) = delete;
    GensynPatience& operator=(const GensynPatience&) = delete;

    /// A stream that is not waited for yet has so much time.
    void Start(GensynStream& stream, Time time, const char* error);
    /// It is over before its time, if it was waited for.
    void Stop(GensynStream& stream);
    /// Wait for none.
    void Clear();

  private:
    struct Entry
    {
        GensynStream* stream;
        const char* error;
    };

    void Schedule();
    void Expire();

    Handler m_handler;
    /// By time, and order of start.
    std::map<GensynStream::Deadline, Entry> m_entries;
    uint64_t m_next{1};
    EventId m_event;
    Time m_eventTime;
    bool m_isPending{false};
};

} // namespace ns3

#endif // GENSYN_PATIENCE_H
