/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/gensyn-http.h"

#include <algorithm>

using namespace ns3;

namespace
{

const FuzzTarget TARGET("gensyn-http", [](std::string_view input) {
    GensynHttpHead head;
    // In two pieces.
    const auto middle = TakeChoice(input, 256);
    auto state = GensynHttpHead::INCOMPLETE;
    for (auto piece : {input.substr(0, middle), input.substr(std::min(middle, input.size()))})
    {
        if (state == GensynHttpHead::INCOMPLETE)
        {
            state = head.Add(piece);
        }
    }
    Expect(head.GetText().size() <= GensynHttpHead::LARGEST + 1, "a head has a limit");
    if (const auto request = GensynHttpRequest::Parse(head.GetText()))
    {
        const auto copy = GensynHttpRequest::Parse(request->ToText());
        Expect(copy && copy->path == request->path, "what we write can be read");
        ParseGensynPath(request->path);
    }
    if (const auto response = GensynHttpResponse::Parse(head.GetText()))
    {
        const auto copy = GensynHttpResponse::Parse(response->ToText());
        Expect(copy && copy->length == response->length, "what we write can be read");
    }
    ParseGensynPath(input);
});

} // namespace
