/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_TRACE_HELPER_H
#define FLOW_TRACE_HELPER_H

#include "ns3/application-container.h"
#include "ns3/attribute.h"
#include "ns3/flow-trace-score.h"
#include "ns3/flow-trace.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Installs what it takes to play a trace: a FlowTraceApplication on hosts that do something, a
 * FlowReceiverApplication on those that flows go to, a KeyValueServerApplication on those of the
 * first line. Hosts are found by their names in ns3::Names.
 *
 * Nodes of other ranks of a parallel run are skipped, but counted.
 */
class FlowTraceHelper
{
  public:
    /**
     * @param path a trace (LoadFlowTrace), whose addresses follow its first line and the rule that
     * hN is 10.0.0.N
     * @throw InputError when it is not valid
     */
    explicit FlowTraceHelper(const std::string& path);
    /// For a trace that was read or generated already, and sorted.
    explicit FlowTraceHelper(std::shared_ptr<const FlowTrace> trace);

    /**
     * Set an attribute of the applications that are installed from now on: of players, and where
     * receivers and servers have to agree (ports, sockets), of those too.
     */
    void SetAttribute(const std::string& name, const AttributeValue& value);
    /// The same for FlowReceiverApplication alone.
    void SetReceiverAttribute(const std::string& name, const AttributeValue& value);
    /// The same for KeyValueServerApplication alone.
    void SetServerAttribute(const std::string& name, const AttributeValue& value);

    /**
     * Write logs to a directory that exists: those of the original, @c HOST_iperf.log,
     * @c HOST_iperf_server.log (over UDP) and @c HOST_mc.log, and @c flow-group.HOST.sent.csv
     * and @c flow-group.HOST.received.csv. Without this call there are no logs.
     */
    void SetLogDirectory(const std::string& directory);
    /// The logs of applications, for ResultsHelper::Claim.
    static std::vector<std::string> GetLogFiles(const ApplicationContainer& applications);

    /**
     * InstallReceivers() and InstallPlayers().
     * @throw InputError with every host of the trace that is not in this simulation
     */
    ApplicationContainer Install(const NodeContainer& nodes);
    /// The same for one node. @return the application, or none where the node plays nothing
    ApplicationContainer Install(Ptr<Node> node);
    /// @param nodeName a name in ns3::Names
    ApplicationContainer Install(const std::string& nodeName);

    /// Install what listens on all hosts of the trace that need it and do not have it yet.
    ApplicationContainer InstallReceivers();
    /// Install players on those of the nodes that have something to do.
    ApplicationContainer InstallPlayers(const NodeContainer& nodes);

    /// Nothing is drawn. @return 0
    static int64_t AssignStreams(const NodeContainer& nodes, int64_t stream);

    /// Sum up what was seen on some nodes. @return none when nobody there plays or receives
    static std::optional<FlowTraceScore> Summarize(const NodeContainer& nodes);

  private:
    /// @return by host of the trace
    std::vector<Ptr<Node>> FindNodes() const;

    std::shared_ptr<const FlowTrace> m_trace;
    ObjectFactory m_player;
    ObjectFactory m_receiver;
    ObjectFactory m_server;
    std::string m_logDirectory;
};

} // namespace ns3

#endif // FLOW_TRACE_HELPER_H
