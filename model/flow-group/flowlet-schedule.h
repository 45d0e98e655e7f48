/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOWLET_SCHEDULE_H
#define FLOWLET_SCHEDULE_H

#include "ns3/nstime.h"

#include <cstdint>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * When a flow of flowlets sends: the on/off machine of traffic_sender
 * (cs145-projects-tools@45020f8, trace/traffic_generator), without clock and socket.
 *
 * While a flow is on, it writes and pauses in turn. The instants at which it goes off and on are
 * fixed when it starts (start + on, + gap, + on, ...), and looked at after each pause: a late look
 * shortens the next phase, and each phase that is on has one write at least.
 *
 * @code
 *   for (auto step = schedule.Next(now); step.what != FlowletSchedule::END; ...)
 *       // WRITE: write step.bytes, pause, ask again
 *       // WAIT: ask again at step.until
 * @endcode
 */
class FlowletSchedule
{
  public:
    /// What a sender does next.
    enum What
    {
        WRITE,
        WAIT,
        END
    };

    /// What to do, and until when.
    struct Step
    {
        What what;      //!< see What
        uint32_t bytes; //!< to write
        Time until;     //!< when a wait is over
    };

    /**
     * @param start of the flow
     * @param duration of the flow; Time::Max() for no limit
     * @param on how long a flowlet lasts; 0 for no flowlets
     * @param gap from the end of a flowlet to the start of the next
     * @param writeSize bytes of a write
     * @param bytes to send in all; 0 for no limit
     */
    FlowletSchedule(Time start,
                    Time duration,
                    Time on,
                    Time gap,
                    uint32_t writeSize,
                    uint64_t bytes = 0);

    /// What to do now. @param now does not go back
    Step Next(Time now);

    /// Writes so far, with the one that Next() gave last.
    uint64_t GetWrites() const;
    /// @return bytes of those writes
    uint64_t GetBytes() const;
    /// Phases so far that were on.
    uint64_t GetFlowlets() const;

  private:
    Time m_end;
    Time m_on;
    Time m_gap;
    Time m_switch; //!< next instant at which it goes off or on
    uint32_t m_writeSize;
    uint64_t m_left; //!< bytes
    bool m_isOn{true};
    bool m_hasWritten{false}; //!< since the last look at the instants
    uint64_t m_writes{0};
    uint64_t m_bytes{0};
    uint64_t m_flowlets{0};
    bool m_isFresh{true}; //!< no write in this phase yet
};

} // namespace ns3

#endif // FLOWLET_SCHEDULE_H
