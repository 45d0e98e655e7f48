/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-message.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

TgenCommand
MakeCommand()
{
    TgenCommand command;
    command.hostname = "vm";
    command.transferId = "stream";
    command.sendSize = 1024;
    command.recvSize = 5120;
    command.modelName = "internal-packet-model";
    command.modelSeed = 1608637542;
    command.modelSize = 1970;
    return command;
}

const std::string COMPLETE =
    "PROTOCOL_VERSION=2.0 HOSTNAME=a TRANSFER_ID=b SEND_SIZE=1 RECV_SIZE=2 "
    "MODEL_NAME=c MODEL_SEED=3 MODEL_MODE=graphml MODEL_SIZE=4";

/// COMPLETE without the word that has this key.
std::string
Without(const std::string& key)
{
    auto line = COMPLETE;
    const auto begin = line.find(key + "=");
    const auto end = line.find(' ', begin);
    return line.erase(begin, end == std::string::npos ? end : end - begin + 1);
}

TgenStreamError
Parse(const std::string& line)
{
    TgenCommand command;
    return ParseTgenCommand(line, command);
}

TEST(TgenMessageTest, CommandInGraphmlMode)
{
    EXPECT_EQ(FormatTgenCommand(MakeCommand()),
              "T8nNx9L95LATtckJkR5n PROTOCOL_VERSION=2.0 HOSTNAME=vm TRANSFER_ID=stream "
              "SEND_SIZE=1024 RECV_SIZE=5120 MODEL_NAME=internal-packet-model "
              "MODEL_SEED=1608637542 MODEL_MODE=graphml MODEL_SIZE=1970\n");
}

TEST(TgenMessageTest, CommandInPathModeWithOpenAndZeroSizes)
{
    auto command = MakeCommand();
    command.sendSize.reset();
    command.recvSize = 0;
    command.modelPath = "a/b.graphml";
    EXPECT_EQ(FormatTgenCommand(command),
              "T8nNx9L95LATtckJkR5n PROTOCOL_VERSION=2.0 HOSTNAME=vm TRANSFER_ID=stream "
              "SEND_SIZE=0 RECV_SIZE=~ MODEL_NAME=internal-packet-model "
              "MODEL_SEED=1608637542 MODEL_MODE=path MODEL_PATH=a/b.graphml\n");
}

TEST(TgenMessageTest, CommandComesBack)
{
    for (const auto& size : {std::optional<uint64_t>(),
                             std::optional<uint64_t>(0),
                             std::optional<uint64_t>(1),
                             std::optional<uint64_t>(1ULL << 40)})
    {
        auto command = MakeCommand();
        command.sendSize = size;
        auto line = FormatTgenCommand(command).substr(TGEN_PASSWORD_LENGTH);
        line.pop_back();
        TgenCommand back;
        EXPECT_EQ(ParseTgenCommand(line, back), TgenStreamError::NONE);
        EXPECT_EQ(back.sendSize, size);
        EXPECT_EQ(back.recvSize, command.recvSize);
        EXPECT_EQ(back.hostname, "vm");
        EXPECT_EQ(back.transferId, "stream");
        EXPECT_EQ(back.modelName, command.modelName);
        EXPECT_EQ(back.modelSeed, command.modelSeed);
        EXPECT_EQ(back.modelSize, 1970u);
        EXPECT_FALSE(back.modelPath);
    }
}

TEST(TgenMessageTest, EveryKeyIsRequired)
{
    EXPECT_EQ(Parse(COMPLETE), TgenStreamError::NONE);
    for (const auto key : {"PROTOCOL_VERSION",
                           "HOSTNAME",
                           "TRANSFER_ID",
                           "SEND_SIZE",
                           "RECV_SIZE",
                           "MODEL_NAME",
                           "MODEL_SEED",
                           "MODEL_MODE"})
    {
        EXPECT_EQ(Parse(Without(key)), TgenStreamError::HEADER_INCOMPLETE) << key;
    }
    EXPECT_EQ(Parse(Without("MODEL_SIZE")), TgenStreamError::HEADER_MODELSIZE);
    EXPECT_EQ(Parse(""), TgenStreamError::HEADER_MODELSIZE);
    EXPECT_EQ(Parse("GET / HTTP/1.1"), TgenStreamError::HEADER_MODELSIZE);
}

TEST(TgenMessageTest, VersionsModesAndModelSizes)
{
    const auto with = [](const std::string& key, const std::string& value) {
        return Parse(Without(key) + " " + key + "=" + value);
    };
    EXPECT_EQ(with("PROTOCOL_VERSION", "2.7"), TgenStreamError::NONE);
    EXPECT_EQ(with("PROTOCOL_VERSION", "2"), TgenStreamError::HEADER_VERSION);
    EXPECT_EQ(with("PROTOCOL_VERSION", "1.0"), TgenStreamError::HEADER_VERSION);
    EXPECT_EQ(with("PROTOCOL_VERSION", "3.0"), TgenStreamError::HEADER_VERSION);
    EXPECT_EQ(with("MODEL_MODE", "graphmlx"), TgenStreamError::NONE);
    EXPECT_EQ(with("MODEL_MODE", "GraphML"), TgenStreamError::NONE);
    EXPECT_EQ(with("MODEL_MODE", "other"), TgenStreamError::HEADER_MODELMODE);
    EXPECT_EQ(with("MODEL_MODE", "path"), TgenStreamError::HEADER_INCOMPLETE);
    EXPECT_EQ(with("MODEL_MODE", "path MODEL_PATH=x"), TgenStreamError::NONE);
    EXPECT_EQ(with("MODEL_SIZE", "0"), TgenStreamError::HEADER_MODELSIZE);
    EXPECT_EQ(with("MODEL_SIZE", "10485760"), TgenStreamError::NONE);
    EXPECT_EQ(with("MODEL_SIZE", "10485761"), TgenStreamError::HEADER_MODELSIZE);
}

TEST(TgenMessageTest, KeysInAnyCaseAndOrderWithStrangersBetween)
{
    TgenCommand command;
    EXPECT_EQ(ParseTgenCommand("model_size=4 noise  x= Send_Size=7 =y RECV_SIZE=~ hostname=a=b "
                               "TRANSFER_ID=b MODEL_NAME=c MODEL_SEED=99999999999 "
                               "MODEL_MODE=graphml PROTOCOL_VERSION=2.0",
                               command),
              TgenStreamError::NONE);
    EXPECT_EQ(command.sendSize, 7u);
    EXPECT_EQ(command.recvSize, 0u);
    EXPECT_EQ(command.hostname, "a=b");
    EXPECT_EQ(command.modelSeed, UINT32_MAX);
}

TEST(TgenMessageTest, Response)
{
    const auto line = FormatTgenResponse("vm", TgenStreamError::NONE);
    EXPECT_EQ(line, "T8nNx9L95LATtckJkR5n PROTOCOL_VERSION=2.0 HOSTNAME=vm CODE=NONE\n");
    EXPECT_EQ(line.size(), 64u);
    TgenResponse response;
    EXPECT_EQ(ParseTgenResponse(line.substr(21, 42), response), TgenStreamError::NONE);
    EXPECT_EQ(response.hostname, "vm");
    EXPECT_EQ(response.code, "NONE");
    EXPECT_EQ(ParseTgenResponse("PROTOCOL_VERSION=2.0 HOSTNAME=vm", response),
              TgenStreamError::HEADER_INCOMPLETE);
}

TEST(TgenMessageTest, ChecksumAndFooter)
{
    const auto line = FormatTgenChecksum("bdf3a649162808cf242a4927a1640e88");
    EXPECT_EQ(line, "MD5 bdf3a649162808cf242a4927a1640e88\n");
    EXPECT_EQ(line.size(), 37u);
    EXPECT_EQ(ParseTgenChecksum("MD5 BDF3a649"), "bdf3a649");
    EXPECT_EQ(ParseTgenChecksum("MD5 abc def"), "abc");
    EXPECT_FALSE(ParseTgenChecksum("MD5"));
    EXPECT_TRUE(IsTgenFooter("FIN"));
    EXPECT_TRUE(IsTgenFooter("fine"));
    EXPECT_FALSE(IsTgenFooter("FI"));
    EXPECT_FALSE(IsTgenFooter("MD5"));
}

} // namespace
