/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SHORTEST_PATHS_H
#define SHORTEST_PATHS_H

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * All shortest paths of a network of links: at each node, the ports where a shortest path to
 * another one begins. What leads to a node is computed (Dijkstra) at the first question about it
 * and then kept, so that a large network costs what it is used for. Nodes with one port cost
 * nothing: all they send goes through it, and others reach them by way of their neighbour.
 *
 * The answers do not depend on the order of the questions.
 */
class ShortestPaths
{
  public:
    /// A link. The ports are numbers of the caller's, such as those of interfaces.
    struct Link
    {
        uint32_t a;     //!< one end
        uint32_t aPort; //!< where it leaves a
        uint32_t b;     //!< the other end
        uint32_t bPort; //!< where it leaves b
        int64_t cost;   //!< not negative; of paths that cost the same, those with fewest links are
                        //!< the shortest
    };

    /// The ports that are equally good, rising.
    struct Ports
    {
        const uint32_t* first; //!< the lowest number first
        std::size_t count;     //!< 0: there is no way

        /// @return for range-based loops
        const uint32_t* begin() const
        {
            return first;
        }

        /// @return for range-based loops
        const uint32_t* end() const
        {
            return first + count;
        }
    };

    /// @param nNodes nodes are numbered from 0 @param links in both directions
    ShortestPaths(std::size_t nNodes, const std::vector<Link>& links);
    /// Takes over what was computed.
    ShortestPaths(ShortestPaths&&) noexcept;
    ~ShortestPaths();

    /**
     * @return the ports of a node where the shortest paths to another one begin; none when there is
     *         no path, or no need for one
     */
    Ports GetPorts(uint32_t from, uint32_t to) const;

    /// @return the node that a port of a node leads to; the port must exist
    uint32_t GetNeighbor(uint32_t node, uint32_t port) const;

  private:
    struct Tree;
    struct Core;

    /// A link as one of its ends sees it.
    struct Exit
    {
        uint32_t port;
        uint32_t neighbor;
        int64_t cost;
    };

    const Exit* ExitsOf(uint32_t node) const;
    std::size_t CountExits(uint32_t node) const;
    std::unique_ptr<Tree> Grow(uint32_t to) const;

    std::vector<std::size_t> m_firstExits; //!< by node, and one more
    std::vector<Exit> m_exits;             //!< of all nodes, by rising port
    std::unique_ptr<Core> m_core;
    mutable std::vector<std::unique_ptr<Tree>> m_trees; //!< by destination; null: not asked for yet
};

} // namespace ns3

#endif // SHORTEST_PATHS_H
