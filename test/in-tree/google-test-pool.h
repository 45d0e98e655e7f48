/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GOOGLE_TEST_POOL_H
#define GOOGLE_TEST_POOL_H

#include <cstddef>
#include <cstdio>
#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

namespace ns3
{

/**
 * Runs the GoogleTest tests of this program, each in a process of its own, since ns-3's simulator,
 * names and defaults are of the process; as many at a time as there are processors.
 */
class GoogleTestPool
{
  public:
    /// What became of a test.
    struct Outcome
    {
        bool isDone{false};
        bool hasPassed{false};
        std::string output; //!< both of its output streams, and what ended it
    };

    /// Finds the tests. Nothing runs yet.
    GoogleTestPool();

    /// @return the tests as GoogleTest's filter names them, in its order
    const std::vector<std::string>& GetNames() const;

    /// Let tests go on until one of them is done. @param place in GetNames()
    const Outcome& WaitFor(std::size_t place);

  private:
    /// A test that is running.
    struct Running
    {
        std::size_t place;
        std::FILE* output;
    };

    void StartNext();
    void AwaitAny();

    std::vector<std::string> m_names;
    std::vector<Outcome> m_outcomes;
    std::map<pid_t, Running> m_running;
    std::size_t m_next{0}; //!< the first that has not been started
    std::size_t m_most;    //!< at a time
};

} // namespace ns3

#endif // GOOGLE_TEST_POOL_H
