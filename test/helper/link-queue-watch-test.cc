/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/drop-tail-queue.h"
#include "ns3/link-queue-watch.h"
#include "ns3/names.h"
#include "ns3/packet.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <algorithm>
#include <gtest/gtest.h>

using namespace ns3;

namespace
{

/// Two hosts and a link on which a packet of 98 bytes takes 100 us.
class LinkQueueWatchTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        m_nodes.Create(2);
        Names::Add("left", m_nodes.Get(0));
        Names::Add("right", m_nodes.Get(1));
        PointToPointHelper link;
        link.SetDeviceAttribute("DataRate", StringValue("8Mbps"));
        link.SetChannelAttribute("Delay", StringValue("1ms"));
        link.SetQueue("ns3::DropTailQueue", "MaxSize", StringValue("5p"));
        m_devices = link.Install(m_nodes);
    }

    void TearDown() override
    {
        Simulator::Destroy();
        Names::Clear();
    }

    /// Have a host send packets together.
    void SendAt(Time time, uint32_t host, int packets)
    {
        const auto device = m_devices.Get(host);
        Simulator::Schedule(time, [device, packets] {
            for (int i = 0; i < packets; ++i)
            {
                device->Send(Create<Packet>(98), device->GetBroadcast(), 0x0800);
            }
        });
    }

    NodeContainer m_nodes;
    NetDeviceContainer m_devices;
};

} // namespace

TEST_F(LinkQueueWatchTest, SeesLengthsAndDrops)
{
    LinkQueueWatch watch;
    watch.Watch(m_nodes);
    watch.Watch(m_nodes);           // once is enough
    SendAt(MilliSeconds(1), 0, 4);  // one on the wire, three wait
    SendAt(MilliSeconds(10), 0, 9); // one on the wire, five wait, three are dropped
    SendAt(MilliSeconds(20), 1, 3); // two wait
    SendAt(MilliSeconds(30), 1, 1); // none waits
    Simulator::Stop(MilliSeconds(40));
    Simulator::Run();

    const auto queues = watch.Summarise(10);
    ASSERT_EQ(queues.size(), 2U);
    EXPECT_EQ(queues[0].from, "left");
    EXPECT_EQ(queues[0].to, "right");
    EXPECT_EQ(queues[0].most, 5U);
    EXPECT_EQ(queues[0].drops, 3U);
    EXPECT_EQ(queues[1].from, "right");
    EXPECT_EQ(queues[1].most, 2U);
    EXPECT_EQ(queues[1].drops, 0U);
    EXPECT_EQ(watch.Summarise(1).size(), 1U);

    const auto figures = watch.MakeFigures();
    ASSERT_EQ(figures.size(), 2U);
    // Bins of 100 us: the time of the last length is 20 ms.
    const auto& points = figures[0].curves.at(0).points;
    double atFirst = 0;
    double atSecond = 0;
    double between = 0;
    for (const auto& point : points)
    {
        if (point.x < 0.002)
        {
            atFirst = std::max(atFirst, point.y);
        }
        else if (point.x < 0.0099)
        {
            between = std::max(between, point.y);
        }
        else
        {
            atSecond = std::max(atSecond, point.y);
        }
    }
    EXPECT_EQ(atFirst, 3);
    EXPECT_EQ(between, 0);
    EXPECT_EQ(atSecond, 5);
    EXPECT_EQ(points.back().y, 0);
    // Drops end at 10 ms; their sum stays.
    EXPECT_EQ(figures[1].curves.at(0).points.back().y, 3);
    EXPECT_GT(figures[1].curves.at(0).points.back().x, 0.02);
}

TEST_F(LinkQueueWatchTest, SharesOfProcessesComeTogether)
{
    LinkQueueWatch watch;
    watch.Watch(m_nodes);
    SendAt(MilliSeconds(10), 0, 9);
    SendAt(MilliSeconds(20), 1, 3);
    Simulator::Stop(MilliSeconds(40));
    Simulator::Run();
    const auto saved = watch.Save();
    EXPECT_EQ(saved.size(), 2U);
    LinkQueueWatch empty;
    empty.Watch(m_nodes);
    empty.Merge(saved);
    const auto expected = watch.Summarise(10);
    const auto merged = empty.Summarise(10);
    ASSERT_EQ(merged.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i)
    {
        EXPECT_EQ(merged[i].from, expected[i].from);
        EXPECT_EQ(merged[i].most, expected[i].most);
        EXPECT_EQ(merged[i].drops, expected[i].drops);
    }
    const auto points = empty.MakeFigures().at(0).curves.at(0).points;
    const auto seen = watch.MakeFigures().at(0).curves.at(0).points;
    ASSERT_EQ(points.size(), seen.size());
    for (std::size_t i = 0; i < seen.size(); ++i)
    {
        EXPECT_EQ(points[i].y, seen[i].y);
    }
}

TEST_F(LinkQueueWatchTest, QuietQueuesAreNotToldOf)
{
    LinkQueueWatch watch;
    watch.Watch(m_nodes);
    SendAt(MilliSeconds(1), 0, 1);
    Simulator::Stop(MilliSeconds(5));
    Simulator::Run();
    EXPECT_TRUE(watch.Summarise(10).empty());
    EXPECT_TRUE(watch.MakeFigures().empty());
}

TEST_F(LinkQueueWatchTest, MayGoBeforeTheQueues)
{
    {
        LinkQueueWatch watch;
        watch.Watch(m_nodes);
    }
    SendAt(MilliSeconds(1), 0, 9);
    Simulator::Stop(MilliSeconds(5));
    Simulator::Run();
    const auto device = DynamicCast<PointToPointNetDevice>(m_devices.Get(0));
    EXPECT_EQ(device->GetQueue()->GetTotalDroppedPackets(), 3U);
}

TEST_F(LinkQueueWatchTest, MakesNoEvents)
{
    Simulator::Run(); // nodes get ready
    const auto before = Simulator::GetEventCount();
    SendAt(MilliSeconds(1), 0, 9);
    Simulator::Run();
    const auto without = Simulator::GetEventCount() - before;
    LinkQueueWatch watch;
    watch.Watch(m_nodes);
    SendAt(MilliSeconds(1), 0, 9);
    Simulator::Run();
    EXPECT_EQ(watch.Summarise(1).at(0).drops, 3U);
    EXPECT_EQ(Simulator::GetEventCount(), before + 2 * without);
}
