/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/memcached-text.h"

#include <gtest/gtest.h>
#include <map>

namespace ns3
{

namespace
{

TEST(MemcachedText, CommandsAreThoseOfTheProtocol)
{
    EXPECT_EQ(MakeMemcachedSet("key", "value"), "set key 0 0 5\r\nvalue\r\n");
    EXPECT_EQ(MakeMemcachedGet("key"), "get key\r\n");
}

/// All commands in a text that comes in pieces of a size, one word each.
std::vector<std::string>
Read(const std::string& text, std::size_t size)
{
    MemcachedCommandParser parser;
    std::vector<std::string> commands;
    for (std::size_t i = 0; i < text.size(); i += size)
    {
        parser.Add(std::string_view(text).substr(i, size));
        MemcachedCommand command;
        while (parser.Next(command))
        {
            std::string keys;
            for (const auto& key : command.keys)
            {
                keys += " " + key;
            }
            switch (command.kind)
            {
            case MemcachedCommand::SET:
                commands.push_back("set" + keys + " " + std::to_string(command.flags) + " [" +
                                   command.value + "]" + (command.noReply ? " noreply" : ""));
                break;
            case MemcachedCommand::GET:
                commands.push_back("get" + keys);
                break;
            case MemcachedCommand::QUIT:
                commands.push_back("quit");
                break;
            case MemcachedCommand::UNKNOWN:
                commands.push_back("unknown");
                break;
            case MemcachedCommand::BAD:
                commands.push_back("bad: " + command.error);
                break;
            case MemcachedCommand::TOO_LARGE:
                commands.push_back("too large");
                break;
            }
        }
    }
    return commands;
}

TEST(MemcachedText, CommandsAreReadInPiecesOfAnySize)
{
    const std::string text = "set a 0 0 5\r\nvalue\r\n"
                             "get a\r\n"
                             "set b 7 100 0 noreply\r\n\r\n"
                             "get a b  c\r\n"
                             "set c 0 0 4\r\n\r\n\r\n\r\n"
                             "delete a\r\n"
                             "\r\n"
                             "get\r\n"
                             "set d 0 0 x\r\n"
                             "set d 0 0 3\r\nlong\r\n"
                             "set d 0 0 -1\r\n"
                             "get a\n"
                             "quit\r\n";
    const std::vector<std::string> expected{"set a 0 [value]",
                                            "get a",
                                            "set b 7 [] noreply",
                                            "get a b c",
                                            "set c 0 [\r\n\r\n]",
                                            "unknown",
                                            "unknown",
                                            "unknown",
                                            "bad: bad command line format",
                                            "bad: bad data chunk",
                                            "unknown",
                                            "bad: bad command line format",
                                            "get a",
                                            "quit"};
    EXPECT_EQ(Read(text, text.size()), expected);
    for (const std::size_t size : {1, 2, 3, 7, 64})
    {
        EXPECT_EQ(Read(text, size), expected) << size;
    }
}

TEST(MemcachedText, WhatIsTooLargeIsPassedOver)
{
    const std::string huge(MemcachedCommandParser::MAX_VALUE + 1, 'x');
    const auto text = "set a 0 0 " + std::to_string(huge.size()) + "\r\n" + huge + "\r\nget a\r\n";
    for (const std::size_t size : {std::size_t{1448}, text.size()})
    {
        EXPECT_EQ(Read(text, size), (std::vector<std::string>{"too large", "get a"}));
    }
    EXPECT_EQ(Read("get " + std::string(251, 'k') + "\r\n", 9000),
              std::vector<std::string>{"bad: bad command line format"});
    EXPECT_EQ(Read(std::string(8193, 'k'), 8193), std::vector<std::string>{"bad: line too long"});
}

/// All replies in a text that comes in pieces of a size, one word each.
std::vector<std::string>
ReadReplies(const std::string& text, std::size_t size)
{
    MemcachedReplyParser parser;
    std::vector<std::string> replies;
    for (std::size_t i = 0; i < text.size(); i += size)
    {
        parser.Add(std::string_view(text).substr(i, size));
        MemcachedReply reply;
        while (parser.Next(reply))
        {
            const std::map<MemcachedReply::Kind, std::string> names{
                {MemcachedReply::STORED, "stored"},
                {MemcachedReply::VALUE, "value"},
                {MemcachedReply::END, "end"},
                {MemcachedReply::ERROR, "error"}};
            replies.push_back(names.at(reply.kind) + " " + reply.key + " [" + reply.value + "]");
        }
    }
    EXPECT_EQ(parser.GetUnused(), 0U);
    return replies;
}

TEST(MemcachedText, RepliesAreReadInPiecesOfAnySize)
{
    const std::string text = "STORED\r\n"
                             "VALUE a 0 5\r\nvalue\r\nEND\r\n"
                             "END\r\n"
                             "VALUE b 7 4\r\n\r\n\r\n\r\nEND\r\n"
                             "VALUE c 0 0\r\n\r\nEND\r\n"
                             "ERROR\r\n"
                             "SERVER_ERROR object too large for cache\r\n";
    const std::vector<std::string> expected{"stored  []",
                                            "value a [value]",
                                            "end  []",
                                            "value b [\r\n\r\n]",
                                            "value c []",
                                            "error  [ERROR]",
                                            "error  [SERVER_ERROR object too large for cache]"};
    for (const std::size_t size : {std::size_t{1}, std::size_t{2}, std::size_t{5}, text.size()})
    {
        EXPECT_EQ(ReadReplies(text, size), expected) << size;
    }
}

TEST(MemcachedText, RepliesThatAreTooLargeAreErrors)
{
    // A server that never ends its line, and one that announces what no item holds.
    const std::string endless(10'000, 'x');
    EXPECT_EQ(ReadReplies(endless + "\r\nEND\r\n", endless.size()),
              (std::vector<std::string>{"error  [line too long]", "error  []", "end  []"}));
    EXPECT_EQ(ReadReplies("VALUE a 0 4000000000\r\nEND\r\n", 1),
              (std::vector<std::string>{"error  [VALUE a 0 4000000000]", "end  []"}));
}

TEST(MemcachedText, KeysGoToServersAsInPythonMemcached)
{
    // zlib.crc32 of Python: b"abcde" 0x8587d865, b"" 0.
    EXPECT_EQ(ChooseMemcachedServer("abcde", 1000000), 0x8587U & 0x7fff);
    EXPECT_EQ(ChooseMemcachedServer("", 1000), 1U);
    EXPECT_EQ(ChooseMemcachedServer("abcde", 3), (0x8587U & 0x7fff) % 3);
    EXPECT_EQ(ChooseMemcachedServer("abcde", 1), 0U);
}

} // namespace

} // namespace ns3
