/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "command-fixture.h"

#include <sstream>

namespace ns3
{

namespace
{

const char* const SIZES = "0 0\n10000 0.5\n30000 1\n";

const char* const PYTHON_CONFIG = "# two servers\n"
                                  "server 192.168.1.50 5001\n"
                                  "server 192.168.1.51 5002\n"
                                  "\n"
                                  "req_size_dist my sizes.txt\n"
                                  "dscp 10\n"
                                  "client_path python3 socket_client.py\n";

const char* const HKUST_CONFIG = "server 127.0.0.1 5001\n"
                                 "server 127.0.0.2 5001\n"
                                 "req_size_dist sizes.txt\n"
                                 "rate 0Mbps 1\n"
                                 "dscp 3 1\n";

class PoissonCommandTest : public CommandTest
{
  protected:
    void SetUp() override
    {
        CommandTest::SetUp();
        Write("my sizes.txt", SIZES);
        Write("sizes.txt", SIZES);
        Write("python.conf", PYTHON_CONFIG);
        Write("hkust.conf", HKUST_CONFIG);
        Write("incast.conf", std::string(HKUST_CONFIG) + "fanout 3 1\n");
        m_before = List(".");
    }

    std::vector<std::string> m_before;
};

std::vector<std::vector<std::string>>
ParseTable(const std::string& text, char separator)
{
    std::vector<std::vector<std::string>> rows;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
    {
        auto& row = rows.emplace_back();
        std::istringstream fields(line + separator);
        for (std::string field; std::getline(fields, field, separator);)
        {
            row.push_back(field);
        }
    }
    return rows;
}

bool
Contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

TEST_F(PoissonCommandTest, WritesTheTableOfThePythonTool)
{
    const auto outcome = Run("poisson -c python.conf -n 100 -b 50 -v");
    EXPECT_EQ(outcome.status, 0) << outcome.output;
    const auto rows = ParseTable(Read("flows.txt"), ',');
    ASSERT_EQ(rows.size(), 101U);
    EXPECT_EQ(Read("flows.txt").substr(0, Read("flows.txt").find('\n')),
              "flow_id,size_bytes,size_kb,server,start_time,end_time,completion_time,"
              "throughput_mbps,success,returncode,error");
    std::size_t small = 0;
    for (std::size_t i = 1; i < rows.size(); ++i)
    {
        const auto& row = rows[i];
        ASSERT_EQ(row.size(), 11U);
        EXPECT_TRUE(row[1] == "10000.0" || row[1] == "30000.0") << row[1];
        EXPECT_EQ(row[2], row[1] == "10000.0" ? "9" : "29");
        EXPECT_EQ(row[3],
                  std::stoi(row[0]) % 2 == 0 ? "'192.168.1.50:5001'" : "'192.168.1.51:5002'");
        EXPECT_NEAR(std::stod(row[5]) - std::stod(row[4]), std::stod(row[6]), 1e-6);
        EXPECT_EQ(row[8], "1");
        EXPECT_EQ(row[9], "0");
        small += row[1] == "10000.0";
    }
    EXPECT_GT(small, 30U);
    EXPECT_LT(small, 70U);
}

TEST_F(PoissonCommandTest, PrintsTheBlocksOfThePythonTool)
{
    const auto outcome = Run("poisson -c python.conf -n 200 -b 50");
    EXPECT_EQ(outcome.status, 0) << outcome.output;
    for (const auto* part : {"Assumed network: a star of the client and 2 servers",
                             "1 Gbit/s",
                             "POISSON PROCESS STATISTICS:",
                             "Target λ:        312.500 flows/sec",
                             "TRAFFIC GENERATION SUMMARY",
                             "Generated flows:     200",
                             "Completed flows:     200",
                             "Failed flows:        0",
                             "Success rate:        100.0%",
                             "Target bandwidth:   50.00 Mbps",
                             "< 100 KB"})
    {
        EXPECT_TRUE(Contains(outcome.output, part)) << part << "\n" << outcome.output;
    }

    // Bandwidth as the tool reckons it, from the table alone.
    double bytes = 0;
    double first = 1e18;
    double end = 0;
    const auto rows = ParseTable(Read("flows.txt"), ',');
    for (std::size_t i = 1; i < rows.size(); ++i)
    {
        bytes += std::stod(rows[i][1]);
        first = std::min(first, std::stod(rows[i][4]));
        end = std::max(end, std::stod(rows[i][5]));
    }
    const double megabits = bytes * 8 / (end - 946684800) / 1e6;
    char line[64];
    std::snprintf(line, sizeof(line), "Actual bandwidth:   %.2f Mbps", megabits);
    EXPECT_TRUE(Contains(outcome.output, line)) << line << "\n" << outcome.output;
    std::snprintf(line, sizeof(line), "Bandwidth accuracy: %.1f%%", megabits / 50 * 100);
    EXPECT_TRUE(Contains(outcome.output, line)) << line << "\n" << outcome.output;
}

TEST_F(PoissonCommandTest, ADurationIsThatOfTheArrivals)
{
    const auto outcome = Run("poisson -c python.conf -t 2.5 -b 100 -l out.csv");
    EXPECT_EQ(outcome.status, 0) << outcome.output;
    const auto rows = ParseTable(Read("out.csv"), ',');
    EXPECT_NEAR(rows.size(), 2.5 * 100e6 / 8 / 20000, 150);
    for (std::size_t i = 1; i < rows.size(); ++i)
    {
        EXPECT_LT(std::stod(rows[i][4]), 946684802.5);
    }
}

TEST_F(PoissonCommandTest, SeedsDecide)
{
    EXPECT_EQ(Run("poisson -c python.conf -n 50 -b 50 -s 7 -l a.csv").status, 0);
    EXPECT_EQ(Run("poisson -c python.conf -n 50 -b 50 -s 7 -l b.csv -v").status, 0);
    EXPECT_EQ(Run("poisson -c python.conf -n 50 -b 50 -s 8 -l c.csv").status, 0);
    EXPECT_EQ(Read("a.csv"), Read("b.csv"));
    EXPECT_NE(Read("a.csv"), Read("c.csv"));
}

TEST_F(PoissonCommandTest, ThePythonToolsFaultsAreThereOnDemand)
{
    // It reckons with 40000 / 3 bytes a flow in place of 20000, and sends whole KiB.
    const auto outcome = Run("poisson -c python.conf -n 20 -b 50 --compat python");
    EXPECT_EQ(outcome.status, 0) << outcome.output;
    EXPECT_TRUE(Contains(outcome.output, "Target λ:        468.750 flows/sec")) << outcome.output;
    const auto rows = ParseTable(Read("flows.txt"), ',');
    for (std::size_t i = 1; i < rows.size(); ++i)
    {
        const double megabits = std::stod(rows[i][2]) * 1024 * 8 / std::stod(rows[i][6]) / 1e6;
        EXPECT_NEAR(std::stod(rows[i][7]) / megabits, 1, 1e-3);
    }
}

TEST_F(PoissonCommandTest, ThePlanIsATable)
{
    const auto outcome = Run("poisson -c hkust.conf -n 500 -b 100 -s 9 --plan");
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(List("."), m_before) << "nothing is written";
    const auto rows = ParseTable(outcome.output, ',');
    ASSERT_EQ(rows.size(), 501U);
    EXPECT_EQ(outcome.output.substr(0, outcome.output.find('\n')),
              "id,size_bytes,server,dscp,rate_mbps,gap_us");
    for (std::size_t i = 1; i < rows.size(); ++i)
    {
        EXPECT_EQ(rows[i][0], std::to_string(i));
        EXPECT_LE(std::stoul(rows[i][1]), 30000U);
        EXPECT_EQ(rows[i][3], "3");
    }
    // The flows of a run are those of its plan.
    EXPECT_EQ(Run("poisson -c hkust.conf -n 500 -b 100 -s 9 --log-format hkust").status, 0);
    const auto flows = ParseTable(Read("flows.txt"), ' ');
    ASSERT_EQ(flows.size(), 500U);
    for (std::size_t i = 0; i < flows.size(); ++i)
    {
        EXPECT_EQ(flows[i][0], rows[i + 1][1]) << i;
        EXPECT_EQ(flows[i][2], "3");
    }
}

TEST_F(PoissonCommandTest, HkustsPlanIsThatOfItsRun)
{
    SKIP_WITHOUT_TEST_DATA("poisson/flows_client.txt");
    SKIP_WITHOUT_TEST_DATA("cdf/hkust_dctcp_cdf.cdf");
    std::filesystem::create_directories(m_directory / "conf");
    Write("conf/DCTCP_CDF.txt", ReadFileBytes(GetTestDataPath("cdf/hkust_dctcp_cdf.cdf")));
    const auto outcome = Run("poisson -c '" + GetTestDataPath("poisson/client_lo.txt") +
                             "' -b 900 -n 250 --plan --compat hkust -s 123");
    EXPECT_EQ(outcome.status, 0) << outcome.output;
    const auto plan = ParseTable(outcome.output, ',');
    const auto run = ParseTable(ReadFileBytes(GetTestDataPath("poisson/flows_client.txt")), ' ');
    ASSERT_EQ(plan.size(), 251U);
    ASSERT_EQ(run.size(), 250U);
    for (std::size_t i = 0; i < run.size(); ++i)
    {
        EXPECT_EQ(plan[i + 1][1], run[i][0]) << i;
        EXPECT_EQ(plan[i + 1][3], run[i][2]) << i;
        EXPECT_EQ(plan[i + 1][4], run[i][3]) << i;
    }
}

TEST_F(PoissonCommandTest, IncastWritesBothFilesOfHkust)
{
    const auto outcome = Run("poisson -c incast.conf -n 60 -b 100 --compat hkust");
    EXPECT_EQ(outcome.status, 0) << outcome.output;
    const auto flows = ParseTable(Read("log_flows.txt"), ' ');
    const auto requests = ParseTable(Read("log_reqs.txt"), ' ');
    ASSERT_EQ(flows.size(), 180U);
    ASSERT_EQ(requests.size(), 60U);
    for (std::size_t i = 0; i < requests.size(); ++i)
    {
        ASSERT_EQ(requests[i].size(), 6U);
        EXPECT_EQ(requests[i][5], "3");
        const auto bytes = std::stoul(requests[i][0]);
        for (std::size_t flow = 3 * i; flow < 3 * i + 3; ++flow)
        {
            EXPECT_EQ(std::stoul(flows[flow][0]), bytes / 3);
            EXPECT_LE(std::stoul(flows[flow][1]), std::stoul(requests[i][1]));
        }
    }
    EXPECT_TRUE(Contains(outcome.output, "180 flows/requests overall average completion time"))
        << outcome.output;
}

TEST_F(PoissonCommandTest, ANetworkCanBeGiven)
{
    Write("net.json", R"({"type": "dumbbell", "left": ["a", "b"], "right": ["s", "t"],
        "access": {"rate": "10Gbps", "delay": "10us"},
        "bottleneck": {"rate": "1Gbps", "delay": "1ms"},
        "addresses": {"s": "192.168.1.50", "t": "192.168.1.51"}})");
    const auto outcome = Run("poisson -c python.conf -n 20 -b 50 --network net.json --client b");
    EXPECT_EQ(outcome.status, 0) << outcome.output;
    EXPECT_TRUE(Contains(outcome.output, "Network: net.json, with the client on b"));
    const auto rows = ParseTable(Read("flows.txt"), ',');
    for (std::size_t i = 1; i < rows.size(); ++i)
    {
        EXPECT_GT(std::stod(rows[i][6]), 4e-3) << "two round trips of 2 ms and more";
    }
    const auto wrong = Run("poisson -c python.conf -n 2 -b 50 --network net.json --client s");
    EXPECT_EQ(wrong.status, 2);
    EXPECT_TRUE(Contains(wrong.output, "net.json: the client \"s\" is a server too"))
        << wrong.output;
    Write("less.json", R"({"type": "star", "hosts": ["a", "s"],
        "link": {"rate": "1Gbps", "delay": "10us"}, "addresses": {"s": "192.168.1.50"}})");
    const auto missing = Run("poisson -c python.conf -n 2 -b 50 --network less.json");
    EXPECT_EQ(missing.status, 2);
    EXPECT_TRUE(Contains(missing.output, "python.conf:3: server \"192.168.1.51\" is not a host"))
        << missing.output;
}

TEST_F(PoissonCommandTest, AScriptRunsOnTheLog)
{
    Write("count.py",
          "import sys\nopen('count.txt', 'w').write(str(len(list(open(sys.argv[1])))))\n"
          "print('said')\n");
    const auto outcome = Run("poisson -c python.conf -n 10 -b 50 -r count.py");
    EXPECT_EQ(outcome.status, 0) << outcome.output;
    EXPECT_EQ(Read("count.txt"), "11");
    EXPECT_TRUE(Contains(outcome.output, "Script count.py completed")) << outcome.output;
    EXPECT_FALSE(Contains(outcome.output, "said")) << "the tool drops what it prints";
    Write("bad.py", "import sys\nsys.exit(3)\n");
    const auto bad = Run("poisson -c python.conf -n 10 -b 50 -r bad.py");
    EXPECT_EQ(bad.status, 0);
    EXPECT_TRUE(Contains(bad.output, "it ended with status 3")) << bad.output;
}

TEST_F(PoissonCommandTest, TheExamplesRun)
{
    const auto command = Run("poisson -c " SYNTHETIC_TRAFFIC_SOURCE_DIR
                             "/examples/poisson-clients.conf -n 10 -b 50");
    EXPECT_EQ(command.status, 0) << command.output;
    EXPECT_TRUE(Contains(command.output, "Completed flows:     10")) << command.output;
    const auto scenario =
        Run("run " SYNTHETIC_TRAFFIC_SOURCE_DIR "/examples/poisson-all-to-all.json --out r");
    EXPECT_EQ(scenario.status, 0) << scenario.output;
    EXPECT_TRUE(Contains(scenario.output, " 0 failed, 0 open at the end")) << scenario.output;
    EXPECT_TRUE(Contains(Read("r/summary.json"), "\"100KB_to_10MB\""));
}

TEST_F(PoissonCommandTest, ARunWithoutFlowsSaysSo)
{
    const auto outcome = RunApart("poisson -c python.conf -t 0.000001 -b 1");
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.errors, "warning: no transfer was started\n");
    EXPECT_EQ(RunApart("poisson -c python.conf -n 1 -b 1").errors, "");
}

TEST_F(PoissonCommandTest, BadUsageIsOneLineAndWritesNothing)
{
    Write("noserver.conf", "req_size_dist sizes.txt\n");
    Write("nosizes.conf", "server 10.0.0.2 5001\n");
    Write("descending.conf", "server 10.0.0.2 5001\nreq_size_dist descending.txt\n");
    Write("descending.txt", "10 0\n5 1\n");
    Write("over.conf", "server 10.0.0.2 5001\nreq_size_dist over.txt\n");
    Write("over.txt", "0 0\n10 0.5\n20 1.5\n");
    Write("blank.conf", "server 10.0.0.2 5001\n\nreq_size_dist sizes.txt\nrate 0Mbps 1\n");
    std::filesystem::create_directories(m_directory / "dir_reqs.txt");
    const auto before = List(".");
    const std::pair<std::string, std::string> cases[] = {
        {"-c python.conf -b 50", "-n or -t is missing"},
        {"-c python.conf -b 50 -n 3 -t 3", "-n and -t do not go together"},
        {"-c python.conf -b 50 -n 0", "-n"},
        {"-c python.conf -b 50 -n -1", "-n"},
        {"-c python.conf -b 50 -t 0", "-t: 0 is no number of seconds above 0"},
        {"-c python.conf -b 50 -t nan", "-t: nan"},
        {"-c python.conf -b 1e13 -n 3", "-b: 1e13 is no number of Mbit/s above 0 and up to 1e12"},
        {"-c python.conf -b 50 -n 3 --compat python -s 99999999999999999999", "-s"},
        {"-c python.conf -b 50 -n 3 -l python.conf", "python.conf: the log would be written over"},
        {"-c python.conf -b 50 -n 3 -l 'my sizes.txt'", "the log would be written over"},
        {"-c incast.conf -b 50 -n 3 --compat hkust -l dir", "dir_reqs.txt: this is a directory"},
        {"-c python.conf -b 0 -n 3", "-b: 0 is no number of Mbit/s above 0"},
        {"-c python.conf -b -5 -n 3", "-b: -5 is no number"},
        {"-c python.conf -b x -n 3", "-b: x is no number"},
        {"-c python.conf -n 3", "-b is required"},
        {"-b 50 -n 3", "-c is required"},
        {"-c python.conf -b 50 -n 3 -z", "-z"},
        {"-c python.conf -b 50 -n 3 -s 0", "-s: 0 is no seed"},
        {"-c python.conf -b 50 -n 3 -r none.py", "none.py: there is no such script"},
        {"-c python.conf -b 50 -n 3 --compat ruby", "ruby"},
        {"-c python.conf -b 50 -n 3 --client b", "--client needs --network"},
        {"-c python.conf -b 50 -n 3 -l none/x.csv", "none/x.csv: no log can be written here"},
        {"-c none.conf -b 50 -n 3", "none.conf: cannot be read"},
        {"-c noserver.conf -b 50 -n 3", "noserver.conf: there is no server"},
        {"-c nosizes.conf -b 50 -n 3", "nosizes.conf: there is no flow-size distribution"},
        {"-c descending.conf -b 50 -n 3", "descending.txt:2: "},
        {"-c over.conf -b 50 -n 3", "over.txt:3: "},
        {"-c blank.conf -b 50 -n 3", "blank.conf:2: this line is blank"},
        {"-c hkust.conf -b 50 -n 3 --compat hkust -s 0", "cannot have the seed 0"},
    };
    for (const auto& [arguments, message] : cases)
    {
        for (const std::string mode : {"", " --plan"})
        {
            if (!mode.empty() && Contains(arguments, " -l "))
            {
                continue; // a plan has no log
            }
            const auto outcome = Run("poisson " + arguments + mode);
            EXPECT_EQ(outcome.status, 2) << arguments;
            EXPECT_TRUE(Contains(outcome.output, message)) << arguments << "\n" << outcome.output;
            EXPECT_EQ(std::count(outcome.output.begin(), outcome.output.end(), '\n'), 1)
                << arguments << "\n"
                << outcome.output;
            EXPECT_EQ(List("."), before) << arguments;
        }
    }
}

} // namespace

} // namespace ns3
