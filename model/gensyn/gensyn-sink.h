/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GENSYN_SINK_H
#define GENSYN_SINK_H

#include "ns3/gensyn-model.h"
#include "ns3/ipv4-address.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <map>
#include <utility>

namespace ns3
{

class GensynDatagram;

/**
 * @ingroup synthetic-traffic
 * What arrives of the modules MPEG, CBR and VoIP at a host: counts, losses, delay and jitter by
 * source and module. Pure. It remembers streams for as long as something comes of them.
 */
class GensynSink
{
  public:
    /// Of all streams from a host by a module.
    struct Summary
    {
        /// @return seconds; 0 when nothing came
        double GetMeanDelay() const;
        /// @return seconds: mean difference of the delays of two datagrams in a row
        double GetMeanJitter() const;

        uint64_t streams{0};
        uint64_t packets{0};
        uint64_t bytes{0}; //!< of payload
        uint64_t lost{0};  //!< told from gaps in the numbers: what was lost last is not seen
        double delaySum{0};
        double delayMax{0};
        double jitterSum{0};
        uint64_t pairs{0}; //!< that jitterSum is of
    };

    /// A source, and the module that it sends by.
    using Key = std::pair<Ipv4Address, GensynModule::Type>;

    /**
     * A datagram has come.
     * @param port of its source; those that belong to no module are not counted
     * @param bytes of its payload
     */
    void Receive(Ipv4Address source,
                 uint16_t port,
                 const GensynDatagram& datagram,
                 uint32_t bytes,
                 Time now);

    const std::map<Key, Summary>& GetSummaries() const;
    /// Streams that are remembered.
    std::size_t GetNStreams() const;

  private:
    struct Stream
    {
        uint32_t next{0}; //!< number of the next datagram
        Time delay;       //!< of the last one
        Time last;        //!< when it came
    };

    void Forget(Time now);

    std::map<Key, Summary> m_summaries;
    std::map<std::pair<Ipv4Address, uint16_t>, Stream> m_streams;
    Time m_forgotten; //!< when streams were last forgotten
};

} // namespace ns3

#endif // GENSYN_SINK_H
