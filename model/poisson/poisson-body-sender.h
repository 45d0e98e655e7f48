/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_BODY_SENDER_H
#define POISSON_BODY_SENDER_H

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/tcp-session.h"

#include <cstdint>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Sends the body of a flow over a session: at once, or at a rate, as HKUST's TrafficGenerator does
 * (common.c). Then pieces of 64 KiB leave one after the other; after each one it pauses for as long
 * as the piece takes at the rate, less what writing it took and what earlier writes took too long.
 * A body of up to 64 KiB is thus not slowed down, but a pause follows it.
 */
class PoissonBodySender
{
  public:
    /// Who goes on after a pause.
    class Owner
    {
      public:
        virtual ~Owner() = default;
        /// Call Go() again.
        virtual void PauseEnded() = 0;
    };

    /// @param owner,session outlive the sender
    PoissonBodySender(Owner& owner, TcpSession& session);
    ~PoissonBodySender();
    PoissonBodySender(const PoissonBodySender&) = delete;
    PoissonBodySender& operator=(const PoissonBodySender&) = delete;

    /// @param size bytes @param rateMbps Mbit/s; 0: none
    void Start(uint64_t size, uint32_t rateMbps);
    /**
     * Hand to TCP what there is room and time for, and what else waits in the session.
     * @return whether all of it is out, and the last pause over
     */
    bool Go();
    /// Whether all of it is out, be there a pause behind it or not.
    bool IsOut() const;
    /// Send no more.
    void Stop();

  private:
    void EndPause();

    Owner& m_owner;
    TcpSession& m_session;
    uint64_t m_left{0}; //!< bytes that are not yet written to the session
    uint32_t m_rateMbps{0};
    bool m_isPieceOut{false}; //!< a piece is being handed to TCP
    Time m_pieceStart;
    Time m_debt; //!< how long to pause for what was sent; negative after a slow write
    EventId m_pause;
};

} // namespace ns3

#endif // POISSON_BODY_SENDER_H
