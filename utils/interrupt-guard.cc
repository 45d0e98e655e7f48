/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "interrupt-guard.h"

#include "ns3/simulator.h"

#include <csignal>

namespace ns3
{

namespace
{

volatile std::sig_atomic_t g_interrupted = 0;

void
Interrupt(int)
{
    g_interrupted = 1;
    Simulator::Stop(); // sets a flag
}

} // namespace

InterruptGuard::InterruptGuard()
    : m_onInterrupt(std::signal(SIGINT, Interrupt)),
      m_onTerminate(std::signal(SIGTERM, Interrupt))
{
}

InterruptGuard::~InterruptGuard()
{
    std::signal(SIGINT, m_onInterrupt);
    std::signal(SIGTERM, m_onTerminate);
}

bool
InterruptGuard::IsInterrupted()
{
    return g_interrupted != 0;
}

} // namespace ns3
