/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_MESSAGE_H
#define TGEN_MESSAGE_H

#include "ns3/tgen-stream-state.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ns3
{

/**
 * The bytes of TGen's stream protocol 2.0 (TGen 1.1.2, tgen-stream.c), apart from payload and from
 * the connection that carries them. Lines end in one '\n'.
 */

/// What every stream begins with, in both directions; a blank follows.
extern const std::string_view TGEN_PASSWORD;
/// Length of the password and the byte after it.
constexpr std::size_t TGEN_PASSWORD_LENGTH = 21;
/// The last line of a direction whose size is known.
extern const std::string_view TGEN_FOOTER;
/// The greatest model that a server takes, bytes.
constexpr uint64_t TGEN_MAX_MODEL_SIZE = 10 * 1024 * 1024;

/// What a client asks for. Sizes are from the client's point of view.
struct TgenCommand
{
    std::string hostname;                 //!< what the client calls itself
    std::string transferId;               //!< vertex id
    std::optional<uint64_t> sendSize;     //!< bytes; none: the packet model decides
    std::optional<uint64_t> recvSize;     //!< bytes; none: the packet model decides
    std::string modelName;                //!< file name without folders, or internal-packet-model
    uint32_t modelSeed{0};                //!< of the walk, the same on both sides
    std::optional<std::string> modelPath; //!< path mode: where the server finds the model
    uint64_t modelSize{0};                //!< otherwise: bytes of GraphML after the header
    /// When the server sends its packets (TgenPacketSchedule). The key is an addition of ours; the
    /// real program ignores keys that it does not know.
    std::optional<std::string> recvSchedule;
};

/// What a server answers.
struct TgenResponse
{
    std::string hostname; //!< what the server calls itself
    std::string code;     //!< NONE, or the name of a TgenStreamError
};

/// @return password, blank, header line
std::string FormatTgenCommand(const TgenCommand& command);
/// @return password, blank, header line
std::string FormatTgenResponse(const std::string& hostname, TgenStreamError code);
/// @param digits 32 hexadecimal digits
std::string FormatTgenChecksum(std::string_view digits);

/**
 * Read a client's header line.
 * @param line without password and '\n'
 * @param[out] command what it says
 * @return NONE, HEADER_INCOMPLETE, HEADER_VERSION, HEADER_MODELMODE or HEADER_MODELSIZE
 */
TgenStreamError ParseTgenCommand(std::string_view line, TgenCommand& command);

/**
 * Read a server's header line.
 * @param line without password and '\n'
 * @param[out] response what it says
 * @return NONE or HEADER_INCOMPLETE
 */
TgenStreamError ParseTgenResponse(std::string_view line, TgenResponse& response);

/**
 * Read a checksum line.
 * @param line without '\n'
 * @return its digits in lower case; none when it is no such line
 */
std::optional<std::string> ParseTgenChecksum(std::string_view line);

/// @return whether a line (without '\n') is the footer: it begins with FIN in any case
bool IsTgenFooter(std::string_view line);

} // namespace ns3

#endif // TGEN_MESSAGE_H
