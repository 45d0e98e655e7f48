/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "run-files-fixture.h"

#include <unistd.h>

using namespace ns3;

namespace
{

const std::string PYTHON_HEADER =
    "flow_id,size_bytes,size_kb,server,start_time,end_time,completion_time,throughput_mbps,success,"
    "returncode,error\n";

using RunReaderTest = RunFilesTest;

} // namespace

TEST_F(RunReaderTest, ReadsOurTable)
{
    const auto run = ReadOne(Write(
        "any-name",
        TABLE_HEADER +
            "1,gensyn,web,h1,h2,\"a, \"\"b\"\"\",,10,20,1.000000001,,,,2.5,failed,TIMEOUT\n"));
    ASSERT_EQ(run.transfers.size(), 1u);
    const auto& transfer = run.transfers[0];
    EXPECT_EQ(transfer.label, "a, \"b\"");
    EXPECT_FALSE(transfer.requestedBytes);
    EXPECT_EQ(transfer.start, 1'000'000'001);
    EXPECT_FALSE(transfer.request || transfer.firstByte || transfer.lastByte);
    EXPECT_EQ(transfer.end, 2'500'000'000);
    EXPECT_EQ(transfer.status, TransferRecord::FAILED);
    EXPECT_EQ(transfer.error, "TIMEOUT");
}

TEST_F(RunReaderTest, TellsOfBrokenRowsOfATable)
{
    const auto run = ReadOne(Write("transfers.csv",
                                   TABLE_HEADER + "1,a,b,c,d,e,1,2,3,0,,,,1,success,\n"
                                                  "2,a,b,c,d,e,1,2,3,0,,,,1,lost,\n"
                                                  "3,a,b,c,d,e,x,2,3,0,,,,1,success,\n"
                                                  "4,a,b,c,d,e,1,2,3,2,,,,1,success,\n"
                                                  "5,a,b,\"c,d,e,1,2,3,2,,,,1,success,\n"
                                                  "6,a,b,c,d,e,1,2"));
    EXPECT_EQ(run.transfers.size(), 1u);
    EXPECT_EQ(Tell(run.warnings),
              "transfers.csv:3: the status is \"lost\" (expected success, failed or open)\n"
              "transfers.csv:4: a size is \"x\" (expected bytes, as a whole number)\n"
              "transfers.csv:5: the transfer ends before it begins (expected an end after the "
              "start)\n"
              "transfers.csv:6: a quoted value does not end (expected a closing quote on the same "
              "line)\n"
              "transfers.csv:7: the row has 8 values (expected 16 values)\n");
}

TEST_F(RunReaderTest, TimesAreSecondsThatFit)
{
    const auto row = [](const std::string& start, const std::string& end) {
        return "1,a,b,c,d,e,1,2,3," + start + ",,,," + end + ",success,\n";
    };
    const auto run =
        ReadOne(Write("transfers.csv",
                      TABLE_HEADER + row("1e-3", "0.0123456789") + row("-1", "1") +
                          row("0", "5e9") + row("0", "nan") + row("0", "1.2.3") + row("", "1")));
    ASSERT_EQ(run.transfers.size(), 1u);
    EXPECT_EQ(run.transfers[0].start, 1'000'000);
    EXPECT_EQ(run.transfers[0].end, 12'345'678);
    EXPECT_EQ(run.warnings.size(), 5u);
    EXPECT_EQ(run.warnings[0].what, "a time is \"-1\"");
}

TEST_F(RunReaderTest, ReadsHkustFlows)
{
    const auto run =
        ReadOne(WriteCompressed("flows.txt.gz", "4003 116 2 500 276\n8975 137 0 500 524\n"));
    ASSERT_EQ(run.transfers.size(), 2u);
    const auto& flow = run.transfers[0];
    EXPECT_EQ(flow.system, "poisson");
    EXPECT_EQ(flow.kind, "flow");
    EXPECT_EQ(flow.requestedBytes, 4003u);
    EXPECT_EQ(*flow.lastByte - *flow.request, 116'000);
    EXPECT_FALSE(flow.isStartKnown || flow.isPlaced);
}

TEST_F(RunReaderTest, ReadsHkustRequestsAndTellsOfBrokenLines)
{
    const auto run =
        ReadOne(Write("reqs.txt",
                      "4003 24226 2 500 1 5\n442924 7292 0 800 485\n12 x 0 0 0 5\n"
                      "3258207 6576 3 800 3963 5\n99 18446744073709551615 0 0 0 1\n326"));
    EXPECT_EQ(run.transfers.size(), 2u);
    EXPECT_EQ(run.transfers[0].kind, "request");
    EXPECT_EQ(
        Tell(run.warnings),
        "reqs.txt:2: the line has 5 columns, and those before 6 (expected flows and requests in "
        "files of their own)\n"
        "reqs.txt:3: the line is \"12 x 0 0 0 5\" (expected five whole numbers for a flow, six for "
        "a request)\n"
        "reqs.txt:5: the line is \"99 18446744073709551615 0 0 0 1\" (expected five whole numbers "
        "for a flow, six for a request)\n"
        "reqs.txt:6: the line is \"326\" (expected five whole numbers for a flow, six for a "
        "request)\n");
}

TEST_F(RunReaderTest, ReadsThePythonTable)
{
    const auto run = ReadOne(Write(
        "out.csv",
        PYTHON_HEADER +
            "0,10240.0,10,'10.0.0.2:5001',1795306930.25,1795306930.375,0.125,0.65,1,0,\n"
            "1,2048.5,2,'10.0.0.2:5001',1795306931.0,1795306941.0,10.0,0,0,-1,Process timeout\n"));
    ASSERT_EQ(run.transfers.size(), 2u);
    EXPECT_EQ(run.transfers[0].server, "10.0.0.2:5001");
    EXPECT_EQ(run.transfers[0].requestedBytes, 10240u);
    EXPECT_EQ(run.transfers[0].start, INT64_C(1795306930'250000000));
    EXPECT_EQ(*run.transfers[0].lastByte - run.transfers[0].start, 125'000'000);
    EXPECT_EQ(run.transfers[1].status, TransferRecord::FAILED);
    EXPECT_EQ(run.transfers[1].error, "Process timeout");
}

TEST_F(RunReaderTest, ReadsIperf3)
{
    const std::string test = R"({
"start": {"connected": [{"local_host": "c"}], "version": "iperf 3.12", "timestamp": {"timesecs": 100},
  "connecting_to": {"host": "s"},
  "test_start": {"num_streams": 2, "bytes": 1000, "reverse": 0}},
"intervals": [{"streams": [], "sum": {}}],
"end": {"streams": [
   {"sender": {"end": 2, "bytes": 700, "sender": true},
    "receiver": {"end": 3, "bytes": 600, "bits_per_second": 1600}},
   {"sender": {"end": 2, "bytes": 300, "sender": true},
    "receiver": {"end": 3, "bytes": 300, "bits_per_second": 800}}],
  "sum_sent": {"end": 2, "bytes": 1000}, "sum_received": {"end": 3, "bytes": 900, "bits_per_second": 2400}}
}
)";
    const std::string failed =
        R"({"start": {"version": "iperf 3.12"}, "error": "unable to connect"})";
    // Tests follow each other in one file, the last one was cut.
    const auto run =
        ReadOne(Write("iperf3.json", test + failed + "\n" + test + test.substr(0, 300)));
    ASSERT_EQ(run.transfers.size(), 7u);
    const auto& sum = run.transfers[0];
    EXPECT_EQ(sum.system, "iperf3");
    EXPECT_EQ(sum.kind, "test");
    EXPECT_EQ(sum.label, "2 streams");
    EXPECT_EQ(sum.client, "c");
    EXPECT_EQ(sum.server, "s");
    EXPECT_EQ(sum.requestedBytes, 1000u);
    EXPECT_EQ(sum.sentBytes, 1000u);
    EXPECT_EQ(sum.goodput, 2400);
    EXPECT_EQ(sum.start, INT64_C(100'000'000'000));
    EXPECT_FALSE(sum.isEndKnown);
    EXPECT_EQ(run.transfers[1].kind, "stream");
    EXPECT_EQ(run.transfers[1].goodput, 1600);
    EXPECT_EQ(run.transfers[1].requestedBytes, 500u);
    EXPECT_EQ(run.transfers[3].status, TransferRecord::FAILED);
    EXPECT_EQ(run.transfers[3].error, "unable to connect");
    ASSERT_EQ(run.warnings.size(), 1u);
    EXPECT_EQ(run.warnings[0].what, "this is not well-formed JSON");
    EXPECT_GT(run.warnings[0].line, 24); // where the third test breaks off
}

TEST_F(RunReaderTest, ReadsLogsOfFlowGroups)
{
    Write("run/h1_iperf_error.log",
          "Trace file: t.trace\nh1 0 2 127.0.0.2 3e+06\nTotal bytes sent: 215Kbytes\nTotal time: 2 "
          "seconds\nAverage throughput: 857.703Kbps\nAverage throughput: soon\n");
    Write("run/h1_iperf.log", "857.703\n");
    Write("run/h2_iperf.log", "968.5\n0\n12");
    Write("run/h1_mc.log", "1500\n2500\n-\n");
    Write("run/h2_iperf_server.log", "100\n200\n");
    const auto run = ReadOne(In("run"));
    ASSERT_EQ(run.transfers.size(), 5u);
    const auto& flow = run.transfers[0];
    EXPECT_EQ(flow.kind, "iperf");
    EXPECT_EQ(flow.end - flow.start, 2'000'000'000);
    EXPECT_EQ(flow.goodput, 857'703);
    EXPECT_EQ(flow.sentBytes, 214'426u); // rate times time
    EXPECT_EQ(run.transfers[1].kind, "request");
    EXPECT_EQ(run.transfers[1].end - run.transfers[1].start, 1'500'000);
    EXPECT_FALSE(run.transfers[3].isEndKnown);
    EXPECT_EQ(run.transfers[3].goodput, 968'500);
    EXPECT_EQ(run.transfers[4].status, TransferRecord::FAILED);
    EXPECT_EQ(
        Tell(run.warnings),
        "run/h1_iperf_error.log:6: the line is \"Average throughput: soon\" (expected \"Average "
        "throughput: NUMBERKbps\")\n"
        "run/h1_mc.log:3: the line is \"-\" (expected microseconds of a request)\n"
        "run/h2_iperf.log:3: the last line has no end (expected kbit/s of a flow)\n");
}

TEST_F(RunReaderTest, OurTableTellsAllOfItsDirectory)
{
    Write("run/transfers.csv",
          TABLE_HEADER + "1,poisson,incast,h1,h2,,100,0,100,0,1,1,2,2,success,\n");
    Write("run/poisson.h1.flows.txt", "100 116 2 500 276\n");
    Write("run/poisson.h1.reqs.txt", "100 116 2 500 276 1\n");
    Write("run/poisson.h1.requests.csv",
          "id,size_bytes,fanout,dscp,rate_mbps,arrival_s,request_s,end_s,finished,open\n"
          "0,100,1,2,500,0.0,1.0,2.0,1,0\n1,100,3,2,500,0.0,1.0,2.0,2,0\n"
          "2,100,2,2,500,0.0,1.0,,0,1\n");
    Write("run/h1_mc.log", "1500\n");
    Write("run/summary.json", "{}");
    const auto run = ReadOne(In("run"));
    ASSERT_EQ(run.transfers.size(), 4u);
    EXPECT_EQ(run.files.size(), 2u);
    EXPECT_EQ(run.transfers[0].kind, "request");
    EXPECT_EQ(run.transfers[0].status, TransferRecord::SUCCESS);
    EXPECT_EQ(run.transfers[1].status, TransferRecord::FAILED);
    EXPECT_EQ(run.transfers[2].status, TransferRecord::OPEN);
    EXPECT_EQ(run.transfers[3].kind, "incast");
}

TEST_F(RunReaderTest, EmptyFilesOfADirectoryAreToldOf)
{
    Write("run/tgen.client.log", "");
    Write("run/flows.txt", "1 2 3 4 5\n");
    Write("run/iperf3.json", "{\"answer\": 42}");
    Write("run/notes.txt", "");
    const auto warnings = ReadOne(In("run")).warnings;
    ASSERT_EQ(warnings.size(), 2u);
    EXPECT_EQ(warnings[0].file, In("run/iperf3.json"));
    EXPECT_EQ(warnings[0].what, "its beginning tells of no transfers");
    EXPECT_EQ(warnings[1].file, In("run/tgen.client.log"));
    EXPECT_EQ(warnings[1].what, "the file is empty");
}

TEST_F(RunReaderTest, WhatCannotBeOpenedHidesNothingElse)
{
    Write("run/flows.txt", "1 2 3 4 5\n");
    std::filesystem::create_symlink("itself", m_directory / "run/itself");
    EXPECT_EQ(ReadOne(In("run")).transfers.size(), 1u);
    EXPECT_TRUE(ReadOne(In("run")).warnings.empty());

    const auto secret = Write("run/tgen.secret.log", "");
    std::filesystem::permissions(secret, std::filesystem::perms::none);
    const auto user = geteuid();
    if (user == 0 && seteuid(65534) != 0)
    {
        GTEST_SKIP() << "root reads everything";
    }
    const auto run = ReadOne(In("run"));
    const auto alone = Refuse({secret});
    EXPECT_EQ(seteuid(user), 0);
    EXPECT_EQ(run.transfers.size(), 1u);
    EXPECT_EQ(Tell(run.warnings), "run/tgen.secret.log: cannot be read: Permission denied\n");
    EXPECT_EQ(alone, Tell(run.warnings));
}

TEST_F(RunReaderTest, NamesThatCannotBeLookedUpAreBadInput)
{
    const std::string longName(5000, 'a');
    std::filesystem::create_symlink("itself", m_directory / "itself");
    EXPECT_EQ(Refuse({longName}), longName + ": cannot be read: File name too long\n");
    EXPECT_EQ(Refuse({In("itself")}),
              "itself: cannot be read: Too many levels of symbolic links\n");
}

TEST_F(RunReaderTest, RefusesWhatTellsOfNothing)
{
    std::filesystem::create_directories(m_directory / "nothing");
    Write("empty", "");
    Write("prose", "Once upon a time\n");
    Write("numbers", "1\n2\n");
    const auto text =
        Refuse({In("nothing"), In("empty"), In("prose"), In("numbers"), In("missing")});
    for (const auto* begin : {"nothing: nothing in this directory tells of transfers (expected ",
                              "empty: the file is empty (expected ",
                              "prose: nothing in this file tells of transfers (expected ",
                              "numbers: nothing in this file tells of transfers (expected ",
                              "missing: cannot be read: "})
    {
        EXPECT_NE(text.find(begin), std::string::npos) << begin;
    }
    EXPECT_EQ(Refuse({Write("transfers.csv", TABLE_HEADER)}),
              "transfers.csv: nothing in it could be used (expected one transfer at least)\n");
}
