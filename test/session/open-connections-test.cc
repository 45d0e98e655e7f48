/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "lambdas.h"

#include "ns3/open-connections.h"

#include <gtest/gtest.h>
#include <set>
#include <vector>

namespace ns3
{

namespace
{

/// Whoever is alive is in the owner's set.
class Guest
{
  public:
    Guest(std::set<uint64_t>& house, uint64_t id)
        : m_house(house),
          m_id(id)
    {
        m_house.insert(id);
    }

    ~Guest()
    {
        m_house.erase(m_id);
    }

    uint64_t GetId() const
    {
        return m_id;
    }

  private:
    std::set<uint64_t>& m_house;
    uint64_t m_id;
};

class OpenConnectionsTest : public testing::Test
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
    }

    std::vector<uint64_t> GetOpen()
    {
        std::vector<uint64_t> ids;
        m_guests.ForEach([&ids](const Guest& guest) { ids.push_back(guest.GetId()); });
        return ids;
    }

    std::set<uint64_t> m_house;
    OpenConnections<Guest> m_guests;
};

TEST_F(OpenConnectionsTest, GoThroughThemInOrderOfTheirBeginning)
{
    for (int i = 0; i < 4; ++i)
    {
        m_guests.Open(m_house);
    }
    m_guests.End(1);
    EXPECT_EQ(m_guests.Open(m_house).GetId(), 4U) << "no number comes twice";
    EXPECT_EQ(GetOpen(), (std::vector<uint64_t>{0, 2, 3, 4}));
    EXPECT_EQ(m_guests.GetN(), 4U);
    EXPECT_EQ(m_guests.Get(3).GetId(), 3U);
}

TEST_F(OpenConnectionsTest, OneThatHasEndedOutlivesTheEvent)
{
    std::vector<std::set<uint64_t>> seen;
    const auto end = [this, &seen](uint64_t id) {
        m_guests.End(id);
        seen.push_back(m_house);
    };
    m_guests.Open(m_house);
    m_guests.Open(m_house);
    ScheduleLambda(Seconds(1), [end] { end(0); });
    ScheduleLambda(Seconds(2), [end] { end(1); });
    Simulator::Run();
    EXPECT_EQ(seen, (std::vector<std::set<uint64_t>>{{0, 1}, {1}}));
    EXPECT_EQ(m_guests.GetN(), 0U);
    m_guests.Clear();
    EXPECT_TRUE(m_house.empty());
}

TEST_F(OpenConnectionsTest, ClearDestroysAll)
{
    m_guests.Open(m_house);
    m_guests.Open(m_house);
    m_guests.End(0);
    m_guests.Clear();
    EXPECT_TRUE(m_house.empty());
    EXPECT_EQ(m_guests.GetN(), 0U);
}

} // namespace

} // namespace ns3
