/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-stream-state.h"

namespace ns3
{

const char*
ToString(TgenSendState state)
{
    static const char* const names[] = {"SEND_NONE",
                                        "SEND_COMMAND",
                                        "SEND_RESPONSE",
                                        "SEND_PAYLOAD",
                                        "SEND_CHECKSUM",
                                        "SEND_FOOTER",
                                        "SEND_FLUSH",
                                        "SEND_SUCCESS",
                                        "SEND_ERROR"};
    return names[static_cast<int>(state)];
}

const char*
ToString(TgenRecvState state)
{
    static const char* const names[] = {"RECV_NONE",
                                        "RECV_AUTHENTICATE",
                                        "RECV_HEADER",
                                        "RECV_MODEL",
                                        "RECV_PAYLOAD",
                                        "RECV_CHECKSUM",
                                        "RECV_FOOTER",
                                        "RECV_SUCCESS",
                                        "RECV_ERROR"};
    return names[static_cast<int>(state)];
}

const char*
ToString(TgenStreamError error)
{
    static const char* const names[] = {"NONE",
                                        "AUTH",
                                        "HEADER",
                                        "HEADER_INCOMPLETE",
                                        "HEADER_VERSION",
                                        "HEADER_MODELMODE",
                                        "HEADER_MODELPATH",
                                        "HEADER_MODELSIZE",
                                        "MODEL",
                                        "CHECKSUM",
                                        "FOOTER",
                                        "READ",
                                        "WRITE",
                                        "READEOF",
                                        "WRITEEOF",
                                        "TIMEOUT",
                                        "STALLOUT",
                                        "PROXY",
                                        "MISC"};
    return names[static_cast<int>(error)];
}

const char*
ToString(TgenTransportState state)
{
    static const char* const names[] = {"CONNECT",
                                        "INIT",
                                        "CHOICE",
                                        "REQUEST",
                                        "AUTH_REQUEST",
                                        "AUTH_RESPONSE",
                                        "RESPONSE_STATUS",
                                        "RESPONSE_TYPE",
                                        "RESPONSE_IPV4",
                                        "RESPONSE_NAMELEN",
                                        "RESPONSE_NAME",
                                        "SUCCESS_OPEN",
                                        "SUCCESS_EOF",
                                        "ERROR"};
    return names[static_cast<int>(state)];
}

const char*
ToString(TgenTransportError error)
{
    static const char* const names[] = {"NONE",
                                        "CONNECT",
                                        "CHOICE",
                                        "AUTH",
                                        "ADDR",
                                        "VERSION",
                                        "STATUS",
                                        "WRITE",
                                        "READ",
                                        "STALLOUT",
                                        "TIMEOUT",
                                        "MISC"};
    return names[static_cast<int>(error)];
}

} // namespace ns3
