/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/poisson-body-sender.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3
{

namespace
{

/// What is sent between two pauses, bytes.
constexpr uint64_t PIECE_SIZE = 65536;

} // namespace

PoissonBodySender::PoissonBodySender(Owner& owner, TcpSession& session)
    : m_owner(owner),
      m_session(session)
{
}

PoissonBodySender::~PoissonBodySender()
{
    Stop();
}

void
PoissonBodySender::Start(uint64_t size, uint32_t rateMbps)
{
    m_pause.Cancel(); // that behind the body before
    m_isPieceOut = false;
    m_left = size;
    m_rateMbps = rateMbps;
    m_debt = Time(0);
    if (rateMbps == 0)
    {
        m_session.WriteVirtual(size);
        m_left = 0;
    }
}

bool
PoissonBodySender::Go()
{
    while (m_pause.IsExpired() && m_session.Flush())
    {
        if (m_isPieceOut)
        {
            m_isPieceOut = false;
            m_debt -= Simulator::Now() - m_pieceStart;
            if (m_debt.IsStrictlyPositive())
            {
                m_pause = Simulator::Schedule(m_debt, &PoissonBodySender::EndPause, this);
                m_debt = Time(0);
                return false;
            }
        }
        if (m_left == 0)
        {
            return true;
        }
        const auto size = std::min(m_left, PIECE_SIZE);
        m_left -= size;
        m_session.WriteVirtual(size);
        m_pieceStart = Simulator::Now();
        m_debt += NanoSeconds(static_cast<int64_t>(size * 8000 / m_rateMbps));
        m_isPieceOut = true;
    }
    return false;
}

bool
PoissonBodySender::IsOut() const
{
    return m_left == 0 && m_session.GetUnsent() == 0;
}

void
PoissonBodySender::Stop()
{
    m_pause.Cancel();
}

void
PoissonBodySender::EndPause()
{
    m_owner.PauseEnded();
}

} // namespace ns3
