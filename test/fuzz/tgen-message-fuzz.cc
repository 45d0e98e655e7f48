/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/tgen-message.h"

using namespace ns3;

namespace
{

/// @return the header line of a message that travels
std::string_view
HeaderOf(std::string_view message)
{
    message.remove_prefix(TGEN_PASSWORD_LENGTH);
    return message.substr(0, message.find('\n'));
}

/// A line of a peer.
const FuzzTarget TARGET("tgen-message", [](std::string_view input) {
    input = input.substr(0, input.find('\n'));
    TgenCommand command;
    if (ParseTgenCommand(input, command) == TgenStreamError::NONE)
    {
        const auto text = FormatTgenCommand(command);
        TgenCommand copy;
        Expect(ParseTgenCommand(HeaderOf(text), copy) == TgenStreamError::NONE,
               "what we write can be read");
        Expect(FormatTgenCommand(copy) == text, "a copy is the same");
    }
    TgenResponse response;
    ParseTgenResponse(input, response);
    ParseTgenChecksum(input);
    IsTgenFooter(input);
});

} // namespace
