/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_STREAM_H
#define TGEN_STREAM_H

#include "ns3/event-id.h"
#include "ns3/tcp-session.h"
#include "ns3/tgen-action-graph.h"
#include "ns3/tgen-checksum.h"
#include "ns3/tgen-markov-model.h"
#include "ns3/tgen-message.h"
#include "ns3/tgen-socks.h"
#include "ns3/tgen-stream-report.h"

#include <memory>
#include <optional>
#include <string>

namespace ns3
{

/// What all streams of an application have in common.
struct TgenStreamParameters
{
    uint32_t packetSize{1434};    //!< payload bytes of one observation of the packet model
    uint64_t coalescingUs{10000}; //!< gaps up to this long are not kept, microseconds
    TgenPayload::Kind payload{TgenPayload::VIRTUAL}; //!< the same on both sides
    TcpSessionOptions tcp;                           //!< of its socket
};

/// Whom a client talks to, and through whom.
struct TgenRemote
{
    /// A SOCKS5 proxy.
    struct Proxy
    {
        InetSocketAddress address;        //!< where the proxy listens
        std::string name;                 //!< of the proxy
        TgenSocksCredentials credentials; //!< for this stream
    };

    InetSocketAddress address;  //!< where the server listens; 0.0.0.0 when only the proxy knows
    std::string name;           //!< of the server
    std::optional<Proxy> proxy; //!< none: direct connection
};

/**
 * @ingroup synthetic-traffic
 * One stream of TGen's protocol 2.0, client or server: a sending and a receiving state machine
 * over one TCP connection (TGen 1.1.2, tgen-stream.c).
 *
 * Where the real program waits for ever (a direction without size beside one with a size, an
 * explicit zero) a stream goes on: the footer of a sized direction does not wait for a peer whose
 * own size is open, and an open direction beside a sized one ends with the connection.
 */
class TgenStream : private TcpSession::Handler
{
  public:
    /// Whoever runs streams. A stream may be destroyed in none of these calls.
    class Owner
    {
      public:
        virtual ~Owner() = default;
        /// Bytes went through the connection, payload or not.
        virtual void StreamMoved(TgenStream& stream, uint64_t bytesRead, uint64_t bytesWritten) = 0;
        /// Payload moved in an event after which the stream goes on.
        virtual void StreamProgressed(TgenStream& stream) = 0;
        /// The stream entered another state of sending or receiving.
        virtual void StreamChanged(TgenStream& stream) = 0;
        /// Something about the stream that belongs in the log.
        virtual void StreamWarned(TgenStream& stream, const std::string& warning) = 0;
        /// The stream is over; its connection closes after this.
        virtual void StreamEnded(TgenStream& stream, const TgenStreamReport& report) = 0;
        /**
         * The model that a client sent.
         * @throw InputError when it is not valid
         */
        virtual std::shared_ptr<const TgenMarkovModel> ParseModel(const std::string& name,
                                                                  std::string_view graphml) = 0;
        /**
         * The model that a client named by its path.
         * @throw InputError when it cannot be read or is not valid
         */
        virtual std::shared_ptr<const TgenMarkovModel> LoadModel(const std::string& path) = 0;
        /// A letter from a to z, to fill a buffer of payload with.
        virtual char DrawLetter() = 0;
    };

    /**
     * @param owner outlives the stream
     * @param parameters outlive the stream
     * @param id order of creation, from 0
     * @param descriptor number in the place of a file descriptor
     * @param hostname of this end
     */
    TgenStream(Owner& owner,
               const TgenStreamParameters& parameters,
               uint64_t id,
               int descriptor,
               const std::string& hostname);

    /**
     * Be a client.
     * @param node from where
     * @param vertexId of the action
     * @param options sizes and timeouts; its packetModelPath travels in path mode
     * @param model packet model
     * @param seed of the packet model's walk, on both ends
     * @param remote the server
     */
    void Connect(Ptr<Node> node,
                 const std::string& vertexId,
                 const TgenStreamOptions& options,
                 std::shared_ptr<const TgenMarkovModel> model,
                 uint32_t seed,
                 const TgenRemote& remote);

    /**
     * Be a server.
     * @param socket connection that was accepted
     * @param remote the client
     * @param remoteName name of the client's host, or ""
     * @param timeout,stallout 0 disables
     */
    void Accept(Ptr<Socket> socket,
                const InetSocketAddress& remote,
                const std::string& remoteName,
                Time timeout,
                Time stallout);

    /// End the stream when it has taken or stood still for too long. TGen asks at heartbeats only.
    void CheckTimeouts();

    /// Break the stream off. The owner is not told.
    void Destroy();
    /// The same, without a segment to the peer (for the end of a simulation).
    void Detach();

    /// How the stream stands now.
    TgenStreamReport GetReport() const;
    /// @return order of creation in its application, from 0
    uint64_t GetId() const;
    /// @return what the real program's file descriptor would be
    int GetDescriptor() const;
    /// @return whether it was accepted, not opened
    bool IsPassive() const;
    /// @return what it sends now
    TgenSendState GetSendState() const;
    /// @return what it waits for
    TgenRecvState GetRecvState() const;

  private:
    void HandleConnected() override;
    void HandleFailure(TcpSession::Failure failure) override;
    void HandleReceive() override;
    void HandleWritable() override;
    void HandleEndOfStream() override;

    /// Speak with the proxy.
    void Negotiate();
    void HandshakeMoved();
    void SendCommand();
    uint64_t GetPayloadBytes() const;
    void TellProgress(uint64_t before);

    // Sending.
    void Pump();
    bool Flush();
    bool AdvanceSending();
    void WriteBatch();
    void WriteScheduledBatch();
    void Defer(uint64_t delayUs);
    /// What our packets are in the packet model.
    TgenMarkovModel::Observation GetOurs() const;
    /// Whether we have to send a number of bytes at the pace of the packet model.
    bool HasToPace() const;
    void WritePayload(uint64_t size);
    bool IsPayloadWritten() const;
    void ResumeWriting();

    // Receiving.
    void Receive();
    bool AdvanceReceiving();
    bool FillInbox();
    bool TakeLine(std::string& line, std::size_t limit);
    bool ReceivePassword();
    bool ReceiveHeader();
    bool ReceiveModel();
    bool ReceivePayload();
    bool ReceiveChecksum();
    bool ReceiveFooter();
    void TakeCommand(const std::string& line);
    bool TakeSchedule();
    void StartResponse(std::shared_ptr<const TgenMarkovModel> model);
    void Reject(TgenStreamError error);
    void CountPayload(uint64_t size);

    void SetSendState(TgenSendState state);
    void SetRecvState(TgenRecvState state);
    void CompleteIfDone();
    void FailSending(TgenStreamError error);
    void FailReceiving(TgenStreamError error);
    void FailTransport(TgenTransportError error);
    void End(TgenStreamError error);

    Owner& m_owner;
    const TgenStreamParameters& m_parameters;
    TcpSession m_session;
    TgenStreamReport m_report; //!< kept up to date, but for local address and byte totals
    Time m_timeout;
    Time m_stallout;
    std::optional<Time> m_lastProgress; //!< none: nothing has succeeded yet
    bool m_ended{false};
    std::unique_ptr<TgenSocksClient> m_socks; //!< until the proxy has granted our request
    uint64_t m_handshakeRead{0};              //!< bytes of the proxy
    uint64_t m_handshakeWritten{0};

    TgenCommand m_command; //!< client: what it asks for; server: what it was asked for
    std::shared_ptr<const TgenMarkovModel> m_model;
    /// None where it could change nothing: both sizes known and no gaps that would be kept.
    std::unique_ptr<TgenMarkovWalk> m_walk;

    std::shared_ptr<const TgenPacketSchedule> m_schedule; //!< takes the place of a walk
    std::size_t m_schedulePosition{0};
    uint64_t m_scheduleDelayUs{0}; //!< after the batch that is being flushed

    bool m_modelEnded{false};
    uint64_t m_payloadQueued{0}; //!< written to the session
    uint64_t m_payloadBegin{0};  //!< bytes written to the connection before the payload
    uint64_t m_recvExpected{0};  //!< payload that our walk says the peer sends
    uint64_t m_stepsWithoutOurs{0};
    EventId m_deferral; //!< nothing is written while it runs
    TgenChecksum m_sendChecksum;
    TgenChecksum m_recvChecksum;

    std::string m_inbox; //!< bytes read for a line or a model
    std::size_t m_inboxPos{0};
};

} // namespace ns3

#endif // TGEN_STREAM_H
