/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GENSYN_STREAM_H
#define GENSYN_STREAM_H

#include "ns3/gensyn-population.h"
#include "ns3/inet-socket-address.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <optional>
#include <utility>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * An interface module at work for a user in a communication state. It is one transfer.
 */
class GensynStream : public GensynPopulation::Communication
{
  public:
    /// Whoever runs streams. A stream may be destroyed in none of these calls.
    class Owner
    {
      public:
        virtual ~Owner() = default;
        /// The stream has ended by itself. @param stream it @param error null when all went well
        virtual void StreamEnded(GensynStream& stream, const char* error) = 0;
    };

    /// What a row of the transfer table is made of.
    struct Report
    {
        uint64_t sequence{0};                   //!< order of start on the host
        uint32_t server{0};                     //!< index among the servers of the application
        std::optional<uint64_t> requestedBytes; //!< of payload; none: the time is the limit
        uint64_t sentBytes{0};                  //!< of payload
        uint64_t receivedBytes{0};              //!< of payload
        Time start;                             //!< a user began to communicate
        std::optional<Time> connect;            //!< of its (first) connection
        std::optional<Time> firstByte;          //!< of payload, received
        std::optional<Time> lastByte;           //!< of payload, received
    };

    /// @param owner outlives the stream
    explicit GensynStream(Owner& owner);
    virtual ~GensynStream();
    GensynStream(const GensynStream&) = delete;
    GensynStream& operator=(const GensynStream&) = delete;

    /// Break off. The owner is not told.
    virtual void Abort() = 0;
    /// The same, without a segment to anybody (for the end of a simulation).
    virtual void Detach() = 0;
    /// @return how it stands now
    virtual Report GetReport() const = 0;
    /// Local UDP port; 0 for none.
    virtual uint16_t GetUdpPort() const;

    /// When it is given up, and an order among those of the same time; 0 for never.
    using Deadline = std::pair<Time, uint64_t>;

  protected:
    Owner& m_owner;  //!< told of the end
    Report m_report; //!< what GetReport() gives

  private:
    friend class GensynPatience;

    Deadline m_deadline{Time(0), 0};
};

} // namespace ns3

#endif // GENSYN_STREAM_H
