/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_RECEIVER_APPLICATION_H
#define FLOW_RECEIVER_APPLICATION_H

#include "ns3/event-id.h"
#include "ns3/flow-trace-log.h"
#include "ns3/flow-trace-score.h"
#include "ns3/open-connections.h"
#include "ns3/socket.h"
#include "ns3/tcp-listener.h"
#include "ns3/traced-callback.h"
#include "ns3/traffic-application.h"
#include "ns3/udp-listener.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace ns3
{

/// What came of a flow at its receiver.
struct FlowReceivedReport
{
    bool isUdp{false};             //!< else over TCP
    Ipv4Address source;            //!< address of the sender
    uint16_t sourcePort{0};        //!< port of the sender
    std::optional<Time> accepted;  //!< with TCP
    std::optional<Time> firstByte; //!< received; none: nothing came
    std::optional<Time> lastByte;  //!< received; none: nothing came
    Time end;                      //!< with TCP, of the stream; with UDP, the last byte
    uint64_t bytes{0};             //!< of payload
    uint64_t packets{0};           //!< with UDP
    double throughput{0};          //!< in kbit/s, from the first byte to the end
    bool isComplete{false};        //!< its end was seen
};

/**
 * @ingroup synthetic-traffic
 * Receives flows over TCP and UDP, as traffic_receiver of cs145-projects-tools does, and drops what
 * it receives. It starts no transfers of its own. FlowTraceHelper installs it on the hosts that a
 * trace sends flows to.
 *
 * Packets of UDP from one port are one flow, until none has come for UdpIdleTime.
 */
class FlowReceiverApplication : public TrafficApplication
{
  public:
    /// @return the class and its attributes
    static TypeId GetTypeId();
    FlowReceiverApplication();
    ~FlowReceiverApplication() override;

    /// It draws nothing. @return 0
    int64_t AssignStreams(int64_t stream) override;
    /// Tells of the flows that are open, in the log and by the trace source, and closes the logs.
    void ReportOpenTransfers() override;

    /// Write what was received to this file, a line of comma-separated values each; "" for none.
    void SetLogFile(const std::string& path);
    /// @return "" for none
    const std::string& GetLogFile() const;
    /// Write the original's log of windows to this file, a line each; "" for none.
    void SetWindowLogFile(const std::string& path);
    /// @return "" for none
    const std::string& GetWindowLogFile() const;

    /// @return TCP and UDP port
    uint16_t GetPort() const;
    /// Let flows of UDP with silences of this length be one. @param time is only made longer
    void ExtendUdpIdleTime(Time time);
    /// Flows that are open now.
    std::size_t GetNOpenFlows() const;
    /// Throughputs so far: `received` and `windows`.
    const FlowTraceScore& GetScore() const;

    /// @param report of the flow
    typedef void (*FlowTracedCallback)(const FlowReceivedReport& report);

  protected:
    void DoDispose() override;

  private:
    class Connection;
    using Source = std::pair<Ipv4Address, uint16_t>;

    void StartApplication() override;
    void StopApplication() override;
    void Accept(Ptr<Socket> socket, const InetSocketAddress& client);
    void EndConnection(uint64_t id, bool isComplete);
    void ReceiveDatagram(Ptr<Packet> packet, const InetSocketAddress& source);
    void CountInWindow(uint32_t bytes);
    /// End flows of UDP that have been silent for long.
    void Sweep();
    void EndAll();
    /// @return name of the host that has an address, or the address
    std::string NameOf(Ipv4Address source) const;
    void Report(FlowReceivedReport& report, bool isComplete);

    uint16_t m_port{0};
    Time m_udpIdleTime;
    std::string m_logFile;
    std::string m_windowLogFile;

    TcpListener m_listener;
    UdpListener m_udpListener;
    OpenConnections<Connection> m_connections;
    std::map<Source, FlowReceivedReport> m_udpFlows; //!< open ones
    EventId m_sweep;
    Time m_windowBegin;
    uint64_t m_windowBytes{0};
    FlowTraceLog m_log;
    FlowTraceLog m_windowLog;
    FlowTraceScore m_score;
    TracedCallback<const FlowReceivedReport&> m_flowTrace;
};

} // namespace ns3

#endif // FLOW_RECEIVER_APPLICATION_H
