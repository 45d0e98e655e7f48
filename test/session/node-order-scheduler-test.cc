/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "../lambdas.h"

#include "ns3/event-impl.h"
#include "ns3/make-event.h"
#include "ns3/node-order-scheduler.h"
#include "ns3/object-factory.h"
#include "ns3/simulator.h"

#include <functional>
#include <gtest/gtest.h>
#include <string>
#include <typeinfo>

using namespace ns3;

namespace
{

/// What an engine reads from another rank.
struct Message
{
    std::function<void()> what;
};

void
Open(const Message& message)
{
    message.what();
}

/// Events write words into a story.
class NodeOrderSchedulerTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        ObjectFactory factory;
        factory.SetTypeId(NodeOrderScheduler::GetTypeId());
        Simulator::SetScheduler(factory);
    }

    void TearDown() override
    {
        Simulator::Destroy();
    }

    /// Have a node do something at a time.
    void At(int nanosecond, uint32_t node, std::function<void()> what)
    {
        Simulator::ScheduleWithContext(node,
                                       NanoSeconds(nanosecond),
                                       &CallFunction,
                                       std::move(what));
    }

    std::function<void()> Say(const std::string& word)
    {
        return [this, word] { m_story += word + " "; };
    }

    std::string m_story;
};

TEST_F(NodeOrderSchedulerTest, ArrivalsFollowWhatANodeDoesItself)
{
    constexpr uint32_t RECEIVER = 7;
    // Node 9 sends first, node 3 last.
    for (const auto& [time, sender] : {std::pair(1, 9U), {2, 5U}, {4, 3U}})
    {
        At(time, sender, [this, time = time, sender = sender] {
            At(10 - time, RECEIVER, Say("from" + std::to_string(sender)));
        });
    }
    At(3, RECEIVER, [this] {
        At(7, RECEIVER, [this] {
            Say("own")();
            At(0, RECEIVER, Say("at-once"));
        });
    });
    At(9, RECEIVER, [this] { At(1, RECEIVER, Say("late")); });
    Simulator::Run();
    EXPECT_EQ(m_story, "own late at-once from3 from5 from9 ");
}

TEST_F(NodeOrderSchedulerTest, APacketFromAnotherRankTakesItsPlace)
{
    constexpr uint32_t RECEIVER = 7;
    At(1, 9, [this] { At(9, RECEIVER, Say("from9")); });
    At(2, 3, [this] { At(8, RECEIVER, Say("from3")); });
    At(10, RECEIVER, [this] {
        const NodeOrderScheduler::ArrivalFrom arrival(5);
        At(0, RECEIVER, Say("from5"));
    });
    At(9, RECEIVER, [this] { At(1, RECEIVER, Say("own")); });
    Simulator::Run();
    EXPECT_EQ(m_story, "own from3 from5 from9 ");
}

TEST_F(NodeOrderSchedulerTest, AMessageIsNotOfTheNodeThatWasAtWork)
{
    constexpr uint32_t RECEIVER = 7;
    const Message message{[this] {
        const NodeOrderScheduler::ArrivalFrom arrival(2);
        At(0, RECEIVER, Say("from2"));
    }};
    const Ptr<EventImpl> event(MakeEvent(&Open, message), false);
    const auto& impl = *event;
    NodeOrderScheduler::SetMessageClass(typeid(impl));
    At(1, 9, [this] { At(9, RECEIVER, Say("from9")); });
    At(2, 3, [this] { At(8, RECEIVER, Say("from3")); });
    // The null message engine reads it straight after an event, here one of node 8.
    At(4, 8, [&message] {
        Simulator::ScheduleWithContext(RECEIVER, NanoSeconds(6), &Open, message);
    });
    Simulator::Run();
    EXPECT_EQ(m_story, "from2 from3 from9 ");
}

TEST_F(NodeOrderSchedulerTest, TimesComeFirstAndEventsCanBeRemoved)
{
    const auto schedule = [this](int time, const std::string& word) {
        return Simulator::Schedule(NanoSeconds(time), &CallFunction, Say(word));
    };
    schedule(3, "c");
    const auto removed = schedule(2, "x");
    schedule(2, "b");
    schedule(1, "a");
    At(1, 4, [this] {
        At(4, 5, Say("e"));
        At(3, 4, Say("d"));
    });
    Simulator::Remove(removed);
    Simulator::Run();
    EXPECT_EQ(m_story, "a b c d e ");
    EXPECT_TRUE(removed.IsExpired());
}

TEST_F(NodeOrderSchedulerTest, AnArrivalKnowsWhichTimersHaveRun)
{
    constexpr uint32_t NODE = 7;
    EventId before;
    EventId later;
    At(1, 9, [&] {
        At(9, NODE, [&] {
            Say(before.IsExpired() ? "ran" : "pending")();
            Say(later.IsExpired() ? "ran" : "pending")();
        });
    });
    At(2, NODE, [&] {
        before = Simulator::Schedule(NanoSeconds(8), &CallFunction, Say("timer"));
        later = Simulator::Schedule(NanoSeconds(9), &CallFunction, Say("later"));
    });
    Simulator::Run();
    EXPECT_EQ(m_story, "timer ran pending later ");
}

} // namespace
