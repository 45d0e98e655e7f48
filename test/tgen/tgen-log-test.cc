/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "../lambdas.h"
#include "../test-data.h"
#include "tgen-log-parser.h"

#include "ns3/input-error.h"
#include "ns3/simulator.h"
#include "ns3/tgen-log.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

class TgenLogTest : public testing::Test
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
        std::filesystem::remove(m_path);
    }

    std::string Read()
    {
        m_log.Close();
        return ReadFileBytes(m_path);
    }

    static TgenStreamReport MakeReport()
    {
        TgenStreamReport report;
        report.id = 3;
        report.descriptor = 7;
        report.vertexId = "stream";
        report.hostname = "client";
        report.peerHostname = "server";
        report.local = InetSocketAddress("10.0.0.1", 1024);
        report.remote = InetSocketAddress("10.0.0.2", 8888);
        report.remoteName = "server";
        report.transportState = TgenTransportState::SUCCESS_OPEN;
        report.sendState = TgenSendState::SUCCESS;
        report.recvState = TgenRecvState::SUCCESS;
        report.sendSize = 1024;
        report.recvSize = 3;
        report.payloadBytesSend = 1024;
        report.payloadBytesRecv = 1;
        report.created = MicroSeconds(1500000);
        report.socketConnect = NanoSeconds(1500999999);
        report.now = Seconds(2);
        return report;
    }

    const std::string m_path = testing::TempDir() + "tgen-log-test-" +
                               testing::UnitTest::GetInstance()->current_test_info()->name();
    TgenLog m_log;
};

TEST_F(TgenLogTest, PrefixHasDateUnixTimeLevelAndTwoBrackets)
{
    m_log.Open(m_path, TgenLog::MESSAGE, 946684800);
    ScheduleLambda(MicroSeconds(61000042),
                   [this] { m_log.Write(TgenLog::WARNING, "a.cc", "F", "some text"); });
    Simulator::Run();
    EXPECT_EQ(Read(), "2000-01-01 00:01:01 946684861.000042 [warning] [a.cc] [F] some text\n");
}

TEST_F(TgenLogTest, LevelsFilter)
{
    m_log.Open(m_path, TgenLog::WARNING, 0);
    EXPECT_TRUE(m_log.Shows(TgenLog::ERROR));
    EXPECT_FALSE(m_log.Shows(TgenLog::MESSAGE));
    m_log.WriteHeartbeat({}, {});
    m_log.WriteStreamEnd(MakeReport());
    EXPECT_EQ(Read(), "");
    EXPECT_EQ(TgenLog::ParseLevel("INFO"), TgenLog::INFO);
    EXPECT_EQ(TgenLog::ParseLevel("message"), TgenLog::MESSAGE);
}

TEST_F(TgenLogTest, InitLineHasVersionAndHostWhereTgentoolsLooks)
{
    m_log.Open(m_path, TgenLog::MESSAGE, 946684800);
    m_log.WriteInit("client1", 17);
    m_log.Close();
    const auto content = ParseTgenLog(m_path);
    EXPECT_EQ(content.version, "1.1.2");
    EXPECT_EQ(content.hostname, "client1");
}

TEST_F(TgenLogTest, HeartbeatNamesWhatIsNotZero)
{
    m_log.Open(m_path, TgenLog::MESSAGE, 0);
    TgenCounters since;
    since.bytesRead = 5;
    since.streams.failed = 1;
    TgenCounters total;
    total.streams = {4, 1, 1};
    total.flows = {2, 2, 0};
    total.traffics = {1, 0, 0};
    m_log.WriteHeartbeat(since, total);
    m_log.Close();
    EXPECT_EQ(SplitAtWhitespace(ReadFileBytes(m_path)).at(7),
              "[bytes-read=5,bytes-written=0,streams-failed=1,total-streams-created=4,"
              "total-streams-succeeded=1,total-streams-failed=1,total-streams-pending=2,"
              "total-flows-created=2,total-flows-succeeded=2,total-traffics-created=1,"
              "total-traffics-pending=1]");
}

TEST_F(TgenLogTest, StreamLine)
{
    m_log.Open(m_path, TgenLog::MESSAGE, 0);
    m_log.WriteStreamEnd(MakeReport());
    EXPECT_EQ(
        Read(),
        "1970-01-01 00:00:00 0.000000 [message] [tgen-stream.cc] [End] [stream-success] transport "
        "[fd=7,local=NULL:10.0.0.1:1024,proxy=NULL:0.0.0.0:0,remote=server:10.0.0.2:8888,"
        "state=SUCCESS_OPEN,error=NONE] stream [id=3,vertexid=stream,name=client,peername=server,"
        "sendsize=1024,recvsize=3,sendstate=SEND_SUCCESS,recvstate=RECV_SUCCESS,error=NONE] bytes "
        "[total-bytes-recv=0,total-bytes-send=0,payload-bytes-recv=1,payload-bytes-send=1024,"
        "payload-progress-recv=33.33%,payload-progress-send=100.00%] times [created-ts=1500000,"
        "usecs-to-socket-create=-1,usecs-to-socket-connect=999,usecs-to-proxy-init=-1,"
        "usecs-to-proxy-choice=-1,usecs-to-proxy-request=-1,usecs-to-proxy-response=-1,"
        "usecs-to-command=-1,usecs-to-response=-1,usecs-to-first-byte-recv=-1,"
        "usecs-to-last-byte-recv=-1,usecs-to-checksum-recv=-1,usecs-to-first-byte-send=-1,"
        "usecs-to-last-byte-send=-1,usecs-to-checksum-send=-1,now-ts=2000000]\n");
}

TEST_F(TgenLogTest, ProgressWithoutSize)
{
    m_log.Open(m_path, TgenLog::MESSAGE, 0);
    auto report = MakeReport();
    report.sendSize = 0;
    report.recvSize.reset();
    report.recvState = TgenRecvState::ERROR;
    report.error = TgenStreamError::READEOF;
    report.peerHostname.clear();
    m_log.WriteStreamEnd(report);
    m_log.Close();
    const auto content = ParseTgenLog(m_path);
    ASSERT_EQ(content.streams.size(), 1u);
    const auto& stream = content.streams[0];
    EXPECT_FALSE(stream.isSuccess);
    EXPECT_EQ(Get(stream.bytes, "payload-progress-send"), "100.00%");
    EXPECT_EQ(Get(stream.bytes, "payload-progress-recv"), "?");
    EXPECT_EQ(Get(stream.stream, "peername"), "(null)");
    EXPECT_EQ(Get(stream.stream, "error"), "READEOF");
}

TEST_F(TgenLogTest, KeysAreThoseOfTheRealProgram)
{
    const std::string real = "tgen/logs/tgen.client-singlefile.log";
    SKIP_WITHOUT_TEST_DATA(real);
    const auto expected = ParseTgenLog(GetTestDataPath(real));
    ASSERT_EQ(expected.streams.size(), 10u);
    ASSERT_GT(expected.heartbeats.size(), 1u);

    m_log.Open(m_path, TgenLog::MESSAGE, 0);
    m_log.WriteStreamEnd(MakeReport());
    TgenCounters counters;
    counters.streams = {1, 1, 0};
    counters.flows = {1, 1, 0};
    m_log.WriteHeartbeat(counters, counters);
    m_log.Close();
    const auto ours = ParseTgenLog(m_path);
    ASSERT_EQ(ours.streams.size(), 1u);
    EXPECT_EQ(KeysOf(ours.streams[0].transport), KeysOf(expected.streams[0].transport));
    EXPECT_EQ(KeysOf(ours.streams[0].stream), KeysOf(expected.streams[0].stream));
    EXPECT_EQ(KeysOf(ours.streams[0].bytes), KeysOf(expected.streams[0].bytes));
    EXPECT_EQ(KeysOf(ours.streams[0].times), KeysOf(expected.streams[0].times));
    EXPECT_EQ(KeysOf(ours.heartbeats[0]), KeysOf(expected.heartbeats[1]));
}

TEST_F(TgenLogTest, AFileThatCannotBeWrittenIsNamed)
{
    try
    {
        m_log.Open("/nowhere/tgen.log", TgenLog::MESSAGE, 0);
        FAIL();
    }
    catch (const InputError& error)
    {
        EXPECT_EQ(std::string(error.what()).rfind("/nowhere/tgen.log: ", 0), 0u) << error.what();
    }
}

} // namespace
