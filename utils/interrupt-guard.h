/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef INTERRUPT_GUARD_H
#define INTERRUPT_GUARD_H

namespace ns3
{

/// Ends a simulation, instead of the process, on Ctrl-C and on termination. One at a time.
class InterruptGuard
{
  public:
    InterruptGuard();
    ~InterruptGuard();
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;

    /// Whether that has happened.
    static bool IsInterrupted();

  private:
    void (*m_onInterrupt)(int);
    void (*m_onTerminate)(int);
};

} // namespace ns3

#endif // INTERRUPT_GUARD_H
