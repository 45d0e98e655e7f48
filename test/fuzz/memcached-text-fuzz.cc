/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/memcached-text.h"

#include <algorithm>

using namespace ns3;

namespace
{

/// Feed a parser in pieces.
template <typename Parser, typename Message>
void
Parse(std::string_view input, std::size_t piece)
{
    Parser parser;
    Message message;
    while (!input.empty())
    {
        parser.Add(input.substr(0, piece));
        input.remove_prefix(std::min(piece, input.size()));
        while (parser.Next(message))
        {
        }
    }
}

const FuzzTarget TARGET("memcached-text", [](std::string_view input) {
    const std::size_t pieces[] = {1, 7, 1 << 20};
    const auto choice = TakeChoice(input, 6);
    if (choice < 3)
    {
        Parse<MemcachedCommandParser, MemcachedCommand>(input, pieces[choice]);
    }
    else
    {
        Parse<MemcachedReplyParser, MemcachedReply>(input, pieces[choice - 3]);
    }
    ChooseMemcachedServer(input, 3);
});

} // namespace
