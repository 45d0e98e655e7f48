/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_REQUEST_H
#define FLOW_REQUEST_H

#include <array>
#include <cstddef>
#include <cstdint>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * The header of HKUST's TrafficGenerator: a client asks for a flow with it, and the server sends it
 * back before the bytes of the flow. Four words of 32 bits, the lowest byte first (as that tool's
 * hosts have them).
 */
struct FlowRequest
{
    /// Bytes of a header.
    static constexpr std::size_t SIZE = 16;
    /// A header on the wire.
    using Bytes = std::array<uint8_t, SIZE>;

    uint32_t id{0};       //!< of the flow, from 1; 0 ends the connection
    uint32_t bytes{0};    //!< that follow the header
    uint32_t tos{0};      //!< what both ends set IP_TOS to
    uint32_t rateMbps{0}; //!< that the sender keeps to; 0: none
    /// The client sends the bytes, and the header comes back when they have arrived. That tool has
    /// no such flows: it is our own meaning of the highest bit of the word for TOS.
    bool isPush{false};
    /// Of a pushed flow: the connection is for it alone. The client ends its side behind the bytes,
    /// and the end of the server's side takes the place of the header on its way back. The highest
    /// bit but one of the word for TOS, our own too.
    bool endIsAnswer{false};

    /**
     * @param id from 1; 0 ends the connection
     * @param bytes of the body
     * @param dscp becomes the upper six bits of the TOS byte
     * @param rateMbps Mbit/s; 0: none
     */
    static FlowRequest For(uint32_t id, uint32_t bytes, uint32_t dscp, uint32_t rateMbps);
    /// The last request of a connection: the server answers it like any other, and the client then
    /// closes.
    static FlowRequest Last();
    /// @param bytes SIZE of them; any are a request
    static FlowRequest Decode(const uint8_t* bytes);

    /// @return the four words, lowest byte first
    Bytes Encode() const;
    /// @return whether the connection ends behind it
    bool IsLast() const;
    /// @return the byte that IP packets carry
    uint8_t GetTos() const;
};

} // namespace ns3

#endif // FLOW_REQUEST_H
