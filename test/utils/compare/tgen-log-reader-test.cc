/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "run-files-fixture.h"

using namespace ns3;

namespace
{

const std::string INIT =
    "2026-11-22 00:18:53 1795306733.754966 [message] [tgen-main.c:43] [_tgenmain_run] "
    "Initializing TGen v1.1.2 running GLib v2.74.6 and IGraph v0.10.2 on host client "
    "with process id 17444\n";

/// A line as TGen writes it. @param seconds of the line @param what replaces parts of it
std::string
Stream(const std::string& tag = "stream-success",
       const std::string& vertex = "page",
       const std::string& errors = "NONE,NONE")
{
    const auto comma = errors.find(',');
    return "2026-11-22 00:18:53 1795306733.840787 [message] [tgen-stream.c:1738] [_tgenstream_log] "
           "[" +
           tag +
           "] transport "
           "[fd=7,local=NULL:198.18.1.1:45642,proxy=NULL:0.0.0.0:0,remote=server:198.18.1.2:"
           "8888,state=SUCCESS_OPEN,error=" +
           errors.substr(0, comma) + "] stream [id=0,vertexid=" + vertex +
           ",name=client,peername=server,sendsize=1024,recvsize=51200,sendstate=SEND_SUCCESS,"
           "recvstate="
           "RECV_SUCCESS,error=" +
           errors.substr(comma + 1) +
           "] bytes [total-bytes-recv=51308,total-bytes-send=3238,payload-bytes-recv=51200,"
           "payload-bytes-send=1024,payload-progress-recv=100.00%,payload-progress-send=100.00%] "
           "times "
           "[created-ts=4647068586,usecs-to-socket-create=16,usecs-to-socket-connect=20478,"
           "usecs-to-proxy-init=-1,usecs-to-proxy-choice=-1,usecs-to-proxy-request=-1,"
           "usecs-to-proxy-response=-1,usecs-to-command=20622,usecs-to-response=41395,"
           "usecs-to-first-byte-recv=41807,usecs-to-last-byte-recv=84923,usecs-to-checksum-recv="
           "84923,"
           "usecs-to-first-byte-send=20622,usecs-to-last-byte-send=20622,usecs-to-checksum-send="
           "20699,"
           "now-ts=4647153567]\n";
}

using TgenLogReaderTest = RunFilesTest;

} // namespace

TEST_F(TgenLogReaderTest, ReadsAStream)
{
    const auto run = ReadOne(Write("tgen.client.log", INIT + Stream()));
    ASSERT_EQ(run.transfers.size(), 1u);
    EXPECT_TRUE(run.warnings.empty());
    const auto& stream = run.transfers[0];
    EXPECT_EQ(stream.system, "tgen");
    EXPECT_EQ(stream.kind, "stream");
    EXPECT_EQ(stream.label, "page");
    EXPECT_EQ(stream.client, "client");
    EXPECT_EQ(stream.server, "server");
    EXPECT_EQ(stream.requestedBytes, 52224u);
    EXPECT_EQ(stream.sentBytes, 1024u);
    EXPECT_EQ(stream.receivedBytes, 51200u);
    EXPECT_EQ(stream.end, INT64_C(1795306733'840787000));
    EXPECT_EQ(stream.end - stream.start, 84'981'000); // now less created
    EXPECT_EQ(*stream.request - stream.start, 20'622'000);
    EXPECT_EQ(*stream.firstByte - stream.start, 41'807'000);
    EXPECT_EQ(*stream.lastByte - stream.start, 84'923'000);
    EXPECT_EQ(stream.status, TransferRecord::SUCCESS);
    EXPECT_EQ(stream.error, "");
}

TEST_F(TgenLogReaderTest, ErrorsHaveTgentoolsWords)
{
    const auto run = ReadOne(Write("tgen.client.log",
                                   Stream("stream-error", "a", "NONE,READEOF") +
                                       Stream("stream-error", "b", "CONNECT,PROXY")));
    ASSERT_EQ(run.transfers.size(), 2u);
    EXPECT_EQ(run.transfers[0].status, TransferRecord::FAILED);
    EXPECT_EQ(run.transfers[0].error, "READEOF");
    EXPECT_EQ(run.transfers[1].error, "PROXY-CONNECT");
}

TEST_F(TgenLogReaderTest, VertexIdsMayHoldBlanksAndCommas)
{
    const auto run = ReadOne(Write("tgen.client.log", Stream("stream-success", "a b,c=1")));
    EXPECT_EQ(run.transfers.at(0).label, "a b,c=1");
}

TEST_F(TgenLogReaderTest, UsesWhatIsWhole)
{
    const auto whole = Stream();
    auto strange = whole;
    strange.replace(strange.find("sendsize=1024"), 13, "sendsize=many");
    auto keyless = whole;
    keyless.replace(keyless.find("now-ts"), 6, "won-ts");
    auto backwards = whole;
    backwards.replace(backwards.find("created-ts=4"), 12, "created-ts=9");
    const auto run = ReadOne(Write("tgen.client.log",
                                   INIT + whole + strange + keyless + "[stream-success] " +
                                       whole.substr(0, 600) + "\n" + whole.substr(60) + backwards +
                                       whole.substr(0, whole.size() / 2)));
    EXPECT_EQ(run.transfers.size(), 1u);
    EXPECT_EQ(
        Tell(run.warnings),
        "tgen.client.log:3: sendsize is \"many\" (expected a whole number)\n"
        "tgen.client.log:4: there is no now-ts (expected as TGen 1.1.2 writes it)\n"
        "tgen.client.log:5: the line ends too early (expected four brackets)\n"
        "tgen.client.log:6: the line does not begin with a time (expected YYYY-MM-DD HH:MM:SS "
        "SECONDS)\n"
        "tgen.client.log:7: the stream ends before it begins (expected now-ts after "
        "created-ts)\n"
        "tgen.client.log: 1 more lines could not be used\n");
}

TEST_F(TgenLogReaderTest, TellsOfOtherVersions)
{
    auto other = INIT;
    other.replace(other.find("v1.1.2"), 6, "v1.0.0");
    const auto run = ReadOne(Write("tgen.client.log", INIT + Stream() + other + Stream()));
    EXPECT_EQ(run.transfers.size(), 2u);
    EXPECT_EQ(Tell(run.warnings),
              "tgen.client.log:3: a log of TGen 1.1.2 goes on as one of TGen 1.0.0 (expected one "
              "version in a file; both are read)\n");

    EXPECT_EQ(
        Refuse({Write("old.log",
                      "2016-01-01 00:00:00 1451606400.000001 [message] [shd-tgen-transfer.c:1] "
                      "[_f] [transfer-complete] transport TCP,9\n")}),
        "old.log:1: transfers of TGen 0.0.1 are not read (expected [stream-success] or "
        "[stream-error], as TGen 1.x writes)\n" +
            In("old.log").substr(m_directory.string().size() + 1) +
            ": nothing in it could be used (expected one transfer at least)\n");
}

TEST_F(TgenLogReaderTest, WhatTheServerSawIsUsedOnlyWithoutAClientsLog)
{
    const auto passive = Stream("stream-success", "passive-stream:page");
    Write("run/tgen.client.log", INIT + Stream());
    Write("run/tgen.server.log", INIT + passive + passive);
    EXPECT_EQ(ReadOne(In("run")).transfers.size(), 1u);
    const auto server = ReadOne(In("run/tgen.server.log"));
    ASSERT_EQ(server.transfers.size(), 2u);
    EXPECT_EQ(server.transfers[0].kind, "passive-stream");
}

TEST_F(TgenLogReaderTest, LogsTakeThePlaceOfTheTableWhereARunHasNoTable)
{
    const std::string table =
        TABLE_HEADER +
        "1,tgen,stream,client,server,web,52224,1024,51200,1.0,1.1,1.2,1.3,1.4,success,\n"
        "2,tgen,stream,client,server,web,52224,1024,0,1.0,,,,2.0,open,END\n"
        "3,tgen,stream,other,server,web,52224,1024,51200,1.0,1.1,1.2,1.3,1.4,success,\n"
        "4,gensyn,web,client,server,web,,10,20,1.0,1.1,1.2,1.3,1.4,success,\n";
    Write("simulated/transfers.csv", table);
    Write("simulated/tgen.client.log", INIT + Stream());
    Write("real/tgen.client.log", INIT + Stream());

    auto runs = ReadRuns({In("real"), In("simulated")}, false);
    ASSERT_EQ(runs[1].transfers.size(), 4u); // the client's finished stream is that of the log
    EXPECT_EQ(runs[1].transfers.back().label, "page");
    EXPECT_EQ(std::count_if(runs[1].transfers.begin(),
                            runs[1].transfers.end(),
                            [](const auto& t) {
                                return t.system == "tgen" && t.client == "client" &&
                                       t.label == "web";
                            }),
              1); // the open one

    runs = ReadRuns({In("simulated"), In("simulated")}, false);
    EXPECT_EQ(runs[1].transfers.size(), 4u);
    EXPECT_EQ(runs[1].transfers[0].label, "web");
    // When requests matter, the log knows better.
    runs = ReadRuns({In("simulated"), In("simulated")}, true);
    EXPECT_EQ(runs[0].transfers.back().label, "page");
}
