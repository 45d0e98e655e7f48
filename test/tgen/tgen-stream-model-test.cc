/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "markov-text.h"
#include "tgen-hosts.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::markov;

namespace
{

/// What packet models do to streams: those that leave a side with nothing to send, and the ways by
/// which a model comes to the server.
class TgenStreamModelTest : public TgenHosts
{
  protected:
    /// Write any file below the test's directory. @return its path
    std::string WriteFile(const std::string& name, const std::string& text)
    {
        const std::filesystem::path path(m_directory + "/" + name);
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << text;
        return path.string();
    }

    /**
     * One stream, with the given model.
     * @param sizes sendsize and recvsize, which are unset where they are empty
     */
    void Run(const std::string& model, const std::pair<std::string, std::string>& sizes)
    {
        Connect("1Gbps", "1ms");
        Install(Server(), WriteServer());
        Install(Client(),
                WriteOneStream({{"packetmodelpath", WriteFile("m.graphml", model)},
                                {"sendsize", sizes.first},
                                {"recvsize", sizes.second}}));
        RunUntil(Seconds(20));
        ASSERT_EQ(m_records.size(), 1U);
        m_client = ReadLog("client");
        m_server = ReadLog("server");
    }

    /// How long the stream took.
    Time GetDuration() const
    {
        return m_records.at(0).end - m_records.at(0).start;
    }

    std::string ErrorOf(const TgenLogContent& log) const
    {
        return log.streams.empty() ? "none logged" : Get(log.streams[0].stream, "error");
    }

    TgenLogContent m_client;
    TgenLogContent m_server;
};

const std::string LOOP = Transition("s", "w") + Transition("w", "w");

/// A model of one state that goes round, with these emissions.
std::string
Around(const std::string& emissions)
{
    return Graphml(NODES + LOOP + emissions);
}

// Sides that have nothing to send

/// A minute, which nobody may have to wait for.
const Data LONG = Constant("60000000");

TEST_F(TgenStreamModelTest, AClientThatNeverMaySendFailsAtOnce)
{
    // With gaps of a minute a walk of a million steps would take two years.
    Run(Around(Emission("w", "m", "1", LONG)), {"1 kib", "1 kib"});
    EXPECT_EQ(m_records[0].error, "MODEL");
    EXPECT_EQ(ErrorOf(m_client), "MODEL");
    EXPECT_EQ(Get(m_client.streams[0].stream, "sendstate"), "SEND_ERROR");
    EXPECT_LT(GetDuration(), MilliSeconds(3)) << "a handshake";
    EXPECT_EQ(m_records[0].sentBytes, 0U);
    ExpectNoSocketsLeft();
}

TEST_F(TgenStreamModelTest, AServerThatNeverMaySendFailsAtOnceAndSaysSo)
{
    Run(Around(Emission("w", "p", "1", LONG)), {"1 kib", "1 kib"});
    EXPECT_EQ(ErrorOf(m_server), "MODEL");
    EXPECT_EQ(ErrorOf(m_client), "HEADER") << "what a client makes of an answer of CODE=MODEL";
    EXPECT_LT(GetDuration(), MilliSeconds(7)) << "three round trips";
    ExpectNoSocketsLeft();
}

TEST_F(TgenStreamModelTest, AModelWithoutEmissionsFailsAtOnce)
{
    Run(Around(""), {"1 kib", ""});
    EXPECT_EQ(m_records[0].error, "MODEL");
    EXPECT_LT(GetDuration(), MilliSeconds(3));
}

TEST_F(TgenStreamModelTest, AModelWithoutEmissionsFailsTheServerAtOnce)
{
    Run(Around(""), {"", "1 kib"});
    EXPECT_EQ(ErrorOf(m_server), "MODEL");
    EXPECT_LT(GetDuration(), MilliSeconds(7));
}

TEST_F(TgenStreamModelTest, AModelThatEndsBeforeItSendsFailsAtOnce)
{
    Run(Around(Emission("w", "f", "1", LONG)), {"1 kib", "0"});
    EXPECT_EQ(m_records[0].error, "MODEL");
    EXPECT_LT(GetDuration(), MilliSeconds(3));
}

TEST_F(TgenStreamModelTest, AModelWithoutEmissionsIsTheEndOfAStreamWithoutSizes)
{
    Run(Around(""), {"", ""});
    EXPECT_EQ(m_records[0].status, TransferRecord::SUCCESS) << m_records[0].error;
    EXPECT_EQ(m_records[0].sentBytes + m_records[0].receivedBytes, 0U);
    EXPECT_EQ(ErrorOf(m_server), "NONE");
}

TEST_F(TgenStreamModelTest, AnExplicitZeroNeedsNothingFromTheModel)
{
    Run(Around(Emission("w", "m", "1", Constant("0"))), {"0", "10 kib"});
    EXPECT_EQ(m_records[0].status, TransferRecord::SUCCESS) << m_records[0].error;
    EXPECT_EQ(m_records[0].receivedBytes, 10240U);
}

TEST_F(TgenStreamModelTest, AWeightOfZeroIsNoChance)
{
    Run(Around(Emission("w", "p", "0", LONG) + Emission("w", "m", "1", LONG)), {"1 kib", ""});
    EXPECT_EQ(m_records[0].error, "MODEL");
    EXPECT_LT(GetDuration(), MilliSeconds(3));
}

TEST_F(TgenStreamModelTest, WhoOnlyReceivesByTheModelMayDoSoForEver)
{
    // No size and no end: a packet to the client every 50 ms is what was asked for.
    Run(Around(Emission("w", "m", "1", Constant("50000"))), {"", ""});
    EXPECT_EQ(m_records[0].status, TransferRecord::OPEN) << m_records[0].error;
    EXPECT_NEAR(static_cast<double>(m_records[0].receivedBytes), 400 * 1434, 3 * 1434);
}

TEST_F(TgenStreamModelTest, ALoopWithoutTimeThatServesNobodyIsCaught)
{
    // Without sizes too: the walk would go on for ever at one instant.
    Run(Around(Emission("w", "m", "1", Constant("0"))), {"", ""});
    EXPECT_EQ(m_records[0].error, "MODEL");
}

TEST_F(TgenStreamModelTest, ARarePacketInALoopWithoutTimeIsNotWaitedFor)
{
    // One step in a billion is ours: after a million steps the stream gives up.
    Run(Around(Emission("w", "p", "1e-9", Constant("0")) + Emission("w", "m", "1", Constant("0"))),
        {"1 kib", "0"});
    EXPECT_EQ(m_records[0].error, "MODEL");
}

/// "work" shows an observation of either kind, 20 ms each, and leads into "trap", which never shows
/// @p missing again and has a minute between its steps.
std::string
Trap(const std::string& missing, const std::string& trapEmissions = "")
{
    const std::string other = missing == "p" ? "m" : "p";
    return Graphml(NODES + markov::Node("u", "more", "state") + markov::Node("t", "trap", "state") +
                   Transition("s", "w") + Transition("w", "u") + Transition("u", "t") +
                   Transition("t", "t") + Emission("w", "p", "1", Constant("20000")) +
                   Emission("u", "m", "1", Constant("20000")) + Emission("t", other, "1", LONG) +
                   trapEmissions);
}

TEST_F(TgenStreamModelTest, AClientInATrapFails)
{
    Run(Trap("p"), {"1 mib", "0"});
    EXPECT_EQ(m_records[0].error, "MODEL");
    EXPECT_EQ(m_records[0].sentBytes, 1434U) << "before the trap";
    // A handshake, 20 ms after its packet, then 20 ms of the other's; then it is trapped.
    EXPECT_GE(GetDuration(), MilliSeconds(20));
    EXPECT_LT(GetDuration(), MilliSeconds(50));
}

TEST_F(TgenStreamModelTest, AServerInATrapFails)
{
    Run(Trap("m"), {"0", "1 mib"});
    EXPECT_EQ(ErrorOf(m_server), "MODEL");
    EXPECT_EQ(ErrorOf(m_client), "READEOF");
    EXPECT_EQ(m_records[0].receivedBytes, 1434U);
    EXPECT_LT(GetDuration(), Seconds(1)) << "no gap of a minute";
}

TEST_F(TgenStreamModelTest, ATrapAfterTheLastByteIsNone)
{
    Run(Trap("p"), {"1434", "0"});
    EXPECT_EQ(m_records[0].status, TransferRecord::SUCCESS) << m_records[0].error;
}

TEST_F(TgenStreamModelTest, ATrapThatEndsIsNone)
{
    // An F leads back to the start. It comes with the second step in the trap, so to say.
    Run(Graphml(NODES + markov::Node("t", "trap", "state") + Transition("s", "w") +
                Transition("w", "t") + Transition("t", "t") +
                Emission("w", "p", "1", Constant("20000")) + Emission("t", "f", "1", LONG)),
        {"14340", "0"});
    EXPECT_EQ(m_records[0].status, TransferRecord::SUCCESS) << m_records[0].error;
    EXPECT_EQ(m_records[0].sentBytes, 14340U);
}

TEST_F(TgenStreamModelTest, ATrapIsNoneWithoutASize)
{
    // The client is done when the model is; here it never is, and the server goes on sending.
    Run(Graphml(NODES + markov::Node("t", "trap", "state") + Transition("s", "w") +
                Transition("w", "t") + Transition("t", "t") +
                Emission("w", "p", "1", Constant("20000")) +
                Emission("t", "m", "1", Constant("1000000"))),
        {"", ""});
    EXPECT_EQ(m_records[0].status, TransferRecord::OPEN) << m_records[0].error;
    EXPECT_EQ(m_records[0].sentBytes, 1434U);
    EXPECT_GE(m_records[0].receivedBytes, 19 * 1434U);
}

// Models by path

/// What is in a client's header.
std::string
HeaderOf(const SentBytes& client)
{
    const auto bytes = client.Get(1024, 8888);
    return bytes.substr(0, bytes.find('\n') + 1);
}

class TgenModelPathTest : public TgenStreamModelTest
{
  protected:
    /**
     * One stream in path mode. The client's config is in the directory client-side, the server's in
     * server-side.
     * @return the header that the client sent
     */
    std::string RunByPath(const std::string& path)
    {
        Connect("1Gbps", "1ms");
        const SentBytes sent(Client());
        std::map<std::string, std::string> options{{"packetmodelmode", "path"},
                                                   {"sendsize", "1 kib"},
                                                   {"recvsize", "1 kib"}};
        options["packetmodelpath"] = path;
        for (const auto& [from, directory] :
             {std::pair{WriteServer(), "server-side"}, {WriteOneStream(options), "client-side"}})
        {
            const auto file = std::filesystem::path(from).filename().string();
            WriteFile(directory + ("/" + file), ReadFileBytes(from));
        }
        Install(Server(), m_directory + "/server-side/server.tgenrc.graphml");
        Install(Client(), m_directory + "/client-side/client.tgenrc.graphml");
        RunUntil(Seconds(20));
        m_client = ReadLog("client");
        m_server = ReadLog("server");
        return HeaderOf(sent);
    }

    /// Have a working directory of our own for a while.
    void TearDown() override
    {
        std::filesystem::current_path(m_before);
        TgenStreamModelTest::TearDown();
    }

    const std::filesystem::path m_before = std::filesystem::current_path();
    const std::string m_model =
        Around(Emission("w", "p", "1", Constant("1")) + Emission("w", "m", "1", Constant("1")));
};

TEST_F(TgenModelPathTest, ThePathTravelsAsWrittenAndIsFoundBesideTheServersConfig)
{
    WriteFile("client-side/models/m.graphml", m_model);
    WriteFile("server-side/models/m.graphml", m_model);
    const auto header = RunByPath("models/../models/m.graphml");
    EXPECT_NE(header.find(" MODEL_NAME=m.graphml "), std::string::npos) << header;
    EXPECT_NE(header.find(" MODEL_MODE=path MODEL_PATH=models/../models/m.graphml\n"),
              std::string::npos)
        << header;
    EXPECT_EQ(header.find("MODEL_SIZE"), std::string::npos);
    ASSERT_EQ(m_records.size(), 1U);
    EXPECT_EQ(m_records[0].status, TransferRecord::SUCCESS) << m_records[0].error;
}

TEST_F(TgenModelPathTest, ThePathIsFoundInTheWorkingDirectory)
{
    WriteFile("run/m.graphml", m_model);
    std::filesystem::current_path(m_directory + "/run");
    const auto header = RunByPath("m.graphml");
    EXPECT_NE(header.find(" MODEL_PATH=m.graphml\n"), std::string::npos) << header;
    ASSERT_EQ(m_records.size(), 1U);
    EXPECT_EQ(m_records[0].status, TransferRecord::SUCCESS) << m_records[0].error;
}

TEST_F(TgenModelPathTest, BesideTheServersConfigComesBeforeTheWorkingDirectory)
{
    WriteFile("client-side/m.graphml", m_model);
    WriteFile("run/m.graphml", m_model);
    WriteFile("server-side/m.graphml", "<graphml/>"); // no good, but the one that counts
    std::filesystem::current_path(m_directory + "/run");
    RunByPath("m.graphml");
    EXPECT_EQ(ErrorOf(m_server), "HEADER_MODELPATH");
    EXPECT_EQ(ErrorOf(m_client), "HEADER");
}

TEST_F(TgenModelPathTest, AnAbsolutePathIsTheSameEverywhere)
{
    const auto path = WriteFile("anywhere/m.graphml", m_model);
    const auto header = RunByPath(path);
    EXPECT_NE(header.find(" MODEL_PATH=" + path + "\n"), std::string::npos) << header;
    EXPECT_EQ(ErrorOf(m_server), "NONE");
}

TEST_F(TgenModelPathTest, AModelThatTheServerDoesNotHaveIsAnErrorOfTheHeader)
{
    WriteFile("client-side/m.graphml", m_model);
    RunByPath("m.graphml");
    ASSERT_EQ(m_records.size(), 1U);
    EXPECT_EQ(m_records[0].error, "HEADER");
    EXPECT_EQ(ErrorOf(m_server), "HEADER_MODELPATH");
}

TEST_F(TgenModelPathTest, WithoutAPathItIsTheInternalModel)
{
    // Its name counts before a file of that name.
    WriteFile("server-side/internal-packet-model", "<graphml/>");
    const auto header = RunByPath("");
    EXPECT_NE(header.find(" MODEL_NAME=internal-packet-model "), std::string::npos) << header;
    EXPECT_NE(header.find(" MODEL_PATH=internal-packet-model\n"), std::string::npos) << header;
    EXPECT_EQ(ErrorOf(m_server), "NONE");
}

TEST_F(TgenModelPathTest, BothEndsWalkTheNamedModel)
{
    // Without sizes, so that each end has to know what the other sends.
    const auto model =
        Around(Emission("w", "p", "3", Constant("1")) + Emission("w", "m", "2", Constant("1")) +
               Emission("w", "f", "0.1", Constant("1")));
    WriteFile("client-side/m.graphml", model);
    WriteFile("server-side/m.graphml", model);
    Connect("1Gbps", "1ms");
    const auto client = WriteOneStream(
        {{"packetmodelmode", "path"}, {"packetmodelpath", "m.graphml"}, {"markovmodelseed", "9"}});
    WriteFile("client-side/c.graphml", ReadFileBytes(client));
    WriteFile("server-side/s.graphml", ReadFileBytes(WriteServer()));
    Install(Server(), m_directory + "/server-side/s.graphml");
    Install(Client(), m_directory + "/client-side/c.graphml");
    RunUntil(Seconds(20));
    ASSERT_EQ(m_records.size(), 1U);
    EXPECT_EQ(m_records[0].status, TransferRecord::SUCCESS) << m_records[0].error;

    TgenMarkovWalk walk(TgenMarkovModel::Parse(model, "m"), GlibRandom(9).Next32());
    uint64_t toServer = 0;
    uint64_t toClient = 0;
    for (auto step = walk.Next(); step.observation != Observation::END; step = walk.Next())
    {
        (step.observation == Observation::TO_SERVER ? toServer : toClient) += 1434;
    }
    EXPECT_GT(toServer + toClient, 0U);
    EXPECT_EQ(m_records[0].sentBytes, toServer);
    EXPECT_EQ(m_records[0].receivedBytes, toClient);
}

} // namespace
