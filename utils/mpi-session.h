/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MPI_SESSION_H
#define MPI_SESSION_H

#include "ns3/parallel-run.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * This process as one of those that mpirun has started, from the choice of ns-3's engine until it
 * says goodbye to the others. A process that was started alone stays as it is. Without MPI in ns-3
 * there are no others.
 */
class MpiSession
{
  public:
    /// Words for ns-3's engines; the first one is the default.
    static const std::vector<std::string>& GetEngines();

    /**
     * @param engine one of GetEngines(), or ""
     * @throw CLI::ParseError when several processes were started and ns-3 has no MPI: one of them
     *        says so
     */
    explicit MpiSession(const std::string& engine);
    /// Nothing of the simulation may be left.
    ~MpiSession();
    MpiSession(const MpiSession&) = delete;
    MpiSession& operator=(const MpiSession&) = delete;

    const ParallelRun& GetParallelRun() const;
    /// Is this the one process that speaks to the user?
    bool IsFirst() const;

    /// Have packets from other ranks arrive in the order of NodeOrderScheduler. Call it when the
    /// network is there.
    void OrderArrivals() const;

    /// Ask all ranks. @return the lowest one that says yes, or none
    std::optional<uint32_t> FindFirst(bool answer) const;
    /// Ask all ranks. @return what their numbers add up to, or the largest one
    double Sum(double number) const;
    double Max(double number) const;

    /// End all processes at once, as failed: this one cannot go on, and the others would wait.
    [[noreturn]] void Abort() const;

    /// Refuse to do the same thing in several processes. @throw as the constructor
    static void ExpectOneProcess(const std::string& command);

  private:
    ParallelRun m_parallel;
    bool m_isInitialized{false}; //!< MPI, by this object
};

} // namespace ns3

#endif // MPI_SESSION_H
