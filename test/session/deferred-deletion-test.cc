/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "../lambdas.h"

#include "ns3/deferred-deletion.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <memory>
#include <vector>

namespace ns3
{

namespace
{

/// Objects say how many of them there are.
class DeferredDeletionTest : public testing::Test
{
  protected:
    struct Counted
    {
        explicit Counted(int& number)
            : m_number(number)
        {
            ++m_number;
        }

        ~Counted()
        {
            --m_number;
        }

        int& m_number;
    };

    void TearDown() override
    {
        Simulator::Destroy();
    }

    void Bury()
    {
        m_dead.Add(std::make_unique<Counted>(m_number));
        m_seen.push_back(m_number);
    }

    int m_number{0};
    std::vector<int> m_seen;
    DeferredDeletion<Counted> m_dead;
};

TEST_F(DeferredDeletionTest, NothingGoesInTheEventInWhichItCame)
{
    ScheduleLambda(Seconds(1), [this] {
        Bury();
        Bury();
        Bury();
    });
    Simulator::Run();
    EXPECT_EQ(m_seen, (std::vector<int>{1, 2, 3}));
}

TEST_F(DeferredDeletionTest, WhatCameInEarlierEventsGoesWhenSomethingComes)
{
    for (int i = 0; i < 4; ++i)
    {
        ScheduleLambda(Seconds(1), [this] { Bury(); }); // at the same time, one after another
    }
    Simulator::Run();
    EXPECT_EQ(m_seen, (std::vector<int>{1, 1, 1, 1}));
    m_dead.Clear();
    EXPECT_EQ(m_number, 0);
}

} // namespace

} // namespace ns3
