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
    uint64_t id{0};        //!< order of creation in its application, from 0
    int descriptor{-1};    //!< what the real program's file descriptor would be
    bool isPassive{false}; //!< accepted, not opened
    std::string vertexId;  //!< action that opened it; "passive-stream:<id>" on the server's side
    std::string hostname;
    std::string peerHostname; //!< what the peer calls itself; empty before it said so

    std::string localName; //!< "localhost", or empty when unknown
    InetSocketAddress local{Ipv4Address::GetAny(), 0};
    std::string remoteName;
    InetSocketAddress remote{Ipv4Address::GetAny(), 0};
    std::string proxyName;
    std::optional<InetSocketAddress> proxy; //!< none: direct connection

    TgenTransportState transportState{TgenTransportState::CONNECT};
    TgenTransportError transportError{TgenTransportError::NONE};
    TgenSendState sendState{TgenSendState::NONE};
    TgenRecvState recvState{TgenRecvState::NONE};
    TgenStreamError error{TgenStreamError::NONE};

    std::optional<uint64_t> sendSize; //!< asked for, from this side's view; none: model driven
    std::optional<uint64_t> recvSize;
    uint64_t totalBytesRecv{0}; //!< with headers, checksums and footers, without SOCKS
    uint64_t totalBytesSend{0};
    uint64_t payloadBytesRecv{0};
    uint64_t payloadBytesSend{0};

    Time created;                     //!< before the socket is made
    Time now;                         //!< of this report
    std::optional<Time> socketCreate; //!< these and what follows: simulated time, not since created
    std::optional<Time> socketConnect; //!< connection established
    std::optional<Time> proxyInit;
    std::optional<Time> proxyChoice;
    std::optional<Time> proxyRequest;
    std::optional<Time> proxyResponse;
    std::optional<Time> command;  //!< client: header and model handed to TCP; server: read
    std::optional<Time> response; //!< client: read; server: handed to TCP
    std::optional<Time> firstByteRecv;
    std::optional<Time> lastByteRecv;
    std::optional<Time> checksumRecv;
    std::optional<Time> firstByteSend; //!< handed to TCP
    std::optional<Time> lastByteSend;
    std::optional<Time> checksumSend;

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
