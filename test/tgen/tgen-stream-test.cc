/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "../lambdas.h"
#include "tgen-hosts.h"

#include "ns3/tgen-stream.h"

using namespace ns3;

namespace
{

const std::string PASSWORD = "T8nNx9L95LATtckJkR5n ";
const std::string HEADER = PASSWORD + "PROTOCOL_VERSION=2.0 HOSTNAME=c TRANSFER_ID=t SEND_SIZE=3 "
                                      "RECV_SIZE=~ MODEL_NAME=m MODEL_SEED=1 ";
const std::string BY_PATH = HEADER + "MODEL_MODE=path MODEL_PATH=internal-packet-model\n";

/// Says its piece to a server and hears it out.
class Speaker : public TcpSession::Handler
{
  public:
    explicit Speaker(std::string speech)
        : session(*this),
          m_speech(std::move(speech))
    {
    }

    void HandleConnected() override
    {
        session.Write(m_speech.data(), m_speech.size());
        session.Flush();
    }

    void HandleFailure(TcpSession::Failure) override
    {
    }

    void HandleReceive() override
    {
        while (const auto packet = session.Read(65536))
        {
            std::string bytes(packet->GetSize(), 0);
            packet->CopyData(reinterpret_cast<uint8_t*>(bytes.data()), packet->GetSize());
            heard += bytes;
        }
    }

    void HandleWritable() override
    {
        session.Flush();
    }

    void HandleEndOfStream() override
    {
        session.Close();
    }

    TcpSession session;
    std::string heard;

  private:
    std::string m_speech;
};

/// What a client says; CODE that the server answers, or "" for no answer; how the stream ends.
struct Case
{
    std::string name;
    std::string speech;
    std::string code;
    std::string error;
};

class TgenServerTest : public TgenHosts, public testing::WithParamInterface<Case>
{
};

TEST_P(TgenServerTest, TakesWhatClientsSay)
{
    const auto& [name, speech, code, error] = GetParam();
    Connect();
    const auto server = Install(Server(), WriteServer({{"stallout", "5"}}), "real");
    Speaker client(speech);
    ScheduleLambda(Seconds(1), [&] {
        client.session.Connect(Client(), InetSocketAddress("10.1.1.2", 8888), TcpSessionOptions());
    });
    RunUntil(Seconds(20));
    const auto log = ReadLog("server");
    ASSERT_EQ(log.streams.size(), 1u);
    EXPECT_EQ(Get(log.streams[0].stream, "error"), error);
    EXPECT_EQ(log.streams[0].isSuccess, error == "NONE");
    const auto answer = "HOSTNAME=server CODE=" + code + "\n";
    EXPECT_EQ(client.heard.find(answer) != std::string::npos, !code.empty()) << client.heard;
    EXPECT_EQ(server->GetNOpenStreams(), 0u);
    client.session.Close();
}

INSTANTIATE_TEST_SUITE_P(
    Clients,
    TgenServerTest,
    testing::Values(
        Case{"Success", BY_PATH + "abcMD5 900150983cd24fb0d6963f7d28e17f72\nFIN\n", "NONE", "NONE"},
        Case{"UpperCaseChecksum",
             BY_PATH + "abcMD5 900150983CD24FB0D6963F7D28E17F72\nfin\n",
             "NONE",
             "NONE"},
        Case{"WrongChecksum",
             BY_PATH + "abcMD5 000150983cd24fb0d6963f7d28e17f72\nFIN\n",
             "NONE",
             "CHECKSUM"},
        Case{"ChecksumWrongInTheLastDigit",
             BY_PATH + "abcMD5 900150983cd24fb0d6963f7d28e17f73\nFIN\n",
             "NONE",
             "CHECKSUM"},
        Case{"NoChecksum", BY_PATH + "abcFIN\n", "NONE", "CHECKSUM"},
        Case{"WrongFooter",
             BY_PATH + "abcMD5 900150983cd24fb0d6963f7d28e17f72\nXXX\n",
             "NONE",
             "FOOTER"},
        Case{"OtherProtocol", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "", "AUTH"},
        Case{"HalfAPassword", "T8nNx9", "", "STALLOUT"},
        Case{"EmptyHeader", PASSWORD + "\n", "HEADER_MODELSIZE", "HEADER_MODELSIZE"},
        Case{"OldVersion",
             PASSWORD + "PROTOCOL_VERSION=1.0 HOSTNAME=c\n",
             "HEADER_VERSION",
             "HEADER_VERSION"},
        Case{"MissingKeys",
             PASSWORD + "PROTOCOL_VERSION=2.0 MODEL_MODE=path MODEL_PATH=x\n",
             "HEADER_INCOMPLETE",
             "HEADER_INCOMPLETE"},
        Case{"ScheduleThatIsNone",
             BY_PATH.substr(0, BY_PATH.size() - 1) + " RECV_SCHEDULE=5,x\n",
             "HEADER",
             "HEADER"},
        Case{"ScheduleOfAnotherSize",
             BY_PATH.substr(0, BY_PATH.size() - 1) + " RECV_SCHEDULE=5,6\n",
             "HEADER",
             "HEADER"},
        Case{"UnknownMode", HEADER + "MODEL_MODE=x\n", "HEADER_MODELMODE", "HEADER_MODELMODE"},
        Case{"NoSuchModel",
             HEADER + "MODEL_MODE=path MODEL_PATH=/nonexistent\n",
             "HEADER_MODELPATH",
             "HEADER_MODELPATH"},
        Case{"BadModel", HEADER + "MODEL_MODE=graphml MODEL_SIZE=5\nhello", "MODEL", "MODEL"},
        Case{"BadModelAndMore",
             HEADER + "MODEL_MODE=graphml MODEL_SIZE=5\nhello" + std::string(1000, 'x'),
             "MODEL",
             "MODEL"},
        Case{"EndlessHeader", PASSWORD + std::string(11000000, 'a'), "", "HEADER"}),
    [](const auto& info) { return info.param.name; });

} // namespace
