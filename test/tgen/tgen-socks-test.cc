/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "test-data.h"

#include "ns3/tgen-socks.h"

#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

using namespace ns3;

namespace
{

using State = TgenTransportState;
using Error = TgenTransportError;

const TgenSocksTarget TARGET{"", Ipv4Address("127.0.0.1"), 9321};

/// @return bytes of hexadecimal digits, with blanks between them
std::string
Hex(const std::string& text)
{
    std::istringstream digits(text);
    std::string bytes;
    for (std::string byte; digits >> byte;)
    {
        bytes += static_cast<char>(std::stoi(byte, nullptr, 16));
    }
    return bytes;
}

/// Give bytes to an end of a handshake as it asks for them. @return what it did not want
template <typename End>
std::string
Give(End& end, std::string bytes, std::string* answer = nullptr)
{
    while (!bytes.empty() && end.GetMissing() > 0)
    {
        const auto part = bytes.substr(0, end.GetMissing());
        bytes.erase(0, part.size());
        if constexpr (std::is_same_v<End, TgenSocksServer>)
        {
            *answer += end.Receive(part);
        }
        else
        {
            end.Receive(part);
        }
    }
    return bytes;
}

TEST(TgenSocksClient, GoesThroughTheHandshake)
{
    TgenSocksClient client(TARGET, {});
    EXPECT_EQ(client.GetState(), State::INIT);
    EXPECT_EQ(client.GetMissing(), 0u);
    EXPECT_EQ(client.TakeMessage(), Hex("05 01 00"));
    EXPECT_EQ(client.GetState(), State::CHOICE);
    EXPECT_EQ(client.TakeMessage(), "");
    client.Receive(Hex("05"));
    EXPECT_EQ(client.GetState(), State::CHOICE);
    EXPECT_EQ(client.GetMissing(), 1u);
    client.Receive(Hex("00"));
    EXPECT_EQ(client.GetState(), State::REQUEST);
    EXPECT_EQ(client.TakeMessage(), Hex("05 01 00 01 7f 00 00 01 24 69"));
    EXPECT_EQ(client.GetState(), State::RESPONSE_STATUS);
    client.Receive(Hex("05 00"));
    EXPECT_EQ(client.GetState(), State::RESPONSE_TYPE);
    client.Receive(Hex("00 01"));
    EXPECT_EQ(client.GetState(), State::RESPONSE_IPV4);
    EXPECT_EQ(Give(client, Hex("7f 00 00 01 12 34") + "more"), "more");
    EXPECT_EQ(client.GetState(), State::SUCCESS_OPEN);
    EXPECT_EQ(client.GetError(), Error::NONE);
    EXPECT_EQ(client.GetMissing(), 0u);
}

TEST(TgenSocksClient, AnAnswerWithANameIsReadToItsEnd)
{
    TgenSocksClient client(TARGET, {});
    client.TakeMessage();
    client.Receive(Hex("05 00"));
    client.TakeMessage();
    const auto rest = Give(client, Hex("05 00 00 03 04") + "host" + Hex("12 34 ff"));
    EXPECT_EQ(rest, "\xff");
    EXPECT_EQ(client.GetState(), State::SUCCESS_OPEN);
}

TEST(TgenSocksClient, ANameTravelsAsAName)
{
    TgenSocksClient client({"abc.onion", Ipv4Address::GetAny(), 80}, {});
    client.TakeMessage();
    client.Receive(Hex("05 00"));
    EXPECT_EQ(client.TakeMessage(), Hex("05 01 00 03 09") + "abc.onion" + Hex("00 50"));
}

TEST(TgenSocksClient, OneOfUserAndPasswordIsEnough)
{
    const auto authRequest = [](const TgenSocksCredentials& credentials) {
        TgenSocksClient client(TARGET, credentials);
        EXPECT_EQ(client.TakeMessage(), Hex("05 01 02"));
        client.Receive(Hex("05 02"));
        return client.TakeMessage();
    };
    EXPECT_EQ(authRequest({"me", "secret"}), Hex("01 02") + "me" + Hex("06") + "secret");
    EXPECT_EQ(authRequest({"me", std::nullopt}), Hex("01 02") + "me" + Hex("01 00"));
    EXPECT_EQ(authRequest({std::nullopt, "p"}), Hex("01 01 00 01") + "p");
    const std::string tooLong(300, 'x');
    EXPECT_EQ(authRequest({tooLong, "p"}), Hex("01 ff") + std::string(255, 'x') + Hex("01") + "p");
}

/// What a proxy says, and what becomes of it.
struct Refusal
{
    const char* name;
    bool hasCredentials;
    const char* choice;
    const char* auth;
    const char* answer;
    Error error;
};

class TgenSocksClientRefusal : public testing::TestWithParam<Refusal>
{
};

TEST_P(TgenSocksClientRefusal, IsAnErrorOfItsOwn)
{
    const auto& [name, hasCredentials, choice, auth, answer, error] = GetParam();
    TgenSocksClient client(TARGET,
                           hasCredentials ? TgenSocksCredentials{"u", "p"}
                                          : TgenSocksCredentials{});
    for (const auto* speech : {choice, auth, answer})
    {
        if (*speech)
        {
            EXPECT_FALSE(client.TakeMessage().empty());
            Give(client, Hex(speech));
        }
    }
    EXPECT_EQ(client.GetState(), State::ERROR);
    EXPECT_EQ(client.GetError(), error);
    EXPECT_EQ(client.TakeMessage(), "");
    EXPECT_EQ(client.GetMissing(), 0u);
}

INSTANTIATE_TEST_SUITE_P(
    All,
    TgenSocksClientRefusal,
    testing::Values(Refusal{"NoMethod", false, "05 ff", "", "", Error::CHOICE},
                    Refusal{"OtherMethod", false, "05 02", "", "", Error::CHOICE},
                    Refusal{"NoAuthThoughOffered", true, "05 00", "", "", Error::CHOICE},
                    Refusal{"Socks4", false, "04 00", "", "", Error::CHOICE},
                    Refusal{"WrongPassword", true, "05 02", "01 01", "", Error::AUTH},
                    Refusal{"AuthVersion", true, "05 02", "05 00", "", Error::VERSION},
                    Refusal{"Refused", false, "05 00", "", "05 05", Error::STATUS},
                    Refusal{"ReplyVersion", false, "05 00", "", "04 00", Error::VERSION},
                    Refusal{"Ipv6", false, "05 00", "", "05 00 00 04", Error::ADDR}));

TEST(TgenSocksClient, ReasonsHaveWords)
{
    EXPECT_STREQ(TgenSocksStatusName(0), "request granted");
    EXPECT_STREQ(TgenSocksStatusName(5), "connection refused by destination host");
    EXPECT_STREQ(TgenSocksStatusName(0xf0), "(tor) onion service descriptor can not be found");
    EXPECT_STREQ(TgenSocksStatusName(0xf7), "(tor) onion service introduction timed out");
    EXPECT_STREQ(TgenSocksStatusName(9), "unknown error");
    EXPECT_STREQ(TgenSocksStatusName(0xf8), "unknown error");
}

TEST(TgenSocksServer, TakesARequestByAddressAndByName)
{
    TgenSocksServer byAddress({});
    std::string answer;
    EXPECT_EQ(Give(byAddress, Hex("05 01 00 05 01 00 01 0a 01 01 02 1f 90") + "early", &answer),
              "early");
    EXPECT_EQ(answer, Hex("05 00"));
    EXPECT_EQ(byAddress.GetState(), TgenSocksServer::REQUESTED);
    EXPECT_EQ(byAddress.GetTarget().name, "");
    EXPECT_EQ(byAddress.GetTarget().address, Ipv4Address("10.1.1.2"));
    EXPECT_EQ(byAddress.GetTarget().port, 8080);

    TgenSocksServer byName({});
    answer.clear();
    Give(byName, Hex("05 02 02 00 05 01 00 03 03") + "abc" + Hex("00 50"), &answer);
    EXPECT_EQ(answer, Hex("05 00")) << "no credentials are asked for where none are needed";
    EXPECT_EQ(byName.GetTarget().name, "abc");
    EXPECT_EQ(byName.GetTarget().port, 80);
}

TEST(TgenSocksServer, LetsEverybodyInWhoOffersCredentialsOnly)
{
    TgenSocksServer server({});
    std::string answer;
    Give(server, Hex("05 01 02 01 01") + "u" + Hex("00 05 01 00 01 0a 01 01 02 00 50"), &answer);
    EXPECT_EQ(answer, Hex("05 02 01 00"));
    EXPECT_EQ(server.GetState(), TgenSocksServer::REQUESTED);
}

TEST(TgenSocksServer, AsksForItsCredentials)
{
    const auto speak = [](const std::string& speech) {
        TgenSocksServer server({"u", "p"});
        std::string answer;
        Give(server, speech, &answer);
        return std::pair{answer, server.GetState()};
    };
    EXPECT_EQ(speak(Hex("05 02 00 02 01 01") + "u" + Hex("01") + "p"),
              std::pair(Hex("05 02 01 00"), TgenSocksServer::HANDSHAKE));
    EXPECT_EQ(speak(Hex("05 01 02 01 01") + "u" + Hex("01") + "q"),
              std::pair(Hex("05 02 01 01"), TgenSocksServer::REFUSED));
    EXPECT_EQ(speak(Hex("05 01 02 01 01") + "v" + Hex("01") + "p"),
              std::pair(Hex("05 02 01 01"), TgenSocksServer::REFUSED));
    EXPECT_EQ(speak(Hex("05 01 00")), std::pair(Hex("05 ff"), TgenSocksServer::REFUSED));
}

TEST(TgenSocksServer, RefusesWhatItDoesNotDo)
{
    const auto answerTo = [](const std::string& speech) {
        TgenSocksServer server({});
        std::string answer;
        Give(server, Hex(speech), &answer);
        EXPECT_EQ(server.GetState(), TgenSocksServer::REFUSED);
        return answer;
    };
    EXPECT_EQ(answerTo("04 01"), Hex("05 ff"));
    EXPECT_EQ(answerTo("05 00"), Hex("05 ff"));
    const std::string nowhere = " 00 01 00 00 00 00 00 00";
    EXPECT_EQ(answerTo("05 01 00 05 02 00 01"), Hex("05 00 05 07" + nowhere)) << "BIND";
    EXPECT_EQ(answerTo("05 01 00 05 01 00 04"), Hex("05 00 05 08" + nowhere)) << "IPv6";
}

TEST(TgenSocksServer, RepliesWithItsAddress)
{
    EXPECT_EQ(
        TgenSocksServer::FormatReply(TgenSocksStatus::GRANTED, Ipv4Address("127.0.0.1"), 4660),
        Hex("05 00 00 01 7f 00 00 01 12 34"));
}

/// Both ends against a transcript of the real program and a proxy: "C>P <hex>  b'...'".
class TgenSocksTranscript : public testing::TestWithParam<int>
{
};

TEST_P(TgenSocksTranscript, IsReproduced)
{
    const auto name = "tgen/wire/socks." + std::to_string(GetParam()) + ".txt";
    SKIP_WITHOUT_TEST_DATA(name);
    TgenSocksCredentials credentials;
    if (GetParam() == 1)
    {
        credentials = {"wILdYP4", "wILdYP4"};
    }
    TgenSocksClient client(TARGET, credentials);
    TgenSocksServer server({});
    std::string fromServer;
    std::ifstream file(GetTestDataPath(name));
    int messages = 0;
    for (std::string line; std::getline(file, line);)
    {
        if (line.compare(3, 1, " ") != 0)
        {
            continue; // the beginning of the stream behind the handshake
        }
        const auto bytes = Hex(line.substr(4, line.find("  ") - 4));
        if (line.compare(0, 4, "C>P ") == 0)
        {
            const auto message = client.TakeMessage();
            EXPECT_EQ(message, bytes);
            EXPECT_EQ(Give(server, message, &fromServer), "");
            ++messages;
        }
        else if (line.compare(0, 4, "P>C ") == 0)
        {
            EXPECT_EQ(Give(client, bytes), "");
            if (server.GetState() == TgenSocksServer::HANDSHAKE)
            {
                EXPECT_EQ(fromServer, bytes);
            }
            fromServer.clear();
            ++messages;
        }
    }
    EXPECT_EQ(messages, GetParam() == 1 ? 6 : 4);
    EXPECT_EQ(client.GetState(), State::SUCCESS_OPEN);
    EXPECT_EQ(server.GetState(), TgenSocksServer::REQUESTED);
    EXPECT_EQ(server.GetTarget().port, TARGET.port);
}

INSTANTIATE_TEST_SUITE_P(Both, TgenSocksTranscript, testing::Values(0, 1));

} // namespace
