/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/tgen-socks.h"

using namespace ns3;

namespace
{

void
Serve(std::string_view input, const TgenSocksCredentials& credentials)
{
    TgenSocksServer server(credentials);
    while (!input.empty() && server.GetState() == TgenSocksServer::HANDSHAKE)
    {
        const auto part = input.substr(0, server.GetMissing());
        Expect(!part.empty(), "a server waits for bytes");
        server.Receive(part);
        input.remove_prefix(part.size());
    }
    server.GetTarget();
}

void
Ask(std::string_view input, const TgenSocksTarget& target, const TgenSocksCredentials& credentials)
{
    TgenSocksClient client(target, credentials);
    client.TakeMessage();
    while (!input.empty() && client.GetMissing() > 0)
    {
        const auto part = input.substr(0, client.GetMissing());
        client.Receive(part);
        input.remove_prefix(part.size());
        client.TakeMessage();
    }
    TgenSocksStatusName(client.GetStatus());
}

const FuzzTarget TARGET("tgen-socks", [](std::string_view input) {
    const auto choice = TakeChoice(input, 8);
    TgenSocksCredentials credentials;
    if (choice & 1)
    {
        credentials = {"user", "secret"};
    }
    if (choice & 2)
    {
        Serve(input, credentials);
        return;
    }
    TgenSocksTarget target;
    target.name = choice & 4 ? "server" : "";
    target.port = 80;
    Ask(input, target, credentials);
});

} // namespace
