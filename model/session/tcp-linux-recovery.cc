/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-linux-recovery.h"

#include "ns3/log.h"

#include <algorithm>
#include <limits>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TcpLinuxRecovery");

TcpLinuxRecovery::TcpLinuxRecovery(TcpLinuxScoreboard& scoreboard)
    : m_scoreboard(scoreboard)
{
}

void
TcpLinuxRecovery::Attach(const Ptr<TcpSocketState>& state, const Ptr<TcpCongestionOps>& control)
{
    m_state = state;
    m_control = control;
}

uint32_t
TcpLinuxRecovery::GetWindow() const
{
    return m_state->GetCwndInSegments();
}

void
TcpLinuxRecovery::SetWindow(uint32_t segments)
{
    m_state->m_cWnd = std::max(segments, 1U) * m_state->m_segmentSize;
    m_state->m_cWndInfl = m_state->m_cWnd;
}

uint32_t
TcpLinuxRecovery::GetThreshold() const
{
    return m_state->m_ssThresh / m_state->m_segmentSize;
}

bool
TcpLinuxRecovery::IsReducing() const
{
    return m_state->m_congState == TcpSocketState::CA_RECOVERY ||
           m_state->m_congState == TcpSocketState::CA_CWR;
}

uint32_t
TcpLinuxRecovery::GetCurrentThreshold() const
{
    return IsReducing() ? m_state->m_ssThresh.Get()
                        : std::max(m_state->m_ssThresh.Get(), m_state->m_cWnd.Get() / 4 * 3);
}

void
TcpLinuxRecovery::SetState(TcpSocketState::TcpCongState_t state)
{
    if (m_state->m_congState != state)
    {
        m_control->CongestionStateSet(m_state, state);
        m_state->m_congState = state;
    }
}

Time
TcpLinuxRecovery::GetTimeUntilLoss() const
{
    return m_timeUntilLoss;
}

Time
TcpLinuxRecovery::GetFirstResending() const
{
    return m_firstResending;
}

SequenceNumber32
TcpLinuxRecovery::GetHighSent() const
{
    return m_highSent;
}

void
TcpLinuxRecovery::NoteSending(bool isAgain, Time now)
{
    if (isAgain)
    {
        m_undoCopies = std::max<int64_t>(m_undoCopies, 0) + 1;
        if (m_firstResending.IsZero())
        {
            m_firstResending = now;
        }
    }
    if (IsReducing())
    {
        ++m_sent;
    }
}

bool
TcpLinuxRecovery::MayUndo(const Ack& ack) const
{
    return m_hasUndo && (m_undoCopies == 0 || (!m_firstResending.IsZero() && ack.isOld));
}

void
TcpLinuxRecovery::InitUndo(SequenceNumber32 first)
{
    m_hasUndo = true;
    m_undoFrom = first;
    // What is under way again already, a probe, may turn out to be needless, too.
    m_undoCopies = m_scoreboard.GetResent() > 0 ? int64_t{m_scoreboard.GetResent()} : -1;
}

void
TcpLinuxRecovery::Undo(bool unmarksLost)
{
    if (unmarksLost)
    {
        m_scoreboard.UnmarkLost();
    }
    if (m_previousThreshold > 0)
    {
        NS_LOG_INFO("window back from " << GetWindow() << " to " << m_previousWindow);
        SetWindow(std::max(GetWindow(), m_previousWindow));
        m_state->m_ssThresh = std::max(m_state->m_ssThresh.Get(), m_previousThreshold);
    }
    m_hasUndo = false;
    m_scoreboard.ForceDetection();
}

void
TcpLinuxRecovery::StartReduction(SequenceNumber32 next)
{
    m_highSent = next;
    m_previousWindow = GetWindow();
    m_delivered = 0;
    m_sent = 0;
    m_state->m_ssThresh =
        m_control->GetSsThresh(m_state, m_scoreboard.GetInFlight() * m_state->m_segmentSize);
}

void
TcpLinuxRecovery::EndReduction()
{
    if (m_state->m_ssThresh < std::numeric_limits<uint32_t>::max() &&
        (m_state->m_congState == TcpSocketState::CA_CWR || m_hasUndo))
    {
        SetWindow(GetThreshold());
    }
    m_control->CwndEvent(m_state, TcpSocketState::CA_EVENT_COMPLETE_CWR);
}

void
TcpLinuxRecovery::EnterRecovery(SequenceNumber32 next)
{
    m_previousThreshold = 0;
    const auto first = m_scoreboard.GetFirst();
    InitUndo(first ? first->begin : next);
    if (!IsReducing())
    {
        m_previousThreshold = GetCurrentThreshold();
        StartReduction(next);
    }
    NS_LOG_INFO("repairs begin, threshold " << GetThreshold() << " segments");
    SetState(TcpSocketState::CA_RECOVERY);
}

void
TcpLinuxRecovery::KeepOpen(SequenceNumber32 next)
{
    const bool isOrderly =
        m_scoreboard.GetSacked() + m_scoreboard.GetLost() == 0 && !m_scoreboard.HasResent();
    const auto state = isOrderly ? TcpSocketState::CA_OPEN : TcpSocketState::CA_DISORDER;
    if (m_state->m_congState != state)
    {
        SetState(state);
        m_highSent = next;
    }
}

void
TcpLinuxRecovery::DetectLoss(const Ack& ack)
{
    const auto lost = m_scoreboard.GetLost();
    if (m_scoreboard.HasNews())
    {
        const bool isRepairing = m_state->m_congState == TcpSocketState::CA_RECOVERY ||
                                 m_state->m_congState == TcpSocketState::CA_LOSS;
        m_timeUntilLoss =
            m_scoreboard.DetectLoss(isRepairing, m_state->m_minRtt, ack.srtt, ack.now);
    }
    m_newlyLost += m_scoreboard.GetLost() - std::min(lost, m_scoreboard.GetLost());
}

bool
TcpLinuxRecovery::TryUndoRecovery(const Ack& ack)
{
    const bool isUndone = MayUndo(ack);
    if (isUndone)
    {
        Undo(false);
    }
    SetState(TcpSocketState::CA_OPEN);
    return isUndone;
}

bool
TcpLinuxRecovery::TryUndoLoss(const Ack& ack, bool isProven)
{
    if (!isProven && !MayUndo(ack))
    {
        return false;
    }
    Undo(true);
    SetState(TcpSocketState::CA_OPEN);
    return true;
}

TcpLinuxRecovery::Sending
TcpLinuxRecovery::ReceiveAfterTimeout(const Ack& ack)
{
    const bool hasRecovered = ack.first >= m_highSent;
    if (ack.delivery.isAdvanced && TryUndoLoss(ack, false))
    {
        return Sending::NOTHING;
    }
    if (m_isTimeoutDoubtful)
    {
        if (ack.delivery.hasOriginal && TryUndoLoss(ack, true))
        {
            return Sending::NOTHING;
        }
        if (ack.next > m_highSent)
        {
            if (ack.delivery.sacked > 0 || !ack.delivery.isAdvanced)
            {
                m_isTimeoutDoubtful = false; // the loss was real
            }
        }
        else if (ack.delivery.isAdvanced && !hasRecovered)
        {
            m_highSent = ack.next;
            if (ack.canSendNew)
            {
                return Sending::NEW;
            }
            m_isTimeoutDoubtful = false;
        }
    }
    if (hasRecovered)
    {
        TryUndoRecovery(ack);
        return Sending::NOTHING;
    }
    return Sending::LOST;
}

TcpLinuxRecovery::Sending
TcpLinuxRecovery::Receive(const Ack& ack)
{
    m_newlyLost = 0;
    m_timeUntilLoss = Time();
    m_hasTimedOut = m_hasTimedOut && !ack.delivery.isAdvanced;
    if (ack.delivery.hasDuplicate && m_hasUndo && m_undoCopies > 0 &&
        ack.delivery.duplicateEnd > m_undoFrom)
    {
        m_undoCopies -= std::min<int64_t>(m_undoCopies, ack.delivery.resentAgain);
    }

    const bool isOrderly = m_state->m_congState == TcpSocketState::CA_OPEN &&
                           ack.delivery.sacked == 0 && !ack.delivery.hasDuplicate;
    if (isOrderly && m_scoreboard.GetSacked() + m_scoreboard.GetLost() == 0)
    {
        if (!m_scoreboard.HasResent())
        {
            m_firstResending = Time();
        }
        return Sending::NOTHING;
    }

    if (m_state->m_congState == TcpSocketState::CA_OPEN)
    {
        m_firstResending = Time();
    }
    else if (ack.first >= m_highSent)
    {
        if (m_state->m_congState == TcpSocketState::CA_RECOVERY)
        {
            TryUndoRecovery(ack);
            EndReduction();
        }
        else if (m_state->m_congState == TcpSocketState::CA_CWR && ack.first != m_highSent)
        {
            EndReduction();
            SetState(TcpSocketState::CA_OPEN);
        }
    }

    switch (m_state->m_congState)
    {
    case TcpSocketState::CA_RECOVERY:
        if (ack.delivery.isAdvanced && m_hasUndo && ack.isOld && !m_firstResending.IsZero())
        {
            // A part of what was thought lost has come by itself.
            if (m_scoreboard.GetResent() > 0)
            {
                return Sending::NOTHING;
            }
            if (!m_scoreboard.HasResent())
            {
                m_firstResending = Time();
            }
            Undo(true);
            KeepOpen(ack.next);
        }
        else if (m_hasUndo && m_undoCopies == 0)
        {
            Undo(false);
            KeepOpen(ack.next);
        }
        DetectLoss(ack);
        break;
    case TcpSocketState::CA_LOSS: {
        const auto resent = m_scoreboard.GetResent();
        const auto sending = ReceiveAfterTimeout(ack);
        DetectLoss(ack);
        const bool isResentLost = m_scoreboard.GetResent() < resent;
        if (m_state->m_congState != TcpSocketState::CA_OPEN && !isResentLost)
        {
            return sending;
        }
        break;
    }
    default:
        if (m_hasUndo && m_undoCopies == 0)
        {
            Undo(false);
        }
        DetectLoss(ack);
    }
    if (m_state->m_congState != TcpSocketState::CA_RECOVERY)
    {
        if (m_scoreboard.GetLost() == 0)
        {
            if (!m_scoreboard.HasResent())
            {
                m_firstResending = Time();
            }
            if (m_state->m_congState != TcpSocketState::CA_CWR)
            {
                KeepOpen(ack.next);
            }
            return Sending::NOTHING;
        }
        EnterRecovery(ack.next);
    }
    return Sending::LOST;
}

void
TcpLinuxRecovery::Adapt(const Ack& ack)
{
    if (IsReducing())
    {
        Reduce(ack);
    }
    else if (ack.delivery.isAdvanced)
    {
        m_control->IncreaseWindow(m_state, ack.delivery.delivered);
        m_state->m_cWndInfl = m_state->m_cWnd;
    }
}

void
TcpLinuxRecovery::Reduce(const Ack& ack)
{
    const auto delivered = ack.delivery.delivered;
    if (delivered == 0 || m_previousWindow == 0)
    {
        return;
    }
    m_delivered += delivered;
    const int64_t inFlight = m_scoreboard.GetInFlight();
    const int64_t threshold = GetThreshold();
    int64_t count;
    if (inFlight > threshold)
    {
        count = (threshold * m_delivered + m_previousWindow - 1) / m_previousWindow -
                static_cast<int64_t>(m_sent);
    }
    else
    {
        count = std::max<int64_t>(static_cast<int64_t>(m_delivered) - m_sent, delivered);
        if (ack.delivery.isAdvanced && m_newlyLost == 0)
        {
            ++count;
        }
        count = std::min(threshold - inFlight, count);
    }
    count = std::max<int64_t>(count, m_sent > 0 ? 0 : 1);
    SetWindow(static_cast<uint32_t>(inFlight + count));
}

bool
TcpLinuxRecovery::HasToSendLost(SequenceNumber32 next)
{
    if (next > m_highSent)
    {
        return false;
    }
    m_isTimeoutDoubtful = false;
    return true;
}

bool
TcpLinuxRecovery::Look(const Ack& ack)
{
    const auto inFlight = m_scoreboard.GetInFlight();
    m_scoreboard.ForceDetection();
    DetectLoss(ack);
    if (m_scoreboard.GetInFlight() == inFlight)
    {
        return false;
    }
    if (m_state->m_congState != TcpSocketState::CA_RECOVERY)
    {
        EnterRecovery(ack.next);
        Ack one = ack;
        one.delivery.delivered = 1;
        one.delivery.isAdvanced = false;
        Reduce(one);
    }
    return true;
}

void
TcpLinuxRecovery::TimeOut(const Ack& ack)
{
    const auto state = m_state->m_congState.Get();
    const bool isNew = state == TcpSocketState::CA_OPEN || state == TcpSocketState::CA_DISORDER ||
                       state == TcpSocketState::CA_CWR;
    m_scoreboard.LoseAll(ack.now);
    if (state == TcpSocketState::CA_OPEN || state == TcpSocketState::CA_DISORDER ||
        m_highSent <= ack.first || (state == TcpSocketState::CA_LOSS && !m_hasTimedOut))
    {
        m_previousThreshold = GetCurrentThreshold();
        m_previousWindow = GetWindow();
        m_state->m_ssThresh =
            m_control->GetSsThresh(m_state, m_scoreboard.GetInFlight() * m_state->m_segmentSize);
        m_control->CwndEvent(m_state, TcpSocketState::CA_EVENT_LOSS);
        InitUndo(ack.first);
    }
    SetWindow(m_scoreboard.GetInFlight() + 1);
    m_control->CongestionStateSet(m_state, TcpSocketState::CA_LOSS);
    m_state->m_congState = TcpSocketState::CA_LOSS;
    m_highSent = ack.next;
    m_isTimeoutDoubtful = isNew || m_hasTimedOut;
    m_hasTimedOut = true;
    NS_LOG_INFO("timeout, threshold " << GetThreshold() << " segments");
}

void
TcpLinuxRecovery::LoseProbe(SequenceNumber32 next)
{
    // As with an ECN mark, all at once.
    StartReduction(next);
    SetState(TcpSocketState::CA_CWR);
    EndReduction();
    KeepOpen(next);
}

} // namespace ns3
