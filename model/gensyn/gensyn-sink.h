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
 * source and module. Pure. Of each port of a source it remembers the last stream, however long
 * that is silent: nothing says that a stream is over but the next one.
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

        uint64_t streams{0}; //!< of which something came
        uint64_t packets{0}; //!< that came
        uint64_t bytes{0};   //!< of payload
        uint64_t lost{0};    //!< gaps in the numbers of a stream: its last ones are not seen
        double delaySum{0};  //!< seconds
        double delayMax{0};  //!< seconds
        double jitterSum{0}; //!< seconds, of differences between two delays in a row
        uint64_t pairs{0};   //!< that jitterSum is of
    };

    /// A source, and the module that it sends by.
    using Key = std::pair<Ipv4Address, GensynModule::Type>;

    /**
     * A datagram has come.
     * @param source address of the sender
     * @param port of its source; those that belong to no module are not counted
     * @param datagram what it begins with
     * @param bytes of its payload
     * @param now simulated time
     */
    void Receive(Ipv4Address source,
                 uint16_t port,
                 const GensynDatagram& datagram,
                 uint32_t bytes,
                 Time now);

    /// @return by source and module, in their order
    const std::map<Key, Summary>& GetSummaries() const;
    /// Streams that are remembered: at most one for each port of a source.
    std::size_t GetNStreams() const;

  private:
    struct Stream
    {
        uint16_t turn{0};
        uint32_t next{0}; //!< number of the next datagram
        uint32_t gaps{0}; //!< datagrams that did not come so far
        Time delay;       //!< of the last one
    };

    std::map<Key, Summary> m_summaries;
    std::map<std::pair<Ipv4Address, uint16_t>, Stream> m_streams;
};

} // namespace ns3

#endif // GENSYN_SINK_H
