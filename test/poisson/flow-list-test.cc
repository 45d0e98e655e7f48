/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "input-problems.h"

#include "ns3/flow-list.h"

#include <gtest/gtest.h>
#include <sstream>
#include <stdexcept>
#include <string>

namespace ns3
{

namespace
{

const std::vector<std::string> HOSTS{"h0", "h1", "server"};

/// @return the flows of a text, each as "SOURCE>DESTINATION GROUP PORT BYTES START"
std::string
FlowsIn(const std::string& text)
{
    std::ostringstream flows;
    const auto list = FlowList::Parse(text, "f", HOSTS);
    for (const auto& flow : list.flows)
    {
        flows << flow.source << '>' << flow.destination << ' ' << flow.priorityGroup << ' '
              << flow.port << ' ' << flow.bytes << ' ' << flow.start.GetNanoSeconds() << '\n';
    }
    for (const auto& warning : list.warnings)
    {
        flows << warning << '\n';
    }
    return flows.str();
}

std::string
ProblemsIn(const std::string& text)
{
    return ProblemsOf([&] { FlowList::Parse(text, "f", HOSTS); });
}

TEST(FlowList, ReadsHpccLists)
{
    EXPECT_EQ(FlowsIn("3 \n"
                      "0 1 3 100 1234 2.000000001\n"
                      "2 0 3 100 4294967295 2.5\n"
                      "1 2 0 65535 0 2.500000000\r\n"),
              "0>1 3 100 1234 2000000001\n"
              "2>0 3 100 4294967295 2500000000\n"
              "1>2 0 65535 0 2500000000\n");
}

TEST(FlowList, ReadsConweaveLists)
{
    EXPECT_EQ(FlowsIn("1\n0 1 3 1234 2.000000001\n\n"), "0>1 3 100 1234 2000000001\n");
}

TEST(FlowList, HostsMayBeNamed)
{
    EXPECT_EQ(FlowsIn("2\nserver h1 3 100 1 0\nh0 2 3 100 1 0\n"),
              "2>1 3 100 1 0\n0>2 3 100 1 0\n");
}

TEST(FlowList, EmptyListHasNoFlows)
{
    EXPECT_EQ(FlowsIn("0\n"), "");
}

TEST(FlowList, DigitsOfAnEstimateMayBeLeftBehindTheNumber)
{
    EXPECT_EQ(FlowsIn("145 \n0 1 3 100 1 2\n"),
              "0>1 3 100 1 2000000000\n"
              "f:1: the number of flows has digits of another one behind it: 1 are there\n");
}

struct Fault
{
    const char* text;
    const char* problems;
};

class FlowListFault : public ::testing::TestWithParam<Fault>
{
};

TEST_P(FlowListFault, IsToldWithItsLine)
{
    EXPECT_EQ(ProblemsIn(GetParam().text), GetParam().problems);
}

INSTANTIATE_TEST_SUITE_P(
    Lines,
    FlowListFault,
    ::testing::Values(
        Fault{"0 1 3 100 1 2\n", "f:1: this is not a number of flows (one whole number)"},
        Fault{"2\n0 1 3 100 1 2\n",
              "f:1: flows said: 2, flows found: 1 (the number of lines that follow)"},
        Fault{"1\n0 1 3 100 1 2\n0 1 3 100 1 2\n",
              "f:1: flows said: 1, flows found: 2 (the number of lines that follow)"},
        Fault{"2\n0 1 3 100 1 2\n1 1 3 100 1 2\n",
              "f:3: this flow goes from \"1\" to itself (two different hosts)"},
        Fault{"1\nh1 1 3 100 1 2\n",
              "f:2: this flow goes from \"h1\" to itself (two different hosts)"},
        Fault{"1\n0 3 3 100 1 2\n",
              "f:2: there is no host \"3\" (a name, or an index less than 3)"},
        Fault{
            "1\n0 -1 3 100 1 2\n",
            "f:2: there is no host \"-1\", did you mean \"h1\"? (a name, or an index less than 3)"},
        Fault{"1\nsevrer 0 3 100 1 2\n",
              "f:2: there is no host \"sevrer\", did you mean \"server\"? (a name, or an index "
              "less than 3)"},
        Fault{"2\n0 1 3 100 1 2.5\n0 1 3 100 1 2.4\n",
              "f:3: this flow starts before the one before it (starts in order)"},
        Fault{"1\n0 1 3 100 1.5 2\n",
              "f:2: \"1.5\" is not a size (a whole number from 0 to 4294967295)"},
        Fault{"1\n0 1 3 100 4294967296 2\n",
              "f:2: \"4294967296\" is not a size (a whole number from 0 to 4294967295)"},
        Fault{"1\n0 1 3 65536 1 2\n",
              "f:2: \"65536\" is not a port (a whole number from 1 to 65535)"},
        Fault{"1\n0 1 3 0 1 2\n", "f:2: \"0\" is not a port (a whole number from 1 to 65535)"},
        Fault{"1\n0 1 3 100 1 1.5m\n", "f:2: \"1.5m\" is not a start (a number of seconds)"},
        Fault{"1\n0 1 3 100 1 1n\n", "f:2: \"1n\" is not a start (a number of seconds)"},
        Fault{"1\n0 1 x 100 1 2\n",
              "f:2: \"x\" is not a priority group (a whole number from 0 to 65535)"},
        Fault{"1\n0 1 3 100 1 -2\n", "f:2: \"-2\" is not a start (a number of seconds)"},
        Fault{"1\n0 1 3 100\n",
              "f:2: this is not a flow like those before (SOURCE DESTINATION GROUP PORT BYTES "
              "START, or without PORT)"},
        Fault{"1\n0 1 3 100 1 2 3 4\n",
              "f:2: this is not a flow like those before (SOURCE DESTINATION GROUP PORT BYTES "
              "START, or without PORT)"},
        Fault{"2\n0 1 3 100 1 2\n0 1 3 1 2\n",
              "f:3: this is not a flow like those before (SOURCE DESTINATION GROUP PORT BYTES "
              "START, or without PORT)"}));

TEST(FlowList, ProblemsAreToldTogether)
{
    EXPECT_EQ(ProblemsIn("3\n0 0 3 100 1 2\n9 1 3 100 1 1\n"),
              "f:1: flows said: 3, flows found: 2 (the number of lines that follow)\n"
              "f:2: this flow goes from \"0\" to itself (two different hosts)\n"
              "f:3: there is no host \"9\" (a name, or an index less than 3)\n"
              "f:3: this flow starts before the one before it (starts in order)");
}

TEST(FlowList, FileThatIsNoneIsRefused)
{
    const TemporaryFile file("flow.txt", "flows\n");
    EXPECT_EQ(ProblemsOf([&] { FlowList::Load(file.GetPath(), HOSTS); }),
              file.GetPath() +
                  ": the file begins with \"flows\\n\" (a list of flows was expected)");
}

TEST(FlowList, WritesWhatTheToolsRead)
{
    FlowList list;
    list.flows = {{0, 1, 3, 100, 1234, NanoSeconds(2000000001)},
                  {2, 0, 3, 100, 5, Seconds(12)},
                  {2, 0, 3, 100, 6, NanoSeconds(12345678901)}};
    std::ostringstream hpcc;
    list.Write(hpcc);
    EXPECT_EQ(hpcc.str(),
              "3\n"
              "0 1 3 100 1234 2.000000001\n"
              "2 0 3 100 5 12.000000000\n"
              "2 0 3 100 6 12.345678901\n");
    std::ostringstream conweave;
    list.Write(conweave, FlowList::Layout::CONWEAVE);
    EXPECT_EQ(conweave.str(),
              "3\n"
              "0 1 3 1234 2.000000001\n"
              "2 0 3 5 12.000000000\n"
              "2 0 3 6 12.345678901\n");
}

TEST(FlowList, WritingUndoesReading)
{
    const std::string text = "2\n0 1 3 100 1234 2.000000001\n2 0 4 99 5 145.000000999\n";
    std::ostringstream written;
    FlowList::Parse(text, "f", HOSTS).Write(written);
    EXPECT_EQ(written.str(), text);
}

TEST(FlowList, WritesNothingOutOfOrder)
{
    FlowList list;
    list.flows = {{0, 1, 3, 100, 1, Seconds(2)}, {0, 1, 3, 100, 1, Seconds(1)}};
    std::ostringstream stream;
    EXPECT_THROW(list.Write(stream), std::invalid_argument);
}

} // namespace

} // namespace ns3
