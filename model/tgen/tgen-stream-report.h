/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_STREAM_REPORT_H
#define TGEN_STREAM_REPORT_H

#include "ns3/inet-socket-address.h"
#include "ns3/nstime.h"
#include "ns3/tgen-stream-state.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Everything that can be said about a stream: what TGen's log prints, in numbers.
 */
struct TgenStreamReport
{
    uint64_t id{0};           //!< order of creation in its application, from 0
    int descriptor{-1};       //!< what the real program's file descriptor would be
    bool isPassive{false};    //!< accepted, not opened
    std::string vertexId;     //!< action that opened it; "passive-stream:<id>" on the server's side
    std::string hostname;     //!< of this side
    std::string peerHostname; //!< what the peer calls itself; empty before it said so

    std::string localName;                             //!< "localhost", or empty when unknown
    InetSocketAddress local{Ipv4Address::GetAny(), 0}; //!< address and port of this side
    std::string remoteName; //!< of the server, or of the client; empty when unknown
    InetSocketAddress remote{Ipv4Address::GetAny(), 0}; //!< address and port of the other side
    std::string proxyName;                  //!< as the config has it; empty: direct connection
    std::optional<InetSocketAddress> proxy; //!< none: direct connection

    TgenTransportState transportState{TgenTransportState::CONNECT}; //!< of connection and proxy
    TgenTransportError transportError{TgenTransportError::NONE};    //!< NONE while all is well
    TgenSendState sendState{TgenSendState::NONE};                   //!< what it sends now
    TgenRecvState recvState{TgenRecvState::NONE};                   //!< what it waits for
    TgenStreamError error{TgenStreamError::NONE};                   //!< NONE while all is well

    std::optional<uint64_t> sendSize; //!< asked for, from this side's view; none: model driven
    std::optional<uint64_t> recvSize; //!< asked for, from this side's view; none: model driven
    uint64_t totalBytesRecv{0};       //!< with headers, checksums and footers, without SOCKS
    uint64_t totalBytesSend{0};       //!< with headers, checksums and footers, without SOCKS
    uint64_t payloadBytesRecv{0};     //!< of payload alone
    uint64_t payloadBytesSend{0};     //!< of payload alone

    Time created;                     //!< before the socket is made
    Time now;                         //!< of this report
    std::optional<Time> socketCreate; //!< these and what follows: simulated time, not since created
    std::optional<Time> socketConnect; //!< connection established
    std::optional<Time> proxyInit;     //!< greeting sent
    std::optional<Time> proxyChoice;   //!< method received
    std::optional<Time> proxyRequest;  //!< request sent
    std::optional<Time> proxyResponse; //!< request granted
    std::optional<Time> command;       //!< client: header and model handed to TCP; server: read
    std::optional<Time> response;      //!< client: read; server: handed to TCP
    std::optional<Time> firstByteRecv; //!< payload
    std::optional<Time> lastByteRecv;  //!< payload
    std::optional<Time> checksumRecv;  //!< MD5 line read
    std::optional<Time> firstByteSend; //!< handed to TCP
    std::optional<Time> lastByteSend;  //!< handed to TCP
    std::optional<Time> checksumSend;  //!< MD5 line handed to TCP

    /// @return whether all was sent and received
    bool IsSuccess() const
    {
        return error == TgenStreamError::NONE && sendState == TgenSendState::SUCCESS &&
               recvState == TgenRecvState::SUCCESS;
    }

    /// Error as tgentools names it: "PROXY-CONNECT", "PROXY-STALLOUT-CONNECT", "READEOF"; or "".
    std::string GetErrorCode() const;
};

} // namespace ns3

#endif // TGEN_STREAM_REPORT_H
