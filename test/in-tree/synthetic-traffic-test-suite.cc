/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "google-test-pool.h"

#include "ns3/test.h"

#include <cstddef>
#include <memory>
#include <string>

namespace ns3
{

namespace
{

/// A GoogleTest test as a test case of ns-3's.
class GoogleTestCase : public TestCase
{
  public:
    GoogleTestCase(std::shared_ptr<GoogleTestPool> pool, std::size_t place)
        : TestCase(pool->GetNames()[place]),
          m_pool(std::move(pool)),
          m_place(place)
    {
    }

  private:
    void DoRun() override
    {
        Report(m_place);
        // A suite of ns-3's ends with its first failure: tell of all others there.
        for (auto other = m_place + 1; IsStatusFailure() && other < m_pool->GetNames().size();
             ++other)
        {
            Report(other);
        }
    }

    void Report(std::size_t place)
    {
        const auto& outcome = m_pool->WaitFor(place);
        NS_TEST_EXPECT_MSG_EQ(outcome.hasPassed,
                              true,
                              m_pool->GetNames()[place] << "\n"
                                                        << outcome.output);
    }

    std::shared_ptr<GoogleTestPool> m_pool;
    std::size_t m_place;
};

/// All GoogleTest tests.
class SyntheticTrafficTestSuite : public TestSuite
{
  public:
    SyntheticTrafficTestSuite()
        : TestSuite("synthetic-traffic", TestSuite::Type::SYSTEM)
    {
    }

  private:
    /// Not in the constructor: tests of other source files may register later.
    void DoSetup() override
    {
        const auto pool = std::make_shared<GoogleTestPool>();
        for (std::size_t place = 0; place < pool->GetNames().size(); ++place)
        {
            AddTestCase(new GoogleTestCase(pool, place));
        }
    }
};

SyntheticTrafficTestSuite g_syntheticTrafficTestSuite;

} // namespace

} // namespace ns3
