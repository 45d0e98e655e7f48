/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_TRACE_APPLICATION_H
#define FLOW_TRACE_APPLICATION_H

#include "ns3/data-rate.h"
#include "ns3/deferred-deletion.h"
#include "ns3/event-id.h"
#include "ns3/flow-trace-log.h"
#include "ns3/flow-trace-score.h"
#include "ns3/flow-trace.h"
#include "ns3/flowlet-sender.h"
#include "ns3/key-value-client.h"
#include "ns3/traced-callback.h"
#include "ns3/traffic-application.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Plays the events of one host of a trace, as the players of cs145-projects-tools@45020f8 do:
 * traffic_sender for flows, memcached_client.py for key-value requests. The times of the trace
 * count from the start of the application.
 *
 * Each flow is launched a second ahead of its start, and then follows FlowletSchedule. Requests are
 * made one after another, each at its time or as soon as the one before is over.
 *
 * Who receives are FlowReceiverApplication and KeyValueServerApplication; FlowTraceHelper installs
 * all of them.
 */
class FlowTraceApplication : public TrafficApplication,
                             private FlowletSender::Owner,
                             private KeyValueClient::Owner
{
  public:
    /// What flows go over.
    enum Protocol
    {
        TCP,
        UDP
    };

    /// @return the class and its attributes
    static TypeId GetTypeId();
    FlowTraceApplication();
    ~FlowTraceApplication() override;

    /// What to play; sorted. Call it before the application starts.
    void SetTrace(std::shared_ptr<const FlowTrace> trace);
    /// Write what was sent to this file, a line of comma-separated values each; "" for none.
    void SetLogFile(const std::string& path);
    /// @return "" for none
    const std::string& GetLogFile() const;
    /// Write the original's log of throughputs to this file, kbit/s a line; "" for none.
    void SetThroughputLogFile(const std::string& path);
    /// @return "" for none
    const std::string& GetThroughputLogFile() const;
    /// Write the original's log of latencies to this file, microseconds a line; "" for none.
    void SetLatencyLogFile(const std::string& path);
    /// @return "" for none
    const std::string& GetLatencyLogFile() const;

    /// It draws nothing. @return 0
    int64_t AssignStreams(int64_t stream) override;
    void ReportOpenTransfers() override;

    /// @return what flows go over
    Protocol GetProtocol() const;
    /// Flows that are open now.
    std::size_t GetNOpenFlows() const;
    /// Requests that are open now.
    std::size_t GetNOpenRequests() const;
    /// Throughputs and latencies so far: `sent` and `latency`.
    const FlowTraceScore& GetScore() const;

    /// @param report of the flow
    typedef void (*FlowTracedCallback)(const FlowletReport& report);
    /// @param report of the request
    typedef void (*RequestTracedCallback)(const KeyValueReport& report);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;

    // FlowletSender::Owner.
    void FlowEnded(FlowletSender& sender) override;
    // KeyValueClient::Owner.
    void RequestEnded(const KeyValueReport& report) override;

    void LaunchFlows();
    void Launch(const FlowTrace::Flow& flow);
    void MakeRequests();
    /// End what is open. @param status,error say so in the records
    void EndAll(TransferRecord::Status status, const std::string& error);
    Ipv4Address AddressOf(uint32_t host);
    void RecordFlow(const FlowletReport& report);
    void RecordRequest(const KeyValueReport& report);

    // Configuration.
    std::shared_ptr<const FlowTrace> m_trace;
    Protocol m_protocol{TCP};
    DataRate m_tcpRate;
    DataRate m_udpRate;
    uint32_t m_writeSize{0};
    uint16_t m_port{0};
    uint16_t m_keyValuePort{0};
    Time m_lead;
    uint32_t m_inFlight{1};
    bool m_nagle{false};
    std::string m_logFile;
    std::string m_throughputLogFile;
    std::string m_latencyLogFile;

    // State.
    Time m_begin; //!< from when the times of the trace count
    std::string m_hostname;
    FlowletSenderOptions m_senderOptions;
    FlowTrace::Places m_flows{nullptr, nullptr};                  //!< that are to come
    FlowTrace::Places m_requests{nullptr, nullptr};               //!< the same
    std::map<uint64_t, std::unique_ptr<FlowletSender>> m_senders; //!< open ones, by id
    std::optional<KeyValueClient> m_client;
    DeferredDeletion<FlowletSender> m_dead;
    std::map<uint32_t, Ipv4Address> m_addresses; //!< of hosts, as they are found
    EventId m_nextFlow;
    EventId m_nextRequest;
    uint64_t m_nextId{0};
    uint64_t m_nFlows{0};
    uint64_t m_nRequests{0};
    FlowTraceLog m_log;
    FlowTraceValueLog m_throughputLog;
    FlowTraceValueLog m_latencyLog;
    FlowTraceScore m_score;
    TracedCallback<const FlowletReport&> m_flowTrace;
    TracedCallback<const KeyValueReport&> m_requestTrace;
};

} // namespace ns3

#endif // FLOW_TRACE_APPLICATION_H
