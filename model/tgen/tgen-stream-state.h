/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_STREAM_STATE_H
#define TGEN_STREAM_STATE_H

#include <cstdint>

namespace ns3
{

/// Where the sending half of a stream is (tgen-stream.c).
enum class TgenSendState : uint8_t
{
    NONE,
    COMMAND,  //!< client: header and model
    RESPONSE, //!< server
    PAYLOAD,
    CHECKSUM,
    FOOTER,
    FLUSH,
    SUCCESS,
    ERROR
};

/// Where the receiving half of a stream is (tgen-stream.c).
enum class TgenRecvState : uint8_t
{
    NONE,
    AUTHENTICATE,
    HEADER,
    MODEL, //!< server
    PAYLOAD,
    CHECKSUM,
    FOOTER,
    SUCCESS,
    ERROR
};

/// Why a stream failed (tgen-stream.c); also the CODE of a server's response.
enum class TgenStreamError : uint8_t
{
    NONE,
    AUTH,
    HEADER,
    HEADER_INCOMPLETE,
    HEADER_VERSION,
    HEADER_MODELMODE,
    HEADER_MODELPATH,
    HEADER_MODELSIZE,
    MODEL,
    CHECKSUM,
    FOOTER,
    READ,
    WRITE,
    READEOF,
    WRITEEOF,
    TIMEOUT,
    STALLOUT,
    PROXY,
    MISC
};

/// Where the transport below a stream is (tgen-transport.c).
enum class TgenTransportState : uint8_t
{
    CONNECT,
    INIT,
    CHOICE,
    REQUEST,
    AUTH_REQUEST,
    AUTH_RESPONSE,
    RESPONSE_STATUS,
    RESPONSE_TYPE,
    RESPONSE_IPV4,
    RESPONSE_NAMELEN,
    RESPONSE_NAME,
    SUCCESS_OPEN,
    SUCCESS_EOF,
    ERROR
};

/// Why a transport failed (tgen-transport.c).
enum class TgenTransportError : uint8_t
{
    NONE,
    CONNECT,
    CHOICE,
    AUTH,
    ADDR,
    VERSION,
    STATUS,
    WRITE,
    READ,
    STALLOUT,
    TIMEOUT,
    MISC
};

/// Names as they stand in TGen's log.
const char* ToString(TgenSendState state);
const char* ToString(TgenRecvState state);
const char* ToString(TgenStreamError error);
const char* ToString(TgenTransportState state);
const char* ToString(TgenTransportError error);

} // namespace ns3

#endif // TGEN_STREAM_STATE_H
