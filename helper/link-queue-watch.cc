/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/link-queue-watch.h"

#include "ns3/binned-series.h"
#include "ns3/host-directory.h"
#include "ns3/packet.h"
#include "ns3/point-to-point-channel.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/queue-disc.h"
#include "ns3/queue-item.h"
#include "ns3/queue.h"
#include "ns3/simulator.h"
#include "ns3/traffic-control-layer.h"
#include "ns3/traffic-figures.h"

#include <algorithm>
#include <tuple>

namespace ns3
{

/// One direction of a link.
class LinkQueueWatch::Queue
{
  public:
    explicit Queue(Ptr<PointToPointNetDevice> device);
    ~Queue();

    Ptr<PointToPointNetDevice> GetDevice() const;
    std::string GetFrom() const;
    std::string GetTo() const;
    bool IsWorthTelling() const;

    uint64_t most{0};  //!< packets
    uint64_t drops{0}; //!< packets
    BinnedSeries lengths{BinnedSeries::MOST};
    BinnedSeries dropped{BinnedSeries::SUM};

  private:
    void SeePacket(Ptr<const Packet> packet);
    void SeeDrop(Ptr<const Packet> packet);
    void SeeItem(Ptr<const QueueDiscItem> item);
    void SeeItemDrop(Ptr<const QueueDiscItem> item);
    void See();
    void Drop();

    Ptr<PointToPointNetDevice> m_device;
    Ptr<ns3::Queue<Packet>> m_queue;
    Ptr<QueueDisc> m_disc; //!< may be null
    uint32_t m_mostInBin{1};
    int64_t m_binEnd{0}; // ns
};

LinkQueueWatch::Queue::Queue(Ptr<PointToPointNetDevice> device)
    : m_device(device),
      m_queue(device->GetQueue())
{
    if (const auto control = device->GetNode()->GetObject<TrafficControlLayer>())
    {
        m_disc = control->GetRootQueueDiscOnDevice(device);
    }
    m_queue->TraceConnectWithoutContext("Enqueue", MakeCallback(&Queue::SeePacket, this));
    m_queue->TraceConnectWithoutContext("Drop", MakeCallback(&Queue::SeeDrop, this));
    if (m_disc)
    {
        m_disc->TraceConnectWithoutContext("Enqueue", MakeCallback(&Queue::SeeItem, this));
        m_disc->TraceConnectWithoutContext("Drop", MakeCallback(&Queue::SeeItemDrop, this));
    }
}

LinkQueueWatch::Queue::~Queue()
{
    m_queue->TraceDisconnectWithoutContext("Enqueue", MakeCallback(&Queue::SeePacket, this));
    m_queue->TraceDisconnectWithoutContext("Drop", MakeCallback(&Queue::SeeDrop, this));
    if (m_disc)
    {
        m_disc->TraceDisconnectWithoutContext("Enqueue", MakeCallback(&Queue::SeeItem, this));
        m_disc->TraceDisconnectWithoutContext("Drop", MakeCallback(&Queue::SeeItemDrop, this));
    }
}

Ptr<PointToPointNetDevice>
LinkQueueWatch::Queue::GetDevice() const
{
    return m_device;
}

std::string
LinkQueueWatch::Queue::GetFrom() const
{
    return HostDirectory::NameOf(m_device->GetNode());
}

std::string
LinkQueueWatch::Queue::GetTo() const
{
    const auto channel = m_device->GetChannel();
    for (std::size_t i = 0; channel && i < channel->GetNDevices(); ++i)
    {
        const auto other = channel->GetDevice(i);
        if (other && other != m_device)
        {
            return HostDirectory::NameOf(other->GetNode());
        }
    }
    return "?";
}

bool
LinkQueueWatch::Queue::IsWorthTelling() const
{
    return most > 0 || drops > 0;
}

void
LinkQueueWatch::Queue::See()
{
    const uint32_t length = m_queue->GetNPackets() + (m_disc ? m_disc->GetNPackets() : 0);
    // A packet that waits for no other is not worth keeping.
    if (length <= 1)
    {
        return;
    }
    const auto now = Simulator::Now().GetNanoSeconds();
    if (length <= m_mostInBin && now < m_binEnd)
    {
        return;
    }
    lengths.Add(now, length);
    most = std::max<uint64_t>(most, length);
    m_mostInBin = length;
    m_binEnd = (now / lengths.GetWidth() + 1) * lengths.GetWidth();
}

void
LinkQueueWatch::Queue::Drop()
{
    ++drops;
    dropped.Add(Simulator::Now().GetNanoSeconds(), 1);
}

void
LinkQueueWatch::Queue::SeePacket(Ptr<const Packet>)
{
    See();
}

void
LinkQueueWatch::Queue::SeeDrop(Ptr<const Packet>)
{
    Drop();
}

void
LinkQueueWatch::Queue::SeeItem(Ptr<const QueueDiscItem>)
{
    See();
}

void
LinkQueueWatch::Queue::SeeItemDrop(Ptr<const QueueDiscItem>)
{
    Drop();
}

LinkQueueWatch::LinkQueueWatch() = default;
LinkQueueWatch::~LinkQueueWatch() = default;

void
LinkQueueWatch::Watch(const NodeContainer& nodes)
{
    std::vector<Ptr<PointToPointNetDevice>> known;
    for (const auto& queue : m_queues)
    {
        known.push_back(queue->GetDevice());
    }
    std::sort(known.begin(), known.end());
    for (auto node = nodes.Begin(); node != nodes.End(); ++node)
    {
        for (uint32_t i = 0; i < (*node)->GetNDevices(); ++i)
        {
            const auto device = DynamicCast<PointToPointNetDevice>((*node)->GetDevice(i));
            if (device && device->GetQueue() &&
                !std::binary_search(known.begin(), known.end(), device))
            {
                m_queues.push_back(std::make_unique<Queue>(device));
            }
        }
    }
}

nlohmann::json
LinkQueueWatch::Save() const
{
    auto saved = nlohmann::json::array();
    for (std::size_t i = 0; i < m_queues.size(); ++i)
    {
        const auto& queue = *m_queues[i];
        if (queue.IsWorthTelling())
        {
            saved.push_back(
                {i, queue.most, queue.drops, queue.lengths.Save(), queue.dropped.Save()});
        }
    }
    return saved;
}

void
LinkQueueWatch::Merge(const nlohmann::json& saved)
{
    for (const auto& entry : saved)
    {
        auto& queue = *m_queues.at(entry.at(0).get<std::size_t>());
        queue.most = std::max(queue.most, entry.at(1).get<uint64_t>());
        queue.drops += entry.at(2).get<uint64_t>();
        queue.lengths.Merge(entry.at(3));
        queue.dropped.Merge(entry.at(4));
    }
}

std::vector<const LinkQueueWatch::Queue*>
LinkQueueWatch::Rank() const
{
    std::vector<const Queue*> ranked;
    for (const auto& queue : m_queues)
    {
        if (queue->IsWorthTelling())
        {
            ranked.push_back(queue.get());
        }
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto* a, const auto* b) {
        return std::tie(a->drops, a->most) > std::tie(b->drops, b->most);
    });
    return ranked;
}

std::vector<LinkQueueWatch::Summary>
LinkQueueWatch::Summarise(std::size_t count) const
{
    std::vector<Summary> summaries;
    for (const auto* queue : Rank())
    {
        if (summaries.size() == count)
        {
            break;
        }
        summaries.push_back({queue->GetFrom(), queue->GetTo(), queue->most, queue->drops});
    }
    return summaries;
}

std::vector<PlotFigure>
LinkQueueWatch::MakeFigures() const
{
    constexpr std::size_t MAX_QUEUES = 4;
    auto ranked = Rank();
    ranked.resize(std::min(ranked.size(), MAX_QUEUES));
    // Short queues beside a long one would only be in the way.
    constexpr uint64_t SHORT = 4;
    const auto isShort = [&ranked](const auto* queue) {
        return queue->drops == 0 && queue->most * SHORT < ranked.front()->most;
    };
    while (!ranked.empty() && isShort(ranked.back()))
    {
        ranked.pop_back();
    }

    PlotFigure lengths;
    lengths.file = "plot-queue";
    lengths.title = "Queues of the busiest links";
    lengths.xLabel = SIMULATED_TIME;
    lengths.yLabel = "Most packets in the queue";
    lengths.style = PlotFigure::STEPS;
    PlotFigure drops;
    drops.file = "plot-drops";
    drops.title = "Packets that queues dropped";
    drops.xLabel = lengths.xLabel;
    drops.yLabel = "Drops so far [packets]";
    drops.style = PlotFigure::STEPS;
    int64_t width = 0;
    for (const auto* queue : ranked)
    {
        width = std::max({width, queue->lengths.GetWidth(), queue->dropped.GetWidth()});
    }
    for (const auto* queue : ranked)
    {
        const auto name = queue->GetFrom() + " to " + queue->GetTo();
        auto series = queue->lengths;
        series.WidenTo(width);
        auto steps = MakeSteps(series);
        if (!steps.empty())
        {
            // What follows the last packet that waited.
            steps.push_back({steps.back().x, 0});
            lengths.curves.push_back({name, std::move(steps)});
        }
        if (queue->drops > 0)
        {
            auto sums = queue->dropped;
            sums.WidenTo(width);
            auto curve = MakeSteps(sums);
            double sum = 0;
            for (std::size_t i = 0; i + 1 < curve.size(); ++i)
            {
                const double value = curve[i].y;
                curve[i].y = sum; // a bin's drops are there at its end
                sum += value;
            }
            curve.back().y = sum;
            drops.curves.push_back({name, std::move(curve)});
        }
    }
    // A sum holds to the end of what was seen.
    double end = 0;
    for (const auto* figure : {&lengths, &drops})
    {
        for (const auto& curve : figure->curves)
        {
            end = std::max(end, curve.points.back().x);
        }
    }
    for (auto& curve : drops.curves)
    {
        if (curve.points.back().x < end)
        {
            curve.points.push_back({end, curve.points.back().y});
        }
    }
    lengths.caption = "The most packets in each span of " + FormatSpan(width) +
                      ", of each direction of a link for itself. 0 where no packet waited for "
                      "another.";
    std::vector<PlotFigure> figures;
    for (auto* figure : {&lengths, &drops})
    {
        if (!figure->curves.empty())
        {
            figures.push_back(std::move(*figure));
        }
    }
    return figures;
}

} // namespace ns3
