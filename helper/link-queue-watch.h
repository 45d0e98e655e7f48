/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_QUEUE_WATCH_H
#define LINK_QUEUE_WATCH_H

#include "ns3/node-container.h"
#include "ns3/plot-figure.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Watches the queues of point-to-point links: the most packets in them in each span of time, and
 * what they dropped. It makes no events. A packet costs a call and a comparison; a queue in which
 * no packet ever waits for another costs no memory to speak of, any other 8 KB.
 */
class LinkQueueWatch
{
  public:
    /// What became of one direction of a link.
    struct Summary
    {
        std::string from; //!< name of the node whose queue it is
        std::string to;   //!< name of the node at the other end
        uint64_t most;    //!< packets that were in the queue together
        uint64_t drops;   //!< packets
    };

    LinkQueueWatch();
    /// Watch no longer.
    ~LinkQueueWatch();
    LinkQueueWatch(const LinkQueueWatch&) = delete;
    LinkQueueWatch& operator=(const LinkQueueWatch&) = delete;

    /**
     * Watch the point-to-point devices of nodes, each with the queueing discipline above it, if
     * there is one now. Devices that are watched already are passed over.
     */
    void Watch(const NodeContainer& nodes);

    /// For another process that watches the same nodes in the same order.
    nlohmann::json Save() const;
    /**
     * Add what another process has saved. Each process sees the queues of the nodes that it
     * simulates, and those of others empty.
     */
    void Merge(const nlohmann::json& saved);

    /**
     * The busiest queues first: those that dropped most, then those that were longest.
     * @param count at most as many; only those in which two packets were together, or that dropped
     */
    std::vector<Summary> Summarise(std::size_t count) const;

    /// Lengths of the busiest queues over time, and drops if there are any.
    std::vector<PlotFigure> MakeFigures() const;

  private:
    class Queue;

    /// @return those worth telling of, the busiest first
    std::vector<const Queue*> Rank() const;

    std::vector<std::unique_ptr<Queue>> m_queues;
};

} // namespace ns3

#endif // LINK_QUEUE_WATCH_H
