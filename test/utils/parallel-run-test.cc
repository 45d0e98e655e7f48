/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "command-fixture.h"

#include <cstdlib>
#include <gtest/gtest.h>
#include <regex>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

const std::string EXAMPLES = SYNTHETIC_TRAFFIC_SOURCE_DIR "/examples/";

/// Runs the command in several processes.
class ParallelRunTest : public CommandTest
{
  protected:
    void SetUp() override
    {
        CommandTest::SetUp();
        if (std::system("mpirun --version > /dev/null 2>&1") != 0)
        {
            GTEST_SKIP() << "there is no mpirun";
        }
    }

    Outcome RunOn(int ranks, const std::string& arguments) const
    {
        const auto launcher = "OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 mpirun"
                              " --oversubscribe -np " +
                              std::to_string(ranks);
        return Run(arguments, launcher);
    }

    /// Has ns-3 engines for that?
    bool HasMpi() const
    {
        const auto outcome = RunOn(2, "run none.json");
        EXPECT_EQ(outcome.status, 2) << outcome.output;
        return outcome.output.find("without MPI") == std::string::npos;
    }

    /// A file, without the number of events, which counts what all ranks did.
    std::string ReadComparable(const std::string& name) const
    {
        return std::regex_replace(Read(name), std::regex("\"events\": [0-9]+|[0-9]+ events"), "");
    }

    /// Run a scenario on 1, 2 and 4 ranks and compare all that it writes.
    void Compare(const std::string& scenario, const std::string& more = "") const
    {
        if (!HasMpi())
        {
            GTEST_SKIP() << "this ns-3 has no MPI";
        }
        const auto arguments = "run " + scenario + " --quiet " + more + " --out ";
        ASSERT_EQ(Run(arguments + "alone").output, "");
        const auto files = List("alone");
        for (const auto* engine : {"granted-window", "null-message"})
        {
            for (const int ranks : {1, 2, 4})
            {
                const auto out = engine + std::to_string(ranks);
                const auto outcome =
                    RunOn(ranks, arguments + out + " --engine " + std::string(engine));
                ASSERT_EQ(outcome.status, 0) << outcome.output;
                EXPECT_EQ(List(out), files);
                for (const auto& file : files)
                {
                    if (file != "timing.json")
                    {
                        EXPECT_TRUE(ReadComparable(out + "/" + file) ==
                                    ReadComparable("alone/" + file))
                            << out << "/" << file << " differs";
                    }
                }
            }
        }
    }
};

TEST_F(ParallelRunTest, WithoutMpiSeveralProcessesAreBadUsage)
{
    if (HasMpi())
    {
        GTEST_SKIP() << "this ns-3 has MPI";
    }
    const auto outcome = RunOn(2, "run " + EXAMPLES + "tgen-web.json --out r");
    EXPECT_EQ(outcome.status, 2);
    const std::string message = "this ns-3 was built without MPI";
    const auto first = outcome.output.find(message);
    EXPECT_NE(first, std::string::npos) << outcome.output;
    EXPECT_EQ(outcome.output.find(message, first + 1), std::string::npos) << "one process speaks";
    EXPECT_TRUE(List(".").empty());
    EXPECT_EQ(Run("run " + EXAMPLES + "tgen-web.json --engine null-message").status, 2);
}

TEST_F(ParallelRunTest, Tgen)
{
    Compare(EXAMPLES + "tgen-web.json", "--stop 10s");
}

TEST_F(ParallelRunTest, TgenThroughAProxy)
{
    Compare(EXAMPLES + "tgen-proxy.json");
}

TEST_F(ParallelRunTest, Poisson)
{
    Compare(EXAMPLES + "poisson-all-to-all.json", "--stop 30ms");
}

TEST_F(ParallelRunTest, Gensyn)
{
    Compare(EXAMPLES + "gensyn-testbed.json", "--stop 1s");
}

TEST_F(ParallelRunTest, FlowGroups)
{
    Compare(EXAMPLES + "flow-groups.json", "--stop 3s");
}

TEST_F(ParallelRunTest, PacketsThatMeetAfterPacketsOfOthers)
{
    // All start at once, on links that are alike: packets meet all the time.
    std::string trace;
    for (int host = 1; host <= 8; ++host)
    {
        const auto next = std::to_string(host % 8 + 1);
        trace += "h" + std::to_string(host) + " 0 2 10.0.0." + next + " 100000 0 0\n";
    }
    Write("t.trace", "\n" + trace);
    Write("meeting.json",
          R"({"stop": "30ms", "network": {"type": "leaf-spine", "leaves": 4, "spines": 2,
        "hostsPerLeaf": 2, "hostLink": {"rate": "10Mbps", "delay": "1ms"},
        "fabricLink": {"rate": "20Mbps", "delay": "500us", "queue": "20p"}},
        "applications": [{"type": "flow-trace", "trace": "t.trace"},
            {"type": "flow-server", "hosts": ["*"], "port": 6000},
            {"type": "poisson", "hosts": ["*"], "servers": "others:6000", "sizes": "dctcp",
             "load": 0.3, "duration": "30ms"}]})");
    Compare("meeting.json");
}

TEST_F(ParallelRunTest, BadInputIsToldOnce)
{
    if (!HasMpi())
    {
        GTEST_SKIP() << "this ns-3 has no MPI";
    }
    for (const auto& [arguments, message] : std::vector<std::pair<std::string, std::string>>{
             {"run none.json", "none.json"},
             {"run " + EXAMPLES + "tgen-web.json --out r --set 'network.ranks={\"server1\":0}'",
              "no node is on rank 1 of 2"},
             {"run " + EXAMPLES + "tgen-web.json --out /dev/null/r", "/dev/null/r"},
             {"play " + EXAMPLES + "none.trace", "play runs in one process"}})
    {
        const auto outcome = RunOn(2, arguments);
        EXPECT_EQ(outcome.status, 2) << outcome.output;
        const auto first = outcome.output.find(message);
        EXPECT_NE(first, std::string::npos) << outcome.output;
        EXPECT_EQ(outcome.output.find(message, first + 1), std::string::npos) << outcome.output;
    }
    EXPECT_TRUE(List(".").empty());
}

} // namespace
