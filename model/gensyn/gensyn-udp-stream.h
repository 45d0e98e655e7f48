/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GENSYN_UDP_STREAM_H
#define GENSYN_UDP_STREAM_H

#include "ns3/event-id.h"
#include "ns3/gensyn-model.h"
#include "ns3/gensyn-port-book.h"
#include "ns3/gensyn-stream.h"
#include "ns3/udp-stream.h"

#include <cstddef>
#include <memory>
#include <optional>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * The modules CBR, VoIP and MPEG: datagrams in one direction for some time.
 *
 * CBR: one size, one interval. VoIP: the same in talk spurts, of which the stream begins with one;
 * each begins a grid of its own. MPEG: at each interval the datagrams of the next frame of a trace,
 * back to back; the trace starts anywhere and over again at its end.
 */
class GensynUdpStream : public GensynStream
{
  public:
    /// Where each thing is drawn; they outlive the stream.
    struct Draws
    {
        UniformSource& talk;    //!< talk spurts
        UniformSource& silence; //!< silences
        UniformSource& trace;   //!< which trace, and where it begins
        UniformSource& offset;  //!< in the trace
    };

    /**
     * @param owner outlives the stream
     * @param model that the module is of
     * @param module what to send
     * @param draws where things are drawn
     */
    GensynUdpStream(Owner& owner,
                    std::shared_ptr<const GensynModel> model,
                    const GensynModule& module,
                    const Draws& draws);
    ~GensynUdpStream() override;

    /**
     * Begin to send, at once.
     * @param node the client
     * @param remote address and port of the server
     * @param port local one, from a range of the module; none when there is none left, which is
     *        told to the owner afterwards
     * @param duration of the stream
     * @param server its index, for the report
     * @param sequence order of start, for the report
     */
    void Begin(Ptr<Node> node,
               const InetSocketAddress& remote,
               std::optional<GensynPortBook::Use> port,
               Time duration,
               uint32_t server,
               uint64_t sequence);

    void Abort() override;
    void Detach() override;
    Report GetReport() const override;
    uint16_t GetUdpPort() const override;

  private:
    void Send();
    void SendDatagram();
    void BeginTalk();
    void Fail(const char* error);
    void Finish();

    std::shared_ptr<const GensynModel> m_model;
    const GensynModule& m_module;
    Draws m_draws;
    UdpStream m_udp;
    uint16_t m_port{0};
    uint16_t m_turn{0};   //!< of the port
    uint32_t m_number{0}; //!< of the next datagram
    const GensynModule::Trace* m_trace{nullptr};
    std::size_t m_frame{0};
    Time m_end;
    Time m_talkEnd;
    EventId m_event;
};

} // namespace ns3

#endif // GENSYN_UDP_STREAM_H
