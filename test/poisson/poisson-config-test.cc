/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "input-problems.h"
#include "test-data.h"

#include "ns3/poisson-config.h"
#include "ns3/size-distribution.h"

#include <gtest/gtest.h>
#include <sstream>
#include <string>

namespace ns3
{

namespace
{

using Dialect = PoissonConfig::Dialect;
using ServerChoice = PoissonConfig::ServerChoice;
using Sampling = SizeDistribution::Sampling;

constexpr const char* HKUST_TEXT = "server 192.168.1.51 5001\n"
                                   "server 192.168.1.52 5002 7\n"
                                   "req_size_dist dctcp\n"
                                   "rate 0Mbps 10\n"
                                   "rate 500Mbps 30\n"
                                   "dscp 0 25\n"
                                   "dscp 46 75 # EF\n"
                                   "fanout 1 10\n"
                                   "fanout 8 90\n";

constexpr const char* PYTHON_TEXT = "# Server configurations\n"
                                    "server 192.168.1.100 5001\n"
                                    "SERVER 192.168.1.101 5001 extra\n"
                                    "\n"
                                    "req_size_dist dctcp\n"
                                    "dscp 0\n"
                                    "dscp 10\n"
                                    "client_path python3 socket_client.py\n";

std::string
Describe(const WeightedChoice& choice)
{
    std::ostringstream text;
    for (const auto& entry : choice.GetEntries())
    {
        text << entry.value << '*' << entry.weight << ' ';
    }
    return text.str();
}

std::string
Describe(const std::vector<PoissonConfig::Server>& servers)
{
    std::ostringstream text;
    for (const auto& server : servers)
    {
        text << server.ToString() << '*' << server.weight << ' ';
    }
    return text.str();
}

Sampling
SamplingOf(const PoissonConfig& config)
{
    return std::dynamic_pointer_cast<const SizeDistribution>(config.sizes)->GetSampling();
}

/// @return what is wrong with a text
std::string
ProblemsIn(const std::string& text, std::optional<Dialect> dialect)
{
    return ProblemsOf([&] { PoissonConfig::Parse(text, "f", dialect); });
}

// Text files

TEST(PoissonConfig, ReadsHkustFiles)
{
    const auto config = PoissonConfig::Parse(HKUST_TEXT, "f");
    EXPECT_EQ(config->file, "f");
    EXPECT_EQ(Describe(config->servers), "192.168.1.51:5001*1 192.168.1.52:5002*1 ");
    EXPECT_EQ(config->serverChoice, ServerChoice::RANDOM);
    EXPECT_FALSE(config->distinctServers);
    EXPECT_EQ(Describe(config->rates), "0*10 500*30 ");
    EXPECT_EQ(Describe(config->dscp), "0*25 46*75 ");
    EXPECT_EQ(Describe(config->fanouts), "1*10 8*90 ");
    EXPECT_TRUE(config->isIncast);
    EXPECT_EQ(config->sizes->GetName(), "dctcp");
    EXPECT_EQ(SamplingOf(*config), Sampling::LINEAR);
    EXPECT_TRUE(config->warnings.empty());
}

TEST(PoissonConfig, ReadsFilesOfThePythonTool)
{
    const auto config = PoissonConfig::Parse(PYTHON_TEXT, "f");
    EXPECT_EQ(Describe(config->servers), "192.168.1.100:5001*1 192.168.1.101:5001*1 ");
    EXPECT_EQ(config->serverChoice, ServerChoice::ROUND_ROBIN);
    EXPECT_EQ(Describe(config->rates), "0*1 ");
    EXPECT_EQ(Describe(config->dscp), "0*1 ");
    EXPECT_EQ(Describe(config->fanouts), "1*1 ");
    EXPECT_FALSE(config->isIncast);
    EXPECT_EQ(SamplingOf(*config), Sampling::STEP);
    EXPECT_TRUE(config->warnings.empty());
}

TEST(PoissonConfig, DialectMayBeAskedFor)
{
    const std::string text = "server a 1\nreq_size_dist vl2\n";
    EXPECT_EQ(PoissonConfig::Parse(text, "f")->serverChoice, ServerChoice::ROUND_ROBIN);
    const auto config = PoissonConfig::Parse(text, "f", Dialect::HKUST);
    EXPECT_EQ(config->serverChoice, ServerChoice::RANDOM);
    EXPECT_EQ(SamplingOf(*config), Sampling::LINEAR);
}

TEST(PoissonConfig, HkustReferenceFilesAreRead)
{
    SKIP_WITHOUT_TEST_DATA("poisson/incast_lo.txt");
    const auto path = GetTestDataPath("poisson/incast_lo.txt");
    const auto config = PoissonConfig::Load(path);
    EXPECT_EQ(Describe(config->servers), "127.0.0.1:5001*1 127.0.0.2:5001*1 127.0.0.3:5001*1 ");
    EXPECT_EQ(Describe(config->rates), "0*10 500*30 800*60 ");
    EXPECT_EQ(Describe(config->dscp), "0*25 1*25 2*25 3*25 ");
    EXPECT_EQ(Describe(config->fanouts), "1*10 5*60 10*30 ");
    EXPECT_EQ(config->sizes->GetMean(), 1711250);
    ASSERT_EQ(config->warnings.size(), 1U); // conf/DCTCP_CDF.txt is not beside it
    EXPECT_EQ(config->warnings[0],
              path + ":4: there is no file \"conf/DCTCP_CDF.txt\": the published distribution "
                     "dctcp, which tools ship under this name, stands in");
}

TEST(PoissonConfig, SizesAreLookedForBesideTheFile)
{
    const TemporaryFile sizes("my sizes.txt", "1 0.5\n2 1\n");
    const TemporaryFile file("c.txt", "server a 1\nreq_size_dist my  sizes.txt\n");
    const auto config = PoissonConfig::Load(file.GetPath());
    EXPECT_EQ(config->sizes->GetName(), sizes.GetPath());
    EXPECT_EQ(config->sizes->GetMean(), 1.5);
}

TEST(PoissonConfig, LastSizesCountInThePythonTool)
{
    const auto config =
        PoissonConfig::Parse("server a 1\nreq_size_dist vl2\nreq_size_dist dctcp\n", "f");
    EXPECT_EQ(config->sizes->GetName(), "dctcp");
    ASSERT_EQ(config->warnings.size(), 1U);
    EXPECT_EQ(config->warnings[0],
              "f:3: this flow-size distribution takes the place of that in line 2");
}

TEST(PoissonConfig, UnknownKeysAreWarnings)
{
    const auto python = PoissonConfig::Parse("server a 1\nreq_size_dist vl2\nclient_pth x\n", "f");
    ASSERT_EQ(python->warnings.size(), 1U);
    EXPECT_EQ(python->warnings[0],
              "f:3: unknown key \"client_pth\", did you mean \"client_path\"? (one of: server, "
              "req_size_dist, dscp, client_path)");
    const auto hkust =
        PoissonConfig::Parse("server a 1\nreq_size_dist vl2\nDscp 0 1\n", "f", Dialect::HKUST);
    ASSERT_EQ(hkust->warnings.size(), 1U);
    EXPECT_EQ(hkust->warnings[0],
              "f:3: unknown key \"Dscp\", did you mean \"dscp\"? (one of: server, req_size_dist, "
              "dscp, rate, fanout)");
}

struct Fault
{
    Dialect dialect;
    const char* text;
    const char* problems;
};

class PoissonConfigFault : public ::testing::TestWithParam<Fault>
{
};

TEST_P(PoissonConfigFault, IsToldWithItsLine)
{
    const std::string text = std::string("server a 1\nreq_size_dist vl2\n") + GetParam().text;
    EXPECT_EQ(ProblemsIn(text, GetParam().dialect), GetParam().problems);
}

INSTANTIATE_TEST_SUITE_P(
    Lines,
    PoissonConfigFault,
    ::testing::Values(
        Fault{Dialect::HKUST,
              "  \n",
              "f:3: this line is blank, and HKUST's tool would read the line before it once more "
              "(no blank lines)"},
        Fault{Dialect::HKUST,
              "server b\n",
              "f:3: this server has no port (\"server ADDRESS PORT\" with a port from 1 to 65535)"},
        Fault{Dialect::PYTHON,
              "server b http\n",
              "f:3: \"http\" is not a port (\"server ADDRESS PORT\" with a port from 1 to 65535)"},
        Fault{Dialect::PYTHON,
              "server b 65536\n",
              "f:3: \"65536\" is not a port (\"server ADDRESS PORT\" with a port from 1 to 65535)"},
        Fault{Dialect::HKUST,
              "dscp 64 1\n",
              "f:3: \"64\" is not a dscp value (\"dscp VALUE WEIGHT\" with a value from 0 to 63)"},
        Fault{Dialect::HKUST,
              "dscp 10\n",
              "f:3: the weight is missing (\"dscp VALUE WEIGHT\" with a value from 0 to 63)"},
        Fault{Dialect::HKUST,
              "dscp 10 0.5\n",
              "f:3: \"0.5\" is not a weight (a whole number from 0 to 4294967295)"},
        Fault{Dialect::HKUST,
              "dscp 10 -1\n",
              "f:3: \"-1\" is not a weight (a whole number from 0 to 4294967295)"},
        Fault{Dialect::HKUST,
              "dscp 10 0\ndscp 20 0\n",
              "f:3: all weights are 0 (expected a positive one)"},
        Fault{Dialect::HKUST,
              "dscp 10 1 2\n",
              "f:3: there are too many words (\"dscp VALUE WEIGHT\" with a value from 0 to 63)"},
        Fault{Dialect::HKUST,
              "rate 500 30\n",
              "f:3: \"500\" is not a rate value (\"rate NMbps WEIGHT\", such as \"rate 500Mbps "
              "30\")"},
        Fault{Dialect::HKUST,
              "rate Mbps 30\n",
              "f:3: \"Mbps\" is not a rate value (\"rate NMbps WEIGHT\", such as \"rate 500Mbps "
              "30\")"},
        Fault{Dialect::HKUST,
              "fanout 0 1\n",
              "f:3: \"0\" is not a fanout value (\"fanout N WEIGHT\" with N from 1 to 1000000)"},
        Fault{Dialect::HKUST,
              "req_size_dist dctcp\n",
              "f:3: there is a second flow-size distribution (exactly one req_size_dist; the first "
              "is in line 2)"},
        Fault{Dialect::PYTHON,
              "dscp EF\n",
              "f:3: this is not a DSCP (\"dscp N\" with N from 0 to 63)"},
        Fault{Dialect::PYTHON,
              "req_size_dist\n",
              "f:3: the path is missing (\"req_size_dist PATH\")"},
        Fault{Dialect::PYTHON,
              "req_size_dist nowhere.txt\n",
              "f:3: there is no file \"nowhere.txt\" (a path from this file or from the working "
              "directory, or one of: ali-storage-2019, dctcp, facebook-hadoop, ftp-154k, "
              "google-rpc-2008, vl2)"}));

TEST(PoissonConfig, WhatIsMissingIsTold)
{
    EXPECT_EQ(ProblemsIn("dscp 1\n", std::nullopt),
              "f: there is no server (expected at least one line \"server ADDRESS PORT\")\n"
              "f: there is no flow-size distribution (expected a line \"req_size_dist PATH\")");
}

TEST(PoissonConfig, AllProblemsAreToldTogether)
{
    EXPECT_EQ(ProblemsIn("server a\n\nfanout x y\n", std::nullopt),
              "f: there is no flow-size distribution (expected a line \"req_size_dist PATH\")\n"
              "f:1: this server has no port (\"server ADDRESS PORT\" with a port from 1 to 65535)\n"
              "f:2: this line is blank, and HKUST's tool would read the line before it once more "
              "(no blank lines)\n"
              "f:3: \"x\" is not a fanout value (\"fanout N WEIGHT\" with N from 1 to 1000000)\n"
              "f:3: \"y\" is not a weight (a whole number from 0 to 4294967295)");
}

TEST(PoissonConfig, ProblemsOfTheSizesAreToldWithTheirOwnLines)
{
    const TemporaryFile sizes("s.txt", "1 0.5\n2 0.9\n");
    const TemporaryFile file("c.txt", "server a\nreq_size_dist s.txt\n");
    EXPECT_EQ(ProblemsOf([&] { PoissonConfig::Load(file.GetPath()); }),
              file.GetPath() +
                  ":1: this server has no port (\"server ADDRESS PORT\" with a port from 1 to "
                  "65535)\n" +
                  sizes.GetPath() +
                  ":2: the last cumulative fraction is not 1 (fractions that end with 1, or "
                  "percentages that end with 100)");
}

TEST(PoissonConfig, FileThatIsNoneIsRefused)
{
    EXPECT_EQ(ProblemsOf([] { PoissonConfig::Load("/nowhere.txt"); }),
              "/nowhere.txt: cannot be read: No such file or directory (a config of Poisson flows "
              "was expected)");
}

// Entries of a scenario

/// @return what an entry says
std::shared_ptr<const PoissonConfig>
Read(const std::string& text)
{
    auto document = JsonDocument::FromText(text, "f");
    auto config = PoissonConfig::Read(document.GetRoot());
    document.ThrowIfAny();
    return config;
}

TEST(PoissonConfig, ReadsEntries)
{
    const auto config = Read(R"({"servers": ["h1", "10.0.0.2:80", {"host": "h3", "weight": 4},
                                             {"host": "h4", "port": 9}],
                                 "sizes": "dctcp",
                                 "dscp": [0, {"value": 46, "weight": 3}],
                                 "rates": ["500Mbps", {"value": 0, "weight": 9}, "1Gbps"],
                                 "fanouts": 3})");
    EXPECT_EQ(config->file, "f");
    EXPECT_EQ(Describe(config->servers), "h1:5001*1 10.0.0.2:80*1 h3:5001*4 h4:9*1 ");
    EXPECT_EQ(config->sizes->GetName(), "dctcp");
    EXPECT_EQ(Describe(config->dscp), "0*1 46*3 ");
    EXPECT_EQ(Describe(config->rates), "500*1 0*9 1000*1 ");
    EXPECT_EQ(Describe(config->fanouts), "3*1 ");
    EXPECT_TRUE(config->isIncast);
    EXPECT_FALSE(config->distinctServers);
    EXPECT_FALSE(config->serversAreOtherHosts);
}

TEST(PoissonConfig, ServersMayTakeTurns)
{
    const auto config =
        Read(R"({"servers": ["h1", "h2"], "sizes": 1, "serverChoice": "round-robin"})");
    EXPECT_EQ(config->serverChoice, ServerChoice::ROUND_ROBIN);
}

TEST(PoissonConfig, EntryHasDefaults)
{
    const auto config = Read(R"({"servers": ["h1"], "sizes": 20000, "other": true})");
    EXPECT_EQ(config->sizes->GetMean(), 20000);
    EXPECT_EQ(Describe(config->dscp), "0*1 ");
    EXPECT_EQ(Describe(config->rates), "0*1 ");
    EXPECT_EQ(Describe(config->fanouts), "1*1 ");
    EXPECT_FALSE(config->isIncast);
    EXPECT_EQ(config->serverChoice, ServerChoice::RANDOM);
}

TEST(PoissonConfig, ServersMayBeAllOtherHosts)
{
    const auto config = Read(R"({"servers": "others", "sizes": 1})");
    EXPECT_TRUE(config->serversAreOtherHosts);
    EXPECT_TRUE(config->servers.empty());
    EXPECT_EQ(config->otherHostsPort, 5001);
    EXPECT_EQ(Read(R"({"servers": "others:80", "sizes": 1})")->otherHostsPort, 80);
}

TEST(PoissonConfig, EntryNamesAConfigBesideIt)
{
    const TemporaryFile config("c.txt", HKUST_TEXT);
    const TemporaryFile scenario("s.json", R"({"config": "c.txt", "other": 1})");
    JsonDocument document(scenario.GetPath());
    const auto read = PoissonConfig::Read(document.GetRoot());
    document.ThrowIfAny();
    EXPECT_EQ(read->file, config.GetPath());
    EXPECT_EQ(read->servers.size(), 2U);
}

TEST(PoissonConfig, EntryTellsTheProblemsOfItsConfig)
{
    const TemporaryFile config("c.txt", "server a 0\nreq_size_dist vl2\n");
    const TemporaryFile scenario("s.json", R"({"config": "c.txt"})");
    EXPECT_EQ(ProblemsOf([&] {
                  JsonDocument document(scenario.GetPath());
                  EXPECT_FALSE(PoissonConfig::Read(document.GetRoot()));
                  document.ThrowIfAny();
              }),
              config.GetPath() + ":1: \"0\" is not a port (\"server ADDRESS PORT\" with a port "
                                 "from 1 to 65535)");
}

struct Refused
{
    const char* text;
    const char* problems;
};

class PoissonConfigRefused : public ::testing::TestWithParam<Refused>
{
};

TEST_P(PoissonConfigRefused, IsTold)
{
    EXPECT_EQ(ProblemsOf([] { Read(GetParam().text); }), GetParam().problems);
}

INSTANTIATE_TEST_SUITE_P(
    Entries,
    PoissonConfigRefused,
    ::testing::Values(
        Refused{"{}", "f:1: \"servers\" is missing\nf:1: \"sizes\" is missing"},
        Refused{R"({"servers": [], "sizes": 1})",
                "f:1: servers: there is nothing to choose from (expected at least one value)"},
        Refused{R"({"servers": "h1", "sizes": 1})",
                "f:1: servers: \"h1\" is not a list of servers (a list, or \"others\" for all "
                "other hosts of this entry)"},
        Refused{R"({"servers": ["h1:0"], "sizes": 1})",
                "f:1: servers.0: \"h1:0\" is not a server (\"host\" or \"host:port\")"},
        Refused{R"({"servers": [{"host": "h1", "weight": 0}], "sizes": 1})",
                "f:1: servers: all weights are 0 (expected a positive one)"},
        Refused{R"({"servers": [{"port": 1}], "sizes": 1})", "f:1: servers.0: \"host\" is missing"},
        Refused{R"({"servers": ["h1"], "sizes": 1, "dscp": 64})",
                "f:1: dscp: 64 is not a whole number from 0 to 63"},
        Refused{R"({"servers": ["h1"], "sizes": 1, "dscp": [{"value": 1, "wieght": 1}]})",
                "f:1: dscp.0: unknown key \"wieght\", did you mean \"weight\"? (one of: value, "
                "weight)"},
        Refused{R"({"servers": ["h1"], "sizes": 1, "dscp": [{"value": 1, "weight": 0}]})",
                "f:1: dscp: all weights are 0 (expected a positive one)"},
        Refused{R"({"servers": ["h1"], "sizes": 1, "rates": "1500kbps"})",
                "f:1: rates: \"1500kbps\" is not a rate in whole Mbit/s (one such as \"500Mbps\", "
                "or 0 for no limit)"},
        Refused{R"({"servers": ["h1"], "sizes": 1, "fanouts": [0]})",
                "f:1: fanouts.0: 0 is not a whole number from 1 to 1000000"},
        Refused{R"({"servers": ["h1"], "sizes": 1, "fanouts": 2, "distinctServers": true})",
                "f:1: fanouts: a request of 2 flows has 1 different servers only (a smaller "
                "fan-out, more servers, or no \"distinctServers\")"},
        Refused{R"({"servers": ["h1", {"host": "h2", "weight": 2}], "sizes": 1,
                    "distinctServers": true})",
                "f:2: distinctServers: different servers are chosen with equal chances (servers of "
                "the same weight)"},
        Refused{R"({"servers": ["h1"], "sizes": 1, "serverChoice": "robin"})",
                "f:1: serverChoice: unknown word \"robin\" (one of: random, round-robin)"},
        Refused{R"({"config": "nowhere.txt", "sizes": 1})",
                "f:1: sizes: this does not go with \"config\" (a config, or its keys)\n"
                "f:1: config: there is no file \"nowhere.txt\" (expected a config of HKUST's or "
                "the Python tool, relative to this file)"}));

} // namespace

} // namespace ns3
