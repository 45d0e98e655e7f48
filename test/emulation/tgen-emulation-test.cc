/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "peer-fixture.h"
#include "tgen/tgen-log-parser.h"

#include <csignal>
#include <map>
#include <random>

using namespace ns3;

namespace
{

const std::string EXAMPLES = SYNTHETIC_TRAFFIC_SOURCE_DIR "/examples/";
const std::string PROGRAM = SYNTHETIC_TRAFFIC_EMULATION;
const std::string ENVIRONMENT =
    "TGEN_EMULATION='" + PROGRAM + "' TGEN_EMULATION_TIMEOUT=25s timeout 40 ";
const std::string SCRIPT = "bash '" + EXAMPLES + "tgen-emulation.sh' --out=results ";

/// There and back over the simulated link, whose delay is 10 ms.
constexpr double ROUND_TRIP_S = 0.02;

/// A row of transfers.csv, by the names of its columns.
using Row = std::map<std::string, std::string>;

/// What needs no privileges.
class TgenEmulationUsageTest : public PeerFixture
{
};

/// Lets simulated hosts speak with a peer in a network namespace.
class TgenEmulationTest : public PeerFixture
{
  protected:
    void SetUp() override
    {
        PeerFixture::SetUp();
        if (IsSkipped())
        {
            return;
        }
        if (geteuid() != 0)
        {
            GTEST_SKIP() << "a network namespace needs root";
        }
        if (!HasCommand("ip"))
        {
            GTEST_SKIP() << "there is no command ip";
        }
        const auto probe = "tgen-probe-" + std::to_string(getpid());
        const auto status = Run("{ ip netns add " + probe + " && ip -n " + probe +
                                " tuntap add dev tap0 mode tap; } >/dev/null 2>&1; status=$?; "
                                "ip netns del " +
                                probe + " 2>/dev/null; exit $status");
        if (status != 0)
        {
            GTEST_SKIP() << "no network namespace with a TAP device can be made here";
        }
    }

    /**
     * Run the script, with a command as the real process.
     * @param config with options of tgen-emulation
     * @param command that writes to files of the directory
     * @return exit status of the script
     */
    int Emulate(const std::string& config, const std::string& command)
    {
        Write("command.sh", command + "\n");
        return Run(ENVIRONMENT + SCRIPT + "--config=" + config +
                   " -- bash command.sh >script.txt 2>&1");
    }

    /// What a test prints when something is wrong.
    std::string Tell() const
    {
        return Read("script.txt") + Read("client.txt") + Read("server.txt");
    }

    TgenLogContent ReadLog() const
    {
        return ParseTgenLog((m_directory / "results/tgen.simulated.log").string());
    }

    std::vector<Row> ReadTransfers() const
    {
        std::vector<Row> rows;
        std::vector<std::string> names;
        std::istringstream lines(Read("results/transfers.csv"));
        for (std::string line; std::getline(lines, line);)
        {
            std::vector<std::string> cells{""};
            for (const char c : line)
            {
                if (c == ',')
                {
                    cells.emplace_back();
                }
                else if (c != '\r')
                {
                    cells.back() += c;
                }
            }
            if (names.empty())
            {
                names = cells;
                continue;
            }
            Row row;
            for (std::size_t i = 0; i < names.size(); ++i)
            {
                row[names[i]] = cells.at(i);
            }
            rows.push_back(row);
        }
        return rows;
    }

    /**
     * Write a config that runs streams one after another and then ends.
     * @param start attributes of the start vertex
     * @param streams attributes of each stream, "stream1" and on
     */
    void WriteClient(const Row& start, const std::vector<Row>& streams) const
    {
        std::ostringstream text;
        text << "<graphml>\n";
        for (const auto* key : {"peers",
                                "time",
                                "serverport",
                                "sendsize",
                                "recvsize",
                                "packetmodelpath",
                                "markovmodelseed",
                                "count"})
        {
            text << "<key id='" << key << "' for='node' attr.name='" << key
                 << "' attr.type='string'/>\n";
        }
        text << "<graph edgedefault='directed'>\n";
        const auto writeNode = [&](const std::string& id, const Row& attributes) {
            text << "<node id='" << id << "'>";
            for (const auto& [key, value] : attributes)
            {
                text << "<data key='" << key << "'>" << value << "</data>";
            }
            text << "</node>\n";
        };
        writeNode("start", start);
        std::string last = "start";
        std::string edges;
        const auto writeEdge = [&](const std::string& to) {
            edges += "<edge source='" + last + "' target='" + to + "'/>\n";
            last = to;
        };
        for (std::size_t i = 0; i < streams.size(); ++i)
        {
            const auto id = "stream" + std::to_string(i + 1);
            writeNode(id, streams[i]);
            writeEdge(id);
        }
        writeNode("end", {{"count", "1"}});
        writeEdge("end");
        text << edges << "</graph></graphml>\n";
        Write("client.graphml", text.str());
    }

    const std::string m_client = m_peer + " client 198.19.0.1:8888 ";
    const std::string m_server = m_peer + " server 198.18.0.1:8888 ";
};

TEST_F(TgenEmulationTest, ARealClientOfASimulatedServer)
{
    WriteEndingModel("model.graphml", 15000);
    const auto status = Emulate(
        EXAMPLES + "tgen-emulation-server.tgenrc.graphml",
        m_client + "1024,102400 ~,1024 1024,~ ~,~ 1000000,2000000 >client.txt && " + m_client +
            "--model model.graphml --seed 3 --parallel 0,0 0,0 0,0 "
            ">model.txt");
    ASSERT_EQ(status, 0) << Tell() << Read("model.txt");
    const std::vector<std::pair<int, int>> sizes{{1024, 102400},
                                                 {0, 1024},
                                                 {1024, 0},
                                                 {0, 0},
                                                 {1000000, 2000000}};
    const auto sized = ReadStreams("client.txt");
    const auto modelled = ReadStreams("model.txt");
    ASSERT_EQ(sized.size(), sizes.size());
    ASSERT_EQ(modelled.size(), 3u);
    std::map<std::pair<std::string, std::string>, int> expected; // (sent, received) by us
    for (std::size_t i = 0; i < sizes.size(); ++i)
    {
        EXPECT_TRUE(sized[i]["ok"]) << sized[i];
        EXPECT_TRUE(sized[i]["ended"]) << sized[i];
        EXPECT_EQ(sized[i]["told"]["HOSTNAME"], "simulated");
        EXPECT_EQ(sized[i]["sent"], sizes[i].first);
        EXPECT_EQ(sized[i]["received"], sizes[i].second);
        EXPECT_GE(sized[i]["connect_s"], ROUND_TRIP_S);
        ++expected[{std::to_string(sizes[i].second), std::to_string(sizes[i].first)}];
    }
    for (const auto& stream : modelled)
    {
        EXPECT_TRUE(stream["ok"]) << stream;
        EXPECT_EQ(stream["sent"], stream["predicted"]["+"]);
        EXPECT_EQ(stream["received"], stream["predicted"]["-"]);
        ++expected[{to_string(stream["received"]), to_string(stream["sent"])}];
    }

    std::map<std::pair<std::string, std::string>, int> logged;
    for (const auto& stream : ReadLog().streams)
    {
        EXPECT_TRUE(stream.isSuccess);
        EXPECT_EQ(Get(stream.stream, "peername"), "peer");
        EXPECT_EQ(Get(stream.stream, "vertexid"), "passive-stream:stream");
        EXPECT_EQ(Get(stream.transport, "remote").rfind("real:198.18.0.1:", 0), 0u);
        ++logged[{Get(stream.bytes, "payload-bytes-send"),
                  Get(stream.bytes, "payload-bytes-recv")}];
    }
    EXPECT_EQ(logged, expected);
}

TEST_F(TgenEmulationTest, ASimulatedClientOfARealServer)
{
    WriteEndingModel("model.graphml", 15000);
    WriteClient({{"peers", "real:8888"}, {"time", "1500 ms"}, {"markovmodelseed", "42"}},
                {{{"sendsize", "1 KiB"}, {"recvsize", "100 KiB"}},
                 {{"sendsize", "0"}, {"recvsize", "1 KiB"}},
                 {{"sendsize", "1 KiB"}, {"recvsize", "0"}},
                 {{"sendsize", "2000000"}, {"recvsize", "1000000"}},
                 {{"packetmodelpath", "model.graphml"}},
                 {{"packetmodelpath", "model.graphml"}}});
    ASSERT_EQ(Emulate("client.graphml", m_server + "--streams 6 --hostname miller >server.txt"), 0)
        << Tell();
    const auto streams = ReadStreams("server.txt");
    const auto rows = ReadTransfers();
    const auto log = ReadLog().streams;
    ASSERT_EQ(streams.size(), 6u);
    ASSERT_EQ(rows.size(), 6u);
    ASSERT_EQ(log.size(), 6u);
    // The generator of markovmodelseed hands out seeds in the order of streams.
    std::mt19937 seeds(42);
    const std::vector<std::pair<std::string, std::string>> sizes{{"1024", "102400"},
                                                                 {"~", "1024"},
                                                                 {"1024", "~"},
                                                                 {"2000000", "1000000"},
                                                                 {"0", "0"},
                                                                 {"0", "0"}};
    for (std::size_t i = 0; i < 6; ++i)
    {
        const auto& stream = streams[i];
        EXPECT_TRUE(stream["ok"]) << stream;
        EXPECT_TRUE(stream["ended"]) << stream;
        EXPECT_EQ(stream["told"]["HOSTNAME"], "simulated");
        EXPECT_EQ(stream["told"]["TRANSFER_ID"], "stream" + std::to_string(i + 1));
        EXPECT_EQ(stream["told"]["SEND_SIZE"], sizes[i].first);
        EXPECT_EQ(stream["told"]["RECV_SIZE"], sizes[i].second);
        EXPECT_EQ(stream["told"]["MODEL_SEED"], std::to_string(seeds()));
        if (i >= 4)
        {
            EXPECT_EQ(stream["received"], stream["predicted"]["+"]);
            EXPECT_EQ(stream["sent"], stream["predicted"]["-"]);
        }

        auto row = rows[i];
        EXPECT_EQ(row["status"], "success");
        EXPECT_EQ(row["client"], "simulated");
        EXPECT_EQ(row["server"], "real");
        EXPECT_EQ(row["label"], "stream" + std::to_string(i + 1));
        EXPECT_EQ(row["sent_bytes"], to_string(stream["received"]));
        EXPECT_EQ(row["received_bytes"], to_string(stream["sent"]));
        EXPECT_GE(std::stod(row["connect_s"]) - std::stod(row["start_s"]), ROUND_TRIP_S);

        EXPECT_TRUE(log[i].isSuccess);
        EXPECT_EQ(Get(log[i].stream, "peername"), "miller");
    }
}

TEST_F(TgenEmulationTest, AHostServesAndAsksAtOnce)
{
    WriteClient({{"peers", "198.18.0.1:8888"}, {"time", "1500 ms"}, {"serverport", "8888"}},
                {{{"sendsize", "1 MiB"}, {"recvsize", "1 MiB"}}});
    // Its end would cut off others, so the client comes first, and the server lasts.
    const auto status = Emulate("client.graphml",
                                m_server + ">server.txt & server=$!\n" + m_client +
                                    "100000,200000 >client.txt && wait $server");
    ASSERT_EQ(status, 0) << Tell();
    EXPECT_TRUE(ReadStreams("client.txt").at(0)["ok"]);
    EXPECT_TRUE(ReadStreams("server.txt").at(0)["ok"]);
    EXPECT_EQ(ReadTransfers().at(0)["status"], "success");
    EXPECT_EQ(ReadLog().streams.size(), 2u);
}

TEST_F(TgenEmulationTest, TheShippedClientAndAServerThatCannotCount)
{
    const auto status = Emulate(EXAMPLES + "tgen-emulation-client.tgenrc.graphml",
                                m_server + "--streams 2 --fault checksum >server.txt");
    EXPECT_EQ(status, 1) << Tell();
    const auto rows = ReadTransfers();
    ASSERT_EQ(rows.size(), 2u);
    for (auto row : rows)
    {
        // Only the last of the 32 digits was wrong.
        EXPECT_EQ(row["error"], "CHECKSUM");
    }
    EXPECT_EQ(ReadTransfers()[0]["received_bytes"], "102400");
    EXPECT_EQ(rows[0].at("sent_bytes"), "1024");
    // The wrong checksum may end an upload that is still on its way: what left has arrived.
    const auto streams = ReadStreams("server.txt");
    ASSERT_EQ(streams.size(), 2U);
    for (std::size_t i = 0; i < streams.size(); ++i)
    {
        EXPECT_EQ(streams[i]["received"].dump(), rows[i].at("sent_bytes")) << i;
        EXPECT_EQ(streams[i]["md5_received"].get<std::string>().size(), 32U) << i;
    }
}

TEST_F(TgenEmulationTest, PeersThatDieMidStream)
{
    WriteClient({{"peers", "real:8888"}, {"time", "1500 ms"}},
                {{{"sendsize", "1 KiB"}, {"recvsize", "1 MiB"}}});
    EXPECT_EQ(Emulate("client.graphml", m_server + "--fault die --fault-after 200000"), 0)
        << Tell();
    const auto rows = ReadTransfers();
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].at("status"), "failed");
    EXPECT_TRUE(rows[0].at("error") == "READ" || rows[0].at("error") == "READEOF")
        << rows[0].at("error");
    EXPECT_LT(std::stoi(rows[0].at("received_bytes")), 1048576);

    // A server goes on after clients that break off.
    EXPECT_EQ(Emulate(EXAMPLES + "tgen-emulation-server.tgenrc.graphml",
                      m_client + "--fault reset --fault-after 200000 1000,1000000;" + m_client +
                          "--fault die --fault-after 200000 1000000,1000;" + m_client +
                          "1000,2000 >client.txt"),
              0)
        << Tell();
    EXPECT_TRUE(ReadStreams("client.txt").at(0)["ok"]);
    const auto log = ReadLog().streams;
    ASSERT_EQ(log.size(), 3u);
    EXPECT_FALSE(log[0].isSuccess);
    EXPECT_FALSE(log[1].isSuccess);
    EXPECT_TRUE(log[2].isSuccess);
}

TEST_F(TgenEmulationTest, AnInterruptLeavesResultsAndNothingElse)
{
    // Nobody answers there.
    WriteClient({{"peers", "198.18.0.99:8888"}}, {{{"sendsize", "1 KiB"}, {"recvsize", "1 KiB"}}});
    Write("script.sh",
          "exec env " + ENVIRONMENT.substr(0, ENVIRONMENT.find("timeout")) + SCRIPT +
              "--config=client.graphml -- sleep 20 >script.txt 2>&1\n");
    for (const int signal : {SIGINT, SIGTERM})
    {
        std::filesystem::remove_all(m_directory / "results");
        const auto script = fork();
        if (script == 0)
        {
            setpgid(0, 0);
            std::filesystem::current_path(m_directory);
            execlp("bash", "bash", "script.sh", nullptr);
            _exit(127);
        }
        const auto hasStarted = [this] {
            return std::filesystem::exists(m_directory / "results/tgen.simulated.log");
        };
        for (int i = 0; i < 400 && !hasStarted(); ++i)
        {
            usleep(50000);
        }
        EXPECT_TRUE(hasStarted()) << Tell();
        kill(-script, signal);
        int status = 0;
        waitpid(script, &status, 0);
        EXPECT_EQ(WEXITSTATUS(status), 128 + signal) << Tell();
        EXPECT_TRUE(std::filesystem::exists(m_directory / "results/summary.json"));
        EXPECT_EQ(ReadTransfers().size(), 1u);
        EXPECT_EQ(Run("ip netns list | grep -w tgen-emulation-" + std::to_string(script)), 1);
    }
}

TEST_F(TgenEmulationUsageTest, BadInputIsStatus2AndWritesNothing)
{
    const auto run = [&](const std::string& arguments) {
        return Run("'" + PROGRAM + "' --out=results " + arguments + " >said.txt 2>&1");
    };
    EXPECT_EQ(run(""), 2);
    EXPECT_EQ(run("--config=missing.graphml --rate=fast --real=1.2.3"), 2);
    EXPECT_NE(Read("said.txt").find("--rate"), std::string::npos) << Read("said.txt");
    EXPECT_NE(Read("said.txt").find("--real"), std::string::npos) << Read("said.txt");
    EXPECT_EQ(run("--config=missing.graphml"), 2);
    Write("bad.graphml", R"(<graphml>
<key id='p' for='node' attr.name='peers' attr.type='string'/>
<graph edgedefault='directed'><node id='start'>
<data key='p'>reel:80</data></node><node id='stream'/>
<edge source='start' target='stream'/></graph></graphml>)");
    EXPECT_EQ(run("--config=bad.graphml"), 2);
    EXPECT_EQ(Read("said.txt").rfind("bad.graphml:", 0), 0u) << Read("said.txt");
    EXPECT_FALSE(std::filesystem::exists(m_directory / "results"));
}

TEST_F(TgenEmulationUsageTest, WithoutPermissionItSaysSo)
{
    if (geteuid() == 0)
    {
        GTEST_SKIP() << "root may do everything";
    }
    const auto config = "--config='" + EXAMPLES + "tgen-emulation-server.tgenrc.graphml'";
    EXPECT_EQ(Run("'" + PROGRAM + "' " + config + " >said.txt 2>&1"), 1);
    EXPECT_NE(Read("said.txt").find("no TAP device"), std::string::npos) << Read("said.txt");
    EXPECT_EQ(Run(SCRIPT + config + " >said.txt 2>&1"), 1);
    EXPECT_NE(Read("said.txt").find("needs root"), std::string::npos) << Read("said.txt");
}

} // namespace
