/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PARALLEL_RUN_H
#define PARALLEL_RUN_H

#include <cstdint>
#include <functional>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * The place of this process in a run of several under ns-3's MPI engines; a sequential run by
 * default. For a scenario script that has called MpiInterface::Enable:
 *
 * @code
 *   ParallelRun parallel{MpiInterface::GetSystemId(), MpiInterface::GetSize(), [] {
 *       MPI_Barrier(MpiInterface::GetCommunicator());
 *   }};
 *   ResultsHelper results("my-results", parallel);
 *   scenario.Install(results);
 * @endcode
 */
struct ParallelRun
{
    uint32_t rank{0};              //!< of this process, from 0
    uint32_t ranks{1};             //!< how many processes there are
    std::function<void()> barrier; //!< returns when all ranks have called it; needed with several

    /// @return whether there is more than one process
    bool IsParallel() const
    {
        return ranks > 1;
    }
};

} // namespace ns3

#endif // PARALLEL_RUN_H
