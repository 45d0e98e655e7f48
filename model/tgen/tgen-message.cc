/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-message.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <strings.h>

namespace ns3
{

const std::string_view TGEN_PASSWORD = "T8nNx9L95LATtckJkR5n";
const std::string_view TGEN_FOOTER = "FIN\n";

namespace
{

const char* const PROTOCOL_VERSION = "2.0";
constexpr int PROTOCOL_MAJOR = 2;

bool
EqualIgnoringCase(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

/// A size as it travels: 0 leaves it to the model, '~' is an explicit zero.
std::string
FormatSize(const std::optional<uint64_t>& size)
{
    return !size ? "0" : *size == 0 ? "~" : std::to_string(*size);
}

uint64_t
ParseNumber(std::string_view text)
{
    return std::strtoull(std::string(text).c_str(), nullptr, 10);
}

std::optional<uint64_t>
ParseSize(std::string_view text)
{
    if (!text.empty() && text[0] == '~')
    {
        return 0;
    }
    const uint64_t size = ParseNumber(text);
    return size == 0 ? std::nullopt : std::optional<uint64_t>(size);
}

/// Call with each key and value of a header line: words at single blanks, split at the first '='.
template <typename Visitor>
void
ForEachPair(std::string_view line, Visitor visit)
{
    while (!line.empty())
    {
        const auto end = std::min(line.find(' '), line.size());
        const auto word = line.substr(0, end);
        const auto equals = word.find('=');
        if (equals != std::string_view::npos)
        {
            visit(word.substr(0, equals), word.substr(equals + 1));
        }
        line.remove_prefix(std::min(end + 1, line.size()));
    }
}

bool
IsVersionSupported(std::string_view version)
{
    return version.find('.') != std::string_view::npos && ParseNumber(version) == PROTOCOL_MAJOR;
}

} // namespace

std::string
FormatTgenCommand(const TgenCommand& command)
{
    std::string text(TGEN_PASSWORD);
    text += " PROTOCOL_VERSION=";
    text += PROTOCOL_VERSION;
    text += " HOSTNAME=" + command.hostname;
    text += " TRANSFER_ID=" + command.transferId;
    text += " SEND_SIZE=" + FormatSize(command.sendSize);
    text += " RECV_SIZE=" + FormatSize(command.recvSize);
    text += " MODEL_NAME=" + command.modelName;
    text += " MODEL_SEED=" + std::to_string(command.modelSeed);
    if (command.modelPath)
    {
        text += " MODEL_MODE=path MODEL_PATH=" + *command.modelPath;
    }
    else
    {
        text += " MODEL_MODE=graphml MODEL_SIZE=" + std::to_string(command.modelSize);
    }
    if (command.recvSchedule)
    {
        text += " RECV_SCHEDULE=" + *command.recvSchedule;
    }
    return text += '\n';
}

std::string
FormatTgenResponse(const std::string& hostname, TgenStreamError code)
{
    std::string text(TGEN_PASSWORD);
    text += " PROTOCOL_VERSION=";
    text += PROTOCOL_VERSION;
    text += " HOSTNAME=" + hostname;
    text += " CODE=";
    text += ToString(code);
    return text += '\n';
}

std::string
FormatTgenChecksum(std::string_view digits)
{
    std::string text("MD5 ");
    text += digits;
    return text += '\n';
}

TgenStreamError
ParseTgenCommand(std::string_view line, TgenCommand& command)
{
    command = TgenCommand();
    std::optional<std::string_view> version;
    std::optional<std::string_view> mode;
    bool hasHostname = false;
    bool hasTransferId = false;
    bool hasSendSize = false;
    bool hasRecvSize = false;
    bool hasModelName = false;
    bool hasModelSeed = false;
    std::optional<uint64_t> modelSize;
    ForEachPair(line, [&](std::string_view key, std::string_view value) {
        if (EqualIgnoringCase(key, "PROTOCOL_VERSION"))
        {
            version = value;
        }
        else if (EqualIgnoringCase(key, "HOSTNAME"))
        {
            command.hostname = value;
            hasHostname = true;
        }
        else if (EqualIgnoringCase(key, "TRANSFER_ID"))
        {
            command.transferId = value;
            hasTransferId = true;
        }
        else if (EqualIgnoringCase(key, "SEND_SIZE"))
        {
            command.sendSize = ParseSize(value);
            hasSendSize = true;
        }
        else if (EqualIgnoringCase(key, "RECV_SIZE"))
        {
            command.recvSize = ParseSize(value);
            hasRecvSize = true;
        }
        else if (EqualIgnoringCase(key, "MODEL_NAME"))
        {
            command.modelName = value;
            hasModelName = true;
        }
        else if (EqualIgnoringCase(key, "MODEL_SEED"))
        {
            command.modelSeed =
                static_cast<uint32_t>(std::min<uint64_t>(ParseNumber(value), UINT32_MAX));
            hasModelSeed = true;
        }
        else if (EqualIgnoringCase(key, "MODEL_MODE"))
        {
            mode = value;
        }
        else if (EqualIgnoringCase(key, "MODEL_PATH"))
        {
            command.modelPath = value;
        }
        else if (EqualIgnoringCase(key, "MODEL_SIZE"))
        {
            modelSize = ParseNumber(value);
        }
        else if (EqualIgnoringCase(key, "RECV_SCHEDULE"))
        {
            command.recvSchedule = value;
        }
    });

    if (version && !IsVersionSupported(*version))
    {
        return TgenStreamError::HEADER_VERSION;
    }
    const bool byPath = mode && EqualIgnoringCase(mode->substr(0, 4), "path");
    if (mode && !byPath && !EqualIgnoringCase(mode->substr(0, 7), "graphml"))
    {
        return TgenStreamError::HEADER_MODELMODE;
    }
    if (!byPath && (!modelSize || *modelSize == 0 || *modelSize > TGEN_MAX_MODEL_SIZE))
    {
        // TGen 1.1.2 says so even when other keys are missing.
        return TgenStreamError::HEADER_MODELSIZE;
    }
    if (!version || !mode || !hasHostname || !hasTransferId || !hasSendSize || !hasRecvSize ||
        !hasModelName || !hasModelSeed || (byPath && !command.modelPath))
    {
        return TgenStreamError::HEADER_INCOMPLETE;
    }
    if (!byPath)
    {
        command.modelPath.reset();
        command.modelSize = *modelSize;
    }
    return TgenStreamError::NONE;
}

TgenStreamError
ParseTgenResponse(std::string_view line, TgenResponse& response)
{
    bool hasVersion = false;
    bool hasHostname = false;
    bool hasCode = false;
    ForEachPair(line, [&](std::string_view key, std::string_view value) {
        if (EqualIgnoringCase(key, "PROTOCOL_VERSION"))
        {
            hasVersion = true;
        }
        else if (EqualIgnoringCase(key, "HOSTNAME"))
        {
            response.hostname = value;
            hasHostname = true;
        }
        else if (EqualIgnoringCase(key, "CODE"))
        {
            response.code = value;
            hasCode = true;
        }
    });
    return hasVersion && hasHostname && hasCode ? TgenStreamError::NONE
                                                : TgenStreamError::HEADER_INCOMPLETE;
}

std::optional<std::string>
ParseTgenChecksum(std::string_view line)
{
    const auto blank = line.find(' ');
    if (blank == std::string_view::npos)
    {
        return std::nullopt;
    }
    auto word = line.substr(blank + 1);
    word = word.substr(0, word.find(' '));
    std::string digits(word);
    for (auto& digit : digits)
    {
        digit = static_cast<char>(std::tolower(static_cast<unsigned char>(digit)));
    }
    return digits;
}

bool
IsTgenFooter(std::string_view line)
{
    return line.size() >= 3 && EqualIgnoringCase(line.substr(0, 3), "FIN");
}

} // namespace ns3
