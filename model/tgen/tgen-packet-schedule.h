/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_PACKET_SCHEDULE_H
#define TGEN_PACKET_SCHEDULE_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * What one side of a `schedule` transfer sends (TGen 0.0.1, tgen-transfer.c): packets of 1434
 * bytes, each with the delay that follows it. TGen 1.0 and later have no such thing.
 */
class TgenPacketSchedule
{
  public:
    /// Payload of a packet, bytes.
    static constexpr uint32_t PACKET_SIZE = 1434;
    /// Packets within so many microseconds go out together.
    static constexpr uint32_t MERGED_US = 1000;

    /// Packets that go out together.
    struct Batch
    {
        uint64_t bytes;   //!< of payload
        uint64_t delayUs; //!< after it, microseconds; 0 after the last one
    };

    TgenPacketSchedule() = default;
    /**
     * @param text delays in whole microseconds with commas between them; empty ones are skipped,
     *        those above 2^31 - 1 are cut to it
     * @throw ValueError when one is no number
     */
    explicit TgenPacketSchedule(std::string_view text);

    /// @return the delays, as they travel
    std::string ToText() const;
    /// @return bytes of all packets
    uint64_t GetSize() const;
    /**
     * @param[in,out] position how many packets went out before; all of them is the end
     */
    Batch Next(std::size_t& position) const;

  private:
    std::vector<uint32_t> m_delaysUs;
};

} // namespace ns3

#endif // TGEN_PACKET_SCHEDULE_H
