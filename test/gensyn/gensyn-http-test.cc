/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/gensyn-http.h"

#include <gtest/gtest.h>
#include <string>

namespace ns3
{

namespace
{

TEST(GensynHttpTest, RequestsAreHttp)
{
    GensynHttpRequest request;
    request.path = "/154000";
    request.host = "server1";
    EXPECT_EQ(request.ToText(),
              "GET /154000 HTTP/1.1\r\nHost: server1\r\nUser-Agent: GenSyn\r\nAccept: */*\r\n"
              "Connection: close\r\n\r\n");
    const auto parsed = GensynHttpRequest::Parse(request.ToText());
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->method, "GET");
    EXPECT_EQ(parsed->path, "/154000");
    EXPECT_EQ(parsed->host, "server1");
}

TEST(GensynHttpTest, ResponsesAreHttp)
{
    GensynHttpResponse response;
    response.length = 154000;
    EXPECT_EQ(response.ToText(),
              "HTTP/1.1 200 OK\r\nServer: content-server\r\n"
              "Content-Type: application/octet-stream\r\nContent-Length: 154000\r\n"
              "Connection: close\r\n\r\n");
    const auto parsed = GensynHttpResponse::Parse(response.ToText());
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->status, 200);
    EXPECT_EQ(parsed->length, 154000U);
}

TEST(GensynHttpTest, ReadsWhatRealServersSay)
{
    const auto response = GensynHttpResponse::Parse("HTTP/1.0 404 File not found\r\n"
                                                    "Server: SimpleHTTP/0.6 Python/3.11.2\r\n"
                                                    "content-length:  335 \r\n\r\n");
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 404);
    EXPECT_EQ(response->length, 335U);
    const auto endless = GensynHttpResponse::Parse("HTTP/1.1 200 OK\r\n\r\n");
    ASSERT_TRUE(endless);
    EXPECT_FALSE(endless->length);
}

TEST(GensynHttpTest, RefusesWhatIsNoHttp)
{
    for (const auto* text : {"",
                             "\r\n\r\n",
                             "HELO there\r\n\r\n",
                             "HTTP/1.1 abc OK\r\n\r\n",
                             "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
                             "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"})
    {
        EXPECT_FALSE(GensynHttpResponse::Parse(text)) << text;
    }
    for (const auto* text : {"", "GET\r\n\r\n", "GET /\r\n\r\n", " / HTTP/1.1\r\n\r\n"})
    {
        EXPECT_FALSE(GensynHttpRequest::Parse(text)) << text;
    }
}

TEST(GensynHttpTest, HeadsComeInAnyPieces)
{
    const std::string text = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    const std::string all = text + "body";
    for (std::size_t size = 1; size <= all.size(); ++size)
    {
        GensynHttpHead head;
        std::string rest;
        auto state = GensynHttpHead::INCOMPLETE;
        for (std::size_t at = 0; at < all.size(); at += size)
        {
            std::string_view bytes = std::string_view(all).substr(at, size);
            if (state == GensynHttpHead::INCOMPLETE)
            {
                state = head.Add(bytes);
            }
            rest += bytes;
        }
        EXPECT_EQ(state, GensynHttpHead::COMPLETE);
        EXPECT_EQ(head.GetText(), text) << size;
        EXPECT_EQ(rest, "body") << size;
    }
}

TEST(GensynHttpTest, HeadsWithoutEndAreGivenUp)
{
    GensynHttpHead head;
    const std::string piece(1000, 'x');
    auto state = GensynHttpHead::INCOMPLETE;
    int pieces = 0;
    for (; state == GensynHttpHead::INCOMPLETE && pieces < 100; ++pieces)
    {
        std::string_view bytes = piece;
        state = head.Add(bytes);
    }
    EXPECT_EQ(state, GensynHttpHead::TOO_LARGE);
    EXPECT_EQ(pieces, 17);
}

TEST(GensynHttpTest, PathsSaySizes)
{
    EXPECT_EQ(ParseGensynPath(MakeGensynPath(154000)), 154000U);
    EXPECT_EQ(ParseGensynPath("/images/2000.gif"), 2000U);
    EXPECT_EQ(ParseGensynPath("/0"), 0U);
    for (const auto* path : {"/", "/index.html", "/-1", "/1e3", ""})
    {
        EXPECT_FALSE(ParseGensynPath(path)) << path;
    }
}

} // namespace

} // namespace ns3
