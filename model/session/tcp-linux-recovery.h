/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_LINUX_RECOVERY_H
#define TCP_LINUX_RECOVERY_H

#include "ns3/nstime.h"
#include "ns3/ptr.h"
#include "ns3/sequence-number.h"
#include "ns3/tcp-congestion-ops.h"
#include "ns3/tcp-linux-scoreboard.h"
#include "ns3/tcp-socket-state.h"

#include <cstdint>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * What a Linux sender does about loss: when it begins to repair, how far its congestion window
 * shrinks meanwhile (proportional rate reduction, RFC 6937), and when it takes that back, because
 * the peer says that what was sent again had arrived already (DSACK, RFC 2883), because an
 * acknowledgement is older than what was sent again (Eifel, RFC 3522), or because originals arrive
 * after a timeout (F-RTO, RFC 5682).
 *
 * Windows are counted in segments, whatever their size.
 */
class TcpLinuxRecovery
{
  public:
    /// @param scoreboard of the same connection; outlives this
    explicit TcpLinuxRecovery(TcpLinuxScoreboard& scoreboard);

    /// What is to be sent after an acknowledgement, before what the window allows besides.
    enum class Sending
    {
        NOTHING,
        LOST, //!< what is lost
        NEW   //!< new data; what is lost only when there is none
    };

    /// An acknowledgement, and the state of the connection behind it.
    struct Ack
    {
        Time now;                              //!< when it came
        SequenceNumber32 first;                //!< everything before has arrived
        SequenceNumber32 next;                 //!< nothing has been sent from here on
        TcpLinuxScoreboard::Delivery delivery; //!< what it has brought
        Time srtt;                             //!< smoothed round-trip time
        /// Is it an answer to what was sent before the first retransmission?
        bool isOld{false};
        bool canSendNew{false}; //!< is there data that was never sent, and room for it at the peer?
    };

    /// Use the state and the congestion control of a socket. To be called before anything else, and
    /// when either was replaced.
    void Attach(const Ptr<TcpSocketState>& state, const Ptr<TcpCongestionOps>& control);

    /// @return what is to be sent
    Sending Receive(const Ack& ack);
    /// After Receive: shrink the window or let it grow.
    void Adapt(const Ack& ack);
    /// New data has left behind Sending::NEW, or nothing has. @return whether to send what is lost
    bool HasToSendLost(SequenceNumber32 next);

    /// The time that TimeUntilLoss told is over. @return whether something is to be sent again
    bool Look(const Ack& ack);
    /// A retransmission timeout.
    void TimeOut(const Ack& ack);
    /// A probe shows that the last segment was lost.
    void LoseProbe(SequenceNumber32 next);

    /// A segment of data leaves. @param isAgain it has left before @param now time
    void NoteSending(bool isAgain, Time now);

    /// @return after what time to Look; 0: not needed
    Time GetTimeUntilLoss() const;
    /// @return when something was sent again first since repairs began; 0: not yet
    Time GetFirstResending() const;
    /// @return what had been sent when repairs began
    SequenceNumber32 GetHighSent() const;

  private:
    uint32_t GetWindow() const;
    void SetWindow(uint32_t segments);
    uint32_t GetThreshold() const;
    /// What the threshold is to be again when a reduction is taken back.
    uint32_t GetCurrentThreshold() const;
    bool IsReducing() const;
    bool MayUndo(const Ack& ack) const;
    void SetState(TcpSocketState::TcpCongState_t state);
    void DetectLoss(const Ack& ack);
    void StartReduction(SequenceNumber32 next);
    void EndReduction();
    void EnterRecovery(SequenceNumber32 next);
    void InitUndo(SequenceNumber32 first);
    void Undo(bool unmarksLost);
    bool TryUndoRecovery(const Ack& ack);
    /// @return whether the timeout turned out to be needless
    bool TryUndoLoss(const Ack& ack, bool isProven);
    Sending ReceiveAfterTimeout(const Ack& ack);
    /// Open when nothing is missing, else disorder.
    void KeepOpen(SequenceNumber32 next);
    void Reduce(const Ack& ack);

    TcpLinuxScoreboard& m_scoreboard;
    Ptr<TcpSocketState> m_state;
    Ptr<TcpCongestionOps> m_control;

    SequenceNumber32 m_highSent{0};
    uint32_t m_previousWindow{0};
    uint32_t m_previousThreshold{0}; //!< 0: there is no way back
    bool m_hasUndo{false};
    SequenceNumber32 m_undoFrom{0};
    int64_t m_undoCopies{-1}; //!< copies of which is not known that they were needless
    Time m_firstResending;
    uint32_t m_delivered{0}; //!< since the reduction began
    uint32_t m_sent{0};
    uint32_t m_newlyLost{0}; //!< found with the last acknowledgement
    bool m_isTimeoutDoubtful{false};
    bool m_hasTimedOut{false}; //!< since the first segment came to be the first
    Time m_timeUntilLoss;
};

} // namespace ns3

#endif // TCP_LINUX_RECOVERY_H
