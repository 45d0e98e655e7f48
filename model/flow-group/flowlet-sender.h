/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOWLET_SENDER_H
#define FLOWLET_SENDER_H

#include "ns3/data-rate.h"
#include "ns3/event-id.h"
#include "ns3/flow-trace.h"
#include "ns3/flowlet-schedule.h"
#include "ns3/inet-socket-address.h"
#include "ns3/node.h"
#include "ns3/tcp-session.h"
#include "ns3/transfer-record.h"
#include "ns3/udp-port-book.h"
#include "ns3/udp-stream.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3
{

/// How flows are sent.
struct FlowletSenderOptions
{
    bool isUdp{false};         //!< else over TCP
    uint32_t writeSize{1400};  //!< bytes
    DataRate rate;             //!< while a flowlet lasts; 0 for none, with TCP only
    Time lead;                 //!< what a flow has for its connection
    Time portRest;             //!< of a port of UDP after its flow
    TcpSessionOptions session; //!< of flows over TCP
};

/// What became of a flow at its sender.
struct FlowletReport
{
    uint64_t number{0};            //!< among the flows of its host, in the order of their start
    uint64_t id{0};                //!< among its transfers
    FlowTrace::Flow flow{};        //!< as the trace says
    bool isUdp{false};             //!< else over TCP
    uint16_t localPort{0};         //!< of the sender; 0: it got none
    Time start;                    //!< of the flow, after the connection
    std::optional<Time> connected; //!< with TCP; usually before the start
    Time end;                      //!< the close, or the end of the simulation
    uint64_t writes{0};            //!< that the socket took
    uint64_t flowlets{0};          //!< times that it began to send
    uint64_t bytes{0};             //!< that the socket took
    double throughput{0};          //!< in kbit/s, as the original computes it
    TransferRecord::Status status{TransferRecord::OPEN}; //!< of its transfer
    std::string error;                                   //!< of its transfer
};

/**
 * @ingroup synthetic-traffic
 * One flow of flowlets over TCP or UDP, from its launch ahead of its start to the close.
 *
 * A connection has the time of the lead, from the launch on. A flow that starts at the very
 * beginning of a simulation cannot be launched ahead: what it writes within that time waits for the
 * connection, so that it is as long as any other. Afterwards a flow stands still until it is
 * connected.
 */
class FlowletSender : private TcpSession::Handler
{
  public:
    /// Whoever started a flow.
    class Owner
    {
      public:
        virtual ~Owner() = default;
        /// It is over; it may be destroyed as soon as this has returned.
        virtual void FlowEnded(FlowletSender& sender) = 0;
    };

    /**
     * @param owner outlives this
     * @param report who it is: number, id, flow and start
     * @param options outlive this
     */
    FlowletSender(Owner& owner, const FlowletReport& report, const FlowletSenderOptions& options);
    ~FlowletSender() override;

    /**
     * Connect; the flow starts at its time.
     * @param node from where
     * @param remote where to
     */
    void Launch(Ptr<Node> node, const InetSocketAddress& remote);
    /// End it now, without a word to the owner. @param status,error say so in the report
    void Break(TransferRecord::Status status, const std::string& error);
    /// The simulation is over: touch no socket.
    void Detach();

    /// What is known by now; complete when it is over.
    const FlowletReport& GetReport() const;

  private:
    // TcpSession::Handler.
    void HandleConnected() override;
    void HandleFailure(TcpSession::Failure failure) override;
    void HandleReceive() override;
    void HandleWritable() override;
    void HandleEndOfStream() override;

    void GoOn();
    void Step();
    void Write(uint32_t bytes);
    void Pause();
    void Finish(TransferRecord::Status status, const std::string& error);
    void Release();
    void UpdateReport();

    Owner& m_owner;
    const FlowletSenderOptions& m_options;
    FlowletReport m_report;
    FlowletSchedule m_schedule;
    std::optional<TcpSession> m_session; //!< with TCP
    UdpStream m_datagrams;               //!< with UDP
    Ptr<UdpPortBook> m_ports;            //!< with UDP
    bool m_hasRoute{false};              //!< with UDP
    DataRate m_rate;                     //!< of writes; 0 for no pauses
    Time m_connectBy;                    //!< until then, writes need no connection
    bool m_isStuck{false};               //!< until there is a connection
    bool m_isWriting{false};             //!< until the socket has taken all
    bool m_isEnding{false};              //!< when the socket has taken all
    uint32_t m_written{0};               //!< bytes of the last write
    EventId m_event;
};

} // namespace ns3

#endif // FLOWLET_SENDER_H
