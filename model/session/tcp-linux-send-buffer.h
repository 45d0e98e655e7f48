/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_LINUX_SEND_BUFFER_H
#define TCP_LINUX_SEND_BUFFER_H

#include <cstdint>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * What a Linux host lets an application write: how much memory a connection's send buffer may cost,
 * and how much it does.
 *
 * What was written is kept in buffers of up to half the largest window that the peer has offered,
 * each of which costs more than its payload. A writer waits when more than two thirds of the memory
 * are in use. The memory begins with what ten segments need twice, and grows with the congestion
 * window (send buffer autotuning).
 */
class TcpLinuxSendBuffer
{
  public:
    /// Segments in a buffer at most: those that fit in 64 KiB.
    static constexpr uint32_t MOST_SEGMENTS = 44;

    /// What is not acknowledged.
    struct Content
    {
        uint32_t size;        //!< of all, bytes
        uint32_t unsent;      //!< of which were never sent
        uint32_t segmentSize; //!< of a full segment
        uint32_t sentAtOnce;  //!< what was sent left in buffers of so many bytes
    };

    TcpLinuxSendBuffer();

    /// The peer offers a window. @param window bytes
    void NoteOffer(uint32_t window);
    /// @param segmentSize of a full segment @return payload that one buffer holds, bytes
    uint32_t GetPayload(uint32_t segmentSize) const;
    /// @param content of the buffer @return what that costs, bytes
    uint32_t GetMemory(const Content& content) const;
    /// A writer asks. @param content of the buffer @return bytes that it may write; 0: it waits
    uint32_t AskForRoom(const Content& content);
    /// @return whether the last writer that asked has to wait
    bool IsFull() const;
    /// @param segments of the congestion window
    void Grow(uint32_t segments);

  private:
    uint32_t m_mostOffered{64240}; //!< by the peer, bytes
    uint32_t m_memory;             //!< that it may cost, bytes
    bool m_isFull{false};
};

} // namespace ns3

#endif // TCP_LINUX_SEND_BUFFER_H
