/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TRAFFIC_APPLICATION_H
#define TRAFFIC_APPLICATION_H

#include "ns3/application.h"
#include "ns3/ns3-compat.h"
#include "ns3/tcp-session-host.h"
#include "ns3/traced-callback.h"
#include "ns3/transfer-record.h"

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * What every application of this module has: a label, sockets, random streams that somebody has
 * to assign, and one trace source that fires once for every transfer it started.
 */
class TrafficApplication : public Application
{
  public:
    /// @return the class and its attributes
    static TypeId GetTypeId();

    /**
     * Fix the random streams of this application.
     * @param stream first stream number to use
     * @return how many were used
     */
    virtual int64_t AssignStreams(int64_t stream) SYNTHETIC_TRAFFIC_ASSIGN_STREAMS_OVERRIDE = 0;

    /**
     * Fire the Transfer trace source, with status OPEN, for every transfer that is still running,
     * and end them. Call it once after Simulator::Run; nothing happens the second time.
     */
    virtual void ReportOpenTransfers() = 0;

    /**
     * @param record what happened
     */
    typedef void (*TransferTracedCallback)(const TransferRecord& record);

  protected:
    /// No application uses more random streams.
    static constexpr int64_t MOST_STREAMS = 64;

    /**
     * Stream numbers for an application whose user assigned none: by its node and its place on the
     * node, so that neither other modules nor the number of ranks have a say in it, and far from
     * what users write and from what ns-3 hands out by itself.
     * @return the first one of MOST_STREAMS
     */
    int64_t GetDefaultStream() const;
    /// Name of the node in ns3::Names, or "node<id>" when it has none.
    std::string GetHostName() const;

    /// @return what the attributes say about sockets
    TcpSessionOptions GetSessionOptions(bool nagle) const;

    TracedCallback<const TransferRecord&> m_transferTrace; //!< fired once for each transfer
    std::string m_label;                                   //!< attribute Label

  private:
    Time m_maxSegLifetime;
    bool m_copySockets{true};
};

} // namespace ns3

#endif // TRAFFIC_APPLICATION_H
