/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "peer-fixture.h"

using namespace ns3;

namespace
{

/// Runs the peer of the emulation tests against itself, over the loopback device.
class TgenPeerTest : public PeerFixture
{
  protected:
    /**
     * A server, and a client of it.
     * @return their exit statuses: "client server"
     */
    std::string Talk(int streams,
                     const std::string& clientArguments,
                     const std::string& serverArguments = "")
    {
        // What an earlier server said must not be taken for the port of this one.
        Run("rm -f server.txt\ntimeout 30 " + m_peer +
            " server 127.0.0.1:0 --hostname miller --streams " + std::to_string(streams) + " " +
            serverArguments + R"( >server.txt 2>&1 & server=$!
for ((i = 0; i < 400; i++)); do
    port=$(sed -n 's/.*"listening": \([0-9]*\).*/\1/p' server.txt 2>/dev/null)
    [[ -z $port ]] || break
    sleep 0.05
done
timeout 30 )" +
            m_peer + " client 127.0.0.1:$port --hostname smith " + clientArguments +
            R"( >client.txt 2>&1
client=$?
wait $server
echo "$client $?" >statuses.txt)");
        const auto statuses = Read("statuses.txt");
        return statuses.substr(0, statuses.find('\n'));
    }

    /// The first observations of a walk through model.graphml, with their delays.
    std::string Walk(int seed, int steps)
    {
        EXPECT_EQ(Run(m_peer + " walk model.graphml --seed " + std::to_string(seed) + " --steps " +
                      std::to_string(steps) + " | tr -d ' ' | tr '\\n' ' ' >walk.txt"),
                  0);
        return Read("walk.txt");
    }
};

TEST_F(TgenPeerTest, WalksAsTheRealProgramDoes)
{
    WriteModel("model.graphml", {{"+", "normal", {{"location", 25}, {"scale", 10}}, 1}});
    EXPECT_EQ(Walk(123, 10), "+23 +13 +21 +18 +18 +20 +26 +32 +42 +14 ");
    EXPECT_EQ(Walk(321, 10), "+16 +22 +17 +16 +33 +31 +30 +37 +13 +37 ");
    WriteModel("model.graphml", {{"+", "lognormal", {{"location", 0}, {"scale", 1}}, 1}});
    EXPECT_EQ(Walk(123, 10), "+1 +0 +1 +1 +0 +1 +1 +2 +6 +0 ");
    WriteModel("model.graphml", {{"+", "exponential", {{"rate", 1}}, 1}});
    EXPECT_EQ(Walk(123, 10), "+0 +0 +2 +1 +1 +2 +1 +1 +1 +0 ");
    WriteModel("model.graphml", {{"+", "pareto", {{"scale", 1}, {"shape", 1}}, 1}});
    EXPECT_EQ(Walk(123, 10), "+1 +1 +7 +3 +2 +12 +3 +3 +3 +1 ");
}

TEST_F(TgenPeerTest, WalksAsRecorded)
{
    for (const auto* name : {"normal", "lognormal", "exponential", "pareto"})
    {
        const auto model = "tgen/configs/" + std::string(name) + ".mmodel.graphml";
        const auto expected = "tgen/expected/" + std::string(name) + "-123";
        SKIP_WITHOUT_TEST_DATA(model);
        SKIP_WITHOUT_TEST_DATA(expected);
        EXPECT_EQ(Run(m_peer + " walk '" + GetTestDataPath(model) +
                      "' --seed 123 --steps 5000 | cut -d' ' -f2 | cmp - <(head -n 5000 '" +
                      GetTestDataPath(expected) + "')"),
                  0)
            << name;
    }
    const std::string model = "tgen/configs/delayed.packetmodel.graphml";
    SKIP_WITHOUT_TEST_DATA(model);
    std::filesystem::copy(GetTestDataPath(model), m_directory / "model.graphml");
    EXPECT_EQ(Walk(123, 12),
              "-1057 -710 +5618 +3219 +1489 -7086 -3461 +2937 +2812 +762 -4998 -333 ");
}

TEST_F(TgenPeerTest, SizedStreams)
{
    ASSERT_EQ(Talk(5, "--seed 7 1024,102400 ~,1024 1024,~ ~,~ 300000,2000000"), "0 0")
        << Read("client.txt") << Read("server.txt");
    const auto client = ReadStreams("client.txt");
    const auto server = ReadStreams("server.txt");
    ASSERT_EQ(client.size(), 5u);
    ASSERT_EQ(server.size(), 5u);
    const std::vector<std::pair<int, int>> sizes{{1024, 102400},
                                                 {0, 1024},
                                                 {1024, 0},
                                                 {0, 0},
                                                 {300000, 2000000}};
    for (std::size_t i = 0; i < 5; ++i)
    {
        EXPECT_TRUE(client[i]["ok"]) << i;
        EXPECT_TRUE(server[i]["ok"]) << i;
        EXPECT_EQ(client[i]["sent"], sizes[i].first) << i;
        EXPECT_EQ(server[i]["received"], sizes[i].first) << i;
        EXPECT_EQ(server[i]["sent"], sizes[i].second) << i;
        EXPECT_EQ(client[i]["received"], sizes[i].second) << i;
        EXPECT_EQ(client[i]["md5_sent"], server[i]["md5_received"]) << i;
        EXPECT_EQ(client[i]["md5_received"], server[i]["md5_sent"]) << i;
        EXPECT_EQ(client[i]["told"]["HOSTNAME"], "miller");
        EXPECT_EQ(server[i]["told"]["HOSTNAME"], "smith");
        EXPECT_EQ(server[i]["told"]["MODEL_SEED"], std::to_string(7 + i));
    }
    // Of a thousand letters "a", and of nothing.
    EXPECT_EQ(client[0]["md5_sent"], "c9a34cfc85d982698c6ac89f76071abd");
    EXPECT_EQ(client[3]["md5_sent"], "d41d8cd98f00b204e9800998ecf8427e");
    EXPECT_EQ(server[1]["told"]["SEND_SIZE"], "~");
}

TEST_F(TgenPeerTest, StreamsOfAModel)
{
    WriteEndingModel("model.graphml", 11000);
    ASSERT_EQ(Talk(4, "--model model.graphml --seed 1 --parallel 0,0 0,0 0,0 0,0"), "0 0")
        << Read("client.txt") << Read("server.txt");
    const auto client = ReadStreams("client.txt");
    ASSERT_EQ(client.size(), 4u);
    int moved = 0;
    for (const auto& stream : client)
    {
        EXPECT_EQ(stream["sent"], stream["predicted"]["+"]);
        EXPECT_EQ(stream["received"], stream["predicted"]["-"]);
        EXPECT_EQ(stream["sent"].get<int>() % 1434, 0);
        moved += stream["sent"].get<int>() + stream["received"].get<int>();
    }
    EXPECT_GT(moved, 0);
    EXPECT_EQ(ReadStreams("server.txt").at(0)["told"]["SEND_SIZE"], "0");
}

TEST_F(TgenPeerTest, PredictsARecordedStream)
{
    const std::string model = "tgen/wire/end.packetmodel.graphml";
    SKIP_WITHOUT_TEST_DATA(model);
    // Of the recorded bytes, 64 are the response; the client sent nothing but its header.
    const auto recorded = ReadFileBytes(GetTestDataPath("tgen/wire/wire.2.s2c")).size() - 64;
    ASSERT_EQ(Talk(1, "--model '" + GetTestDataPath(model) + "' --seed 953453411 0,0"), "0 0");
    const auto client = ReadStreams("client.txt");
    EXPECT_EQ(client.at(0)["received"], recorded);
    EXPECT_EQ(client.at(0)["sent"], 0);
}

TEST_F(TgenPeerTest, AModelMayBeNamedByItsPath)
{
    WriteEndingModel("model.graphml", 0);
    const std::string mode = "--model-mode path ";
    ASSERT_EQ(Talk(2, mode + "--model model.graphml 0,0 10,20", mode), "0 0");
    EXPECT_EQ(ReadStreams("server.txt").at(0)["told"]["MODEL_PATH"], "model.graphml");
    ASSERT_EQ(Talk(1, mode + "10,20", mode), "0 0");
    EXPECT_EQ(ReadStreams("server.txt").at(0)["told"]["MODEL_PATH"], "internal-packet-model");
}

TEST_F(TgenPeerTest, AWrongLastDigitOfAChecksumIsSeen)
{
    EXPECT_EQ(Talk(1, "1000,1000", "--fault checksum"), "1 1");
    EXPECT_NE(Read("client.txt").find("instead of MD5"), std::string::npos);
    EXPECT_EQ(Talk(1, "--fault checksum 1000,1000"), "1 1");
    EXPECT_NE(Read("server.txt").find("instead of MD5"), std::string::npos);
}

TEST_F(TgenPeerTest, APeerThatDiesIsSeen)
{
    EXPECT_EQ(Talk(1, "1000,1000000", "--fault die --fault-after 300000"), "1 0");
    EXPECT_EQ(Talk(1, "--fault reset --fault-after 300000 1000,1000000"), "0 1");
}

TEST_F(TgenPeerTest, BadUsage)
{
    for (const auto* arguments : {"fly",
                                  "client 127.0.0.1:1",
                                  "client 127.0.0.1:1 5",
                                  "client 127.0.0.1:1 5,x",
                                  "client 127.0.0.1:1 5,0"})
    {
        EXPECT_EQ(Run(m_peer + " " + arguments + " >/dev/null 2>&1"), 2) << arguments;
    }
    EXPECT_EQ(Run(m_peer + " client 127.0.0.1:1 5,5 >/dev/null 2>&1"), 1) << "nobody listens";
}

} // namespace
