/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "../input-problems.h"
#include "../test-data.h"

#include "ns3/flow-group-value.h"
#include "ns3/flow-trace-reader.h"
#include "ns3/flowlet-schedule.h"

#include <gtest/gtest.h>
#include <sstream>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ns3
{

namespace
{

constexpr auto YEAR_2021 = FlowTrace::Variant::SECONDS_2021;

std::string
ToText(const FlowTrace& trace, FlowTrace::Variant variant = FlowTrace::Variant::CURRENT)
{
    std::ostringstream text;
    trace.Write(text, variant);
    return text.str();
}

TEST(FlowTrace, ReadsAllKinds)
{
    const auto trace = ParseFlowTrace("h1 10.0.0.1 h2 10.0.0.2 \n"
                                      "h2 7 2 10.0.0.3 1000 10 3\n"
                                      "h1 0 0 key value\n"
                                      "h3 9 1 key\n"
                                      "h3 5 3 10.0.0.1 4000 0 20 30\n",
                                      "f");
    ASSERT_EQ(trace.GetServers().size(), 2U);
    EXPECT_EQ(trace.GetHosts()[trace.GetServers()[1]].name, "h2");
    ASSERT_EQ(trace.GetFlows().size(), 2U);
    const auto& sized = trace.GetFlows()[0];
    EXPECT_EQ(sized.time, 5);
    EXPECT_EQ(trace.GetHosts()[sized.host].name, "h3");
    EXPECT_EQ(trace.GetHosts()[sized.destination].name, "h1");
    EXPECT_EQ(sized.bytes, 4000U);
    EXPECT_EQ(sized.duration, 0);
    EXPECT_EQ(sized.on, 20);
    EXPECT_EQ(sized.gap, 30);
    const auto& flow = trace.GetFlows()[1];
    EXPECT_EQ(flow.time, 7);
    EXPECT_EQ(flow.bytes, 0U);
    EXPECT_EQ(flow.duration, 1000);
    EXPECT_EQ(flow.on, 10);
    EXPECT_EQ(flow.gap, 3);
    ASSERT_EQ(trace.GetRequests().size(), 2U);
    EXPECT_FALSE(trace.GetRequests()[0].isGet);
    EXPECT_EQ(trace.GetKey(trace.GetRequests()[0]), "key");
    EXPECT_EQ(trace.GetValue(trace.GetRequests()[0]), "value");
    EXPECT_TRUE(trace.GetRequests()[1].isGet);
    EXPECT_EQ(trace.GetKey(trace.GetRequests()[1]), "key");
    EXPECT_EQ(trace.GetValue(trace.GetRequests()[1]), "");
    // 4000 bytes at 1 Mbit/s are 32 ms: three writes, each a flowlet longer than its cycle.
    EXPECT_EQ(trace.GetEnd(), 5 + 32'000);
    EXPECT_EQ(trace.GetEnd(1e9), 1007);
    EXPECT_EQ(trace.GetLongestGap(), 30);
}

TEST(FlowTrace, EndsWhenItsFlowsDo)
{
    const auto end = [](const char* flow, double rate) {
        return ParseFlowTrace(std::string("\nh1 0 3 10.0.0.2 ") + flow + "\n", "f").GetEnd(rate);
    };
    EXPECT_EQ(end("1000000 0 0 0", 1e5), 80'000'000);
    EXPECT_EQ(end("1000000 5 0 0", 1e5), 5) << "what comes first";
    // 72 writes, each alone in a flowlet: 71 cycles of 101 ms, and the last 600 bytes.
    EXPECT_EQ(end("100000 0 1000 100000", 1e6), 71 * 101'000 + 4'800);
    // Two writes in a flowlet of 20 ms, the second longer than it; the next begins 100 ms later.
    EXPECT_EQ(end("7000 0 20000 80000", 1e6), 2 * 100'000 + 11'200);
    EXPECT_EQ(end("1000000000000000 0 1 1000000000000000", 1e6), FlowGroupValue::MAXIMUM);
    // A flowlet that begins late has a write less; the end is not too early.
    FlowletSchedule schedule(Time(0),
                             Time::Max(),
                             MicroSeconds(11250),
                             MicroSeconds(11050),
                             1400,
                             14'000'000);
    Time now(0);
    for (auto step = schedule.Next(now); step.what != FlowletSchedule::END;
         step = schedule.Next(now))
    {
        now = step.what == FlowletSchedule::WRITE ? now + MicroSeconds(11200) : step.until;
    }
    EXPECT_GE(end("14000000 0 11250 11050", 1e6), now.GetMicroSeconds());
}

TEST(FlowTrace, MayBeEmpty)
{
    const TemporaryFile file("empty.trace", "\n");
    const auto trace = LoadFlowTrace(file.GetPath());
    EXPECT_TRUE(trace.GetFlows().empty());
    EXPECT_TRUE(trace.GetHosts().empty());
    const TemporaryFile nothing("nothing.trace", "");
    EXPECT_NE(ProblemsOf([&] { LoadFlowTrace(nothing.GetPath()); }), "");
}

TEST(FlowTrace, EachServerHasOneAddress)
{
    EXPECT_EQ(ProblemsOf([] { ParseFlowTrace("h1 10.0.0.1 h1 10.0.0.2\n", "f"); }),
              "f:1: host \"h1\" has two addresses (one of each server)");
    EXPECT_EQ(ProblemsOf([] { ParseFlowTrace("h1 10.0.0.1 h2 10.0.0.1\n", "f"); }),
              "f:1: two hosts have the address 10.0.0.1 (one of each server)");
    // As the generator writes a host that its config names twice.
    EXPECT_EQ(ParseFlowTrace("h1 10.0.0.1 h1 10.0.0.1 \n", "f").GetServers().size(), 2U);
}

TEST(FlowTrace, IsSortedOnReadingAndTiesStay)
{
    const auto trace = ParseFlowTrace("h1 10.0.0.1 \n"
                                      "h1 3 2 10.0.0.2 1 0 0\n"
                                      "h1 3 2 10.0.0.3 2 0 0\n"
                                      "h2 1 2 10.0.0.3 3 0 0\n"
                                      "h1 3 0 a b\n"
                                      "h1 1 1 a\n",
                                      "f");
    EXPECT_EQ(ToText(trace),
              "h1 10.0.0.1 \n"
              "h2 1 2 10.0.0.3 3 0 0\n"
              "h1 1 1 a\n"
              "h1 3 2 10.0.0.2 1 0 0\n"
              "h1 3 2 10.0.0.3 2 0 0\n"
              "h1 3 0 a b\n");
}

TEST(FlowTrace, FirstLineNamesServersWhateverTheRule)
{
    const auto trace = ParseFlowTrace("db 127.0.0.1 h2 127.0.0.2 \r\n"
                                      "h2 0 2 127.0.0.1 5 0 0\r\n"
                                      "\n"
                                      "db 0 2 10.0.0.9 5 0 0\n"
                                      "db 1 2 192.168.0.1 5 0 0",
                                      "f");
    const auto destination = [&](int i) {
        return trace.GetHosts()[trace.GetFlows()[i].destination].name;
    };
    EXPECT_EQ(destination(0), "db");
    EXPECT_EQ(destination(1), "h9");
    EXPECT_EQ(destination(2), "192.168.0.1");
}

TEST(FlowTrace, ANewHostStandsWhereItIsNamedFirst)
{
    const auto trace = ParseFlowTrace("\nh4 0 2 10.0.0.7 5 0 0\n", "f");
    EXPECT_TRUE(trace.GetServers().empty());
    ASSERT_EQ(trace.GetHosts().size(), 2U);
    EXPECT_EQ(trace.GetHosts()[1].name, "h7");
    EXPECT_EQ(trace.GetHosts()[1].line, 2);
}

TEST(FlowTrace, EveryBadLineIsTold)
{
    EXPECT_EQ(
        ProblemsOf([] {
            ParseFlowTrace("h1 10.0.0.1 \n"
                           "h1 0 2 10.0.0.2 1 0 0\n"
                           "h1 0\n"
                           "h1 0 4 x\n"
                           "h1 0 12 x\n"
                           "h1 0 0 key\n"
                           "h1 0 1 key value\n"
                           "h1 0 2 10.0.0.2 1\n"
                           "h1 0 3 10.0.0.2 1 0 0\n"
                           "h1 -1 1 key\n"
                           "h1 1.5 1 key\n"
                           "h1 1000000000000001 1 key\n"
                           "h1 0 2 10.0.0 1 0 0\n"
                           "h1 0 2 10.0.0.2 x 0 -3\n"
                           "x 0 1 key\n"
                           "h1 0 3 10.0.0.2 0 1 0 0\n"
                           "h1 0 2 10.0.0.2 1 0 0 0 0 0 0\n" +
                               std::string("h1 0 1 ") + std::string(251, 'k') + "\n",
                           "f");
        }),
        "f:3: this is not an event (HOST TIME KIND and what the kind needs, with kinds 0 to 3)\n"
        "f:4: \"4\" is not a kind of event (0, 1, 2 or 3)\n"
        "f:5: \"12\" is not a kind of event (0, 1, 2 or 3)\n"
        "f:6: an event of kind 0 has 5 words (HOST TIME 0 KEY VALUE)\n"
        "f:7: an event of kind 1 has 4 words (HOST TIME 1 KEY)\n"
        "f:8: an event of kind 2 has 7 words (HOST TIME 2 ADDRESS DURATION ON GAP)\n"
        "f:9: an event of kind 3 has 8 words (HOST TIME 3 ADDRESS BYTES DURATION ON GAP)\n"
        "f:10: \"-1\" is not a time (a whole number from 0 to 10^15)\n"
        "f:11: \"1.5\" is not a time (a whole number from 0 to 10^15)\n"
        "f:12: \"1000000000000001\" is not a time (a whole number from 0 to 10^15)\n"
        "f:13: \"10.0.0\" is not an address (an IPv4 address)\n"
        "f:14: \"x\" is not a duration (a whole number from 0 to 10^15)\n"
        "f:14: \"-3\" is not a gap (a whole number from 0 to 10^15)\n"
        "f:15: there is no host \"x\" (hN with the address 10.0.0.N, or a list of hosts)\n"
        "f:16: this flow has no bytes (a positive number)\n"
        "f:17: an event of kind 2 has 7 words (HOST TIME 2 ADDRESS DURATION ON GAP)\n"
        "f:18: this key is too long (at most 250 bytes)");
}

TEST(FlowTrace, BadServersAndRequestsWithoutServersAreTold)
{
    EXPECT_EQ(ProblemsOf([] { ParseFlowTrace("h1 10.0.0.1 h2\n", "f"); }),
              "f:1: \"h2\" is not the address of a server (NAME ADDRESS of each server)");
    EXPECT_EQ(ProblemsOf([] { ParseFlowTrace("\nh1 0 1 key\n", "f"); }),
              "f:2: this request has no server to go to (key-value servers in the first line)");
    // A trace that begins with its events.
    EXPECT_NE(ProblemsOf([] { ParseFlowTrace("h1 0 2 10.0.0.2 1 0 0\n", "f"); }), "");
}

TEST(FlowTrace, ReadingEndsAfterAHundredProblems)
{
    std::string text = "\n";
    for (int i = 0; i < 200; ++i)
    {
        text += "bad\n";
    }
    try
    {
        ParseFlowTrace(text, "f");
        FAIL();
    }
    catch (const InputError& error)
    {
        EXPECT_EQ(error.GetProblems().size(), 101U);
        EXPECT_EQ(error.GetProblems().back().what, "there may be more problems: reading ends here");
    }
}

TEST(FlowTrace, FileThatIsNoneIsRefused)
{
    EXPECT_EQ(ProblemsOf([] { LoadFlowTrace("/nowhere.trace"); }),
              "/nowhere.trace: cannot be read: No such file or directory (a trace of flows and "
              "requests was expected)");
}

TEST(FlowTrace, AMillionLinesLoadInThreeSecondsAndTwoHundredMegabytes)
{
    std::string text = "h1 10.0.0.1 h2 10.0.0.2 \n";
    constexpr int LINES = 1'000'000;
    for (int i = 0; i < LINES; ++i)
    {
        const auto start = "h" + std::to_string(i % 16 + 1) + " " + std::to_string(i * 1000);
        // Every other one is out of order.
        text += i % 4 == 0   ? start + "5 2 10.0.0." + std::to_string(i % 15 + 2) + " 1000000 0 0\n"
                : i % 4 == 1 ? start + " 0 Vv5UTabc G16QmtsL\n"
                             : start + " 1 Vv5UTabc\n";
    }
    const TemporaryFile file("million.trace", text);
    text = std::string();
    text.shrink_to_fit();
    const pid_t child = fork(); // so that the peak of memory is its own
    if (child == 0)
    {
        const auto trace = LoadFlowTrace(file.GetPath());
        _exit(trace.GetFlows().size() + trace.GetRequests().size() == LINES ? 0 : 1);
    }
    int status = 0;
    rusage used{};
    wait4(child, &status, 0, &used);
    EXPECT_EQ(status, 0);
#ifndef SYNTHETIC_TRAFFIC_SANITIZED // it takes time and memory of its own
    EXPECT_LT(used.ru_utime.tv_sec + used.ru_stime.tv_sec, 3);
    EXPECT_LT(used.ru_maxrss, 200'000'000 / 1024);
#endif
}

// The layout of 2021

const std::string TRACE_2021 = "10.0.0.1 10.0.0.9 \n"
                               "h4 0.000000 2 10.0.0.12 60.500000\n"
                               "h1 0.100000 0 key 65535\n"
                               "h9 1.250001 1 key\n";

TEST(FlowTrace, ReadsAndWritesTheLayoutOf2021)
{
    const auto trace = ParseFlowTrace(TRACE_2021, "f", {}, YEAR_2021);
    ASSERT_EQ(trace.GetServers().size(), 2U);
    EXPECT_EQ(trace.GetHosts()[trace.GetServers()[1]].name, "h9");
    ASSERT_EQ(trace.GetFlows().size(), 1U);
    EXPECT_EQ(trace.GetFlows()[0].duration, 60500000);
    EXPECT_EQ(trace.GetFlows()[0].on, 0);
    EXPECT_EQ(trace.GetRequests()[0].time, 100000);
    EXPECT_EQ(trace.GetRequests()[1].time, 1250001);
    EXPECT_EQ(ToText(trace, YEAR_2021), TRACE_2021);
    EXPECT_EQ(ToText(trace),
              "h1 10.0.0.1 h9 10.0.0.9 \n"
              "h4 0 2 10.0.0.12 60500000 0 0\n"
              "h1 100000 0 key 65535\n"
              "h9 1250001 1 key\n");
}

TEST(FlowTrace, VariantsAreNotMixed)
{
    for (const auto* time : {"1e400", "-1", "1s", "nan"})
    {
        EXPECT_NE(
            ProblemsOf([&] {
                ParseFlowTrace(std::string("\nh1 ") + time + " 2 10.0.0.2 1\n", "f", {}, YEAR_2021);
            }),
            "")
            << time;
    }
    EXPECT_NE(ProblemsOf([] { ParseFlowTrace(TRACE_2021, "f"); }), "");
    EXPECT_EQ(
        ProblemsOf([] {
            ParseFlowTrace("\nh1 0 2 10.0.0.2 1 0 0\nh1 x 2 10.0.0.2 1\n", "f", {}, YEAR_2021);
        }),
        "f:2: an event of kind 2 has 5 words (HOST TIME 2 ADDRESS DURATION)\n"
        "f:3: \"x\" is not a time (a number of seconds)");
    const auto flowlets = ParseFlowTrace("\nh1 0 2 10.0.0.2 1 5 5\n", "f");
    EXPECT_THROW(ToText(flowlets, YEAR_2021), std::invalid_argument);
}

TEST(FlowTrace, ReadsARecordedTrace)
{
    SKIP_WITHOUT_TEST_DATA("flow-groups/run-logs");
    const auto trace = LoadFlowTrace(GetTestDataPath("flow-groups/run-logs/t.trace"));
    ASSERT_EQ(trace.GetFlows().size(), 3U);
    EXPECT_EQ(trace.GetFlows()[1].time, 200000);
    EXPECT_EQ(trace.GetHosts()[trace.GetFlows()[1].destination].name, "h2");
    EXPECT_EQ(trace.GetEnd(), 3500000);
}

TEST(FlowTrace, EndsWithItsLastEvent)
{
    SKIP_WITHOUT_TEST_DATA("flow-groups");
    EXPECT_EQ(LoadFlowTrace(GetTestDataPath("flow-groups/sample.trace")).GetEnd(), 60'000'000);
}

} // namespace

} // namespace ns3
