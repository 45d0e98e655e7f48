/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GENSYN_PORT_BOOK_H
#define GENSYN_PORT_BOOK_H

#include "ns3/gensyn-model.h"
#include "ns3/node.h"
#include "ns3/object.h"
#include "ns3/uniform-source.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace ns3
{

/// Source ports of a module, from @p first to @p last (Table 1 of the paper).
struct GensynPorts
{
    /// @return those of a module that sends datagrams
    static GensynPorts Of(GensynModule::Type type);
    /// @return whose port this is; none when it is nobody's
    static std::optional<GensynModule::Type> TypeOf(uint16_t port);

    /// @return how many ports that are
    uint32_t GetN() const;

    uint16_t first; //!< included
    uint16_t last;  //!< included
};

/**
 * @ingroup synthetic-traffic
 * Which UDP source ports the populations of a node use, all of them together. It is aggregated to
 * the node.
 */
class GensynPortBook : public Object
{
  public:
    /// @return the class of the book
    static TypeId GetTypeId();

    /// The one of a node; made when there is none yet.
    static Ptr<GensynPortBook> Of(Ptr<Node> node);

    /// A port in use.
    struct Use
    {
        uint16_t port; //!< source port
        uint16_t turn; //!< how often it was used before, modulo 2^16
    };

    /**
     * Take a port of a module, with equal chances for all that are free.
     * @return none when all are in use
     */
    std::optional<Use> Take(GensynModule::Type type, UniformSource& uniform);
    /// Give back what Take returned.
    void Release(uint16_t port);

    /// Ports in use.
    std::size_t GetNTaken() const;

  private:
    struct Port
    {
        bool isTaken{false};
        uint16_t turn{0}; //!< of the next use
    };

    struct Range
    {
        std::vector<Port> ports; //!< empty: none was ever used
        uint32_t nTaken{0};
    };

    std::array<Range, GensynModule::MPEG + 1> m_ranges; //!< by type of module
};

} // namespace ns3

#endif // GENSYN_PORT_BOOK_H
