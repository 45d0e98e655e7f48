/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_LINUX_NAGLE_H
#define TCP_LINUX_NAGLE_H

#include "ns3/sequence-number.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * When a short segment may leave a Linux sender, and where segments end.
 *
 * Nagle's rule is Minshall's: a short segment waits only while another short one is not
 * acknowledged. A write that finds the windows open leaves by itself, not together with what is
 * written next, even if that is written before it has left; unless the rule holds the next one
 * back, so that they are one.
 */
class TcpLinuxNagle
{
  public:
    /// @param isOn the rule holds
    void SetOn(bool isOn);
    /// @return whether the rule holds
    bool IsOn() const;

    /// A short segment of new data leaves. @param end of it
    void SendShort(SequenceNumber32 end);
    /// @param acked everything before has arrived
    void Receive(SequenceNumber32 acked);
    /// @return whether the rule lets a short segment go
    bool MaySendShort() const;

    /**
     * Something was written that the windows have room for, while the rule holds nothing back.
     * @param next nothing has been sent from here on
     * @param end of what was written
     * @param segmentSize of a full segment
     */
    void WriteAlone(SequenceNumber32 next, SequenceNumber32 end, uint32_t segmentSize);
    /// @return whether a write is about to leave that ends in a short segment
    bool IsShortLeaving() const;
    /// Forget the writes that have left. @param next nothing has been sent from here on
    void ForgetWrites(SequenceNumber32 next);
    /**
     * @param sequence that a new segment begins at
     * @return bytes from there to the end of the write, if that is to leave by itself; else the
     * most that there are
     */
    uint32_t GetSizeOfWrite(SequenceNumber32 sequence);

  private:
    bool m_isOn{true};
    bool m_hasSentShort{false};
    SequenceNumber32 m_shortEnd{0}; //!< of the last segment that was short

    std::vector<SequenceNumber32> m_writeEnds; //!< of writes that leave by themselves
    std::size_t m_nextWriteEnd{0};
    bool m_isShortLeaving{false};
};

} // namespace ns3

#endif // TCP_LINUX_NAGLE_H
